/** The measures against values worked out by hand. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  completeAt,
  hitAt,
  mean,
  ndcgAt,
  normaliseForComparison,
  quantile,
  recallAt,
  reciprocalRank,
} from '../../src/evaluate/metrics.js';

describe('normaliseForComparison', () => {
  it('evens out full width and removes every white space', () => {
    expect(normaliseForComparison('ＧＤＰ　增长\n６.７％，\u00a0快于 全国')).toBe('GDP增长6.7%,快于全国');
  });
  it('leaves words, punctuation and traditional characters as they are', () => {
    expect(normaliseForComparison('“縣管校聘”、三四级')).toBe('“縣管校聘”、三四级');
  });
});

describe('hitAt and completeAt', () => {
  it('a hit needs one part within k, completeness all of them', () => {
    expect(hitAt([null, 5], 5)).toBe(true);
    expect(hitAt([null, 6], 5)).toBe(false);
    expect(completeAt([2, 5], 5)).toBe(true);
    expect(completeAt([1, 6], 5)).toBe(false);
    expect(completeAt([1, null], 5)).toBe(false);
  });
});

describe('reciprocalRank', () => {
  it('is one over the first right rank, 0 without one', () => {
    expect(reciprocalRank([4, 2, null])).toBe(0.5);
    expect(reciprocalRank([null])).toBe(0);
  });
});

describe('recallAt', () => {
  it('is the share of parts within k', () => {
    expect(recallAt([1, 10, 11, null], 10)).toBe(0.5);
  });
});

describe('ndcgAt', () => {
  it('is 1 / log2(rank + 1) for a single part', () => {
    expect(ndcgAt([1], 10)).toBe(1);
    expect(ndcgAt([3], 10)).toBeCloseTo(0.5, 12);
    expect(ndcgAt([11], 10)).toBe(0);
    expect(ndcgAt([null], 10)).toBe(0);
  });
  it('divides ranks 1 and 3 of two by the gain of ranks 1 and 2', () => {
    // (1 + 1/2) / (1 + 1/log2(3)) = 1.5 / 1.6309297536
    expect(ndcgAt([3, 1], 10)).toBeCloseTo(0.9197207891, 9);
  });
  it('divides one found of two by the gain of two', () => {
    // 1 / 1.6309297536
    expect(ndcgAt([1, null], 10)).toBeCloseTo(0.6131471928, 9);
  });
  it('takes two parts in one passage for one relevant passage', () => {
    expect(ndcgAt([1, 1], 10)).toBe(1);
    expect(ndcgAt([2, 2], 10)).toBeCloseTo(0.6309297536, 9);
  });
  it('has an ideal of at most k passages', () => {
    const twelve = Array.from({ length: 12 }, (_, index) => index + 1);
    expect(ndcgAt(twelve, 10)).toBeCloseTo(1, 12);
  });
  it('stays between 0 and 1 and never falls when a part moves up', () => {
    const rank = fc.option(fc.integer({ min: 2, max: 20 }), { nil: null });
    fc.assert(
      fc.property(fc.uniqueArray(rank, { minLength: 1, maxLength: 12 }), (ranks) => {
        const before = ndcgAt(ranks, 10);
        expect(before).toBeGreaterThanOrEqual(0);
        expect(before).toBeLessThanOrEqual(1);
        expect(ndcgAt([1, ...ranks.slice(1)], 10)).toBeGreaterThanOrEqual(before);
      }),
    );
  });
});

describe('mean and quantile', () => {
  it('gives the arithmetic mean', () => {
    expect(mean([1, 0, 0.5])).toBe(0.5);
  });
  it('gives quantiles by nearest rank, whatever the order', () => {
    expect(quantile([9, 1, 5], 0.5)).toBe(5);
    expect(quantile([4, 3, 2, 1], 0.5)).toBe(2);
    const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);
    expect(quantile(hundred, 0.95)).toBe(95);
    expect(quantile([7], 0.95)).toBe(7);
  });
});
