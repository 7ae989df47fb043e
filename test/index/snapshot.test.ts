/** The index in memory: numbers lead to the right passages, sentences and vectors. */

import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Snapshot } from '../../src/index/contract.js';
import { loadSnapshot } from '../../src/index/snapshot.js';
import { updateIndex } from '../../src/index/update.js';
import { createSegmenterTokenizer } from '../../src/lexicon/tokenizer.js';
import {
  createHashEmbedder,
  DIMENSIONS,
  joinVectors,
  MAKERS,
  makeDocument,
  NO_KNOWLEDGE,
  quantise,
  temporaryFolder,
} from './documents.js';
import { createMemoryVectorStore } from './memory.js';

const A = makeDocument('a.txt', '甲一。甲二。\n甲三。');
const EMPTY = makeDocument('b.txt', '');
const C = makeDocument('c.txt', '丙一。丙二。丙三。');
const none = { ...EMPTY, passages: [], sentences: [] };

const tokenizer = createSegmenterTokenizer();
const embedder = createHashEmbedder();

async function build(store = createMemoryVectorStore({ dimensions: DIMENSIONS })) {
  const indexFolder = temporaryFolder();
  const { generation } = await updateIndex({
    indexFolder,
    documents: [C, none, A],
    makers: MAKERS,
    tokenizer,
    previous: null,
    embedder,
    openVectorStore: () => store,
    vectorsFolder: (folder) => path.join(folder, 'vectors'),
    now: () => new Date(0),
  });
  return { generation, store };
}

describe('loadSnapshot', () => {
  let snapshot: Snapshot;
  beforeAll(async () => {
    const { generation, store } = await build();
    snapshot = await loadSnapshot(generation, store, NO_KNOWLEDGE);
  });

  it('orders documents by source, and numbers passages and sentences through', () => {
    expect(snapshot.documents.map(({ source }) => source)).toEqual(['a.txt', 'b.txt', 'c.txt']);
    expect([...snapshot.passageDocument]).toEqual([0, 0, 2]);
    expect([...snapshot.passageOrdinal]).toEqual([0, 1, 0]);
    expect([...snapshot.firstPassage]).toEqual([0, 2, 2]);
    expect([...snapshot.sentencePassage]).toEqual([0, 0, 1, 2, 2, 2]);
    expect([...snapshot.sentenceOrdinal]).toEqual([0, 1, 2, 0, 1, 2]);
  });

  it('shows the text of a passage and of a sentence as it stands in the document', () => {
    expect(snapshot.passageText(0)).toBe('甲一。甲二。');
    expect(snapshot.passageText(2)).toBe(C.text);
    expect(snapshot.sentenceText(2)).toBe('甲三。');
    expect(snapshot.sentenceText(5)).toBe('丙三。');
  });

  it('has the words of a sentence as they were cut', () => {
    expect(snapshot.sentenceWords(2).plain).toBe('甲三。');
    expect(['甲三', '甲一'].map(snapshot.sentenceWords(2).has)).toEqual([true, false]);
    expect(['丙三', '丙一'].map(snapshot.sentenceWords(5).has)).toEqual([true, false]);
    expect(() => snapshot.sentenceWords(6)).toThrow(RangeError);
  });

  it('lists the sentences of a passage, none for a number that is none', () => {
    expect([0, 1, 2].map((passage) => snapshot.sentencesOf(passage))).toEqual([[0, 1], [2], [3, 4, 5]]);
    for (const number of [-1, 3, 0.5, Number.NaN]) expect(snapshot.sentencesOf(number)).toEqual([]);
  });

  it('has a sentence within its passage for every number', () => {
    for (const [number, passage] of snapshot.sentencePassage.entries()) {
      expect(snapshot.passageText(passage)).toContain(snapshot.sentenceText(number));
    }
  });

  it.each([-1, 3, 6, 0.5, Number.NaN, Number.POSITIVE_INFINITY])('throws RangeError for the number %d', (number) => {
    expect(() => snapshot.passageAt(number)).toThrow(RangeError);
    expect(() => snapshot.passageText(number)).toThrow(RangeError);
    if (number === 3) return;
    expect(() => snapshot.sentenceAt(number)).toThrow(RangeError);
    expect(() => snapshot.sentenceText(number)).toThrow(RangeError);
  });

  it('keeps each vector in the row of its passage or sentence', async () => {
    const [passage, sentence] = await embedder.embed(
      ['c.txt的报告 丙一。丙二。丙三。', 'c.txt的报告 丙二。'],
      'passage',
    );
    const { passages, sentences } = joinVectors(snapshot);
    expect(passages.slice(2 * DIMENSIONS)).toEqual(passage && quantise(passage.vector));
    expect(sentences.slice(4 * DIMENSIONS, 5 * DIMENSIONS)).toEqual(sentence && quantise(sentence.vector));
  });

  it('has one lexical entry a passage, with the words of the title', () => {
    expect(snapshot.lexicalIndex.size).toBe(3);
    expect([...snapshot.lexicalIndex.entriesWith('丙')]).toEqual([2]);
    expect([...snapshot.lexicalIndex.entriesWith('报告')]).toEqual([0, 1, 2]);
  });

  it('refuses a store that has too few vectors for a document', async () => {
    const { generation, store } = await build();
    const vectors = await store.read(C.id);
    await store.write(C.id, { ...vectors, sentences: vectors.sentences.slice(1) });
    await expect(loadSnapshot(generation, store, NO_KNOWLEDGE)).rejects.toMatchObject({
      code: 'INDEX_DAMAGED',
      message: expect.stringContaining(C.id),
    });
  });
});
