/**
 * The figures of one document as a file of the index: what they are looked up by in flat arrays, and each by itself in
 * JSON. A question looks at a few hundred of ten thousand: only those are made into objects.
 */

import type { StoredFact } from '../annotate/contract.js';
import { listPairs } from '../lexicon/characters.js';
import { packArrays, unpackArrays } from '../packed-arrays.js';

/** Facts are in the order of the text; a fact has one number in each array, and -1 for a name that it has none of. */
export interface PackedFacts {
  /** Index of its sentence in the document's. */
  readonly sentences: Uint32Array;
  /** Names of terms and codes of places, and which of them each fact is about. */
  readonly termNames: readonly string[];
  readonly terms: Int32Array;
  readonly regionCodes: readonly string[];
  readonly regions: Int32Array;
  /** Likewise of the units that they are in; a file of an older layout has none. */
  readonly unitNames: readonly string[];
  readonly units: Int32Array;
  /** The pairs of characters of the words that facts are about, as numbers, and where those of each fact end. */
  readonly pairs: Uint32Array;
  readonly pairEnds: Uint32Array;
  /** Each fact in JSON, one behind the other, and where each ends. */
  readonly json: Uint8Array;
  readonly ends: Uint32Array;
}

/** A pair of characters as a number: two code units. */
export function codeOfPair(pair: string): number {
  return pair.charCodeAt(0) * 2 ** 16 + pair.charCodeAt(1);
}

export function packFacts(facts: readonly StoredFact[]): PackedFacts {
  const terms = numberNames(facts.map(({ term }) => term));
  const regions = numberNames(facts.map(({ region }) => region));
  const units = numberNames(facts.map(({ figure }) => figure.quantity.unit));
  const pairs = facts.map(({ core }) => listPairs(core).map(codeOfPair));
  const written = facts.map((fact) => Buffer.from(JSON.stringify(fact)));
  return {
    sentences: Uint32Array.from(facts, ({ sentence }) => sentence),
    termNames: terms.names,
    terms: terms.numbers,
    regionCodes: regions.names,
    regions: regions.numbers,
    unitNames: units.names,
    units: units.numbers,
    pairs: Uint32Array.from(pairs.flat()),
    pairEnds: findEnds(pairs),
    json: Buffer.concat(written),
    ends: findEnds(written),
  };
}

function numberNames(given: readonly (string | null)[]): { names: readonly string[]; numbers: Int32Array } {
  const numbers = new Map<string, number>();
  for (const name of given) if (name !== null && !numbers.has(name)) numbers.set(name, numbers.size);
  return {
    names: [...numbers.keys()],
    numbers: Int32Array.from(given, (name) => (name === null ? -1 : (numbers.get(name) ?? -1))),
  };
}

function findEnds(parts: readonly { readonly length: number }[]): Uint32Array {
  let end = 0;
  return Uint32Array.from(parts, ({ length }) => {
    end += length;
    return end;
  });
}

export function factsToBytes({ termNames, regionCodes, unitNames, ...arrays }: PackedFacts): Uint8Array {
  return packArrays({ ...arrays, json: Uint8Array.from(arrays.json) }, { termNames, regionCodes, unitNames });
}

/** @throws Error when the bytes are something else, or cut */
export function factsFromBytes(bytes: Uint8Array): PackedFacts {
  const { take, value } = unpackArrays(bytes);
  const names = readNames(value);
  return {
    ...names,
    sentences: take('sentences', 'Uint32Array'),
    terms: take('terms', 'Int32Array'),
    regions: take('regions', 'Int32Array'),
    units: names.unitNames.length === 0 ? new Int32Array(0) : take('units', 'Int32Array'),
    pairs: take('pairs', 'Uint32Array'),
    pairEnds: take('pairEnds', 'Uint32Array'),
    json: take('json', 'Uint8Array'),
    ends: take('ends', 'Uint32Array'),
  };
}

function readNames(value: unknown): Pick<PackedFacts, 'termNames' | 'regionCodes' | 'unitNames'> {
  const {
    termNames = [],
    regionCodes = [],
    unitNames = [],
  }: Partial<Record<'termNames' | 'regionCodes' | 'unitNames', unknown[]>> = Object(value);
  return {
    termNames: termNames.map(String),
    regionCodes: regionCodes.map(String),
    unitNames: unitNames.map(String),
  };
}

/** The fact of a number, as it was stored. */
export function unpackFact({ json, ends }: PackedFacts, number: number): StoredFact {
  const start = number === 0 ? 0 : (ends[number - 1] ?? 0);
  return JSON.parse(Buffer.from(json.buffer, json.byteOffset + start, (ends[number] ?? 0) - start).toString());
}
