/** Used to judge claims by their words: which clauses of a document's sentence speak of what is claimed? */

import type { WrittenNumber } from './claim-numbers.js';
import { listNumbers } from './claim-numbers.js';
import { type ClaimUnit, coverOf, evenWords } from './claim-units.js';
import { splitClauses } from './clauses.js';

/** What a clause more must bring, as a share of the claim. */
const CLAUSE_COST = 0.06;
const MOST_CLAUSES = 8;
/** Clauses of a sentence that are looked at. */
const CLAUSES_READ = 60;
/** Numbers alone choose no clause, as they are what may be wrong. */
const NUMBERS_WEIGHT = 0.1;

/** The clauses next to each other that have most of the claim, as few as will do. */
export function chooseWindow(text: string, units: readonly ClaimUnit[], numbers: readonly WrittenNumber[]): string {
  const clauses = splitClauses(text).slice(0, CLAUSES_READ);
  const evens = clauses.map(evenWords);
  const values = clauses.map((clause) => new Set(listNumbers(clause).map(({ value }) => value)));
  let best = text;
  let most = Number.NEGATIVE_INFINITY;
  for (let from = 0; from < clauses.length; from += 1) {
    for (let to = from + 1; to <= Math.min(clauses.length, from + MOST_CLAUSES); to += 1) {
      const said = numbers.filter(({ value }) => values.slice(from, to).some((each) => each.has(value))).length;
      const share = numbers.length === 0 ? 0 : said / numbers.length;
      const score = coverOf(units, evens.slice(from, to).join('')) + NUMBERS_WEIGHT * share - CLAUSE_COST * (to - from);
      if (score > most) [most, best] = [score, clauses.slice(from, to).join('')];
    }
  }
  return best;
}

/** The sentence and each of its clauses, as far as they are read. */
export function partsOf(text: string): string[] {
  return [text, ...splitClauses(text).slice(0, CLAUSES_READ)];
}

/** Share of the claim by which a clause speaks of it. */
const SPEAKS_FROM = 0.05;

/** The clauses that speak of the claim, joined. */
export function speakingOf(text: string, units: readonly ClaimUnit[]): string {
  return splitClauses(text)
    .slice(0, CLAUSES_READ)
    .filter((clause) => coverOf(units, evenWords(clause)) >= SPEAKS_FROM)
    .join('');
}

/** The clause that has most of the claim. */
export function closestOf(text: string, units: readonly ClaimUnit[]): string {
  const clauses = splitClauses(text).slice(0, CLAUSES_READ);
  const shares = clauses.map((clause) => ({ clause, share: coverOf(units, evenWords(clause)) }));
  return shares.reduce((best, next) => (next.share > best.share ? next : best), { clause: '', share: 0 }).clause;
}
