/** English sentences over a Chinese report beside ones that differ from them in one thing, in a scripted model's mouth. */

import { afterAll, describe, expect, it } from 'vitest';
import { AskRequest } from '../../../src/api/request.js';
import { servePapers } from '../papers.js';
import { type ScriptedModel, say, startScriptedModel } from './scripted-model.js';

const REPORT = `孝感市2025年政府工作报告

一、2024年工作回顾

过去一年，地区生产总值3120亿元、增长6.3%，高于全省0.5个百分点，连续3年居全省第二位。新增高新技术企业320家以上。居民人均可支配收入突破3.6万元、增长5.5%左右。城镇调查失业率5.1%，比上年下降0.2个百分点。成为全省首个国家创新型城市。引进亿元以上项目186个。云梦县智慧粮库建成投用，孝昌县桃产业园投产。上半年进出口增长12.4%，全年增长3.1%。优良天数比例从82.1%提高到87.6%。关停落后产能企业15家。全面完成年度目标任务，安全生产事故下降11%。全年未发生重特大事故。外送电量31.5亿度。进口“零关税”商品税目比例提升至74%。入围全国百强镇20个。

二、2025年工作安排

力争地区生产总值增长6.5%左右，新增就业5.2万人以上。计划改造老旧小区86个。
`;

let model: ScriptedModel;
const papers = servePapers({ 'xiaogan.txt': REPORT }, async () => {
  model = await startScriptedModel();
  return { llmBaseUrl: model.baseUrl, llmModel: 'scripted', llmTimeout: 3 };
});
afterAll(() => model?.close());

/** Why it is removed; null where it is let through. */
async function removalOf(sentence: string): Promise<string | null> {
  const cited = /86 old|6\.5%/.test(sentence) ? '老旧小区86' : '3120亿元';
  model.play((request) => say(`Status: answered\n${sentence.replace(/\.$/, ` [${request.idOf(cited)}].`)}`));
  const request = AskRequest.parse({ question: 'How did the GDP of Xiaogan grow in 2024?' });
  const { generation } = await papers.service.ask(request);
  expect(generation).toBeDefined();
  return generation?.removed[0]?.reason ?? null;
}

describe('what a report says', () => {
  it.each([
    "Xiaogan's GDP grew by 6.3% in 2024, 0.5 percentage points above the provincial average.",
    "Xiaogan's GDP has ranked second in the province for three years in a row.",
    'The surveyed urban unemployment rate of Xiaogan was 5.1% in 2024.',
    'Xiaogan became the first national innovative city in the province.',
    'Imports and exports of Xiaogan grew by 3.1% in 2024.',
    'The share of days with good air in Xiaogan rose to 87.6% in 2024.',
    'Xiaogan closed 15 companies with outdated capacity in 2024.',
    'Safety accidents in Xiaogan fell by 11% in 2024.',
    'The per capita disposable income of Xiaogan residents exceeded 36,000 yuan in 2024.',
    'Xiaogan aims for GDP growth of about 6.5% in 2025.',
    'Xiaogan added more than 320 high-tech enterprises in 2024.',
    'Xiaogan sent 3.15 billion kWh of electricity to other places in 2024.',
    'The "zero tariff" list of Xiaogan covered 74% of import items in 2024.',
    'Twenty towns of Xiaogan made the national top-100 list in 2024.',
  ])('is let through: %s', async (sentence) => expect(await removalOf(sentence)).toBeNull());
});

describe('what differs in one thing', () => {
  it.each([
    "Xiaogan's GDP grew by 6.3% in 2024, 0.5 percentage points below the provincial average.",
    "Xiaogan's GDP has ranked second in the country for three years in a row.",
    "Xiaogan's GDP has ranked second in the province for five years in a row.",
    "Xiaogan's GDP grew by 312 billion yuan in 2024.",
    'The surveyed urban unemployment rate of Xiaogan fell by 5.1% in 2024.',
    'The surveyed urban unemployment rate of Xiaogan rose by 0.2 percentage points in 2024.',
    'Xiaogan became the first national innovative city in the country.',
    'Imports and exports of Xiaogan grew by 12.4% in 2024.',
    'The share of days with good air in Xiaogan rose by 87.6% in 2024.',
    'The share of days with good air in Xiaogan was 82.1% in 2024.',
    'Xiaogan attracted 15 companies in 2024.',
    'Xiaogan closed 320 high-tech enterprises in 2024.',
    'Safety accidents in Xiaogan rose by 11% in 2024.',
    'Serious accidents occurred in Xiaogan in 2024.',
    'A peach industry park opened in Yunmeng County.',
    'The per capita disposable income of Xiaogan residents was below 36,000 yuan in 2024.',
    'Xiaogan renovated 86 old residential communities.',
    "Xiaogan's GDP grew by 6.5% in 2025.",
    'Xiaogan added 86 high-tech enterprises in 2024.',
    'Xiaogan failed to complete its annual targets.',
    'Xiaogan sent 3.15 million kWh of electricity to other places in 2024.',
    'The “list of all goods that come in free” of Xiaogan covered 74% of import items in 2024.',
    'Twenty-one towns of Xiaogan made the national top-100 list in 2024.',
    'Line 17 of the metro of Xiaogan is 3.1% longer.',
  ])('is removed: %s', async (sentence) => expect(await removalOf(sentence)).not.toBeNull());
});
