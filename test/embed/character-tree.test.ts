/** A tree of characters: every word leads to its own node, and nothing else leads to one. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSteps, growTree } from '../../src/embed/character-tree.js';

function follow(words: readonly string[], text: string): number {
  const step = createSteps(growTree(words).tree);
  let node = 0;
  for (const character of text) {
    node = step(node, character.codePointAt(0) ?? 0);
    if (node === 0) return 0;
  }
  return node;
}

describe('growTree', () => {
  it('leads each word to the node that it ends at, and no other text to one', () => {
    const word = fc.string({ unit: fc.constantFrom('增', '长', 'a', '𠮷'), minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(fc.array(word), word, (words, text) => {
        const { ends } = growTree(words);
        for (const [number, each] of words.entries()) expect(follow(words, each)).toBe(ends[number]);
        const isBeginning = words.some((each) => each.startsWith(text));
        expect(follow(words, text) !== 0).toBe(isBeginning);
      }),
    );
  });

  it('is a root alone without words', () => {
    expect(growTree([]).tree.characters).toHaveLength(1);
    expect(follow([], '增')).toBe(0);
  });
});
