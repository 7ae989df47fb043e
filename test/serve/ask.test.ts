/** The whole service over HTTP: real corpus, real model, a real port. Facts that hold whatever the documents say. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { AskReply, SearchReply } from '../../src/api/ask.js';
import { DocumentReply, DocumentsReply, type ListedDocument, PassageContextReply } from '../../src/api/documents.js';
import { Problem } from '../../src/api/request.js';
import type { Service } from '../../src/api/service.js';
import { createApp } from '../../src/serve/app.js';
import { type RunningServer, startServer } from '../../src/serve/server.js';
import { openTestService } from '../service.js';

let service: Service;
let server: RunningServer;
let documents: readonly ListedDocument[];

beforeAll(async () => {
  service = await openTestService();
  server = await startServer(createApp(service), { host: '127.0.0.1', port: 0 });
  ({ documents } = await read('/v1/documents', DocumentsReply));
});

afterAll(async () => {
  await server?.close();
  await service?.close();
});

/** The reply, which must hold nothing its schema does not describe. */
async function check<Schema extends z.ZodType>(reply: Response, schema: Schema): Promise<z.output<Schema>> {
  const body: unknown = await reply.json();
  expect(reply.status, JSON.stringify(body)).toBe(200);
  const parsed = schema.parse(body);
  expect(parsed).toEqual(body);
  return parsed;
}

async function read<Schema extends z.ZodType>(path: string, schema: Schema): Promise<z.output<Schema>> {
  return check(await fetch(`${server.url}${path}`), schema);
}

function post(path: string, body: string | Uint8Array<ArrayBuffer>): Promise<Response> {
  return fetch(`${server.url}${path}`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body });
}

async function ask(request: object): Promise<AskReply> {
  return check(await post('/v1/ask', JSON.stringify(request)), AskReply);
}

/** One question about each of a few documents that name their region and year, in Chinese, and one in English. */
function questions(): string[] {
  const named = documents.filter(({ region, year }) => region !== null && year !== null).slice(0, 4);
  expect(named.length).toBeGreaterThan(0);
  return [
    ...named.map(({ region, year }) => `${year}年${region}地区生产总值增长的预期目标是多少？`),
    ...named.slice(0, 1).map(({ year }) => `What is the target for GDP growth in ${year}?`),
  ];
}

/** The first document that names region and year. */
function someDocument(): ListedDocument & { region: string; year: number } {
  for (const document of documents) {
    const { region, year } = document;
    if (region !== null && year !== null) return { ...document, region, year };
  }
  throw new Error('The corpus has no document with region and year.');
}

