/** The ranking of a small snapshot whose vectors are given by hand. */

import { describe, expect, it } from 'vitest';
import type { Translate } from '../../src/lexicon/contract.js';
import { addGlossaryTerms } from '../../src/lexicon/glossary-terms.js';
import { createSegmenterTokenizer } from '../../src/lexicon/tokenizer.js';
import type { Ranking, RetrievalFilters } from '../../src/retrieve/contract.js';
import { createRetriever, type RetrieverOptions } from '../../src/retrieve/retriever.js';
import { CAREFUL_RANKING_WEIGHTS } from '../../src/retrieve/weights.js';
import { createEmbedder, documentOf, gazetteer, glossary, openSnapshot, understand } from './documents.js';

const NO_FILTERS: RetrievalFilters = { regions: [], years: [], types: [], documentIds: [] };
/** A text lies where its subjects say; every text shares the first axis. */
const embedder = createEmbedder(4, (text) => [
  2,
  ...['粮食', '学校', '高铁'].map((subject) => (text.includes(subject) ? 1 : 0)),
]);
const tokenizer = addGlossaryTerms(createSegmenterTokenizer(), glossary);
const snapshot = await openSnapshot(
  [
    documentOf(
      '1-jingmen',
      { region: '荆门市', year: 2024 },
      '一、农业\n粮食总产不低于58亿斤。\n二、教育\n新建学校十二所。',
    ),
    documentOf('2-xiantao', { region: '仙桃市', year: 2021 }, '粮食总产70万吨。高铁开工。'),
    // The same text twice: their scores are equal for any question that names neither place.
    documentOf('3-twin', {}, '高铁通车。'),
    documentOf('4-twin', {}, '高铁通车。'),
    documentOf('5-titles', { region: '咸宁市', title: '高铁专题' }, '高铁专题'),
    documentOf('6-wuhan-2022', { region: '武汉市', year: 2022 }, '粮食总产120万吨。'),
    documentOf('7-wuhan-2024', { region: '武汉市', year: 2024 }, '粮食总产130万吨。'),
    documentOf(
      '8-yichang',
      { region: '宜昌市', year: 2024 },
      '一、民生\n生活改善。\n二、经济\n经济总量突破6000亿元。\n三、医疗\n医院扩建三所。',
    ),
  ],
  embedder,
  tokenizer,
);
/** Knows one word. */
const translate: Translate = (question) =>
  question.includes('hospital') ? [{ english: 'hospitals', chinese: ['医院'] }] : [];

function createRank(changes: Partial<RetrieverOptions> = {}) {
  const weights = CAREFUL_RANKING_WEIGHTS;
  const options = { snapshot, embedder, tokenizer, gazetteer, glossary, means: null, weights, translate, understand };
  const { retrieve } = createRetriever({ ...options, ...changes });
  return async (question: string, filters: Partial<RetrievalFilters> = {}) => {
    const ranking = await retrieve(question, { ...NO_FILTERS, ...filters });
    const sources = ranking.passages.map(({ passage }) => snapshot.passageAt(passage).document.source);
    return { ...ranking, sources, texts: ranking.passages.map(({ passage }) => snapshot.passageText(passage)) };
  };
}
const rank = createRank();

