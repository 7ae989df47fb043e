/** Which questions ask for what reports seldom tell. */

import { describe, expect, it } from 'vitest';
import { asksForecast, describeUnlikely } from '../../src/answer/unlikely.js';

const describeQuestion = (question: string, text: string) => describeUnlikely(question, 'figure', [], [text]);

describe('describeUnlikely', () => {
  it.each([
    ['荆门明天下雨吗', '全市新建学校12所。', 1],
    ['荆门2024年平均气温是多少', '全年平均气温16.9℃。', 0],
    ['荆门2024年优良天气有多少天', '优良天气312天。', 0],
    ['荆门值得投资吗', '投资增长8.1%。', 1],
    ['荆门牵头制定了多少项推荐性标准', '制定国家标准3项。', 0],
  ])('takes %s beside %s for advice or weather: %s', (question, text, expected) => {
    expect(describeQuestion(question, text).asksAdvice).toBe(expected);
  });

  it('holds a price against a question only where no passage has its word', () => {
    expect(describeQuestion('荆门的门票多少钱', '景区门票降价。').priceAbsent).toBe(0);
    expect(describeQuestion('荆门的门票多少钱', '新建学校12所。').priceAbsent).toBe(1);
  });
});

describe('asksForecast', () => {
  it.each([
    ['北京房价会涨吗', true],
    ['Will house prices in Beijing rise?', true],
    ['Will consumer prices stay below 2% under the 2026 target?', false],
    ['居民消费价格涨幅目标是多少', false],
  ])('%s: %s', (question, expected) => {
    expect(asksForecast(question)).toBe(expected);
  });
});
