/** The door of the service and what is written at it: limits, headers, tags, logs, metrics, the page that describes it. */

import { Writable } from 'node:stream';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { EXAMPLES } from '../../src/api/examples.js';
import { Problem } from '../../src/api/request.js';
import { WenjuError } from '../../src/errors.js';
import { type AppOptions, createApp } from '../../src/serve/app.js';
import { startServer } from '../../src/serve/server.js';
import { limitWork } from '../../src/serve/work.js';
import { createMemoryService } from './memory.js';

function open(options: AppOptions = {}, changes: Parameters<typeof createMemoryService>[0] = {}) {
  const service = createMemoryService(changes);
  return { service, app: createApp(service, options) };
}

/** A log and what was written into it. */
function record(options: Partial<{ logQuestions: boolean }> = {}) {
  const lines: string[] = [];
  const stream = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk));
      done();
    },
  });
  return { lines, log: { log: pino({ base: null }, stream), logQuestions: false, ...options } };
}

const QUESTION = '一个秘密的问题';
const ask = `/v1/ask?q=${encodeURIComponent(QUESTION)}`;

describe('rate limit', () => {
  it('counts down, then refuses with the seconds to wait', async () => {
    const { app } = open({ rateLimit: 2 });
    const remaining = async () => (await app.request(ask)).headers.get('RateLimit');
    expect(await remaining()).toMatch(/^"default";r=1;t=\d+$/);
    expect(await remaining()).toMatch(/^"default";r=0;t=\d+$/);
    const refused = await app.request(ask);
    expect(refused.status).toBe(429);
    expect(refused.headers.get('RateLimit-Policy')).toBe('"default";q=2;w=60');
    expect(Number(refused.headers.get('Retry-After'))).toBeGreaterThan(0);
    expect(Problem.parse(await refused.json()).detail).toMatch(/Ask again in \d+ seconds/);
    expect((await app.request('/healthz')).status).toBe(200);
  });

  it.each([
    ['GET', '/docs'],
    ['GET', '/openapi.json'],
    ['OPTIONS', '/v1/ask'],
    ['OPTIONS', '/docs'],
  ])('counts %s %s', async (method, path) => {
    const { app } = open({ rateLimit: 1 });
    const headers = { Origin: 'http://localhost', 'Access-Control-Request-Method': 'POST' };
    expect((await app.request(path, { method, headers })).status).not.toBe(429);
    expect((await app.request(path, { method, headers })).status).toBe(429);
  });

  it('lets a page of another origin hear that it asked too often', async () => {
    const { app } = open({ rateLimit: 1 });
    const headers = { Origin: 'http://localhost', 'Access-Control-Request-Method': 'POST' };
    expect((await app.request(ask, { headers })).status).toBe(200);
    expect((await app.request('/v1/ask', { method: 'OPTIONS', headers })).status).toBe(204);
    const refused = await app.request(ask, { headers });
    expect(refused.status).toBe(429);
    expect(refused.headers.get('Access-Control-Allow-Origin')).toBe('http://localhost');
  });

  it('gives every key its own, and all wrong keys one together', async () => {
    const { app } = open({ rateLimit: 1, apiKeys: ['one', 'two'] });
    const statusOf = async (key: string) =>
      (await app.request(ask, { headers: { Authorization: `Bearer ${key}` } })).status;
    expect([await statusOf('one'), await statusOf('one'), await statusOf('two')]).toEqual([200, 429, 200]);
    expect([await statusOf('a guess'), await statusOf('another')]).toEqual([401, 429]);
  });

  it('believes X-Forwarded-For only behind proxies that are trusted, and only what the outermost of them wrote', async () => {
    const statusOf = async (app: ReturnType<typeof open>['app'], forwarded: string) =>
      (await app.request(ask, { headers: { 'X-Forwarded-For': forwarded } })).status;
    const { app: bare } = open({ rateLimit: 1 });
    expect([await statusOf(bare, '192.0.2.1'), await statusOf(bare, '192.0.2.2')]).toEqual([200, 429]);
    const { app: behind } = open({ rateLimit: 1, trustedProxies: 1 });
    expect(await statusOf(behind, '203.0.113.9, 192.0.2.1')).toBe(200);
    expect(await statusOf(behind, '203.0.113.8, 192.0.2.1')).toBe(429);
    expect(await statusOf(behind, '203.0.113.9, 192.0.2.2')).toBe(200);
    // One IPv6 network of a household is one.
    expect(await statusOf(behind, '2001:db8:1:2::1')).toBe(200);
    expect(await statusOf(behind, '2001:DB8:1:2:ffff::2')).toBe(429);
    expect(await statusOf(behind, '2001:db8:1:3::1')).toBe(200);
  });
});

