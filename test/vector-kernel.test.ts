/** Rows that are multiplied by WebAssembly: the same products as by the loop in JavaScript, to the last bit. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allocateRows, findKernel } from '../src/vector-kernel.js';
import { multiplyRows, multiplyRowsInto } from '../src/vectors.js';

/** Numbers of any size, and of both signs. */
const seeded = fc.integer({ min: 1, max: 2 ** 31 - 1 });
const shape = fc.record({
  rounds: fc.integer({ min: 1, max: 40 }),
  more: fc.integer({ min: 0, max: 40 }),
  seed: seeded,
});

function fill(numbers: Float32Array, seed: number): Float32Array {
  let state = seed;
  for (let at = 0; at < numbers.length; at += 1) {
    state = Math.imul(state, 1_103_515_245) + 12_345;
    numbers[at] = ((state >>> 8) / 2 ** 23 - 1) * (state % 7 === 0 ? 1e-4 : 1);
  }
  return numbers;
}

/** Rows enough that they are allocated where they are multiplied by it. */
function make({ rounds, more, seed }: { rounds: number; more: number; seed: number }) {
  const dimensions = rounds * 16;
  const count = Math.ceil(100_000 / dimensions) + more;
  const rows = fill(allocateRows(count, dimensions), seed);
  return { dimensions, count, rows, query: fill(new Float32Array(dimensions), seed + 1) };
}

describe('rows in the memory of the program', () => {
  it('have the products that they have elsewhere, to the last bit', () => {
    fc.assert(
      fc.property(shape, (given) => {
        const { rows, query, dimensions } = make(given);
        expect(findKernel(rows, dimensions)).not.toBeNull();
        expect(multiplyRows(rows, query)).toEqual(multiplyRows(Float32Array.from(rows), query));
      }),
      { numRuns: 30 },
    );
  });

  it('have them where only some are asked for, put where they are wanted', () => {
    fc.assert(
      fc.property(shape, fc.nat(), fc.nat(), (given, one, other) => {
        const { rows, query, count, dimensions } = make(given);
        const [start = 0, end = 0] = [one % (count + 1), other % (count + 1)].sort((a, b) => a - b);
        const some = rows.subarray(start * dimensions, end * dimensions);
        const products = new Float32Array(count).fill(7);
        multiplyRowsInto(some, query, products, start);
        const all = multiplyRows(Float32Array.from(rows), query);
        expect(products).toEqual(all.map((product, row) => (row >= start && row < end ? product : 7)));
        expect(multiplyRows(Float32Array.from(some), query)).toEqual(products.slice(start, end));
      }),
      { numRuns: 30 },
    );
  });

  it('are not overwritten by what comes out, nor is that by what is multiplied next', () => {
    const { rows, query } = make({ rounds: 2, more: 3, seed: 5 });
    const before = Float32Array.from(rows);
    const first = multiplyRows(rows, query);
    const kept = Float32Array.from(first);
    multiplyRows(
      rows,
      query.map((value) => -value),
    );
    expect(first).toEqual(kept);
    expect(rows).toEqual(before);
  });

  it('carry numbers that are none', () => {
    const { rows, query, dimensions } = make({ rounds: 1, more: 0, seed: 9 });
    rows.set([Number.NaN, 1], 0);
    rows.set([Number.POSITIVE_INFINITY], dimensions);
    expect(multiplyRows(rows, query)).toEqual(multiplyRows(Float32Array.from(rows), query));
  });
});

describe('rows elsewhere', () => {
  it.each([
    ['few of them', 10, 384],
    ['of a length that it cannot read', 10_000, 50],
    ['without numbers', 0, 384],
  ])('are plain ones: %s', (_, count, dimensions) => {
    const rows = allocateRows(count, dimensions);
    expect(rows).toHaveLength(count * dimensions);
    expect(findKernel(rows, dimensions)).toBeNull();
    expect(multiplyRows(rows, new Float32Array(dimensions))).toHaveLength(count);
  });

  it('are multiplied by a query of another length as they were', () => {
    const { rows } = make({ rounds: 2, more: 0, seed: 3 });
    expect(findKernel(rows, 16)).toBeNull();
  });
});
