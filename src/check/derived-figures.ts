/**
 * Beside figure-features.ts: a figure that no document has, but that two figures of one sentence give: by how much one of
 * them is more than the other (由6000元提高至7000元: 提高了1000元; 5.5%和8.2%: 高出近3个百分点), and how many times as much.
 * What is the more of two is what the claim calls so; where its words do not tell them apart, nothing is derived.
 */

import type { Fact } from '../index/contract.js';
import { compareClaimed, type Quantity } from '../lexicon/quantities.js';
import { comparedIn } from '../lexicon/units.js';
import type { FigureClaim } from './claims.js';
import { clauseBefore } from './clauses.js';
import { isAgreeing } from './figure-values.js';

/** Figures of a sentence that are held against each other; the pairs of more are many. */
const MOST_FIGURES = 24;
/** Characters in front of a figure by which it is a difference. */
const NEAR = 4;
const SAYS_MORE = /[高多快大涨增升长]|提高|扩大|添/;
const SAYS_LESS = /[低少慢小降减缩跌]/;
const COMPARES = /[比较]/g;
const TIMES = '倍';
const POINTS = '百分点';
const PERCENT = '%';

/** The figure that the claimed one ends at, of the two that give it; null where none do. Linear in the claim. */
export function findDerived(claim: FigureClaim, facts: readonly Fact[]): Fact | null {
  const { quantity, start } = claim.figure;
  const before = clauseBefore(claim.text, start);
  const lead = before.slice(-NEAR);
  const isTimes = quantity.unit === TIMES;
  const [more, less] = [SAYS_MORE.test(lead), SAYS_LESS.test(lead)];
  if (!isTimes && more === less) return null;
  const near = facts.slice(0, MOST_FIGURES);
  for (const [at, from] of near.entries()) {
    // 由5%提高到8%: the next one is what it came to.
    const to = near[at + 1];
    if (from.figure.isFormer && to !== undefined && isMoved(quantity, from, to, isTimes ? (more ? 1 : 0) : null, less))
      return to;
  }
  if (isTimes) return null;
  const compared = before.search(COMPARES);
  if (compared === -1) return null;
  const [subject, other] = [before.slice(0, compared), before.slice(compared)];
  for (const [at, one] of near.entries()) {
    for (const two of near.slice(at + 1)) {
      const [high, low] = amountOf(one) > amountOf(two) ? [one, two] : [two, one];
      const [mine, theirs] = less ? [low, high] : [high, low];
      if (isOf(subject, mine, theirs) && isOf(other, theirs, mine) && isGap(quantity, high, low)) return mine;
    }
  }
  return null;
}

/** @param times 1 for so many times more, 0 for as much, null where it is none. */
function isMoved(claimed: Quantity, from: Fact, to: Fact, times: 0 | 1 | null, isLess: boolean): boolean {
  if (times !== null) {
    const [one, other] = [amountOf(to), amountOf(from)];
    return sameUnit(from, to) && other > 0 && isAgreeing(compareClaimed(claimed, timesOf(one / other - times)));
  }
  return isLess ? isGap(claimed, from, to) : isGap(claimed, to, from);
}

/** One tenth of a time is as fine as times are told. */
function timesOf(value: number): Quantity {
  return { value: Math.round(value * 10) / 10, to: null, unit: TIMES, bound: 'exact', step: 0.1 };
}

/** The claimed quantity is what one of them is more than the other. */
function isGap(claimed: Quantity, high: Fact, low: Fact): boolean {
  const [one, other] = [high.figure.quantity, low.figure.quantity];
  if (!sameUnit(high, low) || amountOf(high) <= amountOf(low)) return false;
  const { name, factor } = comparedIn(one.unit);
  const step = Math.max(one.step * factor, other.step * comparedIn(other.unit).factor);
  // Of decimal fractions, whose difference is none exactly.
  const value = step > 0 ? Math.round((amountOf(high) - amountOf(low)) / step) * step : amountOf(high) - amountOf(low);
  const unit = name === PERCENT ? POINTS : name;
  return isAgreeing(compareClaimed(claimed, { value, to: null, unit, bound: 'exact', step }));
}

function sameUnit({ figure: one }: Fact, { figure: other }: Fact): boolean {
  const isAmount = one.measure !== 'rank' && other.measure !== 'rank';
  return isAmount && comparedIn(one.quantity.unit).name === comparedIn(other.quantity.unit).name;
}

function amountOf({ figure: { quantity } }: Fact): number {
  return quantity.value * comparedIn(quantity.unit).factor;
}

/** The words have more of the characters that one of two figures is about and the other is not than the reverse. */
function isOf(words: string, fact: Fact, other: Fact): boolean {
  const own = new Set(fact.pairs.join(''));
  const theirs = new Set(other.pairs.join(''));
  const count = (of: ReadonlySet<string>, without: ReadonlySet<string>): number =>
    [...of].filter((character) => !without.has(character) && words.includes(character)).length;
  return count(own, theirs) > count(theirs, own);
}
