/**
 * A document's text as paragraphs to be shown: takes the text, its outline, a cited span and places that were looked for,
 * gives each paragraph with its number, its rank as a heading, and its pieces, each all cited or not, all lead or not.
 */

import type { DocumentReply } from '../../api/documents.js';
import type { Span } from '../../types.js';

export type OutlineHeading = DocumentReply['outline'][number];

/** A part of a paragraph that is shown in one way. */
export interface ParagraphPiece {
  readonly text: string;
  readonly isCited: boolean;
  /** A heading that opens its paragraph. */
  readonly isLead: boolean;
  /** Number of the place that was looked for, from 1; null for none. */
  readonly found: number | null;
}

export interface ShownParagraph extends Span {
  /** From 1, over the whole text. */
  readonly number: number;
  /** For a paragraph that is a heading by itself: 1 below the title, each at most one more than the one above it. */
  readonly rank: number | null;
  /** Position in the outline of the heading that it is or opens with; null for none. */
  readonly heading: number | null;
  /** Set where a page is known to begin, or to be going on, and was not named yet. */
  readonly page: number | null;
  readonly pieces: readonly ParagraphPiece[];
}

/** Blank paragraphs have no text to show and keep their number. */
export function listParagraphs(
  { text, outline, passages }: Pick<DocumentReply, 'text' | 'outline' | 'passages'>,
  quote: Span | null,
  places: readonly Span[] = [],
): ShownParagraph[] {
  const pages = new Map(passages.map(({ paragraph, page }) => [paragraph, page]));
  const shown: ShownParagraph[] = [];
  const above: number[] = [];
  let start = 0;
  let next = 0;
  let place = 0;
  let lastPage: number | null = null;
  for (const [index, line] of text.split('\n').entries()) {
    const span = { start, end: start + line.length };
    const number = index + 1;
    while ((outline[next]?.start ?? span.start) < span.start) next += 1;
    const heading = outline[next];
    const opens = heading !== undefined && heading.start < span.end && heading.end <= span.end;
    const isAlone = opens && heading.start === span.start && heading.end === span.end;
    if (isAlone) {
      while ((above.at(-1) ?? 0) >= heading.level) above.pop();
      above.push(heading.level);
    }
    const first = place;
    while ((places[place]?.start ?? text.length) < span.end) place += 1;
    const found = places.slice(first, place).map((each, at) => ({ ...each, number: first + at + 1 }));
    const page = pages.get(number) ?? null;
    if (line.trim() !== '') {
      shown.push({
        ...span,
        number,
        rank: isAlone ? above.length : null,
        heading: opens ? next : null,
        page: page === lastPage ? null : page,
        pieces: cut(text, span, opens && !isAlone ? heading : null, quote, found),
      });
    }
    lastPage = page ?? lastPage;
    start = span.end + 1;
  }
  return shown;
}

function cut(
  text: string,
  { start, end }: Span,
  lead: Span | null,
  quote: Span | null,
  found: readonly (Span & { readonly number: number })[],
): ParagraphPiece[] {
  const edges = [lead, quote, ...found].flatMap((span) => (span === null ? [] : [span.start, span.end]));
  const cuts = [start, ...edges.filter((edge) => edge > start && edge < end).sort((a, b) => a - b), end];
  const isIn = (span: Span | null, from: number): boolean => span !== null && span.start <= from && from < span.end;
  return cuts.slice(0, -1).flatMap((from, index) => {
    const piece = text.slice(from, cuts[index + 1]);
    const number = found.find((span) => isIn(span, from))?.number ?? null;
    return piece === '' ? [] : [{ text: piece, isCited: isIn(quote, from), isLead: isIn(lead, from), found: number }];
  });
}

/** The span that `start` and `end` name, with whole characters; null when they name none of the text. */
export function readSpan(text: string, start: string | undefined, end: string | undefined): Span | null {
  if (!/^\d{1,9}$/.test(start ?? '') || !/^\d{1,9}$/.test(end ?? '')) return null;
  const span = { start: Number(start), end: Math.min(Number(end), text.length) };
  if (isInsideCharacter(text, span.start)) span.start -= 1;
  if (isInsideCharacter(text, span.end)) span.end += 1;
  return text.slice(span.start, span.end).trim() === '' ? null : span;
}

/** Between the halves of a surrogate pair. */
function isInsideCharacter(text: string, offset: number): boolean {
  return (text.codePointAt(offset - 1) ?? 0) > 0xffff;
}
