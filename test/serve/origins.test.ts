/** Which pages may ask: those of the origins that were allowed, character for character, and no others. */

import { describe, expect, it } from 'vitest';
import { createApp } from '../../src/serve/app.js';
import { createMemoryService } from './memory.js';

const ALLOWED = ['https://example.org', 'http://news.example.org:8080', 'https://xn--fiq228c.example'];
const app = createApp(createMemoryService(), { origins: ALLOWED });
const onThisMachine = createApp(createMemoryService());

async function allowedOrigin(origin: string, asked: typeof app = app): Promise<(string | null)[]> {
  const name = 'Access-Control-Allow-Origin';
  const headers = { Origin: origin };
  const preflight = { ...headers, 'Access-Control-Request-Method': 'POST' };
  const replies = [
    await asked.request('/v1/search?q=x', { headers }),
    await asked.request('/v1/ask', { method: 'OPTIONS', headers: preflight }),
    await asked.request('/openapi.json', { headers }),
  ];
  return replies.map((reply) => reply.headers.get(name));
}

describe('a page of another origin', () => {
  it.each(ALLOWED)('may ask when it is %s', async (origin) => {
    expect(await allowedOrigin(origin)).toEqual([origin, origin, origin]);
  });

  it.each([
    ['another scheme', 'http://example.org'],
    ['another port', 'https://example.org:8443'],
    ['the default port, written', 'https://example.org:443'],
    ['no port where one is allowed', 'http://news.example.org'],
    ['a port that only begins alike', 'http://news.example.org:80801'],
    ['a subdomain', 'https://www.example.org'],
    ['the domain above', 'https://org'],
    ['a suffix behind', 'https://example.org.attacker.example'],
    ['letters before', 'https://notexample.org'],
    ['letters behind', 'https://example.organic'],
    ['another letter for the dot', 'https://exampleXorg'],
    ['a dot at the end', 'https://example.org.'],
    ['upper case', 'https://EXAMPLE.org'],
    ['a slash at the end', 'https://example.org/'],
    ['a path', 'https://example.org/page'],
    ['a user before it', 'https://example.org@attacker.example'],
    ['a user in it', 'https://user@example.org'],
    ['no scheme', 'example.org'],
    ['two at once', 'https://example.org https://attacker.example'],
    ['two between commas', 'https://example.org, https://attacker.example'],
    ['null, of a file or a sandbox', 'null'],
    ['nothing', ''],
    ['a star', '*'],
    ['an international name as it is read', 'https://\u00e4xample.org'],
    ['another name in punycode', 'https://xn--fiq228d.example'],
  ])('may not when it has %s: %s', async (_, origin) => {
    expect(await allowedOrigin(origin)).toEqual([null, null, null]);
  });

  it('is told nothing it could keep for another', async () => {
    const reply = await app.request('/v1/search?q=x', { headers: { Origin: 'https://example.org' } });
    expect(reply.headers.get('Vary')).toContain('Origin');
    expect(reply.headers.get('Access-Control-Allow-Credentials')).toBeNull();
  });
});

describe('a page of this machine, where no origins are configured', () => {
  it.each(['http://localhost', 'http://localhost:3000', 'https://127.0.0.1:8443', 'http://[::1]:5173'])(
    'may ask when it is %s',
    async (origin) => {
      expect(await allowedOrigin(origin, onThisMachine)).toEqual([origin, origin, origin]);
    },
  );

  it.each([
    'http://localhost.attacker.example',
    'http://attacker.example:3000',
    'http://127.0.0.1.attacker.example',
    'http://127.0.0.2',
    'http://localhost:3000/',
    'http://localhost:',
    'http://localhost:123456',
    'http://localhost@attacker.example',
    'http://xlocalhost',
    'ftp://localhost',
    'http://127.1',
    'http://[::2]',
    'null',
  ])('may not when it is %s', async (origin) => {
    expect(await allowedOrigin(origin, onThisMachine)).toEqual([null, null, null]);
  });
});
