/** How much a document gains because the question names its place or year. */

import type { IndexedDocument } from '../index/contract.js';
import type { Gazetteer, Region } from '../ingest/contract.js';
import type { UnderstoodQuestion } from './contract.js';
import { coversRegion } from './filters.js';
import { findNamedYears } from './years.js';

/**
 * Added to the fused score, in units of a z-score, of documents about the place asked for. Above the spread of the
 * three fused rankings together: on near-equal reports the place decides.
 */
const REGION_BOOST = 3;
/** Added when the document's year can hold the year asked for. A year is often the figure's and not the report's. */
const YEAR_BOOST = 0.5;

export interface Boosts {
  /** One a document. */
  readonly byDocument: readonly number[];
  /** Places asked for that no candidate is about, within or around. */
  readonly uncoveredRegions: readonly Region[];
  /** Years asked for that no candidate about the place can hold: a report of year Y speaks of Y-1 and Y. */
  readonly uncoveredYears: readonly number[];
  /** Those of `uncoveredYears` that a candidate about the place names all the same, as in a target for 2035. */
  readonly namedYears: readonly number[];
}

/**
 * Zero for all documents when the question names neither place nor year. `regions` is one a document; `candidates` says
 * of each document whether it may answer: what only others cover is not covered.
 */
export function boostDocuments(
  documents: readonly IndexedDocument[],
  regions: readonly (Region | null)[],
  candidates: readonly boolean[],
  understood: UnderstoodQuestion,
  gazetteer: Gazetteer,
): Boosts {
  const covers = (own: Region | null | undefined, asked: Region): boolean =>
    own !== null && own !== undefined && coversRegion(own, asked, gazetteer);
  const aboutPlace = documents.filter(
    (_, number) =>
      candidates[number] &&
      (understood.regions.length === 0 || understood.regions.some((asked) => covers(regions[number], asked))),
  );
  const uncoveredYears = understood.years.filter(
    (year) => !aboutPlace.some(({ metadata }) => metadata.year === year || metadata.year === year + 1),
  );
  return {
    uncoveredYears,
    namedYears: uncoveredYears.filter((year) => aboutPlace.some(({ text }) => findNamedYears(text).has(year))),
    byDocument: documents.map((document, number) => {
      const { year } = document.metadata;
      const region = understood.regions.some((asked) => covers(regions[number], asked)) ? REGION_BOOST : 0;
      return region + (year !== null && understood.reportYears.includes(year) ? YEAR_BOOST : 0);
    }),
    uncoveredRegions: understood.regions.filter(
      (asked) => !regions.some((own, number) => candidates[number] && covers(own, asked)),
    ),
  };
}
