/** Lexicon, English numbers: a number of an English text with its unit, in the canonical units of Chinese ones. */

import {
  FRACTION,
  NUMBER_WORD,
  ORDINAL_WORD,
  readFraction,
  readNumberWords,
  readOrdinal,
} from './english-number-words.js';
import { readEnglishUnit } from './english-units.js';
import { tidy } from './numerals.js';
import { MONTH_IN_ENGLISH } from './periods.js';
import { YEAR_DIGITS } from './years.js';

/** A number of the text: its offsets in full, and where its own digits begin. */
export interface EnglishNumber {
  readonly start: number;
  readonly end: number;
  readonly value: number;
  readonly step: number;
  readonly unit: string;
  /** Which way it says by itself that something went: -3, halved. */
  readonly direction: 'up' | 'down' | null;
  readonly form: 'rank' | 'fraction' | 'growth' | null;
}

const SCALES: Readonly<Record<string, number>> = { thousand: 1e3, million: 1e6, billion: 1e9, trillion: 1e12 };
const SCALE = /^[ -]?(thousand|million|billion|trillion)\b/;
/** Words by themselves for a growth, in per cent. */
const GROWTHS: readonly (readonly [RegExp, number, 'up' | 'down'])[] = [
  [/^halv/, 50, 'down'],
  [/^(?:doubl|two-?fold)/, 100, 'up'],
  [/^(?:tripl|three-?fold)/, 200, 'up'],
  [/^(?:quadrupl|four-?fold)/, 300, 'up'],
];
/** What a streak is counted in; a season is counted like any other thing. */
const STREAK_UNITS: readonly (readonly [RegExp, string])[] = [
  [/year/, '年'],
  [/month/, '月'],
  [/quarter/, '季度'],
  [/day/, '天'],
];

const SPAN = '(?:years?|months?|quarters?|days?|weeks?|(?:[a-z]{3,12} )?seasons?)';
const IN_A_ROW = '(?:running|in a row|in succession|straight|on end)';
const STRAIGHT = '(?:straight|consecutive|successive)';
const DIGITS = String.raw`(?<![\w.,-])-?\d{1,15}(?:,\d{3}){0,4}(?:\.\d{1,8})?(?![\w.]*\d)`;
const COUNT = String.raw`(?<![\w.,-])(?:\d{1,3}|${NUMBER_WORD})`;
/** In front of an order, and behind it. */
const RANKED = String.raw`\b(?:rank(?:ed|s|ing)?|placed|came|finish(?:ed|es)|sits?|stands?|stood|places to|(?:climb|slip|dropp|jump)(?:s|ed) to|(?:rose|fell|moved|moved up|up|down) to|remain(?:s|ed)) (?:[a-z]{1,12} ){0,2}?`;
const AMONG = String.raw`(?=,? (?:place|spot|position|nationwide|nationally|globally|worldwide|in (?:the )?(?:country|nation|china|world|province|all china|region|whole)\b(?! to )|among (?:all )?(?:provinces|chinese)|of all provinces)|[ -](?:[a-z]{3,12}est|most)\b)`;
/** A part is one of something, or as much as something changed by. */
const IS_PART = String.raw`(?=s\b|(?: of| in| from| more| less| higher| lower| since| last| to| over| during| compared| year-on-year)\b|[.,;:)]|$)`;

/** In order of precedence where they begin alike. */
const KINDS = {
  streak: String.raw`\b${ORDINAL_WORD} (?:${STRAIGHT} ${SPAN}|${SPAN} ${IN_A_ROW})\b|${COUNT} (?:${STRAIGHT} ${SPAN}|${SPAN} ${IN_A_ROW})\b`,
  rank: String.raw`${RANKED}${ORDINAL_WORD}\b(?! (?:time|half|${STRAIGHT}|years?|months?|quarters?|seasons?)\b)|\b${ORDINAL_WORD}${AMONG}|\b(?:no\. ?|number )(?:\d{1,3}|one|two|three|four|five)\b(?=,? (?:in|nation|among|of)\b|[,.;]|$)`,
  part: String.raw`\bhalf an? (?=thousand|million|billion|trillion)|\b${FRACTION}${IS_PART}|(?<!first |second |latter |other |and a |year and )\bhalf\b(?![- ]?(?:a |an |year|of (?:the|this|last) year))`,
  growth: String.raw`\b(?:halv|doubl|tripl|quadrupl)(?:ed|es|ing|e)\b|\b(?:two|three|four)-?fold\b`,
  number: `${DIGITS}|\\b${NUMBER_WORD}\\b(?=[ -])`,
};
const NUMERAL = new RegExp(
  Object.entries(KINDS)
    .map(([name, pattern]) => `(?<${name}>${pattern})`)
    .join('|'),
  'g',
);
/** Not figures: top 100 lists, dates. */
const NO_COUNT_BEFORE = new RegExp(String.raw`\b(?:top|line|phase|article|no\.|${MONTH_IN_ENGLISH}) $`);
const NO_COUNT_BEHIND = new RegExp(String.raw`^(?:st|nd|rd|th)\b|^ ${MONTH_IN_ENGLISH}\b`);
/** A number of at least so many without a unit, behind these words, counts what the sentence is about. */
const BARE = 100;
const BARE_AFTER =
  /\b(?:to|at|of|by|was|were|is|are|with|had|has|and|hit|reach(?:ed|es|ing)?|total(?:l?ed|l?ing|s)?|number(?:ed|s|ing)?|only|just|or) $/;
