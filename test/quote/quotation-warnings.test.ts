/** How quotations are cut: thirty elisions, cuts and splices over a report written for it, fair ones and false ones. */

import { describe, expect, it } from 'vitest';
import { annotateDocument } from '../../src/annotate/annotate.js';
import { readKnowledge } from '../../src/lexicon/knowledge.js';
import { createQuotationFinder } from '../../src/quote/quotations.js';
import { createLibrary } from '../check/library.js';
import { documentOf } from '../retrieve/documents.js';

const TEXT = [
  '2025年孝感市政府工作报告',
  '一、2024年工作回顾',
  '全年地区生产总值完成3186.5亿元，增长6.2%，规模以上工业增加值增长9.1%，社会消费品零售总额突破1500亿元。',
  '食品产业产值达到860亿元，盐化工产值达到420亿元。全市不再审批高耗能项目，未经环评不得开工建设。',
  '民生支出占比保持在80%以上，新建口袋公园42个，改造老旧小区118个，惠及居民3.6万户，群众满意度进一步提高。',
  '同时也要看到，部分企业生产经营困难，财政收支矛盾没有得到根本缓解，营商环境还不够优，科技成果转化率仍未达到全省平均水平。',
  '二、2025年工作安排',
  '今年的主要预期目标是：地区生产总值增长6.5%左右，固定资产投资增长8%，一般公共预算收入增长5%，城镇新增就业5.2万人。',
  '坚决不搞脱离实际的形象工程，严禁新增隐性债务，不断优化营商环境，持续推进汉孝一体化发展，加快建设武汉都市圈重要节点城市。',
].join('\n');
const REPORT = documentOf('2025年孝感市政府工作报告.txt', { region: '孝感市', year: 2025 }, TEXT);
const finder = createQuotationFinder(createLibrary([annotateDocument(REPORT, readKnowledge())]));

function createFinder(source: string, text: string) {
  const report = documentOf(source, { region: '孝感市', year: 2025 }, text);
  return createQuotationFinder(createLibrary([annotateDocument(report, readKnowledge())]));
}

async function judge(quote: string) {
  const [match] = await finder.find(quote, { topK: 1 });
  return match === undefined ? 'not found' : [match.verdict, ...match.warnings].join(' ');
}

describe('a fair quotation is exact', () => {
  it.each([
    '规模以上工业增加值……增长9.1%',
    '地区生产总值完成3186.5亿元，增长6.2%……社会消费品零售总额突破1500亿元',
    '新建口袋公园42个……惠及居民3.6万户',
    '民生支出占比保持在80%以上……群众满意度进一步提高',
    '不断优化营商环境……加快建设武汉都市圈重要节点城市',
    '今年的主要预期目标是：地区生产总值增长6.5%左右……城镇新增就业5.2万人',
    '全市不再审批高耗能项目',
    '持续推进汉孝一体化发展',
    '坚决不搞脱离实际的形象工程……持续推进汉孝一体化发展',
    '部分企业生产经营困难……没有得到根本缓解',
    '食品产业产值……860亿元',
    '优化营商环境，持续推进汉孝一体化发展',
  ])('%s', async (quote) => {
    expect(await judge(quote)).toBe('exact');
  });
});

describe('a figure is not parted from what it is about', () => {
  it.each([
    '主要预期目标是：地区生产总值增长……8%',
    '地区生产总值增长……5%',
    '食品产业产值达到……420亿元',
    '食品产业产值……达到420亿元',
    '地区生产总值……增长9.1%',
    '全年地区生产总值……突破1500亿元',
    '地区生产总值完成……增长9.1%，社会消费品零售总额突破1500亿元',
    '新建口袋公园……118个',
    '固定资产投资增长……5%',
    '新建口袋公园……惠及居民3.6万户',
  ])('%s', async (quote) => {
    expect(await judge(quote)).toBe('words_differ figure_left_out');
  });
});

describe('a negation is not left out', () => {
  it.each([
    '财政收支矛盾……得到根本缓解',
    '全市……审批高耗能项目',
    '未经环评……开工建设',
    '科技成果转化率……达到全省平均水平',
    '坚决……搞脱离实际的形象工程',
    '搞脱离实际的形象工程，严禁新增隐性债务',
    '得到根本缓解，营商环境还不够优',
    '新增隐性债务，不断优化营商环境',
  ])('%s', async (quote) => {
    expect(await judge(quote)).toBe('words_differ sense_turned');
  });
});

describe('parts stand in one paragraph', () => {
  it.each([
    ['食品产业产值……增长8%', 'words_differ parts_far_apart figure_left_out'],
    ['民生支出占比……达到全省平均水平', 'words_differ parts_far_apart figure_left_out sense_turned'],
    ['全年地区生产总值……增长6.5%左右', 'words_differ parts_far_apart figure_left_out'],
    ['群众满意度进一步提高……持续推进汉孝一体化发展', 'words_differ parts_far_apart'],
  ])('%s', async (quote, verdict) => {
    expect(await judge(quote)).toBe(verdict);
  });
});

it('looks for what a figure is about in its own sentence', async () => {
  const text = '我们着力保障养老床位，补齐民生短板，改善群众生活。全年新增3000张养老床位，改造敬老院12所。';
  const beds = createFinder('养老.txt', text);
  expect((await beds.find('补齐民生短板……全年新增3000张养老床位', { topK: 1 }))[0]?.verdict).toBe('exact');
  expect((await beds.find('我们着力保障……改善群众生活。全年新增3000张养老床位', { topK: 1 }))[0]).toMatchObject({
    verdict: 'exact',
    warnings: [],
  });
});

it('turns no sense by a word behind the quotation that stands in front of it as half of another', async () => {
  const text = '干部群众无不拍手称快不愿离去。各部门不得不压减开支不再扩编。';
  const halves = createFinder('无不.txt', text);
  for (const quote of ['拍手称快', '压减开支']) {
    expect((await halves.find(quote, { topK: 1 }))[0]).toMatchObject({ verdict: 'exact', warnings: [] });
  }
});

it('reads the figures of the document that is quoted, and not all', async () => {
  const library = createLibrary([annotateDocument(REPORT, readKnowledge())]);
  const facts = {
    ...library.facts,
    get all(): never {
      throw new Error('expected only the facts of the document');
    },
  };
  const [match] = await createQuotationFinder({ ...library, facts }).find('新建口袋公园……118个', { topK: 1 });
  expect(match?.warnings).toEqual(['figure_left_out']);
});
