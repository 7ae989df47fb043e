/** Which years does a text name? In digits (2035), in Han digits (二〇三五年), and as the end of a five-year plan. */

/** 二〇三五 as reports write it: the zero is 〇, ○, 零 or the letter O. */
const HAN_YEAR = /(?:一九|二[〇○零OoＯｏ])[〇○零OoＯｏ一二三四五六七八九]{2}(?=年)/g;
const HAN_DIGITS = '〇一二三四五六七八九';
/** From 2050 on only with the word for year: 2060年前实现碳中和. */
const YEAR = /(?<!\d)(?:19[5-9]\d|20[0-4]\d|20[5-9]\d(?=年))(?!\d)/g;
/** “十四五”, 第十四个五年规划; the second digit is captured. */
export const PLAN = /(?<![一二三四五六七八九])十([一二三四五六七八九])(?:五(?![一二三四五六七八九十%])|个五年)/g;
/** The tenth plan ended in 2005, every later one five years on. */
const TENTH_PLAN = { ordinal: 10, end: 2005 };
/** Years. */
export const PLAN_LENGTH = 5;

/** Ordinal of a plan by what PLAN captures: 14 for 四. */
export function readOrdinal(digit: string): number {
  return TENTH_PLAN.ordinal + HAN_DIGITS.indexOf(digit);
}

/** First and last year of a five-year plan: the fourteenth ran from 2021 to 2025. */
export function planOfOrdinal(ordinal: number): { readonly first: number; readonly last: number } {
  const last = TENTH_PLAN.end + PLAN_LENGTH * (ordinal - TENTH_PLAN.ordinal);
  return { first: last - PLAN_LENGTH + 1, last };
}

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
  for (const [, digit = ''] of text.matchAll(PLAN)) {
    years.add(planOfOrdinal(readOrdinal(digit)).last);
  }
  return years;
}
