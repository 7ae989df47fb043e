/**
 * Which times does a question name? Finds years, spans, five-year plans and words like 去年, and tells the year of a
 * report from that of a figure. What follows from them says askedyears.ts.
 */

import { PLAN, PLAN_IN_ENGLISH, planOfOrdinal, readPlanOrdinal } from '../lexicon/plans.js';
import { NEAR_YEAR, RELATIVE_YEARS, writeYearsInDigits } from '../lexicon/years.js';
import type { Span } from '../types.js';

/** A point or stretch of time named in a question; `first` and `last` are equal for a year. */
export interface AskedTime extends Span {
  readonly first: number;
  readonly last: number;
  /** A `whole` is asked about as one thing: a five-year plan, the past ten years. */
  readonly kind: 'year' | 'span' | 'whole';
  /** True when it says which report is meant: 2025年政府工作报告. */
  readonly isReport: boolean;
  /** True for 到2035年, by 2030. */
  readonly isDeadline: boolean;
  /** Set for words that count from the present (去年, 近三年): whether they look back. */
  readonly direction: 'back' | 'other' | null;
}

/** Spans of so many years ask for each of them; longer ones for what a review of the whole says. */
export const MAX_SINGLE_YEARS = 3;
/** Years of two digits (25年) lie so near to the present. */
const SHORT_YEAR_REACH = 15;

/** What makes a number an amount: a unit behind it. 2000元 is one, the 元 of 2024元旦 is none. */
const UNIT =
  '[亿万吨亩户套座辆件名]|元(?![旦宵])|个(?![人体税])|家(?![庭电政长])|(?:million|billion|yuan|people|kilomet|jobs|mu\\b)';
