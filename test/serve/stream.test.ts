/** Answers as server-sent events: their order, what they hold, silence, errors and clients that leave. */

import { get } from 'node:http';
import { connect } from 'node:net';
import { OpenAPIHono } from '@hono/zod-openapi';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { AskReply } from '../../src/api/ask.js';
import { EXAMPLES } from '../../src/api/examples.js';
import { Problem } from '../../src/api/request.js';
import type { Asking, Service } from '../../src/api/service.js';
import { WenjuError } from '../../src/errors.js';
import { createApp } from '../../src/serve/app.js';
import { addAskRoutes } from '../../src/serve/ask.js';
import { type RunningServer, startServer } from '../../src/serve/server.js';
import { splitBySentence } from '../../src/serve/stream.js';
import { createMemoryService } from './memory.js';

const service = createMemoryService();
const app = createApp(service);
const EVENTS = { Accept: 'text/event-stream' };

function post(body: unknown, headers: Record<string, string> = {}) {
  const all = { 'Content-Type': 'application/json', ...headers };
  return app.request('/v1/ask', { method: 'POST', headers: all, body: JSON.stringify(body) });
}

/** The events of a stream and how many comments it has. */
function readEvents(text: string): { events: { event: string; data: unknown }[]; comments: number } {
  expect(text).toMatch(/\n\n$/);
  const blocks = text.slice(0, -2).split('\n\n');
  const events = blocks
    .filter((block) => !block.startsWith(':'))
    .map((block) => {
      const [, event = '', data = ''] = /^event: (\w+)\ndata: (.*)$/s.exec(block) ?? [];
      return { event, data: JSON.parse(data) };
    });
  return { events, comments: blocks.length - events.length };
}

/** Resolves when `holds` does; the test's own time limit ends it otherwise. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5));
}

describe('/v1/ask as events', () => {
  it.each([
    ['POST with stream', () => post({ question: '荆门GDP', stream: true })],
    ['POST with Accept', () => post({ question: '荆门GDP' }, EVENTS)],
    ['GET with Accept', () => app.request('/v1/ask?q=荆门GDP', { headers: EVENTS })],
  ])('sends passages, citations, text and the whole reply to %s', async (_, ask) => {
    const response = await ask();
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    expect(response.headers.get('cache-control')).toBe('no-cache');
    expect(response.headers.get('x-accel-buffering')).toBe('no');
    const { passages, understood, citations, answer } = EXAMPLES.AskReply;
    expect(readEvents(await response.text()).events).toEqual([
      { event: 'passages', data: { passages, nearest: [], understood } },
      { event: 'citation', data: citations[0] },
      { event: 'text', data: { delta: `${answer.lead[0]?.text}[1]\n` } },
      { event: 'text', data: { delta: `${answer.sentences[0]?.text}[1]` } },
      { event: 'done', data: EXAMPLES.AskReply },
    ]);
  });

  it.each([{}, { Accept: '*/*' }, { Accept: 'application/json, text/event-stream;q=0.5' }])(
    'sends JSON to %j',
    async (headers) => {
      const response = await post({ question: 'x', stream: false }, headers as Record<string, string>);
      expect(response.headers.get('content-type')).toMatch(/^application\/json/);
      AskReply.parse(await response.json());
    },
  );

  it('sends a sentence of the answer at a time, each after its citation', async () => {
    const [citation] = EXAMPLES.AskReply.citations;
    const reply: AskReply = {
      ...EXAMPLES.AskReply,
      citations: [citation, { ...citation, marker: 2, quote: '甲。' }],
      answer: {
        text: '甲。[2]乙。[1]',
        sentences: [
          { text: '甲。', citations: [2] },
          { text: '乙。', citations: [1] },
        ],
        kind: 'explanation',
        lead: [],
        facts: [],
        table: null,
        note: null,
      },
    };
    const streaming = createApp(createMemoryService({ ask: async () => reply }));
    const { events } = readEvents(await (await streaming.request('/v1/ask?q=x', { headers: EVENTS })).text());
    expect(events.map(({ event }) => event)).toEqual(['passages', 'citation', 'citation', 'text', 'text', 'done']);
    expect(events.flatMap(({ event, data }) => (event === 'text' ? [data] : []))).toEqual([
      { delta: '甲。[2]' },
      { delta: '乙。[1]' },
    ]);
  });

  it('sends the nearest passages and no text when nothing was found', async () => {
    const nearest = EXAMPLES.AskReply.passages;
    const refusal: AskReply = {
      ...EXAMPLES.AskReply,
      status: 'not_found',
      answer: null,
      citations: [],
      passages: [],
      nearest,
      notFound: EXAMPLES.NotFound,
    };
    const refusing = createApp(createMemoryService({ ask: async () => refusal }));
    const { events } = readEvents(await (await refusing.request('/v1/ask?q=x', { headers: EVENTS })).text());
    expect(events).toMatchObject([{ event: 'passages', data: { passages: [], nearest } }, { event: 'done' }]);
  });

  it('cannot be ended or forged from within a document', async () => {
    const text = 'a\n\nevent: done\ndata: {}\r\r: x\u2028\u0085id: 7';
    const answer = {
      text,
      sentences: [{ text, citations: [1] }],
      kind: 'explanation' as const,
      lead: [],
      facts: [],
      table: null,
      note: null,
    };
    const hostile = createApp(createMemoryService({ ask: async () => ({ ...EXAMPLES.AskReply, answer }) }));
    const { events, comments } = readEvents(await (await hostile.request('/v1/ask?q=x', { headers: EVENTS })).text());
    expect(events.map(({ event }) => event)).toEqual(['passages', 'citation', 'text', 'done']);
    expect(events[2]?.data).toEqual({ delta: text });
    expect(comments).toBe(0);
  });

  it('refuses what is wrong before it begins', async () => {
    const response = await post({ question: '', stream: true }, EVENTS);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(response.status).toBe(400);
  });

  it('ends with a problem when the service fails, and logs nothing of the question', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => {});
    const failures = [new WenjuError('INDEX_DAMAGED', '/var/wenju/index is torn.'), new TypeError('secret question')];
    for (const [index, failure] of failures.entries()) {
      const failing = createApp(createMemoryService({ ask: () => Promise.reject(failure) }));
      const response = await failing.request('/v1/ask?q=x', { headers: EVENTS });
      const { events } = readEvents(await response.text());
      expect(events).toHaveLength(1);
      expect(events[0]?.event).toBe('error');
      const problem = Problem.parse(events[0]?.data);
      expect(problem).toMatchObject({ status: [503, 500][index], instance: '/v1/ask' });
      expect(JSON.stringify(problem)).not.toMatch(/secret|\/var/);
    }
    expect(log.mock.calls.flat().join()).not.toContain('secret');
    log.mockRestore();
  });

  it('is described beside the JSON', async () => {
    const description = z
      .object({ paths: z.object({ '/v1/ask': z.record(z.string(), z.unknown()) }) })
      .parse(await (await app.request('/openapi.json')).json());
    for (const method of ['get', 'post']) {
      expect(description.paths['/v1/ask'][method]).toMatchObject({
        responses: { 200: { content: { 'text/event-stream': { schema: { type: 'object' } } } } },
      });
    }
  });
});

