/** How rankings are made one: weighted z-scores, worked out by hand. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fuseScores } from '../../src/vectors.js';

describe('fuseScores', () => {
  it('adds weighted z-scores', () => {
    // Means 2 and 10; population deviations √(2/3) and 2·√(2/3).
    const deviation = Math.sqrt(2 / 3);
    const fused = fuseScores([Float32Array.of(1, 2, 3), Float32Array.of(8, 12, 10)], [1, 0.5]);
    expect(fused[0]).toBeCloseTo(-1 / deviation + 0.5 * (-2 / (2 * deviation)), 5);
    expect(fused[1]).toBeCloseTo(0 + 0.5 * (2 / (2 * deviation)), 5);
    expect(fused[2]).toBeCloseTo(1 / deviation + 0, 5);
  });

  it('adds nothing for a ranking without spread', () => {
    const ranking = Float32Array.of(1, 2, 4);
    expect(fuseScores([ranking, Float32Array.of(7, 7, 7)], [1, 3])).toEqual(fuseScores([ranking], [1]));
  });

  it('adds nothing for a ranking of no weight', () => {
    const ranking = Float32Array.of(1, 2, 4);
    expect(fuseScores([ranking, Float32Array.of(9, 1, 5)], [1, 0])).toEqual(fuseScores([ranking], [1]));
  });

  it('gives zeros when no ranking says anything', () => {
    expect([...fuseScores([Float32Array.of(5, 5)], [1])]).toEqual([0, 0]);
  });

  it('gives nothing for no candidates and for no rankings', () => {
    expect(fuseScores([new Float32Array(0)], [1])).toHaveLength(0);
    expect(fuseScores([], [])).toHaveLength(0);
  });

  it('does not depend on the unit or the zero of a ranking', () => {
    const scores = fc.array(fc.integer({ min: -100, max: 100 }), { minLength: 2, maxLength: 12 });
    fc.assert(
      fc.property(scores, fc.integer({ min: 1, max: 9 }), fc.integer({ min: -50, max: 50 }), (values, unit, zero) => {
        const one = fuseScores([Float32Array.from(values)], [1]);
        const other = fuseScores([Float32Array.from(values, (value) => unit * value + zero)], [1]);
        for (const [candidate, score] of one.entries()) expect(other[candidate]).toBeCloseTo(score, 3);
      }),
    );
  });
});
