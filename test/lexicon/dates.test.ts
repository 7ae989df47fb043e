/** The dates that pages write. */

import { describe, expect, it } from 'vitest';
import { findDate } from '../../src/lexicon/dates.js';

describe('findDate', () => {
  it.each([
    ['2024年1月10日在省人民代表大会上', '2024-01-10'],
    ['发布时间：2024-01-10 09:30', '2024-01-10'],
    ['2024/1/10', '2024-01-10'],
    ['二〇二四年一月十日', '2024-01-10'],
    ['二○二五年十二月三十一日', '2025-12-31'],
    ['二零二一年十月二十日', '2021-10-20'],
    ['2024年2月29日', '2024-02-29'],
    ['12 March 2025', '2025-03-12'],
    ['on Feb. 3rd, 2025', '2025-02-03'],
    ['Sept 30, 2025', '2025-09-30'],
  ])('in %s is %s', (text, date) => {
    expect(findDate(text)).toBe(date);
  });

  it.each([
    '12 marketing 2025',
    '3 decades 2025',
    '2023年2月29日',
    '2024年13月1日',
    '2024年1月',
    '120241-01-10',
    '一月十日',
    '',
  ])('is none in %s', (text) => {
    expect(findDate(text)).toBeNull();
  });
});
