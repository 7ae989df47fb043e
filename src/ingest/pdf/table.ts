/**
 * Ingest, PDF: rows of cells that stand below each other become a table. Paragraphs and rows in reading order go in;
 * lines as other readers hand them on come out. A PDF draws a table and does not say so: only what lines up without a
 * doubt is one, and all other rows stay whole lines with tabs between their cells.
 */

import type { RawLine } from '../contract.js';
import { readUnit, writeTable } from '../table.js';
import type { TextRun } from './page.js';
import type { PdfParagraph } from './paragraphs.js';

const MIN_ROWS = 3;
const MIN_COLUMNS = 3;
/** Part of the rows that must fill every column. */
const MIN_FULL_ROWS = 0.6;
/** A caption is shorter, UTF-16 code units. */
const LONGEST_CAPTION = 60;

const CAPTION = /^(?:附?表|附件|table)[\s\d一二三四五六七八九十]/iu;

/** Linear but for sorting. */
export function writeParagraphs(paragraphs: readonly PdfParagraph[]): RawLine[] {
  const lines: RawLine[] = [];
  for (let at = 0; at < paragraphs.length; ) {
    const rows = rowsFrom(paragraphs, at);
    const table = rows.length === 0 ? null : readTable(rows, paragraphs[at]?.page ?? null, lines);
    if (table !== null) {
      lines.push(...table);
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

/** The lines of a table, null when the rows are none. Takes caption and unit off the end of the lines above. */
function readTable(rows: readonly (readonly TextRun[])[], page: number | null, above: RawLine[]): RawLine[] | null {
  const grid = toGrid(rows);
  return grid === null ? null : writeTable(grid, { ...takeSurroundings(above), page });
}

function takeSurroundings(above: RawLine[]): { caption: string | null; unit: string | null } {
  let caption: string | null = null;
  let unit: string | null = null;
  for (let taken = 0; taken < 2; taken++) {
    const line = above.at(-1);
    if (line === undefined || line.table !== null) break;
    const stated = readUnit(line.text);
    if (unit === null && stated !== null) unit = stated;
    else if (caption === null && line.text.length <= LONGEST_CAPTION && CAPTION.test(line.text)) caption = line.text;
    else break;
    above.pop();
  }
  return { caption, unit };
}

/** The cells by row and column; null when they do not line up. */
function toGrid(rows: readonly (readonly TextRun[])[]): string[][] | null {
  const width = rows.reduce((most, row) => Math.max(most, row.length), 0);
  const full = rows.filter((row) => row.length === width);
  if (rows.length < MIN_ROWS || width < MIN_COLUMNS || full.length < rows.length * MIN_FULL_ROWS) return null;
  const columns = Array.from({ length: width }, (_, column) => ({
    left: full.reduce((least, row) => Math.min(least, row[column]?.left ?? least), Number.POSITIVE_INFINITY),
    right: full.reduce((most, row) => Math.max(most, row[column]?.right ?? most), Number.NEGATIVE_INFINITY),
  }));
  if (columns.some(({ right }, column) => right > (columns[column + 1]?.left ?? right))) return null;
  const grid: string[][] = [];
  for (const row of rows) {
    const line = row.length === width ? row.map(({ text }) => text) : fillIn(row, columns);
    if (line === null) return null;
    grid.push(line);
  }
  return grid;
}

/** A row that lacks cells: each stands in the one column it touches; null when that is not certain. */
function fillIn(row: readonly TextRun[], columns: readonly { left: number; right: number }[]): string[] | null {
  const line = columns.map(() => '');
  for (const cell of row) {
    const touched = columns.flatMap(({ left, right }, at) => (cell.left < right && cell.right > left ? [at] : []));
    const [only] = touched;
    if (touched.length !== 1 || only === undefined || line[only] !== '') return null;
    line[only] = cell.text;
  }
  return line;
}
