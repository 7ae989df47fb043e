/** Which years does a text name? In digits (2035), in Han digits (二〇三五年), and as the end of a five-year plan. */

/** 二〇三五 as reports write it: the zero is 〇, ○, 零 or the letter O. */
const HAN_YEAR = /(?:一九|二[〇○零OoＯｏ])[〇○零OoＯｏ一二三四五六七八九]{2}(?=年)/g;
const HAN_DIGITS = '〇一二三四五六七八九';
const YEAR = /(?<!\d)(?:19[5-9]\d|20[0-4]\d)(?!\d)/g;
/** “十四五”, 第十四个五年规划. */
const PLAN = /十([一二三四五六七八九])(?:五(?![一二三四五六七八九十%])|个五年)/g;
/** The 十一五 ended in 2010, every later one five years on. */
const PLAN_ZERO_END = 2005;
const PLAN_LENGTH = 5;

/** Han years as digits; all else stays as it is. */
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
  for (const [, ordinal = ''] of text.matchAll(PLAN)) {
    years.add(PLAN_ZERO_END + PLAN_LENGTH * HAN_DIGITS.indexOf(ordinal));
  }
  return years;
}
