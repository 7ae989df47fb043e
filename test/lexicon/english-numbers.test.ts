/** Numbers of English texts, in the canonical units of Chinese ones. */

import { describe, expect, it } from 'vitest';
import { findEnglishNumbers } from '../../src/lexicon/english-numbers.js';

const read = (text: string) => findEnglishNumbers(text).map(({ value, unit, form }) => [value, unit, form]);

describe('findEnglishNumbers', () => {
  it.each([
    ['grew 5.8 percent', [[5.8, '%', null]]],
    ['up 0.3 percentage points', [[0.3, '百分点', null]]],
    ['1.2 trillion yuan', [[1.2e12, '元', null]]],
    ['3,400 hectares', [[51_000, '亩', null]]],
    ['two thirds', [[66.6666666667, '%', 'fraction']]],
    ['ranked third in the country', [[3, '位', 'rank']]],
    [
      'created 550,000 jobs and 20 projects',
      [
        [550_000, '人', null],
        [20, '个', null],
      ],
    ],
    ['-0.5%', [[0.5, '%', null]]],
  ])('in %s', (text, numbers) => {
    expect(read(text)).toEqual(numbers);
  });

  it('are no years', () => {
    expect(read('in 2024 and 1998')).toEqual([]);
  });
});
