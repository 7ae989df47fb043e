/** Used by several stages: arithmetic on vectors, on rows of vectors in one array, and on scores and lists of them. */

import { findKernel, type QuantisedQuery } from './vector-kernel.js';

/**
 * A component of a unit vector in an index is a whole number of so many steps: two bytes in place of four, half the memory
 * and half the time, as a scan waits for memory. Products differ by some hundred-thousandths, a hundredth of what lies
 * between the cosines of two passages. With one byte a component it would be a half.
 */
const STEPS = 32_767;

/** Writes unit vectors as whole numbers, as many as there is room for; a component beyond ±1 is held there. */
export function quantiseInto(numbers: Float32Array, target: Int16Array): void {
  for (let at = 0; at < target.length; at += 1) {
    target[at] = Math.max(-STEPS, Math.min(STEPS, Math.round((numbers[at] as number) * STEPS)));
  }
}

/** A vector of any length, as finely as rows are. */
export function quantiseQuery(query: Float32Array): QuantisedQuery {
  const length = Math.sqrt(query.reduce((sum, value) => sum + value * value, 0));
  const numbers = Int16Array.from(query, (value) => (length === 0 ? 0 : Math.round((value / length) * STEPS)));
  return { numbers, step: Math.fround(length / STEPS ** 2) };
}

/** Dot product of `query` with every row, put into `products` from `start` on: the rows of documents lie in many arrays. */
export function multiplyQuantisedInto(
  rows: Int16Array,
  query: QuantisedQuery,
  products: Float32Array,
  start: number,
): void {
  const dimensions = query.numbers.length;
  const count = dimensions === 0 ? 0 : rows.length / dimensions;
  const multiply = findKernel(rows, dimensions);
  if (multiply) products.set(multiply(query, count), start);
  else multiplyQuantisedInLoop(rows, query, products.subarray(start, start + count));
}

function multiplyQuantisedInLoop(rows: Int16Array, query: QuantisedQuery, products: Float32Array): void {
  const dimensions = query.numbers.length;
  for (let row = 0; row < products.length; row += 1) {
    let sum = 0;
    // All indices are in range by construction.
    for (let index = 0; index < dimensions; index += 1) {
      sum += (rows[row * dimensions + index] as number) * (query.numbers[index] as number);
    }
    // Rounded when it is made a single, as the program does.
    products[row] = Math.fround(sum) * query.step;
  }
}

/** The mean of quantised rows, as the unit vectors that they were. */
export function meanOfQuantised(rows: Iterable<Int16Array>, dimensions: number): Float32Array {
  return meanVector(rows, dimensions).map((value) => value / STEPS);
}

/** Dot product of `query` with every row of `rows`; for unit vectors, their cosines. */
export function multiplyRows(rows: Float32Array, query: Float32Array): Float32Array {
  const products = new Float32Array(query.length === 0 ? 0 : rows.length / query.length);
  multiplyInLoop(rows, query, products);
  return products;
}

/** Four sums that do not wait for each other take half the time of one: the processor adds them side by side. */
function multiplyInLoop(rows: Float32Array, query: Float32Array, products: Float32Array): void {
  const dimensions = query.length;
  const whole = dimensions - (dimensions % 4);
  for (let row = 0; row < products.length; row += 1) {
    const offset = row * dimensions;
    // A list taken apart here would cost more than half of the time.
    let sum = 0;
    let second = 0;
    let third = 0;
    let fourth = 0;
    // ?? would cost a branch a component in the hottest loop; all indices are in range by construction.
    for (let index = 0; index < whole; index += 4) {
      sum += (rows[offset + index] as number) * (query[index] as number);
      second += (rows[offset + index + 1] as number) * (query[index + 1] as number);
      third += (rows[offset + index + 2] as number) * (query[index + 2] as number);
      fourth += (rows[offset + index + 3] as number) * (query[index + 3] as number);
    }
    for (let index = whole; index < dimensions; index += 1) {
      sum += (rows[offset + index] as number) * (query[index] as number);
    }
    products[row] = sum + second + third + fourth;
  }
}

/** Component-wise mean; zeros when there is no vector. */
export function meanVector(vectors: Iterable<ArrayLike<number>>, dimensions: number): Float32Array {
  const sum = new Float64Array(dimensions);
  let count = 0;
  for (const vector of vectors) {
    count += 1;
    for (let index = 0; index < dimensions; index += 1) sum[index] = (sum[index] ?? 0) + (vector[index] ?? 0);
  }
  return Float32Array.from(sum, (value) => (count === 0 ? 0 : value / count));
}

/** Scaled to unit length; a zero vector stays as it is. */
export function normalise(vector: Float32Array): Float32Array {
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
  return length === 0 ? vector : vector.map((value) => value / length);
}

/**
 * Weighted sum of each ranking's z-scores over the same candidates; scores of different rankings are never compared
 * raw. A ranking without spread says nothing and adds nothing. Shape: every ranking has one finite score a candidate,
 * and one weight. Score fusion beat reciprocal rank fusion on every set measured (ARCHITECTURE.md).
 */
export function fuseScores(rankings: readonly Float32Array[], weights: readonly number[]): Float32Array {
  const fused = new Float32Array(rankings[0]?.length ?? 0);
  for (const [number, scores] of rankings.entries()) {
    const weight = weights[number] ?? 0;
    if (weight === 0) continue;
    for (const [candidate, score] of standardise(scores).entries()) {
      fused[candidate] = (fused[candidate] ?? 0) + weight * score;
    }
  }
  return fused;
}

/** The z-scores of a ranking over its candidates; one without spread says nothing and is 0 throughout. */
export function standardise(scores: Float32Array): Float32Array {
  return standardiseBy(scores, measureSpread(scores));
}

/** The z-scores of some candidates by mean and deviation of all. */
export function standardiseBy(
  scores: Float32Array,
  { mean, deviation }: { readonly mean: number; readonly deviation: number },
): Float32Array {
  return deviation === 0 ? new Float32Array(scores.length) : scores.map((score) => (score - mean) / deviation);
}

/**
 * Positions of the `count` highest scores, highest first and of equal ones the first first: one pass over them, as a
 * ranking shows few of many.
 */
export function findHighest(scores: Float64Array | Float32Array, count: number): number[] {
  const highest: number[] = [];
  for (let position = 0; position < scores.length; position += 1) {
    const score = scores[position] ?? 0;
    if (highest.length === count && score <= (scores[highest.at(-1) ?? 0] ?? 0)) continue;
    let place = highest.length;
    while (place > 0 && (scores[highest[place - 1] ?? 0] ?? 0) < score) place -= 1;
    highest.splice(place, 0, position);
    if (highest.length > count) highest.pop();
  }
  return highest;
}

/** The values at the positions. In a loop: a function called for each takes four times as long, of thousands a question. */
export function pickValues(values: Float32Array, positions: readonly number[]): Float32Array {
  const picked = new Float32Array(positions.length);
  for (let at = 0; at < positions.length; at += 1) picked[at] = values[positions[at] ?? 0] ?? 0;
  return picked;
}

/** A weighted sum of evidence as a likelihood, 0 to 1. */
export function logistic(value: number): number {
  return 1 / (1 + Math.exp(-value));
}

/** Mean and population standard deviation. */
function measureSpread(scores: Float32Array): { mean: number; deviation: number } {
  if (scores.length === 0) return { mean: 0, deviation: 0 };
  let sum = 0;
  for (const score of scores) sum += score;
  const mean = sum / scores.length;
  let squares = 0;
  for (const score of scores) squares += (score - mean) ** 2;
  return { mean, deviation: Math.sqrt(squares / scores.length) };
}
