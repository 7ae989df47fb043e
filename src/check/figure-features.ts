/**
 * Used by claim-features.ts: the figures of a claimed sentence are held against those of one sentence of a document. What is
 * measured comes out, and for each figure the one of the document that it goes by, with what differs between them.
 */

import { isPlanned } from '../annotate/comparable.js';
import type { FigureVerdict } from '../api/check.js';
import type { Fact } from '../index/contract.js';
import { logistic } from '../vectors.js';
import type { UnitTools } from './claim-units.js';
import { type FigureClaim, saysAim } from './claims.js';
import { findDerived } from './derived-figures.js';
import type { Evidence } from './evidence.js';
import { isNarrower, isSameMeasure, namesPlace, weighLikeness } from './evidence-judge.js';
import { countDigits, numeralOf } from './facets.js';
import { measureLikeness, type SoughtFigure } from './figure-likeness.js';
import { areOfOneYear, compareValues, isAgreeing, isComparable } from './figure-values.js';

export interface FigureFeatures {
  readonly hasFigures: number;
  /** Share of the claim's figures that one of the sentence agrees with, and share of those that do exactly. */
  readonly figuresAgree: number;
  readonly figureExact: number;
  /** By how much the agreeing figure is likelier than the next that differs; the least of all. */
  readonly figureMargin: number;
  /** A figure that differs is far likelier than the one that agrees: the value is another thing's. */
  readonly figureStrays: number;
  readonly figureDigits: number;
  /** How likely a differing figure is the one that is meant, and how few words near it are the claim's. */
  readonly figureDiffers: number;
  readonly figureApart: number;
  readonly figureUnit: number;
  readonly figureTurned: number;
  /** 6%左右 for 5.8%. */
  readonly figureLoose: number;
  readonly figureOtherYear: number;
  /** By how much likelier two figures were with their values exchanged. */
  readonly figuresSwapped: number;
  readonly figurePlanned: number;
  readonly figureAimed: number;
}

/** What the sentence says of one figure of the claim; `fact` is null where it says nothing of it. */
export interface FigureFinding {
  readonly verdict: FigureVerdict;
  readonly fact: Fact | null;
}

export interface MeasuredFigures {
  readonly features: FigureFeatures;
  /** One a figure. */
  readonly findings: readonly FigureFinding[];
}

const WIDEST_MARGIN = 4;
const MOST_DIGITS = 4;
/** Of 41 claims of many hands whose figure is so much less like the one that agrees than another, 40 are altered. */
const STRAYS_BY = 1.3;
/** From this likelihood on a differing figure is named as what the document says. */
const NAMED_FROM = 0.3;
const GAIN = 2;

export function measureFigures(
  prepared: readonly SoughtFigure[],
  evidence: Evidence,
  tools: UnitTools,
): MeasuredFigures {
  const seen = prepared.map((figure) => lookAt(figure, evidence, tools));
  const swapped = findSwapped(seen);
  const agreeing = seen.flatMap(({ best }) => (best === null ? [] : [best]));
  const count = Math.max(1, seen.length);
  const has = seen.length > 0;
  const any = (test: (one: Seen) => boolean): number => (seen.some(test) ? 1 : 0);
  const most = (of: (one: Seen) => number): number => Math.max(0, ...seen.map(of));
  const margin = Math.min(
    ...seen.map(({ best, other }) => (best === null ? -WIDEST_MARGIN : best.score - other.score)),
  );
  return {
    features: {
      hasFigures: has ? 1 : 0,
      figuresAgree: agreeing.length / count,
      figureExact: seen.filter(({ isExact }) => isExact).length / count,
      figureMargin: has ? Math.min(1, Math.max(-1, margin / WIDEST_MARGIN)) : 0,
      figureStrays: any((one) => isStray(one)),
      figureDigits:
        agreeing.length === 0
          ? 0
          : Math.min(MOST_DIGITS, ...agreeing.map(({ fact }) => countDigits(fact.figure.text))) / MOST_DIGITS,
      figureDiffers: most(({ best, other }) => (best === null ? logistic(other.score) : 0)),
      figureApart: most(({ best, other }) => (best === null && other.fact !== null ? 1 - other.near : 0)),
      figureUnit: any(({ best, renamed }) => best === null && renamed !== null),
      figureTurned: any(({ verdict }) => verdict === 'direction_differs'),
      figureLoose: any(({ isLoose }) => isLoose),
      figureOtherYear: any(({ verdict }) => verdict === 'year_differs'),
      figuresSwapped: swapped.gain,
      figurePlanned: any(({ verdict }) => verdict === 'target_not_actual'),
      figureAimed: any(({ isAimed }) => isAimed),
    },
    findings: seen.map((one, at): FigureFinding => {
      const exchanged = swapped.facts.get(at);
      if (exchanged !== undefined) return { verdict: 'value_differs', fact: exchanged };
      if (one.best !== null && !isStray(one)) return { verdict: one.verdict, fact: one.best.fact };
      if (one.best === null && one.renamed !== null) return { verdict: 'unit_differs', fact: one.renamed };
      return logistic(one.other.score) >= NAMED_FROM && one.other.fact !== null
        ? { verdict: 'value_differs', fact: one.other.fact }
        : { verdict: 'not_found', fact: null };
    }),
  };
}

/** A claimed figure with the likeliest of the sentence that agrees, and that differs. */
interface Seen {
  readonly claim: FigureClaim;
  readonly best: { readonly fact: Fact; readonly score: number } | null;
  readonly other: { readonly fact: Fact | null; readonly score: number; readonly near: number };
  /** The same numeral with another unit. */
  readonly renamed: Fact | null;
  /** Of the agreeing one: the facet that differs, or that it matches. */
  readonly verdict: FigureVerdict;
  readonly isExact: boolean;
  readonly isLoose: boolean;
  readonly isAimed: boolean;
  /** How alike it is to each figure of the sentence, whatever both are worth. */
  readonly scores: ReadonlyMap<Fact, number>;
}

