/**
 * Used to find quotations: the words of all documents in one string, with an index of their grams. Documents go in; where
 * words stand, and the regions that share the most grams with them, come out. Built in linear time, about 22 bytes a
 * character.
 */

import type { LetOthers } from '../turns.js';
import { createTextFolder, type FoldedText, type TextFolder } from './quotation-text.js';

/**
 * Characters of a gram. Three are the most that always survive in ten characters of which two are wrong; rarer ones are
 * looked up first, so that common ones cost little.
 */
export const GRAM = 3;
/** Characters compared for one quotation: bounds what a text of one repeated word can cost. */
const EXACT_BUDGET = 10_000_000;
/** Places of grams looked at for one quotation. */
const VOTE_BUDGET = 200_000;
/** Grams indexed before others may have their turn. */
const GRAMS_A_TURN = 10_000;
/** Width of a bucket of diagonals, in characters: characters added or left out move a quotation by less. */
const DIAGONAL_WIDTH = 32;

/** All documents as they are compared; places run through all of them. */
export interface QuotationIndex {
  readonly fold: TextFolder;
  /** Their characters, words and places one after the other; `starts` are offsets in each document's own text. */
  readonly corpus: FoldedText;
  /** Index of the document a place in the words belongs to. */
  documentOfWord(word: number): number;
  /** First word and end of the words of a document. */
  wordsOf(document: number): { readonly start: number; readonly end: number };
  /** First character and end of the characters of a document. */
  charactersOf(document: number): { readonly start: number; readonly end: number };
  /** Where `words` stand, ascending. Some may be missing when there are more than the budget. */
  findOccurrences(words: string): number[];
  /** Where `words` may begin, those that share most grams with them first. */
  findRegions(words: string, limit: number, isAllowed: (document: number) => boolean): Region[];
}

/** A stretch of a document that may hold what is sought. */
interface Region {
  readonly document: number;
  /** Place in the words where it would begin, to a few dozen; below 0 when its beginning stands nowhere. */
  readonly start: number;
}

export async function createQuotationIndex(texts: readonly string[], letOthers: LetOthers): Promise<QuotationIndex> {
  const fold = createTextFolder();
  const folded: FoldedText[] = [];
  for (const text of texts) {
    folded.push(fold(text));
    await letOthers();
  }
  const { corpus, characterEnds, wordEnds } = joinTexts(folded);
  await letOthers();
  const { words } = corpus;
  const { firstOf, places, bucketOf } = await indexGrams(words, letOthers);

  const documentOfWord = (word: number): number => countAtMost(wordEnds, word);
  const rangeOf = (ends: Uint32Array, document: number): { start: number; end: number } => ({
    start: document === 0 ? 0 : (ends[document - 1] ?? 0),
    // Without the NUL that ends it.
    end: (ends[document] ?? 1) - 1,
  });
  const countOf = (text: string, at: number): number => {
    const bucket = bucketOf(text, at);
    return (firstOf[bucket + 1] ?? 0) - (firstOf[bucket] ?? 0);
  };

  return {
    fold,
    corpus,
    documentOfWord,
    wordsOf: (document) => rangeOf(wordEnds, document),
    charactersOf: (document) => rangeOf(characterEnds, document),

    findOccurrences(sought) {
      if (sought.length === 0) return [];
      const found: number[] = [];
      if (sought.length < GRAM) {
        for (let at = words.indexOf(sought); at !== -1; at = words.indexOf(sought, at + 1)) found.push(at);
        return found;
      }
      let rarest = 0;
      for (let at = 1; at + GRAM <= sought.length; at += 1) {
        if (countOf(sought, at) < countOf(sought, rarest)) rarest = at;
      }
      const bucket = bucketOf(sought, rarest);
      const first = firstOf[bucket] ?? 0;
      const end = Math.min(firstOf[bucket + 1] ?? 0, first + Math.ceil(EXACT_BUDGET / sought.length));
      for (let entry = first; entry < end; entry += 1) {
        const at = (places[entry] ?? 0) - rarest;
        if (at >= 0 && words.startsWith(sought, at)) found.push(at);
      }
      return found;
    },

    findRegions(sought, limit, isAllowed) {
      const grams = Array.from({ length: Math.max(0, sought.length - GRAM + 1) }, (_, at) => at);
      const counts = grams.map((at) => countOf(sought, at));
      grams.sort((left, right) => (counts[left] ?? 0) - (counts[right] ?? 0));
      // Of each bucket of diagonals the votes, and the place of the first, whose gram is the rarest.
      const votes = new Map<number, { count: number; readonly place: number }>();
      let spent = 0;
      for (const at of grams) {
        if (spent > VOTE_BUDGET) break;
        const bucket = bucketOf(sought, at);
        const gram = sought.slice(at, at + GRAM);
        const end = Math.min(firstOf[bucket + 1] ?? 0, (firstOf[bucket] ?? 0) + VOTE_BUDGET);
        for (let entry = firstOf[bucket] ?? 0; entry < end; entry += 1) {
          spent += 1;
          const place = places[entry] ?? 0;
          if (!words.startsWith(gram, place)) continue;
          const diagonal = Math.floor((place - at) / DIAGONAL_WIDTH);
          const vote = votes.get(diagonal);
          if (vote) vote.count += 1;
          else votes.set(diagonal, { count: 1, place });
        }
      }
      const ranked = [...votes]
        .map(([diagonal, { count, place }]) => ({
          start: diagonal * DIAGONAL_WIDTH,
          place,
          score: count + (votes.get(diagonal + 1)?.count ?? 0),
        }))
        .sort((left, right) => right.score - left.score || left.start - right.start);
      const chosen: Region[] = [];
      for (const { start, place } of ranked) {
        if (chosen.length >= limit) break;
        const document = documentOfWord(place);
        if (!isAllowed(document)) continue;
        const isChosen = chosen.some(
          (other) => other.document === document && Math.abs(other.start - start) <= DIAGONAL_WIDTH,
        );
        if (!isChosen) chosen.push({ document, start });
      }
      return chosen;
    },
  };
}