/** Smaller ones in words are hardly ever figures: two of its airports. */
const LEAST_IN_WORDS = 11;

/** Every number of a text in lower case that counts, measures or ranks, in order, not overlapping. */
export function findEnglishNumbers(plain: string): EnglishNumber[] {
  const numbers: EnglishNumber[] = [];
  for (const match of plain.matchAll(NUMERAL)) {
    if (match.index < (numbers.at(-1)?.end ?? 0)) continue;
    const { streak, rank, part, growth } = match.groups ?? {};
    const [written, start] = [match[0], match.index];
    const number =
      streak !== undefined
        ? readStreak(written, start)
        : rank !== undefined
          ? readRank(written, start)
          : growth !== undefined
            ? readGrowth(written, start)
            : part !== undefined
              ? readPart(plain, written, start)
              : readNumber(plain, written, start, numbers.at(-1));
    if (number !== null) numbers.push(number);
  }
  return numbers;
}

/** 27 consecutive years, a third straight month. */
function readStreak(written: string, start: number): EnglishNumber | null {
  const [count = ''] = new RegExp(`^(?:${ORDINAL_WORD}|${NUMBER_WORD}|\\d+)`).exec(written) ?? [];
  const value = readOrdinal(count) ?? readNumberWords(count) ?? Number(count);
  if (!(value > 0)) return null;
  const unit = STREAK_UNITS.find(([word]) => word.test(written))?.[1] ?? '个';
  return { start, end: start + written.length, value, step: 1, unit, direction: null, form: null };
}

function readRank(written: string, start: number): EnglishNumber | null {
  const last = written.split(/[ .]/).at(-1) ?? '';
  const value = readOrdinal(last) ?? readNumberWords(last) ?? Number(last);
  if (!(value > 0)) return null;
  const end = start + written.length;
  return { start: end - last.length, end, value, step: 1, unit: '位', direction: null, form: 'rank' };
}

function readGrowth(written: string, start: number): EnglishNumber | null {
  const found = GROWTHS.find(([pattern]) => pattern.test(written));
  if (found === undefined) return null;
  const [, value, direction] = found;
  return { start, end: start + written.length, value, step: 0, unit: '%', direction, form: 'growth' };
}

function readPart(plain: string, written: string, start: number): EnglishNumber | null {
  const end = start + written.length;
  if (written.startsWith('half a')) return readScaled(plain, 0.5, 1, start, end);
  const share = written === 'half' ? 0.5 : readFraction(written);
  if (share === null) return null;
  const isPlural = plain.charAt(end) === 's';
  return {
    start,
    end: isPlural ? end + 1 : end,
    value: tidy(share * 100),
    step: 0,
    unit: '%',
    direction: null,
    form: 'fraction',
  };
}

function readNumber(
  plain: string,
  written: string,
  start: number,
  previous: EnglishNumber | undefined,
): EnglishNumber | null {
  const end = start + written.length;
  if (NO_COUNT_BEHIND.test(plain.slice(end, end + 12))) return null;
  const isNegative = written.startsWith('-');
  const digits = written.replace(/[,-]/g, '');
  const inWords = /^\d/.test(digits) ? null : readNumberWords(written);
  const value = inWords ?? Number(digits);
  if (!Number.isFinite(value)) return null;
  const isTop = NO_COUNT_BEFORE.test(plain.slice(Math.max(0, start - 12), start));
  const hasScale = SCALE.test(plain.slice(end, end + 12));
  if (isTop && !hasScale) return null;
  const decimals = digits.split('.')[1]?.length ?? 0;
  const read = readScaled(plain, value, 10 ** -decimals, start, end, previous);
  if (read === null || (!hasScale && isYear(written, read.unit))) return null;
  const isSmall = inWords !== null && value < LEAST_IN_WORDS && !hasScale;
  if (isSmall && read.unit !== '%' && read.unit !== '百分点' && read.unit !== '倍') return null;
  return { ...read, direction: isNegative ? 'down' : null };
}

/** With the scale and the unit behind it; what has neither counts only where a count is said. */
function readScaled(
  plain: string,
  value: number,
  step: number,
  start: number,
  end: number,
  previous?: EnglishNumber,
): EnglishNumber | null {
  const scaleWord = SCALE.exec(plain.slice(end, end + 12));
  const scale = SCALES[scaleWord?.[1] ?? ''] ?? 1;
  const scaled = end + (scaleWord?.[0].length ?? 0);
  const isBare = scaleWord !== null || (value >= BARE && BARE_AFTER.test(plain.slice(Math.max(0, start - 12), start)));
  const measured = readEnglishUnit(plain, start, scaled);
  // 250 billion yuan on transport and 80 billion on water
  const isMoney = (measured === null || measured.unit === '个') && scale >= 1e9 && previous?.unit === '元';
  const unit = isMoney
    ? { unit: '元', factor: 1, end: scaled }
    : (measured ?? (isBare ? { unit: '个', factor: 1, end: scaled } : null));
  if (unit === null) return null;
  return {
    start,
    end: unit.end,
    value: tidy(value * scale * unit.factor),
    step: tidy(step * scale * unit.factor),
    unit: unit.unit,
    direction: null,
    form: null,
  };
}

const YEAR = new RegExp(`^${YEAR_DIGITS}$`);

function isYear(written: string, unit: string): boolean {
  return YEAR.test(written) && unit === '个';
}
