/** Places in an order that are no figures, in both languages. */

import { describe, expect, it } from 'vitest';
import { readChineseOrders, readEnglishOrders } from '../../src/check/orders.js';

describe('readEnglishOrders', () => {
  it.each([
    ['the seventh city to be named so', [7]],
    ['hosted the 14th Games', [14]],
    ['the world’s largest of its kind', [1]],
    ['more than any other province', [1]],
    ['for the first time', [1]],
    ['for the third time', [3]],
    ['topped the country', [1]],
    ['the 14th Five-Year Plan', []],
    ['by the end of the 13th plan', []],
    ['in the first half', []],
    ['exports topped 2 trillion yuan', []],
  ])('%s: %j', (text, orders) => {
    expect(readEnglishOrders(text)).toEqual(orders);
  });
});

describe('readChineseOrders', () => {
  it.each([
    ['成为全国第七个试点', [7]],
    ['举办第十四届运动会', [14]],
    ['规模全球最大', [1]],
    ['居全国首位', [1]],
    ['摘得桂冠', [1]],
    ['打赢新冠肺炎疫情防控阻击战', []],
    ['引进二、三级子公司', [2, 3]],
    ['增长5%', []],
  ])('%s: %j', (text, orders) => {
    expect(readChineseOrders(text)).toEqual(orders);
  });
});
