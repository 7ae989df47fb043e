/**
 * Used to find quotations: the stretches that a quotation and a region of the documents have in common, in an order that
 * both keep. Words and a region go in; a chain of exact stretches comes out, which alignment fills up. Seed and chain, as
 * in Li, "Minimap2: pairwise alignment for nucleotide sequences" (2018), with grams for minimizers.
 */

import { GRAM } from './quotation-index.js';

/** Words that stand in both: `length` characters from `quoted` in the quotation, from `place` in the documents. */
export interface Segment {
  readonly quoted: number;
  readonly place: number;
  readonly length: number;
}

/** In longer quotations short stretches are common by chance: characters of a stretch, from which length on. */
const SHORTEST = [
  { from: 1000, length: 8 },
  { from: 100, length: 5 },
  { from: 0, length: GRAM },
] as const;
/** Places of one gram in a quotation that are tried: bounds what repeated words cost. */
const MAX_REPEATS = 8;
/** Stretches before a stretch that may precede it in a chain. */
const LOOK_BACK = 64;
/** What a character left out or added costs, in characters in common. */
const SHIFT_COST = 0.5;

/** The best chain of `sought` within `words` from `from` to `to`; ascending, without overlaps, empty when nothing is common. */
export function findChain(sought: string, words: string, from: number, to: number): Segment[] {
  const segments = findSegments(sought, words, from, to);
  const scores: number[] = [];
  const previous: number[] = [];
  let best = -1;
  segments.forEach((segment, index) => {
    let score = segment.length;
    let before = -1;
    const tryAfter = (other: number): void => {
      const earlier = segments[other];
      if (!earlier || earlier.quoted >= segment.quoted || earlier.place >= segment.place) return;
      const overlap = overlapOf(earlier, segment);
      if (overlap >= segment.length) return;
      const shift = Math.abs(segment.place - segment.quoted - (earlier.place - earlier.quoted));
      const linked = (scores[other] ?? 0) + segment.length - overlap - shift * SHIFT_COST;
      if (linked > score) {
        score = linked;
        before = other;
      }
    };
    for (let other = index - 1; other >= 0 && other >= index - LOOK_BACK; other -= 1) tryAfter(other);
    // Many chance stretches may begin inside a long one.
    tryAfter(best);
    scores.push(score);
    previous.push(before);
    if (score > (scores[best] ?? 0)) best = index;
  });

  const chain: Segment[] = [];
  for (let index = best; index >= 0; index = previous[index] ?? -1) {
    const segment = segments[index];
    const earlier = segments[previous[index] ?? -1];
    if (!segment) break;
    const cut = earlier ? overlapOf(earlier, segment) : 0;
    chain.push({ quoted: segment.quoted + cut, place: segment.place + cut, length: segment.length - cut });
  }
  return chain.reverse();
}

function overlapOf(earlier: Segment, later: Segment): number {
  const { length } = earlier;
  return Math.max(0, earlier.quoted + length - later.quoted, earlier.place + length - later.place);
}

/** All stretches in common that are long enough, by their place. */
function findSegments(sought: string, words: string, from: number, to: number): Segment[] {
  const size = SHORTEST.find((step) => sought.length >= step.from)?.length ?? GRAM;
  const quotedAt = new Map<string, number[]>();
  for (let at = 0; at + size <= sought.length; at += 1) {
    const gram = sought.slice(at, at + size);
    const known = quotedAt.get(gram);
    if (!known) quotedAt.set(gram, [at]);
    else if (known.length < MAX_REPEATS) known.push(at);
  }
  const segments: { quoted: number; place: number; length: number }[] = [];
  const lastOfDiagonal = new Map<number, { quoted: number; place: number; length: number }>();
  for (let place = from; place + size <= to; place += 1) {
    for (const quoted of quotedAt.get(words.slice(place, place + size)) ?? []) {
      const last = lastOfDiagonal.get(place - quoted);
      if (last && last.place + last.length === place + size - 1) {
        last.length += 1;
        continue;
      }
      const segment = { quoted, place, length: size };
      lastOfDiagonal.set(place - quoted, segment);
      segments.push(segment);
    }
  }
  return segments;
}
