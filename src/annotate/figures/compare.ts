/**
 * Used wherever two figures are held against each other: do two quantities say the same? Pure; knows which units turn
 * into each other and what rounding is.
 */

import { COUNTERS } from '../../lexicon/units.js';
import type { Bound, Quantity } from './contract.js';

/**
 * same: the same value, as exactly. rounded: one is the other rounded to its own written digits, or bounded so that the
 * other fits (超6万亿元 and 6.01万亿元). differs: another value of the same kind. incomparable: units that measure
 * different things.
 */
export type Agreement = 'same' | 'rounded' | 'differs' | 'incomparable';

/** What a canonical unit is of the one it is compared in; a unit that is not here is compared in itself. */
const COMPARED_IN: Readonly<Record<string, readonly [string, number]>> = {
  // 1 亩 is 1/15 公顷.
  亩: ['平方米', 10000 / 15],
  倍: ['%', 100],
};
/** One counting word for another (50家, 50户, 50个 企业) is no difference. */
const COUNTED: ReadonlySet<string> = new Set([...COUNTERS, '床', '']);

/** Room for binary fractions and for factors like 1/15. */
const TOLERANCE = 1e-9;
/** 多 and 以上 reach to the next number as round as the one written: 超1000 is at most 2000. */
const LOWER_BOUNDS: ReadonlySet<Bound> = new Set(['over', 'atLeast']);
const UPPER_BOUNDS: ReadonlySet<Bound> = new Set(['under', 'atMost', 'nearly']);
/** How far from the value 约 and 左右 still are, as a share of it. */
const ABOUT = 0.05;

/** Whether two quantities say the same. Symmetric. */
export function sameQuantity(a: Quantity, b: Quantity): Agreement {
  const first = toComparedUnit(a);
  const second = toComparedUnit(b);
  if (first.unit !== second.unit) return 'incomparable';
  if (equals(first.value, second.value) && equals(first.to ?? first.value, second.to ?? second.value)) {
    if (first.bound === second.bound) return 'same';
    return areOpposite(first.bound, second.bound) ? 'differs' : 'rounded';
  }
  return agrees(first, second) || agrees(second, first) ? 'rounded' : 'differs';
}

function toComparedUnit(quantity: Quantity): Quantity {
  const [unit, factor] = COMPARED_IN[quantity.unit] ?? [COUNTED.has(quantity.unit) ? '个' : quantity.unit, 1];
  const { value, to, step } = quantity;
  return { ...quantity, unit, value: value * factor, to: to === null ? null : to * factor, step: step * factor };
}

function areOpposite(a: Bound, b: Bound): boolean {
  return (LOWER_BOUNDS.has(a) && UPPER_BOUNDS.has(b)) || (LOWER_BOUNDS.has(b) && UPPER_BOUNDS.has(a));
}

/** True when `coarse` is `fine` said less exactly. */
function agrees(coarse: Quantity, fine: Quantity): boolean {
  if (fine.to !== null) return false;
  if (coarse.to !== null) return fine.bound === 'exact' && isWithin(fine.value, coarse.value, coarse.to);
  const reach = roundness(coarse);
  if (LOWER_BOUNDS.has(coarse.bound)) {
    return !UPPER_BOUNDS.has(fine.bound) && isWithin(fine.value, coarse.value, coarse.value + reach);
  }
  if (UPPER_BOUNDS.has(coarse.bound)) {
    return !LOWER_BOUNDS.has(fine.bound) && isWithin(fine.value, coarse.value - reach, coarse.value);
  }
  if (fine.step > coarse.step * (1 + TOLERANCE)) return false;
  const room = coarse.bound === 'about' ? Math.max(coarse.step / 2, coarse.value * ABOUT) : coarse.step / 2;
  return isWithin(fine.value, coarse.value - room, coarse.value + room);
}

/** What one in the last digit that is not a nought is worth: 1000 for 1000亿 in 亿. */
function roundness({ value, step }: Quantity): number {
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
