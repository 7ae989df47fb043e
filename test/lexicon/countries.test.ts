/** Other countries that a question names. */

import { describe, expect, it } from 'vitest';
import { findOtherPlaces } from '../../src/lexicon/countries.js';

describe('findOtherPlaces', () => {
  it('finds countries in both languages by their Chinese names, once each', () => {
    expect(findOtherPlaces('日本和法国的GDP，日本多少？')).toEqual(['日本', '法国']);
    expect(findOtherPlaces('What is the GDP of Japan?')).toEqual(['日本']);
  });

  it('finds none in what lies in China or only looks like one', () => {
    expect(findOtherPlaces('湖北省2025年的GDP')).toEqual([]);
    expect(findOtherPlaces('中国的GDP')).toEqual([]);
  });
});
