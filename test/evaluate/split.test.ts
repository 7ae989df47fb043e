/** Which questions are held back. */

import { describe, expect, it } from 'vitest';
import { isHeldBack } from '../../src/evaluate/split.js';

describe('isHeldBack', () => {
  it('goes by the first 32 bits of the SHA-256 of the id', () => {
    // b: 3e23e816 = 1042540566 = 3 · 347513522; abc: ba7816bf = 3128432319 = 3 · 1042810773; a: ca978112 leaves 2.
    expect(['b', 'abc', 'a'].map(isHeldBack)).toEqual([true, true, false]);
  });

  it('holds back a third', () => {
    const ids = Array.from({ length: 3000 }, (_, number) => `q${number}`);
    const share = ids.filter(isHeldBack).length / ids.length;
    expect(share).toBeGreaterThan(0.3);
    expect(share).toBeLessThan(0.37);
  });
});
