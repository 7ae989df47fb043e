/** Contracts of the index stage: where vectors are kept, how words are found, and what a reader holds. */

import type { PassageAnnotation, SentenceKind, Statement } from '../annotate/contract.js';
import type { Document, Passage, Sentence, Span } from '../types.js';

/** The vectors of one document, in the order of its passages and sentences; each of unit length. */
export interface DocumentVectors {
  readonly passages: readonly Float32Array[];
  readonly sentences: readonly Float32Array[];
}

/** The same quantised (vectors.ts), one behind the other: rows of arrays that may hold those of other documents, too. */
export interface VectorRows {
  readonly passages: Int16Array;
  readonly sentences: Int16Array;
}

/** Keeps the vectors of documents. Every backend passes `test/index/vector-store.ts`. */
export interface VectorStore {
  readonly dimensions: number;
  /** Replaces what is kept for the document. Throws WenjuError INDEX_DAMAGED for a wrong length or a non-finite number. */
  write(documentId: string, vectors: DocumentVectors): Promise<void>;
  /** Throws WenjuError INDEX_DAMAGED when nothing is kept for the document or it cannot be read; both INPUT_INVALID for an id that could be a path. */
  read(documentId: string): Promise<DocumentVectors>;
  /** Reads them quantised into rows that are there for them. Throws what `read` throws, and INDEX_DAMAGED when they are not as many. */
  readInto(documentId: string, rows: VectorRows): Promise<void>;
}

/** One thing a question asks for by words. */
export interface QueryTerm {
  /** Terms that mean the same; an entry scores for the best one it has. */
  readonly variants: readonly string[];
  /** 1 for the question's own words, less for guesses. */
  readonly weight: number;
}

/** Scores of all entries for one question. */
export interface LexicalScores {
  /** BM25 score an entry, 0 when no term matches. */
  readonly scores: Float32Array;
  /** Weighted IDF mass of the query's terms that occur anywhere in the index over the unweighted mass of all, 0 to 1; 0 without terms. */
  readonly knownShare: number;
}

/** Finds entries by words. Entries are numbered from 0. */
export interface LexicalIndex {
  readonly size: number;
  search(query: readonly QueryTerm[]): LexicalScores;
  /** The question's terms that stand in the entry. */
  matchedTerms(terms: readonly string[], entry: number): string[];
  /** Inverse document frequency of a term, above 0; highest for a term that stands nowhere. */
  inverseDocumentFrequency(term: string): number;
  /** Weighted IDF of a query term: that of its rarest variant that stands anywhere, or of one that stands nowhere. */
  massOf(term: QueryTerm): number;
  /** How many entries have the term; of a part of a corpus how many of all. */
  frequencyOf(term: string): number;
  /** Entries that have the term, ascending. */
  entriesWith(term: string): Int32Array;
}

/** A document as the index keeps it. */
export interface IndexedDocument extends Document {
  /** When its present text was embedded, ISO 8601. */
  readonly indexedAt: string;
}

/** A figure of a document with what it holds for. Its span is into the document's text. */
export interface Fact extends Statement, Span {
  readonly document: IndexedDocument;
  /** Numbers of the snapshot. */
  readonly passage: number;
  readonly sentence: number;
}

/** All facts of a snapshot, in its order. */
export interface Facts {
  readonly all: readonly Fact[];
  ofDocument(document: IndexedDocument): readonly Fact[];
  /** Facts about a term of the glossary, by its name. */
  aboutTerm(name: string): readonly Fact[];
  /** Facts of a sentence, by its number. */
  inSentence(sentence: number): readonly Fact[];
  /** Units of the facts of a sentence, in order: less work than the facts. */
  unitsIn(sentence: number): readonly string[];
  /** Facts of a place, by its code. */
  ofRegion(code: string): readonly Fact[];
  /** Facts with this pair of characters in the words they are about. */
  aboutPair(pair: string): readonly Fact[];
}

/** A sentence as words are looked for in it. */
export interface SentenceWords {
  /** Its text in the form that words are compared in (`normaliseForTerms`). */
  readonly plain: string;
  /** Whether it has a term of the lexical index. */
  has(term: string): boolean;
}

/** Passages and sentences of all documents, numbered through, with their vectors in one array each. */
export interface Snapshot {
  /** Generation and content, as replies state it in `indexVersion`. */
  readonly version: string;
  readonly modelId: string;
  readonly dimensions: number;
  readonly documents: readonly IndexedDocument[];
  /** Index of the document of a passage. */
  readonly passageDocument: Int32Array;
  /** Index of a passage within its document's passages. */
  readonly passageOrdinal: Int32Array;
  /** Number of the first passage of a document. */
  readonly firstPassage: Int32Array;
  /** Number of the passage of a sentence; ascending. */
  readonly sentencePassage: Int32Array;
  /** Index of a sentence within its document's sentences. */
  readonly sentenceOrdinal: Int32Array;
  /** What each passage is for, of which time. */
  readonly passageAnnotations: readonly PassageAnnotation[];
  /** What each sentence does. */
  readonly sentenceKinds: readonly SentenceKind[];
  readonly facts: Facts;
  /** Those of each document, in the order of the documents. */
  readonly vectors: readonly VectorRows[];
  /** One entry a passage, same numbers. */
  readonly lexicalIndex: LexicalIndex;
  /** The document and the passage of a passage number. Throws RangeError for a number that is none. */
  passageAt(passage: number): { readonly document: IndexedDocument; readonly passage: Passage };
  /** The document and the span of a sentence number. Throws RangeError for a number that is none. */
  sentenceAt(sentence: number): { readonly document: IndexedDocument; readonly sentence: Sentence };
  passageText(passage: number): string;
  /** Documents with one of the words in their text; of a part of a corpus a few of each place. `years`: of these, of all when empty. */
  documentsMentioning(words: readonly string[], years: readonly number[]): readonly IndexedDocument[];
  sentenceText(sentence: number): string;
  /** As it was cut when it was indexed. Throws RangeError for a number that is none. */
  sentenceWords(sentence: number): SentenceWords;
  /** Numbers of a passage's sentences, ascending. */
  sentencesOf(passage: number): readonly number[];
}
