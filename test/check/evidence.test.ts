/** Claims as people write them, over a report written for it: restated, rounded, converted, translated, and altered. */

import { describe, expect, it } from 'vitest';
import { annotateDocument } from '../../src/annotate/annotate.js';
import { MAX_CHECKED_ITEMS } from '../../src/api/check.js';
import { checkText } from '../../src/check/check-text.js';
import { checkClaim } from '../../src/check/claim.js';
import { createEvidenceFinder } from '../../src/check/evidence.js';
import { createTranslatedFinder } from '../../src/check/translated-evidence.js';
import type { IndexedDocument } from '../../src/index/contract.js';
import { translate } from '../../src/lexicon/dictionary.js';
import { readKnowledge } from '../../src/lexicon/knowledge.js';
import { documentOf } from '../retrieve/documents.js';
import { createLibrary, tokenizer } from './library.js';

const knowledge = readKnowledge();
const TEXT = [
  '2025年襄阳市政府工作报告',
  '一、2024年工作回顾',
  '全年地区生产总值6102.3亿元、增长6.3%，规上工业增加值增长8.4%，固定资产投资增长7.1%。',
  '粮食总产量95.6亿斤，新改建农村公路1286公里，城镇新增就业9.8万人。',
  '接待游客8850万人次、旅游收入612亿元，分别增长12.6%、15.9%。',
  '隆中书院获评国家一级博物馆，襄阳成为全国首个低空物流试点城市。',
  '未发生较大以上安全事故，汉江襄阳段水质稳定保持Ⅱ类。',
  '二、2025年工作安排',
  '今年主要预期目标是：地区生产总值增长6.5%左右，城镇新增就业9万人以上。',
  '推动襄阳国际陆港二期建成投用，加快建设襄荆高铁。',
].join('\n');
const REPORT = documentOf('2025年襄阳市政府工作报告.txt', { region: '襄阳市', year: 2025 }, TEXT);
const tools = toolsOver(REPORT);
const judge = (claim: string): Promise<string> => judgeOver(claim, tools);

function toolsOver(document: IndexedDocument) {
  const texts = {
    snapshot: createLibrary([annotateDocument(document, knowledge)]),
    ...knowledge,
    translate,
    tokenizer,
  };
  const finders = { evidence: createEvidenceFinder(texts), findTranslated: createTranslatedFinder(texts) };
  return { ...texts, ...finders, today: () => new Date('2025-06-01') };
}

async function judgeOver(claim: string, over: ReturnType<typeof toolsOver>): Promise<string> {
  return (await checkClaim(claim, { ...over, ranked: [...over.snapshot.passageDocument.keys()] })).verdict;
}

describe('a true claim is supported', () => {
  it.each([
    ['restated', '2024年襄阳的经济总量是6102.3亿元，比上年增长百分之六点三。'],
    ['rounded', '襄阳2024年GDP超过6100亿元。'],
    ['converted', '襄阳2024年收了478万吨粮食。'],
    ['in number words', '2024年襄阳接待游客近九千万人次。'],
    ['in everyday words', '2024年去襄阳玩的有8850万人次。'],
    ['in English', 'Xiangyang built or upgraded 1,286 kilometres of rural roads in 2024.'],
  ])('%s: %s', async (_, claim) => {
    expect(await judge(claim)).toBe('supported');
  });
});

describe('an altered claim is contradicted', () => {
  it.each([
    ['value', '襄阳2024年规上工业增加值增长4.8%。'],
    ["a neighbour's value", '2024年襄阳规上工业增加值增长7.1%，固定资产投资增长8.4%。'],
    ['direction', '襄阳2024年固定资产投资下降7.1%。'],
    ['rank', '襄阳成为全国第二个低空物流试点城市。'],
    ['values exchanged', '2024年襄阳接待游客增长15.9%，旅游收入增长12.6%。'],
  ])('%s: %s', async (_, claim) => {
    expect(await judge(claim)).toBe('contradicted');
  });
});

describe("a report's own words", () => {
  it.each([
    ['of what was done', '襄阳隆中书院获评国家一级博物馆，襄阳成为全国首个低空物流试点城市。', 'supported'],
    ['of what is planned', '襄阳市推动襄阳国际陆港二期建成投用，加快建设襄荆高铁。', 'supported'],
    ['of another year', '2019年襄阳隆中书院获评国家一级博物馆。', 'not_found'],
    ['without the word that denies them', '2024年襄阳发生较大以上安全事故。', 'contradicted'],
    ['of another place', '2024年随州隆中书院获评国家一级博物馆。', 'not_found'],
  ])('%s: %s', async (_, claim, verdict) => {
    expect(await judge(claim)).toBe(verdict);
  });
});

