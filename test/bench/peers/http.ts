/** One and sixteen clients over HTTP, each asking again as soon as it is answered. Asking is autocannon's. */

import autocannon from 'autocannon';
import { quantile } from '../../../src/evaluate/metrics.js';
import { readTreeMemory } from '../../load/tree-memory.js';
import type { OverHttp } from './contract.js';
import type { Running } from './processes.js';

const CLIENTS = 16;
const WARM_UP = 5;
/** Seconds; far more than any reply takes on a busy machine. */
const TIMEOUT_S = 120;

interface Asked {
  /** Milliseconds a reply. */
  readonly times: readonly number[];
  readonly perSecond: number;
}

/** Asks each question once. @throws Error when a reply is not 200. */
async function askAll(address: string, questions: readonly string[], clients: number): Promise<Asked> {
  const { origin, pathname } = new URL(address);
  let next = 0;
  const times: number[] = [];
  const startedAt = performance.now();
  let lastAt = startedAt;
  const result = await new Promise<autocannon.Result>((resolve, reject) => {
    const instance = autocannon(
      {
        url: origin,
        amount: questions.length,
        connections: Math.min(clients, questions.length),
        timeout: TIMEOUT_S,
        requests: [
          {
            // A list of requests would be asked by each client from its beginning.
            setupRequest: (request) => {
              const question = questions[next % questions.length] ?? '';
              next += 1;
              return { ...request, path: `${pathname}?q=${encodeURIComponent(question)}` };
            },
          },
        ],
      },
      (error, finished) => (error ? reject(error) : resolve(finished)),
    );
    instance.on('response', (_client, _status, _bytes, milliseconds) => {
      times.push(milliseconds);
      lastAt = performance.now();
    });
  });
  if (result.non2xx + result.errors > 0) {
    throw new Error(`Expected replies with 200, got ${result.non2xx} others and ${result.errors} errors of ${origin}`);
  }
  return { times, perSecond: (1_000 * times.length) / (lastAt - startedAt) };
}

/** Asks the first `alone` questions one by one, then again, and all others by sixteen clients. */
export async function measureHttp(server: Running, questions: readonly string[], alone: number): Promise<OverHttp> {
  await askAll(server.url, questions.slice(-WARM_UP), 1);
  const rest = questions.slice(0, -WARM_UP);
  const first = await askAll(server.url, rest.slice(0, alone), 1);
  const again = await askAll(server.url, rest.slice(0, alone), 1);
  const many = await askAll(server.url, rest.slice(alone), CLIENTS);
  return {
    newQuestion: quantile(first.times, 0.5),
    repeated: quantile(again.times, 0.5),
    oneClient: first.perSecond,
    sixteenClients: many.perSecond,
    memory: readTreeMemory(server.pid),
  };
}
