/** Which documents and passages are about a place that is asked for? Those of the place itself first, then those around it. */

import type { Snapshot } from '../index/contract.js';
import type { Gazetteer, Region } from '../lexicon/contract.js';
import type { IndicatorEvidence } from './contract.js';
import { coversRegion } from './filters.js';

/** Decides about the documents and passages of one snapshot, by their numbers. */
export interface Nearness {
  /** The same place, one within it, or one around it. */
  isNear(own: Region | null, asked: Region): boolean;
  /** Those about the place, for a question that asks for these figures. */
  keepAbout(passages: readonly number[], place: Region, asked: readonly IndicatorEvidence[]): readonly number[];
  /** Of the documents those of their own place's latest year: a province's report makes no city's older one old. */
  findNewest(documents: readonly number[]): ReadonlySet<number>;
}

/** `regions`: the place of each document. */
export function createNearness(
  snapshot: Snapshot,
  regions: readonly (Region | null)[],
  gazetteer: Gazetteer,
): Nearness {
  /** Read when first asked for. */
  const placesNamed = new Map<number, readonly Region[]>();
  const documentOf = (passage: number): number => snapshot.passageDocument[passage] ?? 0;

  function isNear(own: Region | null, asked: Region): boolean {
    return own !== null && coversRegion(own, asked, gazetteer);
  }

  /**
   * What a province says of all its places is of none of them: of documents around the place only what names it counts,
   * unless there is no document of the very place, or none of its own has a figure that is asked for.
   */
  function keepAbout(
    passages: readonly number[],
    place: Region,
    asked: readonly IndicatorEvidence[],
  ): readonly number[] {
    // Once a document, of whose passages there are a hundred times as many.
    const nearDocuments = regions.map((own) => isNear(own, place));
    const documentsWithin = regions.map((own) => own !== null && gazetteer.contains(place, own));
    const isWithin = (passage: number): boolean => documentsWithin[documentOf(passage)] === true;
    const near = passages.filter((passage) => nearDocuments[documentOf(passage)]);
    const lacksFigure =
      asked.length > 0 && !asked.some(({ figures }) => figures.some(({ passage }) => isWithin(passage)));
    if (lacksFigure) return near;
    return near.some(isWithin) ? near.filter((passage) => isWithin(passage) || namesPlace(passage, place)) : near;
  }

  function namesPlace(passage: number, place: Region): boolean {
    let named = placesNamed.get(passage);
    if (named === undefined) {
      named = gazetteer.find(snapshot.passageText(passage)).map(({ region }) => region);
      placesNamed.set(passage, named);
    }
    return named.some((region) => gazetteer.contains(place, region));
  }

  function findNewest(numbers: readonly number[]): ReadonlySet<number> {
    const latest = new Map<string | null, number>();
    const placeOf = (number: number): string | null => regions[number]?.code ?? null;
    const yearOf = (number: number): number => snapshot.documents[number]?.metadata.year ?? 0;
    for (const number of numbers) {
      latest.set(placeOf(number), Math.max(latest.get(placeOf(number)) ?? 0, yearOf(number)));
    }
    return new Set(numbers.filter((number) => yearOf(number) > 0 && yearOf(number) === latest.get(placeOf(number))));
  }

  return { isNear, keepAbout, findNewest };
}
