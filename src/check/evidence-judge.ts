/**
 * The last step of checking a claimed figure: the sentences that speak of what it claims go in; a verdict comes out, with
 * the figure of a document that it goes by. The document's figure is chosen by what both are about; only then are value,
 * direction, kind and year compared.
 */

import { isPlanned } from '../annotate/comparable.js';
import type { FigureVerdict } from '../api/check.js';
import type { Fact } from '../index/contract.js';
import { listPairs } from '../lexicon/characters.js';
import { shortNameOf } from '../lexicon/place-names.js';
import { evenWords, type UnitTools } from './claim-units.js';
import { type FigureClaim, saysAim } from './claims.js';
import type { FoundEvidence } from './evidence.js';
import { countDigits, DISTINCTIVE_DIGITS, isOfEach, numeralOf } from './facets.js';
import { type LikenessFeatures, measureLikeness, nearWordsOf, type SoughtFigure } from './figure-likeness.js';
import { compareValues, isAgreeing, isComparable } from './figure-values.js';
import { type Judgement, OPEN } from './judge.js';

/**
 * Log-odds that a document's figure is about the same as a claimed one, learnt by logistic regression on two thirds of 288
 * figures of true claims of many hands (1,402 pairs; the same figure against others of the sentences that speak of it).
 * Area under the curve .90 there and .91 on the held-back third.
 */
const LIKENESS: Readonly<Record<keyof LikenessFeatures, number>> = {
  near: 2.33,
  cover: 1.03,
  back: 1.27,
  term: 0.2,
  measure: 0.91,
  unit: -0.64,
  year: 2.68,
  place: 0.43,
  kind: 1,
  period: 1.55,
};
const LIKENESS_BIAS = -7.39;
/** What each digit of a value that agrees is worth, up to four, and an agreement that is exact. */
const PER_DIGIT = 0.5;
const MOST_DIGITS = 4;
const EXACT = 0.3;
/** Thresholds found on the same two thirds, where true claims called false cost most. */
const AGREES_FROM = 0;
const AGREES_LEAD = 0.3;
const DIFFERS_FROM = 1;
const DIFFERS_LEAD = 1;
/** Share of the words near a figure that its neighbour has more of. */
const NEARER = 0.3;
const FAR_OFF = 4;
const SLACK = 0.1;
/** Digits of a value that says by itself what it is of. */
const TELLING_DIGITS = 4;
/** Of the words near a claimed figure, how many stand near one that agrees, by how many digits it has. */
const LEAST_NEAR = 0.25;
const FEW_DIGITS_NEAR = 0.45;

interface Candidate {
  readonly fact: Fact;
  readonly features: LikenessFeatures;
  readonly score: number;
}

/** The sentence of a figure that was found, and which facts the claim's other figures are. */
export interface Pinned {
  readonly sentence: number;
  readonly taken: ReadonlySet<Fact>;
}

/**
 * @param pinned where another figure of the same claim stands: there a value that agrees is enough, where
 * no other figure is nearer.
 */
export function judgeByEvidence(
  sought: SoughtFigure,
  found: FoundEvidence,
  tools: UnitTools,
  pinned: Pinned | null = null,
): Judgement {
  const { claim } = sought;
  // Of which place it is, is what makes a figure that figure.
  if (claim.region === null) return OPEN;
  let isFiner = false;
  const agreeing: Candidate[] = [];
  const differing: Candidate[] = [];
  const otherUnits: Candidate[] = [];
  for (const evidence of found.sentences) {
    if (pinned !== null && evidence.sentence !== pinned.sentence) continue;
    for (const fact of evidence.facts) {
      const agreement = compareValues(claim, fact);
      const features = measureLikeness(sought, fact, evidence, tools);
      if (features.place === 0 && !namesPlace(claim, fact)) continue;
      const score = weighLikeness(features);
      if (features.term < 0 || isNarrower(claim, fact) || isOfEach(claim, fact)) continue;
      if (isAgreeing(agreement)) {
        const bonus = PER_DIGIT * Math.min(MOST_DIGITS, countDigits(fact.figure.text));
        agreeing.push({ fact, features, score: score + bonus + (agreement === 'same' ? EXACT : 0) });
      } else if (agreement === 'differs' && isSameMeasure(claim, fact)) differing.push({ fact, features, score });
      else if (agreement === 'finer') isFiner ||= score >= DIFFERS_FROM;
      else if (!isComparable(claim, fact) && isSameNumeral(claim, fact)) otherUnits.push({ fact, features, score });
    }
  }
  const best = pickBest(agreeing);
  const other = pickBest(differing);
  const lead = (best?.score ?? Number.NEGATIVE_INFINITY) - (other?.score ?? Number.NEGATIVE_INFINITY);
  const isHere = pinned !== null && best !== null && best.features.term >= 0;
  if (best !== null && (isHere || (best.score >= AGREES_FROM && lead >= AGREES_LEAD))) {
    const own = differing.find((candidate) => isNearer(candidate, best));
    if (own !== undefined) {
      return pinned?.taken.has(own.fact) ? OPEN : { verdict: 'value_differs', fact: own.fact, other: null };
    }
    const aimed = agreeing.find((candidate) => isAim(claim, candidate, best));
    if (aimed !== undefined) return { verdict: 'target_not_actual', fact: aimed.fact, other: null };
    return isHere || isAboutIt(sought, best, found) ? judgeAgreeing(claim, best) : OPEN;
  }
  // A claim that says it more exactly than the document is neither right nor wrong.
  if (pinned !== null || isFiner) return OPEN;
  const renamed = pickBest(otherUnits);
  if (renamed !== null && renamed.score >= DIFFERS_FROM && renamed.score > (other?.score ?? 0)) {
    return { verdict: 'unit_differs', fact: renamed.fact, other: null };
  }
  if (other !== null && other.score >= DIFFERS_FROM && -lead >= DIFFERS_LEAD && !isFarOff(claim, other.fact)) {
    return { verdict: 'value_differs', fact: other.fact, other: null };
  }
  return OPEN;
}

