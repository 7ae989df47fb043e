/**
 * Lexicon, familiar places: who asks about a county whose documents are at hand calls it 留坝, and so does a draft. Its places
 * and the gazetteer go in; a gazetteer comes out that finds their short names, too. Of the whole country such names would be
 * parts of other words too often, and those that are words themselves (富民, 和平) need their 县 everywhere.
 */

import type { Gazetteer, Region, RegionMention } from './contract.js';
import { STREET } from './place-names.js';
import { readPlaces } from './places.js';
import { beginsBehindYear, createWordFinder } from './word-edges.js';

/** Longer ones are found everywhere, a single character nowhere. */
const LENGTH = 2;
const SEGMENTER = new Intl.Segmenter('zh', { granularity: 'word' });

/** `regions`: what the documents are about. */
export function findFamiliarPlaces(gazetteer: Gazetteer, regions: readonly Region[]): Gazetteer {
  const names = listShortNames(gazetteer, regions);
  if (names.size === 0) return gazetteer;
  const pattern = new RegExp([...names.keys()].join('|'), 'g');
  return { ...gazetteer, find: (text) => addFamiliar(text, gazetteer.find(text), pattern, names) };
}

function listShortNames(gazetteer: Gazetteer, regions: readonly Region[]): ReadonlyMap<string, Region> {
  const counties = new Map(regions.flatMap((region) => (region.level === 'county' ? [[region.code, region]] : [])));
  const names = new Map<string, Region | null>();
  for (const { code, short } of readPlaces()) {
    const region = counties.get(code);
    if (region === undefined || short.length !== LENGTH || isWord(short) || gazetteer.find(short).length > 0) continue;
    names.set(short, names.has(short) ? null : region);
  }
  return new Map([...names].flatMap(([short, region]) => (region === null ? [] : [[short, region]])));
}

function isWord(name: string): boolean {
  return [...SEGMENTER.segment(name)].length === 1;
}

function addFamiliar(
  text: string,
  found: readonly RegionMention[],
  pattern: RegExp,
  names: ReadonlyMap<string, Region>,
): readonly RegionMention[] {
  const wordOver = createWordFinder(text);
  let next = 0;
  const familiar = [...text.matchAll(pattern)].flatMap(({ 0: name, index: start }): RegionMention[] => {
    const end = start + name.length;
    while ((found[next]?.end ?? Number.POSITIVE_INFINITY) <= start) next += 1;
    const isTaken = (found[next]?.start ?? Number.POSITIVE_INFINITY) < end;
    const region = names.get(name);
    const isPartOfWords = (wordOver(start) !== null && !beginsBehindYear(text, start)) || wordOver(end) !== null;
    const isOther = isPartOfWords || STREET.test(text.slice(end, end + 2));
    return region === undefined || isTaken || isOther ? [] : [{ region, start, end }];
  });
  return familiar.length === 0 ? found : [...found, ...familiar].sort((one, other) => one.start - other.start);
}
