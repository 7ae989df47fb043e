/**
 * Lexicon, parts of a year: which months do the words in front of a figure say? 前10个月, 1—10月 and 截至10月底 are one
 * part and get one name, `1-10月`; 上半年 is `1-6月`, 三季度 `7-9月`, 12月份 `12月`. The whole year is ''.
 */

import { BELOW_TWENTY, readNumberWords, readOrdinal } from './english-number-words.js';
import { YEAR_DIGITS } from './years.js';

const MONTHS_OF_YEAR = 12;
const HAN_NUMBERS = '一二三四五六七八九十';
const NUMBER = '(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])';
const MONTHS_IN_ENGLISH = 'january february march april may june july august september october november december'.split(
  ' ',
);
/** For patterns: the names of months as dates write them, in full or short. */
export const MONTH_IN_ENGLISH = `(?:sept|${MONTHS_IN_ENGLISH.map((name) => `${name.slice(0, 3)}(?:${name.slice(3)})?`).join('|')})\\.?`;
const QUARTERS = '一二三四1234';

/** A day before which something is to be done is no part of a year: 6月底前到位. */
const NO_DEADLINE = '(?![之以]?前)';

/**
 * In the order in which they are tried at a place; the named groups say which it is. A month with its day tells when
 * something was, and not how long was counted, unless it is counted up to that day.
 */
const PERIOD_FORMS = [
  `(?<upTo>截[至止](?:(?:${YEAR_DIGITS})年|今年|去年)?)(?<upToMonth>${NUMBER})月(?!\\d{1,2}日零时)(?:[123]?\\d日)?(?:底|末|份|中旬|上旬|下旬)?${NO_DEADLINE}`,
  `(?<![\\d.])(?<from>${NUMBER})(?:月份?)?\\s?[-—–~～至到]{1,2}\\s?(?<to>${NUMBER})月份?(?!\\d{0,2}日)${NO_DEADLINE}`,
  `前(?<firstMonths>${NUMBER}|两)个?月`,
  `(?<!\\d)(?<end>${NUMBER})月(?:底|末)${NO_DEADLINE}`,
  `(?<!\\d)(?<month>${NUMBER})月份`,
  `(?<half>[上下])半年`,
  `(?<firstQuarters>前[二两三23])个?季度`,
  `第?(?<quarter>[${QUARTERS}])季度(?<quarterEnd>[末底]|累计)?`,
  `\\b(?<halfInEnglish>first|second) half\\b`,
  `\\bfirst (?<quartersInEnglish>two|three) quarters\\b`,
  `\\b(?<quarterInEnglish>first|second|third|fourth) quarter\\b|\\bQ(?<quarterNumber>[1-4])\\b`,
  `\\bfirst (?<monthsInEnglish>${BELOW_TWENTY.slice(1, MONTHS_OF_YEAR).join('|')}|\\d{1,2}) months\\b`,
  `\\b(?<fromInEnglish>${MONTH_IN_ENGLISH})\\s?(?:to|through|until|[-–—])\\s?(?<toInEnglish>${MONTH_IN_ENGLISH})\\b`,
  `\\bend[- ](?:of )?(?<endInEnglish>${MONTH_IN_ENGLISH})\\b`,
].join('|');

/** The words for a part of a year, for patterns that take them out of what a figure is about. */
export const PERIOD = new RegExp(PERIOD_FORMS, 'gi');
/** The words for all of it and its end. */
export const WHOLE_YEAR = /全年度?|(?<![上去前])年[末底]|\b(?:whole|full|entire) year\b|\byear-?end\b/gi;
/** A year that begins another time: 上半年增长5%，2023年增长6%. */
const OTHER_TIME = `(?:${YEAR_DIGITS}年|[今去明]年)`;

/** A month by itself may be when something was (6月，大桥通车): it is a part of a year only where a series is counted. */
const BARE_MONTH = `(?<!\\d)(?<bareMonth>1[0-2]|[1-9])月(?![\\d份底末日前初中上下以])`;
/** Before what it was then: 失业率从上半年5.5%降到5.3%. */
const COMPARED = /[比较从由自]/;
const OTHERS = `(?<whole>${WHOLE_YEAR.source})|(?<year>${OTHER_TIME})`;
const PERIOD_OR_YEAR = new RegExp(`${PERIOD_FORMS}|${OTHERS}`, 'gi');
const MONTH_OR_PERIOD = new RegExp(`${PERIOD_FORMS}|${OTHERS}|${BARE_MONTH}`, 'gi');

