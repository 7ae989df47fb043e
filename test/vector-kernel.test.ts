/** Rows that are multiplied by WebAssembly: the same products as by the loop in JavaScript, to the last bit. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allocateRows, findKernel } from '../src/vector-kernel.js';
import {
  meanOfQuantised,
  multiplyQuantisedInto,
  multiplyRows,
  normalise,
  quantiseInto,
  quantiseQuery,
} from '../src/vectors.js';

const seeded = fc.integer({ min: 1, max: 2 ** 31 - 1 });
const shape = fc.record({
  rounds: fc.integer({ min: 1, max: 40 }),
  more: fc.integer({ min: 0, max: 40 }),
  seed: seeded,
});

/** Unit vectors of numbers of any size, and of both signs. */
function makeVectors(count: number, dimensions: number, seed: number): Float32Array[] {
  let state = seed;
  return Array.from({ length: count }, () =>
    normalise(
      Float32Array.from({ length: dimensions }, () => {
        state = Math.imul(state, 1_103_515_245) + 12_345;
        return ((state >>> 8) / 2 ** 23 - 1) * (state % 7 === 0 ? 1e-4 : 1);
      }),
    ),
  );
}

/** Rows enough that they are allocated where they are multiplied by it. */
function make({ rounds, more, seed }: { rounds: number; more: number; seed: number }) {
  const dimensions = rounds * 16;
  const count = Math.ceil(100_000 / dimensions) + more;
  const vectors = makeVectors(count, dimensions, seed);
  const rows = allocateRows(count, dimensions);
  for (const [row, vector] of vectors.entries()) {
    quantiseInto(vector, rows.subarray(row * dimensions, (row + 1) * dimensions));
  }
  const [query = new Float32Array(0)] = makeVectors(1, dimensions, seed + 1);
  return { dimensions, count, rows, vectors, query };
}

function multiply(rows: Int16Array, query: Float32Array): Float32Array {
  const products = new Float32Array(query.length === 0 ? 0 : rows.length / query.length);
  multiplyQuantisedInto(rows, quantiseQuery(query), products, 0);
  return products;
}

describe('rows in the memory of the program', () => {
  it('have the products that they have elsewhere, to the last bit', () => {
    fc.assert(
      fc.property(shape, (given) => {
        const { rows, query, dimensions } = make(given);
        expect(findKernel(rows, dimensions)).not.toBeNull();
        expect(multiply(rows, query)).toEqual(multiply(Int16Array.from(rows), query));
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
        multiplyQuantisedInto(some, quantiseQuery(query), products, start);
        const all = multiply(Int16Array.from(rows), query);
        expect(products).toEqual(all.map((product, row) => (row >= start && row < end ? product : 7)));
        expect(multiply(Int16Array.from(some), query)).toEqual(products.slice(start, end));
      }),
      { numRuns: 30 },
    );
  });

  it('have those of the vectors that they were, to some hundred-thousandths', () => {
    fc.assert(
      fc.property(shape, (given) => {
        const { rows, query, vectors } = make(given);
        const products = multiply(rows, query);
        for (const [row, vector] of vectors.entries()) {
          expect(Math.abs((products[row] ?? 0) - (multiplyRows(vector, query)[0] ?? 0))).toBeLessThan(5e-5);
        }
      }),
      { numRuns: 10 },
    );
  });

  it('are not overwritten by what comes out, nor is that by what is multiplied next', () => {
    const { rows, query } = make({ rounds: 2, more: 3, seed: 5 });
    const before = Int16Array.from(rows);
    const first = multiply(rows, query);
    const kept = Float32Array.from(first);
    multiply(
      rows,
      query.map((value) => -value),
    );
    expect(first).toEqual(kept);
    expect(rows).toEqual(before);
  });

  it('are multiplied whole where all of a vector is in one component, of either sign', () => {
    const dimensions = 384;
    const rows = allocateRows(300, dimensions);
    const query = new Float32Array(dimensions);
    query[383] = 1;
    quantiseInto(query, rows);
    quantiseInto(
      query.map((value) => -value),
      rows.subarray(dimensions, 2 * dimensions),
    );
    expect([...multiply(rows, query).subarray(0, 3)]).toEqual([1, -1, 0]);
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
    expect(multiply(rows, new Float32Array(dimensions))).toEqual(new Float32Array(count));
  });

  it('are multiplied by a query of another length as they were', () => {
    const { rows } = make({ rounds: 2, more: 0, seed: 3 });
    expect(findKernel(rows, 16)).toBeNull();
  });
});

describe('a quantised query', () => {
  it('counts as much as it is long', () => {
    const rows = new Int16Array(4);
    quantiseInto(Float32Array.of(0.6, 0.8, 1, 0), rows);
    const [one, other] = multiply(rows, Float32Array.of(3e-3, 4e-3));
    expect(one).toBeCloseTo(5e-3, 6);
    expect(other).toBeCloseTo(3e-3, 6);
  });

  it('has no products without numbers', () => {
    expect(multiply(new Int16Array(0), Float32Array.of(1))).toHaveLength(0);
    expect(multiply(new Int16Array(0), new Float32Array(0))).toHaveLength(0);
  });
});

describe('quantised rows', () => {
  it('hold a component beyond what a unit vector has', () => {
    const rows = new Int16Array(3);
    quantiseInto(Float32Array.of(1.5, -7, 0.5), rows);
    expect([...rows]).toEqual([32_767, -32_767, 16_384]);
  });

  it('have the mean of the vectors that they were', () => {
    const { vectors } = make({ rounds: 1, more: 0, seed: 4 });
    const few = vectors.slice(0, 5);
    const rows = few.map((vector) => {
      const row = new Int16Array(16);
      quantiseInto(vector, row);
      return row;
    });
    for (const [at, value] of meanOfQuantised(rows, 16).entries()) {
      expect(value).toBeCloseTo(few.reduce((sum, vector) => sum + (vector[at] ?? 0), 0) / 5, 4);
    }
  });
});
