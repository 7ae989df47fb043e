/** What is stripped from quotations. */

import { describe, expect, it } from 'vitest';
import { createLeadWriter } from '../../src/answer/lead-writer.js';
import { stripMarks, writeAnswer } from '../../src/answer/write-answer.js';
import { createSegmenterTokenizer } from '../../src/lexicon/tokenizer.js';
import { createEmbedder, documentOf, gazetteer, openSnapshot } from '../retrieve/documents.js';

const stripped = (text: string): string => {
  const { start, end } = stripMarks(text, { start: 0, end: text.length });
  return text.slice(start, end);
};

const KNOWN = { asked: ['荆门市'], isOnlyOne: true, gazetteer };

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

describe('writeAnswer', () => {
  it('gives a table without lines and sentences', async () => {
    const document = documentOf('report', { region: '荆门市', year: 2024 }, '全市新建学校12所。');
    const tokenizer = createSegmenterTokenizer();
    const snapshot = await openSnapshot(
      [document],
      createEmbedder(2, () => [1, 0]),
      tokenizer,
    );
    const [fact] = snapshot.facts.all;
    if (fact === undefined) throw new Error('No figure was found');
    const table = { caption: '学校', columns: ['2024年'], rows: [{ head: '荆门市', cells: [fact] }], notes: [] };
    const composition = { kind: 'comparison', lead: [], facts: [], table, quotes: [] } as const;
    const { answer } = writeAnswer(composition, snapshot, createLeadWriter('zh', false, gazetteer), KNOWN);
    expect(answer?.table?.rows[0]?.cells[0]?.text).toBe('12所');
  });

  it("shows no marks of the document's notes beside its own, and quotes the sentence as it is", async () => {
    const document = documentOf('report', { region: '荆门市', year: 2024 }, '全市新建学校[3]12所。');
    const tokenizer = createSegmenterTokenizer();
    const snapshot = await openSnapshot(
      [document],
      createEmbedder(2, () => [1, 0]),
      tokenizer,
    );
    const writer = createLeadWriter('zh', false, gazetteer);
    const quotes = [{ sentence: 0, passage: 0 }];
    const { answer } = writeAnswer({ kind: 'list', lead: [], facts: [], table: null, quotes }, snapshot, writer, KNOWN);
    expect(answer?.text).toBe('全市新建学校12所。[1]');
    expect(answer?.sentences[0]?.text).toBe('全市新建学校[3]12所。');
  });
});
