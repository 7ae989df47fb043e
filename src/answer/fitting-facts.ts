/**
 * Which figures near a question hold for what it asks: in a unit as it is asked for, of its place, its year and its kind?
 * A passage may have the year, another of its sentences the unit, and no figure both.
 */

import { isPlanned } from '../annotate/comparable.js';
import type { Fact, Snapshot } from '../index/contract.js';
import { mayAnswer } from '../lexicon/asked-number.js';
import type { Gazetteer, Region } from '../lexicon/contract.js';
import type { RankedPassage, Ranking } from '../retrieve/contract.js';

/** Indicators that a figure is asked of, in whatever words: 深圳2024年的GDP总量？ says no 多少. */
function listIndicators({ indicators, understood }: Ranking): string[] {
  if (indicators.length > 0) return indicators.map(({ term }) => term.name);
  if (understood.answerKind !== 'figure') return [];
  return understood.terms.filter(({ kind }) => kind === 'indicator').map(({ name }) => name);
}

/** True for a question that a figure answers. */
export function asksFigure(ranking: Ranking): boolean {
  return ranking.askedNumber !== null || listIndicators(ranking).length > 0;
}

/** In a unit as it is asked for; any when none is. */
export function isNumberAsked({ figure }: Fact, { askedNumber, understood }: Ranking): boolean {
  if (askedNumber === null) return true;
  if (askedNumber.isShare === true && figure.measure === 'growth') return false;
  if (understood.askedFigure.measure !== 'growth') return mayAnswer(askedNumber, figure.quantity.unit);
  return figure.measure === 'growth' || figure.quantity.unit === '%';
}

/** Of an indicator that a figure is asked of; any where none is known to be. */
export function isOfIndicator({ term }: Fact, ranking: Ranking): boolean {
  const names = listIndicators(ranking);
  return names.length === 0 || names.includes(term?.name ?? '');
}

/** Of one of the places, or of one within it; of any when none is named. */
export function isOfPlace({ region }: Fact, places: readonly Region[], gazetteer: Gazetteer): boolean {
  if (places.length === 0) return true;
  return region !== null && places.some((place) => place.code === region.code || gazetteer.contains(place, region));
}

/** Of a year asked for, and reached or aimed at as the words say. Minutes and notices name no year but that of their date. */
export function isOfAskedTime({ years, kind, document }: Fact, { understood }: Ranking): boolean {
  const { year, type } = document.metadata;
  const isLetter = type === 'policy' || type === 'other';
  const own = years.length === 0 && isLetter && year !== null ? [year] : years;
  if (understood.years.length > 0 && !own.some((each) => understood.years.includes(each))) return false;
  if (understood.kind === 'target') return isPlanned(kind);
  return understood.kind !== 'result' || !isPlanned(kind);
}

/** Figures in the passages that hold for what is asked of these places. */
export function listFittingFacts(
  ranking: Ranking,
  passages: readonly RankedPassage[],
  places: readonly Region[],
  { snapshot, gazetteer }: { readonly snapshot: Snapshot; readonly gazetteer: Gazetteer },
): Fact[] {
  return passages
    .flatMap(({ sentences }) => sentences.flatMap(({ sentence }) => snapshot.facts.inSentence(sentence)))
    .filter(
      (fact) => isNumberAsked(fact, ranking) && isOfPlace(fact, places, gazetteer) && isOfAskedTime(fact, ranking),
    );
}
