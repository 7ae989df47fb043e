/** Which years do the times that a question names ask about, and which years' reports would hold the answer? */

import { planOfYear, yearsWithin } from '../lexicon/plans.js';
import type { QuestionKind } from './contract.js';
import { type AskedTime, MAX_SINGLE_YEARS } from './times.js';

/**
 * Years of the figures asked for, ascending. Without any, those that the report named speaks of: both when the words do
 * not say whether of what was done or is planned; of several reports their own, one each.
 */
export function listYears(times: readonly AskedTime[], kind: QuestionKind | null): number[] {
  const figures = times.filter(({ isReport }) => !isReport);
  if (figures.length > 0) return sortYears(figures.flatMap(yearsOf));
  if (kind === 'result') return sortYears(times.map(({ first }) => first - 1));
  const reports = sortYears(times.map(({ first }) => first));
  const [only] = reports;
  return kind !== null || only === undefined || reports.length > 1 ? reports : [only - 1, only];
}

/** Years of the reports that would hold them, ascending: a report of year Y reviews Y-1 and plans Y. */
export function listReportYears(times: readonly AskedTime[], kind: QuestionKind | null, today: Date): number[] {
  const reports = times.filter(({ isReport }) => isReport);
  if (reports.length > 0) return sortYears(reports.map(({ first }) => first));
  return sortYears(times.flatMap((time) => reportsAbout(time, kind, today.getFullYear())));
}

/** A five-year plan or a span too long to be asked about year by year. */
export function asksAboutWhole(times: readonly AskedTime[]): boolean {
  return times.some(({ first, last, kind }) => kind === 'whole' || last - first >= MAX_SINGLE_YEARS);
}

/** What is said of a span's ends, and not of the span: 从2024年到2025年多了多少, 2024到2025年分别. */
const OF_ITS_ENDS = /分别|各[是为有多]|两年|头尾|首尾|相比|变化|[多少高低]了|\bchanged?\b|\beach\b|\bdiffer/i;

/** Two or more years, reports or plans side by side; a span is one thing, unless the words are about its ends. */
export function comparesTimes(times: readonly AskedTime[], text: string): boolean {
  const count = (own: readonly AskedTime[]): number => new Set(own.map(({ last }) => last)).size;
  const years = times.filter(({ kind }) => kind === 'year');
  return (
    count(years.filter(({ isReport }) => !isReport)) > 1 ||
    count(years.filter(({ isReport }) => isReport)) > 1 ||
    count(times.filter(({ kind }) => kind === 'whole')) > 1 ||
    (times.some(isOfTwoYears) && OF_ITS_ENDS.test(text))
  );
}

function isOfTwoYears({ first, last, kind, isReport }: AskedTime): boolean {
  return kind === 'span' && !isReport && last - first === 1;
}

/** Of a whole its last year: that is what a plan's targets are for and what its review speaks of. */
function yearsOf({ first, last, kind }: AskedTime): number[] {
  if (kind === 'whole') return [last];
  if (last - first >= MAX_SINGLE_YEARS) return [first, last];
  return yearsWithin({ first, last });
}

function reportsAbout(time: AskedTime, kind: QuestionKind | null, present: number): number[] {
  const { first, last } = time;
  const isWhole = time.kind === 'whole' || last - first >= MAX_SINGLE_YEARS;
  if (!isWhole) return yearsOf(time).flatMap((year) => reportsAboutYear(year, kind, present));
  // What a plan aims at stands in the report of its first year, what came of it in the report after its last.
  const isOver = last <= present;
  return [...(kind === 'result' && isOver ? [] : [first]), ...(kind === 'target' || !isOver ? [] : [last + 1])];
}

function reportsAboutYear(year: number, kind: QuestionKind | null, present: number): number[] {
  // Of a year far ahead speak the reports of today and the one that opened the present five-year plan.
  if (year > present + 1) return [planOfYear(present).first, present];
  return [...(kind === 'result' ? [] : [year]), ...(kind === 'target' ? [] : [year + 1])];
}

function sortYears(years: readonly number[]): number[] {
  return [...new Set(years)].sort((a, b) => a - b);
}

/** What is over has results, what is to be reached by a year has targets. */
export function findKindOfTimes(times: readonly AskedTime[], today: Date): QuestionKind | null {
  const figures = times.filter(({ isReport }) => !isReport);
  if (figures.some(({ isDeadline, last }) => isDeadline && last >= today.getFullYear())) return 'target';
  return figures.some(({ direction }) => direction === 'back') ? 'result' : null;
}
