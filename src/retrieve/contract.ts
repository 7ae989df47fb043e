/** What retrieval takes and gives: a question and filters in, what was understood and a ranking of passages out. */

import type { PassageTime } from '../annotate/contract.js';
import type { DocumentType } from '../document-kinds.js';
import type { Embedding } from '../embed/contract.js';
import type { Fact, IndexedDocument, QueryTerm } from '../index/contract.js';
import type { AskedNumber } from '../lexicon/asked-number.js';
import type { Region } from '../lexicon/contract.js';
import type { GlossaryTerm } from '../lexicon/glossary.js';
import type { Span } from '../types.js';
import type { UnderstoodQuestion } from '../understand/contract.js';
import type { RankingFeature } from './weights.js';

/** Restricts the documents that may answer; an empty list restricts nothing. */
export interface RetrievalFilters {
  /** Any known names of regions; a province includes the places in it. */
  readonly regions: readonly string[];
  /** Years of the report. */
  readonly years: readonly number[];
  readonly types: readonly DocumentType[];
  readonly documentIds: readonly string[];
}

/** A question in terms of the lexical index; repeats removed. */
export interface LexicalQuery {
  /** Everything it says. */
  readonly all: readonly QueryTerm[];
  /** What it says besides places, years and words of asking. */
  readonly content: readonly QueryTerm[];
  /** The things that it names. */
  readonly things: readonly QueryTerm[];
}

/** What the documents about the question's places give of one indicator, for the time asked about. */
export interface IndicatorEvidence {
  readonly term: GlossaryTerm;
  /** As it is asked for. */
  readonly figures: readonly Fact[];
  /** The same, measured otherwise: the growth where the amount is asked for. */
  readonly otherwise: readonly Fact[];
}

/** What one sentence has of a question. Each 0 to 1. */
export interface SentenceScore {
  /** Share of the mass of what is asked that it has. */
  readonly coverage: number;
  /** Share that the heaviest thing asked for has which it lacks; 0 when it has all. */
  readonly lacks: number;
  /** Share of the mass of the things named that it has. */
  readonly things: number;
}

/** What the sentences of a passage show. Each 0 to 1. */
export interface SentenceScores {
  /** One a sentence. */
  readonly sentences: readonly SentenceScore[];
  /** The largest coverage. */
  readonly coverage: number;
  /** The largest share of things. */
  readonly things: number;
  /** Share of the glossary's terms asked for that have a figure behind them in one clause. */
  readonly figure: number;
}

/** A sentence of a ranked passage; in one that was not reranked it has nothing of what is asked and lacks all. */
export interface RankedSentence extends SentenceScore {
  /** Number in the snapshot. */
  readonly sentence: number;
  /** Cosine of question and sentence. */
  readonly similarity: number;
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
  /** What that is made of; those that are not named are 0. */
  readonly features: Readonly<Partial<Record<RankingFeature, number>>>;
  readonly matchedTerms: readonly string[];
  /** What its sentences show; null for one far down, which was not reranked. */
  readonly sentenceScores: SentenceScores | null;
  /** Its part of the report and the years of its figures. */
  readonly time: PassageTime | null;
  /** In the order of the text. */
  readonly sentences: readonly RankedSentence[];
  /** Those that state something; all of them when none does. */
  readonly statements: readonly RankedSentence[];
  /** Which of the places that a question compares it is about, by number; null when there are not several. */
  readonly side: number | null;
}

