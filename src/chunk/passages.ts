/**
 * Sixth step of chunking: groups the sentences of one stretch of a section into passages of even length. In: spans
 * of sentences with what stands before each. Out: where the passages begin and end. Linear time.
 */

import type { Span } from '../types.js';

/** The length a passage should have, in UTF-16 code units: long enough to answer something, short enough to cite. */
const WANTED_PASSAGE_LENGTH = 300;
/** The longest a passage may be. 400 Chinese characters stay within the model's window of 512 tokens. */
export const LONGEST_PASSAGE = 400;

/** A sentence, and how good a place its beginning is for a passage to begin. */
export interface PassageSentence extends Span {
  /** At most LONGEST_PASSAGE code units long. */
  readonly cut: boolean;
  readonly opens: BreakKind;
}

/** `paragraph` covers list items too; `announced` is what a colon at the end of the paragraph above announces. */
export type BreakKind = 'paragraph' | 'stemPoint' | 'announced' | 'sentence' | 'piece';

/** A passage as a range of sentences, half-open. */
interface SentenceRange {
  readonly from: number;
  readonly to: number;
}

/**
 * What a break costs, in squared hundreds of code units away from the wanted length: 1 is a passage of 200 or 400.
 * A break inside a paragraph costs as much as being 50 off, one behind a colon as much as 150.
 */
const BREAK_COST: Readonly<Record<BreakKind, number>> = {
  paragraph: 0,
  stemPoint: 0.05,
  sentence: 0.25,
  piece: 0.25,
  announced: 2.25,
};
/** Deviation from the wanted length that costs 1, in code units. */
const COST_UNIT = 100;
/** Sentences shorter than this go with the one before when passages are weighed, so that few pairs are compared. */
const SHORTEST_UNIT = 12;

/** Groups sentences that may share a passage; the ranges are consecutive and hold every sentence. */
export function groupIntoPassages(sentences: readonly PassageSentence[]): SentenceRange[] {
  const units = gatherUnits(sentences);
  const cheapest = new Float64Array(units.length + 1);
  const previous = new Int32Array(units.length + 1);
  for (let to = 1; to <= units.length; to++) {
    const end = units[to - 1]?.end ?? 0;
    let best = Number.POSITIVE_INFINITY;
    for (let from = to - 1; from >= 0; from--) {
      const unit = units[from];
      if (!unit) break;
      const length = end - unit.start;
      if (length > LONGEST_PASSAGE) break;
      const deviation = (length - WANTED_PASSAGE_LENGTH) / COST_UNIT;
      const breakCost = from === 0 ? 0 : BREAK_COST[unit.opens];
      const cost = (cheapest[from] ?? 0) + deviation * deviation + breakCost;
      if (cost < best) {
        best = cost;
        previous[to] = from;
      }
    }
    cheapest[to] = best;
  }
  const ranges: SentenceRange[] = [];
  let to = units.length;
  while (to > 0) {
    const from = previous[to] ?? 0;
    ranges.push({ from: units[from]?.from ?? 0, to: units[to - 1]?.to ?? 0 });
    to = from;
  }
  return ranges.reverse();
}

interface Unit extends SentenceRange, Span {
  readonly opens: BreakKind;
}

function gatherUnits(sentences: readonly PassageSentence[]): Unit[] {
  const units: Unit[] = [];
  for (const [index, sentence] of sentences.entries()) {
    const last = units.at(-1);
    if (last && goesWith(last, sentence)) {
      units[units.length - 1] = { ...last, to: index + 1, end: sentence.end };
    } else {
      units.push({ from: index, to: index + 1, start: sentence.start, end: sentence.end, opens: sentence.opens });
    }
  }
  return units;
}

/** Bits of lines go together too; whole lines and points of an enumeration stay places for a passage to begin. */
function goesWith(unit: Unit, sentence: PassageSentence): boolean {
  const shortUnit = unit.end - unit.start < SHORTEST_UNIT;
  const shortSentence = sentence.end - sentence.start < SHORTEST_UNIT;
  if (sentence.end - unit.start > LONGEST_PASSAGE / 2) return false;
  return sentence.opens === 'sentence' || sentence.opens === 'piece'
    ? shortUnit || shortSentence
    : shortUnit && shortSentence;
}
