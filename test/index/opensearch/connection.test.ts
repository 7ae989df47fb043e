/** The way to a cluster: over nodes that fail, are slow or refuse. */

import { createServer, type RequestListener } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { connectStore } from '../../../src/index/opensearch/connection.js';

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

async function startNode(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  closing.push(() => server.close());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
}

const replying =
  (status: number, body: unknown): RequestListener =>
  (_, response) => {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body));
  };
const NOBODY = 'http://127.0.0.1:9';
const ASK = { method: 'GET', path: '/_alias' } as const;

describe('a request', () => {
  it('goes to another node when one refuses to connect, is busy or has no manager', async () => {
    const failing = [
      NOBODY,
      await startNode(replying(429, { error: { type: 'rejected_execution_exception' } })),
      await startNode(replying(503, { error: { type: 'cluster_block_exception', reason: 'no cluster-manager' } })),
    ];
    const standing = await startNode(replying(200, { found: true }));
    for (const failed of failing) {
      const connection = connectStore({ urls: [failed, standing], withinMs: 5_000 });
      for (let turn = 0; turn < 4; turn += 1) expect(await connection.send(ASK)).toEqual({ found: true });
      await connection.close();
    }
  });

  it('leaves a node alone that failed just now', async () => {
    let asked = 0;
    const dying = await startNode((request) => {
      asked += 1;
      request.socket.destroy();
    });
    const connection = connectStore({ urls: [dying, await startNode(replying(200, {}))] });
    for (let turn = 0; turn < 10; turn += 1) await connection.send(ASK);
    expect(asked).toBe(1);
    await connection.close();
  });

  it('is tried again at a single node until that answers', async () => {
    let left = 3;
    const url = await startNode((request, response) => {
      left -= 1;
      replying(left > 0 ? 503 : 200, {})(request, response);
    });
    const connection = connectStore({ urls: [url] });
    expect(await connection.send(ASK)).toEqual({});
    expect(left).toBe(0);
    await connection.close();
  });

  it('ends in time, saying whom it asked', async () => {
    const silent = await startNode(() => undefined);
    const connection = connectStore({ urls: [silent], withinMs: 400 });
    const startedAt = performance.now();
    await expect(connection.send(ASK)).rejects.toMatchObject({
      code: 'STORE_UNREACHABLE',
      message: expect.stringContaining(silent),
    });
    expect(performance.now() - startedAt).toBeLessThan(4_000);
    await connection.close();
  });

  it.each([
    [401, {}, 'STORE_REFUSED', /credentials/],
    [403, { error: { type: 'security_exception' } }, 'STORE_REFUSED', /credentials/],
    [
      403,
      { error: { type: 'cluster_block_exception', reason: 'read-only' } },
      'STORE_REFUSED',
      /blocks writing \(read-only\)/,
    ],
    [
      429,
      { error: { type: 'cluster_block_exception', reason: 'flood-stage' } },
      'STORE_REFUSED',
      /flood-stage.*Free space/,
    ],
    [404, { error: { type: 'index_not_found_exception' } }, 'INDEX_MISSING', /no index of wenju/],
    [400, { error: { type: 'parsing_exception', reason: 'odd' } }, 'STORE_REFUSED', /400 parsing_exception: odd/],
  ])('of which %i %j comes is not tried again', async (status, body, code, message) => {
    let asked = 0;
    const url = await startNode((request, response) => {
      asked += 1;
      replying(status, body)(request, response);
    });
    const connection = connectStore({ urls: [url] });
    await expect(connection.send(ASK)).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
    expect(asked).toBe(1);
    await connection.close();
  });

  it('carries credentials, which no error repeats', async () => {
    let carried = '';
    const url = await startNode((request, response) => {
      carried = request.headers.authorization ?? '';
      replying(401, {})(request, response);
    });
    const connection = connectStore({ urls: [url], user: 'reader', password: 'open sesame' });
    const refused = await connection.send(ASK).catch((error: unknown) => error);
    expect(Buffer.from(carried.replace('Basic ', ''), 'base64').toString()).toBe('reader:open sesame');
    expect(String(refused)).not.toMatch(/sesame|reader/);
    await connection.close();
  });
});

it('says that a file of certificates cannot be read', () => {
  expect(() => connectStore({ urls: [NOBODY], caFile: '/no/such/file.pem' })).toThrow(
    /certificates in \/no\/such\/file\.pem/,
  );
});
