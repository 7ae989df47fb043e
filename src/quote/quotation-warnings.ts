/**
 * Used to find quotations: a document, the figures in it and the places of a quotation's parts go in; what is wrong with
 * how it was cut comes out. Words may be left out of a quotation; what a figure is about, a figure of what is quoted and
 * a negation may not.
 */

import type { QuoteWarning } from '../api/check.js';
import type { Fact, IndexedDocument } from '../index/contract.js';
import type { Span } from '../types.js';
import { findLeftOutNegation, findNegation } from './quotation-context.js';

const CLAUSE_ENDS = /[，,；;。！？!?：:\n]/;
/** Where a subject lies for the most part, it is. */
const MOST = 0.5;

/** In the order of their weight; empty for a fair quotation. `figuresIn` gives the figures within a span, in order. */
export function findWarnings(
  document: IndexedDocument,
  parts: readonly Span[],
  figuresIn: (span: Span) => readonly Fact[],
): QuoteWarning[] {
  const { text } = document;
  const gaps = parts
    .slice(1)
    .map((part, index): Span => ({ start: parts[index]?.end ?? part.start, end: part.start }))
    .filter(({ start, end }) => end > start);
  const warnings: QuoteWarning[] = [];
  if (gaps.some(({ start, end }) => text.slice(start, end).includes('\n'))) warnings.push('parts_far_apart');
  if (gaps.length > 0 && partsFigure(parts, gaps, figuresIn)) warnings.push('figure_left_out');
  const isTurned =
    gaps.some((gap) => findTurned(text, gap) !== null) || parts.some((part) => findNegation(document, part) !== null);
  if (isTurned) warnings.push('sense_turned');
  return warnings;
}

/** A quoted figure lost what it is about, or something quoted its figure. */
function partsFigure(
  parts: readonly Span[],
  gaps: readonly Span[],
  figuresIn: (span: Span) => readonly Fact[],
): boolean {
  const first = parts[0]?.start ?? 0;
  const whole = { start: first, end: parts.at(-1)?.end ?? first };
  const figures = figuresIn(whole);
  const isQuoted = (span: Span): boolean => parts.some((part) => overlap(part, span) >= lengthOf(span) * MOST);
  const isLeftOut = (span: Span): boolean => gaps.some((gap) => overlap(gap, span) > lengthOf(span) * MOST);
  const told = new Map<number, boolean>();
  const read = figures.map((figure, index) => {
    const subject = findSubject(figures, index);
    const isShown = parts.some(({ start, end }) => figure.start >= start && figure.end <= end);
    if (subject !== null && isShown) told.set(subject.start, true);
    return { figure, subject, isShown };
  });
  return read.some(({ figure, subject, isShown }) => {
    // Half of a number is no number.
    if (!isShown && gaps.some((gap) => overlap(gap, figure) > 0) && parts.some((part) => overlap(part, figure) > 0)) {
      return true;
    }
    if (subject === null || subject.end <= first) return false;
    return isShown ? isLeftOut(subject) : isLeftOut(figure) && isQuoted(subject) && !told.has(subject.start);
  });
}

/** Where the words that a figure is about stand in front of it in its sentence: its own, else those of the figure before. */
function findSubject(figures: readonly Fact[], index: number): Span | null {
  const figure = figures[index];
  if (figure === undefined) return null;
  for (let at = index; at >= 0; at -= 1) {
    const other = figures[at];
    if (other === undefined || other.sentence !== figure.sentence) break;
    const words = other.figure.subject;
    if (words === '') continue;
    const found = other.text.slice(0, other.figure.start).lastIndexOf(words);
    const start = other.start - other.figure.start + found;
    return found < 0 ? null : { start, end: start + words.length };
  }
  return null;
}

function lengthOf({ start, end }: Span): number {
  return end - start;
}

function overlap(left: Span, right: Span): number {
  return Math.max(0, Math.min(left.end, right.end) - Math.max(left.start, right.start));
}

/** A negation left out of a clause of which something is quoted; what is left out whole says nothing of the rest. */
function findTurned(text: string, { start, end }: Span): string | null {
  const clauses = text.slice(start, end).split(CLAUSE_ENDS);
  const isCutBefore = !CLAUSE_ENDS.test(text.charAt(start - 1));
  const pieces = clauses.length === 1 ? clauses : [isCutBefore ? (clauses[0] ?? '') : '', clauses.at(-1) ?? ''];
  return pieces.map(findLeftOutNegation).find((word) => word !== null) ?? null;
}
