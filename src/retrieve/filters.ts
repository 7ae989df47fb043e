/** Which documents may answer? Applies filters and what the question names as its place. */

import type { IndexedDocument } from '../index/contract.js';
import type { Gazetteer, Region } from '../lexicon/contract.js';
import type { RetrievalFilters } from './contract.js';

export const NO_FILTERS: RetrievalFilters = { regions: [], years: [], types: [], documentIds: [] };

/** A name that is no known region; it filters everything out and is reported as not covered. */
interface NamedRegion {
  readonly name: string;
  readonly region: Region | null;
}

/** Decides about documents of one index. */
export interface DocumentFilter {
  /** For each document of the snapshot: whether it passes the filters. */
  readonly passes: readonly boolean[];
  /** Regions of the filter that no document is about or within: full names of known ones, the others as they came. */
  readonly uncovered: readonly string[];
}

/** An unknown region name passes no document. A province passes the places in it. `regions`: one a document. */
export function filterDocuments(
  documents: readonly IndexedDocument[],
  regions: readonly (Region | null)[],
  filters: RetrievalFilters,
  gazetteer: Gazetteer,
): DocumentFilter {
  const wanted: NamedRegion[] = filters.regions.map((name) => ({ name, region: gazetteer.resolve(name) }));
  const isWithin = ({ name, region }: NamedRegion, document: IndexedDocument, own: Region | null): boolean =>
    document.metadata.region === name ||
    (own !== null && (region === null ? isOneOf(name, own, gazetteer) : gazetteer.contains(region, own)));
  const passes = documents.map(
    (document, number) =>
      (wanted.length === 0 || wanted.some((region) => isWithin(region, document, regions[number] ?? null))) &&
      allows(filters.years, document.metadata.year) &&
      allows(filters.types, document.metadata.type) &&
      allows(filters.documentIds, document.id),
  );
  const uncovered = wanted
    .filter((region) => !documents.some((document, number) => isWithin(region, document, regions[number] ?? null)))
    .map(({ name, region }) => region?.name ?? name);
  return { passes, uncovered };
}

/** 青山区 is no one place, and each of those that have the name is meant: they go by the place around them and by it. */
function isOneOf(name: string, own: Region, gazetteer: Gazetteer): boolean {
  const around = own.level === 'county' ? gazetteer.parents(own).at(-1) : undefined;
  return around !== undefined && around.name + name === own.name;
}

function allows<Value>(allowed: readonly Value[], value: Value | null): boolean {
  return allowed.length === 0 || (value !== null && allowed.includes(value));
}

/** The region a document is about; null when it names none that is known. */
export function resolveRegion(document: IndexedDocument, gazetteer: Gazetteer): Region | null {
  return document.metadata.region === null ? null : gazetteer.resolve(document.metadata.region);
}

/** Of a code of GB/T 2260, those that say the province. */
const PROVINCE_DIGITS = 2;

/** What is the same for all places of a province; a development zone has that of the place it was named with. */
export function provinceOf({ code, within }: Region): string {
  return (within ?? code).slice(0, PROVINCE_DIGITS);
}

/** True when a document about `own` can speak of `asked`: the same place, one within it, or one around it. */
export function coversRegion(own: Region, asked: Region, gazetteer: Gazetteer): boolean {
  return gazetteer.contains(own, asked) || gazetteer.contains(asked, own);
}
