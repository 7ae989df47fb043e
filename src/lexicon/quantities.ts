/**
 * Lexicon, quantities: two numbers with their units go in; whether they say the same comes out. Knows what rounding is and
 * how far the words that bound a number (约, 超, 近) reach.
 */

import { comparedIn, RELATIVE_UNITS } from './units.js';

/** How the words around a number bound it: 约 左右, 以上 不低于, 以内 不超过, 超 突破 多 余, 不到, 近. */
export type Bound = 'exact' | 'about' | 'atLeast' | 'atMost' | 'over' | 'under' | 'nearly';

/** A number with its unit. Never negative: of -0.5% it is 0.5, and which way that goes is said beside it. */
export interface Quantity {
  /** In the canonical unit: 1.2万亿元 is 1200000000000. The lower end of a range. */
  readonly value: number;
  /** Upper end of a range, null when there is none. */
  readonly to: number | null;
  /** Canonical: 元, 人, 吨, 亩, 平方米, 公里, 千瓦, 个, 家, %, 百分点, 位 (of a rank) …; '' for an index or ratio. */
  readonly unit: string;
  readonly bound: Bound;
  /** What one in the last written digit is worth, in the unit: 10000000000 for 1.25万亿元; 0 for an exact fraction. */
  readonly step: number;
}

/**
 * same: the same value, as exactly. rounded: one is the other rounded to its own written digits, or bounded so that the
 * other fits (超6万亿元 and 6.01万亿元). differs: another value of the same kind. incomparable: units that measure
 * different things.
 */
type Agreement = 'same' | 'rounded' | 'differs' | 'incomparable';

/** same: says the same. rounded: the claim says it less exactly. finer: the claim says more than the source does. */
export type ClaimAgreement = Agreement | 'finer';

/** Room for binary fractions and for factors like 1/15. */
const TOLERANCE = 1e-9;
/** 多 and 以上 reach to the next number as round as the one written: 超1000 is at most 2000. */
const LOWER_BOUNDS: ReadonlySet<Bound> = new Set(['over', 'atLeast']);
const UPPER_BOUNDS: ReadonlySet<Bound> = new Set(['under', 'atMost', 'nearly']);
/** 不到1亿 is no way to say 86万. */
const MOST_BELOW = 0.5;
/** How far 约 and 左右 may be from the value, and a rounded value from the exact one, as a share of it. */
const NEAR = 0.05;
/** Of what one in the last place is worth: 十来家 are twelve as well. */
const NEAR_LAST_PLACE = 0.3;
/** The same for a rate in digits without 约: 66% is said of 66.1%, and 6% of no growth of 5.8%. 两成 is coarse by itself. */
const NEAR_RATE = 0.01;
/** And with 约 or 左右: what was aimed at is 6%左右, what was reached 5.8%. */
const NEAR_ABOUT_RATE = 0.025;

/** Whether two quantities say the same. Symmetric. */
export function sameQuantity(a: Quantity, b: Quantity): Agreement {
  return compareInOneUnit(toComparedUnit(a), toComparedUnit(b));
}

/**
 * Whether a claimed quantity is what a source says, less exactly than it, or more. Stricter than `sameQuantity`: who
 * rounds must round as is taught, and may not know better than the source.
 */
export function compareClaimed(claimed: Quantity, stated: Quantity): ClaimAgreement {
  // 10万块 are 10万元: 块 is said of money, too.
  const claim = toComparedUnit(claimed.unit === '块' && stated.unit === '元' ? { ...claimed, unit: '元' } : claimed);
  const fact = toComparedUnit(stated);
  const agreement = compareInOneUnit(claim, fact);
  if (agreement !== 'rounded') return agreement;
  if (equals(claim.value, fact.value) && equals(claim.to ?? claim.value, fact.to ?? fact.value)) {
    // 5.5%以上 is another aim than 5.5%左右.
    return fact.bound === 'about' && isOneSided(claim.bound) ? 'differs' : 'rounded';
  }
  if (claim.to !== null || fact.to !== null) return claim.to === null ? 'finer' : 'rounded';
  // Two values both said to be 左右 are two values.
  if (claim.bound === 'about') {
    const isNear = !isRateInDigits(claim) || Math.abs(fact.value - claim.value) <= claim.value * NEAR_ABOUT_RATE;
    return isNear && isAbout(fact.value, claim) ? 'rounded' : 'differs';
  }
  if (fact.bound === 'about' && claim.bound === 'exact') return 'differs';
  // A third and a bit is what is said of 35%左右.
  if (fact.bound === 'about' && claim.step === 0) return 'rounded';
  if (fact.bound !== 'exact' && fact.bound !== claim.bound) return 'finer';
  // 近400万 is not 近300万.
  if (fact.bound === claim.bound && claim.bound === 'nearly') return 'differs';
  // 突破5000亿元 is more than 突破4000亿元 says.
  if (fact.bound === claim.bound && isOneSided(claim.bound)) {
    return LOWER_BOUNDS.has(claim.bound) === claim.value < fact.value ? 'rounded' : 'differs';
  }
  // 不足7000 is no way to say 1万, though that may be 7000 rounded.
  if (claim.bound !== 'exact') return agrees(claim, fact) ? 'rounded' : 'finer';
  if (claim.step < fact.step) return 'finer';
  const distance = fact.value - claim.value;
  const near = isRateInDigits(claim) ? NEAR_RATE : NEAR;
  // Half is rounded up, and 5% is no rounding of 5.4%.
  return distance < (claim.step / 2) * (1 - TOLERANCE) && Math.abs(distance) <= claim.value * near
    ? 'rounded'
    : 'differs';
}

