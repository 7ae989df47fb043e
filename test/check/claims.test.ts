/** What a writer's sentence claims: of which year and place. */

import { describe, expect, it } from 'vitest';
import { readClaims, saysAim } from '../../src/check/claims.js';
import { createGazetteer } from '../../src/lexicon/gazetteer.js';
import { readGlossary } from '../../src/lexicon/glossary.js';

const tools = {
  glossary: readGlossary(),
  gazetteer: createGazetteer(),
  translate: () => [],
  today: new Date(2026, 5, 1),
};

const claimsOf = (text: string) => [...readClaims(text, tools)].flatMap(({ claims }) => claims);
const yearsOf = (text: string) => claimsOf(text).map(({ years }) => years.at(-1) ?? null);

describe('readClaims', () => {
  it.each([
    ['2024年湖北地区生产总值增长5.8%。', 2024],
    ['去年湖北地区生产总值增长5.8%。', 2025],
    ['上年湖北地区生产总值增长5.8%。', 2025],
    ['上一年湖北地区生产总值增长5.8%。', 2025],
    ['大前年湖北地区生产总值增长5.8%。', 2023],
    ['前年湖北地区生产总值增长5.8%。', 2024],
    ['今年湖北地区生产总值预期增长5.5%。', 2026],
    ['明年湖北地区生产总值预期增长5.5%。', 2027],
    ['“十四五”时期湖北地区生产总值年均增长6%。', 2025],
    ['第十四个五年规划期间湖北地区生产总值年均增长6%。', 2025],
    ['五年来年均增长6%。', null],
    ['较上年末增长6%。', null],
    ['建设十五分钟健身圈20个。', null],
  ])('of %s the year is %s', (text, year) => {
    expect(yearsOf(text)).toContain(year);
  });

  it('takes a sentence without a year to go on about the one before', () => {
    expect(yearsOf('2024年湖北粮食产量增长2%。财政收入增长5%。')).toEqual([2024, 2024]);
    expect(yearsOf('截至2025年初，湖北有企业32家。')).toEqual([2024]);
    expect(yearsOf('湖北出境人次去年比前年多了13%。')).toEqual([2025]);
    expect(yearsOf('去年湖北粮食产量增长2%。财政收入增长5%。')).toEqual([2025, 2025]);
  });

  it('takes no place from where two words meet', () => {
    const [claim] = claimsOf('湖北去年扩大连锁经营网点300家。');
    expect(claim?.region?.name).toBe('湖北省');
  });

  it.each([
    ['Zhuhai now has 6,600 Macao-funded firms.', '珠海市'],
    ['Jilin opened 430 km of the Shenyang–Dalian line.', '吉林省'],
    ['Guangdong made a quarter of China’s cars.', '广东省'],
    ['A Beijing-based firm hired 300 people.', '北京市'],
  ])('knows which place an English claim is about: %s', (text, place) => {
    expect(claimsOf(text)[0]?.region?.name).toBe(place);
  });

  it.each([
    ['Hubei’s grain output rose 2% last year.', 2025],
    ['Hubei had 34 major projects by the time of its 2025 report.', 2024],
    ['Hubei’s 2025 plan sets aside 1,500 key projects.', 2025],
  ])('knows of which year an English claim is: %s', (text, year) => {
    expect(yearsOf(text)).toEqual([year]);
  });

  it('counts last year from the report that a remark behind the sentence names', () => {
    const [sentence, ...others] = readClaims('去年咸宁新增就业4.2万人。（据2022年报告）', tools);
    expect(others).toEqual([]);
    expect(sentence?.claims[0]?.years).toEqual([2021]);
  });

  it.each([
    ['2025年日照固定资产投资没有达到5%的计划，只增长了1.8%。', ['target', null]],
    ['Rizhao missed its target of 5%, as investment grew by only 1.8%.', ['target', null]],
    ['2025年日照固定资产投资计划增长5%。', ['plan']],
  ])('parts an aim that was missed from what came of it: %s', (text, kinds) => {
    expect(claimsOf(text).map(({ kind }) => kind)).toEqual(kinds);
  });

  it.each([
    ['Guangdong grew by 4.9% in 2025.', '地区生产总值'],
    ['Last year Hubei’s economy expanded by 5.5%.', '地区生产总值'],
    ['Sales in Guangdong grew by 4%.', null],
  ])('takes the growth of a place for that of its economy: %s', (text, term) => {
    expect(claimsOf(text).map((claim) => claim.term?.name ?? null)).toEqual([term]);
  });

  it('takes no year that a figure is only held against', () => {
    expect(yearsOf('In 2024 Quzhou Port handled 18.3 million tons of cargo, twice as much as in 2021.')).toContain(
      2024,
    );
  });

  it('takes the name of a plan for no aim', () => {
    const [claim] = claimsOf('Hubei rebuilt 40,000 homes during the 13th Five-Year Plan.');
    expect(claim?.kind).toBeNull();
  });
});

describe('saysAim', () => {
  it.each([
    ['2030年人均预期寿命为81.2岁。', false],
    ['2030年人均预期寿命力争达81.2岁。', true],
    ['2030年预期增长5%。', true],
  ])('%s: %s', (text, expected) => {
    expect(saysAim(text)).toBe(expected);
  });
});
