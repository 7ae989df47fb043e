/** Conversations over the digests: turns that lean on those before them, in both languages, asked of a real service. */

import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { AskRequest, SearchRequest } from '../../src/api/request.js';
import type { Service } from '../../src/api/service.js';
import { evaluateConversations, type FollowUp, readConversations } from '../../src/evaluate/conversations.js';
import { openTestService, root, TODAY } from '../service.js';

let service: Service;
let followUps: FollowUp[];

beforeAll(async () => {
  service = await openTestService(undefined, TODAY);
  const conversations = await readConversations(path.join(root, 'test', 'eval', 'digests'));
  followUps = await evaluateConversations(conversations, (question, history, topK) =>
    service.ask(AskRequest.parse({ question, history, topK })),
  );
}, 600_000);
afterAll(() => service?.close());

const ask = (question: string, ...before: string[]) =>
  service.ask(AskRequest.parse({ question, history: before.map((each) => ({ question: each })) }));

it('finds the right passage for nearly every turn that follows another, and most answers hold what they must', () => {
  const count = (isCounted: (followUp: FollowUp) => boolean): number => followUps.filter(isCounted).length;
  expect(followUps.length).toBeGreaterThanOrEqual(30);
  expect(count(({ isFound }) => isFound) / followUps.length).toBeGreaterThanOrEqual(0.8);
  expect(count(({ isAnswered }) => isAnswered) / followUps.length).toBeGreaterThanOrEqual(0.75);
});

it('drops a year that was only assumed before it refuses', async () => {
  const { status, answer, understood } = await ask('那咸宁呢？', '2024年荆门粮食总产目标是多少？');
  expect(status).toBe('answered');
  expect(answer?.text).toContain('117万吨');
  expect(understood).toMatchObject({ regions: ['咸宁市'], years: [] });
});

it('takes nothing over that a question names itself', async () => {
  const { status, answer } = await ask('咸宁的森林覆盖率', '2024年荆门GDP增长目标是多少？');
  expect(status).toBe('answered');
  expect(answer?.text).toContain('53.01%');
});

it('still refuses what the place asked about does not have', async () => {
  expect((await ask('地铁票价呢', '2024年荆门GDP增长目标是多少？')).status).toBe('not_found');
  expect((await ask('那深圳呢', '2024年荆门GDP增长目标是多少？')).status).toBe('not_found');
});

it('finds passages for the question in full', async () => {
  const history = [{ question: '荆门2023年规上工业增加值增长多少？' }];
  const { understood, passages } = await service.search(SearchRequest.parse({ question: '社零呢', history }));
  expect(understood.question).toBe('荆门2023年社零增长了多少');
  expect(passages[0]?.text).toContain('7.5%');
});

it('says a question without turns before it as it came', async () => {
  expect((await ask('荆门GDP？')).understood.question).toBe('荆门GDP？');
});
