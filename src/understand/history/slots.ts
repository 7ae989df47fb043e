/**
 * What a question of a conversation names itself (places, times), and where it only points at what was said before
 * (那边, 同一年, there, that year).
 */

import type { Region } from '../../lexicon/contract.js';
import { findOtherPlaces } from '../../lexicon/countries.js';
import { detectLanguage, type Language } from '../../lexicon/language.js';
import type { Span } from '../../types.js';
import { findAskedPlaces } from '../asked-regions.js';
import { findKindOfTimes } from '../asked-years.js';
import type { QuestionKind } from '../contract.js';
import { findKind } from '../question-kind.js';
import { type AskedTime, findAskedTimes } from '../times.js';
import { OVER_ALL, type UnderstandingTools } from '../understand.js';

/** A time as it is written where it is handed on. */
export interface NamedTime extends AskedTime {
  readonly written: string;
}

export interface Slots {
  readonly text: string;
  readonly language: Language;
  readonly places: readonly Span[];
  readonly regions: readonly Region[];
  /** In the order of the text; those that only point (同一年) with what they point at. */
  readonly times: readonly NamedTime[];
  /** Words that point at something said before; none overlaps a place or time. */
  readonly pointers: readonly Span[];
  readonly kind: QuestionKind | null;
  /** True when it names a place, another country, the whole nation or all places. */
  readonly hasPlace: boolean;
  /** True when it names a time, or the present (现在). */
  readonly hasTime: boolean;
  /** How many places said before are meant: two for 两家 and both; none for 0. */
  readonly placesPointedAt: number;
  /** True for 这两项: several things said before are meant. */
  readonly pointsAtThings: boolean;
}

/** Years told from the one said before. */
const POINTING_YEARS: readonly (readonly [RegExp, number])[] = [
  [
    /第二年|次年|转年|翌年|[下后]一年|\b(?:in )?the (?:following|next) year\b|\b(?:the )?(?:following year|year after(?: that)?)\b|\ba year later\b/gi,
    1,
  ],
  [
    /[前上头]一年|\b(?:in )?the (?:previous|prior|preceding) year\b|\b(?:the )?year before(?: that)?\b(?! last)|\ba year earlier\b/gi,
    -1,
  ],
  [
    /那一?年(?!前)|同一?年|当年|那(?:个)?时候?|当时|\b(?:in )?(?:that|the same|same) year\b|\b(?:at|by) (?:that|the) time\b|\bback then\b/gi,
    0,
  ],
];
const NOW =
  /到?现在|目前|如今|眼下|至今|到目前为止|\b(?:right )?now\b|\bcurrently\b|\bso far\b|\bat present\b|\bto date\b/i;
