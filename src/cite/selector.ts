/**
 * Selectors of the W3C Web Annotation Data Model: how other programs find a quotation again. A document's text and a span
 * of it go in; the words with what surrounds them, or their position, come out.
 */

import type { Span } from '../types.js';

/** A `TextQuoteSelector` (4.2.4): the words, and what stands just before and after, so that the right place is found. */
export interface TextQuoteSelector {
  readonly exact: string;
  readonly prefix: string;
  readonly suffix: string;
}

/** A `TextPositionSelector` (4.2.5): half-open, counted in Unicode code points as the model wants, not code units. */
export interface TextPositionSelector {
  readonly start: number;
  readonly end: number;
}

/** Code points of context on either side. */
const CONTEXT_LENGTH = 32;

export function createQuoteSelector(text: string, { start, end }: Span): TextQuoteSelector {
  // A code point has at most two code units.
  const before = Array.from(text.slice(Math.max(0, start - 2 * CONTEXT_LENGTH), start));
  const after = Array.from(text.slice(end, end + 2 * CONTEXT_LENGTH));
  return {
    exact: text.slice(start, end),
    prefix: before.slice(-CONTEXT_LENGTH).join(''),
    suffix: after.slice(0, CONTEXT_LENGTH).join(''),
  };
}

export function createPositionSelector(text: string, { start, end }: Span): TextPositionSelector {
  const first = countCodePoints(text, 0, start);
  return { start: first, end: first + countCodePoints(text, start, end) };
}

function countCodePoints(text: string, start: number, end: number): number {
  let count = 0;
  for (let index = start; index < end; count += 1) index += (text.codePointAt(index) ?? 0) > 0xffff ? 2 : 1;
  return count;
}