/** Years that reports can be about; later ones need the word 年 or a preposition. Made in China 2025 is a name. */
const YEAR_DIGITS = `(?<!\\d|\\d\\.)(?<!制造|健康中国|(?:Made in|Healthy) China )(?:${NEAR_YEAR}|20[5-9]\\d(?=年)|(?<=(?:by|in|before|year) )20[5-9]\\d)(?!\\d|s\\b|(?:[.,]\\d{1,4})?\\s?(?:${UNIT}))`;
const SPAN = new RegExp(
  `(?:between\\s+(${YEAR_DIGITS})\\s+and|(${YEAR_DIGITS})\\s?年?\\s?(?:[-–—~]{1,2}|至|到|to|through|until))\\s?(${YEAR_DIGITS})年?`,
  'gi',
);
const YEAR = new RegExp(`(${YEAR_DIGITS})年?`, 'gi');
/** 25年 after a place, a mark or the start; not 25年来, 25年的历史. `□` stands for a place. */
const SHORT_YEAR =
  /(?<=^|[\s,.，。、;；:：(（□省市区县州和与跟比在])(\d\d)年(?!来|以|之|前|后|间|内|多|半|期|龄|左右|历史|时间|的历史|的时间|免|合同|租)/g;
/** 十五五开局之年 is one year and not the plan. */
const PLAN_OPENS = /^[”"』」]?(?:规划)?的?(?:开局|第一年|首年)/;
/** UTF-16 code units after a plan's name that say which of its years is meant. */
const LONGEST_OPENING = 8;
const NUMBERS = '一二三四五六七八九十';
const ENGLISH_NUMBERS = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
const RELATIVE_SPAN = new RegExp(
  `(?:(最?近|过去的?|past|last|previous)|(未来|今后|接下来|next|coming))\\s?(?:这)?([${NUMBERS}两]|\\d{1,2}|${ENGLISH_NUMBERS.join('|')})\\s?个?(?:年|years)(?![前后])`,
  'gi',
);
/** 五年来, as governments look back on a term. */
const YEARS_UP_TO_NOW = new RegExp(`(?<![${NUMBERS}\\d])([${NUMBERS}两]|[2-9]|10)年(?:以)?来`, 'g');
/** Before a relative year that only measures growth: 比去年增长, than last year. */
const COMPARED_WITH = /(?:比|较|对比|相比|than(?: in)?|from|over|with|against|to)\s?$/i;
const LONGEST_COMPARING = 12;
const THIS_YEAR = /今年|\bthis year\b/i;

/** 2025年湖北省政府工作报告, the 2025 work report; `□` stands for a place. */
const REPORT_AFTER =
  /^\s?(?:年?度?的?|['’]s)\s?《?(?:[□\s]|['’]s|各|[省市县区州]|人民|全国|国务院|地方|本|这份|两会|政府|工作|provincial|municipal|annual|local|regional|government|work|the)*(?:报告|reports?\b)/i;
/** The work reports of 2025, 政府工作报告（2025年）. */
const REPORT_BEFORE =
  /(?:\b(?:work|annual|government|the|its|their)\s+reports?\s+(?:of|for|from|in|delivered in|\()\s*|报告\s?\(\s?)$/i;
/** Between two years in a row. */
const JOINED = /^\s?(?:[、,和与及&]|and|or|vs\.?|versus)\s?$/i;
/** Before the year something is to be reached by. */
const DEADLINE = /(?:[到至]|\bby(?: the end of)?(?: the)?|\bbefore|\buntil)\s?[“"'『「]?$/i;
/** How far a report may stand from its year, in UTF-16 code units: bounds each look. */
const REACH = 60;

/** What the words of a time say by themselves. */
type FoundTime = Omit<AskedTime, 'isReport' | 'isDeadline'>;
type Reading = Pick<AskedTime, 'first' | 'last' | 'kind'> & Partial<Pick<AskedTime, 'direction'>>;

/** Takes what a pattern finds out of the text, unless it reads as no time. */
type Take = (pattern: RegExp, read: (match: RegExpExecArray) => Reading | null) => void;

/** All times named in `text`, left to right. `places`: spans of the places named in it. Linear time. */
export function findAskedTimes(text: string, places: readonly Span[], today: Date): AskedTime[] {
  const present = today.getFullYear();
  const marked = cover(writeYearsInDigits(text), places, '□');
  let rest = marked;
  const found: FoundTime[] = [];
  const take: Take = (pattern, read) => {
    const taken: FoundTime[] = [];
    for (const match of rest.matchAll(pattern)) {
      const time = read(match);
      if (time === null) continue;
      taken.push({ direction: null, ...time, start: match.index, end: match.index + match[0].length });
    }
    found.push(...taken);
    rest = cover(rest, taken, ' ');
  };
  takePlacedTimes(take, marked, present);
  takeRelativeYears(take, marked, present, found.length > 0);
  return countFromReport(
    markReports(
      found.sort((a, b) => a.start - b.start),
      marked,
    ),
    present,
  );
}

/** Longer forms first: what one has taken the next does not see. */
function takePlacedTimes(take: Take, marked: string, present: number): void {
  take(SPAN, ([, between, from, to]) => spanOf(Number(between ?? from), Number(to)));
  const readPlan = (ordinal: string, after: string) => {
    const { first, last } = planOfOrdinal(readPlanOrdinal(ordinal));
    return PLAN_OPENS.test(after) ? yearOf(first) : ({ first, last, kind: 'whole' } as const);
  };
  take(PLAN, (match) =>
    readPlan(
      match[1] ?? '',
      marked.slice(match.index + match[0].length, match.index + match[0].length + LONGEST_OPENING),
    ),
  );
  take(PLAN_IN_ENGLISH, ([, ordinal = '']) => readPlan(ordinal, ''));
  take(RELATIVE_SPAN, ([, past, , count = '']) => {
    const length = readNumber(count);
    return past === undefined ? stretchOf(present, length, 'other') : stretchOf(present - length, length, 'back');
  });
  take(YEARS_UP_TO_NOW, ([, count = '']) => stretchOf(present - readNumber(count), readNumber(count), 'back'));
  take(YEAR, ([, year]) => yearOf(Number(year)));
  take(SHORT_YEAR, ([, digits]) => {
    const year = 2000 + Number(digits);
    return Math.abs(year - present) <= SHORT_YEAR_REACH ? yearOf(year) : null;
  });
}

/** `isDated`: the question names other times, which 上年 then means the year before of. */
function takeRelativeYears(take: Take, marked: string, present: number, isDated: boolean): void {
  const namesPresent = THIS_YEAR.test(marked);
  for (const [pattern, distance] of RELATIVE_YEARS) {
    take(pattern, (match) => {
      const before = marked.slice(Math.max(0, match.index - LONGEST_COMPARING), match.index);
      const onlyMeasures = COMPARED_WITH.test(before) && (distance === 0 || !namesPresent);
      if (onlyMeasures || (isDated && /^上|previous/i.test(match[0]))) return null;
      return { ...yearOf(present + distance), direction: distance < 0 ? 'back' : 'other' };
    });
  }
}

/** 2025年政府工作报告说去年增长多少: 去年 is 2024, as the report has it. */
function countFromReport(times: readonly AskedTime[], present: number): AskedTime[] {
  const reports = new Set(
    times.filter(({ isReport, direction }) => isReport && direction === null).map(({ first }) => first),
  );
  const [year = present] = reports;
  if (reports.size !== 1) return [...times];
  const shift = year - present;
  return times.map((time) =>
    time.direction === null || time.isReport ? time : { ...time, first: time.first + shift, last: time.last + shift },
  );
}

/** A year is a report's when that word follows or goes before; in a row of years the word may stand at its other end. */
function markReports(times: readonly FoundTime[], marked: string): AskedTime[] {
  const joined = times.map(({ end }, at) => JOINED.test(marked.slice(end, times[at + 1]?.start ?? end)));
  const before = times.map(({ end }) => REPORT_AFTER.test(marked.slice(end, end + REACH)));
  const after = times.map(({ start }) => REPORT_BEFORE.test(marked.slice(Math.max(0, start - REACH), start)));
  for (let at = times.length - 2; at >= 0; at -= 1) if (joined[at] && before[at + 1]) before[at] = true;
  for (let at = 1; at < times.length; at += 1) if (joined[at - 1] && after[at - 1]) after[at] = true;
  return times.map((time, at) => ({
    ...time,
    isReport: time.kind === 'year' && (before[at] === true || after[at] === true),
    isDeadline: DEADLINE.test(marked.slice(Math.max(0, time.start - REACH), time.start)),
  }));
}

function readNumber(word: string): number {
  if (word === '两') return 2;
  if (/^\d/.test(word)) return Number(word);
  const han = NUMBERS.indexOf(word);
  return 1 + (han < 0 ? ENGLISH_NUMBERS.indexOf(word.toLowerCase()) : han);
}

function yearOf(year: number): Pick<AskedTime, 'first' | 'last' | 'kind'> {
  return { first: year, last: year, kind: 'year' };
}

function spanOf(first: number, last: number): Pick<AskedTime, 'first' | 'last' | 'kind'> | null {
  if (last < first) return null;
  return { first, last, kind: first === last ? 'year' : 'span' };
}

function stretchOf(first: number, length: number, direction: 'back' | 'other'): Reading | null {
  const last = first + length - 1;
  if (length > MAX_SINGLE_YEARS) return { first, last, kind: 'whole', direction };
  const span = spanOf(first, last);
  return span === null ? null : { ...span, direction };
}

/** Puts marks over spans, which are in order and do not overlap; nothing moves. */
function cover(text: string, spans: readonly Span[], mark: string): string {
  const parts: string[] = [];
  let position = 0;
  for (const { start, end } of spans) {
    parts.push(text.slice(position, start), mark.repeat(end - start));
    position = end;
  }
  return parts.join('') + text.slice(position);
}
