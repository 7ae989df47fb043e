/** Parts of a year: however they are written, one name. */

import { describe, expect, it } from 'vitest';
import { findPeriodWords, readPeriod } from '../../src/lexicon/periods.js';

describe('readPeriod', () => {
  it.each([
    ['截至10月底，', '1-10月'],
    ['截至2030年10月末', '1-10月'],
    ['前10个月', '1-10月'],
    ['前十个月', '1-10月'],
    ['1—10月', '1-10月'],
    ['1-10月份', '1-10月'],
    ['1至10月', '1-10月'],
    ['10月末', '1-10月'],
    ['上半年', '1-6月'],
    ['前两个季度', '1-6月'],
    ['二季度末', '1-6月'],
    ['二季度', '4-6月'],
    ['前三季度', '1-9月'],
    ['三季度末', '1-9月'],
    ['下半年', '7-12月'],
    ['12月份', '12月'],
    ['in the first half of 2030', '1-6月'],
    ['in the first three quarters', '1-9月'],
    ['in the first ten months', '1-10月'],
    ['January to October', '1-10月'],
    ['at the end of October', '1-10月'],
    ['Jan.-Sept.', '1-9月'],
    ['end-Oct', '1-10月'],
    ['全年', ''],
    ['截至12月31日', ''],
    ['1—12月', ''],
    ['2030年末', ''],
    ['上半年增长5%，全年预计', ''],
    ['上半年增长5%，2029年', ''],
    ['失业率从上半年的', null],
    ['at the end of marketing', null],
    ['may to marry', null],
    ['地区生产总值', null],
    ['6月底前', null],
    ['6月18日，', null],
    ['截至11月1日零时', null],
  ])('of %s is %s', (words, period) => {
    expect(readPeriod(words, false)).toBe(period);
  });

  it('takes a bare month for a part of the year only of what is counted by month', () => {
    expect([readPeriod('2030年6月，', true), readPeriod('2030年6月，', false)]).toEqual(['6月', '']);
  });
});

describe('findPeriodWords', () => {
  it.each([
    ['2030年1-11月', '1-11月'],
    ['截至2030年10月底', '截至10月底'],
    ['11月、1-11月', '11月'],
    ['前三季度增速', '前三季度'],
    ['2030年', ''],
    ['2030年11月30日', ''],
  ])('finds in %s %j', (head, words) => {
    expect(findPeriodWords(head)).toBe(words);
  });
});
