/**
 * How an evaluation is read on a terminal: a report goes in, an aligned plain-text table or the list of misses comes
 * out as one string. Names of groups are taken to be one column a character.
 */

import type { BeirReport, EvaluationReport, Miss, Refusals, Scores } from './contract.js';
import type { Place } from './questions.js';

/** Characters of the first passage shown with a miss: enough to recognise it, short enough for one or two lines. */
const EXCERPT_LENGTH = 80;

const SCORE_HEADINGS = ['count', 'hit@1', 'hit@5', 'complete@5', 'MRR', 'nDCG@10'];

/** The figures of a report as tables: retrieval, refusals, time. */
export function formatReport(report: EvaluationReport): string {
  const rows = [['answerable', ...SCORE_HEADINGS]];
  if (report.all !== null) rows.push(['all', ...scoreCells(report.all)]);
  for (const group of report.byLanguage) rows.push([`language ${group.name}`, ...scoreCells(group)]);
  for (const group of report.byType) rows.push([`type ${group.name}`, ...scoreCells(group)]);
  const { answerable, unanswerable, unanswerableByCategory } = report.refusals;
  const refusalRows = [
    ['refused', 'count', 'refused', 'share'],
    ['answerable (wrongly)', ...refusalCells(answerable)],
    ['unanswerable (rightly)', ...refusalCells(unanswerable)],
    ...unanswerableByCategory.map((group) => [`category ${group.name}`, ...refusalCells(group)]),
  ];
  const time = `a question: median ${report.timeMs.median.toFixed(1)} ms, p95 ${report.timeMs.p95.toFixed(1)} ms`;
  const tables = report.all === null ? [alignColumns(refusalRows)] : [alignColumns(rows), alignColumns(refusalRows)];
  return `${[...tables, time].join('\n\n')}\n`;
}

/** The figures of a BEIR report as a table of one row. */
export function formatBeirReport(name: string, report: BeirReport): string {
  const figures = [report.hitAt1, report.hitAt5, report.mrr, report.ndcgAt10, report.recallAt10];
  return `${alignColumns([
    ['collection', 'count', 'hit@1', 'hit@5', 'MRR', 'nDCG@10', 'recall@10'],
    [name, String(report.count), ...figures.map(formatShare)],
  ])}\n`;
}

/** Every miss with its question, what was expected and at which rank it came, and what came first. */
export function formatMisses(misses: readonly Miss[]): string {
  return misses.map(formatMiss).join('\n');
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

function formatExpected(place: Place, rank: number | null): string {
  return `  expected  ${place.doc}: ${place.span} (${rank === null ? 'not found' : `rank ${rank}`})`;
}

function scoreCells(scores: Scores): string[] {
  const figures = [scores.hitAt1, scores.hitAt5, scores.completeAt5, scores.mrr, scores.ndcgAt10];
  return [String(scores.count), ...figures.map(formatShare)];
}

function refusalCells({ count, refused }: Refusals): string[] {
  return [String(count), String(refused), count === 0 ? '-' : formatShare(refused / count)];
}

function formatShare(share: number): string {
  return share.toFixed(3);
}

/** The first column is words and stands to the left, the others are figures and stand to the right. */
function alignColumns(rows: readonly (readonly string[])[]): string {
  const clean = rows.map((row) => row.map(stripControls));
  const widths: number[] = [];
  for (const row of clean) {
    for (const [column, cell] of row.entries()) widths[column] = Math.max(widths[column] ?? 0, cell.length);
  }
  const pad = (cell: string, column: number) =>
    column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0);
  return clean.map((row) => row.map(pad).join('  ').trimEnd()).join('\n');
}

function shorten(text: string): string {
  // A character outside the basic plane is two code units and must not be cut in half.
  const characters = Array.from(text.slice(0, 2 * EXCERPT_LENGTH + 2));
  return characters.length <= EXCERPT_LENGTH ? characters.join('') : `${characters.slice(0, EXCERPT_LENGTH).join('')}…`;
}

/** Questions and passages are other people's text: no escape sequence of theirs reaches the terminal. */
function stripControls(text: string): string {
  return text.replace(/\p{Cc}/gu, ' ');
}
