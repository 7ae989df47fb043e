/**
 * The lexical index: BM25 over terms, held in memory. Formula and the always positive IDF as in Lucene:
 * Robertson & Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009), section 3.
 */

import type { LexicalIndex, LexicalScores, QueryTerm } from './contract.js';
import { firstAtLeast } from './sorted.js';

/** How fast repeats of a term stop counting; the usual value, which passages of one length hardly notice. */
const TERM_SATURATION = 1.2;
/** How much long passages are held back, 0 to 1; the usual value. */
const LENGTH_NORMALISATION = 0.75;

interface Posting {
  readonly entries: number[];
  readonly frequencies: number[];
}

/** Gathers the terms of entries one by one, so that whoever reads many documents can let others work in between. */
interface LexicalIndexBuilder {
  /** Adds the next entry. */
  add(terms: readonly string[]): void;
  build(): LexicalIndex;
}

export function createLexicalIndexBuilder(): LexicalIndexBuilder {
  const postings = new Map<string, Posting>();
  const lengths: number[] = [];
  return {
    add(terms) {
      const entry = lengths.length;
      for (const [term, frequency] of countTerms(terms)) {
        const posting = postings.get(term) ?? { entries: [], frequencies: [] };
        if (posting.entries.length === 0) postings.set(term, posting);
        posting.entries.push(entry);
        posting.frequencies.push(frequency);
      }
      lengths.push(terms.length);
    },
    build: () => createSearch(postings, lengths),
  };
}

function createSearch(postings: ReadonlyMap<string, Posting>, lengths: readonly number[]): LexicalIndex {
  const size = lengths.length;
  const meanLength = size === 0 ? 1 : lengths.reduce((sum, length) => sum + length, 0) / size;

  function inverseDocumentFrequency(term: string): number {
    const documentFrequency = postings.get(term)?.entries.length ?? 0;
    return Math.log(1 + (size - documentFrequency + 0.5) / (documentFrequency + 0.5));
  }

  function scoreTerm(term: string): (position: number) => number {
    const posting = postings.get(term);
    const weight = inverseDocumentFrequency(term);
    return (position) => {
      const frequency = posting?.frequencies[position] ?? 0;
      const relativeLength = (lengths[posting?.entries[position] ?? 0] ?? 0) / meanLength;
      const saturation = TERM_SATURATION * (1 - LENGTH_NORMALISATION + LENGTH_NORMALISATION * relativeLength);
      return (weight * frequency * (TERM_SATURATION + 1)) / (frequency + saturation);
    };
  }

  function massOf({ variants, weight }: QueryTerm): number {
    const known = variants.filter((variant) => postings.has(variant));
    return weight * Math.max(0, ...(known.length > 0 ? known : variants).map(inverseDocumentFrequency));
  }

  function search(query: readonly QueryTerm[]): LexicalScores {
    const scores = new Float32Array(size);
    let mass = 0;
    let knownMass = 0;
    for (const term of query) {
      const ofTerm = massOf(term);
      mass += ofTerm / term.weight;
      const known = term.variants.filter((variant) => postings.has(variant));
      if (known.length > 0) knownMass += ofTerm;
      const best = new Map<number, number>();
      for (const variant of known) {
        const scoreAt = scoreTerm(variant);
        for (const [position, entry] of (postings.get(variant)?.entries ?? []).entries()) {
          best.set(entry, Math.max(best.get(entry) ?? 0, scoreAt(position)));
        }
      }
      for (const [entry, score] of best) scores[entry] = (scores[entry] ?? 0) + term.weight * score;
    }
    return { scores, knownShare: mass === 0 ? 0 : knownMass / mass };
  }

  return {
    size,
    search,
    inverseDocumentFrequency,
    massOf,
    entriesWith: (term) => postings.get(term)?.entries ?? [],
    matchedTerms: (terms, entry) =>
      [...new Set(terms)].filter((term) => includesSorted(postings.get(term)?.entries ?? [], entry)),
  };
}

function countTerms(terms: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
  return counts;
}

/** Entries of a posting ascend. */
function includesSorted(entries: readonly number[], entry: number): boolean {
  return entries[firstAtLeast(entries, entry)] === entry;
}
