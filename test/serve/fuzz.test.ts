/** No request makes the service fail, wait or change the objects that all others inherit from. */

import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../../src/serve/app.js';
import { type RunningServer, startServer } from '../../src/serve/server.js';
import { describeRequest, fuzzedRequests, send } from '../load/fuzzed.js';
import { createMemoryService } from './memory.js';

const REQUESTS = 1_500;
const AT_ONCE = 8;
const WITHIN_MS = 1_000;

let server: RunningServer;

beforeAll(async () => {
  const app = createApp(createMemoryService(), { adminKey: 'the admin key' });
  server = await startServer(app, { host: '127.0.0.1', port: 0 });
});

afterAll(async () => {
  await server?.close();
});

/** Everything that every object inherits. */
function listInherited(): PropertyKey[] {
  return [Object.prototype, Array.prototype, Function.prototype, String.prototype].flatMap((prototype) =>
    Reflect.ownKeys(prototype),
  );
}

describe('the server', () => {
  it(`answers ${REQUESTS} nonsensical requests, none with 500, none late, and is what it was before`, async () => {
    const inherited = listInherited();
    const [seed] = fc.sample(fc.integer(), 1);
    const requests = fc.sample(fuzzedRequests, { numRuns: REQUESTS, ...(seed === undefined ? {} : { seed }) });
    const faults: string[] = [];
    const statuses = new Set<number>();
    let next = 0;
    const sendOn = async (): Promise<void> => {
      for (let request = requests[next++]; request; request = requests[next++]) {
        const { status, ms } = await send(server.url, request, 2 * WITHIN_MS);
        statuses.add(status);
        if (status === 0 || status === 500 || ms > WITHIN_MS)
          faults.push(`${status} after ${Math.round(ms)} ms: ${describeRequest(request)}`);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, sendOn));
    expect(faults).toEqual([]);
    // Nonsense that never reaches the routes would prove nothing.
    expect([...statuses]).toEqual(expect.arrayContaining([200, 400, 404, 405, 415]));
    expect(listInherited()).toEqual(inherited);
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
    expect((await fetch(`${server.url}/v1/ask?q=x`)).status).toBe(200);
  });

  it('takes a body whose length nobody tells beforehand', async () => {
    const headers = [
      ['Content-Type', 'application/json'],
      ['Transfer-Encoding', 'chunked'],
    ] as const;
    const body = Buffer.from('10\r\n{"question":"x"}\r\n0\r\n\r\n');
    const request = { method: 'POST', target: '/v1/ask', headers, body };
    expect((await send(server.url, request, WITHIN_MS)).status).toBe(200);
  });
});
