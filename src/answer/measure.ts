/** How is a fact measured, as an answer says it? Of an indicator that is a share itself (城镇化率) the share is its level. */

import type { Measure } from '../annotate/figures/contract.js';
import type { Fact } from '../index/contract.js';

/** Indicators that are a share themselves: their share and their level are one. */
const RATE = /[率比重]$|比例|强度|占比|指数/;

/** A part of a whole is no level of what is no share itself: 预算支出中有81.8%花在民生上. */
export function isPartOfWhole({ term, core, figure: { measure, quantity } }: Fact): boolean {
  return quantity.unit === '%' && (measure === 'level' || measure === 'share') && !RATE.test(term?.name ?? core);
}

export function measureOf(fact: Fact): Measure {
  return fact.figure.measure === 'share' && RATE.test(fact.term?.name ?? fact.core) ? 'level' : fact.figure.measure;
}
