/** English claims over a Chinese report written for it, by words and values alone: rounded, converted, swapped, said of another thing. */

import { describe, expect, it } from 'vitest';
import { annotateDocument } from '../../src/annotate/annotate.js';
import { checkClaim } from '../../src/check/claim.js';
import { createEvidenceFinder } from '../../src/check/evidence.js';
import { createTranslatedFinder } from '../../src/check/translated-evidence.js';
import { translate } from '../../src/lexicon/dictionary.js';
import { readKnowledge } from '../../src/lexicon/knowledge.js';
import { documentOf } from '../retrieve/documents.js';
import { createLibrary, tokenizer } from './library.js';

const knowledge = readKnowledge();
const TEXT = [
  '2025年江西省政府工作报告',
  '一、2024年工作回顾',
  '全年进出口4810亿元、出口首次突破3000亿元，粮食产量446.8亿斤、连续11年居全国第12位。',
  '柑橘总产412.6万吨、占全国1/8，茶油产量23.4万吨。',
  '南昌、赣州机场旅客吞吐量分别达1236.4万人次、578.9万人次。',
  '在埃及、秘鲁等9个国家投运海外仓27个，新增国际货线14条。',
  '压减省级以下会议、论坛、展会57%，水电装机容量突破800万千瓦。',
  '龙溪陶瓷市场占有率居全国第三，玄峰公园成为全省第五个国家湿地公园。',
  '二、2025年工作安排',
  '今年主要预期目标是：地区生产总值增长5.5%左右，城镇新增就业42万人以上，固定资产投资增长6%以上。',
].join('\n');
const REPORT = documentOf('2025年江西省政府工作报告.txt', { region: '江西省', year: 2025 }, TEXT);
const snapshot = createLibrary([annotateDocument(REPORT, knowledge)]);
const texts = { snapshot, ...knowledge, translate, tokenizer };
const ranked = [...texts.snapshot.passageDocument.keys()];
const finders = { evidence: createEvidenceFinder(texts), findTranslated: createTranslatedFinder(texts) };
const tools = { ...texts, ...finders, today: () => new Date('2025-06-01'), ranked };

async function judge(claim: string): Promise<string> {
  return (await checkClaim(claim, tools)).verdict;
}

describe('a true claim is supported', () => {
  it.each([
    ['converted', 'Jiangxi harvested 22.34 million tonnes of grain in 2024.'],
    ['rounded and converted', 'Jiangxi harvested about 22.3 million tonnes of grain in 2024.'],
    ['a part', 'Jiangxi grew an eighth of China’s citrus in 2024: 4.126 million tonnes.'],
    [
      'each of two cities',
      'In 2024 Nanchang airport handled 12.364 million passengers and Ganzhou airport 5.789 million.',
    ],
    ['two counts', 'Jiangxi put 27 overseas warehouses into service in nine countries.'],
    ['a fall by more than a half', 'Jiangxi cut meetings, forums and exhibitions by more than half in 2024.'],
    ['a target', 'Jiangxi aims for at least 420,000 new urban jobs in 2025.'],
    ['for the first time', 'Jiangxi’s exports topped 300 billion yuan for the first time in 2024.'],
    ['last year', 'Jiangxi opened 14 international freight routes last year.'],
  ])('%s: %s', async (_, claim) => {
    expect(await judge(claim)).toBe('supported');
  });
});

describe('an altered claim is contradicted', () => {
  it.each([
    ['value', 'Jiangxi grew an eighth of China’s citrus in 2024: 4.621 million tonnes.'],
    ['values swapped', 'In 2024 Nanchang airport handled 5.789 million passengers and Ganzhou airport 12.364 million.'],
    ["a neighbour's value", 'Jiangxi’s foreign trade topped 300 billion yuan in 2024.'],
    ['a streak', 'Jiangxi has ranked 12th for grain output for 21 years running.'],
    ['a target said to be reached', 'Jiangxi created 420,000 urban jobs in 2025.'],
    ['an aim', 'For 2025 Jiangxi is aiming for GDP growth of about 6.5 percent.'],
  ])('%s: %s', async (_, claim) => {
    expect(await judge(claim)).toBe('contradicted');
  });
});

describe('what the report does not say is not supported', () => {
  it.each([
    ['another thing', 'Jiangxi harvested 22.34 million tonnes of cotton in 2024.'],
    ['another kind of thing', 'Jiangxi put 27 overseas hospitals into service in nine countries.'],
    ['another indicator', 'Jiangxi’s imports topped 300 billion yuan for the first time in 2024.'],
    ['another source of power', 'Jiangxi’s wind power capacity passed 8 million kilowatts in 2024.'],
    ['another order', 'For the fourth time, Jiangxi’s exports topped 300 billion yuan in 2024.'],
    ['another place', 'Hunan put 27 overseas warehouses into service in nine countries.'],
    ['a name', 'Wugong Cave drew 3 million visitors in 2024.'],
  ])('%s: %s', async (_, claim) => {
    expect(await judge(claim)).not.toBe('supported');
  });
});

it('goes by the meaning of the whole sentence where there are vectors', async () => {
  const near = '玄峰公园成为全省第五个国家湿地公园';
  const compareSentences = async () =>
    Float32Array.from(texts.snapshot.sentencePassage, (_, sentence) =>
      texts.snapshot.sentenceText(sentence).includes(near) ? 0.4 : 0.1,
    );
  const findTranslated = createTranslatedFinder({ ...texts, compareSentences });
  const verdictOf = async (claim: string) => (await checkClaim(claim, { ...tools, findTranslated })).verdict;
  expect(await verdictOf('Xuanfeng Park is the fifth national wetland park in Jiangxi.')).toBe('supported');
  expect(await verdictOf('Luling Park is the fifth national wetland park in Jiangxi.')).toBe('not_found');
});
