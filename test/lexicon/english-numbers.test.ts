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
    ['an eighth of them', [[12.5, '%', 'fraction']]],
    ['fell by four fifths', [[80, '%', 'fraction']]],
    ['more than half of the towns', [[50, '%', 'fraction']]],
    ['its debts were halved', [[50, '%', 'growth']]],
    ['output doubled', [[100, '%', 'growth']]],
    [
      'twenty-two stations and eleven schools',
      [
        [22, '个', null],
        [11, '个', null],
      ],
    ],
    ['some six thousand runners', [[6000, '个', null]]],
    ['found work for two hundred and fifty thousand people', [[250_000, '人', null]]],
    ['one hundred twenty bridges', [[120, '个', null]]],
    ['for two hundred and five years running', [[205, '年', null]]],
    [
      'between two hundred and three hundred trees',
      [
        [200, '个', null],
        [300, '个', null],
      ],
    ],
    ['half a million trees', [[500_000, '个', null]]],
    ['reached 2.31 million', [[2_310_000, '个', null]]],
    ['opened 17 new river and sea routes', [[17, '个', null]]],
    ['signed 45 of them', [[45, '个', null]]],
    [
      'brought the totals to 1,204 and 377',
      [
        [1204, '个', null],
        [377, '个', null],
      ],
    ],
    [
      '12 billion yuan for roads and 3 billion for schools',
      [
        [12e9, '元', null],
        [3e9, '元', null],
      ],
    ],
    ['210 clean-air days', [[210, '天', null]]],
    ['40 terawatt-hours', [[4e10, '千瓦时', null]]],
    ['at 350 km/h', [[350, '公里/小时', null]]],
    ['for 14 years running', [[14, '年', null]]],
    ['a third straight month', [[3, '月', null]]],
    ['for the 12th year in a row', [[12, '年', null]]],
    ['for five consecutive harvest seasons', [[5, '个', null]]],
    ['the second-largest port', [[2, '位', 'rank']]],
    ['climbed to 23rd', [[23, '位', 'rank']]],
    ['no. 4 in the country', [[4, '位', 'rank']]],
  ])('in %s', (text, numbers) => {
    expect(read(text)).toEqual(numbers);
  });

  it.each([
    'in 2024 and 1998',
    'on 15 March the cities met',
    'in the first half of the year',
    'a third bridge opened',
    'the 14th winter games',
    'the top 100 counties',
    'for the first time',
    'the first in the world to sail north',
    'two of its ports',
    'line 17 and its stations',
  ])('are not in %s', (text) => {
    expect(read(text)).toEqual([]);
  });

  it('say which way things went where one word says both', () => {
    expect(findEnglishNumbers('halved, then tripled').map(({ direction }) => direction)).toEqual(['down', 'up']);
  });

  it('are found in linear time', () => {
    const begin = performance.now();
    findEnglishNumbers('twenty-one hundred and a half '.repeat(4000));
    findEnglishNumbers('ranked at the very '.repeat(6000));
    findEnglishNumbers('9'.repeat(100_000));
    expect(performance.now() - begin).toBeLessThan(2000);
  });
});
