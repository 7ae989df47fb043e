/** How sentences share passages. */

import { describe, expect, it } from 'vitest';
import { LONGEST_PASSAGE } from '../../src/chunk/passages.js';
import { body, chunkLines } from './paragraphs.js';

const lengths = (lines: readonly string[]): number[] => chunkLines(lines).passages.map(({ start, end }) => end - start);

describe('passages', () => {
  it('divide 600 characters evenly, not 400 and 200', () => {
    expect(lengths([body(60).repeat(10)])).toEqual([300, 300]);
  });
  it('merge short paragraphs of one section, line breaks included', () => {
    const { passages, text } = chunkLines([body(50), body(50), body(50)]);
    expect(passages).toHaveLength(1);
    expect(passages[0]).toMatchObject({ start: 0, end: text.length, paragraph: 1, page: null, cut: false, id: 'd-0' });
  });
  it('break at paragraph ends rather than inside', () => {
    const { passages, text } = chunkLines([body(60).repeat(4), body(60).repeat(4), body(60).repeat(5)]);
    expect(passages.map(({ start, end }) => text.slice(start, end))).toEqual(text.split('\n'));
  });
  it('break before a point of an enumeration when size demands', () => {
    const { passages, text } = chunkLines([
      `一是${body(90).repeat(3)}二是${body(80).repeat(3)}三是${body(85).repeat(3)}`,
    ]);
    expect(passages.map(({ start }) => text.slice(start, start + 2))).toEqual(['一是', '二是', '三是']);
  });
  it('keep what a colon announces with it when it fits', () => {
    const { passages, text } = chunkLines([body(280), '主要做了以下工作：', `●${body(150)}`, `●${body(140)}`]);
    expect(passages.map(({ start }) => text.slice(start, start + 3))).toEqual([text.slice(0, 3), '主要做']);
  });
  it('never mix sections, and lead down to them by their headings', () => {
    const { passages } = chunkLines([
      '一、回顾',
      '开头的话。',
      `（一）稳增长。${body(20)}`,
      `（二）促改革。${body(20)}`,
      '二、展望',
      body(20),
    ]);
    expect(passages.map(({ headingPath }) => headingPath)).toEqual([
      ['一、回顾'],
      ['一、回顾', '（一）稳增长'],
      ['一、回顾', '（二）促改革'],
      ['二、展望'],
    ]);
  });
  it('mark a sentence that had to be cut, and only that one', () => {
    const { passages } = chunkLines([
      body(60),
      `${'一段没有句号的话，'.repeat(80)}完。`,
      '一、甲',
      body(),
      '二、乙',
      body(),
    ]);
    expect(passages.some(({ cut }) => cut)).toBe(true);
    expect(passages.at(-1)?.cut).toBe(false);
    for (const { start, end } of passages) expect(end - start).toBeLessThanOrEqual(LONGEST_PASSAGE);
  });
  it('are none for an empty text or one of spaces', () => {
    expect(chunkLines(['']).passages).toEqual([]);
    expect(chunkLines(['　', ' ', '']).passages).toEqual([]);
  });
});
