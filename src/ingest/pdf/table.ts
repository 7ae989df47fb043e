/**
 * Ingest, PDF: rows of cells that stand below each other become a table. Paragraphs and rows in reading order go in;
 * lines as other readers hand them on come out. A PDF draws a table and does not say so: only what lines up without a
 * doubt is one, and all other rows stay whole lines with tabs between their cells.
 */

import type { RawLine } from '../contract.js';
import { continueTable, readUnitLine, writeTable } from '../table.js';
import type { TextRun } from './page.js';
import type { PdfParagraph } from './paragraphs.js';

const MIN_ROWS = 3;
const MIN_COLUMNS = 3;
/** Part of the rows that must fill every column. */
const MIN_FULL_ROWS = 0.6;
/** A caption is shorter, UTF-16 code units. */
const LONGEST_CAPTION = 60;

const CAPTION = /^(?:附?表|附件|table)[\s\d一二三四五六七八九十]/iu;

/** Where a column stands on the page. */
interface Column {
  readonly left: number;
  readonly right: number;
}

/** A table that may go on on the next page. */
interface OpenTable {
  readonly columns: readonly Column[];
  readonly names: readonly string[];
  readonly caption: string | null;
  readonly page: number;
}

/** Linear but for sorting. */
export function writeParagraphs(paragraphs: readonly PdfParagraph[]): RawLine[] {
  const lines: RawLine[] = [];
  let open: OpenTable | null = null;
  for (let at = 0; at < paragraphs.length; ) {
    const rows = rowsFrom(paragraphs, at);
    const page = paragraphs[at]?.page ?? null;
    const table: WrittenTable | null =
      rows.length === 0 ? null : (goOn(rows, page, open) ?? readTable(rows, page, lines));
    open = table?.open ?? null;
    if (table !== null) {
      for (const line of table.lines) lines.push(line);
      at += rows.length;
      continue;
    }
    const count = Math.max(1, rows.length);
    for (const { text, page } of paragraphs.slice(at, at + count)) {
      if (text !== '') lines.push({ text, level: null, startsBlock: true, page, table: null });
    }
    at += count;
  }
  return lines;
}

/** The rows of cells from `at` on that stand on one page and in one column. */
function rowsFrom(paragraphs: readonly PdfParagraph[], at: number): TextRun[][] {
  const rows: TextRun[][] = [];
  const first = paragraphs[at]?.row;
  for (let next = at; next < paragraphs.length; next++) {
    const row = paragraphs[next]?.row;
    if (!row || row.page !== first?.page || row.band !== first.band) break;
    rows.push([...row.cells]);
  }
  return rows;
}

interface WrittenTable {
  readonly lines: readonly RawLine[];
  readonly open: OpenTable | null;
}

/** The lines of a table, null when the rows are none. Takes caption and unit off the end of the lines above. */
function readTable(rows: readonly (readonly TextRun[])[], page: number | null, above: RawLine[]): WrittenTable | null {
  const columns = findColumns(rows);
  const grid = columns === null ? null : toGrid(rows, columns);
  if (columns === null || grid === null) return null;
  const lines = writeTable(grid, { ...takeSurroundings(above), page });
  const last = lines.at(-1)?.table;
  const open =
    last?.kind === 'row' && last.columns.length === columns.length && page !== null
      ? { columns, names: last.columns, caption: last.caption, page }
      : null;
  return { lines, open };
}

/** The rows as those of the table with which the page before ended; null when they do not stand in its columns. */
function goOn(rows: readonly (readonly TextRun[])[], page: number | null, open: OpenTable | null): WrittenTable | null {
  if (open === null || page !== open.page + 1) return null;
  const grid = rows.map((row) => fillIn(row, open.columns));
  const filled = grid.filter((row) => row !== null);
  const full = filled.filter((row) => row.every((cell) => cell !== ''));
  if (filled.length < grid.length || full.length < rows.length * MIN_FULL_ROWS) return null;
  const lines = continueTable(filled, { caption: open.caption, columns: open.names, page });
  return { lines, open: { ...open, page } };
}

function takeSurroundings(above: RawLine[]): { caption: string | null; unit: string | null } {
  let caption: string | null = null;
  let unit: string | null = null;
  for (let taken = 0; taken < 2; taken++) {
    const line = above.at(-1);
    if (line === undefined || line.table !== null) break;
    const stated = readUnitLine(line.text);
    if (unit === null && stated !== null) unit = stated;
    else if (caption === null && line.text.length <= LONGEST_CAPTION && CAPTION.test(line.text)) caption = line.text;
    else break;
    above.pop();
  }
  return { caption, unit };
}

/** The columns that rows stand in; null when they do not line up. */
function findColumns(rows: readonly (readonly TextRun[])[]): Column[] | null {
  const width = rows.reduce((most, row) => Math.max(most, row.length), 0);
  const full = rows.filter((row) => row.length === width);
  if (rows.length < MIN_ROWS || width < MIN_COLUMNS || full.length < rows.length * MIN_FULL_ROWS) return null;
  const columns = Array.from({ length: width }, (_, column) => ({
    left: full.reduce((least, row) => Math.min(least, row[column]?.left ?? least), Number.POSITIVE_INFINITY),
    right: full.reduce((most, row) => Math.max(most, row[column]?.right ?? most), Number.NEGATIVE_INFINITY),
  }));
  return columns.some(({ right }, column) => right > (columns[column + 1]?.left ?? right)) ? null : columns;
}

/** The cells by row and column; null when one stands in none. */
function toGrid(rows: readonly (readonly TextRun[])[], columns: readonly Column[]): string[][] | null {
  const grid: string[][] = [];
  for (const row of rows) {
    const line = row.length === columns.length ? row.map(({ text }) => text) : fillIn(row, columns);
    if (line === null) return null;
    grid.push(line);
  }
  return grid;
}

/** A row that lacks cells: each stands in the one column it touches; null when that is not certain. */
function fillIn(row: readonly TextRun[], columns: readonly Column[]): string[] | null {
  const line = columns.map(() => '');
  for (const cell of row) {
    const touched = columns.flatMap(({ left, right }, at) => (cell.left < right && cell.right > left ? [at] : []));
    const [only] = touched;
    if (touched.length !== 1 || only === undefined || line[only] !== '') return null;
    line[only] = cell.text;
  }
  return line;
}
