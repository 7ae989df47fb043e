/**
 * What evaluation needs and what it hands on: the shape of whatever answers questions, and the reports with their
 * figures. Every share and mean is between 0 and 1.
 */

import type { PartRanks } from './metrics.js';
import type { Place } from './questions.js';

/** A passage as it came back. `source` is a path; its base name is compared with a question's `doc`. */
export interface RankedPassage {
  readonly source: string;
  readonly text: string;
}

/** Answers a question with up to `topK` passages, best first. A refusal has the status `not_found`. */
export type Asker = (
  question: string,
  topK: number,
) => Promise<{ readonly status: string; readonly passages: readonly RankedPassage[]; readonly tookMs: number }>;

/** Told after every question, for whoever shows progress. */
export interface EvaluationOptions {
  readonly onProgress?: (asked: number, total: number) => void;
}

/** Means over `count` answerable questions, each 0 to 1; a refused question counts as one that found nothing. */
export interface Scores {
  readonly count: number;
  readonly hitAt1: number;
  readonly hitAt5: number;
  /** Share of questions with every part within the first five. */
  readonly completeAt5: number;
  /** Mean reciprocal rank over the first ten. */
  readonly mrr: number;
  readonly ndcgAt10: number;
}

/** How many questions were asked and how many of them refused. */
export interface Refusals {
  readonly count: number;
  readonly refused: number;
}

/** A question that went wrong: not right at rank 1, not complete at 5, or answered though nothing answers it. */
export interface Miss {
  readonly id: string;
  readonly question: string;
  /** The place meant for each part; empty for an unanswerable question. */
  readonly expected: readonly Place[];
  /** The rank of each part of `expected`. */
  readonly ranks: PartRanks;
  readonly status: string;
  readonly first: RankedPassage | null;
}

/** The outcome of asking a whole set of questions. */
export interface EvaluationReport {
  /** Null when there was no answerable question. */
  readonly all: Scores | null;
  /** Sorted by name. */
  readonly byLanguage: readonly (Scores & { readonly name: string })[];
  readonly byType: readonly (Scores & { readonly name: string })[];
  readonly refusals: {
    /** Refused here is wrong. */
    readonly answerable: Refusals;
    /** Refused here is right. Of a false presupposition a correction is right too, which this count cannot see. */
    readonly unanswerable: Refusals;
    readonly unanswerableByCategory: readonly (Refusals & { readonly name: string })[];
  };
  /** Over all questions, as the answering side measured it, in milliseconds. */
  readonly timeMs: { readonly median: number; readonly p95: number };
  readonly misses: readonly Miss[];
}

/** The outcome of ranking a BEIR collection: means over `count` judged queries, each 0 to 1. */
export interface BeirReport {
  readonly count: number;
  readonly hitAt1: number;
  readonly hitAt5: number;
  /** Mean reciprocal rank over the first ten. */
  readonly mrr: number;
  readonly ndcgAt10: number;
  readonly recallAt10: number;
}
