/** Sentences that cite a passage, over two reports written for it: what lets one through, and what is wrong with the others. */

import { describe, expect, it } from 'vitest';
import { annotateDocument } from '../../src/annotate/annotate.js';
import { createCitedChecker } from '../../src/check/cited-claims.js';
import { createTranslatedFinder } from '../../src/check/translated-evidence.js';
import { translate } from '../../src/lexicon/dictionary.js';
import { readKnowledge } from '../../src/lexicon/knowledge.js';
import { createTextFolder } from '../../src/quote/quotation-text.js';
import { documentOf } from '../retrieve/documents.js';
import { createLibrary, tokenizer } from './library.js';

const knowledge = readKnowledge();
const reports = [
  documentOf(
    '2025年黄冈市政府工作报告.txt',
    { region: '黄冈市', year: 2025 },
    [
      '2025年黄冈市政府工作报告',
      '一、2024年工作回顾',
      '全年地区生产总值3195.6亿元、增长5.9%，财政收入增长4.2%。',
      '外贸、消费分别增长8.1%、6.4%。',
      '红安县入选全国诗词之乡，罗田板栗博物馆开馆。',
      '全年未发生重特大事故。',
      '粮食总产量302.4万吨。浠水县、蕲春县分别新增规上企业32家、21家。黄冈北站2024年开工、2026年建成。',
      '今年是项目建设年。',
      '二、2025年工作安排',
      '建成大别山康养中心，新建口袋公园32个。',
    ].join('\n'),
  ),
  documentOf(
    '2025年湖北省政府工作报告.txt',
    { region: '湖北省', year: 2025 },
    ['2025年湖北省政府工作报告', '一、2024年工作回顾', '全年粮食总产量2785万吨，地区生产总值增长5.8%。'].join('\n'),
  ),
];
const snapshot = createLibrary(reports.map((report) => annotateDocument(report, knowledge)));
const tools = { snapshot, ...knowledge, translate, tokenizer };
const fold = createTextFolder();
const check = createCitedChecker({
  ...tools,
  findTranslated: createTranslatedFinder(tools),
  evenQuotation: (text) => fold(text).characters,
  today: () => new Date('2026-06-01'),
});

function passageOf(words: string): number {
  const found = Array.from(snapshot.passageDocument.keys()).find((passage) =>
    snapshot.passageText(passage).includes(words),
  );
  if (found === undefined) throw new Error(`No passage has ${words}.`);
  return found;
}

const [REVIEW, PLANS, PROVINCE] = ['3195.6亿元', '口袋公园', '2785万吨'].map(passageOf) as [number, number, number];
const NOTHING = { places: [], years: [], before: '' };
const faultOf = async (text: string, cited = [REVIEW], about: object = {}) =>
  (await check({ text, passages: cited, about: { ...NOTHING, ...about } }, async () => {})).fault;

describe('a sentence', () => {
  it.each([
    '黄冈市2024年地区生产总值3195.6亿元，增长5.9%。',
    '2024年，黄冈市财政收入增长4.2%。',
    '红安县入选全国诗词之乡。',
    '罗田板栗博物馆开馆；黄冈市2024年财政收入增长4.2%。',
  ])('that its passage says is let through: %s', async (text) => expect(await faultOf(text)).toBeNull());

  it.each([
    ['黄冈市2024年地区生产总值增长6.9%。', 'figure'],
    ['黄冈市2023年地区生产总值增长5.9%。', 'year'],
    ['咸宁市2024年地区生产总值增长5.9%。', 'place'],
    ['红安县入选“全国书法之乡”。', 'quotation'],
  ])('that is otherwise there is not: %s (%s)', async (text, fault) => expect(await faultOf(text)).toBe(fault));

  it('whose values in a row are exchanged is not let through', async () => {
    expect(await faultOf('黄冈市2024年外贸增长6.4%，消费增长8.1%。')).toBe('figure');
  });

  it('that leaves a negation out, or puts one in, is not let through', async () => {
    expect(await faultOf('黄冈市2024年未发生重特大事故。')).toBeNull();
    for (const text of ['黄冈市2024年发生重特大事故。', '黄冈市2024年发生了重特大事故。', '罗田板栗博物馆没有开馆。']) {
      expect(await faultOf(text)).not.toBeNull();
    }
  });

  it.each([
    ['a level as a change', '黄冈市2024年粮食总产量增加302.4万吨。', '黄冈市2024年粮食总产量为302.4万吨。'],
    ['a value of the next place', '浠水县2024年新增规上企业21家。', '蕲春县2024年新增规上企业21家。'],
    ['what is of another year', '黄冈北站2024年建成。', '黄冈北站2024年开工。'],
  ])('that tells %s is not let through: %s', async (_, wrong, right) => {
    expect(await faultOf(wrong)).not.toBeNull();
    expect(await faultOf(right)).toBeNull();
  });

  it('that tells a plan as done is not let through, and in its own words it is', async () => {
    expect(await faultOf('黄冈市2025年已新建口袋公园32个。', [PLANS])).not.toBeNull();
    expect(await faultOf('新建口袋公园32个。', [PLANS])).toBeNull();
  });

  it('that says 今年 of a report of last year is not let through', async () => {
    expect(await faultOf('今年是项目建设年。')).toBe('year');
  });

  it('is held against the passages that it cites alone', async () => {
    expect(await faultOf('湖北省2024年粮食总产量2785万吨。', [PROVINCE])).toBeNull();
    expect(await faultOf('湖北省2024年粮食总产量2785万吨。', [REVIEW])).not.toBeNull();
  });

  it('without a place is of the one that was asked about, and a city is not its province', async () => {
    const text = '2024年地区生产总值增长5.9%。';
    expect(await faultOf(text, [REVIEW], { places: ['黄冈市'] })).toBeNull();
    expect(await faultOf(text, [REVIEW], { places: ['湖北省'] })).toBe('place');
    expect(await faultOf(text, [REVIEW], { places: ['黄冈市', '湖北省'] })).toBe('place');
    expect(await faultOf(text, [REVIEW], { places: ['黄冈市', '湖北省'], before: '黄冈市发展良好。' })).toBeNull();
  });

  it('without a year is of the one that was asked about', async () => {
    expect(await faultOf('黄冈市财政收入增长4.2%。', [REVIEW], { years: [2024] })).toBeNull();
    expect(await faultOf('黄冈市财政收入增长4.2%。', [REVIEW], { years: [2021] })).toBe('year');
  });

  it('that is endless, cites nothing or has more figures than a sentence has is not let through', async () => {
    expect(await faultOf('长'.repeat(10_000))).toBe('unsupported');
    expect(await faultOf('红安县入选全国诗词之乡。', [])).toBe('unsupported');
    expect(await faultOf(`黄冈市${Array.from({ length: 30 }, (_, at) => `增长${at}%`).join('、')}。`)).toBe(
      'unsupported',
    );
  });
});
