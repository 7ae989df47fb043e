/**
 * What every place keeps to in which passages are kept and found by words and meaning, whatever it is built on: arrays in
 * memory over vectors kept in memory or on disk, and a cluster. Scores are worked out by hand.
 */

import { beforeEach, describe, expect, it } from 'vitest';
import type { DocumentVectors, QueryTerm } from '../../src/index/contract.js';
import { createWordCounter } from '../../src/index/word-counter.js';
import type { DocumentWords } from '../../src/index/words.js';

export const STORE_DIMENSIONS = 2;

/** A passage as it is found. */
interface PaperPassage {
  readonly terms: readonly string[];
  readonly vector: readonly number[];
  readonly sentences: readonly (readonly number[])[];
}

export interface Paper {
  /** Of small letters, as documents are named. */
  readonly id: string;
  readonly region: string;
  readonly year: number;
  readonly type: 'report' | 'digest';
  readonly passages: readonly PaperPassage[];
}

/** What a passage is scored by. */
export type Measure = 'words' | 'passages' | 'sentences';

export interface Sought {
  readonly by: Measure;
  /** Of words. */
  readonly query?: readonly QueryTerm[];
  /** Of meaning, of unit length. */
  readonly vector?: readonly number[];
}

/** Only passages of documents that are all of it. */
export interface Among {
  readonly regions?: readonly string[];
  readonly years?: readonly number[];
  readonly types?: readonly string[];
  readonly documents?: readonly string[];
}

export interface StoreUnderTest {
  /** Holds these afterwards, and no others. */
  hold(papers: readonly Paper[]): Promise<void>;
  /** `id-ordinal`, best first. */
  rank(sought: Sought, among: Among, count: number): Promise<readonly string[]>;
  /** Of the only passage of a document. */
  scoreOf(sought: Sought, id: string): Promise<number>;
  /** In how many passages a term stands. */
  frequencyOf(term: string): Promise<number>;
  vectorsOf(id: string): Promise<DocumentVectors>;
}

export function vectorsOfPaper({ passages }: Paper): DocumentVectors {
  return {
    passages: passages.map(({ vector }) => Float32Array.from(vector)),
    sentences: passages.flatMap(({ sentences }) => sentences.map((vector) => Float32Array.from(vector))),
  };
}

export function wordsOfPaper({ passages }: Paper): DocumentWords {
  const counter = createWordCounter();
  for (const { terms } of passages) counter.add(terms);
  return counter.finish();
}

const words = (...terms: readonly string[]): QueryTerm[] => terms.map((term) => ({ variants: [term], weight: 1 }));
const paper = (id: string, passages: readonly Partial<PaperPassage>[], about: Partial<Paper> = {}): Paper => ({
  id,
  region: '甲市',
  year: 2024,
  type: 'report',
  passages: passages.map((own) => ({ terms: ['的'], vector: [1, 0], sentences: [[1, 0]], ...own })),
  ...about,
});

/** Three passages, eight terms: mean length 8/3. 增长 and 就业 stand in two each, 目标, 教育 and 医疗 in one. */
const ENTRIES = [
  paper('a', [{ terms: ['增长', '增长', '目标'] }]),
  paper('b', [{ terms: ['增长', '就业'] }]),
  paper('c', [{ terms: ['就业', '教育', '医疗'] }]),
];
// idf = ln(1 + (3 - n + 0.5) / (n + 0.5)) for a term in n of the three; tf × 2.2 / (tf + 1.2 × (0.25 + 0.75 × length / (8/3)))
const [IDF_IN_TWO, IDF_IN_ONE] = [Math.log(1.6), Math.log(8 / 3)];
const [TWICE_IN_THREE, ONCE_IN_THREE, ONCE_IN_TWO] = [4.4 / 3.3125, 2.2 / 2.3125, 2.2 / 1.975];
/** Digits behind the point: single precision, and once more rounded on its way. */
const CLOSE = 4;

const SQUARES = [
  paper('east', [{ vector: [1, 0] }]),
  paper('north-east', [{ vector: [0.6, 0.8] }]),
  paper('north', [{ vector: [0, 1] }]),
  paper('west', [{ vector: [-1, 0] }]),
];
const EAST: Sought = { by: 'passages', vector: [1, 0] };