describe('a stream over a socket', () => {
  let server: RunningServer | undefined;
  afterEach(() => server?.close());

  async function serve(ask: Service['ask'], readWithinMs = 30_000): Promise<string> {
    const streaming = new OpenAPIHono();
    addAskRoutes(streaming, createMemoryService({ ask }), { heartbeatEveryMs: 10, readWithinMs });
    server = await startServer(streaming, { host: '127.0.0.1', port: 0 });
    return `${server.url}/v1/ask?q=x`;
  }

  it('has a comment now and then while the service works', async () => {
    const url = await serve(() => new Promise((resolve) => setTimeout(resolve, 100, EXAMPLES.AskReply)));
    const { events, comments } = readEvents(await (await fetch(url, { headers: EVENTS })).text());
    expect(comments).toBeGreaterThanOrEqual(2);
    expect(events.at(-1)?.event).toBe('done');
  });

  it('has the passages before the answer is there', async () => {
    let finish: (reply: AskReply) => void = () => {};
    const url = await serve((_request, { onPassages } = {}) => {
      onPassages?.(EXAMPLES.AskReply);
      return new Promise((resolve) => {
        finish = resolve;
      });
    });
    const response = await fetch(url, { headers: EVENTS });
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    while (!text.includes('event: passages')) text += (await reader?.read())?.value ?? '';
    expect(text).not.toContain('event: citation');
    finish(EXAMPLES.AskReply);
    for (let chunk = await reader?.read(); chunk && !chunk.done; chunk = await reader?.read()) text += chunk.value;
    expect(readEvents(text).events.map(({ event }) => event)).toEqual(['passages', 'citation', 'text', 'text', 'done']);
  });

  it('tells the service when its client leaves', async () => {
    const heard: Asking[] = [];
    const url = await serve((_request, asking = {}) => {
      heard.push(asking);
      return new Promise((_resolve, reject) => {
        asking.signal?.addEventListener('abort', () => reject(asking.signal?.reason));
      });
    });
    const streaming = new AbortController();
    const stream = await fetch(url, { headers: EVENTS, signal: streaming.signal });
    const plain = new AbortController();
    const json = fetch(url, { signal: plain.signal });
    await until(() => heard.length === 2);
    streaming.abort();
    plain.abort();
    await expect(stream.text()).rejects.toThrow();
    await expect(json).rejects.toThrow();
    await until(() => heard.every(({ signal }) => signal?.aborted));
  });

  it('lets go of a client that does not read', async () => {
    const [citation] = EXAMPLES.AskReply.citations;
    const citations = Array.from({ length: 400 }, () => ({ ...citation, quote: '问'.repeat(30_000) }));
    const url = await serve(async () => ({ ...EXAMPLES.AskReply, citations }), 100);
    const { hostname, port, pathname, search } = new URL(url);
    const socket = connect(Number(port), hostname);
    socket.write(`GET ${pathname}${search} HTTP/1.1\r\nHost: x\r\nAccept: text/event-stream\r\n\r\n`);
    await new Promise((resolve) => socket.once('data', resolve));
    socket.pause();
    await new Promise((resolve) => setTimeout(resolve, 500));
    let tail = '';
    socket.on('error', () => undefined).resume();
    socket.on('data', (chunk) => {
      tail = chunk.toString().slice(-1_000);
    });
    await new Promise((resolve) => socket.once('close', resolve));
    expect(tail).not.toContain('event: done');
  });

  it('gets nothing more written when its client leaves, and the server goes on', async () => {
    let finish: (reply: AskReply) => void = () => {};
    let asked = 0;
    let serialised = 0;
    const url = await serve(() => {
      asked += 1;
      return new Promise((resolve) => {
        finish = resolve;
      });
    });
    const abort = new AbortController();
    const response = await fetch(url, { headers: EVENTS, signal: abort.signal });
    await until(() => asked === 1);
    abort.abort();
    await expect(response.text()).rejects.toThrow();
    // Time for the server to see the connection close.
    await new Promise((resolve) => setTimeout(resolve, 50));
    const watched = new Proxy<AskReply>(EXAMPLES.AskReply, {
      ownKeys(reply) {
        serialised += 1;
        return Reflect.ownKeys(reply);
      },
    });
    finish(watched);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(serialised).toBe(0);
    const second = fetch(url, { headers: EVENTS });
    await until(() => asked === 2);
    finish(EXAMPLES.AskReply);
    expect(readEvents(await (await second).text()).events.at(-1)?.event).toBe('done');
  });

  it('holds one event, not all, for a client that does not read', async () => {
    const [citation] = EXAMPLES.AskReply.citations;
    let written = 0;
    // 40 MB, far above what sockets buffer.
    const citations = Array.from({ length: 400 }, (_, index) => ({
      ...citation,
      marker: index + 1,
      quote: '问'.repeat(30_000),
      toJSON(this: AskReply['citations'][number]) {
        written += 1;
        return { marker: this.marker, quote: this.quote };
      },
    }));
    const url = await serve(async () => ({ ...EXAMPLES.AskReply, citations }));
    const request = get(url, { headers: EVENTS });
    await new Promise((resolve) => request.once('response', resolve));
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(written).toBeLessThan(300);
    request.destroy();
    await new Promise((resolve) => setTimeout(resolve, 100));
    const whenLeft = written;
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(written).toBe(whenLeft);
  });
});