/** The nation asked about, and not what a share or a rank is of. */
const NATION =
  /(?<![占居在列排])(?:全国|我国|中国)(?!(?:的?比[重例]|第|排|前|首位|领先|平均))|\bnational(?:ly)?\b|\bnationwide\b|\bchina(?:'s|’s)?\b/i;
/** Between two places that are asked about together. */
const JOINT = /^\s?(?:[、,，和与及跟&]|,? ?and|or|vs\.?)\s?$/i;
/** Before a time that another is held against: 比2025年的目标低吗. */
const MEASURES_BY = /(?:[比较]|相比于?|than(?: in)?|compared (?:with|to)(?: that of)?)\s?$/i;
const PLACE_POINTER =
  /(?:那|这)(?:边|里|儿|块)|当地|本地|该[省市县区州]|(?<![我你])[它他她]们?(?!日)|\bthere\b|\bover there\b/g;
const PLACES_POINTER =
  /(?:这|那)?[两三](?:家|地|省|市|个(?:省|市|地方|城市))(?!级)|两者|二者|\bboth(?: of them| places| provinces| cities)?\b|\bthe (?:two|three)(?: places| provinces| cities)?\b/i;
const THINGS_POINTER = /(?:这|那)?[两几三](?:项|个(?:指标|数|目标))|\bboth (?:of these|figures|targets|numbers)\b/i;
const THING_POINTER = /(?:这|那|该)(?:一?(?:项|个|些|种|件事?|方面|指标|数字?))|(?<![，,]\s?)其(?![他它实次余])/g;

/** `present`: the year that the conversation takes for the present. `before`: what its words may point at, oldest first. */
export function readSlots(text: string, tools: UnderstandingTools, present: number, before: readonly Slots[]): Slots {
  const { gazetteer, today } = tools;
  // 2021? and CPI? are in the language of what they follow.
  const isTold = /\p{Script=Han}|[a-z]{2}/u.test(text);
  const language = isTold ? detectLanguage(text) : (before.at(-1)?.language ?? detectLanguage(text));
  const named = findAskedPlaces(text, tools);
  const regions = named.flatMap((place) => place.regions);
  const pointing = findPointingYears(text, language, findPointedAt(regions, before));
  const clock = new Date(today);
  clock.setFullYear(present);
  const times = findAskedTimes(text, gazetteer.find(text), clock).filter(
    (time) => !pointing.some((other) => overlaps(time, other)) && !MEASURES_BY.test(text.slice(0, time.start)),
  );
  const isShifted = present !== today.getFullYear();
  const written = times.map((time): NamedTime => ({ ...time, written: writeTime(time, text, language, isShifted) }));
  const taken: Span[] = [...named, ...written, ...pointing];
  const pointers = before.length === 0 ? [] : findPointers(text, taken);
  const whole = [...written, ...pointing].sort((a, b) => a.start - b.start);
  return {
    text,
    language,
    places: mergeNested(named, text),
    regions,
    times: whole,
    pointers,
    kind: findKind(text) ?? findKindOfTimes(whole, clock),
    hasPlace: named.length > 0 || NATION.test(text) || OVER_ALL.test(text) || findOtherPlaces(text).length > 0,
    hasTime: whole.length > 0 || NOW.test(text),
    placesPointedAt: named.length > 0 ? 0 : countPlaces(text),
    pointsAtThings: THINGS_POINTER.test(text),
  };
}

/** 当年 of a place that was asked about before is the year of that question, and else that of the latest. */
function findPointedAt(regions: readonly Region[], before: readonly Slots[]): NamedTime | undefined {
  const isAbout = (slots: Slots): boolean => slots.regions.some((own) => regions.some(({ code }) => code === own.code));
  const about = before.findLast(isAbout) ?? before.at(-1);
  return about?.times.findLast(({ kind }) => kind === 'year');
}

function findPointingYears(text: string, language: Language, last: NamedTime | undefined): NamedTime[] {
  if (last === undefined) return [];
  const found: NamedTime[] = [];
  for (const [words, distance] of POINTING_YEARS) {
    for (const match of text.matchAll(words)) {
      const span = { start: match.index, end: match.index + match[0].length };
      if (found.some((other) => overlaps(span, other))) continue;
      const year = last.first + distance;
      const time = { ...last, ...span, first: year, last: year, direction: null, isDeadline: false };
      found.push({ ...time, written: writeYear(year, last.isReport, language) });
    }
  }
  return found;
}

/** How a time is said where it is handed on: years in full, all else in its own words. */
function writeTime(time: AskedTime, text: string, language: Language, isShifted: boolean): string {
  const own = text.slice(time.start, time.end);
  if (time.kind !== 'year' || (time.direction !== null && !isShifted)) return own;
  return writeYear(time.first, time.isReport, language);
}

/** A year, or the report of a year, where it is handed on. */
export function writeYear(year: number, isReport: boolean, language: Language): string {
  if (language === 'en') return isReport ? `the ${year} work report` : String(year);
  return isReport ? `${year}年政府工作报告` : `${year}年`;
}

function countPlaces(text: string): number {
  const pointer = PLACES_POINTER.exec(text);
  if (pointer === null) return 0;
  return /三|three/i.test(pointer[0]) ? 3 : 2;
}

function findPointers(text: string, taken: readonly Span[]): Span[] {
  const found: Span[] = [];
  for (const words of [THINGS_POINTER, PLACES_POINTER, PLACE_POINTER, THING_POINTER]) {
    const global = words.global ? words : new RegExp(words.source, `${words.flags}g`);
    for (const match of text.matchAll(global)) {
      const span = { start: match.index, end: match.index + match[0].length };
      if (![...taken, ...found].some((other) => overlaps(span, other))) found.push(span);
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

/** 湖北荆门 is one place and where it lies; 湖北和湖南 are handed on together. */
function mergeNested(places: readonly Span[], text: string): Span[] {
  const merged: Span[] = [];
  for (const { start, end } of places) {
    const last = merged.at(-1);
    const isJoined = last !== undefined && (last.end >= start || JOINT.test(text.slice(last.end, start)));
    if (isJoined) merged[merged.length - 1] = { start: last.start, end };
    else merged.push({ start, end });
  }
  return merged;
}

function overlaps(one: Span, other: Span): boolean {
  return one.start < other.end && other.start < one.end;
}
