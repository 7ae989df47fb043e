/** Lexicon, English numbers: a number of an English text with its unit, in the canonical units of Chinese ones. */

import { tidy } from './numerals.js';
import { YEAR_DIGITS } from './years.js';

const SCALES: Readonly<Record<string, number>> = { thousand: 1e3, million: 1e6, billion: 1e9, trillion: 1e12 };
const NUMBER_WORDS: readonly string[] = 'zero one two three four five six seven eight nine ten'.split(' ');
const ORDINALS: readonly string[] = 'first second third fourth fifth sixth seventh eighth ninth tenth'.split(' ');
const FRACTIONS: Readonly<Record<string, number>> = { half: 2, third: 3, quarter: 4, fifth: 5 };

/** Canonical unit and factor of the words behind a number; anything else is counted: 50 projects. */
const UNITS: readonly (readonly [RegExp, string, number])[] = [
  [/(?:percentage points?|pp\b)/y, '百分点', 1],
  [/(?:%|percent\b|per cent\b|pct\b)/y, '%', 1],
  [/(?:us |u\.s\. )?dollars?\b|usd\b/y, '美元', 1],
  [/(?:yuan|rmb|cny|renminbi)\b/y, '元', 1],
  [/(?:people|persons?|residents|workers|jobs|students|migrants|participants|graduates|farmers)\b/y, '人', 1],
  [/(?:passenger trips|person-times|visits|tourist trips|trips)\b/y, '人次', 1],
  [/(?:metric )?(?:tons?|tonnes?)\b/y, '吨', 1],
  [/(?:kilograms?|kg)\b/y, '吨', 1e-3],
  [/jin\b/y, '吨', 5e-4],
  [/(?:mu)\b/y, '亩', 1],
  [/(?:hectares?|ha)\b/y, '亩', 15],
  [/(?:square (?:kilometers?|kilometres?)|sq\.? ?km|km2|km²)/y, '平方米', 1e6],
  [/(?:square (?:meters?|metres?)|m2|m²)/y, '平方米', 1],
  [/(?:micrograms? per cubic met(?:er|re)s?|[µμ]g\/m(?:3|³)|[µμ]g per cubic met(?:er|re))/y, '微克/立方米', 1],
  [/(?:teus?|standard containers)\b/y, '标箱', 1],
  [/(?:cubic (?:meters?|metres?)|m3|m³)/y, '立方米', 1],
  [/(?:kilometers?|kilometres?|km)\b/y, '公里', 1],
  [/(?:kilowatt-hours?|kwh)\b/y, '千瓦时', 1],
  [/(?:kilowatts?|kw)\b/y, '千瓦', 1],
  [/(?:megawatts?|mw)\b/y, '千瓦', 1e3],
  [/(?:gigawatts?|gw)\b/y, '千瓦', 1e6],
  [/(?:households?|families)\b/y, '户', 1],
  [/(?:times|fold)\b/y, '倍', 1],
  [/(?:years old|years of age)\b/y, '岁', 1],
];
const CURRENCY_BEFORE: readonly (readonly [RegExp, string])[] = [
  [/(?:rmb|cny|yuan|¥|￥) ?$/, '元'],
  [/(?:us\$|usd|\$) ?$/, '美元'],
];

const NUMERAL =
  /(?<![\w.,-])-?\d{1,15}(?:,\d{3}){0,4}(?:\.\d{1,8})?(?:st|nd|rd|th)?(?![\w.]*\d)|\b(?:ranked|ranks|ranking|rank) (?:\w{1,12} ){0,2}?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)\b|\b(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)(?=,? (?:place|spot|nationwide|nationally|in (?:the )?(?:country|nation|china|world|province|all china)|among (?:all )?(?:provinces|chinese)|of all provinces))|\b(?:a|one|two|three|four) (?:half|thirds?|quarters?|fifths?)(?! (?:straight|consecutive|successive|year|time|place|running|in a row))\b|\b(?:one|two|three|four|five|six|seven|eight|nine|ten)(?= (?:thousand|million|billion|trillion|percent|per cent|percentage|times))/g;

/** A number of the text: its offsets in full, and where its own digits begin. */
export interface EnglishNumber {
  readonly start: number;
  readonly end: number;
  readonly value: number;
  readonly step: number;
  readonly unit: string;
  readonly isNegative: boolean;
  readonly form: 'rank' | 'fraction' | null;
}

