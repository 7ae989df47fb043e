/** Conversations whose answers are known: read from a file, asked with the turns before, and what came of each turn. */

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { AskReply } from '../../src/api/ask.js';
import { EXAMPLES } from '../../src/api/examples.js';
import type { PastTurn } from '../../src/api/request.js';
import { evaluateConversations, formatConversations, readConversations } from '../../src/evaluate/conversations.js';

let folder: string;
const REPLY = AskReply.parse(EXAMPLES.AskReply);
const [PASSAGE] = REPLY.passages;
const DOC = path.basename(PASSAGE?.document.source ?? '');
const conversation = {
  id: 'c1',
  lang: 'zh',
  turns: [
    { question: 'a', relevant: [{ doc: DOC, span: '城镇新增就业' }], must: [] },
    { question: 'b', relevant: [{ doc: DOC, span: '城镇 新增就业5.5万人' }], must: ['５.５万人'] },
    { question: 'c', relevant: [{ doc: 'other.txt', span: '城镇新增就业' }], must: ['6.5万人'] },
  ],
};

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'wenju-conversations-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it('asks each turn with those before, and counts every turn but the first', async () => {
  await writeFile(path.join(folder, 'conversations.jsonl'), `${JSON.stringify(conversation)}\n`);
  const asked: { question: string; before: readonly PastTurn[] }[] = [];
  const followUps = await evaluateConversations(await readConversations(folder), async (question, history) => {
    asked.push({ question, before: [...history] });
    return REPLY;
  });
  const answer = REPLY.answer?.text;
  expect(asked).toEqual([
    { question: 'a', before: [] },
    { question: 'b', before: [{ question: 'a', answer }] },
    {
      question: 'c',
      before: [
        { question: 'a', answer },
        { question: 'b', answer },
      ],
    },
  ]);
  expect(followUps).toMatchObject([
    { id: 'c1', question: 'b', isFound: true, isAnswered: true },
    { id: 'c1', question: 'c', isFound: false, isAnswered: false },
  ]);
  expect(formatConversations(followUps)).toMatch(/all +2 +0\.500 +0\.500/);
});

it('has none of a folder without the file, and names the line of what is no conversation', async () => {
  expect(await readConversations(path.join(folder, 'absent'))).toEqual([]);
  await writeFile(path.join(folder, 'conversations.jsonl'), '{"id":"x","turns":[]}\n');
  await expect(readConversations(folder)).rejects.toThrow(/conversations\.jsonl:1: turns/);
});

it('finds a file however its accents are written, and takes nothing for said that is noted beside the answer', async () => {
  const passages = REPLY.passages.map((passage) => ({
    ...passage,
    document: { ...passage.document, source: 'a/é.txt'.normalize('NFC') },
  }));
  const answer = REPLY.answer && { ...REPLY.answer, note: 'noted beside' };
  const relevant = [{ doc: 'é.txt'.normalize('NFD'), span: PASSAGE?.text ?? '' }];
  const turns = ['5.5万人', 'noted beside'].map((words) => ({ question: 'a', relevant, must: [words] }));
  const [opening] = conversation.turns;
  const asked = [{ id: 'c2', language: 'zh', turns: opening ? [opening, ...turns] : [] }];
  const followUps = await evaluateConversations(asked, async () => ({ ...REPLY, passages, answer }));
  expect(followUps.map(({ isFound, isAnswered }) => [isFound, isAnswered])).toEqual([
    [true, true],
    [true, false],
  ]);
});