describe('what browsers are told', () => {
  it('that a reply is no page, and may not be framed or sniffed', async () => {
    const { headers } = await open().app.request(ask);
    expect(headers.get('Content-Security-Policy')).toContain("default-src 'none'");
    expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
    expect(headers.get('Referrer-Policy')).toBe('no-referrer');
    expect(headers.get('Cross-Origin-Resource-Policy')).toBe('same-origin');
  });

  it('keeps what a page says of itself, and lets the chat element be loaded from anywhere', async () => {
    const { app } = open();
    const page = await app.request('/', { headers: { Accept: 'text/html' } });
    expect(page.headers.get('Content-Security-Policy')).toContain("default-src 'self'");
    const widget = await app.request('/widget.js');
    expect(widget.headers.get('Cross-Origin-Resource-Policy')).toBe('cross-origin');
  });

  it('that pages of allowed origins may ask, after asking whether', async () => {
    const { app } = open({ origins: ['https://example.org'] });
    const preflight = async (origin: string) =>
      app.request('/v1/ask', {
        method: 'OPTIONS',
        headers: { Origin: origin, 'Access-Control-Request-Method': 'POST' },
      });
    const allowed = await preflight('https://example.org');
    expect(allowed.status).toBe(204);
    expect(allowed.headers.get('Access-Control-Allow-Origin')).toBe('https://example.org');
    expect(allowed.headers.get('Access-Control-Allow-Headers')).toContain('Content-Type');
    const other = await preflight('https://example.com');
    expect(other.headers.get('Access-Control-Allow-Origin')).toBeNull();
    const reply = await app.request(ask, { headers: { Origin: 'https://example.org' } });
    expect(reply.headers.get('Access-Control-Expose-Headers')).toContain('Retry-After');
    expect(reply.headers.get('Vary')).toContain('Origin');
  });
});

describe('ETag', () => {
  it('spares the work for who has the reply, until another index serves', async () => {
    let version = 'one';
    const { app, service } = open({}, { readiness: () => ({ ...EXAMPLES.Readiness, indexVersion: version }) });
    const first = await app.request(ask);
    const tag = first.headers.get('ETag') ?? '';
    expect(tag).toMatch(/^W\/"[\w-]+"$/);
    expect((await app.request('/v1/ask?q=other')).headers.get('ETag')).not.toBe(tag);
    service.asked.length = 0;
    const again = await app.request(ask, { headers: { 'If-None-Match': `"x", ${tag}` } });
    expect([again.status, await again.text(), service.asked.length]).toEqual([304, '', 0]);
    version = 'two';
    expect((await app.request(ask, { headers: { 'If-None-Match': tag } })).status).toBe(200);
  });

  it.each(['/v1/documents', '/openapi.json', '/docs', '/'])('is given to %s', async (path) => {
    const { app } = open();
    const tag = (await app.request(path)).headers.get('ETag') ?? 'none';
    expect((await app.request(path, { headers: { 'If-None-Match': tag } })).status).toBe(304);
  });

  it('is given to no error and no stream', async () => {
    const { app } = open();
    expect((await app.request('/v1/ask')).headers.get('ETag')).toBeNull();
    expect((await app.request(ask, { headers: { Accept: 'text/event-stream' } })).headers.get('ETag')).toBeNull();
  });
});

describe('the log', () => {
  it('has a line a request with its number and route, and neither question nor key', async () => {
    const { lines, log } = record();
    const { app } = open({ log, apiKeys: ['secret key'] });
    const response = await app.request(`${ask}&region=荆门`, {
      headers: { Authorization: 'Bearer secret key', 'X-Request-Id': 'mine' },
    });
    expect(response.headers.get('X-Request-Id')).toBe('mine');
    await app.request(`/${QUESTION}`, { headers: { Authorization: 'Bearer wrong' } });
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { requestId: 'mine', method: 'GET', route: '/v1/ask', status: 200, ms: expect.any(Number) },
      { method: 'GET', route: 'none', status: 401 },
    ]);
    expect(decodeURIComponent(lines.join())).not.toMatch(/秘密|secret|wrong|荆门/);
  });

  it('has the reason of what failed, which the client is not told', async () => {
    const { lines, log } = record();
    const failures = [new WenjuError('INDEX_DAMAGED', '/var/wenju is torn.'), new TypeError(QUESTION)];
    const { app } = open({ log }, { ask: () => Promise.reject(failures.shift()) });
    const replies = [await (await app.request(ask)).text(), await (await app.request(ask)).text()];
    expect(replies.join()).not.toMatch(/torn| {4}at /);
    const [damaged, , bug] = lines.map((line) => JSON.parse(line));
    expect(damaged).toMatchObject({
      level: 50,
      requestId: expect.any(String),
      msg: 'INDEX_DAMAGED: /var/wenju is torn.',
    });
    expect(bug.msg).toMatch(/^Unexpected TypeError\n {4}at /);
    expect(lines.join()).not.toContain(QUESTION);
  });

  it('has a line for who left before the reply was there', async () => {
    const { lines, log } = record();
    const leave = Promise.reject('a text, as the connection gives it');
    const { app } = open({ log }, { ask: () => leave });
    expect((await app.request(ask)).status).toBe(499);
    expect(JSON.parse(lines.join())).toMatchObject({ level: 30, route: '/v1/ask', status: 499 });
  });

  it('says which file could not be written', async () => {
    const { lines, log } = record();
    const denied = Object.assign(new Error('secret'), { code: 'EACCES', syscall: 'open', path: '/corpus/x.txt' });
    const { app } = open({ log }, { ask: () => Promise.reject(denied) });
    expect(await (await app.request(ask)).text()).not.toMatch(/corpus|EACCES/);
    expect(lines[0]).toContain('EACCES of open /corpus/x.txt');
    expect(lines.join()).not.toContain('secret');
  });

  it('reads no body that nobody has read', async () => {
    const { log } = record({ logQuestions: true });
    const { app } = open({ log, apiKeys: ['key'] });
    const body = new ReadableStream({ pull: () => Promise.reject(new Error('it was read')) });
    const request = new Request('http://127.0.0.1/v1/ask', { method: 'POST', body, duplex: 'half' } as RequestInit);
    expect((await app.request(request)).status).toBe(401);
  });

  it('has the question when the operator wants it', async () => {
    const { lines, log } = record({ logQuestions: true });
    const { app } = open({ log });
    await app.request(ask);
    const body = JSON.stringify({ question: QUESTION });
    await app.request('/v1/ask', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body });
    expect(lines.map((line) => JSON.parse(line).question)).toEqual([QUESTION, QUESTION]);
  });
});

