/**
 * Second step of checking: a claim and a fact go in; which of their facets agree comes out. Nothing is decided here about
 * which fact is the one that counts.
 */

import { isAtEnd, isPlanned } from '../annotate/comparable.js';
import type { Statement } from '../annotate/contract.js';
import type { Figure } from '../annotate/figures/contract.js';
import { foldWidth } from '../lexicon/characters.js';
import type { Gazetteer } from '../lexicon/contract.js';
import { type ClaimAgreement, compareClaimed } from '../lexicon/quantities.js';
import { RELATIVE_UNITS } from '../lexicon/units.js';
import type { FigureClaim } from './claims.js';

/** Facet by facet, whether a claim says what a fact says. `null` where one of them does not tell. */
export interface Facets {
  /** How surely both are about the same thing, 0 to 1; 1 for the same term of the glossary. */
  readonly topic: number;
  /** Narrowed alike: both of 民营企业, or neither. */
  readonly scope: boolean;
  readonly region: boolean | null;
  readonly year: boolean | null;
  readonly measure: boolean;
  /** Both reached, or both aimed at. */
  readonly kind: boolean;
  readonly value: ClaimAgreement;
  /** The same number is written, whatever the unit. */
  readonly digits: boolean;
  readonly direction: boolean;
}

/** Null when they are less surely about the same thing than `leastTopic`: most facts are, and the rest is then idle. */
export function compareFacets(
  claim: FigureClaim,
  fact: Statement,
  gazetteer: Gazetteer,
  leastTopic: number,
): Facets | null {
  const topic = compareTopics(claim, fact);
  if (topic < leastTopic) return null;
  const value = compareClaimed(claim.figure.quantity, fact.figure.quantity);
  return {
    topic,
    scope: haveSameScope(claim, fact),
    region: compareRegions(claim, fact, gazetteer),
    year: compareYears(claim, fact),
    measure: haveSameMeasure(claim.figure, fact.figure),
    kind: fact.kind === null || isPlanned(claim.kind) === isPlanned(fact.kind),
    value,
    digits: numeralOf(claim.figure.text) === numeralOf(fact.figure.text),
    direction: haveSameDirection(claim.figure, fact.figure),
  };
}

/** A share is a level of a rate. */
function haveSameMeasure(claim: Figure, fact: Figure): boolean {
  if (claim.isComparison !== fact.isComparison || claim.isFormer !== fact.isFormer) return false;
  if (claim.measure === fact.measure) return true;
  const measures = new Set([claim.measure, fact.measure]);
  return measures.has('level') && measures.has('share') && RELATIVE_UNITS.has(claim.quantity.unit);
}

const MOVES: ReadonlySet<string> = new Set(['growth', 'change']);

/** Growth of which no direction is said went up. */
function haveSameDirection(claim: Figure, fact: Figure): boolean {
  if (!MOVES.has(claim.measure) && !claim.isComparison) {
    return claim.direction === null || fact.direction === null || claim.direction === fact.direction;
  }
  return (claim.direction ?? 'up') === (fact.direction ?? 'up');
}

function compareRegions({ region: own }: Statement, fact: Statement, gazetteer: Gazetteer): boolean | null {
  if (own === null || fact.region === null) return null;
  if (own.code === fact.region.code) return true;
  // A project in a county is one of its city; an indicator is not.
  return fact.term === null && gazetteer.contains(own, fact.region);
}

function compareYears(claim: Statement, fact: Statement): boolean | null {
  const last = claim.years.at(-1);
  const lastOfFact = fact.years.at(-1);
  if (claim.period !== fact.period || claim.isAverage !== fact.isAverage) return false;
  if (last === undefined || lastOfFact === undefined) return null;
  if (claim.wholePlan && fact.wholePlan) return last === lastOfFact;
  if (fact.wholePlan) return last === lastOfFact && isAtEnd(fact);
  if (claim.wholePlan) return last === lastOfFact && isAtEnd(claim);
  return claim.years.some((year) => fact.years.includes(year));
}

function haveSameScope(claim: FigureClaim, fact: Statement): boolean {
  if (claim.rankedIn !== '' && fact.rankedIn !== '' && claim.rankedIn !== fact.rankedIn) return false;
  if (claim.figure.measure === 'rank' && claim.isRankOfGrowth !== fact.isRankOfGrowth) return false;
  if (claim.term === null || fact.term === null) return true;
  if (isOfEach(claim, fact)) return false;
  return claim.scope === fact.scope || (claim.language === 'en' && fact.scope === '新');
}

/** 每亩用水330立方米 is not the water that all use. */
const EACH_UNIT =
  /每(?:亩|公顷|平方米|平方公里|立方米|吨|辆|台|件|户|家|店|座|个|头|袋)|\bper (?:mu|hectare|household|square|ton|tonne|shop|store|vehicle|unit)\b/i;
const PER_UNIT = /每|均|单位|\bper\b|\beach\b/i;

/** A claim is of each one and a fact of all together. */
export function isOfEach({ text }: FigureClaim, fact: Statement): boolean {
  return EACH_UNIT.test(text) && !PER_UNIT.test(fact.text);
}

/** How much of the words of each is in the other's sentence; terms of the glossary are the same or are not. */
function compareTopics(claim: FigureClaim, fact: Statement): number {
  const [own, other] = [claim.term, fact.term];
  if (own !== null && other !== null) return own.name === other.name ? 1 : 0;
  if (claim.senses.length > 0) return shareOfSenses(claim.senses, fact.text);
  if (claim.pairs.length === 0 || fact.pairs.length === 0) return 0;
  if (isHead(claim.core, fact.core) || isHead(fact.core, claim.core)) return SAME_HEAD;
  const share = Math.min(shareIn(claim.pairs, fact.letters), shareIn(fact.pairs, claim.letters));
  // 一般公共预算总收入 is no 一般公共预算收入: what only one of them names for certain must be said in nearly the same words.
  return (own === null) === (other === null) || share >= NEARLY_SAME_WORDS ? share : 0;
}

/** A value of fewer significant digits is had by many things and places. */
export const DISTINCTIVE_DIGITS = 3;

/** Significant digits of a figure as it is written. */
export function countDigits(text: string): number {
  return (/\d[\d.,]*/.exec(foldWidth(text))?.[0] ?? '').replace(/\D/g, '').replace(/^0+/, '').length;
}

/** English words whose Chinese the sentence has; one alone shows nothing. */
function shareOfSenses(senses: readonly (readonly string[])[], text: string): number {
  const found = senses.filter((words) => words.some((word) => text.includes(word))).length;
  return found < 2 ? 0 : found / senses.length;
}

/** 退捕渔船 and 登记退捕渔船 end in the same thing. */
const SAME_HEAD = 0.8;
const SHORTEST_HEAD = 3;

function isHead(head: string, words: string): boolean {
  return head.length >= SHORTEST_HEAD && words.endsWith(head);
}

const NEARLY_SAME_WORDS = 0.85;

/** Share of pairs of characters that stand in the letters of a text; 0 of none. */
export function shareIn(pairs: readonly string[], letters: string): number {
  return pairs.length === 0 ? 0 : pairs.filter((pair) => letters.includes(pair)).length / pairs.length;
}

/** The digits a figure is written with: 5,800亿元 and 5800万元 share 5800. */
export function numeralOf(text: string): string {
  return /\d+(?:\.\d+)?/.exec(foldWidth(text).replace(/(?<=\d),(?=\d{3})/g, ''))?.[0] ?? text;
}
