/** Where a quotation stands, and the links that open there. */

import { describe, expect, it } from 'vitest';
import { createCitation, paragraphAt } from '../../src/cite/citation.js';
import { blankMetadata, type DocumentMetadata } from '../../src/metadata.js';
import type { Document, Passage, TableRow } from '../../src/types.js';

/** Three paragraphs; the passage holds the last two. */
const text = '一、2023年工作回顾\n全年地区生产总值增长6.7%。\n粮食总产58.7亿斤。民生支出占80%。';
const passage: Passage = {
  id: 'd1-0',
  start: text.indexOf('全年'),
  end: text.length,
  headingPath: ['一、2023年工作回顾'],
  paragraph: 2,
  page: null,
  cut: false,
};

function documentWith(metadata: Partial<DocumentMetadata>, words: string = text): Document {
  return {
    id: 'd1',
    source: 'report.md',
    sources: [{ source: 'report.md', url: null }],
    contentHash: '0',
    metadata: {
      ...blankMetadata('政府工作报告'),
      region: '荆门市',
      year: 2024,
      type: 'report',
      ...metadata,
    },
    origins: {},
    text: words,
    sections: [],
    passages: [passage],
    sentences: [],
    pageStarts: [],
    tableRows: [],
    dropped: [],
  };
}

function cite(quote: string, metadata: Partial<DocumentMetadata> = {}) {
  const start = text.indexOf(quote);
  return createCitation(documentWith(metadata), passage, { start, end: start + quote.length }, 3);
}

describe('createCitation', () => {
  it('quotes the words of the span and says where they stand', () => {
    expect(cite('粮食总产58.7亿斤。')).toEqual({
      marker: 3,
      passageId: 'd1-0',
      documentId: 'd1',
      title: '政府工作报告',
      headingPath: ['一、2023年工作回顾'],
      quote: '粮食总产58.7亿斤。',
      start: text.indexOf('粮食'),
      end: text.indexOf('民生'),
      paragraph: 3,
      page: null,
      table: null,
      url: null,
      deepLink: null,
      readerUrl: `/documents/d1?start=${text.indexOf('粮食')}&end=${text.indexOf('民生')}#quote`,
    });
  });

  it('keeps the page of the passage', () => {
    expect(createCitation(documentWith({}), { ...passage, page: 7 }, passage, 1).page).toBe(7);
  });

  it('has no deep link without an address', () => {
    expect(cite('全年地区生产总值增长6.7%。').deepLink).toBeNull();
  });

  it('has no deep link for a digest: its words do not stand on the page of the original', () => {
    const citation = cite('全年地区生产总值增长6.7%。', { type: 'digest', url: 'https://example.org/report' });
    expect(citation.deepLink).toBeNull();
    expect(citation.url).toBe('https://example.org/report');
  });

  it('opens the page of the document at the quotation', () => {
    const { deepLink } = cite('粮食总产58.7亿斤。', { url: 'https://example.org/report' });
    expect(deepLink).toBe(`https://example.org/report#:~:text=${encodeURIComponent('粮食总产58.7亿斤')}`);
  });
});

describe('createCitation in a table', () => {
  const rows = ['指标：地区生产总值；2022年：774.5；2023年：827.9', '指标：粮食产量；2022年：58.1；2023年：58.7'];
  const words = `表1 主要指标（单位：亿元）\n${rows.join('\n')}\n全年粮食总产58.7亿斤。`;
  const spanOf = (quote: string) => ({ start: words.indexOf(quote), end: words.indexOf(quote) + quote.length });
  const caption = '表1 主要指标（单位：亿元）';
  const columns = ['指标', '2022年', '2023年'];
  const tableRows: TableRow[] = [
    { ...spanOf(rows[0] ?? ''), caption, row: '地区生产总值', columns },
    { ...spanOf(rows[1] ?? ''), caption, row: '粮食产量', columns },
  ];
  const url = 'https://example.org/report';
  const table: Passage = { ...passage, start: words.indexOf('指标：'), end: words.indexOf('\n全年'), page: 7 };
  const citeFrom = (quote: string, from = table) =>
    createCitation({ ...documentWith({ url }, words), tableRows }, from, spanOf(quote), 1);

  it('names caption, row and columns', () => {
    expect(citeFrom(rows[1] ?? '')).toMatchObject({
      table: { caption, row: '粮食产量', columns },
      page: 7,
      paragraph: 3,
      url,
    });
  });

  it('names them for a piece of a row that was cut', () => {
    expect(citeFrom('2022年：774.5；').table?.row).toBe('地区生产总值');
  });

  it('names none for words that are in no row, or in several', () => {
    expect(citeFrom('全年粮食总产58.7亿斤。', passage).table).toBeNull();
    expect(citeFrom(rows.join('\n')).table).toBeNull();
  });

  it('says of a table without caption that it has none', () => {
    const [first] = tableRows;
    if (!first) throw new Error('there are rows');
    const document = { ...documentWith({}, words), tableRows: [{ ...first, caption: null }] };
    expect(createCitation(document, table, first, 1).table).toEqual({ caption: null, row: '地区生产总值', columns });
  });

  it('has no deep link: a row as it is written out does not stand on the page', () => {
    expect(citeFrom(rows[0] ?? '').deepLink).toBeNull();
  });
});

describe('paragraphAt', () => {
  it.each([
    ['全年', 2],
    ['6.7%', 2],
    ['粮食', 3],
    ['民生支出', 3],
  ])('puts "%s" into paragraph %i', (words, paragraph) => {
    expect(paragraphAt(text, passage, text.indexOf(words))).toBe(paragraph);
  });
});
