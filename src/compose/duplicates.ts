/**
 * Cleaning across files: the same report from two sites is one document with two sources. Documents go in; those that
 * stay, with the sources of those that were merged into them, come out. Only texts of the same region, year and type
 * are compared: towns share their phrases, and a report is not the next year's.
 */

import { createHash } from 'node:crypto';
import type { MetadataOrigin } from '../metadata.js';
import { createTurns, type LetOthers } from '../turns.js';
import type { Document } from '../types.js';
import { stateSameFigures } from './in-place.js';

/** What was merged, by the documents' `source`. */
export interface Merged {
  readonly kept: string;
  readonly dropped: string;
}

/** Characters of a shingle; only Han characters, letters and figures count. Stock phrases are shorter. */
const SHINGLE_LENGTH = 8;
/**
 * Share of the shorter text's shingles that must stand in the longer one. Measured on 62 provincial reports: copies
 * with other white space, punctuation widths and page numbers have 0.98, with every hundredth character wrong 0.91; the
 * nearest two reports (one place, two years) have 0.11.
 */
const SMALLEST_SHARED = 0.9;
/**
 * The shorter text has at least this share of the longer one's shingles: a copy may lack the preface and the glossary,
 * which is a quarter of its report at most; an excerpt is no copy, and in its place would hide the rest.
 */
const SMALLEST_LENGTH_SHARE = 0.7;
/**
 * Texts with fewer shingles must be the same: in a short notice the one name or figure that differs, which costs eight
 * shingles wherever it stands, is what it says.
 */
const FEWEST_SHINGLES = 1000;

/** Where whoever put a document there states what it is. */
const STATED: ReadonlySet<string> = new Set(['front matter', 'sources.csv'] satisfies MetadataOrigin[]);

/** Candidates are looked for by every so-many-th shingle; FEWEST_SHINGLES leave about 125. */
const SAMPLED = 8;
/** A candidate shares this much of the sample: five standard deviations of 125 below SMALLEST_SHARED. */
const SMALLEST_SAMPLE_SHARED = 0.75;
/** A shingle in more documents is a phrase of the office; following it would compare all with all. */
const MOST_WITH_SHINGLE = 32;
/** Candidates that are compared in full, the most similar first. */
const MOST_COMPARED = 4;

/**
 * Merges near-duplicates. Of each set the document stays that states its source, then the one whose `source` comes
 * first, by code units, with its own id, text and metadata; its `sources` are followed by the others'. What is merged
 * does not depend on the order of the documents, which stays. Linear in the length of their texts, but for sorting;
 * others have their turn between two documents.
 */
export async function mergeNearDuplicates<Kind extends Document>(
  documents: readonly Kind[],
): Promise<{ documents: Kind[]; merged: Merged[] }> {
  const groups = new Map<string, Document[]>();
  for (const document of [...documents].sort(byTrust)) {
    const { region, year, type } = document.metadata;
    const key = JSON.stringify([region, year, type]);
    const group = groups.get(key);
    if (group) group.push(document);
    else groups.set(key, [document]);
  }
  const copies = new Map<Document, Document[]>();
  const letOthers = createTurns();
  for (const group of groups.values()) if (group.length > 1) await findCopies(group, copies, letOthers);

  const gone = new Set([...copies.values()].flat());
  const addSources = (document: Kind): Kind => {
    const others = copies.get(document);
    return others ? { ...document, sources: [document, ...others].flatMap(({ sources }) => sources) } : document;
  };
  return {
    documents: documents.filter((document) => !gone.has(document)).map(addSources),
    merged: [...copies].flatMap(([kept, others]) =>
      others.map((dropped) => ({ kept: kept.source, dropped: dropped.source })),
    ),
  };
}

/** Whoever put a document there said where it is from; what was only found in its text is anybody's to write. */
function statesItsSource({ metadata, origins }: Document): boolean {
  return (['url', 'publisher'] as const).some((field) => metadata[field] !== null && STATED.has(origins[field] ?? ''));
}

function byTrust(one: Document, other: Document): number {
  const stated = Number(statesItsSource(other)) - Number(statesItsSource(one));
  if (stated !== 0 || one.source === other.source) return stated;
  return one.source < other.source ? -1 : 1;
}