describe('figures of nearly the same name', () => {
  const text = [
    '2025年襄阳市政府工作报告',
    '一、2024年工作回顾',
    '生态旅游生产总值达到412亿元，占地区生产总值的比重为6.8%。全社会研发经费支出相当于全市生产总值的比例达到2.9%。',
    '全市一般公共预算收入完成265.4亿元，增长6.1%。市本级一般公共预算收入完成71.8亿元，增长3.5%。',
    '地区生产总值增长5.8%。政府债务余额控制在限额843亿元以内。每亩用水不得超过330立方米。',
    '修复湿地1260亩，带动村里的民宿发展到730家。累计向保康供水380多万吨。每家新店一次性奖励10万元。',
    '二、2025年工作安排',
    '2024年地区生产总值增长6%的目标没有完成。',
  ].join('\n');
  const over = toolsOver(documentOf('2025年襄阳市政府工作报告.txt', { region: '襄阳市', year: 2025 }, text));
  it.each([
    ['a part is not the whole', '2024年襄阳地区生产总值为412亿元。', 'not_found'],
    ["the city's own receipts are not those of all", '2024年襄阳市本级一般公共预算收入265.4亿元。', 'contradicted'],
    ["the city's own receipts", '2024年襄阳市本级一般公共预算收入完成71.8亿元。', 'supported'],
    ['a rate is not rounded to what was aimed at', '2024年襄阳地区生产总值增长6%。', 'contradicted'],
    ['said in another order', '2024年襄阳修复了1260亩湿地，村里的民宿有730家。', 'supported'],
    ['another place in the same words', '2024年襄阳累计向谷城供水380多万吨。', 'not_found'],
    ['money in everyday words', '2024年襄阳每家新店一次能拿到10万块奖励。', 'supported'],
    ['a remark behind the full stop', '去年襄阳市本级一般公共预算收入完成71.8亿元。（据2025年报告）', 'supported'],
    ['a bound that is denied', '2024年襄阳政府债务余额没有突破843亿元的限额。', 'supported'],
    ['a share of the product is not the product', '2024年襄阳研发投入占全市生产总值的比例为2.9%。', 'supported'],
  ])('%s: %s', async (_, claim, verdict) => {
    expect(await judgeOver(claim, over)).toBe(verdict);
  });
});

describe('a part of a year is never the year', () => {
  const [year, months] = ['规上工业增加值增长7.8%', '技改投资增长9.4%'];
  const text = ['2025年襄阳市政府工作报告', '一、2024年工作回顾', `全年${year}。`, `截至10月底，${months}。`].join(
    '\n',
  );
  const over = toolsOver(documentOf('2025年襄阳市政府工作报告.txt', { region: '襄阳市', year: 2025 }, text));
  it.each([
    [`2024年1—10月襄阳${months}。`, 'supported'],
    [`2024年前10个月襄阳${months}。`, 'supported'],
    [`2024年襄阳${months}。`, 'not_found'],
    [`2024年前三季度襄阳${months}。`, 'not_found'],
    [`2024年襄阳${year}。`, 'supported'],
    [`2024年上半年襄阳${year}。`, 'not_found'],
  ])('%s: %s', async (claim, verdict) => {
    expect(await judgeOver(claim, over)).toBe(verdict);
  });
});

describe('what the report does not say is not found', () => {
  it.each([
    '襄阳2024年新建口袋公园38处。',
    '2024年襄阳一季度进出口增长9.9%。',
    '襄阳机场2024年旅客吞吐量达到310万人次。',
  ])('%s', async (claim) => {
    expect(await judge(claim)).toBe('not_found');
  });
});

it('names the facet and what the document says, and judges sentences without figures', async () => {
  const findQuotation = async () => ({ verdict: 'not_found' as const });
  const text = '襄阳2024年规上工业增加值增长4.8%。襄阳成为全国第二个低空物流试点城市。';
  const { items, verdict } = await checkText(text, { ...tools, findQuotation });
  expect(verdict).toBe('contradicted');
  expect(items).toMatchObject([
    { kind: 'figure', verdict: 'value_differs', found: { value: 8.4, unit: '%' } },
    { kind: 'statement', verdict: 'contradicted' },
  ]);
});

it.each(['2024年襄阳整治“散乱污”企业1286家恢复生产。', '2024年襄阳新建充电桩3215个部分投入使用。'])(
  'reads a clause on behind the comma of a large number: %s',
  async (claim) => {
    const text = [
      '2025年襄阳市政府工作报告',
      '一、2024年工作回顾',
      '整治“散乱污”企业1,286家未恢复生产，污染明显减轻。',
      '新建充电桩3,215个全部投入使用，绿色出行蔚然成风。',
    ].join('\n');
    const report = documentOf('2025年襄阳市政府工作报告.txt', { region: '襄阳市', year: 2025 }, text);
    expect(await judgeOver(claim, toolsOver(report))).toBe('contradicted');
  },
);

describe('a sentence whose figures are right and whose words are not', () => {
  const findQuotation = async () => ({ verdict: 'not_found' as const });
  const turned = '2024年襄阳没有新改建农村公路1286公里，城镇新增就业9.8万人。';

  it('stands in front of its figures, as it begins there', async () => {
    const quoted = '报告说“襄阳的路都修得好极了”。';
    const { items, omitted } = await checkText(`${quoted}${turned}襄阳2024年粮食总产量95.6亿斤。`, {
      ...tools,
      findQuotation,
    });
    expect(items.map(({ kind, text }) => `${kind} ${text}`)).toEqual([
      'quotation 襄阳的路都修得好极了',
      `statement ${turned}`,
      'figure 1286公里',
      'figure 9.8万人',
      'figure 95.6亿斤',
    ]);
    expect(omitted).toBe(0);
  });

  it('is left for the rest together with its figures where there is no room for it', async () => {
    const text = `${'“襄阳的路都修得好极了”'.repeat(MAX_CHECKED_ITEMS - 2)}。${turned}`;
    const { items, omitted } = await checkText(text, { ...tools, findQuotation });
    const rest = text.slice(text.length - omitted);
    for (const { end } of items) expect(end).toBeLessThanOrEqual(text.length - omitted);
    const { items: left } = await checkText(rest, { ...tools, findQuotation });
    expect(left.map(({ kind }) => kind)).toEqual(['statement', 'figure', 'figure']);
  });
});
