/** What holds of every chunked text, whatever stands in it, and that no text takes longer than its length. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ChunkedText, chunkText } from '../../src/chunk/document.js';
import { LONGEST_PASSAGE } from '../../src/chunk/passages.js';
import type { Paragraph } from '../../src/types.js';
import { paragraphsOf } from './paragraphs.js';

const GENERATED_DOCUMENTS = 2000;

/** Bits that headings, sentences and their traps are made of. */
const BITS = [
  '一、',
  '二、',
  '三、',
  '（一）',
  '（二）',
  '(三)',
  '1.',
  '2．',
  '①',
  '②',
  '——',
  '●',
  '第一章 ',
  '第二条　',
  '一是',
  '二是',
  '名词解释',
  '附件',
  '各位代表！',
  '记者:',
  '怎么看？',
  '扩大有效投资',
  '全面推进乡村振兴',
  '增长5.5%',
  '12,345.6亿元',
  '。',
  '！',
  '；',
  '，',
  '、',
  '：',
  '“',
  '”',
  '（',
  '）',
  '"',
  '. ',
  ' ',
  '　',
  'Growth was 5.5% in 2023. ',
  '😀',
  '\ud83d',
  '\udc00',
  '\u2028',
  '\t',
  '全市上下团结一心推动各项工作取得新的成效，'.repeat(12),
  '没有标点的一长串字'.repeat(60),
];

const line = fc.array(fc.constantFrom(...BITS), { maxLength: 12 }).map((bits) => bits.join(''));
const documents = fc.record({
  lines: fc.array(fc.oneof({ weight: 4, arbitrary: line }, { weight: 1, arbitrary: fc.string({ maxLength: 60 }) }), {
    maxLength: 14,
  }),
  levels: fc.oneof(
    { weight: 3, arbitrary: fc.constant({}) },
    { weight: 1, arbitrary: fc.dictionary(fc.nat(13).map(String), fc.integer({ min: 1, max: 6 })) },
  ),
  tables: fc.oneof(
    { weight: 2, arbitrary: fc.constant({}) },
    {
      weight: 1,
      arbitrary: fc.dictionary(fc.nat(13).map(String), fc.constantFrom<'caption' | 'row'>('caption', 'row', 'row')),
    },
  ),
});

/** Marks what the spans hold; fails where two of them meet. */
function hold(text: string, spans: readonly { start: number; end: number }[]): Uint8Array {
  const held = new Uint8Array(text.length);
  let previous = 0;
  for (const { start, end } of spans) {
    expect(start).toBeGreaterThanOrEqual(previous);
    expect(end).toBeGreaterThan(start);
    expect(end).toBeLessThanOrEqual(text.length);
    held.fill(1, start, end);
    previous = end;
  }
  return held;
}

function expectWhole(text: string, { sections, passages, sentences }: ChunkedText): void {
  const standing = sections.filter(({ runIn }) => !runIn);
  const inPassages = hold(text, passages);
  const inSentences = hold(text, sentences);
  const inHeadings = hold(text, standing);
  const astray: number[] = [];
  for (let index = 0; index < text.length; index++) {
    const held = 2 * (inHeadings[index] ?? 0) + (inPassages[index] ?? 0) + (inSentences[index] ?? 0);
    if (text.charAt(index).trim() !== '' && held !== 2) astray.push(index);
  }
  expect(astray).toEqual([]);
  for (const { start, end, passage } of sentences) {
    expect(text.slice(start, end)).not.toContain('\n');
    expect(text.slice(start, end).trim()).toBe(text.slice(start, end));
    expect(passages[passage]?.start).toBeLessThanOrEqual(start);
    expect(passages[passage]?.end).toBeGreaterThanOrEqual(end);
  }
  for (const [index, section] of sections.entries()) {
    expect(text.slice(section.start, section.end)).toBe(section.heading);
    expect(section.contentEnd).toBeGreaterThanOrEqual(section.end);
    expect(section.level).toBeLessThanOrEqual((sections[index - 1]?.level ?? 0) + 1);
    if (section.runIn) expect(passages.some(({ start }) => start === section.start)).toBe(true);
  }
  for (const [index, { id, start, end, headingPath }] of passages.entries()) {
    expect(id).toBe(`d-${index}`);
    expect(end - start).toBeLessThanOrEqual(LONGEST_PASSAGE);
    const above = sections.filter((section) => section.start <= start && start < section.contentEnd);
    expect(headingPath).toEqual(above.map(({ heading }) => heading));
  }
}

