/** Quantities of English documents as Chinese reports write them. */

import { describe, expect, it } from 'vitest';
import { writeQuantityInChinese } from '../../src/lexicon/chinese-quantities.js';
import type { Quantity } from '../../src/lexicon/quantities.js';

const quantityOf = (
  value: number,
  unit: string,
  bound: Quantity['bound'] = 'exact',
  to: number | null = null,
): Quantity => ({
  value,
  to,
  unit,
  bound,
  step: 1,
});

describe('writeQuantityInChinese', () => {
  it.each([
    [quantityOf(228.6e9, '元'), '2286亿元'],
    [quantityOf(1.57e12, '元', 'over'), '超过1.57万亿元'],
    [quantityOf(36_720, '元'), '3.672万元'],
    [quantityOf(6, '%', 'about'), '6%左右'],
    [quantityOf(4.5, '%', 'exact', 5), '4.5—5%'],
    [quantityOf(24_000, '人', 'atLeast'), '2.4万人以上'],
  ])('%j: %s', (quantity, chinese) => {
    expect(writeQuantityInChinese(quantity)).toBe(chinese);
  });
});
