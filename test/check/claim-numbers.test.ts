/** Numbers of a text that are no years. */

import { expect, it } from 'vitest';
import { listNumbers } from '../../src/check/claim-numbers.js';

const read = (text: string) => listNumbers(text).map(({ value, counted }) => `${value}${counted}`);

it('reads numbers in digits, Chinese and Roman numerals, with what they count', () => {
  expect(read('2023年夺得8金，第七届展会有两家企业，水质由Ⅳ类达到III类')).toEqual(['8金', '7届', '2家', '4类', '3类']);
});

it('reads how often in a row, in marks of quotation, too, and below what 三十多 is', () => {
  expect(read('粮食生产“二十二连丰”，有“双千兆”城市')).toEqual(['22连']);
  expect(listNumbers('三十多个县、20余家').map(({ value, below }) => [value, below])).toEqual([
    [30, 40],
    [20, 30],
  ]);
  expect(listNumbers('34个县')[0]?.below).toBeNull();
});

it('reads 千亿, but no 百 of a word', () => {
  expect(read('千亿园区里的百姓')).toEqual(['100000000000园']);
});

it.each(['十四五规划和一带一路', '十六五时期', '第十五个五年规划', '“九五”计划'])(
  'reads no number in the names of plans: %s',
  (text) => {
    expect(read(text)).toEqual([]);
  },
);
