/** Links are written with the address that the operator configured, else with that of the request. */

import { OpenAPIHono } from '@hono/zod-openapi';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { EXAMPLES } from '../../src/api/examples.js';
import { addDifyRoutes } from '../../src/serve/adapters/dify.js';
import { addMcpRoutes } from '../../src/serve/adapters/mcp.js';
import { addOpenAiRoutes } from '../../src/serve/adapters/openai.js';
import { addDescription } from '../../src/serve/description.js';
import { addPageRoutes } from '../../src/serve/pages/routes.js';
import { createAddress } from '../../src/serve/public-url.js';
import { createMemoryService } from './memory.js';

const PUBLIC = 'https://ask.example.org';
const [citation] = EXAMPLES.AskReply.citations;
/** Published nowhere, so that links lead to the service. */
const reply = { ...EXAMPLES.AskReply, citations: [{ ...citation, url: null, deepLink: null }] };

function open(publicUrl: string | null): OpenAPIHono {
  const service = createMemoryService({ ask: async () => reply });
  const app = new OpenAPIHono();
  const readAddress = createAddress(publicUrl);
  addPageRoutes(app, service, (origin) => `at ${origin}`, readAddress);
  addDifyRoutes(app, service, readAddress);
  addOpenAiRoutes(app, service, readAddress);
  addMcpRoutes(app, service, { publicUrl });
  addDescription(app, readAddress);
  return app;
}

const HOST = 'ask.example.org';
/** The host in the request is the one that a proxy passes on; the scheme is that between proxy and service. */
async function fetchText(app: OpenAPIHono, path: string, body?: unknown, host = HOST): Promise<string> {
  const headers = { Host: host, 'Content-Type': 'application/json', Accept: 'application/json, text/event-stream' };
  const init =
    body === undefined ? { headers: { Host: host } } : { method: 'POST', headers, body: JSON.stringify(body) };
  const response = await app.request(`http://${host}${path}`, init);
  expect(response.status).toBe(200);
  return response.text();
}

const chat = { model: 'wenju', messages: [{ role: 'user', content: 'x' }] };
const retrieval = { knowledge_id: 'wenju', query: 'x', retrieval_setting: { top_k: 1, score_threshold: 0 } };
const params = { name: 'ask', arguments: { question: 'x' } };
const REQUESTS: readonly (readonly [string, unknown])[] = [
  ['/', undefined],
  ['/docs', undefined],
  ['/v1/chat/completions', chat],
  ['/v1/chat/completions', { ...chat, stream: true }],
  ['/retrieval', retrieval],
  ['/mcp', { jsonrpc: '2.0', id: 1, method: 'tools/call', params }],
];

describe.each(REQUESTS)('%s %#', (path, body) => {
  it('names the configured address', async () => {
    const text = await fetchText(open(PUBLIC), path, body);
    expect(text).toContain(PUBLIC);
    expect(text).not.toContain(`http://${HOST}`);
  });

  it('names the address of the request when none is configured', async () => {
    expect(await fetchText(open(null), path, body, 'localhost:8787')).toContain('http://localhost:8787');
  });
});

describe('the host of the configured address', () => {
  const ping = { jsonrpc: '2.0', id: 1, method: 'ping' };

  it('may be named by who speaks to /mcp, with any port', async () => {
    const Reply = z.looseObject({ id: z.literal(1), result: z.looseObject({}) });
    for (const host of [HOST, `${HOST}:8443`]) {
      Reply.parse(JSON.parse(await fetchText(open(PUBLIC), '/mcp', ping, host)));
    }
  });

  it('may not when it is not configured', async () => {
    await expect(fetchText(open(null), '/mcp', ping)).rejects.toThrow('403');
  });
});

describe('the description', () => {
  it('is built once, with every route that was added', async () => {
    const app = open(null);
    app.openAPIRegistry.registerPath({ method: 'get', path: '/later', responses: { 200: { description: 'x' } } });
    const first = await fetchText(app, '/openapi.json');
    expect(first).toContain('/later');
    expect(await fetchText(app, '/openapi.json')).toBe(first);
  });

  it('says that the operator may ask for a key', async () => {
    const description: unknown = JSON.parse(await fetchText(open(null), '/openapi.json'));
    expect(description).toMatchObject({
      security: [{}, { apiKey: [] }],
      components: { securitySchemes: { apiKey: { type: 'http', scheme: 'bearer' } } },
    });
  });
});
