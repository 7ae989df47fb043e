/**
 * Used to judge claims by their words: does a claim give to one what a sentence says of another? 甲 gets b and 乙 gets a, of
 * 甲 a, 乙 b. Whatever both have only once is compared by where it stands.
 */

import { evenWords } from './claim-units.js';

/** Where the parts of a list and the clauses of a sentence meet. */
const PARTS = /[,;:。、和与及并]/;
/** 及 is a part of 普及, too. */
const CLAUSES = /[,;:。、]/;
const ANCHOR = /\d+(?:\.\d+)?[a-z]*|[a-z]+|(?=(\p{Script=Han}{2}))/gu;
/** Of a part; more say nothing new. */
const MOST_ANCHORS = 60;
/** Characters that are read. */
const LONGEST = 400;

/** Two parts of the claim have each what stands in the same two parts of the sentence. */
export function isExchanged(claim: string, stated: string): boolean {
  const other = evenWords(stated).slice(0, LONGEST);
  const partOf: number[] = [];
  for (let at = 0, part = 0; at < other.length; at += 1) {
    partOf.push(part);
    if (PARTS.test(other.charAt(at))) part += 1;
  }
  const parts = placeParts(claim, other, PARTS).map((places) => new Set(places.map((place) => partOf[place] ?? 0)));
  return parts.some((one, at) =>
    parts.slice(at + 1).some((two) => [...one].filter((part) => two.has(part)).length > 1),
  );
}

const SAID_RESPECTIVELY = /分别|\d[^,，。；;]{0,8}[和、]\d/;

/** In a sentence that says of several things in order (分别) one part of the claim stands around another. */
export function isNested(claim: string, stated: string): boolean {
  if (!SAID_RESPECTIVELY.test(stated)) return false;
  const parts = placeParts(claim, evenWords(stated).slice(0, LONGEST), CLAUSES);
  return parts.some((outer) =>
    parts.some((inner) => {
      const [low, high] = [Math.min(...inner), Math.max(...inner)];
      return (
        inner !== outer &&
        outer.every((at) => at < low || at > high) &&
        outer.some((at) => at < low) &&
        outer.some((at) => at > high)
      );
    }),
  );
}

/** From what to what: 由35%提高到58%, 从名录转入名录. */
const FROM_TO =
  /[由从自](.{1,24}?)(?:[转改变升降调增减迁划并扩缩提][^,;:。、]{0,5}?)?(?:[至到为入成])(?!年)([^,;:。]{1,24})/gu;

/** What is more than what: 甲高于乙, 甲比乙快, 甲跑赢乙; or less. */
const MORE = '高于|快于|好于|大于|多于|跑赢|超过|超越|反超|领先于?';
const LESS = '低于|慢于|小于|少于|不及|落后于?';
const COMPARED = new RegExp(
  `([^;:。]{2,24}?)(?:${MORE}|${LESS}|(?<![占相同环对])比(?![如重例率较价])(?=[^,;:。]{2,12}[快高多大慢低少小]))([^,;:。]{2,16})`,
  'gu',
);
const SAYS_LESS = new RegExp(`${LESS}|比[^,;:。]{2,12}?[慢低少小]`);
const SAYS_COMPARED = new RegExp(`${MORE}|${LESS}|比[^,;:。]{2,12}[快高多大慢低少小]`);
const SAYS_EVEN = /同步|持平|相当|一致/;

/** The claim turns round which of two is more than the other. */
export function isComparedOtherwise(claim: string, stated: string): boolean {
  const theirs = listCompared(stated);
  return listCompared(claim).some(({ more, less }) =>
    theirs.some(
      (their) =>
        likeness(less, their.more, their.less) > likeness(less, their.less, their.more) &&
        likeness(more, their.less, their.more) > 0,
    ),
  );
}

function listCompared(text: string): { readonly more: string; readonly less: string }[] {
  const found = evenWords(text).slice(0, LONGEST).matchAll(COMPARED);
  return Array.from(found, ([all, one = '', two = '']) =>
    SAYS_LESS.test(all) ? { more: two, less: one } : { more: one, less: two },
  );
}

/** One keeps step where the other, a clause, is ahead or behind: 与经济增长同步, 高于经济增长. */
export function isEvenOtherwise(claim: string, stated: string): boolean {
  const [own, other] = [isEven(claim), isEven(stated)];
  return own !== null && other !== null && own !== other;
}

/** Null where neither or both is said. */
function isEven(text: string): boolean | null {
  const even = evenWords(text);
  const saysEven = SAYS_EVEN.test(even);
  return saysEven === SAYS_COMPARED.test(even) ? null : saysEven;
}

/** Characters that a name has at least, and that tell it from others at its end. */
const NAMED_BY = 4;
/** 转入名录, without what it was before. */
const INTO = /(?:[转升改]为|[转升并调划]入|升格为|升级为|更名为|改名为|调整为)([^,;:。、]{2,30})/gu;

/** What the claim says something came to is what the sentence says it came from, or the reverse. */
export function isReversed(claim: string, stated: string): boolean {
  const [own, other] = [claim, stated].map((text) => [...evenWords(text).slice(0, LONGEST).matchAll(FROM_TO)]);
  const into = Array.from(evenWords(stated).slice(0, LONGEST).matchAll(INTO), ([, to = '']) => to);
  return (own ?? []).some(
    ([, from = '', to = '']) =>
      (other ?? []).some(
        ([, theirs = '', theirTo = '']) =>
          likeness(from, theirTo) + likeness(to, theirs) > likeness(from, theirs) + likeness(to, theirTo),
      ) ||
      (from.length >= NAMED_BY &&
        into.some((theirs) => theirs.includes(from) && !theirs.includes(to.slice(-NAMED_BY)))),
  );
}

/** Numbers and pairs of characters of one that the other has, and a third has not. */
function likeness(one: string, other: string, without = ''): number {
  return Array.from(one.matchAll(ANCHOR), ([word, pair = '']) => (word === '' ? pair : word)).filter(
    (word) => other.includes(word) && !without.includes(word),
  ).length;
}

/** Of each part of the claim that has two or more: where what it shares with the sentence stands there. */
function placeParts(claim: string, other: string, between: RegExp): number[][] {
  const own = evenWords(claim).slice(0, LONGEST);
  const parts: number[][] = [];
  let position = 0;
  for (const part of own.split(between)) {
    const places: number[] = [];
    for (const { 0: word, 1: pair = '', index } of part.matchAll(ANCHOR)) {
      const words = word === '' ? pair : word;
      const there = indexOfWhole(other, words);
      if (
        places.length < MOST_ANCHORS &&
        there >= 0 &&
        isOnce(other, words, there) &&
        isOnce(own, words, position + index)
      ) {
        places.push(there);
      }
    }
    if (places.length > 1) parts.push(places);
    position += part.length + 1;
  }
  return parts;
}

function indexOfWhole(text: string, words: string): number {
  let at = text.indexOf(words);
  while (at >= 0 && isPartOfNumber(text, words, at)) at = text.indexOf(words, at + 1);
  return at;
}

/** The 20 of 2026 is no number of its own. */
function isOnce(text: string, words: string, at: number): boolean {
  const places: number[] = [];
  for (let there = text.indexOf(words); there >= 0 && places.length < 2; there = text.indexOf(words, there + 1)) {
    if (!isPartOfNumber(text, words, there)) places.push(there);
  }
  return places.length === 1 && places[0] === at;
}

function isPartOfNumber(text: string, words: string, at: number): boolean {
  return /^\d/.test(words) && (/\d/.test(text.charAt(at - 1)) || /\d/.test(text.charAt(at + words.length)));
}
