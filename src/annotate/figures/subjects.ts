/**
 * Fourth step of figures: what is each number about? Walks the numbers of a text in order; a number takes the words in
 * front of it, or the thing it counts behind it, or goes on about what the number before was about.
 */

import { lastMatchEnd } from '../../lexicon/characters.js';
import type { Glossary } from '../../lexicon/glossary.js';
import { TIME_UNITS } from '../../lexicon/units.js';
import { type Clause, readClause, type Subject } from './clauses.js';
import { shareOut } from './lists.js';
import { createMentionIndex, type MentionIndex } from './mentions.js';
import { readObject } from './objects.js';
import type { FoundQuantity } from './quantities.js';

/** What one number is about and what the words around it say. */
export interface About {
  readonly subject: Subject | null;
  readonly clause: Clause;
  /** 新增 when the number is of what came to be, '' otherwise. */
  readonly addition: string;
}

/** Gives what each number is about; to be asked for every number of the text, in order. */
export interface SubjectFinder {
  next(found: FoundQuantity): About;
}

/** No subject is looked for farther in front, in characters; clauses of reports are shorter. */
const LONGEST_CLAUSE = 100;
/** Pieces between commas that are looked at for a subject when the last has none. */
const MOST_PIECES = 4;
/** From one number to what it moved on to, in characters. */
const LONGEST_MOVE = 20;
/** Longer lists are tables. */
const LONGEST_LIST = 12;

const HARD_STOP = /[。;!?\n]/;
const HARD_STOPS = /[。;!?\n]/g;
const SOFT_STOP = /[,:()、]/g;
const ANY_SOFT_STOP = /[,:()、]/;
const LIST_STOP = /[,:()]/g;
/** 提升300个驿站 changes the thing, not its number. */
const IMPROVES = /(?:提升|提高|改善|扩大|提速|加快|拓展)$/;
const TOTAL = /累计|总|达|突破|超过|合计|共/;
const SHORT_BRACKETS = /\([^()]{0,20}\)/g;
const LIST_SIGN = /^(?:[、和及与]|以及)$/;
const RESPECTIVELY = /分别/;
/** These read as the number of what stands in front, whatever follows: 10亿元项目. */
const NO_OBJECT_UNITS: ReadonlySet<string> = new Set(['百分点', '倍', '位']);

/** The number before, and what it was about. */
interface Previous {
  readonly found: FoundQuantity;
  /** One, or as many as 分别 shares numbers out to. */
  readonly subjects: readonly (Subject | null)[];
  readonly clause: Clause;
  readonly addition: string;
  /** Which number of its list it is. */
  readonly place: number;
}

export function createSubjectFinder(
  plain: string,
  quantities: readonly FoundQuantity[],
  glossary: Glossary,
): SubjectFinder {
  // 其中医院 names hospitals, not 中医.
  const mentions = createMentionIndex(glossary.findWritten(plain.replaceAll('其中', '其,')));
  let previous: Previous | null = null;
  let named: Subject[] = [];
  let index = -1;
  return {
    next(found) {
      index += 1;
      const before = withinSentence(plain, previous, found);
      if (before === null) named = [];
      previous = readNext(plain, quantities, index, found, before, named, mentions, glossary);
      const { subjects, place, clause, addition } = previous;
      const own = subjects[place];
      if (own != null && own.words !== named.at(-1)?.words) named.push(own);
      // 连续8年 measures nothing of what the figures around it are about, but they go on about it.
      const isDuration = TIME_UNITS.has(found.quantity.unit) && clause.subject === null;
      return { subject: isDuration ? null : (subjects[place] ?? subjects.at(-1) ?? null), clause, addition };
    },
  };
}

