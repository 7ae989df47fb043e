/** Short names of counties whose documents are at hand, and what is none. */

import { describe, expect, it } from 'vitest';
import { findFamiliarPlaces } from '../../src/lexicon/familiar-places.js';
import { createGazetteer } from '../../src/lexicon/gazetteer.js';
import { growthOf, LINEAR } from '../growth.js';

const gazetteer = createGazetteer();
const regions = ['留坝县', '富民县', '华宁县'].flatMap((name) => gazetteer.resolve(name) ?? []);
const familiar = findFamiliarPlaces(gazetteer, regions);
const found = (text: string) =>
  familiar.find(text).map(({ region, start, end }) => [region.name, text.slice(start, end)]);

describe('findFamiliarPlaces', () => {
  it('finds counties of the documents by their short names, besides all that is found anyway', () => {
    expect(found('2024年留坝民宿和汉中市留坝县、2025年华宁柑橘')).toEqual([
      ['留坝县', '留坝'],
      ['汉中市', '汉中市'],
      ['留坝县', '留坝县'],
      ['华宁县', '华宁'],
    ]);
  });

  it('finds no other counties, no words and no streets', () => {
    expect(found('平坝的茶叶，富民政策，留坝路，风华宁静')).toEqual([]);
  });

  it('is the gazetteer itself where no document is about a county', () => {
    expect(findFamiliarPlaces(gazetteer, [])).toBe(gazetteer);
  });

  it('takes time that grows with the length of a text of names', () => {
    expect(growthOf((length) => familiar.find('留坝华宁'.repeat(length)), 4_000)).toBeLessThan(LINEAR);
  });
});
