/**
 * Requests that nobody would write: paths, query strings, headers and bodies half right and half nonsense, from
 * fast-check; and a client that sends them byte by byte as they are, as a proper one would mend or refuse them.
 */

import { connect } from 'node:net';
import fc from 'fast-check';

export interface FuzzedRequest {
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Buffer;
}

/** What is kept of a reply; status 0 when the connection ended without one. */
export interface FuzzedReply {
  readonly status: number;
  readonly ms: number;
  readonly head: string;
}

const POLLUTING = ['__proto__', 'constructor', 'prototype', 'constructor.prototype', '__proto__.polluted'];
const FIELDS = (
  'question topK filters mode language stream explain regions years types documentIds text kind styles indicator ' +
  'measure format query retrieval_setting knowledge_id metadata_condition top_k score_threshold messages model role ' +
  'content jsonrpc id method params name arguments file metadata q region year type document'
).split(' ');
const PATHS = (
  '/ /v1/ask /v1/search /v1/cite /v1/check /v1/compare /v1/documents /v1/documents/x /v1/passages/x /documents/x ' +
  '/retrieval /v1/chat/completions /mcp /openapi.json /docs /healthz /readyz /metrics /widget.js /assets/x'
).split(' ');
const METHODS = ['GET', 'POST', 'POST', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD'];
const TYPES = [
  'application/json',
  'application/json',
  'application/json; charset=utf-8',
  'application/json; charset=gb18030',
  'text/plain',
  'multipart/form-data; boundary=x',
  'multipart/form-data',
  'application/x-www-form-urlencoded',
  '',
];
const HEADERS = (
  'Accept Accept-Language Accept-Encoding Authorization Cookie Host If-None-Match Origin Range Referer Upgrade ' +
  'X-Forwarded-For X-Forwarded-Host X-Request-Id X-HTTP-Method-Override Transfer-Encoding Expect Content-Encoding ' +
  'Mcp-Session-Id Mcp-Protocol-Version __proto__ constructor'
).split(' ');
/** What has hurt parsers before. */
const HURTFUL = [
  '\u0000',
  '\ufeff',
  '\u202e荆门',
  '𠮷'.repeat(50),
  '荆门2024年GDP增长目标是多少？',
  '%',
  '"',
  "' OR 1=1 --",
  '../../../../etc/passwd',
  '<script>alert(1)</script>',
  '{{7*7}}',
  '一'.repeat(2_001),
  '（'.repeat(1_000),
  '“'.repeat(1_000),
  '1,'.repeat(700),
  '9'.repeat(500),
  '增长6.7%，'.repeat(200),
  'a '.repeat(1_000),
  '\r\nX-Injected: 1',
  '1e309',
  '-0',
];

const text = fc.oneof(fc.string(), fc.string({ unit: 'binary', maxLength: 60 }), fc.constantFrom(...HURTFUL));
const field = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...FIELDS) },
  { weight: 2, arbitrary: fc.constantFrom(...POLLUTING) },
  { weight: 1, arbitrary: text },
);
const { json } = fc.letrec<{ json: unknown; list: unknown; record: unknown }>((tie) => ({
  json: fc.oneof(
    { depthSize: 'small', withCrossShrink: false },
    text,
    fc.constantFrom<unknown>(null, true, false, 0, -1, 5, 2024, 1.5, 1e308),
    fc.constantFrom('auto', 'extractive', 'generated', 'user', 'zh', 'report', 'quote', 'tools/call', 'initialize'),
    tie('list'),
    tie('record'),
  ),
  list: fc.array(tie('json'), { maxLength: 6 }),
  record: fc.array(fc.tuple(field, tie('json')), { maxLength: 6 }).map(toRecord),
}));
/** Of JSON, not of an object: `__proto__` is a field there like others, and a field may stand twice. */
function toRecord(fields: readonly (readonly [string, unknown])[]): unknown {
  const parts = fields.map(([name, value]) => `${JSON.stringify(name)}:${toJson(value)}`);
  return new RawJson(`{${parts.join(',')}}`);
}

