/** The readers against small files, and against the real evaluation folders where they are at hand. */

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WenjuError } from '../../src/errors.js';
import { readEvaluationFolder } from '../../src/evaluate/folder.js';
import { isMissing, shared } from '../needs.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'wenju-evaluate-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function write(name: string, ...lines: readonly (object | string)[]): Promise<void> {
  const text = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n');
  await writeFile(path.join(folder, name), `${text}\n`);
}

async function readQuestions(from = folder) {
  const read = await readEvaluationFolder(from);
  if (read.kind !== 'questions') throw new Error('expected questions');
  return read.questions;
}

async function readBeir(from = folder) {
  const read = await readEvaluationFolder(from);
  if (read.kind !== 'beir') throw new Error('expected a BEIR folder');
  return read.collection;
}

async function failure(from = folder): Promise<WenjuError> {
  const error: unknown = await readEvaluationFolder(from).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof WenjuError)) throw new Error(`expected a WenjuError, came ${String(error)}`);
  return error;
}

const GROWTH = { doc: 'a.txt', span: '增长6.7%' };
const GRAIN = { doc: 'b.txt', span: '58.7亿斤' };

describe('reading questions', () => {
  it('reads relevant places as parts', async () => {
    await write('answerable.jsonl', {
      id: 'q1',
      lang: 'zh',
      type: 'figure',
      question: '增长多少？',
      relevant: [GROWTH, GRAIN],
    });
    const { answerable, unanswerable } = await readQuestions();
    expect(answerable).toEqual([
      {
        id: 'q1',
        language: 'zh',
        type: 'figure',
        question: '增长多少？',
        parts: [{ places: [GROWTH] }, { places: [GRAIN] }],
        must: [],
      },
    ]);
    expect(unanswerable).toEqual([]);
  });

  it('reads docs and answer_spans as parallel arrays', async () => {
    await write('answerable.jsonl', {
      id: 'q1',
      question: '？',
      docs: ['a.txt', 'b.txt'],
      answer_spans: ['增长6.7%', '58.7亿斤'],
    });
    const { answerable } = await readQuestions();
    expect(answerable[0]?.parts).toEqual([{ places: [GROWTH] }, { places: [GRAIN] }]);
    expect(answerable[0]?.language).toBe('unstated');
  });

  it('lets an alternative of another document stand for the only part', async () => {
    await write('answerable.jsonl', {
      id: 'q1',
      question: '？',
      relevant: [GROWTH],
      alt_spans: [{ ...GRAIN, heading: ['一'] }],
    });
    expect((await readQuestions()).answerable[0]?.parts).toEqual([{ places: [GROWTH, GRAIN] }]);
  });

  it('lets an alternative stand for the part of its own document where there is one', async () => {
    const other = { doc: 'b.txt', span: '粮食总产' };
    await write('answerable.jsonl', { id: 'q1', question: '？', relevant: [GROWTH, GRAIN], alt_spans: [other] });
    expect((await readQuestions()).answerable[0]?.parts).toEqual([{ places: [GROWTH] }, { places: [GRAIN, other] }]);
  });

  it('reads what a right answer must hold, where else it stands, and what a question without an answer misses', async () => {
    await write('answerable.jsonl', { id: 'q1', question: '？', relevant: [GROWTH], alt: [GRAIN], must: ['6.7%'] });
    await write('unanswerable.jsonl', { id: 'u1', question: '？', why: '没有', missing: 'region' });
    const { answerable, unanswerable } = await readQuestions();
    expect(answerable[0]).toMatchObject({ parts: [{ places: [GROWTH, GRAIN] }], must: ['6.7%'] });
    expect(unanswerable[0]?.category).toBe('region');
  });

  it('joins several files of one kind by name and leaves claims alone', async () => {
    await write('answerable-xiantao.jsonl', { id: 'q2', question: '二？', relevant: [GRAIN] });
    await write('answerable-jingmen.jsonl', { id: 'q1', question: '一？', relevant: [GROWTH] }, '');
    await write('unanswerable-jingmen.jsonl', { id: 'u1', category: 'other_year', question: '三？', why: '无' });
    await write('claims.jsonl', 'not read');
    const { answerable, unanswerable } = await readQuestions();
    expect(answerable.map(({ id }) => id)).toEqual(['q1', 'q2']);
    expect(unanswerable).toEqual([{ id: 'u1', language: 'unstated', category: 'other_year', question: '三？' }]);
  });

  it.each([
    { category: 'false_presupposition' },
    { category: 'False presupposition' },
    { why: 'false presupposition: the report says the opposite' },
  ])('takes %j for a false presupposition', async (said) => {
    await write('unanswerable.jsonl', { id: 'u1', question: '？', ...said });
    expect((await readQuestions()).unanswerable[0]?.category).toBe('false_presupposition');
  });

  it('goes by the category where there is one, and by the beginning of why', async () => {
    const why = 'false presupposition';
    await write(
      'unanswerable.jsonl',
      { id: 'u1', question: '？', category: 'other_year', why },
      { id: 'u2', question: '？', why: `no ${why}` },
      { id: 'u3', question: '？', why: null },
    );
    const { unanswerable } = await readQuestions();
    expect(unanswerable.map(({ category }) => category)).toEqual(['other_year', 'unstated', 'unstated']);
  });

  it('takes a byte order mark and CRLF line breaks', async () => {
    const line = JSON.stringify({ id: 'q1', question: '？', relevant: [GROWTH] });
    await writeFile(path.join(folder, 'answerable.jsonl'), `\ufeff${line}\r\n\r\n`);
    expect((await readQuestions()).answerable).toHaveLength(1);
  });

  it('names file and line of a line that is not JSON', async () => {
    await write('answerable.jsonl', { id: 'q1', question: '？', relevant: [GROWTH] }, '', '{"id":');
    const error = await failure();
    expect(error.code).toBe('FILE_UNREADABLE');
    expect(error.message).toContain(`${path.join(folder, 'answerable.jsonl')}:3: expected one JSON object a line`);
  });

  it.each([
    ['a missing span', { id: 'q', question: '？', relevant: [{ doc: 'a.txt' }] }, 'relevant.0.span'],
    [
      'arrays of different length',
      { id: 'q', question: '？', docs: ['a.txt'], answer_spans: ['一', '二'] },
      'came 1 and 2',
    ],
    ['no place at all', { id: 'q', question: '？' }, 'expected "relevant"'],
    ['an empty list of places', { id: 'q', question: '？', relevant: [] }, 'relevant'],
    ['a blank question', { id: 'q', question: '　 ', relevant: [GROWTH] }, 'question'],
    [
      'a question longer than the service accepts',
      { id: 'q', question: '问'.repeat(2001), relevant: [GROWTH] },
      'question',
    ],
  ])('names file, line and field of %s', async (_, line, complaint) => {
    await write('answerable.jsonl', { id: 'first', question: '？', relevant: [GROWTH] }, line);
    const { message } = await failure();
    expect(message).toContain('answerable.jsonl:2: ');
    expect(message).toContain(complaint);
  });

  it('names both places of an id that comes twice', async () => {
    await write('answerable.jsonl', { id: 'q1', question: '？', relevant: [GROWTH] });
    await write('unanswerable.jsonl', { id: 'q1', question: '？' });
    const { message } = await failure();
    expect(message).toContain('unanswerable.jsonl:1: ');
    expect(message).toMatch(/\/answerable\.jsonl:1;/);
  });

  it('refuses a file that is not UTF-8 and a folder without a single question', async () => {
    await writeFile(path.join(folder, 'answerable.jsonl'), Buffer.from([0xc4, 0xe3, 0xba, 0xc3]));
    expect((await failure()).message).toContain('expected UTF-8');
    await write('answerable.jsonl', '');
    expect((await failure()).message).toContain('found none');
  });
});

