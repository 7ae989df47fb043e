/**
 * Lexicon, plans: which five-year plans does a text name, and which years are theirs? And which terms of office, which are
 * as long: a government counts from its own.
 */

import { readOrdinal } from './english-number-words.js';

const NUMERALS = '一二三四五六七八九';
/** What shows that 九五 is the ninth plan: its quotation mark or the word behind it; not 九五折, “八五”普法. */
const AS_PLAN = '(?=五(?:[”"]|计划|时期|期间|期末)(?!普法))';
/**
 * The name of a plan, for patterns: 十四五, “九五”, 第十四个五年规划. One group: its ordinal, for `readPlanOrdinal`. Those
 * up to the tenth, which are numbers like others, count only where something shows that they are plans.
 */
export const PLAN_NAME =
  `(?<![${NUMERALS}十])(十[${NUMERALS}]|[七八九十]${AS_PLAN}|(?<=第)[七八九十](?=个))` +
  `(?:五(?![${NUMERALS}十%])|个五年)`;
export const PLAN = new RegExp(PLAN_NAME, 'g');
/** The same in English. */
export const PLAN_IN_ENGLISH =
  /\b(1[0-9]th|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth)\s+(?:five[-\s]year|fyp|plan\b)/gi;

/** The tenth plan ended in 2005, every other one a multiple of five years away. */
const TENTH_PLAN = { ordinal: 10, end: 2005 };
/** Years. */
export const PLAN_LENGTH = 5;

/** First and last year. */
export interface YearSpan {
  readonly first: number;
  readonly last: number;
}

/** Ordinal of a plan by what the patterns capture: 14 for 十四, 14th and fourteenth. */
export function readPlanOrdinal(written: string): number {
  const named = readOrdinal(written.toLowerCase());
  if (named !== null) return named;
  if (/^\d/.test(written)) return Number.parseInt(written, 10);
  const unit = NUMERALS.indexOf(written.slice(-1)) + 1;
  return written.startsWith('十') ? TENTH_PLAN.ordinal + unit : unit;
}

/** The fourteenth ran from 2021 to 2025. */
export function planOfOrdinal(ordinal: number): YearSpan {
  const last = TENTH_PLAN.end + PLAN_LENGTH * (ordinal - TENTH_PLAN.ordinal);
  return { first: last - PLAN_LENGTH + 1, last };
}

/** The plan that a year lies in. */
export function planOfYear(year: number): YearSpan {
  const last = Math.ceil(year / PLAN_LENGTH) * PLAN_LENGTH;
  return { first: last - PLAN_LENGTH + 1, last };
}

/** Every year of a span, ascending. */
export function yearsWithin({ first, last }: YearSpan): number[] {
  return Array.from({ length: last - first + 1 }, (_, distance) => first + distance);
}

/** The term of office that a report looks back on, for patterns. */
export const PAST_TERM = '过去的?五年|五年来|这五年|五年间';
/** The one that it looks ahead to. */
export const NEXT_TERM = '(?:今后|未来)五年';
/** Either. */
export const TERM_OF_OFFICE = new RegExp(`${PAST_TERM}|${NEXT_TERM}|五年(?=[内里共净新累增])`);
