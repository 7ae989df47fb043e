/**
 * Which figures of the documents are what was asked for? Looks at every passage that names the indicator, not only at
 * the best ranked: when none of them gives a figure of the right kind and time, none is there.
 */

import type { Figure } from '../annotate/figures/contract.js';
import { findFigures } from '../annotate/figures/extract.js';
import type { IndexedDocument, Snapshot } from '../index/contract.js';
import type { Glossary, GlossaryTerm } from '../lexicon/glossary.js';
import { indexTermOf } from '../lexicon/glossary-terms.js';
import { RELATIVE_UNITS } from '../lexicon/units.js';
import type { AskedFigure, FigureEvidence, IndicatorEvidence, PassageTime, UnderstoodQuestion } from './contract.js';

/** Finds the figures of each indicator that is asked for, in the documents given. */
export type FindFigureEvidence = (
  asked: AskedFigure,
  understood: UnderstoodQuestion,
  documents: readonly IndexedDocument[],
) => IndicatorEvidence[];

/** Indicators that are a share of something themselves, so that their level is in per cent. */
const RATE = /[率比重价格数]$/;

/** `times`: one a passage of the snapshot. */
export function createFigureFinder(
  snapshot: Snapshot,
  times: readonly PassageTime[],
  glossary: Glossary,
): FindFigureEvidence {
  /** Figures of a passage are found when first asked for. */
  const known = new Map<number, readonly Figure[]>();

  function figuresOf(passage: number): readonly Figure[] {
    const own = known.get(passage) ?? findFigures(snapshot.passageText(passage), glossary);
    known.set(passage, own);
    return own;
  }

  return (asked, understood, about) => {
    const documents = new Set(about);
    return asked.indicators.map((term) => {
      const found = snapshot.lexicalIndex.entriesWith(indexTermOf(term)).flatMap((passage) => {
        const { document } = snapshot.passageAt(passage);
        if (!documents.has(document)) return [];
        return figuresOf(passage)
          .filter(
            (figure) =>
              figure.term?.name === term.name && isOfTime(figure, times[passage], document.metadata.year, understood),
          )
          .map((figure): FigureEvidence => ({ passage, document, figure }));
      });
      const isAsked = ({ figure }: FigureEvidence): boolean => isMeasured(figure, asked, term);
      const figures = found.filter(isAsked);
      const achieved = figures.filter(({ passage, figure }) => !isPlanned(figure, times[passage]));
      return {
        term,
        // Who asks for the figure of a year means what came of it, where that is known, and not the target.
        figures: understood.kind === null && understood.years.length > 0 && achieved.length > 0 ? achieved : figures,
        otherwise: found.filter((each) => !isAsked(each)),
      };
    });
  };
}

function isMeasured({ quantity, isComparison }: Figure, { measure }: AskedFigure, term: GlossaryTerm): boolean {
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
