/** Lexicon, years: which years does a text name? In digits (2035), in Han digits (二〇三五年), and by words like 去年. */

import { PLAN, planOfOrdinal, readPlanOrdinal } from './plans.js';

/** Four digits that are a year, for patterns in which what stands around them shows it. */
export const YEAR_DIGITS = String.raw`(?:19|20)\d\d`;
/** The same, part of no longer number. */
export const LONE_YEAR = String.raw`(?<!\d)${YEAR_DIGITS}(?!\d)`;
/** Years that reports speak of; of later ones only with the word for year: 2060年前实现碳中和. */
export const NEAR_YEAR = String.raw`(?:19[5-9]|20[0-4])\d`;

/** 二〇三五 as reports write it: the zero is 〇, ○, 零 or the letter O. */
const HAN_YEAR = /(?:一九|二[〇○零OoＯｏ])[〇○零OoＯｏ一二三四五六七八九]{2}(?=年)/g;
const HAN_DIGITS = '〇一二三四五六七八九';
const YEAR = new RegExp(String.raw`(?<!\d)(?:${NEAR_YEAR}|20[5-9]\d(?=年))(?!\d)`, 'g');

const TITLE_YEAR = new RegExp(String.raw`(${LONE_YEAR})\s?年`, 'g');

/** Words for a year, with its distance from the one that is spoken in. */
export const RELATIVE_YEARS: readonly (readonly [RegExp, number])[] = [
  [/大前年/g, -3],
  [/(?<![大以之目当此比较])前年(?![度均产])|\b(?:the )?year before last\b/gi, -2],
  [/去年|\blast year\b/gi, -1],
  [/(?<!以)上一?年(?![级纪均])|\b(?:the )?previous year\b/gi, -1],
  [/今年|(?<![资成日版基])本年(?!均)度?(?!会)|\bthis year\b|\bcurrent year\b/gi, 0],
  [/明年|(?<!年)来年(?!均)|\bnext year\b/gi, 1],
  [/(?<![以之然年])后年(?!均)/g, 2],
];
/** The year before, as a report looks back on it, for patterns. */
export const REVIEWED_YEAR = '去年|过去的?一年|一年来|这一年';

/** Han years as digits; all else stays as it is, and where it is. */
export function writeYearsInDigits(text: string): string {
  return text.replace(HAN_YEAR, (year) =>
    Array.from(year, (digit) => {
      const value = HAN_DIGITS.indexOf(digit);
      return value < 0 ? '0' : String(value);
    }).join(''),
  );
}

/**
 * Years named in a text. Of a plan only its last year: that is what its targets are for, while of the years before
 * a text about the whole plan says nothing.
 */
export function findNamedYears(text: string): Set<number> {
  const years = new Set<number>();
  for (const [year] of writeYearsInDigits(text).matchAll(YEAR)) years.add(Number(year));
  for (const [, ordinal = ''] of text.matchAll(PLAN)) years.add(planOfOrdinal(readPlanOrdinal(ordinal)).last);
  return years;
}

/** Spans of years, and years that lie ahead of what is spoken of: （2018—2035年）, 二〇三五年远景目标, 到2035年. */
const OTHER_THAN_OWN = new RegExp(
  `${YEAR_DIGITS}年?[-—–~～至到]{1,2}${YEAR_DIGITS}年?|[到至]${YEAR_DIGITS}年|${YEAR_DIGITS}年(?=远景|前(?![一二三四1-9]))`,
  'g',
);

/** The years a title or the name of a file is named for, in order; not those of a span or an outlook. */
export function findTitleYears(title: string): number[] {
  const plain = writeYearsInDigits(title).replace(OTHER_THAN_OWN, '');
  return Array.from(plain.matchAll(TITLE_YEAR), ([, digits]) => Number(digits));
}
