/**
 * Used to find quotations: where the words of one stand. The index of quotations and a quotation go in; the places it may
 * come from come out, each part aligned with the document, not yet ranked.
 */

import type { LetOthers } from '../turns.js';
import { type Alignment, alignQuotation } from './alignment.js';
import { removeEnclosingMarks, splitAtElisions } from './elisions.js';
import { findChain, type Segment } from './quotation-chain.js';
import { countAtMost, type QuotationIndex } from './quotation-index.js';
import type { FoldedText, TextFolder } from './quotation-text.js';

/** A part of a quotation, as written and folded. */
interface Part {
  readonly text: string;
  readonly folded: FoldedText;
}

/** A part and where it stands. */
interface PlacedPart {
  readonly part: Part;
  readonly alignment: Alignment;
}

/** Parts in their order in one document; one part when nothing is left out. */
export interface Placement {
  readonly document: number;
  readonly parts: readonly PlacedPart[];
}

type Allowed = (document: number) => boolean;

/** Where it is sought, and the pause between two places. */
interface Search {
  readonly index: QuotationIndex;
  readonly isAllowed: Allowed;
  readonly letOthers: LetOthers;
}

/** Share of the characters of words that agree, from which on a place is one. */
const MIN_SIMILARITY = 0.7;
/** Characters of words from which on they may differ: fewer stand everywhere in some form. */
const MIN_SIMILAR_LENGTH = 8;
/** Characters of words from which on punctuation may differ. */
const MIN_PUNCTUATED_LENGTH = 4;
/** Characters in common that a chain has at least, as a share of those quoted; the others stand between its stretches. */
const MIN_CHAINED = 0.2;
/** Regions compared for a quotation; fewer for a long one, by the characters in all of them together. */
const MAX_REGIONS = 12;
const MIN_REGIONS = 3;
const REGION_BUDGET = 200_000;
/** Characters a region is wider than what is sought, on either side: as many, and this share of its length. */
const REGION_MARGIN = 64;
const REGION_SHARE = 0.3;
/** Places with the same words that are aligned; fewer for a long quotation, by the characters in all of them together. */
const MAX_OCCURRENCES = 2000;
const MIN_OCCURRENCES = 20;
const OCCURRENCE_BUDGET = 1_000_000;
/** Places of the longest part that the others are sought around, and how many of the closest are aligned. */
const MAX_ANCHORS = 5000;
const MAX_ELIDED = 50;

/** Places with the very words when there are any, otherwise places with similar ones. */
export async function findPlacements(search: Search, quote: string): Promise<Placement[]> {
  const { index } = search;
  const text = removeEnclosingMarks(quote);
  const parts = splitAtElisions(text)
    .map((part) => createPart(part, index.fold))
    .filter(({ folded }) => folded.words.length > 0);
  const [only] = parts;
  if (!only) return [];
  // Signs at the very beginning and end say only that the sentence goes on.
  const whole = parts.length === 1 ? only : createPart(text, index.fold);
  const literal = await placeWords(search, whole);
  if (parts.length === 1 || literal.some(isExact)) {
    return literal.length > 0 ? literal : placeSimilar(search, whole);
  }
  const elided = [...literal, ...(await placeElided(search, parts))];
  return elided.length > 0 ? elided : placeSimilar(search, whole);
}

function isExact({ parts }: Placement): boolean {
  return parts.every(({ alignment }) => alignment.edits.every((edit) => edit === 'equal'));
}

function createPart(text: string, fold: TextFolder): Part {
  return { text, folded: fold(text) };
}

/** Places with the same words, whatever their punctuation. */
async function placeWords({ index, isAllowed, letOthers }: Search, part: Part): Promise<Placement[]> {
  const { words, characters } = part.folded;
  // Marks are aligned as well: one word between twenty thousand of them stands in many places.
  const limit = clamp(OCCURRENCE_BUDGET / characters.length, MIN_OCCURRENCES, MAX_OCCURRENCES);
  const placements: Placement[] = [];
  for (const place of index.findOccurrences(words)) {
    if (placements.length >= limit) break;
    const document = index.documentOfWord(place);
    if (!isAllowed(document)) continue;
    const placement = { document, parts: [placeAt(index, part, document, place)] };
    if (words.length >= MIN_PUNCTUATED_LENGTH || isExact(placement)) placements.push(placement);
    await letOthers();
  }
  return placements;
}

function placeAt(index: QuotationIndex, part: Part, document: number, place: number): PlacedPart {
  return alignPart(index, part, document, [{ quoted: 0, place, length: part.folded.words.length }]);
}

function alignPart(index: QuotationIndex, part: Part, document: number, chain: readonly Segment[]): PlacedPart {
  const { start, end } = index.charactersOf(document);
  return { part, alignment: alignQuotation(part.folded, index.corpus, chain, { from: start, to: end }) };
}

/** Places with words that are similar enough; of overlapping ones the most similar. */
async function placeSimilar({ index, isAllowed, letOthers }: Search, part: Part): Promise<Placement[]> {
  const { words } = part.folded;
  if (words.length < MIN_SIMILAR_LENGTH) return [];
  const margin = REGION_MARGIN + Math.ceil(words.length * REGION_SHARE);
  const limit = clamp(REGION_BUDGET / words.length, MIN_REGIONS, MAX_REGIONS);
  const found: (Placement & { readonly similarity: number })[] = [];
  for (const { document, start } of index.findRegions(words, limit, isAllowed)) {
    await letOthers();
    const range = index.wordsOf(document);
    const from = Math.max(range.start, start - margin);
    const to = Math.min(range.end, start + words.length + margin);
    const chain = findChain(words, index.corpus.words, from, to);
    if (chain.reduce((sum, { length }) => sum + length, 0) < words.length * MIN_CHAINED) continue;
    const placed = alignPart(index, part, document, chain);
    const similarity = similarityOf(placed.alignment);
    if (similarity >= MIN_SIMILARITY) found.push({ document, similarity, parts: [placed] });
  }
  found.sort((left, right) => right.similarity - left.similarity);
  return found.filter((placement, position) => !found.slice(0, position).some((better) => overlap(better, placement)));
}

