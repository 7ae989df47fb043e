/** Confidence intervals against those of the textbook. */

import { describe, expect, it } from 'vitest';
import { bootstrapInterval } from '../../src/evaluate/interval.js';

const values = (right: number, count: number): number[] =>
  Array.from({ length: count }, (_, number) => (number < right ? 1 : 0));

describe('bootstrapInterval', () => {
  it('is as wide as the normal approximation says for many values', () => {
    // 0.8 ± 1.96 · sqrt(0.8 · 0.2 / 400) = 0.8 ± 0.0392
    const { lower, upper } = bootstrapInterval(values(320, 400));
    expect(Math.abs(lower - 0.7608)).toBeLessThan(0.01);
    expect(Math.abs(upper - 0.8392)).toBeLessThan(0.01);
  });

  it('is the same each time, and wider for fewer values', () => {
    const few = bootstrapInterval(values(8, 10));
    expect(bootstrapInterval(values(8, 10))).toEqual(few);
    const many = bootstrapInterval(values(80, 100));
    expect(few.upper - few.lower).toBeGreaterThan(many.upper - many.lower);
  });

  it('has no width when all values are equal', () => {
    expect(bootstrapInterval([1, 1, 1])).toEqual({ lower: 1, upper: 1 });
  });
});
