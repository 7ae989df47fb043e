/** What is refused by what the evidence weighs, and what is named as missing. */

import { describe, expect, it } from 'vitest';
import {
  CAREFUL_EVIDENCE_WEIGHTS,
  EVIDENCE_FEATURES,
  type EvidenceFeatures,
  judgeEvidence,
  measureDistance,
  weighEvidence,
} from '../../src/answer/evidence-weights.js';
import { examine, findMissing } from '../../src/answer/refuse.js';
import { addGlossaryTerms } from '../../src/lexicon/glossary-terms.js';
import { createSegmenterTokenizer, createTokenizer } from '../../src/lexicon/tokenizer.js';
import { createRetriever } from '../../src/retrieve/retriever.js';
import { CAREFUL_RANKING_WEIGHTS } from '../../src/retrieve/weights.js';
import { createEmbedder, documentOf, gazetteer, glossary, openSnapshot, understand } from '../retrieve/documents.js';

const tokenizer = addGlossaryTerms(createSegmenterTokenizer(), glossary);
/** All texts lie in one place: only words decide. */
const embedder = createEmbedder(2, () => [1, 0]);
const snapshot = await openSnapshot(
  [
    documentOf(
      '1-jingmen',
      { region: '荆门市', year: 2024 },
      '一、2023年工作回顾\n新建学校12所。\n钟祥市新建公园5个。\n机场航站楼投入使用。\n停办砖厂6家。\n二、2024年工作安排\n新建医院3所。',
    ),
    documentOf(
      '2-xiantao',
      { region: '仙桃市', year: 2024, speaker: '余珂' },
      '一、2023年工作回顾\n旅客吞吐量80万人次。',
    ),
  ],
  embedder,
  tokenizer,
);
const filters = { regions: [], years: [], types: [], documentIds: [] };
const none = Object.fromEntries(EVIDENCE_FEATURES.map((feature) => [feature, 0])) as EvidenceFeatures;
/** Goes by what one statement has, half of it being enough. */
const weights = {
  bias: -5,
  threshold: 0.5,
  weights: { ...none, together: 10 },
  strange: null,
  usual: null,
  elsewhere: null,
};

async function rank(question: string) {
  const tools = { snapshot, embedder, tokenizer, gazetteer, glossary, means: null, translate: () => [], understand };
  const ranking = await createRetriever({ ...tools, weights: CAREFUL_RANKING_WEIGHTS }).retrieve(question, filters);
  return { question, ranking, snapshot, gazetteer, glossary, tokenizer };
}
const featuresOf = async (question: string) => examine(await rank(question), { elsewhere: null, usual: null }).features;
const decide = async (question: string) => findMissing({ ...(await rank(question)), filters, weights });

