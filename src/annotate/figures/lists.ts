/**
 * Beside subjects: numbers shared out in order. 城镇和农村居民人均可支配收入分别增长4.4%、6.5% goes in, one subject a number
 * comes out.
 */

import { LIST_SIGN } from '../../lexicon/characters.js';
import type { Glossary, GlossaryTerm } from '../../lexicon/glossary.js';
import { type Clause, readSubject, type Subject } from './clauses.js';

/** One word for two: 城乡居民收入 is that of towns and that of the countryside. */
const BOTH = /^(.{0,6})城乡/;
/** One word for three: 三次产业增加值 are those of the first, the second and the third. */
const ALL_THREE = /^(.{0,6})三次产业/;
/** Two parts that end alike in so many characters have each a head of its own: 使用人次、旅游人次. */
const LONGEST_HEAD = 2;
/** No part of a name that its neighbours share is longer, in characters. */
const LONGEST_SHARED = 14;

/**
 * One subject for each of `count` numbers, null when the words do not name as many.
 *
 * @param leading the pieces in front of the clause, up to the last comma.
 */
export function shareOut(
  leading: string,
  clause: Clause,
  count: number,
  glossary: Glossary,
): readonly Subject[] | null {
  if (clause.subject === null) return null;
  const words = leading + clause.subject.full;
  const parts = [spellOut(words, count), words.split(LIST_SIGN), words.split('、')].find(
    (each) => each?.length === count,
  );
  if (parts == null || parts.some((part) => part === '')) return null;
  const first = parts[0] ?? '';
  const last = parts.at(-1) ?? '';
  // When the last part is no term, what the others name is only a part of it: 光纤 of 光纤和5G网络通达率.
  const lastSubject = readAlone(last, glossary);
  const isOfTerms = lastSubject !== null;
  // In 智能家电、智能手机零售额 the last one's head is that of all.
  const hasSharedHead = lastSubject !== null && lastSubject.qualifier !== '';
  return parts.map((part) => {
    const isAlone = part === last || (isOfTerms && !hasSharedHead);
    const alone = readAlone(part, glossary, isAlone);
    if (alone?.term?.kind === 'indicator') return alone;
    // 制造业 of 制造业、工业技改投资 shares 投资: what shares more would be the same as the last, as 工业 would that shares 技改投资.
    const other = alone === null ? null : (lastSubject?.term ?? null);
    const whole =
      readWithSharedEnd(part, last, glossary, other) ?? alone ?? readWithSharedBeginning(part, first, glossary);
    if (whole !== null) return whole;
    return hasSharedHead && !part.endsWith(last.slice(-LONGEST_HEAD))
      ? { ...lastSubject, words: part, full: part, qualifier: part }
      : plainSubject(part);
  });
}

function spellOut(words: string, count: number): string[] | null {
  if (count === 2 && BOTH.test(words)) {
    return ['城镇', '农村'].map((side) => words.replace(BOTH, (_, lead: string) => lead + side));
  }
  if (count !== 3 || !ALL_THREE.test(words)) return null;
  return ['一', '二', '三'].map((one) => words.replace(ALL_THREE, (_, lead: string) => `${lead}第${one}产业`));
}

function readAlone(words: string, glossary: Glossary, isOfTerms = true): Subject | null {
  const { subject } = readSubject(words, glossary.findWritten(words));
  if (subject?.term == null) return null;
  return isOfTerms || subject.term.kind === 'indicator' ? subject : null;
}

/** 城镇 with what 农村居民收入 ends in. `other` is a term that it is not. */
function readWithSharedEnd(part: string, last: string, glossary: Glossary, other: GlossaryTerm | null): Subject | null {
  for (let length = Math.min(last.length, LONGEST_SHARED); part !== last && length > 1; length -= 1) {
    const words = part + last.slice(-length);
    const subject = words === last ? null : readWhole(words, part.length, glossary);
    if (subject !== null && subject.term !== other) return subject;
  }
  return null;
}

/** 成交额 with what 技术合同登记数 begins with. */
function readWithSharedBeginning(part: string, first: string, glossary: Glossary): Subject | null {
  for (let length = Math.min(first.length, LONGEST_SHARED); part !== first && length > 1; length -= 1) {
    const subject = readWhole(first.slice(0, length) + part, length, glossary);
    if (subject !== null) return subject;
  }
  return null;
}

/** The term that words put together name, when it reaches over the seam to their end. */
function readWhole(words: string, seam: number, glossary: Glossary): Subject | null {
  const mention = glossary.findWritten(words).at(-1);
  if (mention === undefined || mention.start >= seam || mention.end !== words.length) return null;
  return readSubject(words, [mention]).subject;
}

function plainSubject(words: string): Subject {
  return readSubject(words, []).subject ?? { words, full: words, term: null, qualifier: '' };
}