describe('reading a BEIR folder', () => {
  beforeEach(async () => {
    await write('corpus.jsonl', { _id: 'p1', title: '梵文', text: '一' }, { _id: 'p2', text: '二' });
    await write('queries.jsonl', { _id: 'q1', text: '问？' }, { _id: 'q2', text: '再问？' });
    await write('qrels.tsv', 'query-id\tcorpus-id\tscore', 'q1\tp1\t1', 'q1\tp2\t0');
  });

  it('reads entries, queries and the relevant entries of each query', async () => {
    const { entries, queries, qrels } = await readBeir();
    expect(entries).toEqual([
      { id: 'p1', title: '梵文', text: '一' },
      { id: 'p2', title: '', text: '二' },
    ]);
    expect(queries).toEqual([
      { id: 'q1', text: '问？' },
      { id: 'q2', text: '再问？' },
    ]);
    expect([...qrels]).toEqual([['q1', new Set(['p1'])]]);
  });

  it.each([
    ['a line without tabs', 'q1 p1 1', 'separated by tabs'],
    ['a score that is no whole number', 'q1\tp1\tyes', 'whole number'],
    ['an unknown query', 'q9\tp1\t1', 'no query "q9"'],
    ['an unknown entry', 'q1\tp9\t1', 'no entry "p9"'],
  ])('names file and line of %s in qrels.tsv', async (_, line, complaint) => {
    await write('qrels.tsv', 'query-id\tcorpus-id\tscore', line);
    const { message } = await failure();
    expect(message).toContain('qrels.tsv:2: ');
    expect(message).toContain(complaint);
  });

  it('names file and line of an entry that comes twice or has no text', async () => {
    await write('corpus.jsonl', { _id: 'p1', text: '一' }, { _id: 'p1', text: '二' });
    expect((await failure()).message).toContain('corpus.jsonl:2: _id "p1" came before');
    await write('corpus.jsonl', { _id: 'p1' });
    expect((await failure()).message).toContain('corpus.jsonl:1: text');
  });
});

