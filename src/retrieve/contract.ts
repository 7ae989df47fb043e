/** What retrieval takes and gives: a question and filters in, what was understood and a ranking of passages out. */

import type { Figure } from '../annotate/figures/contract.js';
import type { DocumentType } from '../document-kinds.js';
import type { IndexedDocument, QueryTerm } from '../index/contract.js';
import type { Region } from '../lexicon/contract.js';
import type { GlossaryTerm } from '../lexicon/glossary.js';
import type { Language } from '../lexicon/language.js';

/** Restricts the documents that may answer; an empty list restricts nothing. */
export interface Filters {
  /** Any known names of regions; a province includes the places in it. */
  readonly regions: readonly string[];
  /** Years of the report. */
  readonly years: readonly number[];
  readonly types: readonly DocumentType[];
  readonly documentIds: readonly string[];
}

/** What is asked for: what was achieved, what is planned, a measure or project, who, when, or what a word means. */
export type QuestionKind = 'result' | 'target' | 'policy' | 'person' | 'date' | 'meaning';

/** What the question says about place, time and subject. */
export interface UnderstoodQuestion {
  readonly language: Language;
  /** Groups (东北三省) stand as the places in them. */
  readonly regions: readonly Region[];
  /** Chinese names of other countries, and of the corps of Xinjiang. */
  readonly otherPlaces: readonly string[];
  /** Years of the figures asked for, ascending. */
  readonly years: readonly number[];
  /** Years of the reports that would hold them, ascending: a report of year Y reviews Y-1 and plans Y. */
  readonly reportYears: readonly number[];
  /** True when a five-year plan or another long span is asked about as one thing. */
  readonly wholePlan: boolean;
  /** True when its years are counted from the present day (去年, this year) and not named. */
  readonly isRelative: boolean;
  /** Terms of the glossary that it names, in the order of the question, repeats removed. */
  readonly terms: readonly GlossaryTerm[];
  /** Null when its words do not say. */
  readonly kind: QuestionKind | null;
  readonly comparison: boolean;
}

/** review: what was achieved; target: the figures aimed at; task: what will be done; other: everything else. */
export type PassageRole = 'review' | 'target' | 'task' | 'other';

/** What part of a report a passage stands in, and when its figures are. */
export interface PassageTime {
  readonly role: PassageRole;
  /** Years its figures are about, ascending, empty when nothing says. Of a five-year plan only the last. */
  readonly years: readonly number[];
  /** True when its figures are about a whole five-year plan (or term of office) rather than one year. */
  readonly plan: boolean;
}

/** A question in terms of the lexical index; repeats removed. */
export interface LexicalQuery {
  /** Everything it says. */
  readonly all: readonly QueryTerm[];
  /** What it says besides places, years and words of asking. */
  readonly content: readonly QueryTerm[];
}

/** What figure a question asks for. */
export interface AskedFigure {
  /** Indicators that a figure is asked of; empty when none is. */
  readonly indicators: readonly GlossaryTerm[];
  /** How it is to be measured; null when any will do. */
  readonly measure: 'growth' | 'level' | null;
  /** Figures that the question itself states of an indicator: 增长3.3%主要靠哪些项目. */
  readonly claimed: readonly Figure[];
}

/** A figure and where it stands. */
export interface FigureEvidence {
  readonly passage: number;
  readonly document: IndexedDocument;
  readonly figure: Figure;
}

/** What the documents about the question's places give of one indicator, for the time asked about. */
export interface IndicatorEvidence {
  readonly term: GlossaryTerm;
  /** As it is asked for. */
  readonly figures: readonly FigureEvidence[];
  /** The same, measured otherwise: the growth where the amount is asked for. */
  readonly otherwise: readonly FigureEvidence[];
}

/** What the sentences of a passage show. Each 0 to 1. */
export interface SentenceScores {
  /** Largest share of the mass of what is asked that one sentence has. */
  readonly coverage: number;
  /** Share of the glossary's terms asked for that have a figure behind them in one clause. */
  readonly figure: number;
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
  /** What its sentences show; null for one far down, which was not reranked. */
  readonly sentenceScores: SentenceScores | null;
  /** Its part of the report and the years of its figures. */
  readonly time: PassageTime | null;
  /** Its sentences that state something, in the order of the text; all of them when none does. */
  readonly statements: readonly number[];
  /** Which of the places that a question compares it is about, by number; null when there are not several. */
  readonly side: number | null;
}

/** A question's ranking with what it was made from. */
export interface Ranking {
  readonly understood: UnderstoodQuestion;
  /** What it asks for by words. */
  readonly query: LexicalQuery;
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
  /** Cosines of the question and every sentence of the snapshot. */
  readonly sentenceSimilarities: Float32Array;
  /** Documents that pass the filters, or, when none does, those about the regions they name; in the snapshot's order. */
  readonly documents: readonly IndexedDocument[];
  /** Regions of the filters that no indexed document is about or within, and of the question that none of `documents` is. */
  readonly uncoveredRegions: readonly string[];
  /** Full names of the question's places that no document is about or within, though one is about a place around them. */
  readonly surroundedRegions: readonly string[];
  /** Those of `documents` that are about, within or around the question's places; all of them when it names none. */
  readonly aboutPlace: readonly IndexedDocument[];
  /** Years of the question that none of `aboutPlace` is a report about. */
  readonly uncoveredYears: readonly number[];
  readonly askedFigure: AskedFigure;
  /** One an indicator of `askedFigure`. */
  readonly indicators: readonly IndicatorEvidence[];
  /** Share of what is asked that a text of one sentence has, 0 to 1. */
  readonly readSentence: (text: string) => number;
  /** Part of the report and years of the figures, one a passage of the snapshot. */
  readonly times: readonly PassageTime[];
}

export interface Retriever {
  /** Ranks the passages of a snapshot for a question; best first, at most 60. Rejects once `signal` is aborted. */
  retrieve(question: string, filters: Filters, signal?: AbortSignal): Promise<Ranking>;
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
export type Part = (typeof PARTS)[number];
