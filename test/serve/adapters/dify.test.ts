/** `/retrieval` as Dify's document of the External Knowledge API has it: shapes, conditions, scores, errors. */

import { OpenAPIHono } from '@hono/zod-openapi';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AskReply, ReplyPassage } from '../../../src/api/ask.js';
import type { ListedDocument } from '../../../src/api/documents.js';
import { EXAMPLES } from '../../../src/api/examples.js';
import { AskRequest } from '../../../src/api/request.js';
import type { Service } from '../../../src/api/service.js';
import { WenjuError } from '../../../src/errors.js';
import { speakDify } from '../../../src/serve/adapters/dify.js';
import { OPERATORS, readCondition } from '../../../src/serve/adapters/dify-condition.js';
import { DifyError, DifyReply, DifyRequest } from '../../../src/serve/adapters/dify-schemas.js';
import { createApp } from '../../../src/serve/app.js';
import { respondWithProblem } from '../../../src/serve/problem.js';
import { hearOperator } from '../../operator.js';
import { openTestService } from '../../service.js';
import { createMemoryService, type MemoryService } from '../memory.js';

const QUESTION = '2024年荆门GDP增长目标是多少？';

function ask(service: Service, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return Promise.resolve(
    createApp(service).request('/retrieval', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...headers },
      body: text,
    }),
  );
}

function requestWith(changes: object = {}) {
  return { knowledge_id: 'wenju', query: QUESTION, retrieval_setting: { top_k: 5, score_threshold: 0 }, ...changes };
}

async function retrieve(service: Service, changes: object = {}): Promise<DifyReply['records']> {
  const response = await ask(service, requestWith(changes));
  expect(response.status).toBe(200);
  return DifyReply.parse(await response.json()).records;
}

async function expectError(response: Response, status: number, code: number, pattern: RegExp): Promise<void> {
  expect(response.status).toBe(status);
  expect(response.headers.get('Content-Type')).toBe('application/json');
  const { error_code, error_msg } = DifyError.parse(await response.json());
  expect(error_code).toBe(code);
  expect(error_msg).toMatch(pattern);
}

const FOUND = EXAMPLES.ReplyPassage;

function passage(
  rank: number,
  relevance: ReplyPassage['relevance'],
  fused: number,
  changes: object = {},
): ReplyPassage {
  const explain = { bm25: 1, passage: 0, sentence: 0, fused, matched: [] };
  return { ...FOUND, id: `${FOUND.document.id}-${rank}`, rank, relevance, explain, ...changes };
}

function serviceWith(changes: Partial<AskReply>, others: Partial<Service> = {}): MemoryService {
  const service = createMemoryService({
    ...others,
    ask: async (request) => {
      service.asked.push(request);
      return { ...EXAMPLES.AskReply, ...changes };
    },
  });
  return service;
}

describe('a record', () => {
  it('has content, score, title and metadata as an object', async () => {
    const [record, ...others] = await retrieve(createMemoryService());
    expect(others).toEqual([]);
    expect(record).toMatchObject({
      content: FOUND.text,
      score: 1,
      title: FOUND.document.title,
      metadata: {
        documentId: FOUND.document.id,
        passageId: FOUND.id,
        title: FOUND.document.title,
        region: '荆门市',
        year: 2024,
        type: 'report',
        delivered: '2024-01-10',
        published: '2024-03-19',
        speaker: '陈家伟',
        publisher: '荆门日报',
        url: null,
        source: 'jingmen-2024.txt',
        headings: '二、2024年工作安排',
        paragraph: 2,
        page: null,
        readerUrl: `http://localhost/documents/${FOUND.document.id}?start=${FOUND.start}&end=${FOUND.end}#quote`,
      },
    });
  });

  it('is the example of the description, which satisfies its schemas', () => {
    for (const schema of [DifyRequest, DifyReply, DifyError]) {
      expect(schema.parse(schema.meta()?.example)).toEqual(schema.meta()?.example);
    }
  });
});

