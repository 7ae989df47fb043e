/**
 * What ingest hands on: the decoded text of a file with what the file says of itself. Other stages import these types
 * only.
 */

import type { DocumentMetadata } from '../metadata.js';
import type { Dropped, TableRow } from '../types.js';

/** Formats that have a reader, one file each. `doc` is the old binary format of Word and WPS, which is converted. */
export type FileFormat = 'text' | 'markdown' | 'html' | 'docx' | 'xlsx' | 'pdf' | 'csv' | 'doc';

/** Metadata a file or its sidecar states; a field that is not stated is absent. */
export type DeclaredMetadata = { readonly [Field in keyof DocumentMetadata]?: DocumentMetadata[Field] };

/** A file found below a corpus folder, not yet read. */
export interface SourceFile {
  /** Path below the corpus folder, with `/`, NFC. */
  readonly source: string;
  /** Where it lies. */
  readonly path: string;
  /** First 16 hex digits of the SHA-256 of `source`: replacing the file keeps it, renaming makes another. */
  readonly documentId: string;
}

/** One line of a file as its reader hands it on; for formats that know paragraphs, one paragraph. */
export interface RawLine {
  /** As it stands in the file; no line break. Empty for a blank line of formats that have them. */
  readonly text: string;
  /** Level of a heading the format marks as such (Markdown `##`, Word's Heading 2, `<h2>` are 2); null otherwise. */
  readonly level: number | null;
  /** True when it cannot continue the line before: a paragraph, a list item, a heading, a row of a table. */
  readonly startsBlock: boolean;
  /** Page it stands on, from 1, for formats that have pages. */
  readonly page: number | null;
  /** Set for the caption and the rows of a table. */
  readonly table: TablePart | null;
}

/** A line of a table: its caption (with the unit), or a row written out as `column：cell；column：cell`. */
type TablePart = { readonly kind: 'caption' } | ({ readonly kind: 'row' } & Omit<TableRow, 'start' | 'end'>);

/** What a reader makes of one file. */
export interface ReadResult {
  readonly lines: readonly RawLine[];
  /** What the file says of itself where its format has a place for that (front matter, meta elements). */
  readonly declared: DeclaredMetadata;
  /** What the reader left out, and why (`script`, `running head`, …); what only a look at the text can tell stays. */
  readonly dropped: readonly Dropped[];
  /** What whoever keeps the file should know though it was read: whole sentences that say what to do. */
  readonly remarks?: readonly string[];
}

/**
 * Reads one format. Throws WenjuError FILE_UNREADABLE, naming `source`, for what cannot be read as this format, is
 * over a limit, or holds no text.
 */
export type Reader = (bytes: Uint8Array, source: string) => Promise<ReadResult>;

/** A document as its reader gave it, nothing cleaned. */
export interface RawDocument extends ReadResult {
  readonly documentId: string;
  readonly source: string;
  /** SHA-256 of the file's bytes (of the row, for a row of a CSV file), hex. */
  readonly contentHash: string;
  readonly format: FileFormat;
}
