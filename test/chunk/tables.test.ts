/** Tables and pages: rows are found under their caption, apart from prose, whole; a passage knows the page it begins on. */

import { describe, expect, it } from 'vitest';
import type { ChunkedText } from '../../src/chunk/document.js';
import { LONGEST_PASSAGE } from '../../src/chunk/passages.js';
import { body, chunkLines, outlineOf } from './paragraphs.js';

type Part = string | { readonly caption: string } | { readonly row: string };

/** Chunks prose, captions and rows. */
function chunkParts(parts: readonly Part[]): ChunkedText & { readonly text: string } {
  const tables: Record<number, 'caption' | 'row'> = {};
  const lines = parts.map((part, index) => {
    if (typeof part === 'string') return part;
    tables[index] = 'caption' in part ? 'caption' : 'row';
    return 'caption' in part ? part.caption : part.row;
  });
  return chunkLines(lines, {}, { tables });
}

const CAPTION = '表1 主要经济指标（单位：亿元）';
const caption = { caption: CAPTION };
const ROWS = ['指标：地区生产总值；2022年：774.5；2023年：827.9', '指标：粮食产量；2022年：58.1；2023年：58.7'];
const rows = ROWS.map((row) => ({ row }));

/** Passages as headings above and words. */
const read = ({ text, passages }: ChunkedText & { readonly text: string }) =>
  passages.map(({ headingPath, start, end }) => [headingPath.join(' / '), text.slice(start, end)]);

/** `count` rows of `length` characters, which all begin differently. */
const rowsOf = (count: number, length: number): { row: string }[] =>
  Array.from({ length: count }, (_, index) => ({
    row: `指标：第${index}项；说明：${'增'.repeat(length)}`.slice(0, length),
  }));

describe('a table', () => {
  it('stands under its caption, one level below the section it is in, and ends with its last row', () => {
    const chunked = chunkParts(['一、回顾', body(), caption, ...rows, body(50), '二、展望', body()]);
    expect(outlineOf(chunked)).toEqual(['1 一、回顾', `2 ${CAPTION}`, '1 二、展望']);
    expect(read(chunked)).toEqual([
      ['一、回顾', body()],
      [`一、回顾 / ${CAPTION}`, ROWS.join('\n')],
      ['一、回顾', body(50)],
      ['二、展望', body()],
    ]);
  });
  it('has a caption of its own each, side by side', () => {
    const chunked = chunkParts(['一、回顾', body(), caption, ...rows, { caption: '表2' }, ...rows, '二、展望', body()]);
    expect(outlineOf(chunked)).toEqual(['1 一、回顾', `2 ${CAPTION}`, '2 表2', '1 二、展望']);
  });
  it('stays with the point of a report that brings it, and so does the text behind it', () => {
    const plain = [
      '一、回顾',
      `（一）稳增长。${body()}`,
      body(),
      `（二）促改革。${body()}`,
      body(),
      '二、展望',
      body(),
    ];
    const withTable = chunkParts([...plain.slice(0, 4), caption, ...rows, ...plain.slice(4)]);
    expect(outlineOf(withTable).filter((line) => !line.includes(CAPTION))).toEqual(outlineOf(chunkLines(plain)));
    expect(outlineOf(withTable)).toContain(`3 ${CAPTION}`);
    expect(read(withTable).filter(([, words]) => words?.startsWith('指标'))[0]?.[0]).toBe(
      `一、回顾 / （二）促改革 / ${CAPTION}`,
    );
  });
  it('below a lead without numbering leaves the lead its paragraph', () => {
    const chunked = chunkParts([
      '一、任务',
      `扩大有效投资。${body()}`,
      `激发消费潜能。${body()}`,
      caption,
      ...rows,
      body(60),
      '二、保障',
      body(),
    ]);
    expect(read(chunked).slice(2, 4)).toEqual([
      [`一、任务 / 激发消费潜能 / ${CAPTION}`, ROWS.join('\n')],
      ['一、任务', body(60)],
    ]);
  });
  it('between two leads leaves them neighbours', () => {
    const chunked = chunkParts([`扩大有效投资。${body()}`, caption, ...rows, `激发消费潜能。${body()}`]);
    expect(outlineOf(chunked)).toEqual(['1~扩大有效投资', `2 ${CAPTION}`, '1~激发消费潜能']);
  });
  it('has the path of its section when it has no caption', () => {
    expect(read(chunkParts(['一、回顾', body(), ...rows, body(50), '二、展望', body()])).slice(0, 3)).toEqual([
      ['一、回顾', body()],
      ['一、回顾', ROWS.join('\n')],
      ['一、回顾', body(50)],
    ]);
  });
  it('that lost its rows leaves its caption as text', () => {
    const chunked = chunkParts([body(), caption, body(50)]);
    expect(chunked.sections).toEqual([]);
    expect(read(chunked)).toEqual([['', [body(), CAPTION, body(50)].join('\n')]]);
  });
  it('does not change which lines around it are headings', () => {
    const lines = [body(), '工作回顾总结', body(), '重点工作安排', body()];
    expect(outlineOf(chunkLines(lines))).toHaveLength(2);
    const chunked = chunkParts([body(), '工作回顾总结', caption, ...rows, '重点工作安排', body()]);
    expect(outlineOf(chunked)).toEqual(['1 工作回顾总结', `2 ${CAPTION}`, '1 重点工作安排']);
  });
});