class RawJson {
  constructor(readonly text: string) {}
}

function toJson(value: unknown): string {
  if (value instanceof RawJson) return value.text;
  if (Array.isArray(value)) return `[${value.map(toJson).join(',')}]`;
  return JSON.stringify(value) ?? 'null';
}

const POLLUTED = '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}';
/** Where what is asked, and how: deep parts of the service hear of these. `own` is any text as JSON. */
const ROUTES: readonly { readonly path: string; readonly write: (own: string) => string }[] = [
  { path: '/v1/ask', write: (own) => `{"question":${own},"topK":50,"explain":true}` },
  { path: '/v1/ask', write: (own) => `{"question":${own},"stream":true}` },
  { path: '/v1/ask', write: (own) => `{"question":"荆门GDP","filters":{"regions":[${own}]}}` },
  { path: '/v1/ask', write: (own) => `${POLLUTED},"question":${own}}` },
  { path: '/v1/search', write: (own) => `{"question":${own},"filters":${POLLUTED},"regions":[]}}` },
  { path: '/v1/cite', write: (own) => `{"text":${own},"styles":["bibtex","csl-json","apa"]}` },
  { path: '/v1/cite', write: (own) => `{"text":${own},"kind":"quote"}` },
  { path: '/v1/check', write: (own) => `{"text":${own}}` },
  { path: '/retrieval', write: (own) => `{"knowledge_id":"wenju","query":${own},"retrieval_setting":{"top_k":3}}` },
  { path: '/v1/chat/completions', write: (own) => `{"model":"wenju","messages":[{"role":"user","content":${own}}]}` },
  ...['search', 'ask', 'cite', 'check', 'compare', 'get_passage'].map((name) => ({
    path: '/mcp',
    write: (own: string) =>
      `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"${name}","arguments":` +
      `{"${{ cite: 'text', check: 'text', compare: 'indicator', get_passage: 'id' }[name] ?? 'question'}":${own}}}}`,
  })),
];
const nearlyRight = fc.constantFrom(...ROUTES).chain(({ write }) => text.map((own) => write(JSON.stringify(own))));
const deep = fc
  .tuple(fc.constantFrom('[', '{"a":', '{"filters":', '{"__proto__":'), fc.integer({ min: 100, max: 8_000 }))
  .map(([opening, depth]) => opening.repeat(depth));
const multipart = fc
  .tuple(fc.constantFrom('file', 'metadata', '__proto__', 'x'), text, text)
  .map(
    ([name, fileName, content]) =>
      `--x\r\nContent-Disposition: form-data; name="${name}"; filename="${fileName}"\r\n\r\n${content}\r\n--x--\r\n`,
  );

const body = fc.oneof(
  { weight: 5, arbitrary: nearlyRight.map((written) => Buffer.from(written)) },
  { weight: 4, arbitrary: json.map((value) => Buffer.from(toJson(value))) },
  { weight: 1, arbitrary: deep.map((written) => Buffer.from(written)) },
  { weight: 1, arbitrary: multipart.map((written) => Buffer.from(written)) },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)) },
  { weight: 1, arbitrary: fc.constant(Buffer.alloc(0)) },
);
const parameter = fc
  .tuple(field, text, fc.boolean())
  .map(([name, value, isEncoded]) => (isEncoded ? `${encode(name)}=${encode(value)}` : `${bare(name)}=${bare(value)}`));
const target = fc
  .tuple(
    fc.oneof(
      fc.constantFrom(...PATHS),
      fc.constantFrom(...PATHS),
      text.map((part) => `/v1/${bare(part)}`),
    ),
  )
  .chain(([path]) =>
    fc.array(parameter, { maxLength: 4 }).map((parts) => (parts.length === 0 ? path : `${path}?${parts.join('&')}`)),
  );
