/** Arithmetic on vectors and on lists of scores. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findHighest, fuseScores, meanVector, multiplyRows, normalise } from '../src/vectors.js';

const finite = fc.float({ min: -1000, max: 1000, noNaN: true });

describe('multiplyRows', () => {
  it('is the dot product with every row', () => {
    const rows = Float32Array.of(1, 0, 0, 2, 3, 4);
    expect([...multiplyRows(rows, Float32Array.of(5, 7))]).toEqual([5, 14, 43]);
  });

  it('counts every component, whatever their number', () => {
    for (let dimensions = 1; dimensions <= 9; dimensions += 1) {
      const row = Float32Array.from({ length: dimensions }, (_, index) => 10 ** index % 7);
      const expected = row.reduce((sum, value) => sum + 2 * value, 0);
      expect([...multiplyRows(row, new Float32Array(dimensions).fill(2))]).toEqual([expected]);
    }
  });

  it('has no products without rows or without dimensions', () => {
    expect(multiplyRows(new Float32Array(0), Float32Array.of(1)).length).toBe(0);
    expect(multiplyRows(new Float32Array(0), new Float32Array(0)).length).toBe(0);
  });
});

describe('meanVector', () => {
  it('is the mean of each component', () => {
    expect([...meanVector([Float32Array.of(1, 2), Float32Array.of(3, 6)], 2)]).toEqual([2, 4]);
  });

  it('is zero without vectors', () => {
    expect([...meanVector([], 3)]).toEqual([0, 0, 0]);
  });
});

describe('normalise', () => {
  it('gives length one and keeps the direction', () => {
    expect([...normalise(Float32Array.of(3, 4))]).toEqual([Math.fround(0.6), Math.fround(0.8)]);
  });

  it('leaves a zero vector as it is', () => {
    expect([...normalise(new Float32Array(2))]).toEqual([0, 0]);
  });
});

describe('fuseScores', () => {
  it('adds weighted z-scores', () => {
    const fused = fuseScores([Float32Array.of(0, 2), Float32Array.of(30, 10)], [1, 0.5]);
    expect([...fused]).toEqual([-0.5, 0.5]);
  });

  it('does not depend on the scale of a ranking', () => {
    const scores = Float32Array.of(0.75, 0.8, 0.95);
    const [small, large] = [fuseScores([scores], [1]), fuseScores([scores.map((score) => score * 1024)], [1])];
    small.forEach((score, candidate) => {
      expect(score).toBeCloseTo(large[candidate] ?? Number.NaN, 5);
    });
  });

  it('adds nothing for a ranking whose scores are all the same, whatever they are', () => {
    fc.assert(
      fc.property(finite, fc.integer({ min: 1, max: 300 }), (score, count) => {
        expect(fuseScores([new Float32Array(count).fill(score)], [1]).every((value) => value === 0)).toBe(true);
      }),
    );
  });

  it('keeps the order of a single ranking', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 2, maxLength: 50 }), (scores) => {
        const fused = fuseScores([Float32Array.from(scores)], [2]);
        for (const [index, score] of scores.entries()) {
          if (score > (scores[0] ?? 0)) expect(fused[index]).toBeGreaterThan(fused[0] ?? 0);
        }
      }),
    );
  });

  it('is empty without rankings or candidates', () => {
    expect(fuseScores([], []).length).toBe(0);
    expect(fuseScores([new Float32Array(0)], [1]).length).toBe(0);
  });
});

describe('findHighest', () => {
  it('gives the positions that sorting would put first, of equal scores the first first', () => {
    const few = fc.constantFrom(0, 0.5, 1, -1, -5);
    fc.assert(
      fc.property(fc.array(few), fc.integer({ min: 1, max: 8 }), (scores, count) => {
        const sorted = [...scores.keys()].sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b);
        expect(findHighest(Float64Array.from(scores), count)).toEqual(sorted.slice(0, count));
      }),
    );
  });
});
