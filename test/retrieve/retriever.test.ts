/** The ranking of a small snapshot whose vectors are given by hand. */

import { describe, expect, it } from 'vitest';
import { createSegmenterTokenizer } from '../../src/index/tokenizer.js';
import { createGazetteer } from '../../src/ingest/gazetteer.js';
import type { Filters } from '../../src/retrieve/contract.js';
import { createRetriever } from '../../src/retrieve/retriever.js';
import { createEmbedder, documentOf, openSnapshot } from './documents.js';

const NO_FILTERS: Filters = { regions: [], years: [], types: [], documentIds: [] };
/** A text lies where its subjects say; every text shares the first axis. */
const embedder = createEmbedder(4, (text) => [
  2,
  ...['粮食', '学校', '高铁'].map((subject) => (text.includes(subject) ? 1 : 0)),
]);
const tokenizer = createSegmenterTokenizer();
const snapshot = await openSnapshot(
  [
    documentOf('1-jingmen', { region: '荆门市', year: 2024 }, '粮食总产不低于58亿斤。\n新建学校十二所。'),
    documentOf('2-xiantao', { region: '仙桃市', year: 2021 }, '粮食总产70万吨。高铁开工。'),
    // The same text twice: their scores are equal for any question that names neither place.
    documentOf('3-twin', {}, '高铁通车。'),
    documentOf('4-twin', {}, '高铁通车。'),
    documentOf('5-titles', { region: '咸宁市', title: '高铁专题' }, '高铁专题'),
    documentOf('6-vision', { region: '汉川市', year: 2020 }, '到二〇三五年，学校新建一百所。'),
  ],
  embedder,
  tokenizer,
);
const gazetteer = createGazetteer();
const { retrieve } = createRetriever({ snapshot, embedder, tokenizer, gazetteer, means: null });

async function rank(question: string, filters: Partial<Filters> = {}) {
  const ranking = await retrieve(question, { ...NO_FILTERS, ...filters });
  const sources = ranking.passages.map(({ passage }) => snapshot.passageAt(passage).document.source);
  return { ...ranking, sources };
}

describe('retrieve', () => {
  it('ranks the passage about the place asked for first', async () => {
    expect((await rank('荆门的粮食总产')).sources[0]).toBe('1-jingmen');
    expect((await rank('仙桃的粮食总产')).sources[0]).toBe('2-xiantao');
  });

  it('ranks the same question the same twice', async () => {
    expect(await rank('学校和高铁有多少')).toEqual(await rank('学校和高铁有多少'));
  });

  it('keeps the order of the documents for equal scores', async () => {
    const { sources, passages } = await rank('高铁通车了吗');
    expect(sources.slice(0, 2)).toEqual(['3-twin', '4-twin']);
    expect(passages[0]?.fused).toBe(passages[1]?.fused);
  });

  it('takes the best of several places in turn', async () => {
    const { sources, passages } = await rank('仙桃和荆门的粮食谁多');
    expect(sources.slice(0, 2).sort()).toEqual(['1-jingmen', '2-xiantao']);
    expect(new Set(passages.slice(0, 2).map(({ side }) => side))).toEqual(new Set([0, 1]));
  });

  it('has no sides for one place', async () => {
    expect((await rank('荆门的粮食')).passages.every(({ side }) => side === null)).toBe(true);
  });

  it('ranks the title of a document that has nothing else', async () => {
    expect((await rank('咸宁的高铁')).sources[0]).toBe('5-titles');
  });

  it('covers a year that a best passage writes in Han digits', async () => {
    expect((await rank('汉川2035年的学校')).uncoveredYears).toEqual([]);
    expect((await rank('汉川2034年的学校')).uncoveredYears).toEqual([2034]);
  });

  it('understands a year in Han digits', async () => {
    expect((await rank('汉川二〇三五年的学校')).understood.years).toEqual([2035]);
  });

  it('ranks by falling score', async () => {
    const scores = (await rank('仙桃的高铁')).passages.map(({ fused }) => fused);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
  });

  it('ranks only what passes the filters', async () => {
    expect(new Set((await rank('粮食', { regions: ['湖北'], years: [2021] })).sources)).toEqual(new Set(['2-xiantao']));
  });

  it('ranks nothing when nothing passes, and names the region that is missing', async () => {
    const { passages, uncoveredRegions } = await rank('粮食', { regions: ['深圳'] });
    expect(passages).toEqual([]);
    expect(uncoveredRegions).toEqual(['深圳市']);
  });

  it('does not count a place as covered whose documents the filters leave out', async () => {
    expect((await rank('荆门的粮食', { regions: ['仙桃'] })).uncoveredRegions).toEqual(['荆门市']);
    expect((await rank('仙桃2024年的粮食', { regions: ['仙桃'] })).uncoveredYears).toEqual([2024]);
  });

  it('blames the filters and not the question when nothing passes', async () => {
    expect((await rank('荆门的粮食', { years: [1999] })).uncoveredRegions).toEqual([]);
  });

  it('names a region once that question and filter both miss', async () => {
    expect((await rank('深圳和荆门的粮食', { regions: ['深圳', '荆门'] })).uncoveredRegions).toHaveLength(1);
  });

  it('gives each passage its own most similar sentence', async () => {
    for (const { passage, bestSentence, sentenceSimilarity } of (await rank('高铁')).passages) {
      expect(bestSentence).not.toBeNull();
      expect(snapshot.sentencesOf(passage)).toContain(bestSentence);
      expect(sentenceSimilarity).toBe(
        Math.max(...snapshot.sentencesOf(passage).map((sentence) => embeddedSimilarity('高铁', sentence))),
      );
    }
  });

  it('lists the terms of the question that stand in the passage', async () => {
    const { passages, terms } = await rank('荆门的粮食总产');
    expect(terms).toContain('粮食');
    expect(passages[0]?.matchedTerms).toContain('粮食');
    expect(passages.at(-1)?.matchedTerms).not.toContain('粮食');
  });

  it('looks up the Chinese name of a place asked for in English', async () => {
    expect((await rank('How much grain in Xiantao?')).terms).toContain('仙桃');
  });

  it('leaves words out of account that no document has', async () => {
    const { knownShare, passages } = await rank('zzz qqq');
    expect(knownShare).toBe(0);
    expect(passages.every(({ fused }) => Number.isFinite(fused))).toBe(true);
  });
});

function embeddedSimilarity(question: string, sentence: number): number {
  const query = [2, ...['粮食', '学校', '高铁'].map((subject) => (question.includes(subject) ? 1 : 0))];
  const length = Math.hypot(...query);
  const unit = Float32Array.from(query, (value) => value / length);
  const offset = sentence * snapshot.dimensions;
  return Math.fround(
    unit.reduce((sum, value, axis) => sum + value * (snapshot.sentenceVectors[offset + axis] ?? 0), 0),
  );
}