describe('a request', () => {
  it('asks for as many passages as top_k says, with their numbers', async () => {
    const service = createMemoryService();
    await retrieve(service, { retrieval_setting: { top_k: 7, score_threshold: 0.5 } });
    expect(service.asked).toEqual([
      AskRequest.parse({ mode: 'extractive', question: QUESTION, topK: 7, explain: true }),
    ]);
  });

  it('takes 50 for a top_k above, and 5 when there is none', async () => {
    const service = createMemoryService();
    await retrieve(service, { retrieval_setting: { top_k: 1000, score_threshold: 0 } });
    await retrieve(service, { retrieval_setting: { top_k: null, score_threshold: null } });
    expect(service.asked.map((asked) => 'topK' in asked && asked.topK)).toEqual([50, 5]);
  });

  it('may have fields that Dify adds later', async () => {
    const service = createMemoryService();
    const setting = { top_k: 5, score_threshold: 0, reranking: true };
    expect(await retrieve(service, { retrieval_setting: setting, user: 'a', metadata_condition: null })).toHaveLength(
      1,
    );
  });

  it.each([
    ['no query', { query: undefined }, /query: expected a question .*, came nothing/],
    ['a blank query', { query: '  ' }, /query: expected a question/],
    ['a query that is too long', { query: '问'.repeat(2001) }, /query: expected a question .* 2001 characters/],
    ['a top_k of 0', { retrieval_setting: { top_k: 0 } }, /retrieval_setting\.top_k: .*at least 1, came 0/],
    ['a threshold of 2', { retrieval_setting: { score_threshold: 2 } }, /score_threshold: .*0 to 1, came 2/],
    ['no setting', { retrieval_setting: undefined }, /retrieval_setting: .*came nothing/],
  ])('is refused with %s, in Dify’s shape', async (_, changes, pattern) => {
    await expectError(await ask(createMemoryService(), requestWith(changes)), 400, 400, pattern);
  });

  it('is refused when it is no JSON, too large, of another type or to another method', async () => {
    const service = createMemoryService();
    await expectError(await ask(service, '{'), 400, 400, /JSON/);
    await expectError(await ask(service, `{"query":"${'x'.repeat(70_000)}"}`), 413, 413, /bytes/);
    await expectError(await ask(service, '{}', { 'Content-Type': 'text/plain' }), 415, 415, /application\/json/);
  });

  it('of another knowledge is answered with 2001', async () => {
    const response = await ask(createMemoryService(), requestWith({ knowledge_id: 'other' }));
    await expectError(response, 404, 2001, /knowledge id wenju, came "other"/);
  });

  it('that no index can answer is a 503 that says nothing of files', async () => {
    const told = hearOperator();
    const ask503 = async () => {
      throw new WenjuError('INDEX_MISSING', 'No index in /secret.');
    };
    const response = await ask(createMemoryService({ ask: ask503 }), requestWith());
    expect(response.headers.get('Retry-After')).toMatch(/^\d+$/);
    await expectError(response, 503, 503, /^(?!.*secret)/);
    expect(told).toHaveBeenCalledOnce();
  });

  it('that meets a bug is a 500 that tells nothing of it', async () => {
    const told = hearOperator();
    const fail = async () => {
      throw new Error('secret');
    };
    await expectError(await ask(createMemoryService({ ask: fail }), requestWith()), 500, 500, /^(?!.*secret)/);
    expect(told).toHaveBeenCalledOnce();
  });
});

