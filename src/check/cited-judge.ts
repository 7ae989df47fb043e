/**
 * Judges one sentence in Chinese by the sentences of the passages that it cites. What can be named as a difference removes
 * it: a figure that is none of theirs, another place, another year, the opposite. What is left is weighed (cited-weights.ts)
 * by what is measured of it, as a claim is; a true sentence in words of its own may be removed, a false one should not stay.
 */

import { isPlanned } from '../annotate/comparable.js';
import type { Fact } from '../index/contract.js';
import type { Gazetteer, Region } from '../lexicon/contract.js';
import type { LetOthers } from '../turns.js';
import { factsOfPassages, findCitedEvidence } from './cited-evidence.js';
import { isOfOtherScope, isOfOtherSort } from './cited-sorts.js';
import { CITED_WEIGHTS, type CitedWeights } from './cited-weights.js';
import { type RuledClaim, weighFeatures, weighRelevance } from './claim-decision.js';
import { type ClaimFeatures, type MeasuredClaim, measureClaim, type ReadClaim, readClaim } from './claim-features.js';
import { isTurnedList } from './claim-guards.js';
import { evenWords } from './claim-units.js';
import type { CitedFault } from './contract.js';
import { deniesAlone, saysInstead } from './contradictions.js';
import { findDerived } from './derived-figures.js';
import type { Evidence, EvidenceTools, SoughtSentence } from './evidence.js';
import { isListed, measureLikeness, type SoughtFigure } from './figure-likeness.js';
import { areOfOneYear, compareValues, isAgreeing } from './figure-values.js';
import { judgeFigures } from './judge.js';
import { judgeSentence } from './sentence-judge.js';
import { findSureDifference } from './sure-differences.js';
import { isVerbatim } from './verbatim.js';

/** What is measured of a sentence and of the one among the cited that it is held against. */
export interface MeasuredCited {
  /** Number in the snapshot. */
  readonly sentence: number;
  readonly features: CitedFeatures;
  /** A difference with a name. */
  readonly fault: CitedFault | null;
  /** The report's own words. */
  readonly isVerbatim: boolean;
}

/** A sentence of the cited passages, beside what is claimed. */
interface Held {
  readonly evidence: Evidence;
  readonly measured: MeasuredClaim;
  readonly relevance: number;
  /** What of its figures each claimed one may be, and how many have any. */
  readonly figures: readonly (readonly StatedFigure[])[];
  readonly stated: number;
}

/** Each between -1 and 1. */
export type CitedFeatures = Readonly<Record<string, number>>;

/** Differences with a name, in the order in which they are told. */
const FAULTS = {
  figureDiffers: 'figure',
  figureUnit: 'figure',
  figureTurned: 'figure',
  figuresSwapped: 'figure',
  figureStrays: 'figure',
  numberLacked: 'figure',
  numberSwapped: 'figure',
  figureOtherYear: 'year',
  yearOpen: 'year',
  placeMissing: 'place',
  placeOther: 'place',
  placeOtherWindow: 'place',
  placeNameLacked: 'place',
  placeElsewhere: 'place',
  markedOther: 'name',
  nameNear: 'name',
  listAltered: 'name',
  otherWork: 'name',
  holderAbsent: 'name',
  differs: 'sense',
  denied: 'sense',
  comparedOtherwise: 'sense',
  turned: 'sense',
  onlyPlanned: 'sense',
  toComeDone: 'sense',
  exchanged: 'sense',
  reversed: 'sense',
} as const satisfies Partial<Record<keyof ClaimFeatures, CitedFault>>;
const FAULTY_FROM = 0.3;
/** Share of a sentence's characters in runs of the other, from which on both are sayings of one thing. */
const SAME_SAYING = 0.5;

/** From this on a sentence speaks of what is claimed. */
const SPEAKS_OF_IT = 0.3;

/** Share of the words near a figure by which it is one of another term all the same, and one of a list. */
const SAME_WORDS = 0.6;
const LISTED_WORDS = 0.3;

