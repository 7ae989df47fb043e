/**
 * A question and the turns before it go in; out comes the question in full: what it lacks (place, time, topic) is taken
 * from the turns, what it names itself replaces what they said. What comes out is understood and ranked like any other.
 */

import { saysNothing } from '../../lexicon/content-words.js';
import type { Glossary } from '../../lexicon/glossary.js';
import { detectLanguage, type Language } from '../../lexicon/language.js';
import { toSimplified } from '../../lexicon/simplified.js';
import type { AssumedSlot, CompletedQuestion } from '../contract.js';
import type { MendNames } from '../mend-names.js';
import type { UnderstandingTools } from '../understand.js';
import { completeChinese } from './complete-chinese.js';
import { completeEnglish } from './complete-english.js';
import type { Leaning } from './leaning.js';
import { type Explained, explainYear, openQuestion } from './openings.js';
import { type NamedTime, readSlots, type Slots, writeYear } from './slots.js';

/** UTF-16 code units of a question that can be leaned on or that leans: what is longer is a text that says all it means. */
const MAX_LEANING_LENGTH = 300;
/** 和广东比呢, how does that compare with Guangdong. */
const COMPARES =
  /^(?:(?:和|跟|与|同).{1,20}(?:比|相比|对比|比较)|(?:相)?比.{1,12}(?:呢|怎么样|如何)|(?:对比|比较)(?:一下)?.{1,12}).{0,12}$|\bcompar(?:e[sd]?|ison)\b/i;

export interface CompletingTools extends UnderstandingTools {
  readonly mend: MendNames;
}

/** What has been asked so far. */
interface Conversation {
  /** Questions in full, oldest first. */
  readonly before: readonly Slots[];
  /** The year that 今年 means in it; null while nothing says. */
  readonly present: number | null;
}

/** What a turn makes of a conversation. `slots`: what the next turn may lean on; null for nothing. */
interface Completion extends CompletedQuestion {
  readonly slots: Slots | null;
  readonly present: number | null;
}

/** What is understood as the nation wherever it is put. */
const NATION_IN_ENGLISH = 'the national work report';

const NOTHING_LEFT: ReadonlySet<AssumedSlot> = new Set();

/** Gives the question in full for what is not to be taken from the turns before. Linear time. */
export function completeQuestion(
  question: string,
  history: readonly { readonly question: string }[],
  tools: CompletingTools,
): (left: ReadonlySet<AssumedSlot>) => CompletedQuestion {
  let conversation: Conversation = { before: [], present: null };
  for (const turn of history) {
    const { slots, present } = complete(turn.question, conversation, tools, NOTHING_LEFT);
    conversation = { before: slots === null ? conversation.before : [...conversation.before, slots], present };
  }
  return (left) => {
    // With nothing to lean on, only what it says itself counts.
    const { text, language, assumed } =
      conversation.before.length === 0
        ? { text: readWritten(question, tools).said, language: detectLanguage(question), assumed: [] }
        : complete(question, conversation, tools, left);
    return { text: text === question ? text : writeMarks(text), language, assumed };
  };
}

/** A question in simplified characters, names mended, with the year that it explains itself. */
function readWritten(question: string, { mend }: CompletingTools): { said: string; explained: Explained } {
  const typed = toSimplified(question.normalize('NFKC')).trim();
  const mended = mend(typed);
  const explained = explainYear(mended);
  return { said: explained.text === typed ? question : explained.text, explained };
}

