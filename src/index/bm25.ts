/**
 * The lexical index: BM25 over the words of all documents. Formula and the always positive IDF as in Lucene:
 * Robertson & Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009), section 3.
 */

import type { LexicalIndex, LexicalScores, QueryTerm } from './contract.js';
import { firstAtLeast } from './sorted.js';
import { type DocumentWords, findPostings, hashTerm } from './words.js';

/** How fast repeats of a term stop counting; the usual value, which passages of one length hardly notice. */
const TERM_SATURATION = 1.2;
/** How much long passages are held back, 0 to 1; the usual value. */
const LENGTH_NORMALISATION = 0.75;
/** Terms whose postings are kept: those of most questions are the same. */
const MAX_KEPT_TERMS = 20_000;

/** The entries that have a term, ascending, and how often each has it. */
interface Posting {
  readonly entries: Int32Array;
  readonly frequencies: Uint16Array;
}

/** What a term scores in each of its entries, by their position. */
interface TermScores {
  readonly entries: Int32Array;
  readonly scoreAt: (position: number) => number;
}

/** What words are weighed by where the documents are a part of a corpus. */
export interface WholeCorpus {
  /** How many passages it has. */
  readonly size: number;
  readonly meanLength: number;
  /** In how many of them a term stands. */
  readonly frequencyOf: (term: string) => number;
}

/** Entries are the passages of the documents, numbered through. */
export function createLexicalIndex(documents: readonly DocumentWords[], whole?: WholeCorpus): LexicalIndex {
  const lengths = documents.flatMap((document) => [...document.lengths]);
  const size = whole?.size ?? lengths.length;
  const meanLength = whole?.meanLength ?? (size === 0 ? 1 : lengths.reduce((sum, length) => sum + length, 0) / size);
  /** What a frequency is held against in each entry. */
  const saturations = Float64Array.from(
    lengths,
    (length) => TERM_SATURATION * (1 - LENGTH_NORMALISATION + LENGTH_NORMALISATION * (length / meanLength)),
  );
  const kept = new Map<string, Posting>();

  function findPosting(term: string): Posting {
    const known = kept.get(term);
    if (known) return known;
    if (kept.size >= MAX_KEPT_TERMS) kept.clear();
    const posting = collectPostings(documents, term);
    kept.set(term, posting);
    return posting;
  }

  const frequencyOf = whole?.frequencyOf ?? ((term: string): number => findPosting(term).entries.length);
  const isKnown = (term: string): boolean => frequencyOf(term) > 0;

  function inverseDocumentFrequency(term: string): number {
    const documentFrequency = frequencyOf(term);
    return Math.log(1 + (size - documentFrequency + 0.5) / (documentFrequency + 0.5));
  }

  function scoreTerm(term: string): TermScores {
    const { entries, frequencies } = findPosting(term);
    const weight = inverseDocumentFrequency(term);
    return {
      entries,
      scoreAt(position) {
        const frequency = frequencies[position] ?? 0;
        return (weight * frequency * (TERM_SATURATION + 1)) / (frequency + (saturations[entries[position] ?? 0] ?? 0));
      },
    };
  }

  function massOf({ variants, weight }: QueryTerm): number {
    const known = variants.filter(isKnown);
    return weight * Math.max(0, ...(known.length > 0 ? known : variants).map(inverseDocumentFrequency));
  }

  function search(query: readonly QueryTerm[]): LexicalScores {
    const scores = new Float32Array(lengths.length);
    let mass = 0;
    let knownMass = 0;
    for (const term of query) {
      const ofTerm = massOf(term);
      mass += ofTerm / term.weight;
      const known = term.variants.filter(isKnown);
      if (known.length > 0) knownMass += ofTerm;
      addBest(known.map(scoreTerm), term.weight, scores);
    }
    return { scores, knownShare: mass === 0 ? 0 : knownMass / mass };
  }

  return {
    size,
    search,
    inverseDocumentFrequency,
    frequencyOf,
    massOf,
    entriesWith: (term) => findPosting(term).entries,
    matchedTerms: (terms, entry) => [...new Set(terms)].filter((term) => includes(findPosting(term).entries, entry)),
  };
}

/** Adds to each entry the best of what several terms score there. */
function addBest(terms: readonly TermScores[], weight: number, scores: Float32Array): void {
  const [only] = terms;
  if (only && terms.length === 1) {
    for (let position = 0; position < only.entries.length; position += 1) {
      const entry = only.entries[position] ?? 0;
      scores[entry] = (scores[entry] ?? 0) + weight * only.scoreAt(position);
    }
    return;
  }
  const best = new Map<number, number>();
  for (const { entries, scoreAt } of terms) {
    for (let position = 0; position < entries.length; position += 1) {
      const entry = entries[position] ?? 0;
      best.set(entry, Math.max(best.get(entry) ?? 0, scoreAt(position)));
    }
  }
  for (const [entry, score] of best) scores[entry] = (scores[entry] ?? 0) + weight * score;
}

function collectPostings(documents: readonly DocumentWords[], term: string): Posting {
  const hash = hashTerm(term);
  const ranges = documents.map((words) => findPostings(words, term, hash));
  const count = ranges.reduce((sum, { start, end }) => sum + end - start, 0);
  const posting = { entries: new Int32Array(count), frequencies: new Uint16Array(count) };
  let next = 0;
  let first = 0;
  for (const [number, { lengths, ordinals, frequencies }] of documents.entries()) {
    const { start = 0, end = 0 } = ranges[number] ?? {};
    for (let at = start; at < end; at += 1) {
      posting.entries[next] = first + (ordinals[at] ?? 0);
      posting.frequencies[next] = frequencies[at] ?? 0;
      next += 1;
    }
    first += lengths.length;
  }
  return posting;
}

/** Entries of a posting ascend. */
function includes(entries: Int32Array, entry: number): boolean {
  return entries[firstAtLeast(entries, entry)] === entry;
}
