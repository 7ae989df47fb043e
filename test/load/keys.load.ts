/** Does the time that a key takes tell anything of the right one? Welch's t-test, as dudect does it. */

import { expect, it } from 'vitest';
import { quantile } from '../../src/evaluate/metrics.js';
import { createKeyring } from '../../src/serve/guard/keys.js';
import { tell } from './told.js';

/** Of each kind of key, taken in random order. */
const MEASUREMENTS = 10_000;
/** Runs of the function that one measurement takes: the clock counts steps nearly as long as one of them. */
const RUNS = 4;
/** A difference is one when t is further from 0 (Goodwill et al., 2011; dudect). */
const MAX_T = 4.5;
/** Above this share of all times something else had the processor. */
const CROPPED_ABOVE = 0.9;
const KEY = 'wenju-8f3b9a51c2d47e60-9d1f';
const OTHER_KEYS = ['reader-11111111111111', 'reader-22222222222222'];

/** Of the bytes of each a new string is made, as one is when it comes with a request, and all in the same way. */
const KINDS: readonly { readonly name: string; readonly bytes: Buffer }[] = [
  { name: 'the right key', bytes: Buffer.from(KEY) },
  { name: 'a wrong one that begins alike', bytes: Buffer.from(`${KEY.slice(0, -1)}0`) },
  { name: 'a wrong one', bytes: Buffer.from('x'.repeat(KEY.length)) },
];

it('takes the same time for a right key, one that begins alike and one that does not', () => {
  const keyring = createKeyring([KEY, ...OTHER_KEYS]);
  const times = KINDS.map((): number[] => []);
  const order = shuffle(KINDS.flatMap((_, kind) => Array<number>(MEASUREMENTS).fill(kind)));
  for (const kind of order.slice(0, MEASUREMENTS)) measure(kind);
  for (const kind of order) times[kind]?.push(measure(kind));

  const limit = quantile(times.flat(), CROPPED_ABOVE);
  const cropped = times.map((own) => own.filter((time) => time <= limit));
  for (const [left, right] of [
    [0, 1],
    [0, 2],
    [1, 2],
  ] as const) {
    const t = compareMeans(cropped[left] ?? [], cropped[right] ?? []);
    tell(`Welch's t: ${KINDS[left]?.name} / ${KINDS[right]?.name}`, `within ${MAX_T}`, t.toFixed(2));
    expect(Math.abs(t)).toBeLessThan(MAX_T);
  }

  function measure(kind: number): number {
    const keys = Array.from({ length: RUNS }, () => KINDS[kind]?.bytes.toString() ?? '');
    const startedAt = process.hrtime.bigint();
    for (const key of keys) keyring.find(key);
    return Number(process.hrtime.bigint() - startedAt) / RUNS;
  }
});

/** Fisher and Yates. */
function shuffle(kinds: number[]): number[] {
  for (let last = kinds.length - 1; last > 0; last -= 1) {
    const other = Math.floor(Math.random() * (last + 1));
    [kinds[last], kinds[other]] = [kinds[other] ?? 0, kinds[last] ?? 0];
  }
  return kinds;
}

/** Welch's t of two samples. */
function compareMeans(left: readonly number[], right: readonly number[]): number {
  const [a, b] = [describe(left), describe(right)];
  return (a.mean - b.mean) / Math.sqrt(a.variance / left.length + b.variance / right.length);
}

function describe(values: readonly number[]): { mean: number; variance: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  return { mean, variance };
}