const header = fc.tuple(
  fc.constantFrom(...HEADERS),
  fc.oneof(text, fc.constantFrom('*', 'text/event-stream', 'chunked')),
);

/** Nothing right but by chance. */
const anything = fc
  .tuple(fc.constantFrom(...METHODS), target, fc.constantFrom(...TYPES), fc.array(header, { maxLength: 4 }), body)
  .map(([method, asked, type, headers, sent]) => ({
    method,
    target: asked,
    headers: [['Content-Type', type] as const, ...headers],
    body: method === 'GET' || method === 'HEAD' ? Buffer.alloc(0) : sent,
  }));
/** A question or text that may be anything, asked as it should be. */
const aimed = fc.oneof(
  fc.constantFrom(...ROUTES).chain(({ path, write }) => text.map((own) => post(path, write(JSON.stringify(own))))),
  fc
    .tuple(fc.constantFrom('/v1/ask?q=', '/v1/search?q=', '/v1/compare?indicator=', '/?q=', '/v1/passages/'), text)
    .map(([path, own]) => get(path + encode(own))),
);
/** A right request with a header that nobody sends. */
const oddHeader = fc
  .tuple(aimed, header)
  .map(([request, odd]): FuzzedRequest => ({ ...request, headers: [...request.headers, odd] }));

/** Any request. */
export const fuzzedRequests: fc.Arbitrary<FuzzedRequest> = fc.oneof(anything, aimed, oddHeader);

function post(path: string, written: string): FuzzedRequest {
  const headers = [
    ['Content-Type', 'application/json'],
    ['Accept', 'application/json, text/event-stream'],
  ] as const;
  return { method: 'POST', target: path, headers, body: Buffer.from(written) };
}

function get(path: string): FuzzedRequest {
  return { method: 'GET', target: path, headers: [], body: Buffer.alloc(0) };
}

function encode(value: string): string {
  return Buffer.from(value).toString('hex').replaceAll(/../g, '%$&');
}

/** As it is, but for what ends the line. */
function bare(value: string): string {
  return Buffer.from(value.replaceAll(/\s|\0/g, '+')).toString('latin1').slice(0, 3_000);
}

/** For whoever has to find out why it failed. */
export function describeRequest({ method, target: asked, headers, body: sent }: FuzzedRequest): string {
  return `${method} ${asked} ${JSON.stringify(headers)} ${JSON.stringify(sent.toString('utf8').slice(0, 1_000))}`;
}

/** Sends a request on a connection of its own and waits for the connection's end, `withinMs` at most. */
export function send(url: string, { method, target: asked, headers, body: sent }: FuzzedRequest, withinMs: number) {
  const { host, hostname, port } = new URL(url);
  const lines = headers.map(([name, value]) => `${name}: ${Buffer.from(value).toString('latin1').slice(0, 3_000)}`);
  const head = [`${method} ${asked} HTTP/1.1`, `Host: ${host}`, 'Connection: close', ...lines];
  const startedAt = performance.now();
  return new Promise<FuzzedReply>((resolve) => {
    const parts: Buffer[] = [];
    const socket = connect(Number(port), hostname, () => {
      const isChunked = headers.some(([name, value]) => name === 'Transfer-Encoding' && value === 'chunked');
      const length = isChunked ? '' : `Content-Length: ${sent.length}\r\n`;
      socket.write(`${head.join('\r\n')}\r\n${length}\r\n`, 'latin1');
      // Not ended: half closed would look as if the client had left.
      socket.write(sent);
    });
    const timer = setTimeout(() => socket.destroy(), withinMs);
    socket.on('data', (part) => parts.push(part));
    socket.on('error', () => {});
    socket.once('close', () => {
      clearTimeout(timer);
      const came = Buffer.concat(parts).toString('latin1');
      const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(came)?.[1] ?? 0);
      resolve({ status, ms: performance.now() - startedAt, head: came.slice(0, came.indexOf('\r\n\r\n')) });
    });
  });
}
