/**
 * The words every stage shares: what a document, section, passage and sentence are. Offsets are UTF-16 code units,
 * half-open, into the one cleaned text of their document: `text.slice(start, end)` is what is shown and quoted.
 */

import type { DocumentMetadata, MetadataOrigin } from './metadata.js';

/** A half-open range of UTF-16 code units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A piece of the raw text that was not kept, and why (`navigation`, `copyright`, `repeated text`, …). */
export interface Dropped {
  readonly text: string;
  readonly reason: string;
}

/** One line of the cleaned text, without its line break. `number` counts from 1. */
export interface Paragraph extends Span {
  readonly number: number;
  /** Level of a heading the file format marks as such (Markdown `##` is 2); null where only the words can tell. */
  readonly markedLevel: number | null;
  /** Page it stands on, from 1, for formats that have pages. */
  readonly page: number | null;
  /** Set for the caption and the rows of a table. */
  readonly table: 'caption' | 'row' | null;
}

/** A row of a table, written out as `column：cell；column：cell`, so that it can be found and cited by itself. */
export interface TableRow extends Span {
  readonly caption: string | null;
  /** Its first cell: what the row is about. */
  readonly row: string;
  /** Heads of the columns, in order; empty when the table has none. */
  readonly columns: readonly string[];
}

/**
 * A heading and its place. `start`/`end` span the heading itself (`text.slice(start, end) === heading`); what
 * belongs to it ends at `contentEnd`. A stand-alone heading is in no passage; a run-in lead
 * (`（一）稳增长。全年……`) is the first sentence of its paragraph and stays in the passage it opens.
 */
export interface Section extends Span {
  readonly heading: string;
  /** 1 is the outermost. */
  readonly level: number;
  readonly runIn: boolean;
  readonly contentEnd: number;
}

/** A sentence with its closing punctuation; never crosses a paragraph. `passage` indexes the document's passages. */
export interface Sentence extends Span {
  readonly passage: number;
}

/** The unit that is found, ranked and cited: a section, or whole sentences of one. */
export interface Passage extends Span {
  /** `<document id>-<ordinal>`: the same for the same document text. */
  readonly id: string;
  /** Headings above it, outermost first. */
  readonly headingPath: readonly string[];
  /** Number of the paragraph it begins in, from 1. */
  readonly paragraph: number;
  /** Page it begins on, for formats that have pages. */
  readonly page: number | null;
  /** True when a sentence or table longer than the model's window had to be cut. */
  readonly cut: boolean;
}

/** A document after ingest, clean and chunk: everything but its vectors. */
export interface Document {
  /** From its path below the corpus folder: replacing the file keeps it, renaming makes another. */
  readonly id: string;
  /** File path below its corpus folder, with `/`. */
  readonly source: string;
  /** This file and, later, near-duplicates of it. */
  readonly sources: readonly { readonly source: string; readonly url: string | null }[];
  /** SHA-256 of the file's bytes, hex. */
  readonly contentHash: string;
  readonly metadata: DocumentMetadata;
  readonly origins: { readonly [Field in keyof DocumentMetadata]?: MetadataOrigin };
  /** The cleaned text: paragraphs joined by single `\n`. Every offset is into it. */
  readonly text: string;
  readonly sections: readonly Section[];
  readonly passages: readonly Passage[];
  readonly sentences: readonly Sentence[];
  /** Where each page begins, in order; empty for formats without pages. */
  readonly pageStarts: readonly { readonly start: number; readonly page: number }[];
  /** Rows of tables, in the order of the text. */
  readonly tableRows: readonly TableRow[];
  readonly dropped: readonly Dropped[];
}
