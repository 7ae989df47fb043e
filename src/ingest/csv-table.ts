/**
 * Ingest, CSV: a table of figures, as statistical offices hand out beside workbooks. Its bytes go in; its rows come out
 * written as those of any table. A file with a column for texts has a document a row instead (csv.ts).
 */

import { unreadable } from '../errors.js';
import type { ReadResult } from './contract.js';
import { isDocumentHead, isKnownColumn, parseCells } from './csv.js';
import { MAX_TABLE_COLUMNS, MAX_TABLE_ROWS, writeFirstTable } from './table.js';
import { decodeText } from './text.js';

/** Characters of a cell: a longer one is a text, and its column was to be called so. */
const LONGEST_CELL = 200;

/**
 * Null for a file whose rows are documents, or are meant to be.
 * @throws WenjuError FILE_UNREADABLE for unbalanced quotes, and for more rows or columns than any table has.
 */
export function readCsvTable(bytes: Uint8Array, source: string): ReadResult | null {
  const content = decodeText(bytes, source);
  const [head = []] = parseCells(content, source, { limit: 0, isRagged: true });
  if (isDocumentHead(head) || head.every(isKnownColumn)) return null;
  const rows = parseCells(content, source, { limit: MAX_TABLE_ROWS, isRagged: true });
  const isTable = rows.length > 1 && rows.every((row) => row.every((cell) => cell.length <= LONGEST_CELL));
  if (!isTable) return null;
  const width = Math.max(...rows.map(({ length }) => length));
  if (width < 2) return null;
  if (rows.length > MAX_TABLE_ROWS || width > MAX_TABLE_COLUMNS) {
    throw unreadable(
      source,
      `expected a table of at most ${MAX_TABLE_ROWS} rows and ${MAX_TABLE_COLUMNS} columns, got more. Split the file.`,
    );
  }
  return { lines: writeFirstTable(rows, source), declared: {}, dropped: [] };
}
