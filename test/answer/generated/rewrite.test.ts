/** Questions that lean on the turns before in a way that no rule knows, and a scripted model that puts them in full. */

import { afterAll, describe, expect, it } from 'vitest';
import type { AskReply } from '../../../src/api/ask.js';
import { AskRequest } from '../../../src/api/request.js';
import { limitWork } from '../../../src/serve/work.js';
import { servePapers } from '../papers.js';
import { REPORTS } from './reports.js';
import { fill } from './scenes.js';
import { type ScriptedModel, say, startScriptedModel } from './scripted-model.js';

const BEFORE = '孝感市2024年新建了多少充电桩？';
const LEANING = '能不能展开讲讲';
const FULL = '孝感市2024年老年人助餐点有多少？';

let model: ScriptedModel;
const papers = servePapers(REPORTS, async () => {
  model = await startScriptedModel();
  return { llmBaseUrl: model.baseUrl, llmModel: 'scripted', llmTimeout: 3 };
});
afterAll(() => model?.close());

/** It gives this question, and answers whatever is asked. */
function rewriteAs(question: string): void {
  model.play((request) =>
    say(request.ids.length === 0 ? question : fill('孝感市2024年开办老年人助餐点214个[{R}]。', request)),
  );
}

const ask = (question: string, changes: object = {}): Promise<AskReply> =>
  limitWork(papers.service).ask(AskRequest.parse({ question, history: [{ question: BEFORE }], ...changes }));

describe('a question that no rule can put in full', () => {
  it('is answered as the model puts it, which is shown', async () => {
    rewriteAs(FULL);
    const { status, understood, answer, mode } = await ask(LEANING);
    expect({ status, mode, question: understood.question }).toEqual({
      status: 'answered',
      mode: 'generated',
      question: FULL,
    });
    expect(answer?.text).toContain('214个');
    const [rewriting] = model.seen.slice(-2);
    expect(rewriting?.user).toContain(BEFORE);
    expect(rewriting?.user).toContain(LEANING);
  });

  it.each([
    ['a place that nobody named', '荆州市2024年新建了多少充电桩？'],
    ['a year that nobody named', '孝感市2021年新建了多少充电桩？'],
    ['an answer in its place', `${FULL}\n有214个。`],
    ['a text', '长'.repeat(400)],
    ['nothing', '<think>怎么补呢</think>'],
  ])('stays unanswered where the model gives %s', async (_, given) => {
    rewriteAs(given);
    expect((await ask(LEANING)).status).toBe('not_found');
  });

  it('stays unanswered where the model fails, and where quotations alone are asked for', async () => {
    model.play(() => [{ status: 400 }]);
    expect((await ask(LEANING)).status).toBe('not_found');
    const before = model.seen.length;
    expect((await ask(LEANING, { mode: 'extractive' })).status).toBe('not_found');
    expect(model.seen.length).toBe(before);
  });
});

describe('a question that rules put in full, or that lacks a place that is not there', () => {
  it.each(['那荆州呢？', '深圳呢？'])('%s goes to no model to be put in full', async (question) => {
    rewriteAs(FULL);
    const before = model.seen.length;
    await ask(question);
    expect(model.seen.slice(before).every(({ ids }) => ids.length > 0)).toBe(true);
  });
});
