/** What the routes take, refuse and say, over a service that answers everything alike. */

import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { EXAMPLES } from '../../src/api/examples.js';
import { Problem } from '../../src/api/request.js';
import { WenjuError } from '../../src/errors.js';
import { createApp } from '../../src/serve/app.js';
import { createMemoryService } from './memory.js';

const service = createMemoryService();
const app = createApp(service);

function post(path: string, body: unknown, headers: Record<string, string> = {}) {
  const bytes = body instanceof Uint8Array ? new Uint8Array(body) : null;
  const text = bytes ?? (typeof body === 'string' ? body : JSON.stringify(body));
  return app.request(path, { method: 'POST', body: text, headers: { 'Content-Type': 'application/json', ...headers } });
}

async function readProblem(reply: Response | Promise<Response>): Promise<Problem> {
  const response = await reply;
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  const body: unknown = await response.json();
  const problem = Problem.parse(body);
  expect(problem).toEqual(body);
  expect(problem.status).toBe(response.status);
  return problem;
}

describe('POST /v1/ask', () => {
  it('fills in what is left out', async () => {
    const response = await post('/v1/ask', { question: '荆门GDP' });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toMatch(/^application\/json/);
    expect(await response.json()).toEqual(EXAMPLES.AskReply);
    expect(service.asked.at(-1)).toEqual({
      question: '荆门GDP',
      topK: 5,
      filters: { regions: [], years: [], types: [], documentIds: [] },
      mode: 'auto',
      language: 'auto',
      history: [],
      stream: false,
      explain: false,
    });
  });

  it('takes 1 to 2,000 UTF-16 code units', async () => {
    for (const question of ['?', '问'.repeat(2_000), '𠮷'.repeat(1_000)]) {
      expect((await post('/v1/ask', { question })).status).toBe(200);
    }
    for (const question of ['', '问'.repeat(2_001), '𠮷'.repeat(1_001)]) {
      expect((await post('/v1/ask', { question })).status).toBe(400);
    }
  });

  it.each([' ', '\n\t', '\u3000\u3000', '\u200b\ufeff', '\u0000'])(
    'refuses the blank question %j',
    async (question) => {
      const problem = await readProblem(post('/v1/ask', { question }));
      expect(problem.errors).toMatchObject([{ path: 'question', message: expect.stringContaining('not blank') }]);
    },
  );

  it('refuses half of a surrogate pair', async () => {
    expect((await post('/v1/ask', '{"question":"荆门\\ud842"}')).status).toBe(400);
  });

  it.each([
    [{ question: 1 }, 'question', 'came 1'],
    [{}, 'question', 'came nothing'],
    [{ question: 'x', topK: 0 }, 'topK', 'expected a whole number from 1 to 50, came 0'],
    [{ question: 'x', topK: 51 }, 'topK', 'expected a whole number from 1 to 50, came 51'],
    [{ question: 'x', topK: 1.5 }, 'topK', 'came 1.5'],
    [{ question: 'x', topK: '5' }, 'topK', 'came "5"'],
    [{ question: 'x', topK: null }, 'topK', 'came null'],
    [{ question: 'x', mode: 'generated' }, 'mode', 'no language model is configured'],
    [{ question: 'x', mode: 'magic' }, 'mode', 'one of auto, extractive, generated'],
    [{ question: 'x', language: 'fr' }, 'language', 'one of auto, zh, en'],
    [{ question: 'x', explain: 'yes' }, 'explain', 'true or false'],
    [{ question: 'x', filters: [] }, 'filters', 'an object of regions, years, types, documentIds'],
    [{ question: 'x', filters: { years: ['2024'] } }, 'filters.years[0]', 'a year of four digits, came "2024"'],
    [{ question: 'x', filters: { types: ['report', 'poem'] } }, 'filters.types[1]', 'one of report'],
    [{ question: 'x', filters: { regions: '荆门' } }, 'filters.regions', 'a list of at most 100 values'],
    [{ question: 'x', filters: { region: ['荆门'] } }, 'filters.region', 'unknown field; known here: regions, years'],
    [{ question: 'x', top_k: 5 }, 'top_k', 'unknown field; known here: question, topK'],
  ])('refuses %j and names %s', async (body, path, message) => {
    const problem = await readProblem(post('/v1/ask', body));
    expect(problem).toMatchObject({ status: 400, title: 'Bad Request', instance: '/v1/ask' });
    expect(problem.errors).toEqual([{ path, message: expect.stringContaining(message) }]);
    expect(problem.detail).toContain(`${path}: `);
  });

  it('takes 100 values of a filter and no more', async () => {
    const body = (count: number) => ({ question: 'x', filters: { regions: Array(count).fill('荆门') } });
    expect((await post('/v1/ask', body(100))).status).toBe(200);
    const problem = await readProblem(post('/v1/ask', body(101)));
    expect(problem.errors).toMatchObject([{ path: 'filters.regions', message: expect.stringContaining('of 101') }]);
    const parameters = await readProblem(app.request(`/v1/ask?q=x${'&region=x'.repeat(101)}`));
    expect(parameters.errors).toMatchObject([{ path: 'region', message: expect.stringContaining('101 times') }]);
  });

  it('refuses the field __proto__', async () => {
    const problem = await readProblem(post('/v1/ask', '{"question":"x","__proto__":{"topK":1}}'));
    expect(problem.errors).toMatchObject([{ path: '__proto__' }]);
  });

  it.each(['[]', 'null', '"x"', '1'])('refuses the body %s', async (body) => {
    const problem = await readProblem(post('/v1/ask', body));
    expect(problem.errors).toMatchObject([{ path: '', message: expect.stringContaining('an object of question') }]);
  });

  it.each(['', '{', '{"question":"x"', 'question=x'])('refuses %j, which is not JSON', async (body) => {
    expect(await readProblem(post('/v1/ask', body))).toMatchObject({ status: 400, errors: [] });
  });

  it('refuses GBK bytes instead of asking about replacement characters', async () => {
    const body = new Uint8Array([...new TextEncoder().encode('{"question":"'), 0xbe, 0xa3, 0xc3, 0xc5, 0x22, 0x7d]);
    const problem = await readProblem(post('/v1/ask', body));
    expect(problem).toMatchObject({ status: 400, detail: expect.stringContaining('UTF-8') });
  });

  it('reads a body that opens with a byte order mark', async () => {
    expect((await post('/v1/ask', '\ufeff{"question":"x"}')).status).toBe(200);
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'application/json; charset=gbk', 'application/xml'])(
    'answers 415 to %s',
    async (type) => {
      const problem = await readProblem(post('/v1/ask', { question: 'x' }, { 'Content-Type': type }));
      expect(problem).toMatchObject({ status: 415, detail: expect.stringContaining(type) });
    },
  );

  it.each(['application/json; charset=utf-8', 'application/json;charset="UTF-8"', 'Application/JSON'])(
    'takes %s',
    async (type) => {
      expect((await post('/v1/ask', { question: 'x' }, { 'Content-Type': type })).status).toBe(200);
    },
  );

  it('answers 413 to more than ten turns before can hold, said beforehand or not', async () => {
    const body = JSON.stringify({ question: 'x', padding: 'x'.repeat(700_000) });
    const declared = await readProblem(post('/v1/ask', body, { 'Content-Length': String(body.length) }));
    expect(declared).toMatchObject({ status: 413, detail: expect.stringContaining('700000 bytes') });
    expect(await readProblem(post('/v1/ask', body))).toMatchObject({ status: 413 });
  });

  it('lists at most 20 errors, however many there are', async () => {
    const unknown = Object.fromEntries(Array.from({ length: 3_000 }, (_, number) => [`field${number}`, 1]));
    const problem = await readProblem(post('/v1/ask', { question: 'x', ...unknown }));
    expect(problem.errors).toHaveLength(20);
    expect(problem.detail.length).toBeLessThan(1_000);
  });

  it('refuses parameters behind the path', async () => {
    const problem = await readProblem(post('/v1/ask?topK=3', { question: 'x' }));
    expect(problem.errors).toMatchObject([{ path: 'topK', message: expect.stringContaining('unknown parameter') }]);
  });

  it('answers any JSON with 200 or a problem, never 500, and echoes no more than 100 characters of a value', async () => {
    const body = fc.oneof(
      fc.jsonValue(),
      fc.record({ question: fc.jsonValue(), topK: fc.jsonValue(), filters: fc.jsonValue() }, { requiredKeys: [] }),
      fc.record({ question: fc.string(), filters: fc.record({ years: fc.jsonValue(), types: fc.jsonValue() }) }),
    );
    await fc.assert(
      fc.asyncProperty(body, async (value) => {
        const response = await post('/v1/ask', JSON.stringify(value));
        if (response.status === 200) return;
        const problem = await readProblem(response);
        expect(problem.status).toBe(400);
        for (const { path, message } of problem.errors) {
          expect(path.length).toBeLessThanOrEqual(100);
          expect(message.length).toBeLessThanOrEqual(250);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('does not echo a long value', async () => {
    const problem = await readProblem(post('/v1/ask', { question: 'x', language: '长'.repeat(3_000) }));
    expect(problem.detail).toContain('came 3000 characters');
    expect(problem.detail).not.toContain('长');
  });
});

describe('GET /v1/ask', () => {
  it('makes the same request as POST', async () => {
    const parameters = new URLSearchParams([
      ['q', '荆门 & 仙桃+GDP'],
      ['topK', '7'],
      ['language', 'en'],
      ['mode', 'extractive'],
      ['explain', 'true'],
      ['region', '荆门'],
      ['region', '仙桃'],
      ['year', '2024'],
      ['year', '2023'],
      ['type', 'report'],
      ['document', EXAMPLES.DocumentSummary.id],
    ]);
    expect((await app.request(`/v1/ask?${parameters}`)).status).toBe(200);
    const got = service.asked.at(-1);
    await post('/v1/ask', {
      question: '荆门 & 仙桃+GDP',
      topK: 7,
      language: 'en',
      mode: 'extractive',
      explain: true,
      filters: {
        regions: ['荆门', '仙桃'],
        years: [2024, 2023],
        types: ['report'],
        documentIds: [EXAMPLES.DocumentSummary.id],
      },
    });
    expect(got).toEqual(service.asked.at(-1));
    expect((await app.request('/v1/ask?q=x')).status).toBe(200);
    const shortest = service.asked.at(-1);
    await post('/v1/ask', { question: 'x' });
    expect(shortest).toEqual(service.asked.at(-1));
  });

  it.each([
    ['', 'q', 'came nothing'],
    ['?q=', 'q', 'came ""'],
    ['?q=%20', 'q', 'not blank'],
    ['?q=x&q=y', 'q', 'came 2 times'],
    ['?q=x&topK=1&topK=2', 'topK', 'came 2 times'],
    ['?q=x&topK=many', 'topK', 'came "many"'],
    ['?q=x&topK=-1', 'topK', 'came "-1"'],
    ['?q=x&topK=0', 'topK', 'came "0"'],
    ['?q=x&topK=1e1', 'topK', 'came "1e1"'],
    ['?q=x&year=24', 'year', 'a year of four digits, came "24"'],
    ['?q=x&year=2024&year=soon', 'year', 'came "soon"'],
    ['?q=x&type=poem', 'type', 'one of report'],
    ['?q=x&region=', 'region', 'a name of 1 to 100 characters'],
    ['?q=x&explain=1', 'explain', 'true or false'],
    ['?q=x&mode=generated', 'mode', 'no language model is configured'],
    ['?q=x&regions=x', 'regions', 'unknown parameter; known here: q, topK'],
    ['?q=x&stream=true', 'stream', 'unknown parameter'],
  ])('refuses %s and names %s', async (query, path, message) => {
    const problem = await readProblem(app.request(`/v1/ask${query}`));
    expect(problem).toMatchObject({ status: 400, instance: '/v1/ask' });
    expect(problem.errors).toEqual([{ path, message: expect.stringContaining(message) }]);
  });

  it.each(['?q=%BE%A3%C3%C5', '?q=%', '?q=x&%FF=1'])('refuses %s, which is not UTF-8', async (query) => {
    expect(await readProblem(app.request(`/v1/ask${query}`))).toMatchObject({
      status: 400,
      detail: expect.stringContaining('UTF-8'),
    });
  });

  it.each(['?q=x&__proto__=1', '?q=x&%5f_proto__=1'])('refuses %s', async (query) => {
    expect(await readProblem(app.request(`/v1/ask${query}`))).toMatchObject({ status: 400 });
  });
});

describe('/v1/search', () => {
  it('takes what ask takes, but for mode, and streams as little', async () => {
    const reply = await post('/v1/search', { question: '荆门GDP', topK: 3 });
    expect(await reply.json()).toEqual(EXAMPLES.SearchReply);
    const asked = service.asked.at(-1);
    expect(await (await app.request('/v1/search?q=荆门GDP&topK=3')).json()).toEqual(EXAMPLES.SearchReply);
    expect(service.asked.at(-1)).toEqual(asked);
    expect((await post('/v1/search', { question: 'x', stream: false })).status).toBe(200);
    for (const [field, value] of [
      ['mode', 'auto'],
      ['stream', true],
    ] as const) {
      const problem = await readProblem(post('/v1/search', { question: 'x', [field]: value }));
      expect(problem.errors).toMatchObject([{ path: field }]);
    }
    expect((await readProblem(app.request('/v1/search?q=x&mode=auto'))).errors).toMatchObject([{ path: 'mode' }]);
  });
});

describe('documents and passages', () => {
  it.each([
    ['/v1/documents', EXAMPLES.DocumentsReply],
    [`/v1/documents/${EXAMPLES.DocumentSummary.id}`, EXAMPLES.DocumentReply],
    [`/v1/passages/${EXAMPLES.ContextPassage.id}`, EXAMPLES.PassageContextReply],
  ])('GET %s is what the service says', async (path, reply) => {
    expect(await (await app.request(path)).json()).toEqual(reply);
    expect((await readProblem(app.request(`${path}?limit=1`))).errors).toMatchObject([{ path: 'limit' }]);
  });

  it.each(['/v1/documents/nothing', '/v1/passages/nothing-1', '/v1/documents/%FF', '/v1/documents/..%2Fsecret'])(
    'GET %s is 404',
    async (path) => {
      const problem = await readProblem(app.request(path));
      expect(problem).toMatchObject({ status: 404, title: 'Not Found', instance: path });
    },
  );

  it('refuses an id no document can have', async () => {
    const problem = await readProblem(app.request(`/v1/documents/${'0'.repeat(101)}`));
    expect(problem).toMatchObject({ status: 400, errors: [{ path: 'id' }] });
  });
});

describe('health', () => {
  it('is alive, ready or not', async () => {
    expect(await (await app.request('/healthz')).json()).toEqual({ status: 'ok' });
    expect(await (await app.request('/readyz')).json()).toEqual({ ...EXAMPLES.Readiness, languageModel: null });
  });

  it('answers 503 with Retry-After until ready', async () => {
    const readiness = { ready: false, indexVersion: null, documents: 0, passages: 0, model: 'multilingual-e5-small' };
    const response = await createApp(createMemoryService({ readiness: () => readiness })).request('/readyz');
    expect(response.headers.get('retry-after')).toBe('5');
    expect(await readProblem(response)).toMatchObject({ status: 503, title: 'Service Unavailable' });
  });
});

describe('errors', () => {
  const failing = (error: unknown) => createApp(createMemoryService({ ask: () => Promise.reject(error) }));

  it('answers 500 to a bug without a word of it, and logs where, not what', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => {});
    const problem = await readProblem(failing(new TypeError('secret question')).request('/v1/ask?q=x'));
    expect(problem).toMatchObject({ status: 500, title: 'Internal Server Error' });
    expect(JSON.stringify(problem)).not.toContain('secret');
    expect(log.mock.calls.flat().join()).toMatch(/TypeError[\s\S]*app\.test/);
    expect(log.mock.calls.flat().join()).not.toContain('secret');
    log.mockRestore();
  });

  it('answers 503 to an index that cannot be used, and keeps its place for the log', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => {});
    const error = new WenjuError('INDEX_DAMAGED', '/var/wenju/index/3 is torn. Run: wenju doctor');
    const response = await failing(error).request('/v1/ask?q=x');
    expect(response.headers.get('retry-after')).toBe('5');
    const problem = await readProblem(response);
    expect(problem.status).toBe(503);
    expect(JSON.stringify(problem)).not.toContain('/var/wenju');
    expect(log).toHaveBeenCalledWith(expect.stringContaining('/var/wenju'));
    log.mockRestore();
  });

  it('says what a refused input was refused for', async () => {
    const error = new WenjuError('INPUT_INVALID', 'Expected one thing, came another.');
    expect(await readProblem(failing(error).request('/v1/ask?q=x'))).toMatchObject({
      status: 400,
      detail: 'Expected one thing, came another.',
    });
  });

  it('answers 404 to a path without a route', async () => {
    for (const path of ['/v2/ask', '/v1/ask/', '/%FF', `/${'x'.repeat(5_000)}`]) {
      const problem = await readProblem(app.request(path));
      expect(problem).toMatchObject({ status: 404, detail: expect.stringContaining('/openapi.json') });
      expect(problem.instance.length).toBeLessThanOrEqual(100);
    }
  });

  it.each([
    ['PUT', '/v1/ask', 'GET, HEAD, POST'],
    ['PUT', '/v1/documents/x', 'DELETE, GET, HEAD'],
    ['POST', '/healthz', 'GET, HEAD'],
    ['PUT', '/v1/search', 'GET, HEAD, POST'],
  ])('answers 405 to %s %s with Allow: %s', async (method, path, allowed) => {
    const response = await app.request(path, { method });
    expect(response.headers.get('allow')).toBe(allowed);
    expect(await readProblem(response)).toMatchObject({ status: 405 });
  });
});

describe('every reply', () => {
  it('has the headers of GET and no body for HEAD', async () => {
    for (const path of ['/', '/healthz', '/v1/documents', '/v1/ask?q=x', '/v1/ask', '/nothing']) {
      const got = await app.request(path);
      const head = await app.request(path, { method: 'HEAD' });
      expect(head.status).toBe(got.status);
      expect(head.headers.get('content-type')).toBe(got.headers.get('content-type'));
      expect(head.headers.get('x-content-type-options')).toBe('nosniff');
      expect(await head.text()).toBe('');
    }
  });

  it('tells at / in Chinese and English what this is, and how to ask', async () => {
    const response = await app.request('http://127.0.0.1:8787/');
    expect(response.headers.get('content-type')).toMatch(/^text\/plain;\s*charset=utf-8$/i);
    expect(await response.text()).toMatch(
      /政府工作报告[\s\S]*government reports[\s\S]*curl --get http:\/\/127\.0\.0\.1:8787/,
    );
  });
});