describe('telling folders apart', () => {
  it('refuses a folder that holds neither kind and names the folders in it', async () => {
    await mkdir(path.join(folder, 'hubei'));
    const error = await failure();
    expect(error.code).toBe('INPUT_INVALID');
    expect(error.message).toContain('found neither; give one of the folders in it (hubei)');
  });
  it('names what a BEIR folder lacks', async () => {
    await write('corpus.jsonl', { _id: 'p1', text: '一' });
    expect((await failure()).message).toContain('add queries.jsonl and qrels.tsv');
  });
  it('refuses a folder that holds both kinds', async () => {
    await write('corpus.jsonl', { _id: 'p1', text: '一' });
    await write('unanswerable.jsonl', { id: 'u1', question: '？' });
    expect((await failure()).message).toContain('found both');
  });
  it('says so when the folder is not there', async () => {
    expect((await failure(path.join(folder, 'none'))).code).toBe('NOT_FOUND');
  });
});

const SHARED = path.join(shared, 'eval');

describe.skipIf(isMissing('shared'))('the real evaluation folders', () => {
  it.each([
    ['hubei', 50, 17],
    ['provincial', 60, 15],
    ['targets-2025', 350, 19],
  ])('reads every question of %s', async (name, answerable, unanswerable) => {
    const questions = await readQuestions(path.join(SHARED, name));
    expect(questions.answerable).toHaveLength(answerable);
    expect(questions.unanswerable).toHaveLength(unanswerable);
  });
  it.each([
    ['cmrc_trial', 256, 1002],
    ['drcd_dev', 1000, 3524],
    ['mlqa_dev_en2zh', 443, 504],
    ['mlqa_dev_zh', 443, 504],
  ])('reads every entry and query of %s, each query judged', async (name, entries, queries) => {
    const collection = await readBeir(path.join(SHARED, 'public', name));
    expect(collection.entries).toHaveLength(entries);
    expect(collection.queries).toHaveLength(queries);
    expect(collection.qrels.size).toBe(queries);
  });
});