/** The words for a part of a year where nothing but a time can be meant, as in the head of a column: 1-11月, 6月; for patterns. */
export const PERIOD_WORDS = `${PERIOD_FORMS}|${BARE_MONTH}`;
const FIRST_PERIOD = new RegExp(PERIOD_WORDS, 'i');
const YEAR_WITHIN = new RegExp(OTHER_TIME);

/** The words for the first part of a year that such a text names, without the year (截至10月底); '' for none. */
export function findPeriodWords(text: string): string {
  return (FIRST_PERIOD.exec(text)?.[0] ?? '').replace(YEAR_WITHIN, '');
}

/**
 * The part of a year that the last time named in a text is: '' for a whole year, null where none is named.
 *
 * @param isSeries true for what is counted month by month, as prices are.
 */
export function readPeriod(text: string, isSeries: boolean): string | null {
  const last = [...text.matchAll(isSeries ? MONTH_OR_PERIOD : PERIOD_OR_YEAR)].findLast(
    ({ index }) => !COMPARED.test(text.charAt(index - 1)),
  )?.groups;
  if (last === undefined) return null;
  const [first, end] = readMonths(last) ?? [1, MONTHS_OF_YEAR];
  if (first === 1 && end === MONTHS_OF_YEAR) return '';
  return first === end ? `${first}月` : `${first}-${end}月`;
}

type Months = readonly [first: number, last: number];

/** Of the groups of a match; null for a whole year. */
function readMonths(found: Readonly<Record<string, string | undefined>>): Months | null {
  const upTo = readNumber(found.upToMonth ?? found.firstMonths ?? found.end);
  if (upTo !== null) return [1, upTo];
  const [from, to] = [readNumber(found.from), readNumber(found.to)];
  if (from !== null && to !== null) return from <= to ? [from, to] : null;
  const month = readNumber(found.month ?? found.bareMonth);
  if (month !== null) return [month, month];
  if (found.half !== undefined) return found.half === '上' ? [1, 6] : [7, 12];
  if (found.firstQuarters !== undefined) return [1, /[三3]/.test(found.firstQuarters) ? 9 : 6];
  if (found.quarter !== undefined) {
    const quarter = (QUARTERS.indexOf(found.quarter) % 4) + 1;
    return found.quarterEnd === undefined ? quarterOf(quarter) : [1, 3 * quarter];
  }
  return readEnglishMonths(found);
}

function readEnglishMonths(found: Readonly<Record<string, string | undefined>>): Months | null {
  if (found.halfInEnglish !== undefined) return found.halfInEnglish.toLowerCase() === 'first' ? [1, 6] : [7, 12];
  if (found.quartersInEnglish !== undefined) return [1, found.quartersInEnglish.toLowerCase() === 'two' ? 6 : 9];
  if (found.quarterInEnglish !== undefined) return quarterOf(readOrdinal(found.quarterInEnglish.toLowerCase()) ?? 0);
  if (found.quarterNumber !== undefined) return quarterOf(Number(found.quarterNumber));
  if (found.monthsInEnglish !== undefined) {
    return [1, readNumberWords(found.monthsInEnglish.toLowerCase()) ?? Number(found.monthsInEnglish)];
  }
  if (found.endInEnglish !== undefined) return [1, readMonthInEnglish(found.endInEnglish)];
  const { fromInEnglish, toInEnglish } = found;
  return fromInEnglish === undefined || toInEnglish === undefined
    ? null
    : [readMonthInEnglish(fromInEnglish), readMonthInEnglish(toInEnglish)];
}

/** 1 to 12 for what MONTH_IN_ENGLISH matches. */
export function readMonthInEnglish(written: string): number {
  const head = written.slice(0, 3).toLowerCase();
  return MONTHS_IN_ENGLISH.findIndex((name) => name.startsWith(head)) + 1;
}

function quarterOf(quarter: number): Months {
  return [3 * quarter - 2, 3 * quarter];
}

function readNumber(written: string | undefined): number | null {
  if (written === undefined) return null;
  if (/^\d/.test(written)) return Number(written);
  if (written === '两') return 2;
  const [tens, unit] = written.length > 1 ? [10, written.slice(-1)] : [0, written];
  return tens + HAN_NUMBERS.indexOf(unit) + 1;
}