/** Adds the copies of documents of one region, year and type to `copies`, under the first of each set. */
async function findCopies(
  group: readonly Document[],
  copies: Map<Document, Document[]>,
  letOthers: LetOthers,
): Promise<void> {
  const firstOfText = new Map<string, Document>();
  const shelf = createShelf();
  for (const document of group) {
    await letOthers();
    const words = readWords(document);
    if (words === '') continue;
    const { region, year } = document.metadata;
    const key = createHash('sha256').update(words).digest('base64');
    const shingles = region === null || year === null ? null : readShingles(words);
    const original = firstOfText.get(key) ?? (shingles && shelf.findOriginal(words, shingles));
    if (original) {
      const others = copies.get(original);
      if (others) others.push(document);
      else copies.set(original, [document]);
      continue;
    }
    firstOfText.set(key, document);
    if (shingles) shelf.add(document, shingles);
  }
}

/** Documents of a group that are no copies, found again by what they have in common with another. */
function createShelf() {
  const kept: { readonly document: Document; readonly size: number; readonly sampleSize: number }[] = [];
  const withShingle = new Map<number, number[]>();

  function add(document: Document, shingles: Float64Array): void {
    const sample = takeSample(shingles);
    for (const shingle of sample) {
      const numbers = withShingle.get(shingle);
      if (!numbers) withShingle.set(shingle, [kept.length]);
      else if (numbers.length < MOST_WITH_SHINGLE) numbers.push(kept.length);
    }
    kept.push({ document, size: shingles.length, sampleSize: sample.length });
  }

  function findOriginal(words: string, shingles: Float64Array): Document | null {
    const sample = takeSample(shingles);
    const counts = new Map<number, number>();
    for (const shingle of sample) {
      for (const number of withShingle.get(shingle) ?? []) counts.set(number, (counts.get(number) ?? 0) + 1);
    }
    const candidates = [...counts].sort((one, other) => other[1] - one[1] || one[0] - other[0]).slice(0, MOST_COMPARED);
    for (const [number, count] of candidates) {
      const candidate = kept[number];
      if (!candidate || count < Math.min(sample.length, candidate.sampleSize) * SMALLEST_SAMPLE_SHARED) continue;
      const shorter = Math.min(shingles.length, candidate.size);
      const longer = Math.max(shingles.length, candidate.size);
      if (shorter < FEWEST_SHINGLES || shorter < longer * SMALLEST_LENGTH_SHARE) continue;
      const candidateWords = readWords(candidate.document);
      // A version with other figures is no copy: a citation of the one must not name the other as its source.
      const shared = countShared(shingles, readShingles(candidateWords));
      if (shared >= shorter * SMALLEST_SHARED && stateSameFigures(words, candidateWords)) return candidate.document;
    }
    return null;
  }

  return { add, findOriginal };
}

/**
 * What of a text is compared. Width, capitals, spaces and punctuation are a site's own; the point of 6.7%, the minus of
 * -0.3% and what keeps 5—6% from being 56% are not.
 */
function readWords({ text }: Document): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/(?<=\d),(?=\d{3}(?!\d))/g, '')
    .replace(/(?<!\p{N})[-−](?=\d)|(?<=[\d%‰])[-−–—~∼〜]+(?=\d)/gu, '¦')
    .replace(/[^\p{L}\p{N}.%‰¦]+|\.(?!\p{N})/gu, '')
    .replaceAll('¦', '-');
}

/** Hashes of all shingles, ascending, each once. */
function readShingles(words: string): Float64Array {
  const hashes = new Float64Array(Math.max(0, words.length - SHINGLE_LENGTH + 1));
  for (let start = 0; start < hashes.length; start++) hashes[start] = hashShingle(words, start);
  hashes.sort();
  let count = 0;
  for (const hash of hashes) if (count === 0 || hash !== hashes[count - 1]) hashes[count++] = hash;
  return hashes.subarray(0, count);
}

/** 53 bits, the most a number holds exactly: two hashes in the manner of FNV-1a and MurmurHash3 side by side. */
function hashShingle(words: string, start: number): number {
  let high = 0x811c9dc5;
  let low = 0x9e3779b9;
  for (let index = start; index < start + SHINGLE_LENGTH; index++) {
    const code = words.charCodeAt(index);
    high = Math.imul(high ^ code, 0x01000193);
    low = Math.imul(low ^ code, 0x85ebca6b);
    low ^= low >>> 13;
  }
  return (high >>> 0) * 2 ** 21 + (low >>> 11);
}

function takeSample(shingles: Float64Array): Float64Array {
  return shingles.filter((hash) => hash % SAMPLED === 0);
}

/** How many values two ascending lists have in common. */
function countShared(one: Float64Array, other: Float64Array): number {
  let shared = 0;
  let position = 0;
  for (const value of one) {
    while (position < other.length && (other[position] ?? 0) < value) position++;
    if (position < other.length && other[position] === value) shared++;
  }
  return shared;
}
