/** Two hundred who write slowly and two hundred who read nothing, while others ask; a thousand who leave early. */

import { Agent } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { quantile } from '../../src/evaluate/metrics.js';
import { askInTurn, countStatus, request, timesOf } from './asking.js';
import { abortStream, openSlowWriter, openStalledReader } from './clients.js';
import { createMixture, createQuestions, pathOf, REPEATED } from './questions.js';
import {
  countDescriptors,
  type Metrics,
  prepareLoadIndex,
  type RunningService,
  readMetrics,
  startService,
} from './running.js';
import { megabytes, milliseconds, tell } from './told.js';

const SLOW_WRITERS = 200;
const STALLED_READERS = 200;
const SECONDS = 15;
/** Milliseconds in which the buffers of those who read nothing are full. */
const FULL_WITHIN_MS = 120_000;
/** They ask at a pace that leaves the service time: what is measured is not a queue of their own. */
const OTHERS = { clients: 4, pauseMs: 50 };
const SLOWER_BY = 2;
const ABORTED = 1_000;
/** Streams open at once; after how many milliseconds at most their clients leave: before, while and after answering. */
const ABORTED_AT_ONCE = 50;
const LEAVES_WITHIN_MS = 400;
/** Milliseconds in which what is left behind has to be let go of. */
const SETTLED_WITHIN_MS = 10_000;

let service: RunningService;

beforeAll(async () => {
  service = await startService(await prepareLoadIndex());
});

afterAll(async () => {
  await service?.stop();
});

/** Until the buffers of those who read nothing are full: from then on no reply to them is begun. */
async function waitForStandstill(): Promise<void> {
  const endsAt = performance.now() + FULL_WITHIN_MS;
  for (let answered = -1; performance.now() < endsAt; ) {
    await wait(2_000);
    const now = (await readMetrics(service.url))('wenju_requests_total');
    // The reading itself is one; slow writers that are cut off are answered too.
    if (answered >= 0 && now - answered <= SLOW_WRITERS) return;
    answered = now;
  }
}

/** p95 of those who behave. */
async function measureOthers(from: number): Promise<number> {
  const outcomes = await askInTurn({ url: service.url, nextQuestion: createMixture(from), seconds: SECONDS }, OTHERS);
  expect(countStatus(outcomes, 200)).toBe(outcomes.length);
  return quantile(timesOf(outcomes), 0.95);
}

describe('the service among clients that do not behave', () => {
  it('answers others nearly as fast while 200 write slowly and 200 read nothing', async () => {
    const agent = new Agent();
    for (const question of REPEATED) await request(service.url + pathOf(question), agent);
    await measureOthers(0);
    const before = await measureOthers(1_000);
    const memoryBefore = (await readMetrics(service.url))('process_resident_memory_bytes');
    const stops = [
      ...Array.from({ length: SLOW_WRITERS }, (_, number) => openSlowWriter(service.url, number)),
      ...Array.from({ length: STALLED_READERS }, () => openStalledReader(service.url, '/widget.js')),
    ];
    await waitForStandstill();
    const beside = await measureOthers(2_000);
    const metrics = await readMetrics(service.url);
    for (const stop of stops) stop();
    await wait(1_000);
    const after = await measureOthers(3_000);
    const usual = (before + after) / 2;
    tell('p95 without them, before and after', 'told', `${milliseconds(before)}, ${milliseconds(after)}`);
    tell('p95 beside them', `< ${SLOWER_BY}x`, `${milliseconds(beside)}, ${(beside / usual).toFixed(2)}x`);
    tell('sockets, memory beside them', 'told', describeHold(metrics, memoryBefore));
    expect(beside / usual).toBeLessThan(SLOWER_BY);
  });

  it('holds nothing of 1,000 streams whose clients left', async () => {
    const { url, process } = service;
    const descriptors = () => (process.pid === undefined ? null : countDescriptors(process.pid));
    await wait(2_000);
    const handles = (metrics: Metrics) => metrics('nodejs_active_handles_total');
    const before = await readMetrics(url);
    const openBefore = descriptors();
    const nextQuestion = createQuestions(30_000);
    let begun = 0;
    const leaveOn = async (): Promise<void> => {
      while (begun < ABORTED) {
        begun += 1;
        const afterMs = (begun * 37) % LEAVES_WITHIN_MS;
        await abortStream(url, pathOf(nextQuestion()), afterMs);
      }
    };
    await Promise.all(Array.from({ length: ABORTED_AT_ONCE }, leaveOn));
    const endsAt = performance.now() + SETTLED_WITHIN_MS;
    let after = await readMetrics(url);
    while ((hasWork(after) || handles(after) > handles(before)) && performance.now() < endsAt) {
      await wait(200);
      after = await readMetrics(url);
    }
    tell('streams whose clients left', String(ABORTED), String(begun));
    tell('handles before and after', 'no more', `${handles(before)}, ${handles(after)}`);
    tell('descriptors before and after', 'no more', `${openBefore}, ${descriptors()}`);
    tell('worked on, waiting after', '0, 0', describeWork(after));
    expect(handles(after)).toBeLessThanOrEqual(handles(before));
    expect(descriptors() ?? 0).toBeLessThanOrEqual(openBefore ?? 0);
    expect(hasWork(after)).toBe(false);
    expect(service.errors()).toBe('');
  });
});

function hasWork(metrics: (name: string) => number): boolean {
  return metrics('wenju_questions_working') + metrics('wenju_questions_waiting') > 0;
}

function describeWork(metrics: (name: string) => number): string {
  return `${metrics('wenju_questions_working')}, ${metrics('wenju_questions_waiting')}`;
}

function describeHold(metrics: (name: string) => number, memoryBefore: number): string {
  const memory = metrics('process_resident_memory_bytes') - memoryBefore;
  return `${metrics('nodejs_active_handles_total')} handles, ${megabytes(memory)} more`;
}