describe('GET /metrics', () => {
  it('counts requests by route and tells what serves', async () => {
    const service = limitWork(createMemoryService());
    const app = createApp(service, { readLoad: service.load });
    await app.request(ask);
    await app.request(ask);
    await app.request('/nowhere/at/all');
    const text = await (await app.request('/metrics')).text();
    expect(text).toContain('wenju_requests_total{route="/v1/ask",method="GET",status="200"} 2');
    expect(text).toContain('wenju_requests_total{route="none",method="GET",status="404"} 1');
    expect(text).toContain('wenju_request_duration_seconds_bucket{le="+Inf",route="/v1/ask",method="GET"} 2');
    expect(text).toContain(`wenju_index_info{version="${EXAMPLES.Readiness.indexVersion}"`);
    for (const name of ['wenju_questions_waiting 0', 'wenju_documents ', 'process_resident_memory_bytes'])
      expect(text).toContain(name);
    expect(text).not.toContain('秘密');
  });

  it('is for those with a key where keys are asked for', async () => {
    const { app } = open({ apiKeys: ['key'], adminKey: 'admin' });
    expect((await app.request('/metrics')).status).toBe(401);
    expect((await app.request('/metrics', { headers: { Authorization: 'Bearer admin' } })).status).toBe(200);
  });
});

describe('a service that is asked too much', () => {
  it('answers 503 and when to come again', async () => {
    const refuse = () => Promise.reject(new WenjuError('OVERLOADED', 'x'));
    const response = await open({}, { ask: refuse }).app.request(ask);
    expect([response.status, Number(response.headers.get('Retry-After')) > 0]).toEqual([503, true]);
  });

  it('says that its disk is full, and not where', async () => {
    const full = Object.assign(new Error('ENOSPC: /var/wenju/index'), { code: 'ENOSPC', syscall: 'write' });
    const { lines, log } = record();
    const { app } = open({ log, adminKey: 'admin' }, { addDocument: () => Promise.reject(full) });
    const body = new FormData();
    body.set('file', new File(['x'], 'x.txt'));
    const response = await app.request('/v1/documents', {
      method: 'POST',
      headers: { Authorization: 'Bearer admin' },
      body,
    });
    expect(response.status).toBe(507);
    expect(await response.text()).not.toContain('/var');
    expect(lines.join()).toContain('/var/wenju/index');
  });

  it('does not take a disk that cannot be read for a full one', async () => {
    const unread = Object.assign(new Error('EIO: /var/wenju/index'), { code: 'EIO', syscall: 'read' });
    const { log } = record();
    const response = await open({ log }, { ask: () => Promise.reject(unread) }).app.request(ask);
    expect(response.status).toBe(500);
    expect(await response.text()).not.toMatch(/takes no more|\/var/);
  });

  it('tells a stream that it stops, and closes in time', async () => {
    const service = limitWork(createMemoryService({ ask: (_request, asking) => waitFor(asking?.signal) }));
    const server = await startServer(createApp(service), { host: '127.0.0.1', port: 0 });
    const stream = await fetch(`${server.url}${ask}`, { headers: { Accept: 'text/event-stream' } });
    setTimeout(service.stop, 50);
    const [text] = await Promise.all([stream.text(), server.close()]);
    expect(text).toMatch(/^event: error\ndata: .*"status":503.*stopped/m);
  });
});

function waitFor(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(signal.reason)));
}

describe('GET /docs', () => {
  it('tells of every route and every field, without script', async () => {
    const { app } = open();
    const page = await (await app.request('/docs')).text();
    const { paths, components } = (await (await app.request('/openapi.json')).json()) as Record<string, object>;
    for (const path of Object.keys(paths ?? {})) expect(page).toContain(path);
    for (const name of Object.keys(Reflect.get(components ?? {}, 'schemas'))) expect(page).toContain(`schema-${name}`);
    expect(page).not.toMatch(/<script|undefined|\[object/);
  });
});