/** Null where the passages have no sentence. */
export async function measureCited(
  sought: SoughtSentence,
  passages: readonly number[],
  tools: EvidenceTools,
  letOthers: LetOthers,
): Promise<MeasuredCited | null> {
  const found = findCitedEvidence(sought, passages, tools);
  const stated = await judgeFigures(
    sought.figures,
    factsOfPassages(passages, tools.snapshot),
    tools.gazetteer,
    letOthers,
  );
  const ruled = await judgeSentence(sought, stated, found, tools, letOthers);
  const claim = readClaim(sought, found.units, tools);
  let best: Held | null = null;
  for (const [at, evidence] of found.sentences.entries()) {
    const measured = measureClaim(claim, evidence, tools);
    const relevance = weighRelevance(measured.features, at === 0);
    const figures = claim.prepared.map((figure) => listStated(figure, evidence, tools));
    const held = { evidence, measured, relevance, figures, stated: figures.filter((own) => own.length > 0).length };
    if (best === null || isLikelier(held, best)) best = held;
    await letOthers();
  }
  if (best === null) return null;
  const { evidence, measured, relevance, figures } = best;
  const quoted = isVerbatim(claim.compared, evidence.sentence, tools);
  return {
    sentence: evidence.sentence,
    features: {
      ...listFeatures(measured.features, ruled, relevance),
      ...measureStated(figures),
    },
    fault:
      nameFault(claim, evidence, measured, figures, quoted, tools) ??
      (!quoted && findSureDifference(sought.text, found, tools.snapshot) !== null ? 'sense' : null),
    isVerbatim: quoted,
  };
}

/** The words tell which one is meant; where they tell of none, whether it has the figures. */
function isLikelier(one: Held, other: Held): boolean {
  const isOpen = Math.max(one.relevance, other.relevance) < SPEAKS_OF_IT;
  return isOpen && one.stated !== other.stated ? one.stated > other.stated : one.relevance > other.relevance;
}

function listFeatures(features: ClaimFeatures, { verdict, figures }: RuledClaim, relevance: number): CitedFeatures {
  const named = new Set<string>(Object.keys(FAULTS));
  const own = Object.entries(features).filter(([name]) => !named.has(name));
  const isRuledRight = verdict === 'supported';
  return {
    ...Object.fromEntries(own),
    relevance,
    ruledFigures: isRuledRight && figures.length > 0 ? 1 : 0,
    ruledWords: isRuledRight && figures.length === 0 ? 1 : 0,
    ruledAgainst: verdict === 'contradicted' ? 1 : 0,
  };
}

function nameFault(
  claim: ReadClaim,
  evidence: Evidence,
  { features, findings }: MeasuredClaim,
  figures: readonly (readonly StatedFigure[])[],
  isQuoted: boolean,
  tools: EvidenceTools,
): CitedFault | null {
  const { compared } = claim;
  const stated = tools.snapshot.sentenceText(evidence.sentence);
  for (const [name, fault] of Object.entries(FAULTS)) {
    if (features[name as keyof typeof FAULTS] > FAULTY_FROM && !(isQuoted && OF_TENSE.has(name))) return fault;
  }
  // A negation that one of them has and the other has not.
  if (features.differsHalf > FAULTY_FROM && (features.hasFigures === 0 || features.alignedWindow >= SAME_SAYING))
    return 'sense';
  if (deniesAlone(compared.text, stated) || saysInstead(compared.text, stated)) return 'sense';
  if (isOfOtherScope(compared.text, stated)) return 'sense';
  const { document } = tools.snapshot.sentenceAt(evidence.sentence);
  if (isOfOtherYear(claim, stated) || isOfYearNotTold(claim, stated, document.metadata.year)) return 'year';
  if (figures.some((own) => own.length === 0) || isTurnedList(findings)) return 'figure';
  if (claim.prepared.some((figure, at) => isOnlyAimed(figure, findings[at]?.fact ?? null))) return 'year';
  if (features.substitutedSure > FAULTY_FROM) return 'name';
  return null;
}

/** How near the words of the sentence's figures are to those of the claim's: of the figure for which they are the least. */
function measureStated(stated: readonly (readonly StatedFigure[])[]): CitedFeatures {
  const least = (of: (one: StatedFigure) => number): number =>
    stated.length === 0 ? 0 : Math.min(...stated.map((own) => Math.max(-1, ...own.map(of))));
  return {
    statedNear: Math.max(
      0,
      least(({ near }) => near),
    ),
    statedTerm: least(({ term }) => term),
    statedApart: stated.every((own) => own.some(isNamed)) ? 0 : 1,
  };
}

