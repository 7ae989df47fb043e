/**
 * What is each part of retrieval worth? The figures of the same questions with one part switched off at a time go in;
 * one table comes out, a row a part, to be held against the first row, in which nothing is switched off.
 */

import type { RankingPart } from '../retrieve/contract.js';
import type { BeirReport, EvaluationFigures, Scores } from './contract.js';
import { formatBeirReports } from './report.js';
import { alignColumns, formatRefused, formatShare } from './table.js';

/** The figures without a part of retrieval; with everything, when `part` is null. */
export interface Ablated<Figures> {
  readonly part: RankingPart | null;
  readonly figures: Figures;
}

/** English questions over Chinese reports stand beside all: several parts are there for them alone. */
const ENGLISH = 'en';

const SCORE_HEADINGS = ['hit@1', 'hit@5', 'complete@5', 'nDCG@10'];

/** One row a part. Columns of scores are left out where there are no such questions. */
export function formatAblation(rows: readonly Ablated<EvaluationFigures>[]): string {
  const hasAnswerable = rows.some(({ figures }) => figures.all !== null);
  const hasEnglish = rows.some(({ figures }) => findEnglish(figures) !== null);
  const headings = [
    'retrieval',
    ...(hasAnswerable ? SCORE_HEADINGS : []),
    ...(hasEnglish ? SCORE_HEADINGS.map((heading) => `${ENGLISH} ${heading}`) : []),
    'refused rightly',
    'wrongly',
    'median ms',
  ];
  const table = rows.map(({ part, figures }) => [
    nameRow(part),
    ...(hasAnswerable ? scoreCells(figures.all) : []),
    ...(hasEnglish ? scoreCells(findEnglish(figures)) : []),
    formatRefused(figures.refusals.withoutFalsePresuppositions),
    formatRefused(figures.refusals.answerable),
    figures.timeMs.median.toFixed(1),
  ]);
  return `${alignColumns([headings, ...table])}\n`;
}

/** The same for a BEIR collection. */
export function formatBeirAblation(name: string, rows: readonly Ablated<BeirReport>[]): string {
  return formatBeirReports(
    rows.map(({ part, figures }) => ({ name: part === null ? name : `  ${nameRow(part)}`, report: figures })),
  );
}

function nameRow(part: RankingPart | null): string {
  return part === null ? 'everything' : `without ${part}`;
}

function findEnglish({ byLanguage }: EvaluationFigures): Scores | null {
  return byLanguage.find(({ name }) => name === ENGLISH) ?? null;
}

function scoreCells(scores: Scores | null): string[] {
  if (scores === null) return SCORE_HEADINGS.map(() => '-');
  return [scores.hitAt1, scores.hitAt5, scores.completeAt5, scores.ndcgAt10].map(formatShare);
}
