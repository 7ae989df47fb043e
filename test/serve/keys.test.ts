/** Who may ask where keys are configured: whoever brings one of them as it is, on every route that tells of documents. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createApp } from '../../src/serve/app.js';
import { createMemoryService } from './memory.js';

const KEY = 'wenju-8f3B9a51c2D47e60';
const ADMIN_KEY = 'the admin key of the keeper';
const MUTATED = 500;
const app = createApp(createMemoryService(), { apiKeys: [KEY, 'another'], adminKey: ADMIN_KEY });

/** Told to anyone: that the service lives and how it is asked. */
const OPEN = ['/healthz', '/readyz', '/openapi.json', '/docs', '/widget.js', '/favicon.ico'];

/** Every route but those, as a request that would be answered; a route is listed once for each part of it. */
const CLOSED = [
  ...new Map(
    app.routes
      .filter(({ method, path }) => method !== 'ALL' && !OPEN.includes(path) && !path.startsWith('/assets/'))
      .map(({ method, path }) => ({ method, path: path.replace(/:\w+/, 'x') }))
      .map((route) => [`${route.method} ${route.path}`, route]),
  ).values(),
];

/** A key that is nearly right: a character changed, added, left out or moved, another case, twice, cut. */
const mutatedKeys = fc
  .tuple(
    fc.nat(KEY.length - 1),
    fc.constantFrom(...'abcXYZ019-_.~+/=\u00e4\u00ff'),
    fc.constantFrom<(at: number, character: string) => string>(
      (at, character) => KEY.slice(0, at) + character + KEY.slice(at + 1),
      (at, character) => KEY.slice(0, at) + character + KEY.slice(at),
      (at) => KEY.slice(0, at) + KEY.slice(at + 1),
      (at) => KEY.slice(0, at),
      (at) => KEY.slice(at + 1),
      (at) => KEY.slice(at) + KEY.slice(0, at),
      (at) => KEY.slice(0, at) + KEY.slice(at).toUpperCase(),
      (at) => KEY.slice(0, at).toUpperCase() + KEY.slice(at),
      (at) => `${KEY.slice(0, at)} ${KEY.slice(at)}x`,
      (at, character) => KEY + character.repeat(at + 1),
      (at, character) => character.repeat(at + 1) + KEY,
      (_, character) => `${KEY},${character}`,
      (_, character) => `${KEY} another${character}`,
      (_, character) => `sha256:${KEY}${character}`,
      (at) => `${KEY.slice(0, at)}%${KEY.charCodeAt(at).toString(16)}${KEY.slice(at + 1)}`,
    ),
  )
  .map(([at, character, mutate]) => mutate(at, character))
  .filter((key) => key.trim() !== KEY);

function ask({ method, path }: { readonly method: string; readonly path: string }, authorization: string | null) {
  const headers: Record<string, string> = { 'Content-Type': 'application/json', Host: 'localhost' };
  if (authorization !== null) headers.Authorization = authorization;
  return app.request(path, { method, headers, ...(method === 'POST' ? { body: '{"question":"x"}' } : {}) });
}

describe('with keys configured', () => {
  it('refuses 500 mutated keys', async () => {
    const keys = new Set<string>();
    for (const key of fc.sample(mutatedKeys, 5 * MUTATED)) if (keys.size < MUTATED) keys.add(key);
    expect(keys.size).toBe(MUTATED);
    for (const key of keys) {
      const reply = await ask({ method: 'GET', path: '/v1/ask?q=x' }, `Bearer ${key}`);
      expect([key, reply.status]).toEqual([key, 401]);
    }
  });

  it('knows routes that tell of documents', () => {
    expect(CLOSED.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['/', '/v1/ask', '/v1/documents', '/v1/passages/x', '/documents/x', '/metrics']),
    );
  });

  it.each(CLOSED)(
    'refuses $method $path without a key, with a wrong one and with one in another place',
    async (route) => {
      const wrong = [
        null,
        '',
        'Bearer',
        'Bearer ',
        `Basic ${KEY}`,
        KEY,
        `Bearer${KEY}`,
        `Token ${KEY}`,
        'Bearer wrong',
      ];
      for (const authorization of wrong) {
        expect([authorization, [401, 403].includes((await ask(route, authorization)).status)]).toEqual([
          authorization,
          true,
        ]);
      }
      const elsewhere = { ...route, path: `${route.path}?key=${KEY}&api_key=${KEY}` };
      expect([401, 403]).toContain((await ask(elsewhere, null)).status);
      expect([401, 403]).not.toContain((await ask(route, `Bearer ${ADMIN_KEY}`)).status);
    },
  );

  it.each(OPEN)('answers %s to anyone', async (path) => {
    expect([401, 403]).not.toContain((await app.request(path)).status);
  });

  it('takes the word Bearer in any case, and no key of askers for changing documents', async () => {
    expect((await ask({ method: 'GET', path: '/v1/ask?q=x' }, `bEARER ${KEY}`)).status).toBe(200);
    expect((await ask({ method: 'DELETE', path: '/v1/documents/x' }, `Bearer ${KEY}`)).status).toBe(401);
  });
});
