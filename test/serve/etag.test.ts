/** What lets a cache keep a reply and ask whether it still holds: the tag, and the headers by which replies differ. */

import { describe, expect, it } from 'vitest';
import { createApp } from '../../src/serve/app.js';
import { createMemoryService } from './memory.js';

const app = createApp(createMemoryService());
const listVary = (reply: Response) => (reply.headers.get('Vary') ?? '').split(',').map((name) => name.trim());

describe.each(['/v1/documents', '/v1/ask?q=x', '/openapi.json', '/docs', '/'])('%s', (path) => {
  it('has one tag for GET and HEAD, which answer 304 alike', async () => {
    const tag = (await app.request(path)).headers.get('ETag') ?? 'none';
    const head = await app.request(path, { method: 'HEAD' });
    expect(head.headers.get('ETag')).toBe(tag);
    for (const method of ['GET', 'HEAD']) {
      const again = await app.request(path, { method, headers: { 'If-None-Match': tag } });
      expect([again.status, await again.text()]).toEqual([304, '']);
    }
  });

  it('differs by the same headers, new and unchanged', async () => {
    const fresh = await app.request(path);
    const again = await app.request(path, { headers: { 'If-None-Match': fresh.headers.get('ETag') ?? 'none' } });
    const isShared = path.startsWith('/v1/') || path === '/openapi.json';
    expect(listVary(fresh)).toEqual(['Accept', 'Accept-Language', 'Accept-Encoding', ...(isShared ? ['Origin'] : [])]);
    expect(listVary(again)).toEqual(listVary(fresh));
  });
});

it('says that a page differs from its text, and a stream from its reply', async () => {
  const page = await app.request('/', { headers: { Accept: 'text/html' } });
  expect(listVary(page)).toEqual(['Accept', 'Accept-Language', 'Accept-Encoding']);
  const stream = await app.request('/v1/ask?q=x', { headers: { Accept: 'text/event-stream' } });
  expect(stream.headers.get('Content-Type')).toMatch(/^text\/event-stream/);
  expect(listVary(stream)).toContain('Accept');
  expect(await stream.text()).toContain('event:');
});