/** The words near it are the claim's, or it is of the same term; of a list the one that its words are of. */
function isNamed({ near, term, isListed: isOfList }: StatedFigure): boolean {
  return (term >= 0 || near >= SAME_WORDS) && (!isOfList || near >= LISTED_WORDS || term > 0);
}

/** What is to come is said of a plan in its own words as well: 新增学位1.62万个. */
const OF_TENSE: ReadonlySet<string> = new Set(['onlyPlanned', 'toComeDone']);

/** What of the sentence's figures a claimed one may be: of its value and sort, of no other place and no other indicator. */
function listStated(figure: SoughtFigure, evidence: Evidence, tools: EvidenceTools): StatedFigure[] {
  const derived = findDerived(figure.claim, evidence.facts);
  return evidence.facts.flatMap((fact) => {
    const isStated = isAgreeing(compareValues(figure.claim, fact)) && !isOfOtherSort(figure.claim, fact);
    if (!isStated && fact !== derived) return [];
    const { term, near, place } = measureLikeness(figure, fact, evidence, tools);
    // Of another place in the row, and not of the one that the report is about.
    if (place === 0 && !isWithin(figure.claim.region, fact.region, tools.gazetteer)) return [];
    return [{ near, term, isListed: isListed(fact) }];
  });
}

interface StatedFigure {
  readonly near: number;
  readonly term: number;
  readonly isListed: boolean;
}

function isWithin(inner: Region | null, outer: Region | null, { contains }: Gazetteer): boolean {
  return inner !== null && outer !== null && contains(outer, inner);
}

/** What is aimed at, said of a year that is over, or of another. */
function isOnlyAimed({ claim }: SoughtFigure, fact: Fact | null): boolean {
  if (fact === null || !isPlanned(fact.kind) || isPlanned(claim.kind)) return false;
  return OF_THE_PAST.test(claim.text) || areOfOneYear(claim, fact) === false;
}
const OF_THE_PAST = /去年|上年|同比/;

/** Of two years that a sentence names, what is said of one is not said of the other: 2024年开工、2026年建成. */
function isOfOtherYear({ compared, units }: ReadClaim, stated: string): boolean {
  const own = Array.from(compared.text.matchAll(YEAR), ([year]) => year);
  const years = new Set(Array.from(stated.matchAll(YEAR), ([year]) => year));
  if (own.length !== 1 || years.size < 2) return false;
  const parts: { years: readonly string[]; even: string }[] = [];
  for (const part of stated.split(PARTS)) {
    const named = Array.from(part.matchAll(YEAR), ([year]) => year);
    parts.push({ years: named.length > 0 ? named : (parts.at(-1)?.years.slice(-1) ?? []), even: evenWords(part) });
  }
  return units.some(({ forms }) => {
    const having = parts.filter(({ years: of, even }) => of.length > 0 && forms.some((form) => even.includes(form)));
    return having.length === 1 && !having[0]?.years.includes(own[0] ?? '');
  });
}

/** 2035年前 of what a report of 2026 has by 2030: neither the sentence's year, nor one that a report tells of without naming it. */
function isOfYearNotTold({ compared }: ReadClaim, stated: string, reported: number | null): boolean {
  const own = Array.from(compared.text.matchAll(YEAR), ([year]) => Number(year));
  const years = Array.from(stated.matchAll(YEAR), ([year]) => Number(year));
  const [year = 0] = own;
  if (own.length !== 1 || years.length === 0 || years.includes(year) || reported === null) return false;
  return year !== reported && year !== reported - 1;
}

const YEAR = /(?<!\d)(?:19|20)\d\d(?=年)/g;
const PARTS = /[，、；;。]/;

/** Whether a sentence without a fault is near enough to what it cites. */
export function isNearEnough(features: CitedFeatures, weights: CitedWeights = CITED_WEIGHTS): boolean {
  const { ofFigures, ofWords, figuresFrom, wordsFrom } = weights;
  return (features.hasFigures ?? 0) > 0
    ? weighFeatures(features, ofFigures) >= figuresFrom
    : weighFeatures(features, ofWords) >= wordsFrom;
}