function complete(
  question: string,
  { before, present: agreed }: Conversation,
  tools: CompletingTools,
  left: ReadonlySet<AssumedSlot>,
): Completion {
  if (question.length > MAX_LEANING_LENGTH) {
    return { text: question, language: detectLanguage(question), assumed: [], slots: null, present: agreed };
  }
  const { said, explained } = readWritten(question, tools);
  const opened = openQuestion(explained.text);
  const clock = tools.today.getFullYear();
  const own = readSlots(opened.text, tools, explained.present ?? agreed ?? guessPresent(before[0], clock), before);
  const present = readReportYear(own) ?? explained.present ?? agreed;
  const { language } = own;
  // A greeting between two questions is nothing to lean on.
  if (saysNothing(own.text)) return { text: said, language, assumed: [], slots: null, present };
  const latest = before.at(-1);
  if (latest === undefined || own.kind === 'meaning') return { text: said, language, assumed: [], slots: own, present };
  const leaning = lean(own, { before, latest, left, ...opened });
  const text = compose(leaning, tools.glossary);
  // What names nothing is nothing to lean on, either.
  if (text === null) return { text: said, language, assumed: [], slots: null, present };
  const { place, time } = leaning;
  const assumed: AssumedSlot[] = [];
  if (!own.hasPlace && place !== '' && text.includes(place)) assumed.push('place');
  if (!own.hasTime && time !== '' && text.includes(time)) assumed.push('time');
  return { text, language, assumed, slots: readSlots(text, tools, clock, []), present };
}

/** In the language of the question where it has a topic of its own, and else in that of the question it leans on. */
function compose(leaning: Leaning, glossary: Glossary): string | null {
  const { own, base, time } = leaning;
  const write = (language: Language, given: Leaning): string | null =>
    language === 'zh' ? completeChinese(given, glossary) : completeEnglish(given);
  if (base === null || base.language === own.language) return write(own.language, leaning);
  // Who compares the targets or results of several places says all that is to be compared.
  if (COMPARES.test(own.text) && own.regions.length > 1 && own.kind !== null) return own.text;
  const silent: Slots = { ...own, text: '', places: [], times: [], pointers: [] };
  const writtenTime = base.language === 'zh' ? time.replace(/^\d{4}$/, '$&年') : time.replace(/^(\d{4})年$/, '$1');
  return (
    write(own.language, { ...leaning, base: null }) ??
    write(base.language, { ...leaning, own: silent, time: writtenTime })
  );
}

/** Who says that they read the report of a year means its year by 今年. */
function readReportYear({ times }: Slots): number | null {
  const reported = times.find(({ isReport, direction }) => isReport && direction === null);
  return times.some(({ direction }) => direction !== null) ? (reported?.first ?? null) : null;
}

interface Before {
  readonly before: readonly Slots[];
  readonly latest: Slots;
  readonly left: ReadonlySet<AssumedSlot>;
  readonly isTied: boolean;
  readonly turnsAway: boolean;
}

function lean(own: Slots, { before, latest, left, isTied, turnsAway }: Before): Leaning {
  // Who names several has all that is compared.
  const isOne = own.places.length === 1 && (own.language === 'zh' || own.regions.length < 2);
  const compares = COMPARES.test(own.text) && isOne && latest.places.length > 0;
  const ownPlace = compares ? joinNames([writeNamed(latest, own), writeOwnPlaces(own)], own) : writeOwnPlaces(own);
  const earlierPlace = left.has('place') ? '' : writePlaces(own, before);
  const earlierTime = left.has('time') || turnsAway ? '' : writeTimes(latest.times, own);
  return {
    own,
    base: findBase(own, before, turnsAway),
    other: before.at(-2) ?? null,
    place: own.hasPlace ? ownPlace : earlierPlace,
    time: own.hasTime ? writeTimes(own.times, own) : earlierTime,
    compares,
    isTied,
  };
}

/** Marks of Chinese, which were evened out for reading. */
function writeMarks(text: string): string {
  return text.replace(/(?<=\p{Script=Han}[）”」』]?),/gu, '，').replace(/(?<=\p{Script=Han}[）”」』]?)\?/gu, '？');
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
  if (own.language === 'en' && slots.regions.some(({ level }) => level === 'nation')) return NATION_IN_ENGLISH;
  const names =
    slots.language === own.language
      ? slots.places.map(({ start, end }) => slots.text.slice(start, end))
      : slots.regions.map(({ name }) => name);
  return joinNames([...new Set(names)], own);
}

function writeTimes(times: readonly NamedTime[], own: Slots): string {
  const names = times.map(({ written, kind, first, isReport }) =>
    kind === 'year' && /\d{4}/.test(written) ? writeYear(first, isReport, own.language) : written,
  );
  return joinNames([...new Set(names)], own);
}

function joinNames(names: readonly string[], { language }: Slots): string {
  return language === 'zh' ? names.join('、') : names.join(' and ');
}