describe('a refused key', () => {
  const app = new OpenAPIHono();
  app.use('/retrieval', speakDify);
  app.use((context) => Promise.resolve(respondWithProblem(context, 401, 'Expected a key.')));
  const refuse = (headers: Record<string, string>) =>
    Promise.resolve(app.request('/retrieval', { method: 'POST', headers, body: '{}' }));

  it('is 1001 when the header is missing or is not "Bearer" and a key', async () => {
    await expectError(await refuse({}), 403, 1001, /^Expected a key\.$/);
    await expectError(await refuse({ Authorization: 'Basic abc' }), 403, 1001, /^Expected a key\.$/);
    await expectError(await refuse({ Authorization: 'Bearer ' }), 403, 1001, /^Expected a key\.$/);
  });

  it('is 1002 when there is a key', async () => {
    await expectError(await refuse({ Authorization: 'Bearer wrong' }), 403, 1002, /^Expected a key\.$/);
  });
});

describe('a score', () => {
  it('is in the band of its relevance and never rises', async () => {
    const passages = [
      passage(1, 'high', 9),
      passage(2, 'high', 8.5),
      passage(3, 'medium', 8.6),
      passage(4, 'medium', 2),
      passage(5, 'low', 1),
    ];
    const scores = (await retrieve(serviceWith({ passages }))).map(({ score }) => score);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    expect(scores[0]).toBe(1);
    expect(scores[1]).toBeGreaterThanOrEqual(0.7);
    expect(scores[2]).toBeLessThan(0.7);
    expect(scores[3]).toBeGreaterThanOrEqual(0.4);
    expect(scores[4]).toBeLessThan(0.4);
    expect(scores[4]).toBeGreaterThanOrEqual(0.1);
  });

  it('is from 0 to 1 and never rises, whatever the numbers', async () => {
    const relevance = fc.constantFrom('high' as const, 'medium' as const, 'low' as const);
    const fused = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(relevance, fused), { maxLength: 8 }),
        fc.boolean(),
        async (found, isRefused) => {
          const passages = found.map(([each, number], position) => passage(position + 1, each, number));
          const reply = isRefused ? { status: 'not_found' as const, passages: [], nearest: passages } : { passages };
          const scores = (await retrieve(serviceWith(reply))).map(({ score }) => score);
          for (const [position, score] of scores.entries()) {
            expect(score).toBeGreaterThanOrEqual(0);
            expect(score).toBeLessThanOrEqual(scores[position - 1] ?? 1);
          }
        },
      ),
      { numRuns: 50 },
    );
  });

  it('is below 0.1 for what stands beside a refusal, and a threshold of 0.1 leaves nothing of it', async () => {
    const nearest = [passage(1, 'low', 9), passage(2, 'low', 1)];
    const service = serviceWith({ status: 'not_found', answer: null, passages: [], nearest });
    const scores = (await retrieve(service)).map(({ score }) => score);
    expect(scores).toHaveLength(2);
    for (const score of scores) expect(score).toBeLessThan(0.1);
    expect(await retrieve(service, { retrieval_setting: { top_k: 5, score_threshold: 0.1 } })).toEqual([]);
  });

  it('below the threshold keeps a record out', async () => {
    const passages = [passage(1, 'high', 9), passage(2, 'medium', 8), passage(3, 'low', 1)];
    const setting = { top_k: 5, score_threshold: 0.4 };
    expect(await retrieve(serviceWith({ passages }), { retrieval_setting: setting })).toHaveLength(2);
  });
});

