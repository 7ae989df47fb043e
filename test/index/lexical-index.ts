/** A lexical index of a few entries, for tests. */

import { createLexicalIndex as createIndex } from '../../src/index/bm25.js';
import type { LexicalIndex } from '../../src/index/contract.js';
import { createWordCounter } from '../../src/index/word-counter.js';

/** Builds the index from the terms of each entry, in order. */
export function createLexicalIndex(entries: Iterable<readonly string[]>): LexicalIndex {
  const counter = createWordCounter();
  for (const terms of entries) counter.add(terms);
  return createIndex([counter.finish()]);
}
