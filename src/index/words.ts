/**
 * The words of one document's passages as a file of the index: which terms there are, in which passages and how often.
 * They are cut when the document is indexed, and looked up here without an object a term: half a million of them would
 * have to be made whenever an index is opened.
 */

import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { WenjuError } from '../errors.js';
import { writeFileDurably } from '../files.js';
import { packArrays, unpackArrays } from '../packed-arrays.js';
import type { ReadFile } from './files.js';
import { firstAtLeast } from './sorted.js';
import { checkDocumentId } from './vectors.js';

const WORDS_FOLDER = 'words';
const MAX_FREQUENCY = 2 ** 16 - 1;

/** Terms are in the order of their hashes. */
export interface DocumentWords {
  /** How many terms each passage has, repeats counted. */
  readonly lengths: Uint32Array;
  /** Ascending. */
  readonly hashes: Uint32Array;
  /** All terms, one behind the other, and where each ends. */
  readonly terms: string;
  readonly termEnds: Uint32Array;
  /** Where the postings of each term end. */
  readonly postingEnds: Uint32Array;
  /** For each posting the ordinal of its passage, ascending for a term, and how often the term stands there. */
  readonly ordinals: Uint32Array;
  readonly frequencies: Uint16Array;
}

/** Where the postings of a term lie in its document's; nowhere when it has none. */
export interface PostingRange {
  readonly start: number;
  readonly end: number;
}

const NOWHERE: PostingRange = { start: 0, end: 0 };

/** FNV-1a over code units. Terms with the same hash are told apart by what is written. */
export function hashTerm(term: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < term.length; at += 1) hash = Math.imul(hash ^ term.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}

/** Gathers the terms of passages one by one, so that whoever cuts many can let others work in between. */
export interface WordCounter {
  /** Adds the next passage. */
  add(terms: readonly string[]): void;
  finish(): DocumentWords;
}

/** Room for the number of a term behind its hash: together they are a whole number that doubles hold exactly. */
const MOST_TERMS = 2 ** 21;

export function createWordCounter(): WordCounter {
  const lengths: number[] = [];
  /** For each term its passages and how often it stands in each, one behind the other. */
  const postings = new Map<string, number[]>();
  return {
    add(terms) {
      const ordinal = lengths.length;
      lengths.push(terms.length);
      for (const term of terms) {
        const own = postings.get(term) ?? [];
        if (own.length === 0) postings.set(term, own);
        if (own.at(-2) === ordinal) own.push((own.pop() ?? 0) + 1);
        else own.push(ordinal, 1);
      }
    },
    finish: () => packPostings(lengths, postings),
  };
}

/** @throws RangeError for a document of more terms than any has */
function packPostings(lengths: readonly number[], postings: ReadonlyMap<string, readonly number[]>): DocumentWords {
  const written = [...postings.keys()];
  if (written.length > MOST_TERMS) {
    throw new RangeError(`Expected at most ${MOST_TERMS} different words in a document, got ${written.length}.`);
  }
  // Numbers alone are sorted in a tenth of the time that terms take.
  const order = Float64Array.from(written, (term, number) => hashTerm(term) * MOST_TERMS + number).sort();
  const terms = Array.from(order, (key) => written[key % MOST_TERMS] ?? '');
  let count = 0;
  for (const own of postings.values()) count += own.length / 2;
  const words = {
    lengths: Uint32Array.from(lengths),
    hashes: Uint32Array.from(order, (key) => Math.floor(key / MOST_TERMS)),
    terms: terms.join(''),
    termEnds: new Uint32Array(terms.length),
    postingEnds: new Uint32Array(terms.length),
    ordinals: new Uint32Array(count),
    frequencies: new Uint16Array(count),
  };
  let termEnd = 0;
  let posting = 0;
  for (const [at, term] of terms.entries()) {
    const own = postings.get(term) ?? [];
    for (let next = 0; next < own.length; next += 2) {
      words.ordinals[posting] = own[next] ?? 0;
      words.frequencies[posting] = Math.min(own[next + 1] ?? 0, MAX_FREQUENCY);
      posting += 1;
    }
    termEnd += term.length;
    words.termEnds[at] = termEnd;
    words.postingEnds[at] = posting;
  }
  return words;
}

/** `hash` is the term's: many documents are asked for one term. */
export function findPostings(words: DocumentWords, term: string, hash: number): PostingRange {
  const { hashes, terms, termEnds, postingEnds } = words;
  for (let at = firstAtLeast(hashes, hash); hashes[at] === hash; at += 1) {
    const start = at === 0 ? 0 : (termEnds[at - 1] ?? 0);
    if ((termEnds[at] ?? 0) - start !== term.length || !terms.startsWith(term, start)) continue;
    return { start: at === 0 ? 0 : (postingEnds[at - 1] ?? 0), end: postingEnds[at] ?? 0 };
  }
  return NOWHERE;
}

/** Folder of the words of a generation's documents. */
export function wordsFolder(generationFolder: string): string {
  return path.join(generationFolder, WORDS_FOLDER);
}

export function wordsFileName(documentId: string): string {
  checkDocumentId(documentId);
  return `${documentId}.bin`;
}

/** Writes below a generation's folder of words, which must exist. */
export async function writeWords(generationFolder: string, documentId: string, words: DocumentWords): Promise<void> {
  const { terms, ...arrays } = words;
  const file = path.join(wordsFolder(generationFolder), wordsFileName(documentId));
  await writeFileDurably(file, packArrays({ ...arrays }, terms));
}

/** @throws WenjuError INDEX_DAMAGED when the file is gone or something else */
export async function readWords(
  generationFolder: string,
  documentId: string,
  read: ReadFile = readFile,
): Promise<DocumentWords> {
  const file = path.join(wordsFolder(generationFolder), wordsFileName(documentId));
  try {
    const { take, value } = unpackArrays(await read(file));
    return {
      lengths: take('lengths', 'Uint32Array'),
      hashes: take('hashes', 'Uint32Array'),
      terms: String(value),
      termEnds: take('termEnds', 'Uint32Array'),
      postingEnds: take('postingEnds', 'Uint32Array'),
      ordinals: take('ordinals', 'Uint32Array'),
      frequencies: take('frequencies', 'Uint16Array'),
    };
  } catch (cause) {
    throw new WenjuError('INDEX_DAMAGED', `${file} is gone or no words. Run: wenju index`, { cause });
  }
}
