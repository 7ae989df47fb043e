/** The file of places that the build makes. */

import { describe, expect, it } from 'vitest';
import { readPlaces } from '../../src/lexicon/places.js';

describe('readPlaces', () => {
  const places = readPlaces();

  it('has every province, each with its cities and counties, by codes of six digits', () => {
    expect(places.filter(({ level }) => level === 'province')).toHaveLength(34);
    expect(places.filter(({ code }) => !/^\d{6}$/.test(code))).toEqual([]);
    expect(new Set(places.map(({ code }) => code.slice(0, 2))).size).toBe(34);
  });

  it('gives each its short and its Latin names', () => {
    expect(places.find(({ code }) => code === '422800')).toEqual({
      code: '422800',
      name: '恩施土家族苗族自治州',
      level: 'city',
      short: '恩施',
      spellings: ['enshi'],
    });
  });
});