describe('rows', () => {
  it('are no headings, leads, list items or glossary entries, whatever their cells begin with', () => {
    const cells = [
      '一、工业',
      '二、农业',
      '（一）稳增长。坚持稳中求进',
      '●大战大考。成绩优异',
      '各位代表：',
      '名词解释',
    ];
    const chunked = chunkParts([
      caption,
      ...cells.map((row) => ({ row })),
      { row: '扩大有效投资。坚持稳中求进总基调' },
      { row: '激发消费潜能。坚持稳中求进总基调' },
      { row: '名词：双集中；解释：指推进城市和产业集中。' },
    ]);
    expect(outlineOf(chunked)).toEqual([`1 ${CAPTION}`]);
    expect(chunked.passages).toHaveLength(1);
  });
  it('count for no numbering of the text around them', () => {
    const chunked = chunkParts(['一、回顾', body(), { row: '二、农业；产值：5' }, '三、四级医院建设加快。', body()]);
    expect(chunked.sections).toEqual([]);
  });
  it('are one sentence each, with full stops in their cells', () => {
    const cells = ['事项：新增学位。办好学校；进度：完成。已验收', '事项：改造小区；进度：过半！'];
    const { text, sentences } = chunkParts([caption, ...cells.map((row) => ({ row }))]);
    expect(sentences.map(({ start, end }) => text.slice(start, end))).toEqual(cells);
  });
  it('are one passage when the table fits one', () => {
    for (const count of [1, 2, 5, 7]) expect(chunkParts([caption, ...rowsOf(count, 55)]).passages).toHaveLength(1);
    expect(chunkParts([caption, ...rowsOf(4, 99)]).passages).toHaveLength(1);
  });
  it('are grouped whole and evenly when it does not', () => {
    const { text, passages } = chunkParts([body(), caption, ...rowsOf(10, 59), body()]);
    const table = passages.slice(1, -1);
    expect(table.map(({ start, end }) => text.slice(start, end).split('\n').length)).toEqual([5, 5]);
    expect(table.every(({ headingPath, cut }) => headingPath.at(-1) === CAPTION && !cut)).toBe(true);
  });
  it('longer than a passage are cut between cells and marked, apart from the rows around them', () => {
    const long = Array.from({ length: 30 }, (_, index) => `第${index}列：${'字'.repeat(20)}`).join('；');
    const { text, passages } = chunkParts([caption, ...rows, { row: long }, ...rows]);
    const words = passages.map(({ start, end }) => text.slice(start, end));
    expect(words[0]).toBe(ROWS.join('\n'));
    expect(words.at(-1)).toBe(ROWS.join('\n'));
    expect(words.slice(1, -1).join('')).toBe(long);
    expect(words.slice(1, -2).every((piece) => piece.endsWith('；'))).toBe(true);
    expect(words.every((piece) => piece.length <= LONGEST_PASSAGE)).toBe(true);
    expect(passages.map(({ cut }) => cut)).toEqual([false, true, true, false]);
  });
});

describe('pages', () => {
  it('are those of the paragraph a passage begins in', () => {
    const lines = ['一、回顾', body(350), body(350), '二、展望', body(60), body(60)];
    const { passages } = chunkLines(lines, {}, { pages: { 0: 1, 1: 1, 2: 2, 3: 2, 4: 2, 5: 3 } });
    expect(passages.map(({ page }) => page)).toEqual([1, 2, 2]);
  });
  it('break no passage', () => {
    const { passages } = chunkLines([body(60), body(60)], {}, { pages: { 0: 1, 1: 2 } });
    expect(passages).toHaveLength(1);
  });
});
