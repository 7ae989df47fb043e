/**
 * Used to judge English claims: which of a sentence's figures do words speak of? Each word of the claim that stands in the
 * sentence speaks of the figure that is nearest to it, of its own clause or the next; of figures that are listed (分别)
 * the one whose own words have it.
 */

import type { Fact } from '../index/contract.js';
import type { ClaimUnit } from './claim-units.js';
import { isListed } from './figure-likeness.js';

/** Characters that the end of a clause counts for, and a word that stands behind its figure and not right behind. */
const CLAUSE = 12;
const BEHIND = 4;
/** What a clause begins with the one behind it may go on about: 吞吐量增长16.6%，突破8700万人次. */
const MOST_CLAUSES = 1;
const END = /[，,；;。：:]/g;

/** What share of the words, by their weight, speaks of each figure; a word that the sentence lacks speaks of none. */
export function shareOutWords(units: readonly ClaimUnit[], facts: readonly Fact[]): ReadonlyMap<Fact, number> {
  const votes = new Map<Fact, number>();
  const listed = facts.filter(isListed);
  const all = units.reduce((sum, { weight }) => sum + weight, 0);
  for (const { forms, weight } of units) {
    const nearest = findNearest(forms, facts, listed);
    for (const fact of nearest) votes.set(fact, (votes.get(fact) ?? 0) + weight / all / nearest.length);
  }
  return votes;
}

function findNearest(forms: readonly string[], facts: readonly Fact[], listed: readonly Fact[]): readonly Fact[] {
  const named = listed.filter(({ figure }) => forms.some((form) => figure.subject.includes(form)));
  if (named.length === 1) return named;
  const distances = (named.length > 0 ? named : facts).map((fact) => ({ fact, distance: distanceTo(forms, fact) }));
  const least = Math.min(...distances.map(({ distance }) => distance));
  if (!Number.isFinite(least)) return named;
  return distances.filter(({ distance }) => distance === least).map(({ fact }) => fact);
}

/** Of each form the occurrences next to the figure, in front and behind: no other one is nearer. */
function distanceTo(forms: readonly string[], { text, figure }: Fact): number {
  let least = Number.POSITIVE_INFINITY;
  for (const form of forms) {
    if (form === '') continue;
    const last = figure.start - form.length;
    const before = last < 0 ? -1 : text.lastIndexOf(form, last);
    if (before >= 0) least = Math.min(least, gapOf(text.slice(before + form.length, figure.start), true));
    const behind = text.indexOf(form, last + 1);
    if (behind >= 0) least = Math.min(least, gapOf(text.slice(figure.end, Math.max(figure.end, behind)), false));
  }
  return least;
}

function gapOf(between: string, isBefore: boolean): number {
  const clauses = between.match(END)?.length ?? 0;
  if (clauses > (isBefore ? MOST_CLAUSES : 0)) return Number.POSITIVE_INFINITY;
  return between.length + clauses * CLAUSE + (isBefore || between === '' ? 0 : BEHIND);
}
