/** Do the documents contradict each other, or the question them, on the very figure that is asked for? */

import type { Figure } from '../annotate/figures/contract.js';
import type { Fact } from '../index/contract.js';
import { sameQuantity } from '../lexicon/quantities.js';
import type { Ranking } from '../retrieve/contract.js';

/** A figure of one document that differs from another's on the same thing; null when none does. */
export function findConflict({ understood, indicators }: Ranking): readonly [Fact, Fact] | null {
  // Of a target, of several places or years, and of no year in particular, different figures are all true.
  if (understood.kind === 'target' || understood.comparison || understood.years.length !== 1) return null;
  if (understood.askedFigure.measure === null || understood.wholePlan) return null;
  for (const { figures } of indicators) {
    const firm = figures.filter(({ figure }) => isFirm(figure) && figure.years.includes(understood.years[0] ?? 0));
    for (const one of firm) {
      const other = firm.find((each) => each.document !== one.document && contradict(one, each));
      if (other !== undefined) return [one, other];
    }
  }
  return null;
}

/** What the question states of an indicator and every figure of the documents contradicts: 增长3.3% of what fell. */
export function findFalsePremise({ understood, indicators }: Ranking): Figure | null {
  const contradicted = understood.askedFigure.claimed.find((claimed) => {
    const own = indicators.find(({ term }) => term.name === claimed.term?.name);
    const known = [...(own?.figures ?? []), ...(own?.otherwise ?? [])]
      .map(({ figure }) => figure)
      .filter((figure) => figure.measure === claimed.measure && figure.qualifier === '' && !figure.isComparison);
    const comparable = known.filter((figure) => sameQuantity(claimed.quantity, figure.quantity) !== 'incomparable');
    return comparable.length > 0 && comparable.every((figure) => differs(claimed, figure));
  });
  return contradicted ?? null;
}

function isFirm({ quantity, qualifier, isComparison, isFormer, kind }: Figure): boolean {
  const isActual = kind === null || kind === 'actual';
  return quantity.bound === 'exact' && qualifier === '' && !isComparison && !isFormer && isActual;
}

function contradict(one: Fact, other: Fact): boolean {
  const samePlace = one.document.metadata.region === other.document.metadata.region;
  return samePlace && one.figure.measure === other.figure.measure && differs(one.figure, other.figure);
}

function differs(one: Figure, other: Figure): boolean {
  const turned = one.direction !== null && other.direction !== null && one.direction !== other.direction;
  return turned || sameQuantity(one.quantity, other.quantity) === 'differs';
}
