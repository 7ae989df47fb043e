/**
 * Lexicon, dates: reads the ways Chinese pages and English ones write a date. A short text goes in; ISO 8601 comes out.
 */

import { readChinese } from './numerals.js';
import { MONTH_IN_ENGLISH, readMonthInEnglish } from './periods.js';
import { writeYearsInDigits, YEAR_DIGITS } from './years.js';

const WESTERN = new RegExp(String.raw`(?<!\d)(${YEAR_DIGITS})\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})(?!\d)`);
const CHINESE_DAY = new RegExp(
  String.raw`(?<!\d)(${YEAR_DIGITS})年\s?(\d{1,2}|[元正一二三四五六七八九十]{1,2})月\s?(\d{1,2}|[一二三四五六七八九十]{1,3})日`,
);
/** February 12, 2025 and 12 February 2025. */
const ENGLISH = new RegExp(
  String.raw`\b(?:(\d{1,2})(?:st|nd|rd|th)?\s)?(${MONTH_IN_ENGLISH})\s(?:(\d{1,2})(?:st|nd|rd|th)?,?\s)?(${YEAR_DIGITS})\b`,
  'i',
);
const MONTH = new RegExp(String.raw`(?<!\d)(${YEAR_DIGITS})\s?年\s?(\d{1,2}|[元正一二三四五六七八九十]{1,2})月`);

/** The first full date in `text` as `2024-01-10`, null when there is none or it is in no calendar. */
export function findDate(text: string): string | null {
  const western = WESTERN.exec(text);
  if (western !== null) return toIso(Number(western[1]), Number(western[2]), Number(western[3]));
  const chinese = CHINESE_DAY.exec(writeYearsInDigits(text));
  if (chinese === null) return findEnglishDate(text);
  const [, year, month = '', day = ''] = chinese;
  return toIso(Number(year), readMonth(month), readNumber(day));
}

function findEnglishDate(text: string): string | null {
  const [, before, month = '', behind, year] = ENGLISH.exec(text) ?? [];
  const day = before ?? behind;
  return day === undefined ? null : toIso(Number(year), readMonthInEnglish(month), Number(day));
}

/** The first date that has a month, as precise as it is: `2024-01-10`, else `2024-01`. */
export function findDateOrMonth(text: string): string | null {
  const [, year, written = ''] = MONTH.exec(writeYearsInDigits(text)) ?? [];
  const month = readMonth(written);
  return findDate(text) ?? (month >= 1 && month <= 12 ? `${year}-${String(month).padStart(2, '0')}` : null);
}

/** 元月 and 正月 in dates of offices are January. */
function readMonth(written: string): number {
  return /^[元正]$/.test(written) ? 1 : readNumber(written);
}

function readNumber(written: string): number {
  return /^\d+$/.test(written) ? Number(written) : (readChinese(written, 0)?.value ?? 0);
}

function toIso(year: number, month: number, day: number): string | null {
  // The day 0 of the next month is the last of this one.
  const days = new Date(Date.UTC(year, month, 0)).getUTCDate();
  if (month < 1 || month > 12 || day < 1 || day > days) return null;
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}
