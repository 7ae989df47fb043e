/** A lexical index of a few entries, for tests. */

import { createLexicalIndexBuilder } from '../../src/index/bm25.js';
import type { LexicalIndex } from '../../src/index/contract.js';

/** Builds the index from the terms of each entry, in order. */
export function createLexicalIndex(entries: Iterable<readonly string[]>): LexicalIndex {
  const builder = createLexicalIndexBuilder();
  for (const terms of entries) builder.add(terms);
  return builder.build();
}