/** Every number of a text in lower case that counts, measures or ranks, in order, not overlapping. */
export function findEnglishNumbers(plain: string): EnglishNumber[] {
  const numbers: EnglishNumber[] = [];
  for (const match of plain.matchAll(NUMERAL)) {
    if (match.index < (numbers.at(-1)?.end ?? 0)) continue;
    const number = readNumber(plain, match[0], match.index);
    if (number !== null) numbers.push(number);
  }
  return numbers;
}

function readNumber(plain: string, written: string, start: number): EnglishNumber | null {
  const end = start + written.length;
  const words = written.split(' ');
  const last = words.at(-1) ?? '';
  const isNegative = written.startsWith('-');
  const fraction = FRACTIONS[last.replace(/s$/, '')];
  const place = ORDINALS.indexOf(last) + 1;
  if (place > 0 && (words.length === 1 || /^rank/.test(written))) {
    return { start: end - last.length, end, value: place, step: 1, unit: '位', isNegative, form: 'rank' };
  }
  if (words.length === 2 && fraction !== undefined) {
    const numerator = Math.max(1, NUMBER_WORDS.indexOf(words[0] ?? ''));
    return { start, end, value: tidy((numerator / fraction) * 100), step: 0, unit: '%', isNegative, form: 'fraction' };
  }
  if (/(?:st|nd|rd|th)$/.test(written)) {
    const value = Number.parseInt(written, 10);
    const isRank = /\b(?:rank(?:ed|s|ing)?|place[ds]?) (?:\w{1,12} ){0,2}$/.test(
      plain.slice(Math.max(0, start - 30), start),
    );
    return isRank ? { start, end, value, step: 1, unit: '位', isNegative, form: 'rank' } : null;
  }
  const digits = written.replace(/[,-]/g, '');
  const word = NUMBER_WORDS.indexOf(digits);
  const plainValue = word >= 0 ? word : Number(digits);
  const decimals = digits.split('.')[1]?.length ?? 0;
  const scaleWord = /^ ?(thousand|million|billion|trillion)\b/.exec(plain.slice(end, end + 12));
  const scale = SCALES[scaleWord?.[1] ?? ''] ?? 1;
  const scaled = end + (scaleWord?.[0].length ?? 0);
  const unit = readUnit(plain, start, scaled);
  if (unit === null || (scale === 1 && isYear(digits, unit.unit))) return null;
  const value = tidy(plainValue * scale * unit.factor);
  return {
    start,
    end: unit.end,
    value,
    step: tidy(10 ** -decimals * scale * unit.factor),
    unit: unit.unit,
    isNegative,
    form: null,
  };
}

const YEAR = new RegExp(`^${YEAR_DIGITS}$`);

function isYear(digits: string, unit: string): boolean {
  return YEAR.test(digits) && unit === '个';
}

const COUNTED_BEFORE = /\bnumber of [^.;]{3,90}$/;
const LONGEST_COUNT = 100;

/** A unit of measure, or a plural noun that is counted; null for a bare number. */
function readUnit(plain: string, start: number, end: number): { unit: string; factor: number; end: number } | null {
  const before = plain.slice(Math.max(0, start - 5), start);
  const currency = CURRENCY_BEFORE.find(([pattern]) => pattern.test(before));
  if (currency !== undefined) return { unit: currency[1], factor: 1, end };
  const space = plain.charAt(end) === ' ' || plain.charAt(end) === '-' ? 1 : 0;
  for (const [pattern, unit, factor] of UNITS) {
    pattern.lastIndex = end + space;
    if (pattern.test(plain)) return { unit, factor, end: pattern.lastIndex };
  }
  const next = plain.slice(end, end + 40);
  if (/^ (?:[a-z-]{2,20} ){0,3}(?:people|persons|jobs|students|workers|graduates)\b/.test(next))
    return { unit: '人', factor: 1, end };
  if (/^ (?:[a-z-]{2,20} ){0,3}[a-z-]{2,20}s\b/.test(next)) return { unit: '个', factor: 1, end };
  // What is counted may stand in front: the number of enterprises rose from 160 to 185.
  return COUNTED_BEFORE.test(plain.slice(Math.max(0, start - LONGEST_COUNT), start))
    ? { unit: '个', factor: 1, end }
    : null;
}