describe('features', () => {
  it('know a noun that no document has', async () => {
    const knowing = await createTokenizer();
    const tellsUnknown = async (question: string, own = snapshot) =>
      examine({ ...(await rank(question)), snapshot: own, tokenizer: knowing }, { elsewhere: null, usual: null })
        .features.unknownNoun;
    expect(await tellsUnknown('荆门恐龙多少只')).toBe(1);
    expect(await tellsUnknown('荆门新建学校多少所')).toBe(0);
    // Of a corpus of which only some documents are at hand another one may have it.
    const frequencyOf = (term: string) => (term === '恐龙' ? 1 : snapshot.lexicalIndex.frequencyOf(term));
    const part = { ...snapshot, lexicalIndex: { ...snapshot.lexicalIndex, frequencyOf } };
    expect(await tellsUnknown('荆门恐龙多少只', part)).toBe(0);
  });

  it('count what one statement has together with a number as it is asked for', async () => {
    const features = await featuresOf('荆门新建学校多少所');
    expect(features).toMatchObject({ asksNumber: 1, noNumber: 0, thingsTogether: expect.closeTo(1, 9), indicator: 0 });
    expect(features.together).toBe(features.coverage);
  });

  it('tell that no statement has such a number, and what stands nowhere about the place', async () => {
    const features = await featuresOf('荆门机场旅客吞吐量多少万人次');
    expect(features.noNumber).toBe(1);
    expect(features.together).toBe(0);
    // 仙桃's report says it, 荆门's does not.
    expect(features.absentMost).toBeGreaterThan(0);
  });

  it('count only figures of the year and the kind that are asked for as fitting', async () => {
    expect(await featuresOf('荆门2023年新建学校多少所')).toMatchObject({ noFit: 0, fitThings: expect.closeTo(1, 9) });
    // That is planned for the year after.
    expect((await featuresOf('荆门2023年新建医院多少所')).fitThings).toBeLessThan(0.9);
    expect(await featuresOf('荆门2021年新建学校多少所')).toMatchObject({ noFit: 1, fitCoverage: 0 });
  });

  it.each([
    ['荆门动物园门票多少钱', 'priceAbsent'],
    ['How much are the tickets for the zoo in Jingmen?', 'priceAbsent'],
    ['荆门市长的月薪是多少', 'privateAbsent'],
    ['荆门为什么放弃了机场项目', 'endingAbsent'],
    ['Why did Jingmen cancel its airport?', 'endingAbsent'],
    ['荆门适合养老吗', 'asksAdvice'],
    ['荆门明天会下雨吗', 'asksAdvice'],
    ['荆门市长是谁', 'noSpeaker'],
  ] as const)('tell what reports seldom say: %s', async (question, feature) => {
    expect((await featuresOf(question))[feature]).toBe(1);
  });

  it('hold nothing against a question whose rare words the passages have, or that presupposes nothing', async () => {
    expect((await featuresOf('荆门为什么停办砖厂')).endingAbsent).toBe(0);
    expect((await featuresOf('荆门取消机场项目了吗')).endingAbsent).toBe(0);
    expect(await featuresOf('荆门新建学校多少所')).toMatchObject({
      priceAbsent: 0,
      privateAbsent: 0,
      endingAbsent: 0,
      asksAdvice: 0,
      noSpeaker: 0,
    });
  });

  it('tell who speaks of himself, and not of his country', async () => {
    expect((await featuresOf('我在荆门该不该买学校旁边的房子')).firstPerson).toBe(1);
    expect((await featuresOf('荆门是我国的什么城市')).firstPerson).toBe(0);
  });
});