/** A question's ranking with what it was made from. */
export interface Ranking {
  readonly understood: UnderstoodQuestion;
  /** What it asks for by words. */
  readonly query: LexicalQuery;
  /** Null when it asks for no number. */
  readonly askedNumber: AskedNumber | null;
  /** Those that say what it is about: no place, year or word that any question may have. */
  readonly contentTerms: readonly string[];
  /**
   * Share of the question's IDF mass that occurs anywhere in the index, counted by the weight of its words, 0 to 1: guesses
   * of the dictionary, places and years count less than what the question says itself.
   */
  readonly knownShare: number;
  /**
   * Best first; when the question names several places that documents are about, the best of each in turn. Passages of
   * titles and announcements only are left out of documents that have others. Empty when no document passes the filters.
   */
  readonly passages: readonly RankedPassage[];
  /**
   * How far the most similar sentence of the best passage's document stands out: its cosine less that of the tenth. An
   * answer stands out, while to a question about something else all that is said of its place is about equally near.
   */
  readonly lead: number;
  /** Documents that pass the filters, or, when none does, those about the regions they name; in the snapshot's order. */
  readonly documents: readonly IndexedDocument[];
  /** Regions of the filters that no indexed document is about or within, and of the question that none of `documents` is. */
  readonly uncoveredRegions: readonly string[];
  /** Full names of the question's places that no document is about or within, though one is about a place around them. */
  readonly surroundedRegions: readonly string[];
  /** Those of `documents` that are about, within or around the question's places; all of them when it names none. */
  readonly aboutPlace: readonly IndexedDocument[];
  /** How many provinces the documents that may answer are about. */
  readonly provinces: number;
  /** Years of the question that none of `aboutPlace` is a report about. */
  readonly uncoveredYears: readonly number[];
  /** One an indicator that a figure is asked of. */
  readonly indicators: readonly IndicatorEvidence[];
}

/** How the scores of one measure lie over all passages that a side may be answered from. */
export interface ScoreSpread {
  readonly mean: number;
  readonly deviation: number;
}

/** Cosines of a question with passages and sentences, by their numbers; 0 for what was not compared. */
export interface Similarities {
  readonly passages: Float32Array;
  readonly sentences: Float32Array;
  /** Those of `sentences` that were compared. */
  readonly sentenceRows: readonly Span[];
}

/** What a side is answered from where a snapshot holds only the best of a corpus. */
export interface SideCandidates {
  /** Passages that are ranked, ascending. */
  readonly passages: readonly number[];
  /** Documents, whether held or not, that may answer it. */
  readonly documents: readonly number[];
  readonly words: ScoreSpread;
  readonly whole: ScoreSpread;
  readonly best: ScoreSpread;
}

/** What candidates are sought for. */
export interface SoughtCandidates {
  readonly question: string;
  readonly understood: UnderstoodQuestion;
  readonly query: LexicalQuery;
  readonly knownShare: number;
  readonly vector: Float32Array;
  readonly filters: RetrievalFilters;
  /** One a document of the snapshot: whether it may be ranked. */
  readonly passes: readonly boolean[];
  readonly sides: readonly { readonly side: Side; readonly indicators: readonly IndicatorEvidence[] }[];
  readonly aboutPlace: readonly IndexedDocument[];
}

/** Finds what is ranked, in the order of the sides, where a snapshot holds only the best of a corpus. */
export type FindCandidates = (
  sought: SoughtCandidates,
) => Promise<{ readonly similarities: Similarities; readonly sides: readonly SideCandidates[] }>;

/** One thing that a question compares with another. */
export interface Side {
  readonly region: Region | null;
  /** What is asked, about this side's year alone. */
  readonly asked: UnderstoodQuestion;
}

/** A question that the model embeds. */
export interface BegunQuestion {
  readonly text: string;
  /** One. Whoever does not await it hears of no failure. */
  readonly embeddings: Promise<readonly Embedding[]>;
}

export interface Retriever {
  /** One a document of the snapshot: whether it passes the filters. */
  select(filters: RetrievalFilters): readonly boolean[];
  /** Has the model embed a question that will probably be asked as it stands. */
  begin(question: string): BegunQuestion;
  /**
   * Ranks the passages of a snapshot for a question; best first, at most 60. Rejects once `signal` is aborted. What was
   * `begun` is used where it was the same question.
   */
  retrieve(
    question: string,
    filters: RetrievalFilters,
    signal?: AbortSignal,
    begun?: BegunQuestion | null,
  ): Promise<Ranking>;
  /** Cosine of a text and each sentence of the wanted documents; 0 for the others. */
  compareSentences(text: string, isWanted: (document: number) => boolean): Promise<Float32Array>;
}

/** The parts of retrieval that an evaluation can switch off, to see what each is worth. */
export const PARTS = [
  'words',
  'passages',
  'sentences',
  'regions',
  'years',
  'roles',
  'glossary',
  'dictionary',
  'centring',
  'sentenceRerank',
  'refusing',
] as const;
export type RankingPart = (typeof PARTS)[number];
