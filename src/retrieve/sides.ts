/**
 * Which sides does a comparison have? With several places or years in the question the passages of each are ranked by
 * themselves and interleaved, so that a reader who compares has all sides before the first passages are read.
 */

import type { Gazetteer, Region } from '../lexicon/contract.js';
import { keepInnermost } from '../lexicon/innermost.js';
import type { UnderstoodQuestion } from '../understand/contract.js';
import type { Side } from './contract.js';

/** Sides beyond these are left out: more cannot all be shown. */
const MAX_SIDES = 12;

/** The sides of a question, one when it compares nothing. `covered`: its places that documents are about. */
export function findSides(understood: UnderstoodQuestion, covered: readonly Region[], gazetteer: Gazetteer): Side[] {
  const beside = keepInnermost(covered, gazetteer);
  const regions = beside.length > 0 ? beside : [null];
  const asked =
    understood.years.length > 1 && understood.comparison
      ? understood.years.map((year) => askOnly(understood, year))
      : [understood];
  return regions.flatMap((region) => asked.map((own) => ({ region, asked: own }))).slice(0, MAX_SIDES);
}

function askOnly(understood: UnderstoodQuestion, year: number): UnderstoodQuestion {
  return {
    ...understood,
    years: [year],
    reportYears: understood.reportYears.filter((own) => own === year || own === year + 1),
  };
}

/** Takes one of each ranking in turn, in the order given; what was taken before is passed over. */
export function interleave<Item>(rankings: readonly (readonly Item[])[], idOf: (item: Item) => number): Item[] {
  const taken: Item[] = [];
  const seen = new Set<number>();
  const next = rankings.map(() => 0);
  for (;;) {
    let found = false;
    for (const [number, ranking] of rankings.entries()) {
      let position = next[number] ?? 0;
      while (position < ranking.length && seen.has(idOf(ranking[position] as Item))) position += 1;
      next[number] = position + 1;
      const item = ranking[position];
      if (item === undefined) continue;
      found = true;
      seen.add(idOf(item));
      taken.push(item);
    }
    if (!found) return taken;
  }
}
