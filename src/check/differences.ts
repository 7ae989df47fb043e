/**
 * Used to judge claims by their words: what a claim names that the sentence which otherwise says the same has otherwise.
 * A claim and a sentence go in; both sides of what differs come out. Only a difference that can be
 * named is one: words that the sentence lacks say nothing by themselves.
 */

import { replaceSpans } from '../lexicon/characters.js';
import type { Gazetteer, Region } from '../lexicon/contract.js';
import type { Knowledge } from '../lexicon/knowledge.js';
import { readArabic, readChinese } from '../lexicon/numerals.js';
import { shortNameOf } from '../lexicon/place-names.js';
import { NUMBER_BUT_YEAR } from './claim-numbers.js';
import { evenWords } from './claim-units.js';
import { splitClauses } from './clauses.js';
import { type Contradiction, createContradictionFinder } from './contradictions.js';
import { alignWords } from './substitutions.js';

/** A claim to be held against one sentence after the other, read once. */
export interface ComparedClaim {
  /** Simplified, of plain width. */
  readonly text: string;
  /** Places that it names. */
  readonly places: readonly { readonly region: Region; readonly written: string }[];
  readonly contradict: ReturnType<typeof createContradictionFinder>;
}

export function readCompared(text: string, gazetteer: Gazetteer): ComparedClaim {
  const places = gazetteer.find(text).map(({ region, start, end }) => ({ region, written: text.slice(start, end) }));
  return { text, places, contradict: createContradictionFinder(text) };
}

/** Places of the claim that neither the words around the sentence nor its document's place account for. */
export function findMissingPlaces(
  { places }: ComparedClaim,
  passage: string,
  own: Region | null,
  gazetteer: Gazetteer,
): readonly ComparedClaim['places'][number][] {
  if (places.length === 0) return [];
  const named = gazetteer.find(passage).map(({ region }) => region);
  return places.filter(
    ({ region, written }) =>
      !passage.includes(shortNameOf(written)) &&
      !named.some(({ code }) => code === region.code) &&
      !(own !== null && gazetteer.contains(region, own)),
  );
}

/** Another place in the sentence, of the same level, that the claim does not name. */
export function findOtherPlace(
  { places }: ComparedClaim,
  missing: ComparedClaim['places'][number],
  sentence: string,
  own: Region | null,
  gazetteer: Gazetteer,
): string | null {
  const other = gazetteer
    .find(sentence)
    .find(
      ({ region }) =>
        region.level === missing.region.level &&
        region.code !== own?.code &&
        !places.some((place) => place.region.code === region.code),
    );
  return other === undefined ? null : sentence.slice(other.start, other.end);
}

/** From these shares of a claim on, that stand in a sentence as they are, another word in one place is another claim. */
const NEARLY_VERBATIM = 0.78;
const RATHER_VERBATIM = 0.72;
const SHORTEST_NAME = 2;
const LONGER_NAME = 2;

/** The characters of some words that stand in no pair which a text has as well: 进 of 进国家. */
function leftOf(words: string, text: string): string {
  const isThere = (at: number): boolean => at >= 0 && at + 2 <= words.length && text.includes(words.slice(at, at + 2));
  return Array.from(words, (character, at) => (isThere(at - 1) || isThere(at) ? '' : character)).join('');
}

