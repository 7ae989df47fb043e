/** Used to judge claimed figures: does a claimed value say what a document's says, whatever both are about? */

import { isPlanned } from '../annotate/comparable.js';
import type { Fact } from '../index/contract.js';
import { type ClaimAgreement, compareClaimed } from '../lexicon/quantities.js';
import { comparedIn, MEASURED_UNITS } from '../lexicon/units.js';
import type { FigureClaim } from './claims.js';

/** Characters behind 个 in which the unit stands that is counted. */
const COUNTED_WITHIN = 4;
/** 一百多亿 without a unit is money; 300 may be anything. */
const OF_MONEY = 1e7;

/** Whether both count or measure in the same kind of unit; what a claim counts without naming its unit may be anything. */
export function isComparable({ figure: own, text }: FigureClaim, { figure: other }: Fact): boolean {
  // A number of hundreds of digits is no value.
  if ((own.measure === 'rank') !== (other.measure === 'rank') || !Number.isFinite(own.quantity.value)) return false;
  const [unit, stated] = [comparedIn(own.quantity.unit).name, comparedIn(other.quantity.unit).name];
  // 10万块 are 10万元, and compared as such (quantities.ts).
  if (own.quantity.unit === '块' && stated === '元') return true;
  if (own.quantity.unit === '' && own.measure === 'level' && own.quantity.value >= OF_MONEY && stated === '元')
    return true;
  // 290个优良天 are 290天, and 16个年头 are 16年.
  if (
    own.quantity.unit === '个' &&
    text
      .slice(own.end, own.end + COUNTED_WITHIN)
      .split(/[，。；、]/)[0]
      ?.includes(stated)
  )
    return true;
  return unit === stated || (isCounted(unit) && isCounted(stated) && (unit === '个' || stated === '个'));
}

/** A place in an order is none, either. */
const ORDER = '位';

function isCounted(unit: string): boolean {
  return unit !== ORDER && !MEASURED_UNITS.has(unit);
}

/** A growth is no part of a whole. */
function isOtherPart({ figure: own }: FigureClaim, { figure: other }: Fact): boolean {
  const measures = new Set([own.measure, other.measure]);
  return measures.has('growth') && measures.has('share') && (own.direction ?? other.direction) !== null;
}

/** Whether a claimed figure says what a fact says, whatever both are about. */
export function compareValues(claim: FigureClaim, fact: Fact): ClaimAgreement {
  if (!isComparable(claim, fact) || isOtherPart(claim, fact)) return 'incomparable';
  const stated = fact.figure.quantity;
  const unit = claim.figure.quantity.unit;
  const isOtherCount = comparedIn(unit).name !== comparedIn(stated.unit).name;
  const agreement = compareClaimed(claim.figure.quantity, isOtherCount ? { ...stated, unit } : stated);
  return agreement === 'finer' && isOtherAim(claim, fact) ? 'differs' : agreement;
}

/** 6% is more than 5%, but who aims at 6% does not aim at 5%. */
function isOtherAim(claim: FigureClaim, { kind, figure }: Fact): boolean {
  const [own, stated] = [claim.figure.quantity, figure.quantity];
  const isOther = own.value !== stated.value && own.value !== stated.to;
  return claim.kind === 'target' && isPlanned(kind) && own.unit === stated.unit && isOther;
}

export function isAgreeing(agreement: ClaimAgreement): boolean {
  return agreement === 'same' || agreement === 'rounded';
}

/** Whether both may be of one year, null where one of them names none. What a plan aims at stands at its end. */
export function areOfOneYear(claim: FigureClaim, fact: Fact): boolean | null {
  if (claim.years.length === 0 || fact.years.length === 0) return null;
  const isAimOfPlan = fact.wholePlan && !claim.wholePlan && !fact.isAverage && isPlanned(fact.kind);
  if (isAimOfPlan) return claim.years.at(-1) === fact.years.at(-1);
  return claim.years.some((year) => fact.years.includes(year));
}
