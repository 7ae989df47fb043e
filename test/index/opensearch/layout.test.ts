/** What stands in the indices of a cluster: lengths as Lucene keeps them, names, notes. */

import { describe, expect, it } from 'vitest';
import {
  aliasesOf,
  indicesOf,
  keptLength,
  passagesIndex,
  readNotes,
  storedWord,
} from '../../../src/index/opensearch/layout.js';

describe('keptLength', () => {
  // Lucene's own table of what a byte stands for: 23, 24, … 40, 42, … 264, 280, 312, … 984.
  it.each([
    [0, 0],
    [23, 23],
    [39, 39],
    [41, 40],
    [42, 42],
    [279, 264],
    [300, 280],
    [1000, 984],
  ])('of %i is %i', (length, kept) => {
    expect(keptLength(length)).toBe(kept);
  });

  it('never grows and loses less than an eighth', () => {
    for (let length = 1; length < 5_000; length += 1) {
      expect(keptLength(length)).toBeLessThanOrEqual(length);
      expect(keptLength(length)).toBeGreaterThan(length * (7 / 8));
    }
  });
});

describe('passagesIndex', () => {
  const shape = { dimensions: 384, shards: 1, replicas: 1, search: 'exact', lengthKept: 0.9 } as const;

  it('weighs the mean length as BM25 with k1 1.2 and b .75 weighs the whole one', () => {
    const { k1, b } = passagesIndex(shape).settings.index.similarity.words;
    const saturation = (ofMean: number) => k1 * (1 - b + b * ofMean);
    expect(saturation(0.9)).toBeCloseTo(1.2, 12);
    expect(k1 * (1 - b)).toBeCloseTo(1.2 * 0.25, 12);
  });

  it('has graphs of neighbours only where they are followed', () => {
    expect(passagesIndex(shape)).toMatchObject({ settings: { index: { knn: false } } });
    expect(passagesIndex(shape).mappings.properties.vector).toEqual({ type: 'knn_vector', dimension: 384 });
    const { settings, mappings } = passagesIndex({ ...shape, search: 'hnsw' });
    expect(settings.index.knn).toBe(true);
    expect(mappings.properties.vector).toMatchObject({ method: { engine: 'lucene', space_type: 'cosinesimil' } });
  });
});

it('names indices by what they hold, in small letters', () => {
  expect(aliasesOf('wenju')).toEqual({ documents: 'wenju-documents', passages: 'wenju-passages' });
  expect(indicesOf('wenju', 'g000021-74F48128').passages).toBe('wenju-g000021-74f48128.passages');
});

it('keeps a word in one piece, whatever is in it', () => {
  expect(storedWord('a b\nc')).toBe('a_b_c');
  expect(storedWord('x'.repeat(1_000))).toHaveLength(255);
});

it.each([undefined, {}, { wenju: 999 }, 'text'])('refuses notes that are not ours: %j', (notes) => {
  expect(() => readNotes(notes)).toThrow(
    /of another layout than 2, or of others\. Run: wenju index --store opensearch/,
  );
});