describe('POST /v1/ask', () => {
  it('cites words that stand where it says', async () => {
    let cited = 0;
    for (const question of questions()) {
      const reply = await ask({ question, explain: true });
      expect(reply.citations.map(({ marker }) => marker)).toEqual(reply.citations.map((_, index) => index + 1));
      for (const citation of reply.citations) {
        const { text } = await read(`/v1/documents/${citation.documentId}`, DocumentReply);
        expect(text.slice(citation.start, citation.end)).toBe(citation.quote);
        expect(citation.quote).not.toBe('');
        const { passage } = await read(`/v1/passages/${citation.passageId}`, PassageContextReply);
        expect(citation.start).toBeGreaterThanOrEqual(passage.start);
        expect(citation.end).toBeLessThanOrEqual(passage.end);
        cited += 1;
      }
      const quotes = reply.citations.map(({ quote }) => quote);
      for (const sentence of reply.answer?.sentences ?? []) {
        expect(sentence.citations.length).toBeGreaterThan(0);
        for (const marker of sentence.citations) expect(quotes[marker - 1]).toBe(sentence.text);
      }
    }
    expect(cited).toBeGreaterThan(0);
  });

  it('shows passages as they stand in their document, highlights inside them, best first', async () => {
    for (const question of questions()) {
      const { passages } = await ask({ question, topK: 10 });
      expect(passages.length).toBeLessThanOrEqual(10);
      expect(passages.map(({ rank }) => rank)).toEqual(passages.map((_, index) => index + 1));
      for (const { document, text, start, end, highlights, explain } of passages) {
        expect(explain).toBeUndefined();
        const reply = await read(`/v1/documents/${document.id}`, DocumentReply);
        expect(reply.text.slice(start, end)).toBe(text);
        for (const highlight of highlights) {
          expect(highlight.start).toBeLessThan(highlight.end);
          expect(highlight.end).toBeLessThanOrEqual(text.length);
        }
      }
    }
  });

  it('says the same to GET', async () => {
    const { region, year } = someDocument();
    const question = `${year}年${region}的主要预期目标是什么？`;
    const posted = await ask({ question, topK: 3, filters: { regions: [region], years: [year] } });
    const query = new URLSearchParams({ q: question, topK: '3', region, year: String(year) });
    const got = await read(`/v1/ask?${query}`, AskReply);
    expect({ ...got, tookMs: 0 }).toEqual({ ...posted, tookMs: 0 });
  });

  it('keeps to the filters', async () => {
    const { id, year, region, type } = someDocument();
    const question = '主要预期目标是什么？';
    const byDocument = await ask({ question, topK: 50, filters: { documentIds: [id] } });
    const byYear = await ask({ question, topK: 50, filters: { years: [year] } });
    const byType = await ask({ question, topK: 50, filters: { types: [type] } });
    const byRegion = await ask({ question, topK: 50, filters: { regions: [region] } });
    for (const { document } of byDocument.passages) expect(document.id).toBe(id);
    for (const { document } of byYear.passages) expect(document.year).toBe(year);
    for (const { document } of byType.passages) expect(document.type).toBe(type);
    for (const { document } of byRegion.passages) expect(document.region).not.toBeNull();
  });

  it.each(['三沙', '亚特兰蒂斯'])('refuses honestly when the filter asks for %s', async (region) => {
    const reply = await ask({ question: '2024年地区生产总值增长多少？', filters: { regions: [region] } });
    expect(reply).toMatchObject({ status: 'not_found', answer: null, citations: [], passages: [] });
    expect(reply.notFound?.missing).toContainEqual({ kind: 'region', value: expect.stringContaining(region) });
    expect(reply.notFound?.message).toContain(region);
    expect(reply.nearest.length).toBeLessThanOrEqual(3);
    const request = JSON.stringify({ question: 'GDP', filters: { regions: [region] } });
    const found = await check(await post('/v1/search', request), SearchReply);
    expect(found.passages).toEqual([]);
  });

  it('says that it is extractive, whether that was asked for or not', async () => {
    const [question] = questions();
    for (const mode of ['auto', 'extractive'])
      expect(await ask({ question, mode })).toMatchObject({ mode: 'extractive' });
  });

  it.each([
    ['an empty question', { question: '' }, 'question'],
    ['a blank question', { question: ' \n\u3000' }, 'question'],
    ['2,001 characters', { question: '问'.repeat(2_001) }, 'question'],
    ['no passages', { question: '荆门', topK: 0 }, 'topK'],
    ['51 passages', { question: '荆门', topK: 51 }, 'topK'],
    ['an unknown field', { question: '荆门', k: 5 }, 'k'],
    ['a language model', { question: '荆门', mode: 'generated' }, 'mode'],
  ])('refuses %s', async (_, request, path) => {
    const response = await post('/v1/ask', JSON.stringify(request));
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    const problem = Problem.parse(await response.json());
    expect(problem).toMatchObject({ status: 400, errors: [{ path }] });
    expect(response.status).toBe(400);
  });

  it.each([
    ['JSON', '{"question":'],
    ['UTF-8', new Uint8Array([0x7b, 0xff, 0xfe, 0x7d])],
  ])('refuses a body that is not %s', async (expected, body) => {
    const response = await post('/v1/ask', body);
    expect(response.status).toBe(400);
    expect(Problem.parse(await response.json()).detail).toContain(expected);
  });

  it('takes any 2,000 characters', async () => {
    for (const character of ['问', '𠮷', 'a', '（', '0', '\u0301', '?']) {
      const question = character.repeat(2_000 / character.length);
      await ask({ question });
    }
  });
});

describe('GET /v1/search', () => {
  it('finds what ask finds as evidence, with scores when they are asked for', async () => {
    const [question = ''] = questions();
    const reply = await read(`/v1/search?${new URLSearchParams({ q: question, explain: 'true' })}`, SearchReply);
    expect(reply.passages.length).toBeGreaterThan(0);
    for (const { explain } of reply.passages) expect(explain?.fused).toEqual(expect.any(Number));
    expect(reply.indexVersion).toBe(service.readiness().indexVersion);
  });
});

describe('GET /v1/documents', () => {
  it('tells of each document what its own page tells', async () => {
    for (const summary of documents) {
      const { document, text, passages, outline } = await read(`/v1/documents/${summary.id}`, DocumentReply);
      expect(document).toEqual(summary);
      expect(text).toHaveLength(summary.characters);
      expect(passages).toHaveLength(summary.passages);
      for (const { heading, start, end } of outline) expect(text.slice(start, end)).toBe(heading);
    }
  });

  it('leads from each passage of a document to its neighbours', async () => {
    const { passages, text } = await read(`/v1/documents/${someDocument().id}`, DocumentReply);
    for (const [index, { id, start, end }] of passages.entries()) {
      const reply = await read(`/v1/passages/${id}`, PassageContextReply);
      expect(reply.passage.text).toBe(text.slice(start, end));
      expect(reply.previous?.id).toBe(passages[index - 1]?.id);
      expect(reply.next?.id).toBe(passages[index + 1]?.id);
    }
  });

  it.each(['/v1/documents/0000000000000000', '/v1/passages/0000000000000000-1'])('answers 404 to %s', async (path) => {
    const response = await fetch(`${server.url}${path}`);
    expect(response.status).toBe(404);
    expect(Problem.parse(await response.json()).title).toBe('Not Found');
  });
});

describe('GET /readyz', () => {
  it('counts what is indexed', async () => {
    const response = await fetch(`${server.url}/readyz`);
    expect(await response.json()).toMatchObject({ ready: true, documents: documents.length });
  });
});
