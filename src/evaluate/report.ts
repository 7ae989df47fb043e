/**
 * How an evaluation is read on a terminal: a report goes in, an aligned plain-text table or the list of misses comes
 * out as one string. Names of groups are taken to be one column a character.
 */

import type {
  AnswerScores,
  BeirReport,
  CurvePoint,
  EvaluationFigures,
  Interval,
  Miss,
  RefusalCount,
  RefusalCounts,
  Scores,
} from './contract.js';
import { FALSE_PRESUPPOSITION, type RelevantPlace } from './questions.js';
import { alignColumns, formatRefused, formatShare, stripControls } from './table.js';

/** Characters of the first passage shown with a miss: enough to recognise it, short enough for one or two lines. */
const EXCERPT_LENGTH = 80;

/** Digits of a threshold: enough to tell those of a curve apart. */
const THRESHOLD_DIGITS = 4;

const SCORE_HEADINGS = ['count', 'hit@1', 'hit@5', 'complete@5', 'MRR', 'nDCG@10'];
const ANSWER_HEADINGS = ['count', 'hit@1', 'complete@5', 'hold all', 'refused'];
const BEIR_HEADINGS = ['count', 'hit@1', 'hit@5', 'MRR', 'nDCG@10', 'recall@10'];

/** The figures of a report as tables: retrieval, answers, refusals, the curve of refusals, time. */
export function formatReport(figures: EvaluationFigures): string {
  const { median, p95 } = figures.timeMs;
  const tables = [
    figures.all === null ? null : tabulateScores(figures, figures.all),
    figures.answers.length === 0 ? null : tabulateAnswers(figures.answers),
    tabulateRefusals(figures),
    figures.curve === null ? null : tabulateCurve(figures.curve),
  ];
  const time = `a question: median ${median.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms`;
  return `${[...tables.filter((rows) => rows !== null).map(alignColumns), time].join('\n\n')}\n`;
}

/** The figures of BEIR reports as a table of one row each. */
export function formatBeirReports(rows: readonly { readonly name: string; readonly report: BeirReport }[]): string {
  const table = rows.map(({ name, report }) => {
    const figures = [report.hitAt1, report.hitAt5, report.mrr, report.ndcgAt10, report.recallAt10];
    return [name, String(report.count), ...figures.map(formatShare)];
  });
  return `${alignColumns([['collection', ...BEIR_HEADINGS], ...table])}\n`;
}

/** The figures of one BEIR report. */
export function formatBeirReport(name: string, report: BeirReport): string {
  return formatBeirReports([{ name, report }]);
}

/** Every miss with its question, what was expected and at which rank it came, and what came first. */
export function formatMisses(misses: readonly Miss[]): string {
  return misses.map(formatMiss).join('\n');
}

function tabulateScores({ confidence, tuning, heldBack, byLanguage, byType }: EvaluationFigures, all: Scores) {
  const rows = [
    ['answerable', ...SCORE_HEADINGS],
    ['all', ...scoreCells(all)],
  ];
  if (confidence !== null) {
    rows.push(['  95 %', '', formatHalfWidth(confidence.hitAt1), '', formatHalfWidth(confidence.completeAt5)]);
  }
  if (tuning.scores !== null) rows.push(['  tuning', ...scoreCells(tuning.scores)]);
  if (heldBack.scores !== null) rows.push(['  held back', ...scoreCells(heldBack.scores)]);
  for (const group of byLanguage) rows.push([`language ${group.name}`, ...scoreCells(group)]);
  for (const group of byType) rows.push([`type ${group.name}`, ...scoreCells(group)]);
  return rows;
}

function tabulateAnswers(answers: readonly AnswerScores[]): string[][] {
  return [
    ['answers', ...ANSWER_HEADINGS],
    ...answers.map(({ name, count, hitAt1, completeAt5, holdAll, refused }) => [
      name,
      String(count),
      ...[hitAt1, completeAt5, holdAll, refused].map(formatShare),
    ]),
  ];
}

function tabulateRefusals({ refusals, tuning, heldBack }: EvaluationFigures): string[][] {
  const rowsOf = (name: string, pick: (counts: RefusalCounts) => RefusalCount) => [
    [name, ...refusalCells(pick(refusals))],
    ['  tuning', ...refusalCells(pick(tuning.refusals))],
    ['  held back', ...refusalCells(pick(heldBack.refusals))],
  ];
  const apart =
    refusals.falsePresuppositions.count === 0
      ? []
      : [
          ...rowsOf('… without false presuppositions', (counts) => counts.withoutFalsePresuppositions),
          ['false presuppositions', ...refusalCells(refusals.falsePresuppositions)],
        ];
  const categories = refusals.unanswerableByCategory.filter(({ name }) => name !== FALSE_PRESUPPOSITION);
  return [
    ['refused', 'count', 'refused', 'share'],
    ...rowsOf('answerable (wrongly)', (counts) => counts.answerable),
    ...rowsOf('unanswerable (rightly)', (counts) => counts.unanswerable),
    ...apart,
    ...categories.map((group) => [`category ${group.name}`, ...refusalCells(group)]),
  ];
}

function tabulateCurve(curve: readonly CurvePoint[]): string[][] {
  const nameOf = ({ threshold, isChosen }: CurvePoint) =>
    `${threshold === 0 ? 'rules alone' : threshold.toFixed(THRESHOLD_DIGITS)}${isChosen ? ' (chosen)' : ''}`;
  return [
    ['refused below this evidence (tuning)', 'rightly', 'wrongly'],
    ...curve.map((point) => [nameOf(point), formatShare(point.rightly), formatShare(point.wrongly)]),
  ];
}

function formatMiss(miss: Miss): string {
  const expected =
    miss.expected.length === 0
      ? ['  expected  not_found']
      : miss.expected.map((place, index) => formatExpected(place, miss.ranks[index] ?? null));
  const first = miss.first === null ? '-' : `${miss.first.source}: ${shorten(miss.first.text)}`;
  const lines = [`${miss.id}  ${miss.question}`, ...expected, `  first     ${first}`, `  status    ${miss.status}`];
  return `${lines.map(stripControls).join('\n')}\n`;
}

function formatExpected(place: RelevantPlace, rank: number | null): string {
  return `  expected  ${place.doc}: ${place.span} (${rank === null ? 'not found' : `rank ${rank}`})`;
}

function scoreCells(scores: Scores): string[] {
  const figures = [scores.hitAt1, scores.hitAt5, scores.completeAt5, scores.mrr, scores.ndcgAt10];
  return [String(scores.count), ...figures.map(formatShare)];
}

function refusalCells(refusals: RefusalCount): string[] {
  return [String(refusals.count), String(refusals.refused), formatRefused(refusals)];
}

function formatHalfWidth({ lower, upper }: Interval): string {
  return `±${formatShare((upper - lower) / 2)}`;
}

function shorten(text: string): string {
  // A character outside the basic plane is two code units and must not be cut in half.
  const characters = Array.from(text.slice(0, 2 * EXCERPT_LENGTH + 2));
  return characters.length <= EXCERPT_LENGTH ? characters.join('') : `${characters.slice(0, EXCERPT_LENGTH).join('')}…`;
}
