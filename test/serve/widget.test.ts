/** The file of the chat element as it is sent: small, whole, and asked for again only when it has changed. */

import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { createApp } from '../../src/serve/app.js';
import { createMemoryService } from './memory.js';

const app = createApp(createMemoryService());
/** Bytes on the wire that a page has to load before it can ask. */
const MAX_BYTES = 45_000;

async function load(encoding: string, headers: Record<string, string> = {}) {
  const reply = await app.request('/widget.js', { headers: { 'Accept-Encoding': encoding, ...headers } });
  return { reply, bytes: Buffer.from(await reply.arrayBuffer()) };
}

it('is sent in the shortest form that a browser takes, and small', async () => {
  const plain = await load('identity');
  const packed = await load('gzip, deflate, br, zstd');
  expect(packed.reply.headers.get('Content-Encoding')).toBe('br');
  expect(packed.bytes.length).toBeLessThan(MAX_BYTES);
  expect(brotliDecompressSync(packed.bytes).equals(plain.bytes)).toBe(true);
  const older = await load('gzip;q=0.5');
  expect(gunzipSync(older.bytes).equals(plain.bytes)).toBe(true);
  expect((await load('br;q=0')).reply.headers.get('Content-Encoding')).toBeNull();
});

it('has a tag for each form, by which it is not sent again', async () => {
  const tags = await Promise.all(['br', 'gzip', ''].map(async (each) => (await load(each)).reply.headers.get('ETag')));
  expect(new Set(tags).size).toBe(3);
  const again = await load('br', { 'If-None-Match': tags[0] ?? '' });
  expect([again.reply.status, again.bytes.length]).toEqual([304, 0]);
  expect(again.reply.headers.get('Vary')).toContain('Accept-Encoding');
});

it.each(['/', '/check', '/compare', '/docs', '/openapi.json', '/assets/page.css'])(
  'leaves %s compressed to those who take it so, once',
  async (path) => {
    const headers = { Accept: 'text/html, */*', 'Accept-Encoding': 'gzip' };
    const page = await app.request(path, { headers });
    const tag = page.headers.get('ETag') ?? 'none';
    expect(page.headers.get('Content-Encoding')).toBe('gzip');
    expect(gunzipSync(Buffer.from(await page.arrayBuffer())).length).toBeGreaterThan(500);
    const again = await app.request(path, { headers: { ...headers, 'If-None-Match': tag } });
    expect([again.status, await again.text()]).toEqual([304, '']);
  },
);
