/**
 * The last step of judging a claim in Chinese: what was measured of it and of each sentence that speaks of it, and what
 * the rules found, go in; a verdict comes out. Which sentence counts, whether it supports and whether it contradicts are
 * three logistic decisions (claim-weights.ts); a claim is contradicted only by a difference that has a name, and never
 * supported beside one.
 */

import { logistic } from '../vectors.js';
import type { ClaimFeatures } from './claim-features.js';
import { CLAIM_WEIGHTS, type ClaimWeights } from './claim-weights.js';

/** What tells which sentence is the one that a claim is about. */
export const RELEVANCE_FEATURES = [
  'cover',
  'coverWindow',
  'coverPassage',
  'back',
  'aligned',
  'alignedWindow',
  'lacksRare',
  'rarestFound',
  'namesLacked',
  'hasFigures',
  'figuresAgree',
  'figureExact',
  'yearOpen',
  'placeMissing',
  'placeElsewhere',
  'placeNone',
  'placeNameLacked',
  'numberLacked',
] as const satisfies readonly (keyof ClaimFeatures)[];

/** Differences that have a name. */
const NAMED_DIFFERENCES = [
  'numberSwapped',
  'figureDiffers',
  'figureUnit',
  'figureTurned',
  'figuresSwapped',
  'figureStrays',
  'nameNear',
  'exchanged',
  'listAltered',
  'comparedOtherwise',
  'otherWork',
  'placeOther',
  'placeOtherWindow',
  'placeNameOther',
  'markedOther',
  'differs',
  'denied',
  'turned',
  'toComeDone',
  'onlyPlanned',
  'substitutedSure',
  'reversed',
  'crossed',
] as const satisfies readonly (keyof ClaimFeatures)[];

/** Differences that only weigh. */
const WEIGHED = new Set<keyof ClaimFeatures>(['figureDiffers', 'figuresSwapped']);
/** Those beside which nothing is supported: of 539 true claims each stood beside few. */
const EXCLUDING: readonly (keyof ClaimFeatures)[] = [
  'placeNameLacked',
  'holderAbsent',
  ...NAMED_DIFFERENCES.filter((name) => !WEIGHED.has(name)),
];
const NAMED_FROM = 0.3;

/** What the rules found of the claim, whichever sentence they went by. */
export interface RuledClaim {
  readonly verdict: 'supported' | 'contradicted' | 'not_found';
  readonly figures: readonly { readonly verdict: string }[];
}

const OTHER_FACET = /^(?:unit|direction|year|region)_differs$|^target_not_actual$/;

/** What is decided by beside what is measured: combinations of it, and what the rules found. */
function combine(features: ClaimFeatures, { verdict, figures }: RuledClaim, relevance: number) {
  const named = Math.max(...NAMED_DIFFERENCES.map((name) => features[name]));
  const has = (test: (verdict: string) => boolean): number => (figures.some((judged) => test(judged.verdict)) ? 1 : 0);
  const valueDiffers = has((each) => each === 'value_differs');
  const otherDiffers = has((each) => OTHER_FACET.test(each));
  return {
    relevance,
    named,
    namedNear: features.cover * named,
    numeralAlone: features.numeralLacked * (1 - features.hasFigures),
    ruledFigures: verdict === 'supported' && figures.length > 0 ? 1 : 0,
    ruledWords: verdict === 'supported' && figures.length === 0 ? 1 : 0,
    ruledValue: valueDiffers,
    ruledFacet: otherDiffers,
    ruledDifference: verdict === 'contradicted' && valueDiffers + otherDiffers === 0 ? 1 : 0,
  };
}

type DecisionFeatures = {
  readonly [Name in keyof (ClaimFeatures & ReturnType<typeof combine>)]: number;
};

export function listDecisionFeatures(features: ClaimFeatures, ruled: RuledClaim, relevance: number): DecisionFeatures {
  return { ...features, ...combine(features, ruled, relevance) };
}

/** The likelihood that weights, `bias` among them, give to what was measured. */
export function weighFeatures(
  features: Readonly<Record<string, number>>,
  weights: Readonly<Record<string, number>>,
): number {
  let sum = weights.bias ?? 0;
  for (const [name, weight] of Object.entries(weights)) sum += weight * (features[name] ?? 0);
  return logistic(sum);
}

/** How likely a sentence is the one that a claim is about; `isFirst` when it ranks first. */
export function weighRelevance(
  features: ClaimFeatures,
  isFirst: boolean,
  { relevance }: ClaimWeights = CLAIM_WEIGHTS,
): number {
  return weighFeatures({ ...features, isFirst: isFirst ? 1 : 0 }, relevance);
}

export interface DecidedClaim {
  readonly verdict: 'supported' | 'contradicted' | 'not_found';
  /** Index of the sentence that it goes by. */
  readonly at: number;
  /** A difference with a name stands against it. */
  readonly isExcluded: boolean;
}

/** @param measured of each sentence that speaks of the claim, best first; one at least. */
export function decideClaim(
  measured: readonly ClaimFeatures[],
  ruled: RuledClaim,
  weights: ClaimWeights = CLAIM_WEIGHTS,
): DecidedClaim {
  const relevances = measured.map((features, at) => weighRelevance(features, at === 0, weights));
  const at = relevances.indexOf(Math.max(...relevances));
  const own = measured[at];
  if (own === undefined) return { verdict: 'not_found', at: -1, isExcluded: false };
  const features = listDecisionFeatures(own, ruled, relevances[at] ?? 0);
  const isExcluded = isExcludedBy(own);
  const supported = isExcluded ? 0 : weighFeatures(features, weights.supported);
  // Of another place something else may be said: what is rarest has to stand there.
  const isDifferent = NAMED_DIFFERENCES.some(
    (name) => own[name] > NAMED_FROM && (own.rarestFound === 1 || !name.startsWith('place')),
  );
  const isNamed = isDifferent || ruled.verdict === 'contradicted';
  const contradicted = isNamed ? weighFeatures(features, weights.contradicted) : 0;
  const { supportedFrom, contradictedFrom } = weights;
  if (supported >= supportedFrom && supported > contradicted) return { verdict: 'supported', at, isExcluded };
  return { verdict: contradicted >= contradictedFrom ? 'contradicted' : 'not_found', at, isExcluded };
}

/** Share of a claim in words that a sentence has at least where two of its names stand in no document. */
const SAYS_MOST = 0.6;

function isExcludedBy(features: ClaimFeatures): boolean {
  const isElse = features.hasFigures === 0 && features.unknownLacked === 1 && features.cover < SAYS_MOST;
  return isElse || EXCLUDING.some((name) => features[name] > 0.5);
}
