/**
 * A question and the turns before it go in; out comes the question in full: what it lacks (place, time, topic) is taken
 * from the turns, what it names itself replaces what they said. What comes out is understood and ranked like any other.
 */

import { saysNothing } from '../../lexicon/content-words.js';
import { toSimplified } from '../../lexicon/simplified.js';
import type { AssumedSlot, CompletedQuestion } from '../contract.js';
import type { MendNames } from '../mend-names.js';
import type { UnderstandingTools } from '../understand.js';
import { completeChinese } from './complete-chinese.js';
import { completeEnglish } from './complete-english.js';
import type { Leaning } from './leaning.js';
import { explainYear, openQuestion } from './openings.js';
import { type NamedTime, readSlots, type Slots } from './slots.js';

/** UTF-16 code units of a question that can be leaned on or that leans: what is longer is a text that says all it means. */
const MAX_LEANING_LENGTH = 300;

/** `left`: what is not to be taken from the turns before. Linear time. */
export function completeQuestion(
  question: string,
  history: readonly { readonly question: string }[],
  tools: CompletingTools,
  left: ReadonlySet<AssumedSlot> = new Set(),
): CompletedQuestion {
  const conversation: Conversation = { before: [], present: null };
  for (const turn of history) complete(turn.question, conversation, tools, new Set());
  return complete(question, conversation, tools, left);
}

/** 和广东比呢, how does that compare with Guangdong. */
const COMPARES =
  /^(?:(?:和|跟|与|同).{1,20}(?:比|相比|对比|比较)|(?:相)?比.{1,12}(?:呢|怎么样|如何)).{0,12}$|\bcompar(?:e[sd]?|ison)\b/i;

export interface CompletingTools extends UnderstandingTools {
  readonly mend: MendNames;
}

interface Conversation {
  /** Oldest first. */
  readonly before: Slots[];
  /** The year that 今年 means in it; null while nothing says. */
  present: number | null;
}

/** Adds the question to the conversation. */
function complete(
  question: string,
  conversation: Conversation,
  tools: CompletingTools,
  left: ReadonlySet<AssumedSlot>,
): CompletedQuestion {
  const typed = toSimplified(question.normalize('NFKC')).trim();
  if (typed.length > MAX_LEANING_LENGTH) return { text: question, assumed: [] };
  const written = tools.mend(typed);
  const said = written === typed ? question : written;
  const explained = explainYear(written);
  const opened = openQuestion(explained?.text ?? written);
  const { before } = conversation;
  const clock = tools.today.getFullYear();
  const latest = before.at(-1) ?? null;
  conversation.present = explained?.present ?? conversation.present;
  const own = readSlots(opened.text, tools, conversation.present ?? guessPresent(before[0], clock), before);
  const reported = own.times.find(({ isReport, direction }) => isReport && direction === null);
  if (reported !== undefined && own.times.some(({ direction }) => direction !== null)) {
    conversation.present = reported.first;
  }
  if (latest === null || own.kind === 'meaning' || saysNothing(own.text)) {
    // A greeting between two questions is nothing to lean on.
    if (latest === null || !saysNothing(own.text)) before.push(own);
    return { text: explained?.text ?? said, assumed: [] };
  }
  const base = findBase(own, before, opened.turnsAway);
  const compares = COMPARES.test(own.text) && own.places.length === 1 && latest.places.length > 0;
  const place = compares
    ? joinNames([writeNamed(latest, own), writeOwnPlaces(own)], own)
    : own.hasPlace
      ? writeOwnPlaces(own)
      : left.has('place')
        ? ''
        : writePlaces(own, before);
  const time = own.hasTime
    ? writeTimes(own.times, own)
    : left.has('time') || opened.turnsAway
      ? ''
      : writeTimes(latest.times, own);
  const other = before.at(-2) ?? null;
  const leaning: Leaning = { own, base, other, place, time, compares, isTied: opened.isTied };
  const text = own.language === 'zh' ? completeChinese(leaning, tools.glossary) : completeEnglish(leaning);
  if (text === null) {
    // What names nothing is nothing to lean on.
    return { text: explained?.text ?? said, assumed: [] };
  }
  before.push(readSlots(text, tools, clock, []));
  const assumed: AssumedSlot[] = [];
  if (!own.hasPlace && place !== '' && text.includes(place)) assumed.push('place');
  if (!own.hasTime && time !== '' && text.includes(time)) assumed.push('time');
  return { text, assumed };
}

/**
 * Who asks about the results of a year has the report of the next one before them, and means its year by 今年; where that
 * is long ago the calendar's year is meant.
 */
function guessPresent(first: Slots | undefined, clock: number): number {
  const named = first?.times.find(({ kind, direction }) => kind === 'year' && direction === null);
  if (first === undefined || named === undefined) return clock;
  const report = named.isReport || first.kind === 'target' ? named.first : named.first + 1;
  return report === clock - 1 ? report : clock;
}

/** The latest turn; who asks for a figure without saying of what leans on the latest that asked for one. */
function findBase(own: Slots, before: readonly Slots[], turnsAway: boolean): Slots | null {
  if (turnsAway) return null;
  const asksFigure = own.kind === null || own.kind === 'target' || own.kind === 'result';
  const isFigure = ({ kind }: Slots): boolean => kind !== 'person' && kind !== 'date' && kind !== 'meaning';
  const latest = before.at(-1) ?? null;
  if (latest === null || !asksFigure || isFigure(latest)) return latest;
  const asksMeasure = own.kind === 'target' || own.kind === 'result';
  return asksMeasure ? (before.findLast(isFigure) ?? latest) : latest;
}

function writeOwnPlaces(own: Slots): string {
  return joinNames(
    own.places.map(({ start, end }) => own.text.slice(start, end)),
    own,
  );
}

/** The places of the latest turn that named any; of the two last for 两家. */
function writePlaces(own: Slots, before: readonly Slots[]): string {
  const named = before.filter(({ places }) => places.length > 0).map((slots) => writeNamed(slots, own));
  if (own.placesPointedAt === 0) return named.at(-1) ?? '';
  const last = before.at(-1);
  if (last !== undefined && last.regions.length > 1) return named.at(-1) ?? '';
  return joinNames([...new Set(named)].slice(-own.placesPointedAt), own);
}

function writeNamed(slots: Slots, own: Slots): string {
  const names =
    slots.language === own.language
      ? slots.places.map(({ start, end }) => slots.text.slice(start, end))
      : slots.regions.map(({ name }) => name);
  return joinNames([...new Set(names)], own);
}

function writeTimes(times: readonly NamedTime[], own: Slots): string {
  return joinNames([...new Set(times.map(({ written }) => written))], own);
}

function joinNames(names: readonly string[], { language }: Slots): string {
  return language === 'zh' ? names.join('、') : names.join(' and ');
}