function similarityOf({ wordEdits, length }: Alignment): number {
  return 1 - wordEdits / length;
}

function overlap(left: Placement, right: Placement): boolean {
  const one = left.parts[0]?.alignment;
  const other = right.parts[0]?.alignment;
  return one !== undefined && other !== undefined && one.start < other.end && other.start < one.end;
}

/** Parts in their order in one document: around each place of the longest part, the nearest place of every other. */
async function placeElided(search: Search, parts: readonly Part[]): Promise<Placement[]> {
  const { index, isAllowed, letOthers } = search;
  const lengths = parts.map(({ folded }) => folded.words.length);
  const anchor = lengths.indexOf(Math.max(...lengths));
  const occurrences = parts.map(({ folded }) => index.findOccurrences(folded.words));
  const closest = (occurrences[anchor] ?? [])
    .slice(0, MAX_ANCHORS)
    .flatMap((place) => placeAround(index, lengths, occurrences, anchor, place, isAllowed))
    .sort((left, right) => left.width - right.width)
    .slice(0, MAX_ELIDED);
  const verbatim: Placement[] = [];
  for (const { document, places } of closest) {
    verbatim.push({
      document,
      parts: parts.map((part, number) => placeAt(index, part, document, places[number] ?? 0)),
    });
    await letOthers();
  }
  return verbatim.length > 0 ? verbatim : placeDamaged(search, parts, anchor);
}

/** Nothing when a part is missing on its side of the anchor. */
function placeAround(
  index: QuotationIndex,
  lengths: readonly number[],
  occurrences: readonly (readonly number[])[],
  anchor: number,
  place: number,
  isAllowed: Allowed,
): { document: number; places: number[]; width: number }[] {
  const document = index.documentOfWord(place);
  if (!isAllowed(document)) return [];
  const range = index.wordsOf(document);
  const places: number[] = [];
  places[anchor] = place;
  for (let number = anchor - 1; number >= 0; number -= 1) {
    const found = occurrences[number] ?? [];
    const limit = (places[number + 1] ?? 0) - (lengths[number] ?? 0);
    const nearest = found[countAtMost(found, limit) - 1] ?? -1;
    if (nearest < range.start) return [];
    places[number] = nearest;
  }
  for (let number = anchor + 1; number < lengths.length; number += 1) {
    const found = occurrences[number] ?? [];
    const limit = (places[number - 1] ?? 0) + (lengths[number - 1] ?? 0);
    const nearest = found[countAtMost(found, limit - 1)] ?? range.end;
    if (nearest >= range.end) return [];
    places[number] = nearest;
  }
  const width = (places.at(-1) ?? 0) + (lengths.at(-1) ?? 0) - (places[0] ?? 0);
  return [{ document, places, width }];
}

/** As for the same words, but any part may differ in its words; all together are similar enough. */
async function placeDamaged(search: Search, parts: readonly Part[], anchor: number): Promise<Placement[]> {
  const findPart = async (part: Part, isAllowed: Allowed): Promise<Placement[]> => {
    const within = { ...search, isAllowed };
    const literal = await placeWords(within, part);
    return (literal.length > 0 ? literal : await placeSimilar(within, part)).slice(0, MAX_REGIONS);
  };
  const [longest] = parts.slice(anchor);
  if (!longest) return [];
  const placements: Placement[] = [];
  for (const {
    document,
    parts: [placed],
  } of await findPart(longest, search.isAllowed)) {
    if (!placed) continue;
    const inDocument = async (part: Part): Promise<Alignment[]> => {
      const found = await findPart(part, (other) => other === document);
      return found.flatMap(({ parts: [only] }) => (only ? [only.alignment] : []));
    };
    const places = await placeBeside(parts, anchor, placed, inDocument);
    if (places.length === parts.length) placements.push({ document, parts: places });
  }
  return placements;
}

/** The parts before and behind the anchor, each the nearest; fewer than all when one stands nowhere on its side. */
async function placeBeside(
  parts: readonly Part[],
  anchor: number,
  placed: PlacedPart,
  inDocument: (part: Part) => Promise<Alignment[]>,
): Promise<PlacedPart[]> {
  const places = [placed];
  for (const part of parts.slice(0, anchor).reverse()) {
    const limit = places[0]?.alignment.start ?? 0;
    const before = (await inDocument(part)).filter(({ end }) => end <= limit);
    const alignment = before.reduce<Alignment | null>(
      (best, next) => (best && best.end >= next.end ? best : next),
      null,
    );
    if (!alignment) return [];
    places.unshift({ part, alignment });
  }
  for (const part of parts.slice(anchor + 1)) {
    const limit = places.at(-1)?.alignment.end ?? 0;
    const behind = (await inDocument(part)).filter(({ start }) => start >= limit);
    const alignment = behind.reduce<Alignment | null>(
      (best, next) => (best && best.start <= next.start ? best : next),
      null,
    );
    if (!alignment) return [];
    places.push({ part, alignment });
  }
  return places;
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, Math.floor(value)));
}
