/** What is said to come out of a table: only an order that holds whatever the bounds of the figures leave open. */

import { describe, expect, it } from 'vitest';
import type { Grid } from '../../src/answer/contract.js';
import { createLeadWriter } from '../../src/answer/lead-writer.js';
import { findVerdict } from '../../src/answer/verdict.js';
import type { Fact } from '../../src/index/contract.js';
import { createSegmenterTokenizer } from '../../src/lexicon/tokenizer.js';
import { createEmbedder, documentOf, gazetteer, openSnapshot } from '../retrieve/documents.js';

const tokenizer = createSegmenterTokenizer();
const embedder = createEmbedder(2, () => [1, 0]);
const writer = createLeadWriter('zh', false, gazetteer);

/** A fact of a report of 2024 as it is annotated: of the review of 2023, or of the plan for 2024. */
async function readFacts(statements: readonly (readonly [string, string])[], isPlan: boolean): Promise<Fact[]> {
  const documents = statements.map(([region, statement], at) =>
    documentOf(
      `report-${at}`,
      { region, year: 2024 },
      isPlan ? `二、2024年工作安排\n今年的预期目标是：${statement}。` : `一、2023年工作回顾\n2023年全年${statement}。`,
    ),
  );
  const { facts } = await openSnapshot(documents, embedder, tokenizer);
  return documents.map((_, at) => {
    const found = facts.all.find(({ document }) => document.source === documents[at]?.source);
    if (found === undefined) throw new Error(`No figure was found in ${statements[at]?.join(' ')}`);
    return found;
  });
}

const say = (grid: Omit<Grid, 'term' | 'regions'>, question: string): string[] => {
  const facts = grid.cells.flat().flatMap((fact) => fact ?? []);
  const [term] = facts.flatMap((fact) => fact.term ?? []);
  if (term === undefined) throw new Error('No figure is about a term');
  const regions = grid.cells.map((row) => row[0]?.region).flatMap((region) => region ?? []);
  const isRanking = /最/.test(question);
  return findVerdict({ ...grid, term, regions }, isRanking, { question, writer }).map(({ text }) => text);
};

/** What is said of places side by side. */
async function sayOfPlaces(
  statements: readonly (readonly [string, string])[],
  question: string,
  isPlan = false,
): Promise<string[]> {
  const facts = await readFacts(statements, isPlan);
  return say({ times: [{ year: 2023, planned: null }], cells: facts.map((fact) => [fact]) }, question);
}

/** What is said of one place over two years. */
async function sayOfYears(before: string, after: string): Promise<string[]> {
  const facts = await readFacts(
    [
      ['荆门市', before],
      ['荆门市', after],
    ],
    false,
  );
  const dated = facts.map((fact, at): Fact => ({ ...fact, years: [2022 + at] }));
  const times = dated.map(({ years: [year = 0] }) => ({ year, planned: false }));
  return say({ times, cells: [dated] }, '比较');
}

describe('of two years of one place', () => {
  it('says no order that the bound of the lower leaves open', async () => {
    expect(await sayOfYears('进出口总额超过100亿元', '进出口总额110亿元')).toEqual([]);
    expect(await sayOfYears('进出口总额110亿元', '进出口总额超过100亿元')).toEqual([]);
    expect(await sayOfYears('进出口总额105亿元', '进出口总额接近110亿元')).toEqual([]);
  });

  it('says the order that the bounds can only widen, or do not reach far enough to turn', async () => {
    expect(await sayOfYears('进出口总额100亿元', '进出口总额超过110亿元')).toEqual([
      '荆门市进出口总额：2023年（超过110亿元）高于2022年（100亿元）',
    ]);
    expect(await sayOfYears('进出口总额超过110亿元', '进出口总额100亿元')).toEqual([
      '荆门市进出口总额：2023年（100亿元）低于2022年（超过110亿元）',
    ]);
    expect(await sayOfYears('进出口总额超过143亿元', '进出口总额149.4亿元')).toEqual([
      '荆门市进出口总额：2023年（149.4亿元）高于2022年（超过143亿元）',
    ]);
  });

  it('turns the bounds of what fell round: 下降超5% is less than -5%', async () => {
    expect(await sayOfYears('进出口总额下降5%以上', '进出口总额下降5.5%')).toEqual([]);
    expect(await sayOfYears('进出口总额下降5%', '进出口总额下降6%以上')).toEqual([
      '荆门市进出口总额增速：2023年（下降6%以上）低于2022年（下降5%）',
    ]);
  });

  it('calls the same only what is said as exactly', async () => {
    expect(await sayOfYears('进出口总额100亿元', '进出口总额100亿元左右')).toEqual([]);
    expect(await sayOfYears('进出口总额100亿元', '进出口总额100亿元')).toHaveLength(1);
  });

  it('says no order of two so near that 左右 covers the difference', async () => {
    expect(await sayOfYears('地区生产总值增长5%左右', '地区生产总值增长5.1%')).toEqual([]);
    expect(await sayOfYears('地区生产总值增长4.5%左右', '地区生产总值增长5.1%')).toHaveLength(1);
  });
});

