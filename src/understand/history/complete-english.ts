/** An English question in full: what it lacks is put in from the question that it leans on, slot by slot. */

import { isFunctionWord, splitWords } from '../../lexicon/english.js';
import type { Span } from '../../types.js';
import type { Leaning } from './leaning.js';
import type { Slots } from './slots.js';

const TARGET = /\b(?:targets?|goals?|plans?|planned|objectives?|aims?|aiming|expect(?:s|ed)?|forecast|projected)\b/i;
const ACTUAL = /\b(?:actual(?:ly)?|really|in the end|outcome|achieved)\b/i;
/** Words that ask how a thing is measured and name none, and those that compare. */
const MEASURE =
  /^(?:growth|grow|grew|total|size|level|amount|rate|figures?|numbers?|values?|shares?|rank(?:ed|ing)?|big|large|high|fast|tough|higher|lower|tougher|stricter|better|worse|bigger|smaller|larger|faster|slower|easier|harder|greater|achieve|achieved|reach|reached|meet|met|actual|actually|really|outcome|year|same|following|previous|prior|next|last|before|after|time|then|ones?|thing|there|here|too|instead|again|its|their|his|her|it|them|he|she|him|both|current|currently|national|nationwide|china|highest|lowest|fastest|slowest|largest|smallest|biggest|most|least|best|worst|compare[ds]?|comparison|add|question|data|any|some)$/i;
const MEASURE_NOUN = /^(?:growth|total|size|level|amount|rate|number|value|share|ranking)$/i;
const ASKS =
  /^(?:who|whom|whose|what|which|when|where|why|how|did|does|do|is|are|was|were|will|would|can|could|should|has|have|had|tell|give|show)\b/i;
const OBJECT_POINTER =
  /\b(?:of )?(?:them|those|these|it|this|that|the same)\b(?=\s*(?:[?.,!]|$|\b(?:were|was|are|is|in|grow|did)\b))/i;