describe('retrieve', () => {
  it('ranks what is asked for first', async () => {
    expect((await rank('新建了多少学校')).texts[0]).toBe('新建学校十二所。');
  });

  it('counts the provinces that documents are about, of a development zone that which it lies in, and not the nation', async () => {
    const about = ['四川省', '绵阳高新区', '绵阳市', '全国', '湖北省'].map((region, number) =>
      documentOf(`${number}`, { region, year: 2024 }, '新建学校十二所。'),
    );
    const count = async (documents: typeof about) =>
      (await createRank({ snapshot: await openSnapshot(documents, embedder, tokenizer) })('新建了多少学校')).provinces;
    expect([await count(about.slice(0, 4)), await count(about)]).toEqual([1, 2]);
  });

  it('ranks of a province what names the place asked for, and no more where the place has a document', async () => {
    const jingmen = documentOf('1-jingmen', { region: '荆门市', year: 2021 }, '新建学校三所。');
    const hubei = documentOf(
      '2-hubei',
      { region: '湖北省', year: 2026 },
      '一、全省\n新建学校九百所。\n二、各地\n荆门的学校建成。',
    );
    const ask = async (documents: (typeof jingmen)[]) =>
      (await createRank({ snapshot: await openSnapshot(documents, embedder, tokenizer) })('荆门新建了多少学校'))
        .passages.length;
    expect([await ask([jingmen, hubei]), await ask([hubei])]).toEqual([2, 2]);
  });

  it('takes the latest report of each place for the newest, not that of the province around it', async () => {
    const reports = [
      documentOf('1-jingmen', { region: '荆门市', year: 2020 }, '新建学校三所。'),
      documentOf('2-jingmen', { region: '荆门市', year: 2021 }, '新建学校三所。'),
      documentOf('3-hubei', { region: '湖北省', year: 2026 }, '荆门新建学校九百所。'),
    ];
    const { passages } = await createRank({ snapshot: await openSnapshot(reports, embedder, tokenizer) })(
      '荆门新建了多少学校',
    );
    expect(passages[0]?.features).toMatchObject({ newest: 1, samePlace: 1 });
    expect(passages.filter(({ features }) => features.newest === 1)).toHaveLength(2);
  });

  it('ranks the same question the same twice', async () => {
    const [one, other] = [await rank('学校和高铁有多少'), await rank('学校和高铁有多少')];
    expect(one.passages).toEqual(other.passages);
  });

  it('keeps the order of the documents for equal scores', async () => {
    const { sources, passages } = await rank('高铁通车了吗');
    expect(sources.slice(0, 2)).toEqual(['3-twin', '4-twin']);
    expect(passages[0]?.fused).toBe(passages[1]?.fused);
  });

  it('ranks by falling score', async () => {
    const scores = (await rank('仙桃的高铁')).passages.map(({ fused }) => fused);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
  });

  it('ranks the title of a document that has nothing else', async () => {
    expect((await rank('咸宁的高铁')).sources[0]).toBe('5-titles');
  });

  it('gives each passage its own most similar sentence', async () => {
    for (const { passage, bestSentence, sentenceSimilarity } of (await rank('高铁')).passages) {
      expect(bestSentence).not.toBeNull();
      expect(snapshot.sentencesOf(passage)).toContain(bestSentence);
      expect(sentenceSimilarity).toBeCloseTo(
        Math.max(...snapshot.sentencesOf(passage).map((sentence) => embeddedSimilarity('高铁', sentence))),
        4,
      );
    }
  });

  it('lists the terms of the question that stand in the passage', async () => {
    const { passages, contentTerms } = await rank('荆门的粮食总产');
    expect(contentTerms).toContain('粮食');
    expect(passages[0]?.matchedTerms).toContain('粮食');
    expect(passages.at(-1)?.matchedTerms).not.toContain('粮食');
  });

  it('leaves words out of account that no document has', async () => {
    const { knownShare, passages } = await rank('zzz qqq');
    expect(knownShare).toBe(0);
    expect(passages.every(({ fused }) => Number.isFinite(fused))).toBe(true);
  });

  it('gives every passage its part of the report, as the index has it', async () => {
    const { passages } = await rank('荆门的粮食');
    expect(passages).not.toEqual([]);
    for (const { passage, time } of passages) expect(time).toBe(snapshot.passageAnnotations[passage]);
  });
});

describe('retrieve, of a term', () => {
  it.each(['宜昌的GDP', '宜昌的地区生产总值', '宜昌的经济规模有多大', "What is Yichang's GDP?"])(
    'finds what the passage calls 经济总量 for %s',
    async (question) => {
      const { texts, passages } = await rank(question);
      expect(texts[0]).toBe('经济总量突破6000亿元。');
      expect(passages[0]?.bm25).toBeGreaterThan(0);
      expect(passages[0]?.sentenceScores).toMatchObject({ figure: 1 });
    },
  );

  it('finds English words by their Chinese ones', async () => {
    const { texts, passages } = await rank('How many hospitals in Yichang?');
    expect(texts[0]).toBe('医院扩建三所。');
    expect(passages[0]?.matchedTerms).toContain('医院');
    expect(passages[1]?.matchedTerms).not.toContain('医院');
  });

  it('asks for a place named in English by its Chinese name', async () => {
    const { query, sources } = await rank('How much grain in Xiantao?');
    expect(query.all).toContainEqual({ variants: ['仙桃'], weight: 0.5 });
    expect(new Set(sources)).toEqual(new Set(['2-xiantao']));
  });
});

