/** Texts are dealt to processes: each once, and none has much more to do than another. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dealTexts } from '../../src/embed/deal.js';

const texts = fc.array(
  fc.integer({ min: 0, max: 400 }).map((length) => '字'.repeat(length)),
  { maxLength: 64 },
);

describe('dealTexts', () => {
  it('deals every text once', () => {
    fc.assert(
      fc.property(texts, fc.integer({ min: 1, max: 5 }), (given, count) => {
        const hands = dealTexts(given, count);
        expect(hands).toHaveLength(count);
        expect(hands.flat().sort((a, b) => a - b)).toEqual([...given.keys()]);
      }),
    );
  });

  it('gives nobody more than another but by one text', () => {
    fc.assert(
      fc.property(texts, fc.integer({ min: 2, max: 5 }), (given, count) => {
        const sums = dealTexts(given, count).map((hand) =>
          hand.reduce((sum, position) => sum + (given[position]?.length ?? 0), 0),
        );
        const longest = Math.max(0, ...given.map(({ length }) => length));
        expect(Math.max(...sums) - Math.min(...sums)).toBeLessThanOrEqual(longest);
      }),
    );
  });

  it('deals nothing to nobody', () => {
    expect(dealTexts([], 0)).toEqual([]);
  });
});
