/** Beside words.ts: gathers the words of a document's passages and sentences, and packs them for its file. */

import { type DocumentWords, hashTerm, isHanPair, shiftOf } from './words.js';

const MAX_FREQUENCY = 2 ** 16 - 1;

/** Gathers the terms of passages and sentences one by one, so that whoever cuts many can let others work in between. */
export interface WordCounter {
  /** Adds the next passage. */
  add(terms: readonly string[]): void;
  /** Adds the next sentence, `plain` in the form that words are compared in. */
  addSentence(plain: string, terms: readonly string[]): void;
  finish(): DocumentWords;
}

/** What was gathered. Terms are numbered as they came. */
interface Gathered {
  readonly lengths: readonly number[];
  readonly numbers: ReadonlyMap<string, number>;
  /** For each term its passages and how often it stands in each, one behind the other. */
  readonly postings: readonly (readonly number[])[];
  readonly sentences: readonly { readonly plain: string; readonly terms: readonly number[] }[];
}

/** Room for the number of a term behind its hash: together they are a whole number that doubles hold exactly. */
const MOST_TERMS = 2 ** 21;

export function createWordCounter(): WordCounter {
  const gathered = {
    lengths: [] as number[],
    numbers: new Map<string, number>(),
    postings: [] as number[][],
    sentences: [] as Gathered['sentences'][number][],
  };
  const { lengths, numbers, postings, sentences } = gathered;
  const numberOf = (term: string): number => {
    const known = numbers.get(term);
    if (known !== undefined) return known;
    numbers.set(term, postings.length);
    return postings.push([]) - 1;
  };
  return {
    add(terms) {
      const ordinal = lengths.length;
      lengths.push(terms.length);
      for (const term of terms) {
        const own = postings[numberOf(term)] ?? [];
        if (own.at(-2) === ordinal) own.push((own.pop() ?? 0) + 1);
        else own.push(ordinal, 1);
      }
    },
    addSentence(plain, terms) {
      const words = new Set(terms.filter((term) => !isHanPair(term)));
      sentences.push({ plain, terms: Array.from(words, numberOf) });
    },
    finish: () => packWords(gathered),
  };
}

/** @throws RangeError for a document of more terms than any has */
function packWords({ lengths, numbers, postings, sentences }: Gathered): DocumentWords {
  const written = [...numbers.keys()];
  if (written.length > MOST_TERMS) {
    throw new RangeError(`Expected at most ${MOST_TERMS} different words in a document, got ${written.length}.`);
  }
  // Numbers alone are sorted in a tenth of the time that terms take.
  const keys = Float64Array.from(written, (term, number) => hashTerm(term) * MOST_TERMS + number).sort();
  const hashes = Uint32Array.from(keys, (key) => Math.floor(key / MOST_TERMS));
  const order = Uint32Array.from(keys, (key) => key % MOST_TERMS);
  /** Where each of the numbers came to be. */
  const places = new Uint32Array(order.length);
  for (const [place, number] of order.entries()) places[number] = place;
  const terms = Array.from(order, (number) => written[number] ?? '');
  const inOrder = Array.from(order, (number) => postings[number] ?? []);
  const sorted = inOrder.flat();
  return {
    lengths: Uint32Array.from(lengths),
    hashes,
    firsts: findFirsts(hashes),
    terms: toCodeUnits(terms),
    termEnds: findEnds(terms),
    postingEnds: findEnds(inOrder).map((end) => end / 2),
    ordinals: Uint32Array.from({ length: sorted.length / 2 }, (_, at) => sorted[2 * at] ?? 0),
    frequencies: Uint16Array.from({ length: sorted.length / 2 }, (_, at) =>
      Math.min(sorted[2 * at + 1] ?? 0, MAX_FREQUENCY),
    ),
    plain: toCodeUnits(sentences.map(({ plain }) => plain)),
    plainEnds: findEnds(sentences.map(({ plain }) => plain)),
    sentenceTerms: Uint32Array.from(sentences.flatMap((sentence) => sentence.terms.map((term) => places[term] ?? 0))),
    sentenceTermEnds: findEnds(sentences.map((sentence) => sentence.terms)),
  };
}

function findFirsts(hashes: Uint32Array): Uint32Array {
  const firsts = new Uint32Array(2 ** Math.ceil(Math.log2(Math.max(4, hashes.length / 2))));
  const shift = shiftOf(firsts);
  let next = 0;
  for (const bits of firsts.keys()) {
    while (next < hashes.length && (hashes[next] ?? 0) >>> shift < bits) next += 1;
    firsts[bits] = next;
  }
  return firsts;
}

/** Where each of the parts ends when they are put one behind the other. */
function findEnds(parts: readonly { readonly length: number }[]): Uint32Array {
  let end = 0;
  return Uint32Array.from(parts, ({ length }) => {
    end += length;
    return end;
  });
}

function toCodeUnits(texts: readonly string[]): Uint16Array {
  const text = texts.join('');
  return Uint16Array.from({ length: text.length }, (_, at) => text.charCodeAt(at));
}