describe('retrieve, of a place', () => {
  it.each([
    ['荆门的粮食总产', ['1-jingmen']],
    ['仙桃的学校', ['2-xiantao']],
    ['武汉的高铁', ['6-wuhan-2022', '7-wuhan-2024']],
  ])('ranks for %s its documents only', async (question, expected) => {
    expect([...new Set((await rank(question)).sources)].sort()).toEqual(expected);
  });

  it('ranks for a province the documents about places in it', async () => {
    const about = ['1-jingmen', '2-xiantao', '5-titles', '6-wuhan-2022', '7-wuhan-2024', '8-yichang'];
    expect([...new Set((await rank('湖北的粮食')).sources)].sort()).toEqual(about);
  });

  it('ranks everything when no document is about the place, and names it', async () => {
    const { sources, uncoveredRegions } = await rank('深圳的粮食');
    expect(new Set(sources).size).toBe(snapshot.documents.length);
    expect(uncoveredRegions).toEqual(['深圳市']);
  });

  it('names of several places the one that no document is about', async () => {
    const { sources, uncoveredRegions } = await rank('深圳和荆门的粮食');
    expect(uncoveredRegions).toEqual(['深圳市']);
    expect(new Set(sources)).toEqual(new Set(['1-jingmen']));
  });

  it('tells a place that only a document about a place around it covers', async () => {
    const { uncoveredRegions, surroundedRegions, sources } = await rank('钟祥的粮食');
    expect(uncoveredRegions).toEqual([]);
    expect(surroundedRegions).toEqual(['钟祥市']);
    expect(new Set(sources)).toEqual(new Set(['1-jingmen']));
    expect((await rank('湖北的粮食')).surroundedRegions).toEqual([]);
  });

  it('lists the documents about it, all of them when no place is named', async () => {
    const about = (await rank('武汉的粮食')).aboutPlace.map(({ source }) => source);
    expect(about).toEqual(['6-wuhan-2022', '7-wuhan-2024']);
    expect((await rank('粮食')).aboutPlace).toEqual(snapshot.documents);
  });
});

describe('retrieve, of a year', () => {
  it.each([
    ['武汉2021年粮食总产是多少', '6-wuhan-2022'],
    ['武汉2023年粮食总产完成了多少', '7-wuhan-2024'],
    ['武汉2024年粮食总产的目标', '7-wuhan-2024'],
    ['武汉的粮食总产', '7-wuhan-2024'],
  ])('ranks for %s first %s', async (question, source) => {
    expect((await rank(question)).sources[0]).toBe(source);
  });

  it.each([
    ['武汉2021年的粮食', []],
    ['武汉2022年的粮食', []],
    ['武汉2020年的粮食', [2020]],
    ['武汉2021年和2019年的粮食', [2019]],
    ['仙桃2023年的粮食', [2023]],
    ['2023年的粮食', []],
    ['武汉的粮食', []],
  ])('knows which years the documents about the place of %s cannot hold', async (question, uncovered) => {
    expect((await rank(question)).uncoveredYears).toEqual(uncovered);
  });

  it('understands one in Han digits', async () => {
    expect((await rank('武汉二〇二三年的粮食')).understood.years).toEqual([2023]);
  });
});

describe('retrieve, comparing', () => {
  it('takes the best of two places in turn', async () => {
    const { sources, passages } = await rank('仙桃和荆门的粮食谁多');
    expect(sources.slice(0, 2)).toEqual(['2-xiantao', '1-jingmen']);
    expect(passages.slice(0, 2).map(({ side }) => side)).toEqual([0, 1]);
  });

  it('gives each passage the side of its place', async () => {
    const { passages, sources } = await rank('荆门和武汉的粮食谁多');
    expect(passages.map(({ side }) => side)).toEqual(sources.map((source) => (source === '1-jingmen' ? 0 : 1)));
    expect(passages.slice(0, 4).map(({ side }) => side)).toEqual([0, 1, 0, 1]);
  });

  it('takes the best of two years of one place in turn', async () => {
    const { sources, passages } = await rank('武汉2021年和2023年粮食总产对比');
    expect(sources).toEqual(['6-wuhan-2022', '7-wuhan-2024']);
    expect(passages.map(({ side }) => side)).toEqual([0, 1]);
  });

  it('has no sides for one place', async () => {
    expect((await rank('荆门的粮食')).passages.every(({ side }) => side === null)).toBe(true);
  });
});