/** What stands in the place of a name, in a claim in nearly the words of the sentence; `isSure` when it surely differs. */
export function findSubstitution(
  written: string,
  stated: string,
  own: Region | null,
  { glossary, gazetteer }: Knowledge,
): (Contradiction & { readonly isSure: boolean }) | null {
  // GDP is 地区生产总值, and the place that a document is about need not be said.
  const evenOut = (text: string): string => {
    const named = gazetteer.find(text).filter(({ region }) => own !== null && gazetteer.contains(region, own));
    const plain = replaceSpans(text, named, () => '');
    return replaceSpans(plain, glossary.findAsked(plain), ({ term }) => term.name);
  };
  const [claim, other] = [evenOut(written), evenOut(stated)];
  const { share, substitutions } = alignWords(claim, other);
  const [mine, theirs] = [evenWords(claim), evenWords(other)];
  // In another order it is the same (修复1260亩红树林, 修复红树林1260亩), and so is what stands for what was named before.
  const isToldAlready = (claimed: string, found: string): boolean =>
    theirs.includes(claimed) && (mine.includes(found) || theirs.indexOf(claimed) < theirs.indexOf(found));
  if (share < RATHER_VERBATIM) return null;
  // Of two things that have the same figure the one that is claimed is meant.
  const numbers = mine.match(NUMBER_BUT_YEAR) ?? [];
  const clauses = numbers.length === 0 ? [] : splitClauses(theirs);
  const isOfOwnClause = (claimed: string): boolean =>
    clauses.some((clause) => [claimed, ...numbers].every((each) => clause.includes(each)));
  const names = substitutions.filter(
    ({ claimed, found }) =>
      leftOf(claimed, theirs).length >= SHORTEST_NAME &&
      !/^[\d.%]+$/.test(claimed + found) &&
      !isToldAlready(claimed, found) &&
      !isOfOwnClause(claimed),
  );
  const [first] = names;
  if (first === undefined) return null;
  // 两成 and 20% are held against each other as figures.
  const isNumber = ({ claimed, found }: (typeof names)[number]): boolean =>
    (IN_WORDS.test(claimed) && IN_DIGITS.test(found)) || (IN_DIGITS.test(claimed) && IN_WORDS.test(found));
  if (names.every(isNumber)) return null;
  // A name stands together, and another one in its place is about as long.
  const isOneName = mine.includes(first.claimed) && first.found.length <= first.claimed.length * LONGER_NAME;
  const isName = isOneName && (first.found.length >= SHORTEST_NAME || isInMarks(claim, first.claimed));
  return { ...first, isSure: names.length === 1 && isName && share >= NEARLY_VERBATIM };
}

const IN_WORDS = /[一二两三四五六七八九十半][成倍万亿百千]|分之/;
const IN_DIGITS = /\d/;

function isInMarks(claim: string, words: string): boolean {
  return Array.from(claim.matchAll(NAMED)).some(([, name = '']) => name === words);
}

/** In order of how surely they tell: turned, in another order, of another number, another name in marks. */
export function findDifference(claim: ComparedClaim, clause: string): Contradiction | null {
  return findOtherRank(claim.text, clause) ?? claim.contradict(clause) ?? findOtherName(claim.text, clause);
}

/** 首个, 第三次, 冠军: an order by its number. */
const FIRST =
  /首[个次例家座位条张套台批颗艘届]|头[一1]?[个次例家座位条张套台批]|冠军|夺冠|金奖|一等奖|榜首|首位|居首|第一|金牌(?![数总榜])|最[大高多快强]/;
const RANKS: readonly (readonly [RegExp, number])[] = [
  [/亚军|银奖|银牌|二等奖/, 2],
  [/季军|铜奖|铜牌|三等奖/, 3],
];
const ORDINAL = /第([一二三四五六七八九十两\d]{1,3})(?=[个次例家座位条张套台批颗艘]|$|[，,。、])/g;

function listRanks(text: string): number[] {
  const ranks = RANKS.filter(([word]) => word.test(text)).map(([, rank]) => rank);
  if (FIRST.test(text)) ranks.push(1);
  for (const [, digits = ''] of text.matchAll(ORDINAL)) {
    const value = (readArabic(digits, 0) ?? readChinese(digits, 0))?.value;
    if (value !== undefined) ranks.push(value);
  }
  return [...new Set(ranks)];
}

/** One order on each side that the other has not. */
function findOtherRank(claim: string, clause: string): Contradiction | null {
  const [all, stated] = [listRanks(claim), listRanks(clause)];
  const own = all.filter((rank) => !stated.includes(rank));
  const other = stated.filter((rank) => !all.includes(rank));
  const [claimed, found] = [own[0], other[0]];
  if (own.length !== 1 || other.length !== 1 || claimed === undefined || found === undefined) return null;
  return { claimed: `第${claimed}`, found: `第${found}` };
}

const NAMED = /[“"‘《]([^”"’》“‘《]{2,20})[”"’》]/g;

/** One name in marks each, and neither side has the other's anywhere. */
function findOtherName(claim: string, clause: string): Contradiction | null {
  const namesIn = (text: string): string[] => Array.from(text.matchAll(NAMED), ([, name = '']) => name);
  const own = namesIn(claim).filter((name) => !clause.includes(name));
  const other = namesIn(clause).filter((name) => !claim.includes(name));
  const [claimed, found] = [own[0], other[0]];
  if (own.length !== 1 || other.length !== 1 || claimed === undefined || found === undefined) return null;
  return sharesCharacters(claimed, found) ? { claimed, found } : null;
}

/** 4A级零碳景区 and 5A级零碳景区 are names of one kind. */
function sharesCharacters(one: string, other: string): boolean {
  const characters = new Set(other);
  return Array.from(one).filter((character) => characters.has(character)).length >= one.length / 2;
}
