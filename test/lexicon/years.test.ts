/** The years a text names. */

import { describe, expect, it } from 'vitest';
import { findNamedYears, planOfOrdinal, writeYearsInDigits } from '../../src/lexicon/years.js';

describe('findNamedYears', () => {
  it.each([
    ['到2035年基本实现现代化', [2035]],
    ['二〇三五年远景目标', [2035]],
    ['二O三五年远景目标', [2035]],
    ['二○三五年远景目标', [2035]],
    ['二零二一年', [2021]],
    ['一九九八年以来', [1998]],
    ['“十四五”时期', [2025]],
    ['“十三五”末', [2020]],
    ['第十五个五年规划', [2030]],
    ['第十四个五年规划和二O三五年远景目标', [2025, 2035]],
    ['项目20351个，电话20350000', []],
    ['十五五十', []],
    ['2060年前碳中和，编号2060', [2060]],
    ['百分之四十四五', []],
  ])('of %s are %j', (text, years) => {
    expect([...findNamedYears(text)].sort()).toEqual(years);
  });
});

describe('writeYearsInDigits', () => {
  it('changes years only', () => {
    expect(writeYearsInDigits('二〇三五年建成二十三个')).toBe('2035年建成二十三个');
  });
});

describe('planOfOrdinal', () => {
  it('has five years each', () => {
    expect([12, 14, 15].map(planOfOrdinal)).toEqual([
      { first: 2011, last: 2015 },
      { first: 2021, last: 2025 },
      { first: 2026, last: 2030 },
    ]);
  });
});
