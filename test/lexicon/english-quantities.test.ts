/** Quantities in English units. */

import { describe, expect, it } from 'vitest';
import { writeQuantityInEnglish } from '../../src/lexicon/english-quantities.js';
import type { Bound, Quantity } from '../../src/lexicon/quantities.js';

const quantityOf = (value: number, unit: string, bound: Bound = 'exact', to: number | null = null): Quantity => ({
  value,
  to,
  unit,
  bound,
  step: 0,
});

describe('writeQuantityInEnglish', () => {
  it.each([
    [quantityOf(827.9e8, '元'), '82.79 billion yuan'],
    [quantityOf(6.36e12, '元'), '6.36 trillion yuan'],
    // 58.7亿斤
    [quantityOf(58.7e8 * 5e-4, '吨'), '2.935 million tonnes'],
    // 32万亩
    [quantityOf(320_000, '亩'), '21,333.3 hectares'],
    [quantityOf(5, '%', 'about'), 'about 5%'],
    [quantityOf(4.5, '%', 'exact', 5), '4.5–5%'],
    [quantityOf(670, '家', 'over'), 'over 670'],
    [quantityOf(55_000, '人', 'atLeast'), 'at least 55,000 people'],
    [quantityOf(4, '位'), 'No. 4'],
    [quantityOf(2e6, '平方米'), '2 km²'],
  ])('writes %j as %s', (quantity, text) => {
    expect(writeQuantityInEnglish(quantity)).toBe(text);
  });

  it('has no words for a unit that it does not know', () => {
    expect(writeQuantityInEnglish(quantityOf(1, '千伏安'))).toBeNull();
  });
});
