/** Documents that contradict each other, and questions that contradict them, on the figure asked for: found in the ranking of real texts. */

import { describe, expect, it } from 'vitest';
import { findConflict, findFalsePremise } from '../../src/answer/conflict.js';
import type { IndexedDocument } from '../../src/index/contract.js';
import { addGlossaryTerms } from '../../src/lexicon/glossary-terms.js';
import { createSegmenterTokenizer } from '../../src/lexicon/tokenizer.js';
import type { Ranking } from '../../src/retrieve/contract.js';
import { createRetriever } from '../../src/retrieve/retriever.js';
import { CAREFUL_RANKING_WEIGHTS } from '../../src/retrieve/weights.js';
import { createEmbedder, documentOf, gazetteer, glossary, openSnapshot, understand } from '../retrieve/documents.js';

const tokenizer = addGlossaryTerms(createSegmenterTokenizer(), glossary);
/** All texts lie in one place: which figures are looked at does not depend on meaning. */
const embedder = createEmbedder(2, () => [1, 0]);

async function rank(question: string, documents: readonly IndexedDocument[]): Promise<Ranking> {
  const snapshot = await openSnapshot(documents, embedder, tokenizer);
  const tools = { snapshot, embedder, tokenizer, gazetteer, glossary, means: null, translate: () => [] };
  const { retrieve } = createRetriever({ ...tools, weights: CAREFUL_RANKING_WEIGHTS, understand });
  return retrieve(question, { regions: [], years: [], types: [], documentIds: [] });
}

const PLACES = { 荆门市: 'jingmen', 仙桃市: 'xiantao' };
type Place = keyof typeof PLACES;

/** What a government reports of 2023 in its report of 2024, one sentence a paragraph. */
function report(region: Place, review: string, targets = '今年地区生产总值增长6%左右。'): IndexedDocument {
  const text = `一、2023年工作回顾\n${review}\n二、2024年工作安排\n${targets}`;
  return documentOf(`1-report-${PLACES[region]}`, { region, year: 2024 }, text);
}

/** What another document says of the same year. */
function bulletin(region: Place, text: string): IndexedDocument {
  const metadata = { title: '国民经济和社会发展统计公报', type: 'other', region, year: 2023 } as const;
  return documentOf(`2-bulletin-${PLACES[region]}`, metadata, text);
}

async function conflictOf(question: string, documents: readonly IndexedDocument[]): Promise<string[] | null> {
  const conflict = findConflict(await rank(question, documents));
  return conflict?.map(({ document, figure }) => `${document.source} ${figure.text}`) ?? null;
}

const GROWTH = '2023年荆门市地区生产总值增长多少？';

