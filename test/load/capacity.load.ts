/** Two hundred clients at once, and three times as many questions as can be answered. */

import { Agent } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import autocannon from 'autocannon';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { quantile } from '../../src/evaluate/metrics.js';
import { askAtRate, askInTurn, countStatus, request, timesOf } from './asking.js';
import { createMixture, createQuestions, pathOf, REPEATED } from './questions.js';
import { prepareLoadIndex, type RunningService, readMetrics, startService } from './running.js';
import { milliseconds, percent, tell } from './told.js';

const CLIENTS = 200;
const LOAD_SECONDS = 30;
/** Longer than the longest queue takes to empty: only time in the queue makes anyone wait. */
const PATIENCE_SECONDS = 60;
const LOOP_DELAY_MS = 50;
/** As many as are worked on at once, and as many who wait: enough that none of the work stands still. */
const CAPACITY_CLIENTS = 8;
const CAPACITY_SECONDS = 10;
const OVERLOAD = 3;
const OVERLOAD_SECONDS = 20;
const GOODPUT = 0.9;
const RECOVERY_MS = 5_000;
/** Recovered: a question takes no longer than this many times what it takes one client alone. */
const RECOVERED = 2;

let service: RunningService;

beforeAll(async () => {
  service = await startService(await prepareLoadIndex());
});

afterAll(async () => {
  await service?.stop();
});

describe('the service under load', () => {
  it('answers 200 keep-alive clients for 30 s, four of five questions repeated', async () => {
    await askInTurn({ url: service.url, nextQuestion: createQuestions(40_000), seconds: 3 }, { clients: 2 });
    const agent = new Agent();
    for (const question of REPEATED) await request(service.url + pathOf(question), agent);
    await readMetrics(service.url);
    const before = await readMetrics(service.url);
    const nextQuestion = createMixture(100);
    const statuses = new Map<number, number>();
    let withoutRetryAfter = 0;
    const result = await autocannon({
      url: service.url,
      connections: CLIENTS,
      duration: LOAD_SECONDS,
      timeout: PATIENCE_SECONDS,
      requests: [
        {
          method: 'GET',
          setupRequest: (asked) => ({ ...asked, path: pathOf(nextQuestion()) }),
          onResponse(status, _body, _context, headers) {
            statuses.set(status, (statuses.get(status) ?? 0) + 1);
            const names = Object.keys(headers ?? {}).map((name) => name.toLowerCase());
            if (status === 503 && !names.includes('retry-after')) withoutRetryAfter += 1;
          },
        },
      ],
    });
    const later = await readMetrics(service.url);
    const total = [...statuses.values()].reduce((sum, count) => sum + count, 0);
    const refused = statuses.get(503) ?? 0;
    const unexpected = total - (statuses.get(200) ?? 0) - refused;
    const delay = later('nodejs_eventloop_lag_p99_seconds') * 1_000;
    tell('replies in 30 s, per second', 'as many as it can', `${total}, ${(total / LOAD_SECONDS).toFixed(0)}`);
    tell(
      'of these from memory',
      '80 %',
      percent((later('wenju_replies_from_memory_total') - before('wenju_replies_from_memory_total')) / total),
    );
    tell('neither 200 nor 503 with Retry-After', '0', String(unexpected + withoutRetryAfter));
    tell('503 with Retry-After: more than 100 wait', 'told', `${refused}, ${percent(refused / total)}`);
    tell('socket errors, time-outs', '0', `${result.errors}, ${result.timeouts}`);
    tell('event-loop delay p50, p99, longest', `p99 < ${LOOP_DELAY_MS} ms`, describeDelay(later));
    tell('latency p50, p99', 'told', `${result.latency.p50} ms, ${result.latency.p99} ms`);
    expect({ unexpected, withoutRetryAfter, errors: result.errors, timeouts: result.timeouts }).toEqual({
      unexpected: 0,
      withoutRetryAfter: 0,
      errors: 0,
      timeouts: 0,
    });
    expect(delay).toBeLessThan(LOOP_DELAY_MS);
  });

  it('goes on answering when three times as much is asked as it can answer, and recovers', async () => {
    const { url } = service;
    const alone = timesOf(await askInTurn({ url, nextQuestion: createQuestions(5_000), seconds: 5 }, { clients: 1 }));
    const before = await measureCapacity(10_000);
    await readMetrics(url);

    // Connections of autocannon wait for their reply before they ask again: that many more would not be asked.
    const nextQuestion = createQuestions(20_000);
    const startedAt = performance.now();
    const offered = { url, nextQuestion, seconds: OVERLOAD_SECONDS };
    const { outcomes, lastAskedAt } = await askAtRate(offered, Math.ceil(OVERLOAD * before));
    const answeredAt = performance.now();
    const metrics = await readMetrics(url);
    const goodput = countStatus(outcomes, 200) / ((answeredAt - startedAt) / 1_000);
    const refused = outcomes.filter(({ status, retryAfter }) => status === 503 && retryAfter !== null).length;
    const others = outcomes.length - refused - countStatus(outcomes, 200);

    const usual = quantile(alone, 0.95);
    const agent = new Agent({ keepAlive: true });
    for (let inARow = 0; inARow < 3; ) {
      const { status, ms } = await request(url + pathOf(nextQuestion()), agent);
      inARow = status === 200 && ms <= RECOVERED * usual ? inARow + 1 : 0;
      if (performance.now() - lastAskedAt > 2 * RECOVERY_MS) break;
      await wait(10);
    }
    agent.destroy();
    const recovery = performance.now() - lastAskedAt;
    // The machine does other things besides, now more and now less.
    const after = await measureCapacity(15_000);
    const capacity = (before + after) / 2;
    tell('a question alone, median and p95', 'told', `${milliseconds(quantile(alone, 0.5))}, ${milliseconds(usual)}`);
    tell('capacity before and after, questions a second', 'told', `${before.toFixed(1)}, ${after.toFixed(1)}`);
    tell(
      `offered, of ${outcomes.length} over ${OVERLOAD_SECONDS} s`,
      `${OVERLOAD}x`,
      `${(outcomes.length / OVERLOAD_SECONDS / capacity).toFixed(2)}x`,
    );
    tell('goodput at that', `>= ${percent(GOODPUT)}`, `${goodput.toFixed(1)} a second, ${percent(goodput / capacity)}`);
    tell('503 with Retry-After', 'the rest', `${refused}; otherwise ${others}`);
    tell('event-loop delay p50, p99, longest', 'told', describeDelay(metrics));
    tell('recovered after', `<= ${milliseconds(RECOVERY_MS)}`, milliseconds(recovery));
    expect(others).toBe(0);
    expect(goodput / capacity).toBeGreaterThanOrEqual(GOODPUT);
    expect(recovery).toBeLessThanOrEqual(RECOVERY_MS);
  });
});

/** Unrepeated questions answered a second when always a few wait. */
async function measureCapacity(from: number): Promise<number> {
  const options = { url: service.url, nextQuestion: createQuestions(from), seconds: CAPACITY_SECONDS };
  return countStatus(await askInTurn(options, { clients: CAPACITY_CLIENTS }), 200) / CAPACITY_SECONDS;
}

function describeDelay(metrics: (name: string) => number): string {
  const times = ['p50', 'p99', 'max'].map((name) => metrics(`nodejs_eventloop_lag_${name}_seconds`) * 1_000);
  return times.map(milliseconds).join(', ');
}