/** One string after the other. A NUL, which no folded text holds, ends each document's words: no gram runs across. */
function joinTexts(texts: readonly FoldedText[]) {
  const sum = (measure: (text: FoldedText) => number): number =>
    texts.reduce((total, text) => total + measure(text), 0);
  const starts = new Uint32Array(sum(({ characters }) => characters.length + 1));
  const wordPlaces = new Uint32Array(sum(({ words }) => words.length + 1));
  const characterEnds = new Uint32Array(texts.length);
  const wordEnds = new Uint32Array(texts.length);
  let character = 0;
  let word = 0;
  texts.forEach((text, document) => {
    starts.set(text.starts, character);
    text.wordPlaces.forEach((place, index) => {
      wordPlaces[word + index] = character + place;
    });
    character += text.characters.length + 1;
    word += text.words.length + 1;
    wordPlaces[word - 1] = character - 1;
    characterEnds[document] = character;
    wordEnds[document] = word;
  });
  const characters = texts.map((text) => `${text.characters}\0`).join('');
  const words = texts.map((text) => `${text.words}\0`).join('');
  return { corpus: { characters, starts, words, wordPlaces }, characterEnds, wordEnds };
}

/** Places of all grams, those of one hash together and ascending: `places[firstOf[hash]]` to before `firstOf[hash + 1]`. */
async function indexGrams(words: string, letOthers: LetOthers) {
  const bits = Math.min(22, Math.max(8, Math.ceil(Math.log2(words.length + 1))));
  // FNV-1a over code units, its upper bits: the lower ones of short keys are uneven.
  const bucketOf = (text: string, at: number): number => {
    let hash = 0x811c9dc5;
    for (let index = at; index < at + GRAM; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
    return Math.imul(hash, 0x9e3779b1) >>> (32 - bits);
  };
  const count = Math.max(0, words.length - GRAM + 1);
  const firstOf = new Uint32Array(2 ** bits + 1);
  for (let at = 0; at < count; at += 1) {
    const next = bucketOf(words, at) + 1;
    firstOf[next] = (firstOf[next] ?? 0) + 1;
    if (at % GRAMS_A_TURN === 0) await letOthers();
  }
  for (let bucket = 1; bucket < firstOf.length; bucket += 1) {
    firstOf[bucket] = (firstOf[bucket] ?? 0) + (firstOf[bucket - 1] ?? 0);
  }
  const places = new Uint32Array(count);
  const next = firstOf.slice();
  for (let at = 0; at < count; at += 1) {
    const bucket = bucketOf(words, at);
    const entry = next[bucket] ?? 0;
    places[entry] = at;
    next[bucket] = entry + 1;
    if (at % GRAMS_A_TURN === 0) await letOthers();
  }
  return { firstOf, places, bucketOf };
}

/** How many of the ascending numbers are at most `limit`. */
export function countAtMost(ascending: ArrayLike<number>, limit: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] ?? 0) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
