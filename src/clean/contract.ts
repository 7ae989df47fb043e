/** What cleaning hands on: one text with its paragraphs, what was dropped, and the lines that tell about the document. */

import type { Dropped, Paragraph, TableRow } from '../types.js';

/** A document's text after cleaning. `text` is the paragraphs joined by single `\n`; it is never changed again. */
export interface CleanedDocument {
  readonly text: string;
  readonly paragraphs: readonly Paragraph[];
  readonly tableRows: readonly TableRow[];
  readonly dropped: readonly Dropped[];
  /** Lines that were dropped as furniture and yet carry a date, a source, an author or an editor, in their order. */
  readonly bylines: readonly string[];
  /** The document's own title line, null when none is recognised. */
  readonly title: string | null;
}
