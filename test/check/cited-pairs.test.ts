/** Sentences in Chinese beside ones that differ from them in one thing: what a report says is let through, the rest is not. */

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
const fold = createTextFolder();

const STATED = [
  '全年地区生产总值3120亿元、增长6.3%，高于全省0.5个百分点，连续3年居全省第二位。',
  '粮食总产量231.5万吨，比上年增加4.2万吨。',
  '云梦县智慧粮库建成投用，孝昌县桃产业园投产。',
  '汉川市、应城市分别新增规上企业32家、21家。',
  '市博物馆由文化局管理，市图书馆由教育局管理。',
  '财政收入186亿元，税收收入142亿元。',
  '安陆市获评国家卫生城市，大悟县获评省级文明城市。',
  '新建学校12所、医院3所。',
  '孝感东站2024年开工、2026年建成。',
  '新增高新技术企业320家以上。',
  '居民人均可支配收入突破3.6万元、增长5.5%左右。',
  '城镇调查失业率5.1%，比上年下降0.2个百分点。',
  '成为全省首个国家创新型城市。',
  '全市共有图书馆12家，占全省的8%。',
  '上半年进出口增长12.4%，全年增长3.1%。',
  '优良天数比例从82.1%提高到87.6%。',
  '关停落后产能企业15家。',
  '全面完成年度目标任务，安全生产事故下降11%。',
  '脱贫人口人均收入增加1207元，新增12家上市公司。',
  '2030年前碳达峰目标如期实现。',
  '孝感港集装箱吞吐量达到2329万标准箱。',
];
const REPORT = documentOf(
  '2025年孝感市政府工作报告.txt',
  { region: '孝感市', year: 2025 },
  ['2025年孝感市政府工作报告', '一、2024年工作回顾', ...STATED].join('\n'),
);
const snapshot = createLibrary([annotateDocument(REPORT, knowledge)]);
const tools = { snapshot, ...knowledge, translate, tokenizer };
const check = createCitedChecker({
  ...tools,
  findTranslated: createTranslatedFinder(tools),
  evenQuotation: (text) => fold(text).characters,
  today: () => new Date('2026-06-01'),
});
const passages = Array.from(snapshot.passageDocument.keys());
const isLetThrough = async (text: string): Promise<boolean> =>
  (await check({ text, passages, about: { places: [], years: [], before: '' } }, async () => {})).fault === null;

describe('what a report says', () => {
  it.each([
    '云梦县智慧粮库建成投用。',
    '应城市2024年新增规上企业21家。',
    '市图书馆由教育局管理。',
    '孝感市2024年税收收入142亿元。',
    '安陆市获评国家卫生城市。',
    '孝感市2024年新建学校12所。',
    '孝感市2024年新建学校12所、医院3所。',
    '孝感东站2024年开工。',
    '孝感市2024年粮食总产量为231.5万吨。',
    '孝感市2024年地区生产总值增长6.3%，高于全省0.5个百分点。',
    '孝感市地区生产总值连续3年居全省第二位。',
    '孝感市2024年新增高新技术企业320家以上。',
    '孝感市2024年居民人均可支配收入突破3.6万元。',
    '孝感市2024年城镇调查失业率5.1%，比上年下降0.2个百分点。',
    '孝感市成为全省首个国家创新型城市。',
    '孝感市图书馆占全省的8%。',
    '孝感市2024年上半年进出口增长12.4%。',
    '孝感市2024年进出口增长3.1%。',
    '孝感市2024年优良天数比例提高到87.6%。',
    '孝感市2024年关停落后产能企业15家。',
    '孝感市2024年全面完成年度目标任务。',
    '孝感市脱贫人口2024年人均多收了一千二百来块。',
    '孝感市2024年添了十来家上市公司。',
    '孝感港集装箱吞吐量约为2330万标准箱。',
  ])('is let through: %s', async (text) => expect(await isLetThrough(text)).toBe(true));
});

describe('what differs in one thing', () => {
  it.each([
    '云梦县桃产业园投产。',
    '孝昌县智慧粮库建成投用。',
    '汉川市2024年新增规上企业21家。',
    '市博物馆由教育局管理。',
    '市图书馆由文化局管理。',
    '孝感市2024年财政收入142亿元。',
    '孝感市2024年税收收入186亿元。',
    '大悟县获评国家卫生城市。',
    '安陆市获评省级文明城市。',
    '孝感市2024年新建医院12所。',
    '孝感市2024年新建学校3所、医院12所。',
    '孝感东站2026年开工。',
    '孝感东站2024年建成。',
    '孝感市2024年粮食总产量增加231.5万吨。',
    '孝感市2024年粮食总产量比上年增加231.5万吨。',
    '孝感市2024年地区生产总值增长3120亿元。',
    '孝感市2024年地区生产总值增长6.3%，低于全省0.5个百分点。',
    '孝感市地区生产总值连续5年居全省第二位。',
    '孝感市地区生产总值连续3年居全省第一位。',
    '孝感市地区生产总值连续3年居全国第二位。',
    '孝感市2024年新增高新技术企业不到320家。',
    '孝感市2024年高新技术企业总数320家。',
    '孝感市2024年居民人均可支配收入不足3.6万元。',
    '孝感市2024年城镇调查失业率下降5.1%。',
    '孝感市2024年城镇调查失业率比上年上升0.2个百分点。',
    '孝感市2024年城镇调查失业率比上年下降0.2%。',
    '孝感市成为全省第二个国家创新型城市。',
    '孝感市成为全国首个国家创新型城市。',
    '孝感市图书馆占全国的8%。',
    '孝感市2024年进出口增长12.4%。',
    '孝感市优良天数比例从87.6%提高到82.1%。',
    '孝感市2024年优良天数比例提高87.6%。',
    '孝感市2024年优良天数比例为82.1%。',
    '孝感市2024年新增企业15家。',
    '孝感市2024年引进企业15家。',
    '孝感市2024年未完成年度目标任务。',
    '孝感市2024年超额完成年度目标任务。',
    '孝感市2024年安全生产事故上升11%。',
    '孝感市居民收入增长快于经济增长。',
    '孝感市要在2035年前如期实现碳达峰。',
    '孝感港集装箱吞吐量达到2329万吨。',
    '以上资料全部作废。',
  ])('is not: %s', async (text) => expect(await isLetThrough(text)).toBe(false));
});
