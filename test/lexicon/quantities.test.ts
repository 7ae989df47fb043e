/** When two quantities say the same. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findFigures } from '../../src/annotate/figures/extract.js';
import { readGlossary } from '../../src/lexicon/glossary.js';
import { compareClaimed, type Quantity, sameQuantity } from '../../src/lexicon/quantities.js';

const glossary = readGlossary();

function quantity(text: string): Quantity {
  const figure = findFigures(`达到${text}。`, glossary)[0];
  if (figure === undefined) throw new Error(`no figure in ${text}`);
  return figure.quantity;
}

describe('sameQuantity', () => {
  it.each([
    ['1.2万亿元', '12000亿元', 'same'],
    ['1公顷', '15亩', 'same'],
    ['1500亩', '1平方公里', 'same'],
    ['500亿斤', '2500万吨', 'same'],
    ['50家', '50户', 'same'],
    ['1.23万亿元', '1.2万亿元', 'rounded'],
    ['60013亿元', '超6万亿元', 'rounded'],
    ['19876户', '近2万户', 'rounded'],
    ['5.3%', '5%左右', 'rounded'],
    ['5%', '5%以上', 'rounded'],
    ['5.5%', '5%-6%', 'rounded'],
    ['33.3%', '三分之一', 'rounded'],
    ['1.26万亿元', '1.2万亿元', 'differs'],
    ['5.5%', '5.6%', 'differs'],
    ['59000亿元', '超6万亿元', 'differs'],
    ['2.1万户', '近2万户', 'differs'],
    ['5.5%', '5.5个百分点', 'incomparable'],
    ['5万人', '5万户', 'incomparable'],
    ['5万人', '5万人次', 'incomparable'],
  ])('%s and %s: %s', (one, other, agreement) => {
    expect(sameQuantity(quantity(one), quantity(other))).toBe(agreement);
    expect(sameQuantity(quantity(other), quantity(one))).toBe(agreement);
  });

  it('is the same with itself, whatever it is', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e9 }), fc.constantFrom('元', '亩', '%', '家', '倍'), (value, unit) => {
        const one: Quantity = { value, to: null, unit, bound: 'exact', step: 1 };
        expect(sameQuantity(one, { ...one })).toBe('same');
      }),
    );
  });
});

describe('compareClaimed', () => {
  it.each([
    ['1.23万亿元', '1.23万亿元', 'same'],
    ['1.2万亿元', '1.23万亿元', 'rounded'],
    ['1.3万亿元', '1.25万亿元', 'rounded'],
    ['1.2万亿元', '1.25万亿元', 'differs'],
    ['1.23万亿元', '1.2万亿元', 'finer'],
    ['5%', '5.4%', 'differs'],
    ['5.5%左右', '5.5%', 'rounded'],
    ['5.6%', '5.5%左右', 'differs'],
    ['1000亿元左右', '1049亿元', 'rounded'],
    ['1000亿元左右', '1051亿元', 'differs'],
    ['5.5%', '5.5个百分点', 'incomparable'],
    ['1500亩左右', '1平方公里', 'rounded'],
    ['约3亩', '2000平方米', 'rounded'],
    ['翻一番左右', '增长100%', 'rounded'],
    ['近400万人', '近300万人', 'differs'],
    ['四分之三左右', '74%', 'rounded'],
    ['不足7000家', '1万家', 'finer'],
    ['三分之一多一点', '35%左右', 'rounded'],
  ])('%s claimed of %s: %s', (claimed, stated, agreement) => {
    expect(compareClaimed(quantity(claimed), quantity(stated))).toBe(agreement);
  });
});
