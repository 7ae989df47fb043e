/** Plain characters for wide ones. */

import { describe, expect, it } from 'vitest';
import { foldWidth, matchEnd } from '../../src/lexicon/characters.js';

describe('foldWidth', () => {
  it('writes wide characters plainly, one for one', () => {
    const wide = '５．５％（Ａ），１∶２。';
    expect(foldWidth(wide)).toBe('5.5%(A),1:2。');
    expect(foldWidth(wide)).toHaveLength(wide.length);
  });
});

describe('matchEnd', () => {
  it('is where a match that begins at a position ends, -1 without one', () => {
    expect(matchEnd(/\d+/y, '增长12%', 2)).toBe(4);
    expect(matchEnd(/\d+/y, '增长12%', 0)).toBe(-1);
  });
});