const NO_OTHER: Seen['other'] = { fact: null, score: Number.NEGATIVE_INFINITY, near: 0 };

function lookAt(sought: SoughtFigure, evidence: Evidence, tools: UnitTools): Seen {
  const { claim } = sought;
  let best: Seen['best'] = null;
  let other: Seen['other'] = NO_OTHER;
  let renamed: Fact | null = null;
  const scores = new Map<Fact, number>();
  for (const fact of evidence.facts) {
    const features = measureLikeness(sought, fact, evidence, tools);
    const score = weighLikeness(features);
    scores.set(fact, score);
    // A part of a year is not the whole, nor another part; 海洋生产总值 is not 地区生产总值.
    if (claim.period !== fact.period || features.term < 0) continue;
    if (claim.term?.kind === 'indicator' && isNarrower(claim, fact)) continue;
    const agreement = compareValues(claim, fact);
    if (isAgreeing(agreement)) {
      if (best === null || score > best.score) best = { fact, score };
    } else if (agreement === 'differs') {
      const isElsewhere = features.place === 0 && !namesPlace(claim, fact);
      if (!isElsewhere && isSameMeasure(claim, fact) && score > other.score)
        other = { fact, score, near: features.near };
    } else if (
      !isComparable(claim, fact) &&
      countDigits(claim.figure.text) > 0 &&
      numeralOf(claim.figure.text) === numeralOf(fact.figure.text)
    ) {
      renamed = fact;
    }
  }
  const derived = best === null ? findDerived(claim, evidence.facts) : null;
  if (derived !== null) best = { fact: derived, score: scores.get(derived) ?? 0 };
  const agreement = best === null ? 'differs' : derived === null ? compareValues(claim, best.fact) : 'rounded';
  const { quantity } = claim.figure;
  return {
    claim,
    best,
    // What it is derived from differs from it.
    other: derived === null ? other : NO_OTHER,
    renamed,
    scores,
    verdict:
      best === null
        ? 'not_found'
        : derived === null
          ? compareOthers(sought, best.fact, agreement === 'same')
          : 'match_rounded',
    isExact: agreement === 'same',
    isLoose: quantity.bound === 'about' && agreement === 'rounded' && best?.fact.figure.quantity.bound === 'exact',
    isAimed: best?.fact.kind === 'actual' && isPlanned(claim.kind),
  };
}

/** 2545万人次 is not meant by what is counted in another unit, where one in its own agrees. */
function isStray({ claim, best, other }: Seen): boolean {
  if (best === null || other.fact === null || other.score - best.score <= STRAYS_BY) return false;
  const { unit } = claim.figure.quantity;
  return other.fact.figure.quantity.unit === unit || best.fact.figure.quantity.unit !== unit;
}

/** What else of two figures of one value differs. */
function compareOthers({ claim }: SoughtFigure, fact: Fact, isSame: boolean): FigureVerdict {
  const [own, other] = [claim.figure.direction, fact.figure.direction];
  if (own !== null && other !== null && own !== other) return 'direction_differs';
  if (isPlanned(fact.kind) && !isPlanned(claim.kind) && !saysAim(claim.text)) return 'target_not_actual';
  if (areOfOneYear(claim, fact) === false) return 'year_differs';
  return isSame ? 'match' : 'match_rounded';
}

/** By how much two figures would be likelier were their values exchanged, and whose value each has. */
function findSwapped(seen: readonly Seen[]): { readonly gain: number; readonly facts: ReadonlyMap<number, Fact> } {
  let gain = 0;
  let facts = new Map<number, Fact>();
  for (const [at, one] of seen.entries()) {
    for (const [number, two] of seen.slice(at + 1).entries()) {
      if (one.best === null || two.best === null || one.best.fact === two.best.fact) continue;
      // 129天 and 1亿千瓦 are no values of one thing.
      if (!isComparable(one.claim, two.best.fact) || !isComparable(two.claim, one.best.fact)) continue;
      const crossed = (one.scores.get(two.best.fact) ?? 0) + (two.scores.get(one.best.fact) ?? 0);
      const own = Math.min(1, (crossed - one.best.score - two.best.score) / GAIN);
      if (own <= gain) continue;
      gain = own;
      facts = new Map([
        [at, two.best.fact],
        [at + 1 + number, one.best.fact],
      ]);
    }
  }
  return { gain, facts: gain >= NAMED_FROM ? facts : new Map() };
}

/** Each figure is one of the sentence's that was read as of the same indicator: rows were shared out as they were read. */
export function areOfTheirTerms(prepared: readonly SoughtFigure[], findings: readonly FigureFinding[]): boolean {
  return (
    findings.length > 0 &&
    findings.every(({ verdict, fact }, at) => {
      const term = prepared[at]?.claim.term ?? null;
      return term !== null && verdict.startsWith('match') && fact?.term?.name === term.name;
    })
  );
}

/** A figure of the claim went where the sentence's did, whatever words both use: 比上年增长（%）：-11.6. */
export function goesTheSameWay(prepared: readonly SoughtFigure[], findings: readonly FigureFinding[]): boolean {
  return findings.some(
    ({ verdict, fact }, at) =>
      verdict.startsWith('match') &&
      fact?.figure.direction != null &&
      fact.figure.direction === prepared[at]?.claim.figure.direction,
  );
}
