/** What is stored of a document beside its text, and that what is looked up later is the same as what was found. */

import { beforeAll, describe, expect, it } from 'vitest';
import { annotateDocument, annotatorId } from '../../src/annotate/annotate.js';
import type { Snapshot } from '../../src/index/contract.js';
import { createGlossary } from '../../src/lexicon/glossary.js';
import { createSegmenterTokenizer } from '../../src/lexicon/tokenizer.js';
import { createEmbedder, documentOf, gazetteer, glossary, openSnapshot } from '../retrieve/documents.js';

const TEXT = `一、2023年工作回顾
地区生产总值增长6.7%，其中沙洋县增长7.1%。新建学校12所。
二、2024年工作安排
主要预期目标是：地区生产总值增长7%左右。`;
const document = documentOf('jingmen', { region: '荆门市', year: 2024 }, TEXT);

describe('annotateDocument', () => {
  it('keeps a part, a time and a purpose for each passage, and a kind for each sentence', () => {
    const { passages, sentences } = annotateDocument(document, { glossary, gazetteer }).annotations;
    expect(passages.map(({ role, years, isTelling }) => [role, years, isTelling])).toEqual([
      ['review', [2023], true],
      ['target', [2024], true],
    ]);
    expect(sentences).toHaveLength(document.sentences.length);
  });

  it('stores terms by name and places by code', () => {
    const { facts } = annotateDocument(document, { glossary, gazetteer }).annotations;
    const told = facts.map(({ term, region, years, kind, figure }) => [figure.text, term, region, years, kind]);
    expect(told).toEqual([
      ['6.7%', '地区生产总值', '420800', [2023], 'actual'],
      ['7.1%', '地区生产总值', '420822', [2023], 'actual'],
      ['12所', null, '420800', [2023], 'actual'],
      ['7%左右', '地区生产总值', '420800', [2024], 'target'],
    ]);
  });

  it('survives being written and read', () => {
    const annotated = annotateDocument(document, { glossary, gazetteer });
    expect(JSON.parse(JSON.stringify(annotated))).toEqual(annotated);
  });
});

describe('annotatorId', () => {
  it('is another one for another glossary', () => {
    const other = createGlossary('name,kind,written,asked,english\n森林覆盖率,indicator,,,', 'test');
    expect(annotatorId(other)).not.toBe(annotatorId(glossary));
  });
});

describe('facts of a snapshot', () => {
  let snapshot: Snapshot;
  beforeAll(async () => {
    const embedder = createEmbedder(1, () => [1]);
    snapshot = await openSnapshot([documentOf('a', {}, '生活改善。'), document], embedder, createSegmenterTokenizer());
  });

  it('are found by term, by place and by a pair of characters', () => {
    const texts = (facts: Snapshot['facts']['all']) => facts.map(({ figure }) => figure.text);
    expect(texts(snapshot.facts.all)).toEqual(['6.7%', '7.1%', '12所', '7%左右']);
    expect(texts(snapshot.facts.aboutTerm('地区生产总值'))).toEqual(['6.7%', '7.1%', '7%左右']);
    expect(texts(snapshot.facts.ofRegion('420822'))).toEqual(['7.1%']);
    expect(texts(snapshot.facts.aboutPair('学校'))).toEqual(['12所']);
  });

  it('stand where they say', () => {
    for (const { document: own, start, end, figure, passage, sentence, text } of snapshot.facts.all) {
      expect(own.text.slice(start, end)).toBe(figure.text);
      expect(snapshot.sentenceText(sentence)).toBe(text);
      expect(snapshot.sentencesOf(passage)).toContain(sentence);
    }
  });
});
