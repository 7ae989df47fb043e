/** The words that run over a place of a text. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createWordFinder } from '../../src/lexicon/word-edges.js';

describe('createWordFinder', () => {
  it('names the word that runs over an offset', () => {
    const findWordOver = createWordFinder('扩大连锁经营');
    expect([0, 1, 2, 3].map(findWordOver)).toEqual([null, '扩大', null, '连锁']);
  });

  it('finds no word where a sign or the text ends, or outside it', () => {
    const findWordOver = createWordFinder('大连，2025');
    expect([2, 3, 5, 7, 99].map(findWordOver)).toEqual([null, null, null, null, null]);
  });

  it('decides the same for offsets in any order', () => {
    const text = '谋划建设东北海陆大通道，隆重庆祝世界首台机组投运，形成都市圈，畅通化解渠道';
    const rising = createWordFinder(text);
    const words = Array.from(text, (_, offset) => rising(offset));
    fc.assert(
      fc.property(fc.array(fc.nat(text.length - 1), { maxLength: 20 }), (offsets) => {
        const findWordOver = createWordFinder(text);
        for (const offset of offsets) findWordOver(offset);
        const cut = words[text.indexOf('北海')];
        expect(findWordOver(text.indexOf('北海'))).toBe(cut);
      }),
    );
    expect(words[text.indexOf('重庆')]).toBe('隆重');
  });
});