function readNext(
  plain: string,
  quantities: readonly FoundQuantity[],
  index: number,
  found: FoundQuantity,
  previous: Previous | null,
  named: readonly Subject[],
  mentions: MentionIndex,
  glossary: Glossary,
): Previous {
  if (previous !== null && LIST_SIGN.test(plain.slice(previous.found.end, found.start))) {
    return { ...previous, found, place: previous.place + 1 };
  }
  const from = Math.max(previous?.found.end ?? 0, found.start - LONGEST_CLAUSE, 0);
  const start = from + lastMatchEnd(HARD_STOPS, plain.slice(from, found.start));
  const between = plain.slice(start, found.start);
  const piece = start + lastMatchEnd(SOFT_STOP, coverBrackets(between));
  const behind = plain.slice(found.end, found.end + LONGEST_MOVE);
  const clause = readClause(plain.slice(piece, found.start), mentions.within(piece, found.start), behind);
  const count = countList(plain, quantities, index);
  const isListed = previous !== null && plain.charAt(piece - 1) === '、';
  const isTotal = TOTAL.test(plain.slice(piece, found.numberStart));
  // 新增 holds for what is listed with it (新增A5个、B3个) and for what is said on of it, not for a total (累计达9个).
  const done = (subjects: readonly (Subject | null)[], goesOn = isListed): Previous => {
    const carried = previous !== null && goesOn && !isTotal ? previous.addition : '';
    return { found, subjects, clause, addition: clause.addition || carried, place: 0 };
  };
  const object = NO_OBJECT_UNITS.has(found.quantity.unit)
    ? null
    : readObject(plain, found, quantities[index + 1], mentions);
  if (object !== null && (clause.subject === null || object.isCounted)) {
    const isImproved = IMPROVES.test(plain.slice(piece, found.start));
    return { ...done([object.subject]), clause: isImproved ? { ...clause, isMoved: false, direction: null } : clause };
  }
  if (count > 1) {
    const list = start + lastMatchEnd(LIST_STOP, coverBrackets(between));
    const shared = shareOut(plain.slice(list, piece), clause, count, glossary);
    if (shared !== null) return done(shared);
  }
  if (clause.subject !== null) {
    const isClass = previous !== null && piece === previous.found.end;
    return done([isClass ? narrow(clause.subject, plain.slice(previous.found.start, piece)) : clause.subject]);
  }
  // What follows a number without a comma goes on about it: 近八成投向民生,占全国一成.
  const first = previous !== null && start === previous.found.end ? start + firstStop(between) : start;
  const earlier = subjectOfEarlierPiece(plain, first, piece - 1, mentions);
  if (earlier !== null) return done([earlier]);
  if (previous === null) return done([null]);
  const { subjects, place } = previous;
  // 出口25亿元、进口18亿元,分别增长7%和2%: each of what was said before, in order.
  if (count > 1 && subjects.length !== count && RESPECTIVELY.test(plain.slice(piece, found.start))) {
    const each = named.slice(-count);
    if (each.length === count) return done(each);
  }
  return done(count > 1 && subjects.length === count ? subjects : [subjects[place] ?? subjects.at(-1) ?? null], true);
}

/** 总投资超10亿元项目50个: the projects are those over 10亿元. */
function narrow(subject: Subject, by: string): Subject {
  return { ...subject, words: by + subject.words, qualifier: by + subject.qualifier };
}

/** The next piece in front that names something: 粮食产量, in 粮食产量稳中有增,达到550亿斤. */
function subjectOfEarlierPiece(plain: string, start: number, end: number, mentions: MentionIndex): Subject | null {
  let last = end;
  let words: Subject | null = null;
  for (let count = 0; count < MOST_PIECES && last > start; count += 1) {
    const first = start + lastMatchEnd(SOFT_STOP, plain.slice(start, last));
    const { subject } = readClause(plain.slice(first, last), mentions.within(first, last), '');
    if (subject?.term != null) return subject;
    words ??= subject;
    last = first - 1;
  }
  return words;
}

/** How many numbers are listed from one on: 增长3%、4%和5%. */
function countList(plain: string, quantities: readonly FoundQuantity[], index: number): number {
  let count = 1;
  while (count < LONGEST_LIST) {
    const last = quantities[index + count - 1];
    const next = quantities[index + count];
    if (last === undefined || next === undefined || !LIST_SIGN.test(plain.slice(last.end, next.start))) break;
    count += 1;
  }
  return count;
}

/** The number before when it stands in the same sentence. */
function withinSentence(plain: string, previous: Previous | null, found: FoundQuantity): Previous | null {
  if (previous === null || found.start - previous.found.end > LONGEST_CLAUSE) return null;
  return HARD_STOP.test(plain.slice(previous.found.end, found.start)) ? null : previous;
}

/** Offset of the first stop; the length when there is none. */
function firstStop(words: string): number {
  const found = words.search(ANY_SOFT_STOP);
  return found === -1 ? words.length : found;
}

/** 县(区、市) is one word: no stop within short brackets counts. */
function coverBrackets(words: string): string {
  return words.replace(SHORT_BRACKETS, (brackets) => '-'.repeat(brackets.length));
}
