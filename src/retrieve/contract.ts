/** What retrieval takes and gives: a question and filters in, what was understood and a ranking of passages out. */

import type { IndexedDocument } from '../index/contract.js';
import type { Region } from '../ingest/contract.js';
import type { Language } from '../language.js';
import type { DocumentType } from '../types.js';

/** Restricts the documents that may answer; an empty list restricts nothing. */
export interface Filters {
  /** Any known names of regions; a province includes the places in it. */
  readonly regions: readonly string[];
  /** Years of the report. */
  readonly years: readonly number[];
  readonly types: readonly DocumentType[];
  readonly documentIds: readonly string[];
}

/** What the question says about place and time. */
export interface UnderstoodQuestion {
  readonly language: Language;
  readonly regions: readonly Region[];
  /** Years of the figures asked for. */
  readonly years: readonly number[];
  /** Years of the reports that would hold them: a report of year Y reviews Y-1 and plans Y. */
  readonly reportYears: readonly number[];
  readonly comparison: boolean;
}

/** A passage with how it scored. Passages and sentences are numbers of the Snapshot. */
export interface RankedPassage {
  readonly passage: number;
  readonly bestSentence: number | null;
  /** Raw BM25 score. */
  readonly bm25: number;
  /** Cosine of question and passage. */
  readonly passageSimilarity: number;
  /** Cosine of question and the passage's best sentence. */
  readonly sentenceSimilarity: number;
  /** What the ranking goes by; comparable within one question only. */
  readonly fused: number;
  readonly matchedTerms: readonly string[];
  /** Its sentences that state something, in the order of the text; all of them when none does. */
  readonly statements: readonly number[];
  /** Which of the places that a question compares it is about, by number; null when there are not several. */
  readonly side: number | null;
}

/** A question's ranking with what it was made from. */
export interface Ranking {
  readonly understood: UnderstoodQuestion;
  /** Terms of the question, repeats removed. */
  readonly terms: readonly string[];
  /** Those that say what it is about: no place, year or word that any question may have. */
  readonly contentTerms: readonly string[];
  /** Share of the question's IDF mass whose terms occur anywhere in the index, 0 to 1. */
  readonly knownShare: number;
  /**
   * Best first; when the question names several places that documents are about, the best of each in turn. Passages of
   * titles and announcements only are left out of documents that have others. Empty when no document passes the filters.
   */
  readonly passages: readonly RankedPassage[];
  /** Cosines of the question and every sentence of the snapshot. */
  readonly sentenceSimilarities: Float32Array;
  /** Documents that pass the filters, or, when none does, those about the regions they name; in the snapshot's order. */
  readonly documents: readonly IndexedDocument[];
  /** Regions of the filters that no indexed document is about or within, and of the question that none of `documents` is. */
  readonly uncoveredRegions: readonly string[];
  /** Years of the question that none of `documents` about its places can hold and none of the best passages names. */
  readonly uncoveredYears: readonly number[];
  /** Those of `uncoveredYears` that one of them names all the same, in digits or as the end of a five-year plan. */
  readonly namedYears: readonly number[];
}

export interface Retriever {
  /** Ranks the passages of a snapshot for a question; best first, at most 60. */
  retrieve(question: string, filters: Filters): Promise<Ranking>;
}
