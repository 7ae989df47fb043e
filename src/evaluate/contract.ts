/**
 * What evaluation needs and what it hands on: the shape of whatever answers questions, what came of every question,
 * and the reports with their figures. Every share and mean is between 0 and 1.
 */

import type { PartRanks } from './metrics.js';
import type { AnswerableQuestion, RelevantPlace, UnanswerableQuestion } from './questions.js';

/** A passage as it came back. `source` is a path; its base name is compared with a question's `doc`. */
export interface ReturnedPassage {
  readonly source: string;
  readonly text: string;
}

/** A reply to a question. A refusal has the status `not_found`. */
interface AskedReply {
  readonly status: string;
  /** Best first. */
  readonly passages: readonly ReturnedPassage[];
  readonly tookMs: number;
  /** Everything the answer says in words, lines, tables and figures; left out when nothing is to be looked for in it. */
  readonly said?: string;
  /** How strong the evidence is, 0 to 1; 0 when a rule refused whatever the evidence. Left out when not known. */
  readonly evidence?: number;
  /** A question whose evidence is below this is refused. */
  readonly threshold?: number;
}

/** Answers a question with up to `topK` passages. */
export type Asker = (question: string, topK: number) => Promise<AskedReply>;

/** Told after every question, for whoever shows progress. */
export interface EvaluationOptions {
  readonly onProgress?: (asked: number, total: number) => void;
}

/** What came of asking a question. */
export interface Outcome<Question> {
  readonly question: Question;
  readonly status: string;
  readonly refused: boolean;
  /** Null for a refusal, whatever came with it. */
  readonly first: ReturnedPassage | null;
  readonly tookMs: number;
  /** Null when the reply did not tell. */
  readonly evidence: number | null;
  readonly threshold: number | null;
}

/** The same with the rank of each part of the answer. */
export interface AnswerableOutcome extends Outcome<AnswerableQuestion> {
  readonly ranks: PartRanks;
  /** Whether the answer holds all that a right one must; null when the question does not say, or the reply. */
  readonly holdsAll: boolean | null;
}

/** Everything that came of a set of questions: all that figures are made from, so that sets can be put together. */
export interface Outcomes {
  readonly answerable: readonly AnswerableOutcome[];
  readonly unanswerable: readonly Outcome<UnanswerableQuestion>[];
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

/** Bounds of a confidence interval. */
export interface Interval {
  readonly lower: number;
  readonly upper: number;
}

/** How questions were answered whose right answer is known, by what it must hold. Each share 0 to 1. */
export interface AnswerScores {
  readonly name: string;
  readonly count: number;
  readonly hitAt1: number;
  readonly completeAt5: number;
  /** Share of answers that hold all they must. */
  readonly holdAll: number;
  /** Share of questions refused, though they are answered. */
  readonly refused: number;
}

/** How many questions were asked and how many of them refused. */
export interface RefusalCount {
  readonly count: number;
  readonly refused: number;
}

/** Refusals by what was asked for. */
export interface RefusalCounts {
  /** Refused here is wrong. */
  readonly answerable: RefusalCount;
  /** Refused here is right. */
  readonly unanswerable: RefusalCount;
  /** Those of them that take nothing for granted that is not so: refused is right, and nothing else is. */
  readonly withoutFalsePresuppositions: RefusalCount;
  /** The others: a correction is right too, which this count cannot see. */
  readonly falsePresuppositions: RefusalCount;
}

/** The figures of a part of the questions. */
export interface PartFigures {
  /** Null when there was no answerable question. */
  readonly scores: Scores | null;
  readonly refusals: RefusalCounts;
}

/** What would be refused if this were the threshold. */
export interface CurvePoint {
  /** Refused is what has less evidence, or none; at 0 the rules alone refuse. */
  readonly threshold: number;
  /** Share of the unanswerable questions, without false presuppositions, that would be refused. */
  readonly rightly: number;
  /** Share of the answerable ones. */
  readonly wrongly: number;
  /** True for the threshold in force. */
  readonly isChosen: boolean;
}

/** The figures of a set of questions. */
export interface EvaluationFigures {
  /** Null when there was no answerable question. */
  readonly all: Scores | null;
  /** 95 % confidence intervals of `all`; null with it. */
  readonly confidence: { readonly hitAt1: Interval; readonly completeAt5: Interval } | null;
  /** Two thirds of the questions, to learn from, and the third that is held back. */
  readonly tuning: PartFigures;
  readonly heldBack: PartFigures;
  /** Sorted by name. */
  readonly byLanguage: readonly (Scores & { readonly name: string })[];
  readonly byType: readonly (Scores & { readonly name: string })[];
  readonly refusals: RefusalCounts & {
    readonly unanswerableByCategory: readonly (RefusalCount & { readonly name: string })[];
  };
  /** All of them, then by language and by type; empty when no question says what its answer must hold. */
  readonly answers: readonly AnswerScores[];
  /** Of the tuning questions, by ascending threshold; null when the replies do not tell their evidence. */
  readonly curve: readonly CurvePoint[] | null;
  /** Over all questions, as the answering side measured it, in milliseconds. */
  readonly timeMs: { readonly median: number; readonly p95: number };
}

/** A question that went wrong: not right at rank 1, not complete at 5, or answered though nothing answers it. */
export interface Miss {
  readonly id: string;
  readonly question: string;
  /** True for a question of the third that is held back while tuning. */
  readonly heldBack: boolean;
  /** The place meant for each part; empty for an unanswerable question. */
  readonly expected: readonly RelevantPlace[];
  /** The rank of each part of `expected`. */
  readonly ranks: PartRanks;
  readonly status: string;
  readonly first: ReturnedPassage | null;
}

/** The outcome of asking a whole set of questions. */
export interface EvaluationReport extends EvaluationFigures {
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
