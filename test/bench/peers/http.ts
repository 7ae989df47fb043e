/** One and sixteen clients over HTTP, each asking again as soon as it is answered. Asking is autocannon's. */

import autocannon from 'autocannon';
import { quantile } from '../../../src/evaluate/metrics.js';
import { readTreeCpu, readTreeMemory } from '../../load/process-tree.js';
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
  readonly refused: number;
}

/** Asks each question once. Who says that it is too busy has not answered. @throws Error when no reply comes. */
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
    instance.on('response', (_client, status, _bytes, milliseconds) => {
      if (status === 200) times.push(milliseconds);
      lastAt = performance.now();
    });
  });
  if (result.errors > 0 || times.length === 0) {
    throw new Error(`Expected a reply to each question of ${origin}, got ${result.errors} errors`);
  }
  return { times, perSecond: (1_000 * times.length) / (lastAt - startedAt), refused: result.non2xx };
}

/** Asks the first `alone` questions one by one, then again, and all others by sixteen clients. */
export async function measureHttp(server: Running, questions: readonly string[], alone: number): Promise<OverHttp> {
  await askAll(server.url, questions.slice(-WARM_UP), 1);
  const rest = questions.slice(0, -WARM_UP);
  const first = await askAll(server.url, rest.slice(0, alone), 1);
  const again = await askAll(server.url, rest.slice(0, alone), 1);
  const before = readTreeCpu(server.pid);
  const many = await askAll(server.url, rest.slice(alone), CLIENTS);
  return {
    newQuestion: quantile(first.times, 0.5),
    repeated: quantile(again.times, 0.5),
    oneClient: first.perSecond,
    sixteenClients: many.perSecond,
    refused: many.refused,
    cpu: before === null ? null : (1_000 * ((readTreeCpu(server.pid) ?? before) - before)) / many.times.length,
    memory: readTreeMemory(server.pid),
  };
}
