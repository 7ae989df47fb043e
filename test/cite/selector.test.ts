/** Selectors by which other programs find a quotation again. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPositionSelector, createQuoteSelector } from '../../src/cite/selector.js';

const text = `${'前'.repeat(40)}粮食总产58.7亿斤${'后'.repeat(40)}`;
const spanOf = (whole: string, words: string) => ({
  start: whole.indexOf(words),
  end: whole.indexOf(words) + words.length,
});

describe('createQuoteSelector', () => {
  it('gives the words and 32 characters on either side', () => {
    expect(createQuoteSelector(text, spanOf(text, '粮食总产58.7亿斤'))).toEqual({
      exact: '粮食总产58.7亿斤',
      prefix: '前'.repeat(32),
      suffix: '后'.repeat(32),
    });
  });

  it('gives what there is at the ends of a text', () => {
    expect(createQuoteSelector('粮食', { start: 0, end: 2 })).toEqual({ exact: '粮食', prefix: '', suffix: '' });
  });

  it('cuts no character in half', () => {
    const whole = `${'𠮷'.repeat(40)}粮食${'𠮷'.repeat(40)}`;
    const { prefix, suffix } = createQuoteSelector(whole, spanOf(whole, '粮食'));
    expect([prefix, suffix]).toEqual(['𠮷'.repeat(32), '𠮷'.repeat(32)]);
  });

  it('stands in the text as prefix, words and suffix', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.nat(), fc.nat(), (whole, from, length) => {
        const start = Math.min(from, whole.length);
        const { exact, prefix, suffix } = createQuoteSelector(whole, { start, end: start + length });
        return exact === whole.slice(start, start + length) && whole.includes(prefix + exact + suffix);
      }),
    );
  });
});

describe('createPositionSelector', () => {
  it('counts code points, not code units', () => {
    const whole = '𠮷𠮷粮食𠮷。';
    expect(createPositionSelector(whole, spanOf(whole, '粮食𠮷'))).toEqual({ start: 2, end: 5 });
  });
});