describe('metadata_condition', () => {
  const METADATA = { region: '荆门市', year: 2024, delivered: '2024-01-10', url: null, title: '荆门市政府工作报告' };
  const HOLDS: readonly [string, string, unknown, boolean][] = [
    ['title', 'contains', '工作', true],
    ['title', 'contains', '年鉴', false],
    ['title', 'not contains', '年鉴', true],
    ['title', 'not contains', '工作', false],
    ['title', 'start with', '荆门', true],
    ['title', 'start with', '报告', false],
    ['title', 'end with', '报告', true],
    ['title', 'end with', '荆门', false],
    ['region', 'is', '荆门市', true],
    ['region', 'is', '荆门', false],
    ['region', 'is', ['仙桃市', '荆门市'], true],
    ['year', 'is', '2024', true],
    ['region', 'is not', '荆门市', false],
    ['region', 'is not', '仙桃市', true],
    ['region', 'in', ['仙桃市', '荆门市'], true],
    ['region', 'in', '仙桃市, 荆门市', true],
    ['region', 'in', '仙桃市', false],
    ['region', 'not in', ['仙桃市'], true],
    ['region', 'not in', ['荆门市'], false],
    ['url', 'empty', undefined, true],
    ['region', 'empty', undefined, false],
    ['url', 'not empty', undefined, false],
    ['region', 'not empty', null, true],
    ['url', 'null', undefined, true],
    ['url', 'not null', undefined, false],
    ['year', '=', 2024, true],
    ['year', '=', '2024.0', true],
    ['year', '=', 2023, false],
    ['year', '≠', 2023, true],
    ['year', '≠', 2024, false],
    ['year', '>', 2023, true],
    ['year', '>', 2024, false],
    ['year', '<', '2025', true],
    ['year', '<', 2024, false],
    ['year', '≥', 2024, true],
    ['year', '≥', 2025, false],
    ['year', '≤', 2024, true],
    ['year', '≤', 2023, false],
    ['delivered', 'before', '2024-01-11', true],
    ['delivered', 'before', '2024-01-10', false],
    ['delivered', 'before', '2024', false],
    ['delivered', 'before', 1_704_931_200, true],
    ['delivered', 'after', '2024-01-09T00:00:00Z', true],
    ['delivered', 'after', '2024', false],
    ['delivered', 'after', 2023, true],
    ['year', 'after', '2023-12-31', true],
    ['region', 'before', '2024', false],
    ['region', '>', 3, false],
    ['url', 'contains', 'x', false],
    ['url', 'is not', 'x', true],
    ['url', '<', 5, false],
  ];

  const parseCondition = (name: string, comparison_operator: string, value: unknown) =>
    DifyRequest.parse(requestWith({ metadata_condition: { conditions: [{ name, comparison_operator, value }] } }))
      .metadata_condition ?? {};

  it.each(HOLDS)('%s %s %j is %s', (name, operator, value, expected) => {
    expect(readCondition(parseCondition(name, operator, value))(METADATA)).toBe(expected);
  });

  it('has every operator of Dify', () => {
    expect(new Set(HOLDS.map(([, operator]) => operator))).toEqual(new Set(Object.keys(OPERATORS)));
  });

  it('takes 20 names and 20 values between commas', () => {
    const value = Array.from({ length: 20 }, (_, at) => 2005 + at).join(', ');
    const condition = {
      conditions: [{ name: Array(20).fill('year'), comparison_operator: 'in' as const, value }],
    };
    const satisfies = readCondition(condition);
    expect([satisfies({ year: 2024 }), satisfies({ year: 2025 })]).toEqual([true, false]);
  });

  it('joins conditions by and unless it says or', async () => {
    const conditions = [
      { name: 'region', comparison_operator: 'is', value: '荆门市' },
      { name: 'year', comparison_operator: '=', value: 1999 },
    ];
    const hold = async (logical_operator: string | undefined) =>
      (await retrieve(createMemoryService(), { metadata_condition: { logical_operator, conditions } })).length;
    expect([await hold(undefined), await hold('and'), await hold('or')]).toEqual([0, 0, 1]);
  });

  it('takes several names, of which any may hold', async () => {
    const conditions = [{ name: ['title', 'region'], comparison_operator: 'is', value: '荆门市' }];
    expect(await retrieve(createMemoryService(), { metadata_condition: { conditions } })).toHaveLength(1);
  });

  it('chooses documents before ranking, so that top_k is filled', async () => {
    const other = { ...EXAMPLES.IndexedDocument, id: 'other', region: '仙桃市', year: 2021 } satisfies ListedDocument;
    const documents = () => ({ documents: [EXAMPLES.IndexedDocument, other], indexVersion: 'g1' });
    const service = createMemoryService({ documents });
    const conditions = [{ name: 'year', comparison_operator: '≤', value: 2022 }];
    await retrieve(service, { metadata_condition: { conditions } });
    expect(service.asked).toMatchObject([{ topK: 5, filters: { documentIds: ['other'] } }]);
  });

  it('asks nothing when no document can satisfy it', async () => {
    const service = createMemoryService();
    const conditions = [{ name: 'region', comparison_operator: 'is', value: '深圳市' }];
    expect(await retrieve(service, { metadata_condition: { conditions } })).toEqual([]);
    expect(service.asked).toEqual([]);
  });

  it('on the passage chooses among the best 50', async () => {
    const passages = [passage(1, 'high', 9, { paragraph: 3 }), passage(2, 'high', 8), passage(3, 'low', 7)];
    const service = serviceWith({ passages });
    const conditions = [{ name: 'paragraph', comparison_operator: '=', value: 2 }];
    const records = await retrieve(service, {
      retrieval_setting: { top_k: 1, score_threshold: 0 },
      metadata_condition: { conditions },
    });
    expect(records.map(({ metadata }) => metadata.passageId)).toEqual([passages[1]?.id]);
    expect(service.asked).toMatchObject([{ topK: 50, filters: { documentIds: [] } }]);
  });

  it.each([
    ['an unknown field', { name: 'category', comparison_operator: 'is', value: 'x' }, /conditions\[0\]\.name.*region/],
    ['an unknown operator', { name: 'year', comparison_operator: 'like', value: 'x' }, /operator.*not contains/],
    ['no value', { name: 'year', comparison_operator: '=', value: null }, /value: expected a value to compare with/],
    ['no number', { name: 'year', comparison_operator: '>', value: '{{x}}' }, /value: expected a number/],
    ['no date', { name: 'delivered', comparison_operator: 'after', value: 'today' }, /value: expected a date/],
    ['many names', { name: Array(21).fill('title'), comparison_operator: 'is', value: 'x' }, /name: .*at most 20/],
    ['many values', { name: 'title', comparison_operator: 'is', value: Array(21).fill('x') }, /value: .*at most 20/],
    [
      'many values between commas',
      { name: Array(20).fill('title'), comparison_operator: 'in', value: ','.repeat(16_000) },
      /value: .*at most 20 values/,
    ],
    [
      'many in all',
      { name: 'title', comparison_operator: 'not in', value: Array(11).fill('x,y') },
      /at most 20 values/,
    ],
  ])('is refused with %s', async (_, condition, pattern) => {
    const body = requestWith({ metadata_condition: { conditions: [condition] } });
    await expectError(await ask(createMemoryService(), body), 400, 400, pattern);
  });
});

describe('over real reports', () => {
  let service: Service;
  beforeAll(async () => {
    service = await openTestService();
  });
  afterAll(() => service.close());

  it('finds the passage with the figure, highly relevant', async () => {
    const records = await retrieve(service);
    expect(records[0]?.content).toContain('7%');
    expect(records[0]?.metadata.region).toBe('荆门市');
    expect(records[0]?.score).toBe(1);
    expect(records).toHaveLength(5);
  });

  it('scores what it would refuse below 0.1', async () => {
    const records = await retrieve(service, { query: '2024年深圳GDP增长目标是多少？' });
    for (const { score } of records) expect(score).toBeLessThan(0.1);
  });

  it('fills top_k from the documents that satisfy a condition', async () => {
    const conditions = [{ name: 'region', comparison_operator: 'is not', value: '荆门市' }];
    const records = await retrieve(service, {
      query: 'GDP增长目标是多少？',
      metadata_condition: { conditions },
      retrieval_setting: { top_k: 3, score_threshold: 0 },
    });
    expect(records).toHaveLength(3);
    for (const { metadata } of records) expect(metadata.region).not.toBe('荆门市');
  });
});
