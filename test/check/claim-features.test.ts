/** What is measured of a claim and a sentence of a report. */

import { expect, it } from 'vitest';
import { annotateDocument } from '../../src/annotate/annotate.js';
import { measureClaim, readClaim } from '../../src/check/claim-features.js';
import { readClaims } from '../../src/check/claims.js';
import { createEvidenceFinder } from '../../src/check/evidence.js';
import { translate } from '../../src/lexicon/dictionary.js';
import { readKnowledge } from '../../src/lexicon/knowledge.js';
import { documentOf } from '../retrieve/documents.js';
import { createLibrary, tokenizer } from './library.js';

const knowledge = readKnowledge();
const TEXT = [
  '2025年襄阳市政府工作报告',
  '一、2024年工作回顾',
  '全年新改建农村公路1286公里。',
  '汉江文旅节意向签约300.4亿元、比上届增长6%。',
  '汉江干流襄阳段水质连续8年保持Ⅱ类，老城遇上五十年一遇洪水。',
  '古隆中、岘首山、鱼梁洲入选全国研学基地。',
].join('\n');
const REPORT = documentOf('2025年襄阳市政府工作报告.txt', { region: '襄阳市', year: 2025 }, TEXT);
const tools = { snapshot: createLibrary([annotateDocument(REPORT, knowledge)]), ...knowledge, translate, tokenizer };

async function measure(claim: string) {
  const [sentence] = readClaims(claim, { ...tools, today: new Date('2025-06-01') });
  if (sentence === undefined) throw new Error(`Expected a sentence, got ${claim}.`);
  const sought = { ...sentence, figures: sentence.claims };
  const { units, sentences } = await createEvidenceFinder(tools).find(sought, async () => {});
  const read = readClaim(sought, units, tools);
  return sentences.map((evidence) => measureClaim(read, evidence, tools).features);
}

it.each(['2024年襄阳新改建农村公路近1300公里。', '（据2025年政府工作报告）2024年襄阳新改建农村公路近1300公里。'])(
  'lacks no number that is a figure which was found: %s',
  async (claim) => {
    const [features] = await measure(claim);
    expect(features).toMatchObject({ figuresAgree: 1, numberLacked: 0 });
  },
);

it('exchanges no values of different units', async () => {
  const [features] = await measure('2024年襄阳汉江文旅节意向签约超过三百亿元，比上届增长6%。');
  expect(features).toMatchObject({ figuresSwapped: 0, numberSwapped: 0 });
});

it.each([
  ['汉江干流襄阳段水质连续6年保持Ⅱ类。', 1],
  ['汉江干流襄阳段水质连续8年保持Ⅲ类。', 1],
  ['襄阳老城遇上一百二十年一遇洪水。', 1],
  ['汉江干流襄阳段水质连续8年保持Ⅱ类。', 0],
])('holds durations and classes against each other: %s', async (claim, numberSwapped) => {
  const [features] = await measure(claim);
  expect(features).toMatchObject({ numberSwapped });
});

it('takes the count of a list for no number that is lacked', async () => {
  const [features] = await measure('襄阳又添三家全国研学基地：古隆中、岘首山和鱼梁洲。');
  expect(features).toMatchObject({ numeralLacked: 0, numberSwapped: 0 });
});

it('reads no number in the name of a place', async () => {
  const [features] = await measure('与四川、三亚一样，襄阳新改建农村公路1286公里。');
  expect(features).toMatchObject({ numeralLacked: 0 });
});
