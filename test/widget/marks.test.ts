/** The parts of the element that need no browser: sentences, marks, limits, links. */

import { describe, expect, it } from 'vitest';
import { isLimiting, listIndexed, NO_LIMITS, readList, readYears, toFilters } from '../../src/widget/filters.js';
import { chooseTexts } from '../../src/widget/language.js';
import { toReaderLink, toSafeLink } from '../../src/widget/links.js';
import { dropBullets, markQuote, markRanges, splitByMarkers, splitLead } from '../../src/widget/marks.js';
import { ADDRESSES } from './payloads.js';
import { writeDocument } from './reply.js';

const join = (pieces: readonly { text: string; isMarked: boolean }[]) =>
  pieces.map(({ text, isMarked }) => (isMarked ? `<${text}>` : text)).join('');

describe('splitByMarkers', () => {
  it('ends a sentence at its markers', () => {
    expect(splitByMarkers('甲。[1][2]乙。[3]丙')).toEqual([
      { text: '甲。', citations: [1, 2] },
      { text: '乙。', citations: [3] },
      { text: '丙', citations: [] },
    ]);
  });
  it('leaves brackets of the text alone', () => {
    expect(splitByMarkers('[注]甲。')).toEqual([{ text: '[注]甲。', citations: [] }]);
  });
});

describe('markRanges', () => {
  it('marks ranges in any order, and drops what meets another or leaves the text', () => {
    const ranges = [
      { start: 4, end: 6 },
      { start: 0, end: 2 },
      { start: 1, end: 3 },
      { start: 5, end: 99 },
    ];
    expect(join(markRanges('甲乙丙丁戊己庚', ranges))).toBe('<甲乙>丙丁<戊己>庚');
  });
});

describe('markQuote', () => {
  it('marks the quotation where it is said to stand, though it stands there twice', () => {
    expect(join(markQuote({ text: '增长。增长。', start: 10 }, { quote: '增长。', start: 13 }))).toBe('增长。<增长。>');
  });
  it('shows the quotation alone when it stands nowhere in the passage', () => {
    expect(join(markQuote({ text: '下降。', start: 0 }, { quote: '增长。', start: 0 }))).toBe('<增长。>');
  });
});

describe('splitLead', () => {
  it('sets off what stands behind the last colon, in both languages', () => {
    expect(join(splitLead('荆门市2024年粮食产量：58亿斤'))).toBe('荆门市2024年粮食产量：<58亿斤>');
    expect(join(splitLead('Jingmen, 2024: grain, target: 58'))).toBe('Jingmen, 2024: grain, target: <58>');
  });
  it('leaves lines without a value as they are', () => {
    const long = `要求：${'坚持稳中求进。'.repeat(9)}`;
    expect([join(splitLead('报告没有说。')), join(splitLead('问：')), join(splitLead(long))]).toEqual([
      '报告没有说。',
      '问：',
      long,
    ]);
  });
});

describe('dropBullets', () => {
  it('takes away the signs before lines, and nothing else', () => {
    expect(dropBullets('●粮食。■ 棉花1.5万吨。')).toBe('粮食。棉花1.5万吨。');
  });
});

describe('limits', () => {
  const picked = { regions: ['咸宁市'], years: [] };

  it('that were picked are sent, before the scope of the page', () => {
    expect(toFilters(NO_LIMITS, { regions: ['湖北'], years: [2024] })).toEqual({ regions: ['湖北'], years: [2024] });
    expect(toFilters(picked, { regions: ['湖北'], years: [2024] })).toEqual({ regions: ['咸宁市'], years: [2024] });
    expect([isLimiting(picked), isLimiting(NO_LIMITS)]).toEqual([true, false]);
  });
  it('can be picked within the scope of the page only', () => {
    const documents = [writeDocument('荆门市', null), writeDocument('仙桃市', null)];
    expect(listIndexed(documents, { regions: ['荆门'], years: [] })).toEqual({ regions: ['荆门市'], years: [2024] });
  });
  it('are read from attributes, with commas of either language', () => {
    expect(readList('荆门, 仙桃，咸宁、')).toEqual(['荆门', '仙桃', '咸宁']);
    expect(readYears('2024，今年,20244')).toEqual([2024]);
  });
});

describe('links', () => {
  it('lead to http and https alone', () => {
    expect(toSafeLink('https://example.org/a#:~:text=b')).toBe('https://example.org/a#:~:text=b');
    expect(ADDRESSES.map((address) => toSafeLink(address))).toEqual(ADDRESSES.map(() => null));
  });
  it('to the service stay there', () => {
    expect(toReaderLink('/documents/a?start=1#p3', 'http://x.example/wenju', 'en')).toBe(
      'http://x.example/wenju/documents/a?start=1&lang=en#p3',
    );
    expect(ADDRESSES.map((address) => toReaderLink(address, 'http://x.example', 'en'))).toEqual(
      ADDRESSES.map(() => null),
    );
  });
});

describe('chooseTexts', () => {
  it('speaks the language asked for, or the first of the page and the browser it knows', () => {
    expect(chooseTexts('zh-CN', ['en']).language).toBe('zh-CN');
    expect(chooseTexts('auto', ['', 'de', 'zh-TW', 'en']).language).toBe('zh-CN');
    expect(chooseTexts(null, ['fr']).language).toBe('en');
  });
});
