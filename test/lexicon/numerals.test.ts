/** What numbers are worth, in digits and in Chinese numerals. */

import { describe, expect, it } from 'vitest';
import { magnitudeOf, readArabic, readChinese, tidy } from '../../src/lexicon/numerals.js';

describe('readArabic', () => {
  it.each([
    ['5.5%', 5.5, 0.1, 3],
    ['3,400人', 3400, 1, 5],
    ['1.2万亿元', 1.2e12, 1e11, 5],
    ['20.3万人', 203_000, 1000, 5],
    ['5百分点', 5, 1, 1],
  ])('of %s', (text, value, step, end) => {
    expect(readArabic(text, 0)).toMatchObject({ value, step, end });
  });

  it('takes 多 and 余 before or behind the magnitude', () => {
    expect(readArabic('3200多亿元', 0)).toMatchObject({ value: 3.2e11, isMore: true, end: 6 });
    expect(readArabic('10万余人', 0)).toMatchObject({ value: 100_000, isMore: true, end: 4 });
    expect(readArabic('10万人', 0)?.isMore).toBe(false);
  });

  it('is null where no number begins and for an identifier', () => {
    expect(readArabic('元', 0)).toBeNull();
    expect(readArabic('1234567890123456', 0)).toBeNull();
  });
});

describe('readChinese', () => {
  it.each([
    ['两千二百八十', 2280],
    ['十', 10],
    ['二十三万', 230_000],
    ['一万亿', 1e12],
    ['一千零五', 1005],
    ['五点五', 5.5],
  ])('of %s is %d', (text, value) => {
    expect(readChinese(text, 0)?.value).toBe(value);
  });

  it('tells a magnitude without a figure in front', () => {
    expect(readChinese('百亿', 0)).toMatchObject({ value: 1e10, isBare: true });
    expect(readChinese('一百亿', 0)?.isBare).toBe(false);
  });

  it.each(['一二三', '十四五', '元'])('is null for %s', (text) => {
    expect(readChinese(text, 0)).toBeNull();
  });
});

describe('magnitudeOf', () => {
  it('multiplies the words', () => {
    expect(['', '万', '万亿', '百万'].map(magnitudeOf)).toEqual([1, 1e4, 1e12, 1e6]);
  });
});

describe('tidy', () => {
  it('drops what binary fractions leave over', () => {
    expect(tidy(1.1 * 10_000)).toBe(11_000);
    expect(tidy(0.1 + 0.2)).toBe(0.3);
  });
});
