/** Claims that differ from a report by one word: a name, a place in a list, an order, a denial; and the same ones as they are. */

import { describe, expect, it } from 'vitest';
import { annotateDocument } from '../../src/annotate/annotate.js';
import { checkText } from '../../src/check/check-text.js';
import { createEvidenceFinder } from '../../src/check/evidence.js';
import { createTranslatedFinder } from '../../src/check/translated-evidence.js';
import { translate } from '../../src/lexicon/dictionary.js';
import { readKnowledge } from '../../src/lexicon/knowledge.js';
import { documentOf } from '../retrieve/documents.js';
import { createLibrary, tokenizer } from './library.js';

const knowledge = readKnowledge();
const REPORT = documentOf(
  '2025年丽水市政府工作报告.txt',
  { region: '丽水市', year: 2025, type: 'report', title: '2025年丽水市政府工作报告' },
  [
    '2025年丽水市政府工作报告',
    '一、2024年工作回顾',
    '地区生产总值增长5.8%，城镇居民、农村居民收入分别增长5.1%、7.2%。',
    '接待游客3600万人次、实现旅游收入412亿元，增长9.4%和12.6%。',
    '云和梯田、古堰画乡、缙云仙都3处景区入选全省耀眼明珠。',
    '松阳古村落保护案例入选“全球乡村振兴典范案例”。',
    '农村居民收入增速高于城镇居民，居民收入增长与经济增长同步。',
    '电视剧《瓯江潮》获飞天奖，衢丽铁路一期建成通车。',
    '全市未发生较大以上森林火灾。',
    '提供8.2万个高校毕业生就业岗位，帮扶3.1万名就业困难人员就业。',
    '支持瓯江大学更名为处州大学。',
    '杂技剧《侨乡》获文华奖，丽水青年合唱团获群星奖。',
    '积极创建庆元国家植物园、百山祖国家公园。',
    '历时7年建设的瓯江绿道提前三年贯通。',
    '缙云婺剧从急需保护名录转入代表作名录。',
    '龙庆高速公路、瓯江水利枢纽加快建设。',
    '二、2025年工作安排',
    '2030年前实现碳达峰。',
    '主要预期目标是：地区生产总值增长6%左右，粮食产量8亿斤以上。',
    '确保景宁抽水蓄能电站等项目建成投运。',
  ].join('\n'),
);
const texts = { snapshot: createLibrary([annotateDocument(REPORT, knowledge)]), ...knowledge, translate, tokenizer };
const finders = { evidence: createEvidenceFinder(texts), findTranslated: createTranslatedFinder(texts) };

async function judge(text: string, quotation: 'exact' | 'not_found' = 'not_found'): Promise<string> {
  const findQuotation = async () => ({ verdict: quotation });
  return (await checkText(text, { ...texts, ...finders, today: () => new Date('2025-06-01'), findQuotation })).verdict;
}

describe('is not called right', () => {
  it.each([
    ['values of a row in another order', '2024年丽水城镇居民收入增长7.2%，农村居民收入增长5.1%。'],
    ['the same without 分别', '2024年丽水接待游客增长12.6%，旅游收入增长9.4%。'],
    ['another item in a list', '云和梯田、古堰画乡和南尖岩入选了丽水所在省的耀眼明珠。'],
    ['a denial that the report does not have', '丽水松阳古村落保护案例没能入选“全球乡村振兴典范案例”。'],
    ['the report without its denial', '2024年丽水发生了较大以上森林火灾。'],
    ['the two that are compared turned round', '2024年丽水城镇居民收入增速高于农村居民。'],
    ['ahead instead of in step', '2024年丽水居民收入增长高于经济增长。'],
    ['another sort of work', '2024年丽水的纪录片《瓯江潮》获飞天奖。'],
    ['the second of several', '2024年丽水衢丽铁路二期建成通车。'],
    ['another year by which it is to be', '丽水要在2035年前实现碳达峰。'],
    ['the number of another thing', '2024年丽水帮扶8.2万名就业困难人员就业。'],
    ['another thing of the same kind', '2024年丽水的畲乡大学更名为处州大学。'],
    ['what is finished as still being built', '衢丽铁路一期仍在建设之中。'],
    ['what another thing in the next clause got', '丽水的杂技剧《侨乡》获群星奖。'],
    ['another kind in front of a title', '丽水的话剧《侨乡》获文华奖。'],
    ['two items of a list made of each other', '丽水积极创建百山祖国家植物园、庆元国家公园。'],
    ['the number of another span of time', '丽水的瓯江绿道提前七年贯通。'],
    ['what it came to as what it came from', '缙云婺剧由代表作名录转入急需保护名录。'],
    ['somebody who stands nowhere', '获得群星奖的是温州歌舞团。'],
    ['that it was not avoided', '丽水没躲过较大以上森林火灾。'],
    ['what was aimed at, about', '2024年丽水地区生产总值增长6%左右。'],
  ])('%s: %s', async (_, claim) => {
    expect(await judge(claim)).not.toBe('supported');
  });
});