describe('of places side by side', () => {
  it('calls no two aims the same of which one is a floor', async () => {
    const aims = [
      ['荆门市', '城镇新增就业5万人以上'],
      ['咸宁市', '城镇新增就业5万人'],
    ] as const;
    expect(await sayOfPlaces(aims, '比较', true)).toEqual([]);
  });

  it('holds aims against each other by what has to be reached', async () => {
    const aims = [
      ['荆门市', '地区生产总值增长7%左右'],
      ['咸宁市', '地区生产总值增长6%以上'],
    ] as const;
    expect(await sayOfPlaces(aims, '比较', true)).toEqual([
      '2024年地区生产总值增速目标：荆门市（增长7%左右）高于咸宁市（增长6%以上）',
    ]);
  });
});

describe('of a ranking', () => {
  it('names the highest aim among floors and what is aimed at about', async () => {
    const aims = [
      ['荆门市', '地区生产总值增长6%左右'],
      ['咸宁市', '地区生产总值增长7%以上'],
      ['仙桃市', '地区生产总值增长6%以上'],
      ['孝感市', '地区生产总值增长5.5%左右'],
      ['黄冈市', '地区生产总值增长5%左右'],
      ['黄石市', '地区生产总值增长5%以上'],
    ] as const;
    expect(await sayOfPlaces(aims, '哪个市目标最高', true)).toEqual([
      '2024年地区生产总值增速目标：最高的是咸宁市（增长7%以上）；其次是荆门市（增长6%左右）、仙桃市（增长6%以上）（在有数字的6个地方中）',
    ]);
  });

  it('names a range with the aims that are as high as its lower end, and above none that lies within it', async () => {
    const ranges = [
      ['荆门市', '地区生产总值增长5.5%—6%'],
      ['咸宁市', '地区生产总值增长5.5%左右'],
      ['仙桃市', '地区生产总值增长5%左右'],
    ] as const;
    expect(await sayOfPlaces(ranges, '目标最高', true)).toHaveLength(1);
    const within = [ranges[0], ['咸宁市', '地区生产总值增长5.8%'], ranges[2]] as const;
    expect(await sayOfPlaces(within, '目标最高', true)).toEqual([]);
  });

  it('names no result that is only known to stay below a number as the highest', async () => {
    const results = [
      ['荆门市', '居民消费价格涨幅控制在3%以内'],
      ['咸宁市', '居民消费价格涨幅0.5%'],
    ] as const;
    expect(await sayOfPlaces(results, '最高')).toEqual([]);
    const below = [results[0], ['咸宁市', '居民消费价格涨幅3.5%']] as const;
    expect(await sayOfPlaces(below, '最高')).toHaveLength(1);
  });

  it('names only as many as stand clear of all that come behind', async () => {
    const results = [
      ['荆门市', '进出口总额300亿元'],
      ['咸宁市', '进出口总额143.02亿元'],
      ['仙桃市', '进出口总额超143亿元'],
      ['孝感市', '进出口总额80亿元'],
    ] as const;
    expect(await sayOfPlaces(results, '最高')).toEqual([
      '2023年进出口总额：最高的是荆门市（300亿元）（在有数字的4个地方中）',
    ]);
    expect(await sayOfPlaces(results, '最低')).toEqual([
      '2023年进出口总额：最低的是孝感市（80亿元）（在有数字的4个地方中）',
    ]);
    expect(await sayOfPlaces(results.slice(1), '最高')).toEqual([]);
    const nearly = [
      ['荆门市', '进出口总额超过10亿元'],
      ['咸宁市', '进出口总额近100亿元'],
      ['仙桃市', '进出口总额95亿元'],
    ] as const;
    expect(await sayOfPlaces(nearly, '最低')).toEqual([
      '2023年进出口总额：最低的是荆门市（超过10亿元）（在有数字的3个地方中）',
    ]);
  });

  it('names none where more are as high as can be named', async () => {
    const cities = '荆门市 咸宁市 仙桃市 孝感市 黄冈市 黄石市 鄂州市 襄阳市 宜昌市 荆州市 随州市'.split(' ');
    const aims = cities.map((city) => [city, '居民消费价格涨幅2%左右'] as const);
    expect(await sayOfPlaces(aims, '目标最高', true)).toEqual([]);
  });
});
