/**
 * Lexicon, the years of documents: for which years does a document of a kind hold results, and for which plans? Its
 * metadata goes in. What annotate dates figures by and what is asked of a year both go by this.
 */

import { kindOf } from '../document-kinds.js';
import type { DocumentMetadata } from '../metadata.js';
import { readPeriod } from './periods.js';
import { PLAN, planOfOrdinal, readPlanOrdinal, type YearSpan, yearsWithin } from './plans.js';
import { writeYearsInDigits, YEAR_DIGITS } from './years.js';

export interface DocumentYears {
  /** Of the work report that reviews the same results: a bulletin of 2024 gives those that a report of 2025 does. */
  readonly report: number | null;
  /** The year that its plans are for where they do not say: of a five-year plan the last. */
  readonly planned: number | null;
  /** Of a five-year plan. */
  readonly period: YearSpan | null;
  readonly results: readonly number[];
  readonly plans: readonly number[];
}

type Dated = Pick<DocumentMetadata, 'type' | 'title' | 'year'>;

export function readDocumentYears(metadata: Dated): DocumentYears {
  const kind = kindOf(metadata);
  const period = kind.isOfPeriod ? findPlanPeriod(metadata.title) : null;
  const year = period?.first ?? metadata.year;
  if (year === null) return { report: null, planned: null, period: null, results: [], plans: [] };
  const report = year + kind.results[0] + 1;
  return {
    report,
    planned: period?.last ?? year + (kind.plans[0] ?? 0),
    period,
    results: kind.results.map((distance) => year + distance),
    plans: period === null ? kind.plans.map((distance) => year + distance) : yearsWithin(period),
  };
}

/** What a document is about as a time, in words: `2021-2025`, `2025 1-6月`, `2024`; null when nothing says. */
export function nameDocumentTime(metadata: Dated): string | null {
  const { period } = readDocumentYears(metadata);
  if (period !== null) return `${period.first}-${period.last}`;
  if (metadata.year === null) return null;
  const part = kindOf(metadata).onlyCounts ? readPeriod(metadata.title, false) : null;
  return part === null || part === '' ? String(metadata.year) : `${metadata.year} ${part}`;
}

const YEARS = new RegExp(`(${YEAR_DIGITS})年?[-—–~～至到]{1,2}(${YEAR_DIGITS})年?`);

/** The period of a plan by its title: 第十四个五年规划, “十四五”规划, 规划（2021—2025年）; null when it names none. */
export function findPlanPeriod(title: string): YearSpan | null {
  const [plan] = [...title.matchAll(PLAN)];
  if (plan !== undefined) return planOfOrdinal(readPlanOrdinal(plan[1] ?? ''));
  const [, first, last] = YEARS.exec(writeYearsInDigits(title)) ?? [];
  return Number(first) < Number(last) ? { first: Number(first), last: Number(last) } : null;
}
