/**
 * Lexicon, words: the dictionary that texts are cut by, as a tree of characters in flat arrays. nodejieba's own form of
 * it takes 230 MB and a second to load; this is the same words, weights and tags in 6 MB that are read in one go. The file
 * is made when wenju is built (make-words.ts), written and read here.
 */

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { CharacterTree } from '../character-tree.js';
import { WenjuError } from '../errors.js';
import { packArrays, unpackArrays } from '../packed-arrays.js';

/** Built by `npm run build`; sources run under a TypeScript loader find it in `dist/` too. */
export const WORDS_FILE = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? '../../dist/lexicon/words.bin' : './words.bin', import.meta.url),
);

/** States of a character in an unknown word: it begins it, ends it, stands in its middle, or is one by itself. */
export const STATES = 4;
/** What jieba takes for the logarithm of nothing. */
export const IMPOSSIBLE = -3.14e100;

export interface WordDictionary extends CharacterTree {
  /** For each node the position of its word's weight in `weights`; 0 where no word ends. */
  readonly weightOf: Uint16Array;
  /** Logarithms of how often words are used; the first is that of what is no word. */
  readonly weights: Float64Array;
  /** For each node the position of its word's part of speech in `tags`. */
  readonly tagOf: Uint8Array;
  readonly tags: readonly string[];
  /** Code points that unknown words are known to be made of. */
  readonly known: Uint32Array;
  /** Logarithms for each of `known` and each state, those of a character side by side. */
  readonly emissions: Float64Array;
  /** Logarithms for beginning in each state. */
  readonly starts: Float64Array;
  /** Logarithms for going from one state to another, those from a state side by side. */
  readonly transitions: Float64Array;
}

export function writeWordDictionary({ tags, ...arrays }: WordDictionary): Uint8Array {
  return packArrays({ ...arrays }, tags);
}

/** Throws WenjuError FILE_UNREADABLE when the file is not there or something else. */
export function readWordDictionary(): WordDictionary {
  try {
    const { take, value } = unpackArrays(readFileSync(WORDS_FILE));
    return {
      firstChild: take('firstChild', 'Int32Array'),
      characters: take('characters', 'Uint32Array'),
      weightOf: take('weightOf', 'Uint16Array'),
      weights: take('weights', 'Float64Array'),
      tagOf: take('tagOf', 'Uint8Array'),
      tags: Array.isArray(value) ? value.map(String) : [],
      known: take('known', 'Uint32Array'),
      emissions: take('emissions', 'Float64Array'),
      starts: take('starts', 'Float64Array'),
      transitions: take('transitions', 'Float64Array'),
    };
  } catch (cause) {
    throw new WenjuError('FILE_UNREADABLE', `Expected the words in ${WORDS_FILE}. Run: npm run build`, { cause });
  }
}