/** @param open gives a store that holds nothing */
export function describeStore(name: string, open: () => Promise<StoreUnderTest>): void {
  describe(`a store of passages: ${name}`, () => {
    let store: StoreUnderTest;
    beforeEach(async () => {
      store = await open();
    });

    it('finds nothing where it holds nothing, by whatever measure', async () => {
      for (const sought of [{ by: 'words', query: words('增长') }, EAST, { ...EAST, by: 'sentences' }] as const) {
        expect(await store.rank(sought, {}, 5)).toEqual([]);
      }
      expect(await store.frequencyOf('增长')).toBe(0);
    });

    it('scores words by BM25 with k1 1.2 and b .75', async () => {
      await store.hold(ENTRIES);
      const score = (query: readonly QueryTerm[], id: string) => store.scoreOf({ by: 'words', query }, id);
      expect(await score(words('增长'), 'a')).toBeCloseTo(IDF_IN_TWO * TWICE_IN_THREE, CLOSE);
      expect(await score(words('增长'), 'b')).toBeCloseTo(IDF_IN_TWO * ONCE_IN_TWO, CLOSE);
      expect(await score(words('增长'), 'c')).toBe(0);
      expect(await score(words('地铁'), 'a')).toBe(0);
      // Several add up; of those that mean the same the best counts; a guess counts by its weight.
      const both = IDF_IN_TWO * TWICE_IN_THREE + IDF_IN_ONE * ONCE_IN_THREE;
      expect(await score(words('增长', '目标'), 'a')).toBeCloseTo(both, CLOSE);
      const either: QueryTerm = { variants: ['增长', '目标', '地铁'], weight: 1 };
      expect(await score([either], 'a')).toBeCloseTo(IDF_IN_ONE * ONCE_IN_THREE, CLOSE);
      expect(await score([{ ...either, weight: 0.5 }], 'b')).toBeCloseTo(0.5 * IDF_IN_TWO * ONCE_IN_TWO, CLOSE);
    });

    it('counts in how many passages a term stands', async () => {
      await store.hold([...ENTRIES, paper('d', [{ terms: ['增长'] }, { terms: ['增长', '增长'] }, {}])]);
      expect(await store.frequencyOf('增长')).toBe(4);
      expect(await store.frequencyOf('目标')).toBe(1);
      expect(await store.frequencyOf('增')).toBe(0);
    });

    it('scores passages by the cosine, from 1 to -1', async () => {
      await store.hold(SQUARES);
      for (const [id, cosine] of [
        ['east', 1],
        ['north-east', 0.6],
        ['north', 0],
        ['west', -1],
      ] as const) {
        expect(await store.scoreOf(EAST, id)).toBeCloseTo(cosine, CLOSE);
      }
    });

    it('scores a passage by the best of its sentences', async () => {
      const sentences = [
        [-1, 0],
        [0.6, 0.8],
        [0, 1],
      ];
      await store.hold([paper('a', [{ vector: [-1, 0], sentences }])]);
      expect(await store.scoreOf({ ...EAST, by: 'sentences' }, 'a')).toBeCloseTo(0.6, CLOSE);
      expect(await store.scoreOf({ by: 'sentences', vector: [-1, 0] }, 'a')).toBeCloseTo(1, CLOSE);
    });

    it('gives as many as are asked for, the best first, and all where there are fewer', async () => {
      await store.hold(SQUARES);
      expect(await store.rank(EAST, {}, 2)).toEqual(['east-0', 'north-east-0']);
      expect(await store.rank(EAST, {}, 100)).toEqual(['east-0', 'north-east-0', 'north-0', 'west-0']);
      await store.hold(ENTRIES);
      expect(await store.rank({ by: 'words', query: words('增长') }, {}, 2)).toEqual(['a-0', 'b-0']);
    });

    it('gives of passages that score the same as many as are asked for, each once', async () => {
      await store.hold([paper('a', [{}, {}, {}]), paper('b', [{}, {}]), paper('far', [{ vector: [-1, 0] }])]);
      const found = await store.rank(EAST, {}, 4);
      expect(new Set(found).size).toBe(4);
      expect(found).not.toContain('far-0');
    });

    it('ranks only what passes all filters', async () => {
      await store.hold([
        paper('a', [{ vector: [0, 1] }]),
        paper('b', [{ vector: [0.6, 0.8] }], { region: '乙市' }),
        paper('c', [{ vector: [1, 0] }], { region: '乙市', year: 2025 }),
        paper('d', [{ vector: [0.8, 0.6] }], { year: 2025, type: 'digest' }),
      ]);
      expect(await store.rank(EAST, { regions: ['乙市'] }, 5)).toEqual(['c-0', 'b-0']);
      expect(await store.rank(EAST, { years: [2025] }, 5)).toEqual(['c-0', 'd-0']);
      expect(await store.rank(EAST, { years: [2024, 2025], types: ['digest'] }, 5)).toEqual(['d-0']);
      expect(await store.rank(EAST, { documents: ['a', 'b'], regions: ['甲市'] }, 5)).toEqual(['a-0']);
      expect(await store.rank(EAST, { regions: ['丙市'] }, 5)).toEqual([]);
      // The best of what passes, however far down it is of all.
      expect(await store.rank(EAST, { documents: ['a'] }, 1)).toEqual(['a-0']);
    });

    it('has nothing left of a document that is gone', async () => {
      await store.hold(ENTRIES);
      await store.hold(ENTRIES.slice(1));
      expect(await store.frequencyOf('目标')).toBe(0);
      expect(await store.frequencyOf('增长')).toBe(1);
      expect(await store.rank({ by: 'words', query: words('增长') }, {}, 1)).toEqual(['b-0']);
      expect([...(await store.rank(EAST, {}, 5))].sort()).toEqual(['b-0', 'c-0']);
      await expect(store.vectorsOf('a')).rejects.toMatchObject({ code: 'INDEX_DAMAGED' });
    });

    it('has of a document that is replaced by a shorter one only what that says', async () => {
      await store.hold([paper('a', [{ terms: ['旧'] }, { terms: ['旧'] }, { terms: ['旧'] }]), ...SQUARES.slice(2)]);
      const fresh = paper('a', [{ terms: ['新'], vector: [0.6, 0.8], sentences: [[0, 1]] }]);
      await store.hold([fresh, ...SQUARES.slice(2)]);
      expect([await store.frequencyOf('旧'), await store.frequencyOf('新')]).toEqual([0, 1]);
      expect(await store.rank(EAST, { documents: ['a'] }, 5)).toEqual(['a-0']);
      expect(await store.scoreOf(EAST, 'a')).toBeCloseTo(0.6, CLOSE);
      expect(await store.vectorsOf('a')).toEqual(vectorsOfPaper(fresh));
    });
  });
}
