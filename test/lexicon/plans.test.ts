/** The five-year plans and terms of office that a text names. */

import { describe, expect, it } from 'vitest';
import {
  PLAN,
  PLAN_IN_ENGLISH,
  planOfOrdinal,
  planOfYear,
  readPlanOrdinal,
  TERM_OF_OFFICE,
} from '../../src/lexicon/plans.js';

const named = (text: string): number[] =>
  [...text.matchAll(PLAN), ...text.matchAll(PLAN_IN_ENGLISH)].map(([, ordinal = '']) => readPlanOrdinal(ordinal));

describe('PLAN', () => {
  it.each([
    ['“十四五”时期', [14]],
    ['十五五规划和十四五相比', [15, 14]],
    ['国民经济和社会发展第十四个五年规划', [14]],
    ['第七个五年计划', [7]],
    ['第十个五年计划', [10]],
    ['“十五”期间', [10]],
    ['“九五”以来', [9]],
    ['八五计划', [8]],
    ['the 14th Five-Year Plan and the fifteenth five year plan', [14, 15]],
  ])('in %s is %j', (text, ordinals) => {
    expect(named(text)).toEqual(ordinals);
  });

  it.each(['十五分钟健身圈', '二十五个', '百分之四十四五', '九五折', '深入实施“八五”普法', '十五五十', '三七五'])(
    'is none in %s',
    (text) => {
      expect(named(text)).toEqual([]);
    },
  );
});

describe('planOfOrdinal and planOfYear', () => {
  it('have five years each', () => {
    expect([9, 10, 12, 14, 15].map(planOfOrdinal)).toEqual([
      { first: 1996, last: 2000 },
      { first: 2001, last: 2005 },
      { first: 2011, last: 2015 },
      { first: 2021, last: 2025 },
      { first: 2026, last: 2030 },
    ]);
    expect([2021, 2025, 2026].map(planOfYear)).toEqual([14, 14, 15].map(planOfOrdinal));
  });
});

describe('TERM_OF_OFFICE', () => {
  it.each(['过去五年', '过去的五年', '五年来', '今后五年', '未来五年', '这五年', '五年累计'])(
    'is named by %s',
    (text) => {
      expect(TERM_OF_OFFICE.test(text)).toBe(true);
    },
  );

  it('is not named by a plan', () => {
    expect(TERM_OF_OFFICE.test('第十四个五年规划')).toBe(false);
  });
});