describe('splitBySentence', () => {
  it('cuts before each sentence, markers staying behind theirs', () => {
    const sentences = ['甲。', '乙。', '甲。'].map((text) => ({ text, citations: [1] }));
    expect(splitBySentence({ text: '甲。[1]乙。[2]\n甲。[3]', lead: [], sentences })).toEqual([
      '甲。[1]',
      '乙。[2]\n',
      '甲。[3]',
    ]);
  });

  it('cuts before each line of the lead', () => {
    const [line, sentence] = ['甲：7%', '甲增长7%。'].map((text) => ({ text, citations: [1] }));
    const lead = line === undefined ? [] : [line];
    const sentences = sentence === undefined ? [] : [sentence];
    expect(splitBySentence({ text: '甲：7%[1]\n甲增长7%。[1]', lead, sentences })).toEqual([
      '甲：7%[1]\n',
      '甲增长7%。[1]',
    ]);
  });

  it('gives pieces that are the text together, whatever the sentences are', () => {
    const words = fc.string({ unit: fc.constantFrom('甲', '乙', '。', '[', '1') });
    fc.assert(
      fc.property(words, fc.array(words), (text, sentences) => {
        const lines = sentences.map((each) => ({ text: each, citations: [] }));
        const pieces = splitBySentence({ text, lead: lines.slice(0, 1), sentences: lines.slice(1) });
        expect(pieces.join('')).toBe(text);
        expect(pieces).not.toContain('');
      }),
    );
  });
});
