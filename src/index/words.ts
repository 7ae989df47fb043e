/**
 * The words of one document's passages and sentences as a file of the index: which terms there are, in which passages and
 * how often, and which each sentence has. They are cut when the document is indexed, and looked up here without an object
 * a term: half a million of them would have to be made whenever an index is opened.
 */

import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { WenjuError } from '../errors.js';
import { writeFileDurably } from '../files.js';
import { packArrays, unpackArrays } from '../packed-arrays.js';
import type { SentenceWords } from './contract.js';
import type { ReadFile } from './files.js';
import { checkDocumentId } from './vectors.js';

const WORDS_FOLDER = 'words';
const HAN_PAIR = /^\p{Script=Han}{2}$/u;

/** Terms are in the order of their hashes. */
export interface DocumentWords {
  /** How many terms each passage has, repeats counted. */
  readonly lengths: Uint32Array;
  /** Ascending. */
  readonly hashes: Uint32Array;
  /**
   * Where they begin that begin with the same bits: a power of two of numbers, two terms to each. Looking one up in the order
   * of all would read ten hashes, each in another part of the memory.
   */
  readonly firsts: Uint32Array;
  /** The code units of all terms, one behind the other, and where each ends. */
  readonly terms: Uint16Array;
  readonly termEnds: Uint32Array;
  /** Where the postings of each term end. */
  readonly postingEnds: Uint32Array;
  /** For each posting the ordinal of its passage, ascending for a term, and how often the term stands there. */
  readonly ordinals: Uint32Array;
  readonly frequencies: Uint16Array;
  /** The code units of all sentences in the form that words are compared in, and where each sentence ends. */
  readonly plain: Uint16Array;
  readonly plainEnds: Uint32Array;
  /** For each sentence its terms but pairs of Han characters, which are read off it, and where those of each end. */
  readonly sentenceTerms: Uint32Array;
  readonly sentenceTermEnds: Uint32Array;
}

/** Where the postings of a term lie in its document's; nowhere when it has none. */
export interface PostingRange {
  readonly start: number;
  readonly end: number;
}

const NOWHERE: PostingRange = { start: 0, end: 0 };

/** How far a hash is shifted to leave the bits that `firsts` goes by. */
export function shiftOf(firsts: Uint32Array): number {
  return 1 + Math.clz32(firsts.length);
}

/** True for what is read off a sentence, where all others are stored with it. */
export function isHanPair(term: string): boolean {
  return HAN_PAIR.test(term);
}

/** FNV-1a over code units. Terms with the same hash are told apart by what is written. */
export function hashTerm(term: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < term.length; at += 1) hash = Math.imul(hash ^ term.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}

/** Number of a term in its document, -1 when it is none of it. `hash` is the term's. */
function findTerm({ firsts, hashes, terms, termEnds }: DocumentWords, term: string, hash: number): number {
  let number = firsts[hash >>> shiftOf(firsts)] ?? 0;
  while ((hashes[number] ?? hash) < hash) number += 1;
  for (; hashes[number] === hash; number += 1) {
    const start = number === 0 ? 0 : (termEnds[number - 1] ?? 0);
    if ((termEnds[number] ?? 0) - start !== term.length) continue;
    let at = 0;
    while (at < term.length && terms[start + at] === term.charCodeAt(at)) at += 1;
    if (at === term.length) return number;
  }
  return -1;
}

/** `hash` is the term's: many documents are asked for one term. */
export function findPostings(words: DocumentWords, term: string, hash: number): PostingRange {
  const number = findTerm(words, term, hash);
  if (number < 0) return NOWHERE;
  const { postingEnds } = words;
  return { start: number === 0 ? 0 : (postingEnds[number - 1] ?? 0), end: postingEnds[number] ?? 0 };
}

/** Code units that are made a text at once: each is an argument of a call. */
const AT_ONCE = 8_192;

/** Reads the words of sentences, by their index in the document. */
export function createSentenceReader(words: DocumentWords): (sentence: number) => SentenceWords {
  const { plain, plainEnds, sentenceTerms, sentenceTermEnds } = words;
  let text: string | null = null;
  return (sentence) => {
    text ??= joinCodeUnits(plain);
    const before = sentence - 1;
    const own = text.slice(before < 0 ? 0 : plainEnds[before], plainEnds[sentence]);
    const first = before < 0 ? 0 : (sentenceTermEnds[before] ?? 0);
    const end = sentenceTermEnds[sentence] ?? first;
    return {
      plain: own,
      has(term) {
        if (isHanPair(term)) return own.includes(term);
        const number = findTerm(words, term, hashTerm(term));
        let at = first;
        while (at < end && sentenceTerms[at] !== number) at += 1;
        return at < end;
      },
    };
  };
}

/** The text that was put into code units. */
export function joinCodeUnits(units: Uint16Array): string {
  let text = '';
  for (let start = 0; start < units.length; start += AT_ONCE) {
    text += Reflect.apply(String.fromCharCode, null, units.subarray(start, start + AT_ONCE));
  }
  return text;
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
  const file = path.join(wordsFolder(generationFolder), wordsFileName(documentId));
  await writeFileDurably(file, wordsToBytes(words));
}

/** What stands in the file of a document's words. */
export function wordsToBytes(words: DocumentWords): Uint8Array {
  return packArrays({ ...words }, null);
}

/** @throws WenjuError INDEX_DAMAGED when the file is gone or something else */
export async function readWords(
  generationFolder: string,
  documentId: string,
  read: ReadFile = readFile,
): Promise<DocumentWords> {
  const file = path.join(wordsFolder(generationFolder), wordsFileName(documentId));
  try {
    const { take } = unpackArrays(await read(file));
    return {
      lengths: take('lengths', 'Uint32Array'),
      hashes: take('hashes', 'Uint32Array'),
      firsts: take('firsts', 'Uint32Array'),
      terms: take('terms', 'Uint16Array'),
      termEnds: take('termEnds', 'Uint32Array'),
      postingEnds: take('postingEnds', 'Uint32Array'),
      ordinals: take('ordinals', 'Uint32Array'),
      frequencies: take('frequencies', 'Uint16Array'),
      plain: take('plain', 'Uint16Array'),
      plainEnds: take('plainEnds', 'Uint32Array'),
      sentenceTerms: take('sentenceTerms', 'Uint32Array'),
      sentenceTermEnds: take('sentenceTermEnds', 'Uint32Array'),
    };
  } catch (cause) {
    throw new WenjuError('INDEX_DAMAGED', `${file} is gone or no words. Run: wenju index`, { cause });
  }
}
