/**
 * The ranking of a side as a store can compute it: each measure by its weight over its spread, and what of the features a
 * passage's own fields show. The best by this are ranked by boost.ts and sentence-rerank.ts, which have the last word.
 */

import type { Spreads, StoreRanking, Trait } from '../index/opensearch/contract.js';
import { rolesFor } from './boost.js';
import type { IndicatorEvidence, Side } from './contract.js';
import type { RankingFeature, RankingWeights } from './weights.js';

export interface SideAtStore {
  readonly side: Side;
  readonly indicators: readonly IndicatorEvidence[];
  readonly knownShare: number;
  readonly spreads: Spreads;
  /** Names of the regions of documents that are the very place. */
  readonly samePlace: readonly string[];
  /** Places with the years of their newest documents, as they are stored. */
  readonly newest: readonly string[];
}

export function weighForStore(
  { side, indicators, knownShare, spreads, samePlace, newest }: SideAtStore,
  weights: RankingWeights,
): Pick<StoreRanking, 'worth' | 'traits'> {
  const { asked } = side;
  const across = asked.language === 'en';
  const over = (weight: number, deviation: number): number => (deviation === 0 ? 0 : weight / deviation);
  return {
    worth: {
      words: over(weights.words * knownShare, spreads.words.deviation),
      passages: over(across ? weights.passageInEnglish : weights.passage, spreads.passages.deviation),
      sentences: over(across ? weights.sentenceInEnglish : weights.sentence, spreads.sentences.deviation),
    },
    traits: listTraits({ side, indicators, samePlace, newest }, weights),
  };
}

function listTraits(
  {
    side: { region, asked },
    indicators,
    samePlace,
    newest,
  }: Pick<SideAtStore, 'side' | 'indicators' | 'samePlace' | 'newest'>,
  weights: RankingWeights,
): Trait[] {
  const traits: Trait[] = [];
  const add = (feature: RankingFeature, holds: Trait['holds'], share = 1): void => {
    traits.push({ holds, worth: weights[feature] * share });
  };
  if (region !== null && samePlace.length > 0) add('samePlace', [{ field: 'region', values: samePlace }]);
  if (asked.years.length === 0 && asked.reportYears.length === 0 && newest.length > 0) {
    add('newest', [{ field: 'placeYear', values: newest }]);
  }
  if (asked.reportYears.length > 0) add('reportYear', [{ field: 'year', values: asked.reportYears }]);
  if (asked.years.length > 0) {
    add('figuresYear', [
      { field: 'hasYear', values: [] },
      { field: 'years', values: asked.years },
    ]);
    add(asked.wholePlan ? 'wholePlan' : 'wholePlanUnasked', [{ field: 'plan', values: [true] }]);
  }
  if (asked.kind !== 'person' && asked.kind !== 'date') add('opening', [{ field: 'isOpening', values: [true] }]);
  add(asked.kind === 'meaning' ? 'meaningInEntry' : 'entry', [{ field: 'isEntry', values: [true] }]);
  for (const [role, feature] of Object.entries(rolesFor(asked))) add(feature, [{ field: 'role', values: [role] }]);
  for (const { term } of indicators) {
    add('askedFigure', [{ field: 'terms', values: [term.name] }], 1 / indicators.length);
  }
  return traits;
}
