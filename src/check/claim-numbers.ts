/**
 * Used to judge claims by their words: which numbers does a text have that are no years? In digits or Chinese numerals, on
 * their own or as parts of names: 5A, 12号线, 第七届, 两家.
 */

import { readArabic, readChinese } from '../lexicon/numerals.js';
import { PLAN_NAME } from '../lexicon/plans.js';
import { roundness } from '../lexicon/quantities.js';

export interface WrittenNumber {
  readonly value: number;
  /** What stands behind it, one character: 家, 届, %; '' at the end. */
  readonly counted: string;
  /** Chinese numerals are often parts of words. */
  readonly inDigits: boolean;
  readonly start: number;
  readonly end: number;
  /** Below which it is: 40 of 三十多; null where it is what is written. */
  readonly below: number | null;
}

/** In digits, evened out or not, and no year. */
export const NUMBER_BUT_YEAR = /(?<![\d.])\d+(?:\.\d+)?(?![\d.]*年)/g;
const STARTS = /[\d零〇一二两三四五六七八九十百千万亿]/;
const YEAR = /^(?:19|20)\d\d$/;
/** 十四五 is a plan, 一带一路 and 三农 are names: such are found as words. */
const NAMES_WITH_NUMERALS = new RegExp(
  `[“"‘'《][^”"’'》]{1,20}[”"’'》]|${PLAN_NAME}|一带一路|双一流|三农|万亩|百强|千兆|万千瓦`,
  'g',
);

/** “二十二连丰”: how often in a row. */
const STREAK = /连[丰冠增升涨降胜]/;

/** One of several in order: 一期, 二等奖. */
const ORDERED = /[期级类等]/;
/** 提前三年, 历时一年: how long. */
const LASTS = /(?:提前|推迟|延后|连续|历时|仅用|用时|缩短|延长)了?$/;
const ROMANS = ['I', 'II', 'III', 'IV', 'V', 'VI'];
/** In letters or as a sign: III类, Ⅲ类. */
const ROMAN = /(?:I{1,3}|IV|VI?|[Ⅰ-Ⅵ])(?=[类级型期])/y;

/** Linear time. */
export function listNumbers(text: string): WrittenNumber[] {
  const plain = text.replace(NAMES_WITH_NUMERALS, (name) =>
    /\d/.test(name) || STREAK.test(name) ? name : '，'.repeat(name.length),
  );
  const numbers: WrittenNumber[] = [];
  for (let at = 0; at < plain.length; ) {
    const character = plain.charAt(at);
    ROMAN.lastIndex = at;
    const roman = ROMAN.exec(plain)?.[0] ?? '';
    if (roman !== '' && !/[a-z]/i.test(plain.charAt(at - 1))) {
      const end = at + roman.length;
      numbers.push({
        value: ROMANS.indexOf(roman.normalize('NFKC')) + 1,
        counted: plain.charAt(end),
        inDigits: true,
        start: at,
        end,
        below: null,
      });
      at = end;
      continue;
    }
    const inDigits = /\d/.test(character);
    const read = !STARTS.test(character) ? null : inDigits ? readArabic(plain, at) : readChinese(plain, at);
    if (read === null) {
      at += 1;
      continue;
    }
    const written = plain.slice(at, read.end);
    // 一, 百 and 万 begin words of every kind; 千亿 is a number, and so is 一期.
    const isOrder = plain.charAt(at - 1) === '第' || ORDERED.test(plain.charAt(read.end));
    const isMeant = isOrder || LASTS.test(plain.slice(Math.max(0, at - 3), at));
    const isWord = !inDigits && ((read.isBare && written.length < 2) || (read.value <= 1 && !isMeant));
    if (!YEAR.test(written) && !isWord && Number.isFinite(read.value)) {
      numbers.push({
        value: read.value,
        counted: plain.charAt(read.end),
        inDigits,
        start: at,
        end: read.end,
        below: read.isMore ? read.value + roundness(read) : null,
      });
    }
    at = Math.max(read.end, at + 1);
  }
  return numbers;
}
