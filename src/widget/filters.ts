/**
 * What questions are limited to: places and years that the reader picked, and where that is nothing the scope of the
 * page's author. What a question is about is no limit: the turns before are sent with it.
 */

import type { ListedDocument } from '../api/documents.js';
import type { AskFilters } from './client.js';

export const NO_LIMITS: AskFilters = { regions: [], years: [] };

/** What is sent. */
export function toFilters(limits: AskFilters, scope: AskFilters): AskFilters {
  return {
    regions: limits.regions.length > 0 ? limits.regions : scope.regions,
    years: limits.years.length > 0 ? limits.years : scope.years,
  };
}

/** Whether the reader has picked anything. */
export function isLimiting({ regions, years }: AskFilters): boolean {
  return regions.length + years.length > 0;
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
export function listIndexed(documents: readonly ListedDocument[], scope: AskFilters): AskFilters {
  const regions = new Set(documents.flatMap(({ region }) => region ?? []));
  const years = new Set(documents.flatMap(({ year }) => year ?? []));
  // The author may write 荆门 for 荆门市.
  const isInScope = (region: string) => scope.regions.some((each) => region.startsWith(each));
  return {
    regions: [...regions].filter((each) => scope.regions.length === 0 || isInScope(each)).sort(),
    years: [...years].filter((each) => scope.years.length === 0 || scope.years.includes(each)).sort((a, b) => b - a),
  };
}
