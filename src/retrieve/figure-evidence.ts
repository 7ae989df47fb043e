/**
 * Which figures of the documents are what was asked for? Looks at every passage that names the indicator, not only at
 * the best ranked: when none of them gives a figure of the right kind and time, none is there.
 */

import type { PassageTime } from '../annotate/contract.js';
import type { Figure } from '../annotate/figures/contract.js';
import type { Fact, IndexedDocument, Snapshot } from '../index/contract.js';
import type { GlossaryTerm } from '../lexicon/glossary.js';
import { RELATIVE_UNITS } from '../lexicon/units.js';
import type { AskedFigure, UnderstoodQuestion } from '../understand/contract.js';
import type { IndicatorEvidence } from './contract.js';

/** Indicators that are a share of something themselves, so that their level is in per cent. */
const RATE = /[率比重价格数]$/;

/** The figures of each indicator that is asked for, in the documents given. */
export function findFigureEvidence(
  understood: UnderstoodQuestion,
  about: readonly IndexedDocument[],
  { facts, passageAnnotations }: Snapshot,
): IndicatorEvidence[] {
  const documents = new Set(about);
  const { indicators, ...asked } = understood.askedFigure;
  return indicators.map((term) => {
    const found = facts
      .aboutTerm(term.name)
      .filter(
        ({ document, passage, figure }) =>
          documents.has(document) &&
          figure.term?.name === term.name &&
          isOfTime(figure, passageAnnotations[passage], document.metadata.year, understood),
      );
    const isAsked = ({ figure }: Fact): boolean => isMeasured(figure, asked, term);
    const figures = found.filter(isAsked);
    const achieved = figures.filter(({ passage, figure }) => !isPlanned(figure, passageAnnotations[passage]));
    return {
      term,
      // Who asks for the figure of a year means what came of it, where that is known, and not the target.
      figures: understood.kind === null && understood.years.length > 0 && achieved.length > 0 ? achieved : figures,
      otherwise: found.filter((fact) => !isAsked(fact)),
    };
  });
}

function isMeasured(
  { quantity, isComparison }: Figure,
  { measure }: Pick<AskedFigure, 'measure'>,
  term: GlossaryTerm,
): boolean {
  if (measure === null || RATE.test(term.name)) return true;
  if (isComparison) return false;
  return RELATIVE_UNITS.has(quantity.unit) === (measure === 'growth');
}

function isOfTime(
  figure: Figure,
  time: PassageTime | undefined,
  reportYear: number | null,
  { years, reportYears, kind, wholePlan }: UnderstoodQuestion,
): boolean {
  const saysYear = figure.years.some((year) => years.includes(year));
  if (years.length === 0) return true;
  const isReport = reportYear !== null && reportYears.includes(reportYear);
  const isOfYear = saysYear || (time?.years.some((year) => years.includes(year)) ?? false);
  if (kind === 'target') return (isReport || isOfYear) && isPlanned(figure, time);
  if (!wholePlan && time?.plan && !saysYear) return false;
  if (kind === 'result') return (isReport || saysYear) && !isPlanned(figure, time);
  return isOfYear;
}

function isPlanned({ kind }: Figure, time: PassageTime | undefined): boolean {
  return time?.role === 'target' || time?.role === 'task' || kind === 'target' || kind === 'plan';
}
