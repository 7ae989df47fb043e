/** Beside the retriever: which of the years that a question names does no document speak of? */

import type { IndexedDocument } from '../index/contract.js';
import { readDocumentYears } from '../lexicon/document-years.js';
import type { UnderstoodQuestion } from '../understand/contract.js';

/** Years asked for whose reports none of the documents is: of several years each by itself. */
export function findUncoveredYears(
  asked: UnderstoodQuestion,
  documents: readonly IndexedDocument[],
  saysYear: (year: number, isUndated: boolean) => boolean,
): number[] {
  const held = documents.map(({ metadata }) => readDocumentYears(metadata));
  const results = new Set(held.flatMap((years) => years.results));
  const plans = new Set(held.flatMap((years) => years.plans));
  // A report of a year plans that one and has the results of the one before.
  const isHeld = (reportYears: readonly number[], about?: number): boolean =>
    reportYears.some(
      (year) => (year !== about && results.has(year - 1)) || ((about ?? year) === year && plans.has(year)),
    );
  const isNear = (report: number, year: number): boolean => report === year || report === year + 1;
  return asked.years.filter((year) => {
    if (asked.wholePlan) return !isHeld(asked.reportYears);
    const near = asked.reportYears.filter((report) => isNear(report, year));
    // Of a year far ahead reports speak only where they say so.
    if (near.length === 0) return !isHeld(asked.reportYears) || !saysYear(year, false);
    // What has no year of its own is of those that it names.
    return !isHeld(near, year) && !saysYear(year, true);
  });
}
