/** Makes a citation of a span of a document: its words, its place, and links that open there. */

import type { Citation } from '../api/ask.js';
import type { Document, Passage, Span, TableRow } from '../types.js';
import { createDeepLink } from './deep-link.js';

/** Cites `span`, which lies in `passage` of `document`, under the number `marker`. */
export function createCitation(document: Document, passage: Passage, span: Span, marker: number): Citation {
  const quote = document.text.slice(span.start, span.end);
  const paragraph = paragraphAt(document.text, passage, span.start);
  const { title, url, type } = document.metadata;
  const table = findTablePlace(document.tableRows, span);
  // A digest's words do not stand on the page of its original, nor does a row as it is written out here.
  const opensAtQuote = type !== 'digest' && table === null;
  return {
    marker,
    passageId: passage.id,
    documentId: document.id,
    title,
    headingPath: [...passage.headingPath],
    quote,
    start: span.start,
    end: span.end,
    paragraph,
    page: document.pageStarts.findLast(({ start }) => start <= span.start)?.page ?? passage.page,
    table,
    url,
    deepLink: url === null || !opensAtQuote ? null : createDeepLink(url, document.text, span),
    readerUrl: `/documents/${document.id}?start=${span.start}&end=${span.end}#quote`,
  };
}

/** Caption, row and columns of the table row that holds the whole span; null when none does. */
function findTablePlace(rows: readonly TableRow[], { start, end }: Span): Citation['table'] {
  const found = rows.find((row) => row.start <= start && end <= row.end);
  return found ? { caption: found.caption, row: found.row, columns: found.columns } : null;
}

/** Paragraph of an offset in a passage: its own number and one more for each line break before the offset. */
export function paragraphAt(text: string, passage: Passage, offset: number): number {
  let paragraph = passage.paragraph;
  for (
    let index = text.indexOf('\n', passage.start);
    index !== -1 && index < offset;
    index = text.indexOf('\n', index + 1)
  ) {
    paragraph += 1;
  }
  return paragraph;
}
