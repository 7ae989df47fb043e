/**
 * What the figures of an evaluation mean: pure functions from where the right passages stood to a number between
 * 0 and 1. Both kinds of evaluation end here, whether a right passage was told by its words or by its id.
 */

/**
 * One rank for each part of the answer (or each relevant entry): the place, from 1, of the first passage that holds
 * it; null when none does. Never empty. Two parts in one passage have the same rank.
 */
export type PartRanks = readonly (number | null)[];

const WHITE_SPACE = /[\s\p{White_Space}]/gu;

/**
 * How a text is made ready for comparing spans: NFKC, which evens out width and variants, then all white space
 * removed, since sources break words at line ends and inside figures.
 */
export function normaliseForComparison(text: string): string {
  return text.normalize('NFKC').replace(WHITE_SPACE, '');
}

/** True when at least one part is within the first `k`. */
export function hitAt(ranks: PartRanks, k: number): boolean {
  return ranks.some((rank) => rank !== null && rank <= k);
}

/** True when every part is within the first `k`. */
export function completeAt(ranks: PartRanks, k: number): boolean {
  return ranks.every((rank) => rank !== null && rank <= k);
}

/** One over the rank of the first right passage, 0 when there is none; its mean over questions is the MRR. */
export function reciprocalRank(ranks: PartRanks): number {
  const found = ranks.filter((rank) => rank !== null);
  return found.length === 0 ? 0 : 1 / Math.min(...found);
}

/** Share of the parts within the first `k`. */
export function recallAt(ranks: PartRanks, k: number): number {
  return ranks.filter((rank) => rank !== null && rank <= k).length / ranks.length;
}

/**
 * Normalised discounted cumulative gain of the first `k` (Järvelin & Kekäläinen, ACM TOIS 20(4), 2002) with binary
 * gains and the discount log2(rank + 1) that trec_eval and BEIR use. The ideal has min(k, relevant passages) right
 * passages on top. A part gains once, where it is first found; parts first found in one passage are one relevant
 * passage, so that finding everything at rank 1 is 1.
 */
export function ndcgAt(ranks: PartRanks, k: number): number {
  const distinct = [...new Set(ranks.filter((rank) => rank !== null))];
  const relevant = distinct.length + ranks.filter((rank) => rank === null).length;
  let ideal = 0;
  for (let rank = 1; rank <= Math.min(k, relevant); rank++) ideal += discountedGain(rank);
  const gained = distinct.filter((rank) => rank <= k).reduce((sum, rank) => sum + discountedGain(rank), 0);
  // Floating point may add the same terms in another order.
  return Math.min(1, gained / ideal);
}

/** Arithmetic mean; `values` is not empty. */
export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/**
 * The `share` quantile (0 to 1) by nearest rank: the smallest value that at least this share of the values does not
 * exceed, so always one that was measured. `values` is not empty.
 */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const position = Math.max(1, Math.ceil(share * sorted.length));
  return sorted[position - 1] ?? Number.NaN;
}

function discountedGain(rank: number): number {
  return 1 / Math.log2(rank + 1);
}
