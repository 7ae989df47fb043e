/**
 * Ingest, old Word files (.doc, .wps) on a machine without LibreOffice: the text alone goes out of the binary format,
 * paragraph by paragraph, tables row by row, notes and text boxes at the end. What only the formatting says is not in
 * it: automatic numbers, which paragraphs are headings, merged cells, raised digits.
 */

import WordExtractor from 'word-extractor';
import { unreadable } from '../../errors.js';
import { takeSurroundings } from '../caption.js';
import type { RawLine, ReadResult } from '../contract.js';
import { writeTable } from '../table.js';

/** What is used of the library; its types leave out that quotation marks and dashes may stay as they are. */
interface Extracted {
  getBody(options: Options): string;
  getFootnotes(options: Options): string;
  getEndnotes(options: Options): string;
  getTextboxes(options: Options): string;
}
type Options = typeof AS_WRITTEN;
const AS_WRITTEN = { filterUnicode: false, includeHeadersAndFooters: false };

/** What the library ends each cell with, the last of a row too. */
const CELL_END = '\t';

/** @throws WenjuError FILE_UNREADABLE naming `source` for a damaged file, one of Word 95 or older, or one without text. */
export async function readLegacyText(bytes: Buffer, source: string): Promise<ReadResult> {
  const document: Extracted = await new WordExtractor().extract(bytes).catch((cause: unknown) => {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const message = `its text could not be read (${reason}). Install LibreOffice, or save the file as .docx.`;
    throw unreadable(source, message, cause);
  });
  const parts = [
    document.getBody(AS_WRITTEN),
    document.getFootnotes(AS_WRITTEN),
    document.getEndnotes(AS_WRITTEN),
    document.getTextboxes(AS_WRITTEN),
  ];
  const lines: RawLine[] = [];
  let rows: string[][] = [];
  for (const text of [...parts.join('\n').split('\n'), '']) {
    if (text.endsWith(CELL_END)) {
      rows.push(text.slice(0, -CELL_END.length).split(CELL_END));
      continue;
    }
    if (rows.length > 0) {
      for (const line of writeTable(rows, { ...takeSurroundings(lines), page: null })) lines.push(line);
    }
    rows = [];
    if (text !== '') lines.push({ text, level: null, startsBlock: true, page: null, table: null });
  }
  return { lines, declared: {}, dropped: [] };
}