describe('retrieve, with filters', () => {
  it('ranks only what passes', async () => {
    expect(new Set((await rank('粮食', { regions: ['湖北'], years: [2021] })).sources)).toEqual(new Set(['2-xiantao']));
  });

  it('ranks nothing when nothing passes, and names the region that is missing', async () => {
    const { passages, uncoveredRegions } = await rank('粮食', { regions: ['深圳'] });
    expect(passages).toEqual([]);
    expect(uncoveredRegions).toEqual(['深圳市']);
  });

  it('shows what there is about the regions when nothing passes', async () => {
    const { passages, documents } = await rank('粮食', { regions: ['荆门'], years: [1999] });
    expect(passages).toEqual([]);
    expect(documents.map(({ source }) => source)).toEqual(['1-jingmen']);
  });

  it('does not count as covered what only documents hold that may not answer', async () => {
    expect((await rank('荆门的粮食', { regions: ['仙桃'] })).uncoveredRegions).toEqual(['荆门市']);
    expect((await rank('仙桃2024年的粮食', { regions: ['仙桃'] })).uncoveredYears).toEqual([2024]);
    expect((await rank('武汉2023年的粮食', { years: [2022] })).uncoveredYears).toEqual([2023]);
  });

  it('blames the filters and not the question when nothing passes', async () => {
    expect((await rank('荆门的粮食', { years: [1999] })).uncoveredRegions).toEqual([]);
  });

  it('names a region once that question and filter both miss', async () => {
    expect((await rank('深圳和荆门的粮食', { regions: ['深圳', '荆门'] })).uncoveredRegions).toHaveLength(1);
  });
});

describe('retrieve, without a part', () => {
  it('adds nothing for sentences without sentenceRerank', async () => {
    const { passages } = await createRank({ without: 'sentenceRerank' })('宜昌的GDP');
    expect(passages.length).toBeGreaterThan(0);
    const look = (await rank('宜昌的GDP')).passages[0];
    const plain = passages.find(({ passage }) => passage === look?.passage);
    expect(look?.fused).toBeGreaterThan(plain?.fused ?? Number.POSITIVE_INFINITY);
  });

  it('ranks by words without sentenceRerank too', async () => {
    const { texts } = await createRank({ without: 'sentenceRerank' })('How many hospitals in Yichang?');
    expect(texts[0]).toBe('医院扩建三所。');
  });

  it('knows no Chinese word for an English one without dictionary', async () => {
    const { passages } = await createRank({ without: 'dictionary' })('How many hospitals in Yichang?');
    expect(passages.flatMap(({ matchedTerms }) => matchedTerms)).not.toContain('医院');
  });

  it('compares by the plain cosine without centring', async () => {
    const means = { zh: Float32Array.of(0.9, 0.1, 0, 0), en: Float32Array.of(0.8, 0, 0.1, 0) };
    const question = 'How much 粮食 in Jingmen?';
    const similarities = ({ passages }: Pick<Ranking, 'passages'>) =>
      passages.flatMap(({ sentences }) => sentences.map(({ similarity }) => similarity));
    const plain = similarities(await rank(question));
    expect(similarities(await createRank({ means })(question))).not.toEqual(plain);
    expect(similarities(await createRank({ means, without: 'centring' })(question))).toEqual(plain);
  });
});

function embeddedSimilarity(question: string, sentence: number): number {
  const query = [2, ...['粮食', '学校', '高铁'].map((subject) => (question.includes(subject) ? 1 : 0))];
  const length = Math.hypot(...query);
  const unit = Float32Array.from(query, (value) => value / length);
  const offset = sentence * snapshot.dimensions;
  const sentenceVectors = snapshot.vectors.flatMap(({ sentences }) => [...sentences]).map((value) => value / 32_767);
  return Math.fround(unit.reduce((sum, value, axis) => sum + value * (sentenceVectors[offset + axis] ?? 0), 0));
}
