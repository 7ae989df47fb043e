/**
 * Beside claim-features.ts: the numbers of a claim that a sentence lacks or in whose place it has others, in digits and in
 * Chinese numerals, as what is no figure has them, too (两家, 第二期, Ⅲ类).
 */

import { LIST_SIGN } from '../lexicon/characters.js';
import { listNumbers, type WrittenNumber } from './claim-numbers.js';
import { splitClauses } from './clauses.js';
import type { SoughtSentence } from './evidence.js';
import type { FigureFinding } from './figure-features.js';

/** From so many on, more that are lacked tell no more. */
const MANY = 2;

/** Shares of the most that count: lacked by the sentence, in digits and in numerals, and by the window; 1 where another stands. */
export interface NumberFeatures {
  readonly numberLacked: number;
  readonly numeralLacked: number;
  readonly numberLackedWindow: number;
  readonly numberSwapped: number;
}

/** Characters in front of a number that say what it is. */
const LEAD = 2;
/** What is a date or part of a larger number tells nothing by itself. */
const UNTELLING = /[月日万亿]/;
const COUNTED = /[\p{L}%]/u;
/** Counts things one by one: 两家 of 甲、乙. */
const COUNTS_EACH = /[个家项大种类处座条所名位件部场届批国省市县]/;

interface ClaimedNumbers extends Pick<SoughtSentence, 'figures' | 'text'> {
  readonly numbers: readonly WrittenNumber[];
}

/**
 * @param plain the sentence of the document; `window` the clauses of it that speak of the claim; `nearest` the one that does most,
 *   where all that is claimed is said in one clause.
 */
export function measureNumbers(
  { text: claim, numbers, figures }: ClaimedNumbers,
  { plain, window, nearest }: { readonly plain: string; readonly window: string; readonly nearest: string },
  findings: readonly FigureFinding[],
): NumberFeatures {
  const isIn = ({ start, end }: WrittenNumber, verdicts: RegExp): boolean =>
    figures.some(
      ({ figure }, at) => figure.start <= start && end <= figure.end + 1 && verdicts.test(findings[at]?.verdict ?? ''),
    );
  const [theirs, near] = [listNumbers(plain), listNumbers(window)];
  const lists = splitClauses(window).map((clause) => clause.split(LIST_SIGN).length);
  const isOfList = ({ value, counted }: WrittenNumber): boolean =>
    value > 1 && COUNTS_EACH.test(counted) && lists.includes(value);
  const isSame = (one: WrittenNumber, other: WrittenNumber): boolean =>
    one.counted === other.counted && isSameNumber(one, other);
  const isOtherIn = (said: readonly WrittenNumber[], mine: WrittenNumber): boolean =>
    !said.some((number) => isSame(number, mine)) &&
    said.some((number) => number.counted === mine.counted && !numbers.some((other) => isSame(other, number)));
  // 二级 of another clause is not said of what is claimed in one.
  const nearestNumbers = listNumbers(nearest);
  // 提前七年 of what says 历时七年, 提前三年.
  const leadOf = (text: string, { start }: WrittenNumber): string => text.slice(Math.max(0, start - LEAD), start);
  const hasOtherWithLead = (mine: WrittenNumber): boolean => {
    const lead = leadOf(claim, mine);
    if (!/^\p{Script=Han}{2}$/u.test(lead)) return false;
    const led = theirs.filter((number) => number.counted === mine.counted && leadOf(plain, number) === lead);
    return led.length > 0 && !led.some((number) => isSameNumber(number, mine));
  };
  const isSwapped = (mine: WrittenNumber): boolean =>
    COUNTED.test(mine.counted) &&
    !UNTELLING.test(mine.counted) &&
    !isIn(mine, /^match/) &&
    !isOfList(mine) &&
    (isOtherIn(near, mine) || isOtherIn(nearestNumbers, mine) || hasOtherWithLead(mine));
  // In the place of which another stands is not lacked.
  const lackedBy = (said: readonly WrittenNumber[]): WrittenNumber[] =>
    numbers.filter(
      (mine) =>
        !said.some((other) => isSameNumber(mine, other)) &&
        !isIn(mine, /^match|^value_differs/) &&
        !isOfList(mine) &&
        !isSwapped(mine),
    );
  const lacked = lackedBy(theirs);
  return {
    numberLacked: Math.min(MANY, lacked.filter(({ inDigits }) => inDigits).length) / MANY,
    numeralLacked: Math.min(MANY, lacked.filter(({ inDigits }) => !inDigits).length) / MANY,
    numberLackedWindow: Math.min(MANY, lackedBy(near).length) / MANY,
    numberSwapped: numbers.some(isSwapped) ? 1 : 0,
  };
}

/** Large numbers are rounded: 八百亿 for 800.1亿. */
const ROUNDED = 0.01;
const LARGE = 100;

/** 国道317线 is no 国道318线. */
function isRounder(value: number, other: number): boolean {
  return value % 10 === 0 || (Number.isInteger(value) && !Number.isInteger(other));
}

function isSameNumber({ value, below }: WrittenNumber, { value: other }: WrittenNumber): boolean {
  if (below !== null && other >= value && other < below) return true;
  return value === other || (value >= LARGE && isRounder(value, other) && Math.abs(value - other) <= other * ROUNDED);
}