describe('findConflict', () => {
  it('names both figures where two documents give different growth for one place and year', async () => {
    const documents = [
      report('荆门市', '2023年全市地区生产总值增长6.8%。'),
      bulletin('荆门市', '2023年全市地区生产总值增长6.3%。'),
    ];
    expect(await conflictOf(GROWTH, documents)).toEqual(['1-report-jingmen 6.8%', '2-bulletin-jingmen 6.3%']);
  });

  it('finds that one says it rose and the other that it fell by as much', async () => {
    const documents = [
      report('荆门市', '2023年全市进出口总额增长4.1%。'),
      bulletin('荆门市', '2023年全市进出口总额下降4.1%。'),
    ];
    expect(await conflictOf('2023年荆门市进出口总额增长多少？', documents)).toHaveLength(2);
  });

  it('takes two ways of writing one amount for the same', async () => {
    const documents = [
      report('荆门市', '2023年全市地区生产总值达到2211.85亿元。'),
      bulletin('荆门市', '2023年全市地区生产总值22118500万元。'),
    ];
    expect(await conflictOf('2023年荆门市地区生产总值是多少？', documents)).toBeNull();
  });

  it('takes the rounded amount and the exact one for the same', async () => {
    const documents = [
      report('荆门市', '2023年全市地区生产总值达到2212亿元。'),
      bulletin('荆门市', '2023年全市地区生产总值2211.85亿元。'),
    ];
    expect(await conflictOf('2023年荆门市地区生产总值是多少？', documents)).toBeNull();
  });

  it.each([
    ['one is bounded only', [report('荆门市', '2023年全市地区生产总值增长6.8%左右。')]],
    ['one was striven for', [report('荆门市', '2023年全市地区生产总值力争增长6.8%。')]],
    ['one is of a part', [report('荆门市', '2023年民营经济地区生产总值增长6.8%。')]],
    ['one is a distance to others', [report('荆门市', '2023年全市地区生产总值增速高于全国6.8个百分点。')]],
    ['one is of another year', [report('荆门市', '2022年全市地区生产总值增长6.8%。')]],
  ])('finds none where %s', async (_, others) => {
    const documents = [...others, bulletin('荆门市', '2023年全市地区生产总值增长6.3%。')];
    expect(await conflictOf(GROWTH, documents)).toBeNull();
  });

  it.fails('finds none where 目标增长 calls one a target', async () => {
    const documents = [
      report('荆门市', '2023年全市地区生产总值目标增长6.8%。'),
      bulletin('荆门市', '2023年全市地区生产总值增长6.3%。'),
    ];
    expect(await conflictOf(GROWTH, documents)).toBeNull();
  });

  it('finds none where the figures are of two places and the question names neither', async () => {
    const documents = [
      report('仙桃市', '2023年全市地区生产总值增长6.8%。'),
      bulletin('荆门市', '2023年全市地区生产总值增长6.3%。'),
    ];
    expect(await conflictOf('2023年地区生产总值增长多少？', documents)).toBeNull();
  });

  it('finds none within one document', async () => {
    const documents = [report('荆门市', '2023年全市地区生产总值增长6.8%。\n2023年地区生产总值增长6.3%。')];
    expect(await conflictOf(GROWTH, documents)).toBeNull();
  });

  it('finds none where the question leaves room for both figures', async () => {
    const documents = [
      report('荆门市', '2023年全市地区生产总值增长6.8%。'),
      bulletin('荆门市', '2023年全市地区生产总值增长6.3%。'),
      bulletin('仙桃市', '2023年全市地区生产总值增长5.9%。'),
    ];
    for (const question of [
      '荆门市地区生产总值增长多少？',
      '2022年和2023年荆门市地区生产总值增长多少？',
      '2023年荆门市和仙桃市地区生产总值增长谁更快？',
      '2023年荆门市地区生产总值增长目标是多少？',
    ]) {
      expect(await conflictOf(question, documents), question).toBeNull();
    }
  });
});

async function premiseOf(question: string, review: string): Promise<string | null> {
  const premise = findFalsePremise(await rank(question, [report('荆门市', review)]));
  return premise && `${premise.term?.name}${premise.text}`;
}

describe('findFalsePremise', () => {
  const REVIEW = '2023年全市地区生产总值增长6.8%，进出口总额下降4.1%，民营企业进出口总额增长9.5%。';

  it.each([
    ['another value', '2023年荆门市地区生产总值增长7.5%主要靠什么？', '地区生产总值7.5%'],
    ['another direction', '2023年荆门市进出口总额增长4.1%主要靠什么？', '进出口总额4.1%'],
  ])('names the figure of the question that has %s', async (_, question, premise) => {
    expect(await premiseOf(question, REVIEW)).toBe(premise);
  });

  it('is not misled by a figure of a part of what the question asks about', async () => {
    expect(await premiseOf('2023年荆门市进出口总额增长9.5%主要靠什么？', REVIEW)).toBe('进出口总额9.5%');
  });

  it.each([
    ['it states what the document states', '2023年荆门市地区生产总值增长6.8%主要靠什么？', REVIEW],
    ['it rounds what the document states', '2023年荆门市地区生产总值增长约7%主要靠什么？', REVIEW],
    ['it states none', '2023年荆门市地区生产总值增长多少？', REVIEW],
    [
      'the document has that figure beside another',
      '2023年荆门市地区生产总值增长6.8%主要靠什么？',
      `${REVIEW}\n2023年上半年地区生产总值增长5.2%。`,
    ],
    [
      'the document measures it otherwise',
      '2023年荆门市地区生产总值增长7.5%主要靠什么？',
      '2023年全市地区生产总值达到2211亿元。',
    ],
    ['the document is silent', '2023年荆门市粮食产量增长7.5%主要靠什么？', REVIEW],
  ])('finds nothing wrong where %s', async (_, question, review) => {
    expect(await premiseOf(question, review)).toBeNull();
  });
});