describe('is called right', () => {
  it.each([
    '2024年丽水城镇居民收入增长5.1%，农村居民增长7.2%。',
    '2024年丽水没有发生较大以上森林火灾。',
    '2024年丽水帮扶3.1万名就业困难人员就业。',
    '衢丽铁路一期已经通车。',
    '丽水的杂技剧《侨乡》拿了文华奖。',
    '丽水在创建庆元国家植物园和百山祖国家公园。',
    '丽水的瓯江绿道提前三年贯通。',
    '2024年丽水农村居民收入增速高于城镇居民。',
    '2024年丽水的电视剧《瓯江潮》拿下了飞天奖。',
    '丽水要在2030年前实现碳达峰。',
    '2024年丽水地区生产总值增长近6%。',
    '2024年丽水的城镇居民、农村居民收入分别增长5.1%、7.2%。',
    '丽水：2030年前实现碳达峰。',
    '丽水：全市未发生较大以上森林火灾。',
  ])('%s', async (claim) => {
    expect(await judge(claim)).toBe('supported');
  });
});

describe('a quotation in a sentence', () => {
  it('proves no more than its own words', async () => {
    expect(
      await judge('丽水的咖啡节办得红红火火，外地游客和民宿老板都夸它配得上“全球乡村振兴典范案例”的名头。', 'exact'),
    ).toBe('partial');
  });

  it('does not hide that its sentence is contradicted', async () => {
    expect(await judge('丽水松阳古村落保护案例没能入选“全球乡村振兴典范案例”。', 'exact')).toBe('contradicted');
  });

  it('that is nearly all of its sentence leaves nothing open', async () => {
    expect(await judge('报告写道：“云和梯田、古堰画乡、缙云仙都3处景区入选全省耀眼明珠”。', 'exact')).toBe('supported');
  });
});

describe('a question in a draft', () => {
  it('claims nothing', async () => {
    expect(await judge('丽水会不会发生森林火灾？全市未发生较大以上森林火灾。')).toBe('supported');
    expect(await judge('云和梯田没有入选全省耀眼明珠吗？')).toBe('not_found');
  });
});

describe('an aim', () => {
  it.each([
    ['丽水把2025年GDP的增长目标定为6%左右。', 'supported'],
    ['丽水把2025年GDP的增长目标定在5%以上。', 'contradicted'],
    ['丽水2025年粮食产量目标是10亿斤以上。', 'contradicted'],
    ['丽水2025年粮食产量目标是8亿斤以上。', 'supported'],
  ])('%s is %s', async (claim, verdict) => {
    expect(await judge(claim)).toBe(verdict);
  });
});

describe('what the report sets out to finish', () => {
  it.each([
    ['景宁抽水蓄能电站2024年已经建成投运。', 'contradicted'],
    ['2024年，丽水龙庆高速公路建成通车。', 'contradicted'],
    ['2024年，丽水衢丽铁路一期建成通车。', 'supported'],
    ['丽水2025年要确保景宁抽水蓄能电站建成投运。', 'supported'],
  ])('%s is %s', async (claim, verdict) => {
    expect(await judge(claim)).toBe(verdict);
  });
});