export function weighLikeness(features: LikenessFeatures): number {
  let sum = LIKENESS_BIAS;
  for (const [name, weight] of Object.entries(LIKENESS)) sum += weight * features[name as keyof LikenessFeatures];
  return sum;
}

function pickBest(candidates: readonly Candidate[]): Candidate | null {
  return candidates.reduce<Candidate | null>(
    (best, next) => (best !== null && best.score >= next.score ? best : next),
    null,
  );
}

/** The value is the document's; which way it went, for when and whether it was reached may still differ. */
function judgeAgreeing(claim: FigureClaim, { fact, features }: Candidate): Judgement {
  const named = (verdict: FigureVerdict): Judgement => ({ verdict, fact, other: null });
  const [own, other] = [claim.figure.direction, fact.figure.direction];
  if (own !== null && other !== null && own !== other) return named('direction_differs');
  if (isPlanned(fact.kind) && !isPlanned(claim.kind)) {
    if (features.year === 0) return OPEN;
    return named(saysAim(claim.text) ? 'match' : 'target_not_actual');
  }
  // A part of a year is never the year.
  if (claim.period !== fact.period) return OPEN;
  if (features.year === 0 || (isPlanned(claim.kind) && fact.kind === 'actual')) return OPEN;
  return named(compareValues(claim, fact) === 'same' ? 'match' : 'match_rounded');
}

/** In the same document the same kind of figure of the very words: the value is that of its neighbour. */
function isNearer({ fact, features }: Candidate, best: Candidate): boolean {
  return (
    fact.document === best.fact.document &&
    features.year >= best.features.year &&
    features.place >= best.features.place &&
    fact.figure.measure === best.fact.figure.measure &&
    features.near - best.features.near >= NEARER &&
    features.back >= best.features.back
  );
}

const NARROWS_NOTHING = /分别|其中|[新均各共]/g;

/** The imports of private firms are not the imports: what narrows a term is said in the claim as well. */
export function isNarrower({ term, text }: FigureClaim, fact: Fact): boolean {
  const scope = fact.scope.replace(NARROWS_NOTHING, '');
  if (fact.term === null || fact.term.name !== term?.name || scope === '') return false;
  return !listPairs(scope).some((pair) => text.includes(pair));
}

/** 6%左右 is what was aimed at, though 5.8% could be called so. */
function isAim(claim: FigureClaim, { fact, features }: Candidate, best: Candidate): boolean {
  return (
    compareValues(claim, best.fact) === 'rounded' &&
    claim.figure.quantity.bound !== 'exact' &&
    compareValues(claim, fact) === 'same' &&
    isPlanned(fact.kind) &&
    !isPlanned(best.fact.kind) &&
    features.near >= best.features.near - SLACK &&
    !saysAim(claim.text)
  );
}

/**
 * The less a value tells by itself, the more of the words near it stand near the document's; the claim's term stands there
 * in any case, and its rarest word not beside another figure of the sentence.
 */
function isAboutIt(
  { claim, near }: SoughtFigure,
  { fact, features }: Candidate,
  { sentences }: FoundEvidence,
): boolean {
  const evidence = sentences.find(({ sentence }) => sentence === fact.sentence);
  if (evidence === undefined) return false;
  const beside = nearWordsOf(fact, evidence.facts);
  const { term } = claim;
  if (term !== null && features.term <= 0 && !term.written.some((form) => beside.includes(evenWords(form))))
    return false;
  const digits = compareValues(claim, fact) === 'same' ? countDigits(fact.figure.text) : 0;
  if (digits >= TELLING_DIGITS) return true;
  if (features.term <= 0 && features.near < (digits >= DISTINCTIVE_DIGITS ? LEAST_NEAR : FEW_DIGITS_NEAR)) return false;
  const rarest = near.reduce((best, unit) => (unit.weight > best.weight ? unit : best), near[0] ?? NO_UNIT);
  return (
    rarest.forms.some((form) => beside.includes(form)) || !rarest.forms.some((form) => evidence.even.includes(form))
  );
}

const NO_UNIT = { forms: [''], weight: 0 };

/** What a sentence says in passing of a place it names; an indicator is its own place's. */
export function namesPlace({ region }: FigureClaim, { text, term, document }: Fact): boolean {
  if (region === null) return true;
  if (term?.kind === 'indicator') return false;
  return text.includes(shortNameOf(region.name)) || document.metadata.region === region.name;
}

/** What there is, and by how much it changed, are two figures. */
export function isSameMeasure({ figure: own }: FigureClaim, { figure: other }: Fact): boolean {
  const moves = (measure: string): boolean => measure === 'growth' || measure === 'change';
  return moves(own.measure) === moves(other.measure) && own.isComparison === other.isComparison;
}

/** A number so many times another one is not that number altered, but one of something else. */
function isFarOff({ figure }: FigureClaim, fact: Fact): boolean {
  const [own, other] = [figure.quantity.value, fact.figure.quantity.value];
  return own > other * FAR_OFF || other > own * FAR_OFF;
}

function isSameNumeral({ figure }: FigureClaim, fact: Fact): boolean {
  return countDigits(figure.text) > 0 && numeralOf(figure.text) === numeralOf(fact.figure.text);
}
