/**
 * What follow-up questions are limited to: places and years that the reader picked or that the last answer was about.
 * Takes what was asked and understood, gives the filters of the next request.
 */

import type { AskReply } from '../api/ask.js';
import type { IndexedDocument } from '../api/documents.js';
import type { AskFilters } from './client.js';

type Understood = AskReply['understood'];

/** One limit. `picked` by the reader holds until removed; `understood` from a question gives way to the next one. */
export interface Limit<Value> {
  readonly value: Value;
  readonly origin: 'picked' | 'understood';
}

export interface Limits {
  readonly regions: readonly Limit<string>[];
  /** Years of documents, not of figures. */
  readonly years: readonly Limit<number>[];
}

export const NO_LIMITS: Limits = { regions: [], years: [] };

/** A question about more places or years than this is about all of them, and limits no other. */
const MAX_UNDERSTOOD = 4;

/** What is sent: the limits, and where there are none the scope of the page's author. */
export function toFilters(limits: Limits, scope: AskFilters): AskFilters {
  return {
    regions: limits.regions.length > 0 ? limits.regions.map(({ value }) => value) : scope.regions,
    years: limits.years.length > 0 ? limits.years.map(({ value }) => value) : scope.years,
  };
}

/** Without the limits of earlier questions that this one leaves behind: it names another place or year itself. */
export function giveWay(limits: Limits, understood: Understood): Limits {
  return {
    regions: yieldTo(limits.regions, understood.regions),
    years: yieldTo(limits.years, understood.reportYears),
  };
}

function yieldTo<Value>(limits: readonly Limit<Value>[], named: readonly Value[]): readonly Limit<Value>[] {
  const isElsewhere = named.some((each) => !limits.some(({ value }) => value === each));
  if (!isElsewhere || limits.every(({ origin }) => origin === 'picked')) return limits;
  return limits.filter(({ origin }) => origin === 'picked');
}

/** Without what was only understood; the same limits when there is nothing of the kind. */
export function keepPicked(limits: Limits): Limits {
  const { regions, years } = limits;
  const isPicked = ({ origin }: Limit<unknown>): boolean => origin === 'picked';
  if ([...regions, ...years].every(isPicked)) return limits;
  return { regions: regions.filter(isPicked), years: years.filter(isPicked) };
}

/** The limits of the next question, after an answer: what it was about, where that is among what is indexed. */
export function carryOver(limits: Limits, { understood, notFound }: AskReply, indexed: AskFilters): Limits {
  const missing = new Set(notFound?.missing.map(({ value }) => value));
  const isThere = <Value>(known: readonly Value[], value: Value) =>
    !missing.has(String(value)) && (known.length === 0 || known.includes(value));
  return {
    regions: replace(
      limits.regions,
      understood.regions.filter((each) => isThere(indexed.regions, each)),
    ),
    years: replace(
      limits.years,
      understood.reportYears.filter((each) => isThere(indexed.years, each)),
    ),
  };
}

function replace<Value>(limits: readonly Limit<Value>[], named: readonly Value[]): readonly Limit<Value>[] {
  if (named.length === 0 || named.length > MAX_UNDERSTOOD) return limits;
  const picked = limits.filter(({ origin }) => origin === 'picked');
  if (picked.length > 0) return picked;
  return [...new Set(named)].map((value) => ({ value, origin: 'understood' }));
}

/** Whether a limit that was understood from a question is gone and none was picked in its place. */
export function forgets<Value>(before: readonly Limit<Value>[], after: readonly Limit<Value>[]): boolean {
  const isPicked = after.some(({ origin }) => origin === 'picked');
  return !isPicked && before.some((limit) => limit.origin === 'understood' && !after.includes(limit));
}

/** With `value` picked. What was only understood goes: the reader has said now what is meant. */
export function pick<Value>(limits: readonly Limit<Value>[], value: Value): readonly Limit<Value>[] {
  const picked = limits.filter((limit) => limit.origin === 'picked' && limit.value !== value);
  return [...picked, { value, origin: 'picked' }];
}

/** `荆门,仙桃` → both; commas of either language. */
export function readList(attribute: string | null): string[] {
  return (attribute ?? '')
    .split(/[,，、]/)
    .map((each) => each.trim())
    .filter((each) => each !== '');
}

/** Years of an attribute; what is none is left out. */
export function readYears(attribute: string | null): number[] {
  return readList(attribute)
    .filter((each) => /^\d{4}$/.test(each))
    .map(Number);
}

/** Places and years that can be picked: those of the documents within the scope of the page's author. */
export function listIndexed(documents: readonly IndexedDocument[], scope: AskFilters): AskFilters {
  const regions = new Set(documents.flatMap(({ region }) => region ?? []));
  const years = new Set(documents.flatMap(({ year }) => year ?? []));
  // The author may write 荆门 for 荆门市.
  const isInScope = (region: string) => scope.regions.some((each) => region.startsWith(each));
  return {
    regions: [...regions].filter((each) => scope.regions.length === 0 || isInScope(each)).sort(),
    years: [...years].filter((each) => scope.years.length === 0 || scope.years.includes(each)).sort((a, b) => b - a),
  };
}