/** No passage holds characters of rows and of other lines; a row that fits a passage is one sentence. */
function expectTablesApart(text: string, paragraphs: readonly Paragraph[], { passages, sentences }: ChunkedText): void {
  const filled = paragraphs.filter(({ start, end }) => text.slice(start, end).trim() !== '');
  for (const { start, end } of passages) {
    const kinds = filled.filter((each) => each.start < end && start < each.end).map(({ table }) => table === 'row');
    expect(new Set(kinds).size).toBe(1);
  }
  for (const { start, end, table } of filled) {
    if (table !== 'row' || text.slice(start, end).trim().length > LONGEST_PASSAGE) continue;
    expect(sentences.filter((sentence) => start <= sentence.start && sentence.end <= end)).toHaveLength(1);
  }
}

describe('chunkText', () => {
  it('keeps offsets, cover, order and limits for any text', () => {
    fc.assert(
      fc.property(documents, ({ lines, levels, tables }) => {
        const text = lines.map((each) => each.replaceAll('\n', ' ')).join('\n');
        const paragraphs = paragraphsOf(text, levels, { tables });
        const chunked = chunkText('d', text, paragraphs);
        expectWhole(text, chunked);
        expectTablesApart(text, paragraphs, chunked);
      }),
      { numRuns: GENERATED_DOCUMENTS },
    );
  });

  it('gives the same passages for the same text', () => {
    const text = '一、甲\n正文。\n二、乙\n正文。';
    expect(chunkText('d', text, paragraphsOf(text))).toEqual(chunkText('d', text, paragraphsOf(text)));
  });
});

describe('time', () => {
  /** Ten times the length may take ten times as long; three times that is the machine, quadratic would be a hundred. */
  const LARGEST_RATIO = 30;
  const SHORTER = 1_000_000;
  const measure = (text: string): number => {
    const paragraphs = paragraphsOf(text);
    const begun = performance.now();
    chunkText('d', text, paragraphs);
    return performance.now() - begun;
  };

  it.each([
    ['sentences', '经济稳中有进，全年增长5.5%。'],
    ['no punctuation', '字'],
    ['digits', '9'],
    ['open quotation marks', '“'],
    ['lone surrogates', '\ud83d'],
    ['spaces', ' '],
  ])('grows with the length of a line of %s', (_, bit) => {
    const shorter = bit.repeat(SHORTER / bit.length);
    measure(shorter);
    expect(measure(bit.repeat((SHORTER * 10) / bit.length))).toBeLessThan(
      LARGEST_RATIO * Math.max(20, measure(shorter)),
    );
  });

  it('finishes 100,000 headings and keeps every one', () => {
    const lines = Array.from(
      { length: 100_000 },
      (_, index) => `${'一二三四五六七八九'.charAt(index % 9)}、推进工作。正文在此。`,
    );
    const text = lines.join('\n');
    const { sections } = chunkText('d', text, paragraphsOf(text));
    expect(sections.length).toBeGreaterThan(99_000);
  });

  it('finishes 100,000 captions, each over a row', () => {
    const text = Array.from({ length: 100_000 }, (_, index) => `表${index}\n指标：粮食；产量：58.7`).join('\n');
    const tables = Object.fromEntries(
      Array.from({ length: 200_000 }, (_, index) => [index, index % 2 === 0 ? ('caption' as const) : ('row' as const)]),
    );
    expect(chunkText('d', text, paragraphsOf(text, {}, { tables })).passages).toHaveLength(100_000);
  });

  it('finishes 100,000 marked headings, each deeper than the one above', () => {
    const text = Array.from({ length: 100_000 }, () => '标题').join('\n');
    const levels = Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [index, index + 1]));
    expect(chunkText('d', text, paragraphsOf(text, levels)).sections.length).toBeGreaterThan(99_000);
  });
});