const COUNTED = /^how (?:many|much)\s+(.+?)\s+(?:did|does|do|will|has|have|had|was|were|is|are|can)\b/i;
/** `How many will be built` counts what was asked about before. */
const COUNTS_NOTHING = /^(how many)\s+(?=(?:will|would|did|does|do|were|was|are|is|has|have|had|can|could)\b)/i;
const HOW = /^(?:how (?:much|many|big|large|fast|high|far|long|well)|what|which|who|when|where)\b/i;
const WORD = /[A-Za-z][\w'’&.-]*/g;

/** Null when it says all that it asks, or nothing that could be completed. */
export function completeEnglish(leaning: Leaning): string | null {
  const { own, base, place, time } = leaning;
  const aimed = TARGET.test(own.text);
  if (leaning.compares && base !== null) {
    return tidy(`How does ${findSubject(base)} compare in ${place}${timeIn(time)}?`);
  }
  const counted = base === null ? own.text : own.text.replace(COUNTS_NOTHING, `$1 ${findSubject(base)} `);
  if (counted !== own.text) return completeEnglish({ ...leaning, own: shift(own, counted) });
  const topic = findTopic(own);
  if (topic !== '' || (!own.hasPlace && OBJECT_POINTER.test(own.text) && !TARGET.test(own.text))) {
    if (topic === '' || ASKS.test(own.text) || aimed || base === null) return lead(own, base, { place, time });
    const asks = base.kind === 'target' ? 'What is the target for' : `What ${base.kind === 'result' ? 'was' : 'is'}`;
    return tidy(`${asks} ${topic}${placeIn(place)}${timeIn(time)}?`);
  }
  const actual = ACTUAL.test(own.text);
  if (
    base === null ||
    !(own.hasPlace || own.hasTime || own.pointers.length > 0 || aimed || actual || asksMeasure(own.text))
  )
    return null;
  const subject = findSubject(base);
  if (aimed) return tidy(`What is the target for ${subject}${placeIn(place)}${timeIn(time)}?`);
  const looksBack = actual || own.times.some(({ direction }) => direction === 'back');
  if (looksBack && base.kind === 'target') return tidy(`What was ${subject}${placeIn(place)}${timeIn(time)}?`);
  return replaceContext(base, place, time);
}

/** With words put in where nothing is named before. */
function shift(own: Slots, text: string): Slots {
  const by = text.length - own.text.length;
  const move = <Placed extends Span>(span: Placed): Placed => ({ ...span, start: span.start + by, end: span.end + by });
  return { ...own, text, places: own.places.map(move), times: own.times.map(move), pointers: own.pointers.map(move) };
}

interface Context {
  readonly place: string;
  readonly time: string;
}

/** The question's own words with the place and time that it lacks. */
function lead(own: Slots, base: Slots | null, { place, time }: Context): string {
  let text = own.text;
  const named = own.times.filter(({ start, end, written }) => text.slice(start, end) !== written);
  for (const { start, end, written } of [...named].reverse()) {
    text = `${text.slice(0, start)}${/\bin $/i.test(text.slice(0, start)) ? '' : 'in '}${written}${text.slice(end)}`;
  }
  text = text.replace(/\s*\b(?:over )?there\b/i, '').replace(/[?.\s]+$/, '');
  const object = base === null ? '' : findSubject(base);
  if (object !== '')
    text = text.replace(OBJECT_POINTER, (pointer) => `${/^of /i.test(pointer) ? 'of ' : ''}the ${object}`);
  return tidy(`${text}${own.hasPlace ? '' : placeIn(place)}${own.hasTime ? '' : timeIn(time)}?`);
}

/** What was asked about: of `how many jobs did it create` the jobs, else all words that say what it is about. */
function findSubject(base: Slots): string {
  const counted = COUNTED.exec(base.text);
  const own = counted === null ? '' : findTopic({ ...base, text: counted[0] }, true);
  return own || findTopic(base, true) || base.text.replace(/[?.\s]+$/, '');
}

/** The question before, of another place or time. */
function replaceContext(base: Slots, place: string, time: string): string {
  const changes: (Span & { readonly put: string })[] = [
    ...base.places.map((span, at) => ({ ...span, put: at === 0 ? place : '' })),
    ...base.times.map((span, at) => ({ ...span, put: at === 0 ? withoutReport(time, base.text, span) : '' })),
  ].sort((a, b) => b.start - a.start);
  let text = base.text.replace(/[?.\s]+$/, '');
  for (const { start, end, put } of changes) {
    if (end > text.length) continue;
    const before = text.slice(0, start);
    // `last year` stands by itself, a year behind `in`.
    const isBare = /^\d{4}$/.test(put) && !/(?:\b(?:in|by|of|for|from|the)|['’]s)\s$/i.test(before);
    const joint =
      /^\d{4}$/.test(put) || put === ''
        ? before
        : before.replace(/\bin $/i, /^(?:last|this|next)\b/i.test(put) ? '' : '$&');
    text = `${joint}${isBare ? `in ${put}` : put}${text.slice(end)}`;
  }
  if (base.places.length === 0) text += placeIn(place);
  if (base.times.length === 0) text += timeIn(time);
  return tidy(`${text}?`);
}

/** The work report of another year stands where that of the first stood. */
function withoutReport(time: string, text: string, { end }: Span): string {
  const isReport = /^\s?(?:\w+\s){0,3}reports?\b/i.test(text.slice(end));
  return isReport ? time.replace(/^the (\d{4}) work report$/, '$1') : time;
}

function asksMeasure(text: string): boolean {
  return ASKS.test(text) && (text.match(WORD) ?? []).some((word) => MEASURE.test(word) && !isFunctionWord(word));
}

/** Words that say what it is about: without places, times, words of asking and aims; measures (growth, total) only on wish. */
function findTopic({ text, places, times, pointers }: Slots, withMeasure = false): string {
  const taken = [...places, ...times, ...pointers];
  const words: string[] = [];
  for (const { 0: word, index } of text.matchAll(WORD)) {
    if (taken.some(({ start, end }) => index < end && start < index + word.length)) continue;
    const [only] = splitWords(word);
    const isHow = HOW.test(word);
    const plain = word.replace(/[.]+$/, '');
    if (only === undefined || isHow || isFunctionWord(only.normal) || TARGET.test(plain)) continue;
    if (MEASURE.test(plain) && !(withMeasure && MEASURE_NOUN.test(plain))) continue;
    words.push(index === 0 && /^[A-Z][a-z]/.test(plain) ? plain.toLowerCase() : plain);
  }
  return words.join(' ');
}

function placeIn(place: string): string {
  return place === '' ? '' : ` in ${place}`;
}

function timeIn(time: string): string {
  if (time === '') return '';
  return /^(?:last|this|next|current)\b/i.test(time) ? ` ${time}` : ` in ${time}`;
}

function tidy(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/\s+(?=[?.,])/g, '')
    .replace(/\b(in|for|of) (?=in\b)/gi, '')
    .trim()
    .replace(/^[a-z]/, (letter) => letter.toUpperCase());
}
