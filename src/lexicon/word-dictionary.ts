/**
 * Lexicon, words: the dictionary that texts are cut by, as a tree of characters in flat arrays. nodejieba's own form of
 * it takes 230 MB and a second to load; this is the same words, weights and tags in 8 MB that are read in one go. The file
 * is made when wenju is built (make-words.ts), written and read here.
 */

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { WenjuError } from '../errors.js';

/** Built by `npm run build`; sources run under a TypeScript loader find it in `dist/` too. */
export const WORDS_FILE = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? '../../dist/lexicon/words.bin' : './words.bin', import.meta.url),
);

/** States of a character in an unknown word: it begins it, ends it, stands in its middle, or is one by itself. */
export const STATES = 4;
/** What jieba takes for the logarithm of nothing. */
export const IMPOSSIBLE = -3.14e100;

/** Nodes are numbered from 0, the root, level by level: the children of one lie side by side, by code point. */
export interface WordDictionary {
  /** The first child of each node, and one more number: where the last one's end. */
  readonly firstChild: Int32Array;
  /** Code point that leads to each node. */
  readonly characters: Uint32Array;
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

/** Arrays of a file and its tags, each with its length in bytes at the head. */
const PARTS = 10;
const LENGTH_BYTES = 8;

interface Kind<Numbers> {
  new (buffer: ArrayBufferLike, start: number, length: number): Numbers;
  readonly BYTES_PER_ELEMENT: number;
}

export function writeWordDictionary(dictionary: WordDictionary): Uint8Array {
  const { weights, emissions, starts, transitions } = dictionary;
  const { firstChild, characters, known, weightOf, tagOf, tags } = dictionary;
  // Those of eight bytes first, so that each begins where its numbers may.
  const arrays = [weights, emissions, starts, transitions, firstChild, characters, known, weightOf, tagOf];
  const parts = [
    ...arrays.map(({ buffer, byteOffset, byteLength }) => Buffer.from(buffer, byteOffset, byteLength)),
    Buffer.from(tags.join('\n')),
  ];
  const head = Buffer.alloc(PARTS * LENGTH_BYTES);
  for (const [number, part] of parts.entries()) head.writeDoubleLE(part.length, number * LENGTH_BYTES);
  return Buffer.concat([head, ...parts]);
}

/** Throws WenjuError FILE_UNREADABLE when the file is not there or something else. */
export function readWordDictionary(): WordDictionary {
  const file = readWords();
  const { buffer, byteOffset } = file;
  let part = 0;
  let end = PARTS * LENGTH_BYTES;
  const take = <Numbers>(kind: Kind<Numbers>): Numbers => {
    const start = end;
    const bytes = file.readDoubleLE(part * LENGTH_BYTES);
    part += 1;
    end += bytes;
    return new kind(buffer, byteOffset + start, bytes / kind.BYTES_PER_ELEMENT);
  };
  try {
    return {
      weights: take(Float64Array),
      emissions: take(Float64Array),
      starts: take(Float64Array),
      transitions: take(Float64Array),
      firstChild: take(Int32Array),
      characters: take(Uint32Array),
      known: take(Uint32Array),
      weightOf: take(Uint16Array),
      tagOf: take(Uint8Array),
      tags: Buffer.from(take(Uint8Array)).toString().split('\n'),
    };
  } catch (cause) {
    throw new WenjuError('FILE_UNREADABLE', `${WORDS_FILE} is cut or altered. Run: npm run build`, { cause });
  }
}

function readWords(): Buffer {
  try {
    return readFileSync(WORDS_FILE);
  } catch (cause) {
    throw new WenjuError('FILE_UNREADABLE', `Expected the words in ${WORDS_FILE}. Run: npm run build`, { cause });
  }
}
