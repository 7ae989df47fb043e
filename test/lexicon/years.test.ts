/** The years a text names. */

import { describe, expect, it } from 'vitest';
import { findNamedYears, RELATIVE_YEARS, writeYearsInDigits } from '../../src/lexicon/years.js';

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
    ['“九五”期间', [2000]],
    ['十五分钟生活圈', []],
  ])('of %s are %j', (text, years) => {
    expect([...findNamedYears(text)].sort()).toEqual(years);
  });
});

describe('writeYearsInDigits', () => {
  it('changes years only', () => {
    expect(writeYearsInDigits('二〇三五年建成二十三个')).toBe('2035年建成二十三个');
  });
});

describe('RELATIVE_YEARS', () => {
  const distances = (text: string): number[] =>
    RELATIVE_YEARS.flatMap(([pattern, distance]) => Array.from(text.matchAll(pattern), () => distance));

  it.each([
    ['大前年', [-3]],
    ['前年和去年', [-2, -1]],
    ['上年、上一年', [-1, -1]],
    ['今年本年度', [0, 0]],
    ['明年或后年', [1, 2]],
    ['the year before last, last year, this year and next year', [-2, -1, 0, 1]],
  ])('in %s are %j', (text, years) => {
    expect(distances(text)).toEqual(years);
  });

  it.each([
    '五年来年均增长',
    '三年后年均增长',
    '年薪30万以上年增长',
    '当前年产值',
    '目前年均',
    '以前年度',
    '资本年回报',
    '上年纪的人',
    '以后年份',
  ])('are none in %s', (text) => {
    expect(distances(text)).toEqual([]);
  });
});
