/** What is stripped from quotations. */

import { describe, expect, it } from 'vitest';
import { stripMarks } from '../../src/answer/write-answer.js';

const stripped = (text: string): string => {
  const { start, end } = stripMarks(text, { start: 0, end: text.length });
  return text.slice(start, end);
};

describe('stripMarks', () => {
  it.each([
    ['●粮食产量116.8万吨。', '粮食产量116.8万吨。'],
    ['（一）稳增长。', '稳增长。'],
    ['1.新建学校3所。', '新建学校3所。'],
    ['③修路20公里。', '修路20公里。'],
    ['——产业更强。', '产业更强。'],
    ['开通航线三条。[3]', '开通航线三条。'],
    ['开通航线三条。［12］', '开通航线三条。'],
  ])('takes the marks of lists and notes off %s', (text, rest) => {
    expect(stripped(text)).toBe(rest);
  });

  it.each(['2.5%的增速。', '1.2万亿元的总量。', '3.4亿斤粮食。', '一是抓项目。', '●'])('leaves %s as it is', (text) => {
    expect(stripped(text)).toBe(text);
  });

  it('gives a span into the same text', () => {
    const text = '前文。（二）抓投资。［3］后文。';
    const { start, end } = stripMarks(text, { start: 3, end: 13 });
    expect(text.slice(start, end)).toBe('抓投资。');
  });
});