describe('findMissing', () => {
  it('answers what one statement says, with its evidence', async () => {
    const { refused, missing, evidence, threshold } = await decide('荆门新建学校多少所');
    expect({ refused, missing, threshold }).toEqual({ refused: false, missing: [], threshold: 0.5 });
    expect(evidence).toBeGreaterThan(0.5);
  });

  it('refuses a number of a thing that no statement about the place gives', async () => {
    const { refused, missing } = await decide('荆门机场旅客吞吐量多少万人次');
    expect(refused).toBe(true);
    expect(missing).toEqual([{ kind: 'indicator', value: '机场旅客吞吐量' }]);
  });

  it('refuses by rule, whatever the evidence, a place that nothing is about', async () => {
    const always = { bias: 99, threshold: 0.5, weights: none, strange: null, usual: null, elsewhere: null };
    const { refused, missing, evidence } = findMissing({
      ...(await rank('宜昌新建学校多少所')),
      filters,
      weights: always,
    });
    expect({ refused, evidence }).toEqual({ refused: true, evidence: 0 });
    expect(missing).toEqual([{ kind: 'region', value: '宜昌市' }]);
  });

  it('refuses a figure of a place in another whose report gives none of it, and answers one that it gives', async () => {
    const always = { bias: 99, threshold: 0.5, weights: none, strange: null, usual: null, elsewhere: null };
    const ask = async (question: string) => findMissing({ ...(await rank(question)), filters, weights: always });
    const missing = [{ kind: 'region', value: '钟祥市' }];
    expect(await ask('钟祥工业投资多少亿元')).toMatchObject({ refused: true, missing });
    expect(await ask('荆门市钟祥市工业投资多少亿元')).toMatchObject({ refused: true, missing });
    expect(await ask('钟祥2023年地区生产总值')).toMatchObject({ refused: true, missing });
    expect(await ask('钟祥新建公园多少个')).toMatchObject({ refused: false, missing: [] });
  });

  it('answers who holds an office from what documents say of themselves', async () => {
    const never = { bias: -99, threshold: 0.5, weights: none, strange: null, usual: null, elsewhere: null };
    const ask = async (question: string) => findMissing({ ...(await rank(question)), filters, weights: never });
    expect(await ask('仙桃市长是谁')).toMatchObject({ refused: false, missing: [] });
    expect(await ask('荆门市长是谁')).toMatchObject({ refused: true });
    expect(await ask('仙桃副市长是谁')).toMatchObject({ refused: true });
  });

  it('refuses no question for a year that it only compares with', async () => {
    const always = { bias: 99, threshold: 0.5, weights: none, strange: null, usual: null, elsewhere: null };
    const ask = async (question: string) => findMissing({ ...(await rank(question)), filters, weights: always });
    expect(await ask('荆门2015年新建学校多少所')).toMatchObject({ refused: true });
    expect(await ask('荆门新建学校比2015年多了多少所')).toMatchObject({ refused: false });
  });

  it('refuses for cosines only by limits that were found for the model', async () => {
    const about = {
      matched: 0.15,
      similarity: 0.845,
      inEnglish: 0.19,
      withoutWord: { similarity: 0.86, lead: 0.0145 },
    };
    const asked = { ...(await rank('红烧肉怎么炖')), filters };
    const always = { bias: 99, threshold: 0.5, weights: none, strange: null, usual: null, elsewhere: null };
    expect(findMissing({ ...asked, weights: { ...always, elsewhere: about } })).toMatchObject({
      refused: true,
      evidence: 0,
      missing: [{ kind: 'topic', value: '红烧肉怎么炖' }],
    });
    expect(findMissing({ ...asked, weights: always })).toMatchObject({ refused: false, missing: [] });
    const careful = findMissing({ ...asked, weights: CAREFUL_EVIDENCE_WEIGHTS });
    expect(careful.evidence).toBe(
      weighEvidence(examine(asked, { elsewhere: about, usual: null }).features, CAREFUL_EVIDENCE_WEIGHTS),
    );
    expect([
      examine(asked, { elsewhere: about, usual: null }).isElsewhere,
      examine(asked, { elsewhere: null, usual: null }).isElsewhere,
    ]).toEqual([true, false]);
  });

  it('refuses where nothing is asked', async () => {
    expect(await decide('你好')).toMatchObject({ refused: true, evidence: 0 });
  });
});

describe('judgeEvidence', () => {
  const usual = { inChinese: 0.9, inEnglish: 0.2 };
  const always = { bias: 99, threshold: 0.5, weights: none };
  const far = { bias: 1, threshold: 0.5, weights: { ...none, far: -100, farInEnglish: -100 } };
  const seen = { ...none, similarity: 0.87, similarityInEnglish: 0 };
  const judge = (features: typeof seen) =>
    judgeEvidence(measureDistance(features, usual), { ...always, strange: far, usual, elsewhere: null });

  it('refuses by either decision, and says by which', () => {
    expect(judge(seen)).toEqual({ evidence: expect.closeTo(1 / (1 + Math.exp(2)), 6), threshold: 0.5 });
    expect(judge({ ...seen, similarity: 0.95 })).toEqual({ evidence: 1, threshold: 0.5 });
    const never = { bias: -99, threshold: 0.4, weights: none, strange: far, usual, elsewhere: null };
    expect(judgeEvidence(measureDistance(seen, usual), never)).toEqual({
      evidence: expect.closeTo(0, 6),
      threshold: 0.4,
    });
  });

  it('measures the distance of an English question on the scale of its own', () => {
    const english = { ...seen, english: 1, similarity: 0, similarityInEnglish: 0.15 };
    expect(measureDistance(english, usual)).toMatchObject({ far: 0, farInEnglish: expect.closeTo(0.05, 6) });
    expect(measureDistance(seen, usual)).toMatchObject({ far: expect.closeTo(0.03, 6), farInEnglish: 0 });
    expect(measureDistance(seen, null)).toMatchObject({ far: 0, farInEnglish: 0 });
  });
});

describe('weighEvidence', () => {
  it('is a likelihood', () => {
    expect(weighEvidence(none, { bias: 0, weights: none })).toBe(0.5);
    expect(weighEvidence({ ...none, together: 1 }, weights)).toBeCloseTo(1 / (1 + Math.exp(-5)), 12);
  });
});
