/**
 * Used by evidence-judge.ts: is a figure of a document about the very thing that a claimed one is about, whatever both are
 * worth? The words right around each, their terms, measures, times and places are held against each other; a probability
 * comes out.
 */

import { isPlanned } from '../annotate/comparable.js';
import type { Statement } from '../annotate/contract.js';
import type { Fact } from '../index/contract.js';
import type { Gazetteer } from '../lexicon/contract.js';
import { type ClaimUnit, coverOf, evenWords, listUnits, type UnitTools } from './claim-units.js';
import type { FigureClaim } from './claims.js';
import type { Evidence } from './evidence.js';
import { areOfOneYear, isComparable } from './figure-values.js';

/** A claimed figure with what is read of it once. */
export interface SoughtFigure {
  readonly claim: FigureClaim;
  /** What the words right around it say. */
  readonly near: readonly ClaimUnit[];
  /** The whole sentence, evened out. */
  readonly even: string;
}

/** What is measured of a pair; each between 0 and 1, or -1 where it speaks against. */
export interface LikenessFeatures {
  /** Of the words near the claim's figure, those near the fact's; and those in its sentence. */
  readonly near: number;
  readonly cover: number;
  /** Of the words that the fact's figure is about, those in the claim. */
  readonly back: number;
  readonly term: number;
  readonly measure: number;
  readonly unit: number;
  readonly year: number;
  readonly place: number;
  readonly kind: number;
  readonly period: number;
}

const EACH = /分别[^；;。]*$/;
/** Characters in which a list of values is read. */
const LIST = 60;
const CLAUSE_END = /[，,；;。！？!?：:]/g;
const LIST_MARK = /[，,；;。、！？!?：:]/;

/** The words of the clause around a figure, up to the figures beside it. */
function wordsAround(text: string, start: number, end: number, previousEnd: number, nextStart: number): string {
  let from = previousEnd;
  for (const { index } of text.slice(0, start).matchAll(CLAUSE_END)) from = Math.max(from, index + 1);
  const behind = text.slice(end, Math.min(nextStart, text.length));
  const stop = behind.search(LIST_MARK);
  return `${text.slice(from, start)}，${stop === -1 ? behind : behind.slice(0, stop)}`;
}

export function prepareFigures(claims: readonly FigureClaim[], tools: UnitTools): SoughtFigure[] {
  return claims.map((claim, index): SoughtFigure => {
    const { figure, text } = claim;
    const around = wordsAround(
      text,
      figure.start,
      figure.end,
      claims[index - 1]?.figure.end ?? 0,
      claims[index + 1]?.figure.start ?? text.length,
    );
    const subject = figure.subject !== '' ? figure.subject : claim.core;
    const own = listUnits(`${subject}，${around}`, 'zh', tools);
    return { claim, near: own.length > 0 ? own : listUnits(text, 'zh', tools), even: evenWords(text) };
  });
}

/** What is read of a document's figure, once for all claims. */
const nearWords = new WeakMap<Fact, string>();
const subjects = new WeakMap<Fact, readonly ClaimUnit[]>();

/** The words near a fact's figure, evened out; the same for every claim. `facts`: those of its sentence. */
export function nearWordsOf(fact: Fact, facts: readonly Fact[]): string {
  const known = nearWords.get(fact);
  if (known !== undefined) return known;
  const read = readNearWords(fact, facts);
  nearWords.set(fact, read);
  return read;
}

function unitsOfSubject(fact: Fact, tools: UnitTools): readonly ClaimUnit[] {
  const known = subjects.get(fact);
  if (known !== undefined) return known;
  const read = listUnits(fact.figure.subject !== '' ? fact.figure.subject : fact.core, 'zh', tools);
  subjects.set(fact, read);
  return read;
}

function readNearWords(fact: Fact, facts: readonly Fact[]): string {
  const index = facts.indexOf(fact);
  const around = wordsAround(
    fact.text,
    fact.figure.start,
    fact.figure.end,
    facts[index - 1]?.figure.end ?? 0,
    facts[index + 1]?.figure.start ?? fact.text.length,
  );
  const subject = `${fact.figure.subject !== '' ? fact.figure.subject : fact.core}，${fact.term?.name ?? ''}`;
  // In front of 分别 stands what all figures of the list are about.
  return evenWords(fact.figure.subject !== '' && isListed(fact) ? subject : `${subject}，${around}`);
}

/** One of several whose values are listed: 进口、出口分别增长3%、5%. */
export function isListed({ text, figure }: Fact): boolean {
  return EACH.test(text.slice(Math.max(0, figure.start - LIST), figure.start));
}

export function measureLikeness(
  { claim, near, even }: SoughtFigure,
  fact: Fact,
  evidence: Evidence,
  tools: UnitTools,
): LikenessFeatures {
  const about = unitsOfSubject(fact, tools);
  return {
    near: coverOf(near, nearWordsOf(fact, evidence.facts)),
    cover: evidence.cover,
    back: about.length === 0 ? 0.5 : coverOf(about, even),
    term: compareTerms(claim, fact),
    measure: claim.figure.measure === fact.figure.measure ? 1 : 0,
    unit: isComparable(claim, fact) ? 1 : 0,
    year: compareYears(claim, fact),
    place: comparePlaces(claim, fact, tools.gazetteer),
    kind: fact.kind === null ? 0.5 : isPlanned(claim.kind) === isPlanned(fact.kind) ? 1 : 0,
    period: claim.period === fact.period && claim.isAverage === fact.isAverage ? 1 : 0,
  };
}

function compareTerms(claim: FigureClaim, fact: Fact): number {
  if (isOfOwnTier(claim) !== isOfOwnTier(fact)) return -1;
  const { term } = claim;
  if (term === null || fact.term === null) return 0;
  if (term.name === fact.term.name) return 1;
  // Ports and the cargo of ports are no two indicators.
  return term.kind === 'indicator' && fact.term.kind === 'indicator' ? -1 : 0;
}

const TIER = '本级';
const WHOLE = /全[国省市州县区旗盟]/;

/** A budget has the receipts of the whole city and those of the city's own government (市本级), which are a part of them. */
function isOfOwnTier({ text, figure }: Statement): boolean {
  const before = text.slice(0, figure.start);
  const at = before.lastIndexOf(TIER);
  return at !== -1 && !WHOLE.test(before.slice(at));
}

/** 1 for one of its years, 0 for another, half where one of them names none. */
function compareYears(claim: FigureClaim, fact: Fact): number {
  const isOfOne = areOfOneYear(claim, fact);
  return isOfOne === null ? 0.5 : isOfOne ? 1 : 0;
}

function comparePlaces({ region }: FigureClaim, fact: Fact, gazetteer: Gazetteer): number {
  if (region === null || fact.region === null) return 0.5;
  if (region.code === fact.region.code) return 1;
  if (!gazetteer.contains(region, fact.region)) return 0;
  // What a county or a zone says of itself is no figure of its city, but for projects in it.
  const { metadata } = fact.document;
  const isOfInner = fact.region.level === 'area' || metadata.region === fact.region.name;
  return isOfInner && fact.term?.kind === 'indicator' ? 0 : 0.5;
}