/** The least and the most that something may be. */
export interface Reach {
  readonly low: number;
  readonly high: number;
}

/** How far the words around a number reach. 以内 and 不到 say nothing of how far below it is. */
export function reachOf(quantity: Quantity): Reach {
  const { value, to, bound } = quantity;
  if (to !== null) return { low: value, high: to };
  if (LOWER_BOUNDS.has(bound)) return { low: value, high: value + roundness(quantity) };
  if (bound === 'nearly') return { low: value - roomBelow(quantity), high: value };
  if (UPPER_BOUNDS.has(bound)) return { low: Number.NEGATIVE_INFINITY, high: value };
  const room = bound === 'about' ? roomAround(quantity) : 0;
  return { low: value - room, high: value + room };
}

function compareInOneUnit(a: Quantity, b: Quantity): Agreement {
  if (a.unit !== b.unit) return 'incomparable';
  if (equals(a.value, b.value) && equals(a.to ?? a.value, b.to ?? b.value)) {
    if (a.bound === b.bound) return 'same';
    return areOpposite(a.bound, b.bound) ? 'differs' : 'rounded';
  }
  return agrees(a, b) || agrees(b, a) ? 'rounded' : 'differs';
}

function toComparedUnit(quantity: Quantity): Quantity {
  const { name, factor } = comparedIn(quantity.unit);
  const { value, to, step } = quantity;
  return { ...quantity, unit: name, value: value * factor, to: to === null ? null : to * factor, step: step * factor };
}

function areOpposite(a: Bound, b: Bound): boolean {
  return (LOWER_BOUNDS.has(a) && UPPER_BOUNDS.has(b)) || (LOWER_BOUNDS.has(b) && UPPER_BOUNDS.has(a));
}

/** True when `coarse` is `fine` said less exactly. */
function agrees(coarse: Quantity, fine: Quantity): boolean {
  if (fine.to !== null) return false;
  if (coarse.to !== null) return fine.bound === 'exact' && isWithin(fine.value, coarse.value, coarse.to);
  if (LOWER_BOUNDS.has(coarse.bound)) {
    return !UPPER_BOUNDS.has(fine.bound) && isWithin(fine.value, coarse.value, coarse.value + roundness(coarse));
  }
  if (UPPER_BOUNDS.has(coarse.bound)) {
    return !LOWER_BOUNDS.has(fine.bound) && isWithin(fine.value, coarse.value - roomBelow(coarse), coarse.value);
  }
  // About a third is as exact as it is said to be.
  const isPart = coarse.step === 0 && coarse.bound === 'about';
  if (!isPart && fine.step > coarse.step * (1 + TOLERANCE)) return false;
  const room = coarse.bound === 'about' ? Math.max(coarse.step / 2, coarse.value * NEAR) : coarse.step / 2;
  return isWithin(fine.value, coarse.value - room, coarse.value + room);
}

function isOneSided(bound: Bound): boolean {
  return LOWER_BOUNDS.has(bound) || UPPER_BOUNDS.has(bound);
}

function isRateInDigits({ unit, step }: Quantity): boolean {
  return RELATIVE_UNITS.has(unit) && step <= 1;
}

/** Within half of what one in the last digit of the rounded value is worth that is not a nought. */
function isAbout(value: number, rounded: Quantity): boolean {
  const room = roomAround(rounded);
  return isWithin(value, rounded.value - room, rounded.value + room);
}

function roomBelow(quantity: Quantity): number {
  return Math.min(roundness(quantity), quantity.value * MOST_BELOW);
}

function roomAround(rounded: Quantity): number {
  return Math.max(Math.min(roundness(rounded) / 2, rounded.value * NEAR), rounded.step * NEAR_LAST_PLACE);
}

/** What one in the last digit that is not a nought is worth: 1000 for 1000亿 in 亿. */
export function roundness({ value, step }: Pick<Quantity, 'value' | 'step'>): number {
  if (value === 0) return step;
  let round = step === 0 ? value : step;
  while (equals(value / (round * 10), Math.round(value / (round * 10)))) round *= 10;
  return round;
}

function isWithin(value: number, low: number, high: number): boolean {
  const room = Math.max(Math.abs(low), Math.abs(high)) * TOLERANCE;
  return value >= low - room && value <= high + room;
}

function equals(a: number, b: number): boolean {
  return Math.abs(a - b) <= Math.max(Math.abs(a), Math.abs(b)) * TOLERANCE;
}
