/**
 * Texts of sixty shapes that nobody writes, as long as they may be, to every route that reads a stranger's text: each
 * is answered in time that grows with its length, while others have their turn, in bounded memory.
 */

import { Agent } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MAX_CHECKED_LENGTH, MAX_CITED_LENGTH } from '../../src/api/check.js';
import { MAX_QUESTION_LENGTH } from '../../src/api/request.js';
import { request } from './asking.js';
import { readTreeMemory, readTreeWork } from './process-tree.js';
import { prepareLoadIndex, type RunningService, readLongestTurn, startService } from './running.js';
import { SHAPES, type Shape } from './shapes.js';
import { megabytes, milliseconds, tell } from './told.js';

/** Twice the text may take this many times as long: of the processor's time, since other programs do not make it longer. */
const MAX_RATIO = 2.6;
/**
 * Below this a reply's work is that of the request and of the model, whose work grows faster than its text up to its
 * window of 512 tokens, and no further: half a second where other programs want its cores.
 */
const MEASURABLE_MS = 1_000;
/** A pair that looks too steep is measured again so often: garbage is collected now in one, now in the other. */
const RUNS = 4;
const MAX_HELD_MS = 100;
const MAX_MEMORY = 1e9;
const REMEMBER_EVERY_MS = 250;
/** Until the process of the model has given back what loading it took. */
const SETTLED_MS = 3_000;

interface Route {
  readonly path: string;
  /** UTF-16 code units of the longest text it reads. */
  readonly longest: number;
  readonly body: (text: string) => unknown;
}

const ROUTES: readonly Route[] = [
  { path: '/v1/check', longest: MAX_CHECKED_LENGTH, body: (text) => ({ text }) },
  { path: '/v1/cite', longest: MAX_CITED_LENGTH, body: (text) => ({ text }) },
  { path: '/v1/ask', longest: MAX_QUESTION_LENGTH, body: (question) => ({ question }) },
  {
    path: '/retrieval',
    longest: MAX_QUESTION_LENGTH,
    body: (query) => ({ knowledge_id: 'wenju', query, retrieval_setting: { top_k: 5, score_threshold: 0 } }),
  },
];
/** Longer than any route but one reads. */
const OVERLONG = 200_000;

interface Sent {
  readonly status: number;
  /** Milliseconds that were worked for it. */
  readonly ms: number;
}

let service: RunningService;
let largest = 0;
let watching = true;
let watched: Promise<void> = Promise.resolve();

beforeAll(async () => {
  service = await startService(await prepareLoadIndex());
  // Indexes of quotations and facts and the dictionary are made with the first texts that need them.
  for (const text of ['荆门市2024年地区生产总值增长7%。', '“地区生产总值增长”', 'GDP grew by 7% in Jingmen in 2024.']) {
    for (const { path, body } of ROUTES) await send(path, body(text));
  }
  await wait(SETTLED_MS);
  watched = (async () => {
    while (watching) {
      largest = Math.max(largest, readTreeMemory(service.process.pid ?? 0));
      await wait(REMEMBER_EVERY_MS);
    }
  })();
});

afterAll(async () => {
  watching = false;
  await watched;
  await service?.stop();
});

async function send(path: string, body: unknown): Promise<Sent> {
  const before = readTreeWork(service.process.pid ?? 0);
  const reply = await fetch(service.url + path, {
    method: 'POST',
    // What is refused unread is answered with the end of the connection, which another request must not be sent on.
    headers: { 'Content-Type': 'application/json', Connection: 'close' },
    body: JSON.stringify(body),
  });
  await reply.arrayBuffer();
  return { status: reply.status, ms: readTreeWork(service.process.pid ?? 0) - before };
}

interface Measured {
  readonly half: number;
  readonly whole: number;
  /** Milliseconds of work that others had to wait for. */
  readonly held: number;
  readonly status: number;
}

const isSteep = ({ half, whole }: Measured): boolean => whole > MEASURABLE_MS && whole > MAX_RATIO * half;

/** The shortest times of half and whole of the longest text, measured again while they look too long. */
async function measurePair({ path, longest, body }: Route, shape: Shape): Promise<Measured> {
  const infinite = Number.POSITIVE_INFINITY;
  let best: Measured = { half: infinite, whole: infinite, held: infinite, status: 0 };
  for (let run = 0; run < RUNS && (best.status === 0 || isSteep(best) || best.held > MAX_HELD_MS); run += 1) {
    await readLongestTurn(service);
    // A digit before them, so that no reply comes from memory.
    const half = await send(path, body(run + shape.make(longest / 2 - 1)));
    const whole = await send(path, body(run + shape.make(longest - 1)));
    const held = await readLongestTurn(service);
    best = {
      half: Math.min(best.half, half.ms),
      whole: Math.min(best.whole, whole.ms),
      held: Math.min(best.held, held),
      status: Math.max(half.status, whole.status),
    };
  }
  return best;
}

describe.each(ROUTES)('$path', (route) => {
  it(`reads ${SHAPES.length} shapes in linear time and leaves others their turn`, async () => {
    const faults: string[] = [];
    const told: (Measured & { readonly name: string; readonly ratio: number })[] = [];
    for (const shape of SHAPES) {
      const measured = await measurePair(route, shape);
      const { half, whole, held, status } = measured;
      told.push({ ...measured, name: shape.name, ratio: whole > MEASURABLE_MS ? whole / half : 0 });
      if (isSteep(measured)) faults.push(`${shape.name}: ${milliseconds(half)}, twice as long ${milliseconds(whole)}`);
      if (held > MAX_HELD_MS) faults.push(`${shape.name}: others waited ${milliseconds(held)}`);
      if (status >= 500) faults.push(`${shape.name}: ${status}`);
      const overlong = await send(route.path, route.body(shape.make(OVERLONG + 1)));
      if (![400, 413].includes(overlong.status)) faults.push(`${shape.name}, too long: ${overlong.status}`);
      if (service.process.exitCode !== null) throw new Error(`The service ended on ${shape.name}.`);
    }
    const most = (measure: 'ratio' | 'whole' | 'held', write: (value: number) => string): string => {
      const [worst] = [...told].sort((left, right) => right[measure] - left[measure]);
      return worst ? `${write(worst[measure])}: ${worst.name}` : '';
    };
    tell(
      `${route.path}: twice the text`,
      `<= ${MAX_RATIO}x the time`,
      most('ratio', (ratio) => `${ratio.toFixed(2)}x`),
    );
    tell(`${route.path}: longest of ${route.longest} characters`, 'told', most('whole', milliseconds));
    tell(`${route.path}: others waited at most`, `<= ${MAX_HELD_MS} ms`, most('held', milliseconds));
    tell('memory of all processes', `< ${megabytes(MAX_MEMORY)}`, megabytes(largest));
    for (const fault of faults) console.log(`    ${fault}`);
    const alone = await request(`${service.url}/healthz`, new Agent());
    expect(alone.status).toBe(200);
    expect(faults).toEqual([]);
    expect(largest).toBeLessThan(MAX_MEMORY);
  });
});
