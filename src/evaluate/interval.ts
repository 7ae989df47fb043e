/** How far a mean over these questions may be from the mean over all such questions: measured values in, bounds out. */

import type { Interval } from './contract.js';
import { mean, quantile } from './metrics.js';

/** What lies outside the interval on each side: 95 % lies within. */
const TAIL = 0.025;
/** Samples drawn: enough for two digits of the bounds. */
const RESAMPLES = 1_000;
/** Any number but 0; fixed, so that the same answers have the same interval. */
const SEED = 20_240_101;

/**
 * 95 % confidence interval of the mean of `values` (not empty) by the percentile bootstrap (Efron & Tibshirani, An
 * Introduction to the Bootstrap, 1993, chapter 13): the middle 95 % of the means of samples of the same size, drawn
 * with replacement. Values that are all equal give an interval of no width.
 */
export function bootstrapInterval(values: readonly number[]): Interval {
  const drawBelow = createDraw(SEED);
  const means = Array.from({ length: RESAMPLES }, () => mean(values.map(() => values[drawBelow(values.length)] ?? 0)));
  return { lower: quantile(means, TAIL), upper: quantile(means, 1 - TAIL) };
}

/** Pseudo-random whole numbers below a limit, by xorshift (Marsaglia, Journal of Statistical Software 8(14), 2003). */
function createDraw(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return Math.floor(((state >>> 0) / 2 ** 32) * limit);
  };
}
