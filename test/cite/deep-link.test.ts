/** Where a deep link begins and ends. That a browser finds it is in deeplink.browser.test.ts. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDeepLink } from '../../src/cite/deep-link.js';
import { growthOf, LINEAR } from '../growth.js';

const URL = 'https://example.org/report';
const text = [
  '一、2023年工作回顾',
  '全年地区生产总值增长6.7%，增速居全省第四。粮食总产58.7亿斤。',
  '民生支出占80%，新增就业3万人，完成投资1,234亿元；全市新开工亿元以上项目128个，其中先进制造业项目64个。',
].join('\n');

/** The text directive for `quote`, decoded. */
function directiveOf(quote: string, whole = text, url = URL): string | null {
  const start = whole.indexOf(quote);
  const link = createDeepLink(url, whole, { start, end: start + quote.length });
  return link === null ? null : decodeURIComponent(link.slice(link.indexOf(':~:text=') + ':~:text='.length));
}

describe('createDeepLink', () => {
  it('names a short quotation whole, without the mark at its end', () => {
    expect(directiveOf('粮食总产58.7亿斤。')).toBe('粮食总产58.7亿斤');
  });

  it('begins and ends at the marks around a quotation that is cut inside a clause or a figure', () => {
    expect(directiveOf('产总值增')).toBe('全年地区生产总值增长6.7%');
    expect(directiveOf('投资1,2')).toBe('完成投资1,234亿元');
    expect(directiveOf('产58.7')).toBe('粮食总产58.7亿斤');
  });

  it('names a long quotation by its first and last clauses', () => {
    expect(directiveOf(text.split('\n')[2] ?? '')).toBe('民生支出占80%,其中先进制造业项目64个');
  });

  it('names a quotation of several lines by its first and last, neither across a line', () => {
    expect(directiveOf('增速居全省第四。粮食总产58.7亿斤。\n民生支出占80%')).toBe(
      '增速居全省第四。粮食总产58.7亿斤,民生支出占80%',
    );
  });

  it('lengthens the last clauses where they stand before as well', () => {
    const clauses = [
      '各位代表，请予审议',
      '完成投资八百二十七亿元以上',
      '主要指标增长6.7%',
      '就业稳定',
      '主要指标增长6.7%',
    ];
    expect(directiveOf(clauses.join('；'), clauses.join('；'))).toBe('各位代表，请予审议,就业稳定；主要指标增长6.7%');
  });

  it('adds what stands before words that stand twice', () => {
    const whole = '一、经济\n粮食总产58.7亿斤。\n二、农业\n粮食总产58.7亿斤。';
    const start = whole.lastIndexOf('粮食');
    const link = createDeepLink(URL, whole, { start, end: whole.length }) ?? '';
    expect(decodeURIComponent(link)).toBe(`${URL}#:~:text=农业-,粮食总产58.7亿斤`);
  });

  it('adds what stands after them where what stands before is the same', () => {
    const whole = '粮食增产。\n粮食增产。畜牧业稳定。';
    expect(directiveOf('粮食增产。畜', whole)).toBe('粮食增产。畜牧业稳定');
    const start = whole.lastIndexOf('粮食');
    const link = createDeepLink(URL, whole, { start, end: start + 4 }) ?? '';
    expect(decodeURIComponent(link)).toBe(`${URL}#:~:text=粮食增产。-,粮食增产`);
  });

  it('encodes what has a meaning in the directive: hyphen, comma, ampersand', () => {
    const whole = 'A-B,C&D';
    expect(createDeepLink(URL, whole, { start: 0, end: whole.length })).toBe(`${URL}#:~:text=A%2DB%2CC%26D`);
  });

  it('stands behind a fragment that the address has already, and instead of a directive', () => {
    const span = { start: 0, end: 2 };
    expect(createDeepLink('https://example.org/#/report', '粮食', span)).toBe(
      `https://example.org/#/report:~:text=${encodeURIComponent('粮食')}`,
    );
    expect(createDeepLink('https://example.org/#:~:text=x', '粮食', span)).toBe(
      `https://example.org/#:~:text=${encodeURIComponent('粮食')}`,
    );
  });

  it('is none for marks alone and for an address that is none of the web', () => {
    expect(directiveOf('。', '粮食。')).toBeNull();
    expect(directiveOf('', '粮食')).toBeNull();
    expect(directiveOf('粮食', '粮食', 'javascript:alert(1)//')).toBeNull();
  });

  it('ends at a word where no mark is near', () => {
    const whole = '经济发展'.repeat(100);
    const link = createDeepLink(URL, whole, { start: 201, end: 207 }) ?? '';
    expect(decodeURIComponent(link)).toContain('text=');
    expect(decodeURIComponent(link).length).toBeLessThan(1000);
  });

  it('names words of the text for any span, and takes a moment for a long one', () => {
    const unit = fc.constantFrom(...'经济发展增长6.7%，。；：“”、- &\n𠮷aB');
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 200 }), fc.nat(200), fc.nat(200), (whole, from, length) => {
        const start = Math.min(from, whole.length);
        const end = Math.min(start + length, whole.length);
        const link = createDeepLink(URL, whole, { start, end });
        if (link === null) return true;
        const parts = link.slice(`${URL}#:~:text=`.length).split(',');
        return parts.every((part) => whole.includes(decodeURIComponent(part.replace(/^-|-$/gu, ''))));
      }),
      { numRuns: 500 },
    );
    const long = '经济发展。'.repeat(40_000);
    expect(growthOf((end) => createDeepLink(URL, long, { start: 0, end }), 50_000)).toBeLessThan(LINEAR);
  });
});
