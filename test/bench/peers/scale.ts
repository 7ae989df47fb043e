/**
 * How the scan of all vectors grows: wenju's own over real vectors that were perturbed, on one core, beside the exact ten
 * nearest and, where it can hold them, vectra's own index.
 */

import { JsonCodec, LocalIndex, VirtualFileStorage } from 'vectra';
import { quantile } from '../../../src/evaluate/metrics.js';
import { DIMENSIONS, type ScanOfSize } from './contract.js';
import { builtModule } from './paths.js';

const K = 10;
const QUESTIONS = 20;
/** Of which vectra, which takes as long as forty of ours, is asked a few. */
const VECTRA_QUESTIONS = 6;
/** vectra's own index holds an object a vector; a million of them do not fit. */
const VECTRA_HOLDS = 100_000;
/** How far a vector is moved, in standard deviations of its components: near enough that neighbourhoods are real ones. */
const NOISE = 0.3;

/** Numbers of the same sequence in every run (Mulberry32). */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Fills `rows` with such of unit length, each one of `real` moved a little. */
function perturb(real: readonly (readonly number[])[], rows: Float32Array, seed: number): Float32Array {
  const random = createRandom(seed);
  const step = (NOISE * Math.sqrt(12)) / Math.sqrt(DIMENSIONS);
  for (let row = 0; row < rows.length / DIMENSIONS; row += 1) {
    const source = real[row % real.length] ?? [];
    const target = rows.subarray(row * DIMENSIONS, (row + 1) * DIMENSIONS);
    let squares = 0;
    for (let at = 0; at < DIMENSIONS; at += 1) {
      const value = (source[at] ?? 0) + (random() - 0.5) * step;
      target[at] = value;
      squares += value * value;
    }
    for (let at = 0; at < DIMENSIONS; at += 1) target[at] = (target[at] ?? 0) / Math.sqrt(squares);
  }
  return rows;
}

/** Numbers of the `K` rows nearest to the question, by plain double arithmetic. */
function findExactly(rows: Float32Array, question: Float32Array): number[] {
  const nearest: { row: number; score: number }[] = [];
  for (let row = 0; row < rows.length / DIMENSIONS; row += 1) {
    let score = 0;
    for (let at = 0; at < DIMENSIONS; at += 1) score += (rows[row * DIMENSIONS + at] ?? 0) * (question[at] ?? 0);
    if (nearest.length === K && score <= (nearest.at(-1)?.score ?? 0)) continue;
    nearest.push({ row, score });
    nearest.sort((a, b) => b.score - a.score);
    nearest.length = Math.min(nearest.length, K);
  }
  return nearest.map(({ row }) => row);
}

/** Median milliseconds of vectra's own index over the same rows. */
async function timeVectra(rows: Float32Array, questions: readonly Float32Array[]): Promise<number> {
  const items = Array.from({ length: rows.length / DIMENSIONS }, (_, row) => ({
    id: String(row),
    metadata: {},
    vector: Array.from(rows.subarray(row * DIMENSIONS, (row + 1) * DIMENSIONS)),
    norm: 1,
  }));
  // In memory and handed over as they are: written as vectra writes them they would be longer than a string may be.
  const codec = Object.assign(new JsonCodec(), {
    deserializeIndex: () => ({ version: 1, metadata_config: {}, items }),
  });
  const index = new LocalIndex('scale', undefined, new VirtualFileStorage(), codec);
  await index.createIndex({ version: 1 });
  // Another handle, which reads what there is.
  const opened = new LocalIndex('scale', undefined, index.storage, codec);
  const times: number[] = [];
  for (const question of questions.slice(0, VECTRA_QUESTIONS)) {
    const startedAt = performance.now();
    await opened.queryItems(Array.from(question), '', K);
    times.push(performance.now() - startedAt);
  }
  // The first one has read them.
  return quantile(times.slice(1), 0.5);
}

export async function measureScan(real: readonly (readonly number[])[], count: number): Promise<ScanOfSize> {
  const { findHighest, multiplyQuantisedInto, quantiseInto, quantiseQuery }: typeof import('../../../src/vectors.js') =
    await import(builtModule('vectors.js'));
  const { allocateRows }: typeof import('../../../src/vector-kernel.js') = await import(
    builtModule('vector-kernel.js')
  );
  const rows = perturb(real, new Float32Array(count * DIMENSIONS), 1);
  const quantised = allocateRows(count, DIMENSIONS);
  quantiseInto(rows, quantised);
  const products = new Float32Array(count);
  const scan = (question: Float32Array): number[] => {
    multiplyQuantisedInto(quantised, quantiseQuery(question), products, 0);
    return findHighest(products, K);
  };
  const moved = perturb(real, new Float32Array(QUESTIONS * DIMENSIONS), 2);
  const questions = Array.from({ length: QUESTIONS }, (_, at) => moved.slice(at * DIMENSIONS, (at + 1) * DIMENSIONS));
  // The first ones compile.
  for (const question of questions.slice(0, 3)) scan(question);
  const times: number[] = [];
  let found = 0;
  for (const question of questions) {
    const startedAt = performance.now();
    const nearest = scan(question);
    times.push(performance.now() - startedAt);
    const exact = new Set(findExactly(rows, question));
    found += nearest.filter((row) => exact.has(row)).length;
  }
  const p50 = quantile(times, 0.5);
  const vectra = count <= VECTRA_HOLDS ? await timeVectra(rows, questions) : null;
  return {
    vectors: count,
    p50,
    p95: quantile(times, 0.95),
    recall: found / (QUESTIONS * K),
    besideVectra: vectra === null ? null : p50 / vectra,
  };
}
