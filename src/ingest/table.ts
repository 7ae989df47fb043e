/**
 * Ingest, tables: a grid of cells goes in, as any format has them, merged cells repeated; lines come out, the caption
 * first, then one line a row that says of every cell which column it is in (`指标：地区生产总值；2023年：827.9`), so that
 * a row can be found, read and cited by itself.
 */

import { basename, extname } from 'node:path';
import type { RawLine } from './contract.js';

/** Rows and columns of what is still read as a table; a larger grid becomes plain lines, with nothing lost. */
export const MAX_TABLE_ROWS = 10_000;
export const MAX_TABLE_COLUMNS = 200;

/** Characters of a column's head or a caption; longer cells are sentences. */
const MAX_HEAD_LENGTH = 40;
/** Rows a head may have: `2023年` over `总量` over `增速`. */
const MAX_HEAD_ROWS = 3;
/** Characters up to which a merged cell is said again in each row and column; a merged paragraph is said once. */
const MAX_REPEATED_LENGTH = 100;

const CELL_SEPARATOR = '；';
const UNIT = /^[（(]?(?:计量)?单位[：:]([^：:]{1,30}?)[）)]?$/u;
/** A figure, with its unit at most: `827.9`, `-1.2%`, `15个`. */
const FIGURE = /^[+\-−]?\d[\d,，.]*[%％‰]?\p{L}{0,4}$/u;
/** `2023`, `2023年末`, `1—12月`, `3季度`: begins with digits and names a column all the same. */
const PERIOD = /^(?:(?:19|20)\d\d(?:[年/（(—–-].*)?|\d{1,2}(?:[-—–~至]\d{1,2})?(?:月|季度).*)$/u;
const LETTER = /\p{L}/u;
/** A column that only counts rows says nothing of what the row is about. */
const COUNTING_COLUMN = /^(?:序号|编号|No\.?)$/iu;

type Grid = readonly (readonly string[])[];

/** What stands around a table: its caption, its unit (`亿元`) and the page it begins on. */
interface TableSurroundings {
  readonly caption: string | null;
  readonly unit: string | null;
  readonly page: number | null;
}

/**
 * The unit that a line above a table states (`单位：亿元` → `亿元`); null for other lines. Formats that see the line
 * take it from there; inside the grid `writeTable` finds it itself.
 */
export function readUnitLine(line: string): string | null {
  const text = closeSpaces(line);
  return text.length > MAX_HEAD_LENGTH ? null : (UNIT.exec(text)?.[1]?.trim() ?? null);
}

/** True when the cells only place text on a page: one column, empty and merged ones not counted. */
export function isLayout(grid: Grid): boolean {
  return columnsThatSay(grid).length <= 1;
}

/**
 * Writes a table as lines. `grid` has a row an entry, merged cells repeated wherever they reach; line breaks stand in
 * a cell where its paragraphs end. A grid of one column is layout, its paragraphs become plain lines; so does each row
 * of a grid over the limits. Linear in the characters of the grid and of what is written.
 */
export function writeTable(grid: Grid, about: TableSurroundings): RawLine[] {
  const { page } = about;
  const width = grid.reduce((most, row) => Math.max(most, row.length), 0);
  const isTooLarge = grid.length > MAX_TABLE_ROWS || width > MAX_TABLE_COLUMNS;
  const columns = isTooLarge ? [] : columnsThatSay(grid);
  if (!isTooLarge && columns.length <= 1) return [...writeAbove(about), ...writeLayout(grid, columns[0] ?? 0, page)];

  const said = withoutLongRepeats(grid);
  if (isTooLarge) {
    return [...writeAbove(about), ...said.map((row) => plainLine(joinCells(row.map(tidy)), page)).filter(hasText)];
  }
  const cells = said
    .map((row) => columns.map((column) => tidy(row[column] ?? '')))
    .filter((row) => row.some((cell) => cell !== ''));
  const titles = readTitleRows(cells, about);
  const caption = captionOf(titles.caption, titles.unit);
  const heads = readHeads(cells.slice(titles.end));
  const body = cells.slice(titles.end + heads.rows);
  const lines: RawLine[] = caption === null ? [] : [{ ...plainLine(caption, page), table: { kind: 'caption' } }];
  for (const row of [...titles.others, ...body]) {
    const table = { kind: 'row', caption, row: labelOf(row, heads.names), columns: heads.names } as const;
    lines.push({ ...plainLine(writeRow(row, heads.names), page), table });
  }
  return lines;
}

/** A table with which a file begins: where it has no title, the file's name says place and year of its columns. */
export function writeFirstTable(grid: Grid, source: string): RawLine[] {
  const lines = writeTable(grid, { caption: null, unit: null, page: null });
  const isUntitled = lines[0]?.table?.kind === 'row' && lines[0].table.columns.length > 0;
  const name = basename(source, extname(source));
  return isUntitled ? writeTable(grid, { caption: name, unit: null, page: null }) : lines;
}

/** The rows of a table that goes on, as on the next page: its columns are those named before, a head said again goes. */
export function continueTable(
  grid: Grid,
  { caption, columns, page }: { caption: string | null; columns: readonly string[]; page: number | null },
): RawLine[] {
  const rows = withoutLongRepeats(grid).map((row) => row.map(tidy));
  const isHeadAgain = (row: readonly string[]) =>
    row.every((cell, column) => cell === '' || ` ${columns[column] ?? ''} `.includes(` ${closeSpaces(cell)} `));
  return rows
    .filter((row) => row.some((cell) => cell !== '') && !isHeadAgain(row))
    .map((row) => ({
      ...plainLine(writeRow(row, columns), page),
      table: { kind: 'row', caption, row: labelOf(row, columns), columns },
    }));
}

function plainLine(text: string, page: number | null): RawLine {
  return { text, level: null, startsBlock: true, page, table: null };
}

function hasText({ text }: RawLine): boolean {
  return text !== '';
}

/** Caption and unit of what turns out to be no table: lines like others. */
function writeAbove({ caption, unit, page }: TableSurroundings): RawLine[] {
  const text = captionOf(caption, unit);
  return text === null ? [] : [plainLine(text, page)];
}

function writeLayout(grid: Grid, column: number, page: number | null): RawLine[] {
  return grid
    .map((row) => row[column] ?? '')
    .filter((cell, row, all) => row === 0 || cell !== all[row - 1])
    .flatMap((cell) => cell.split('\n'))
    .map((text) => plainLine(tidy(text), page))
    .filter(hasText);
}

/** `表1 主要经济指标（单位：亿元）`; null when there is neither. */
function captionOf(caption: string | null, unit: string | null): string | null {
  if (caption === null) return unit === null ? null : `单位：${unit}`;
  return unit === null || (caption.includes('单位') && caption.includes(unit))
    ? caption
    : `${caption}（单位：${unit}）`;
}

/** Columns that are not empty and do not repeat their left neighbour in every row (merged all the way down). */
function columnsThatSay(grid: Grid): number[] {
  const width = Math.min(
    MAX_TABLE_COLUMNS,
    grid.reduce((most, row) => Math.max(most, row.length), 0),
  );
  return Array.from({ length: width }, (_, column) => column).filter(
    (column) =>
      grid.some((row) => (row[column] ?? '').trim() !== '') &&
      (column === 0 || grid.some((row) => (row[column] ?? '') !== (row[column - 1] ?? ''))),
  );
}

/** Without this a merged cell of a megabyte would be written once for every row and column it reaches. */
function withoutLongRepeats(grid: Grid): string[][] {
  return grid.map((row, y) =>
    row.map((cell, x) =>
      cell.length > MAX_REPEATED_LENGTH && (cell === row[x - 1] || cell === grid[y - 1]?.[x]) ? '' : cell,
    ),
  );
}

/** Rows above the head that say one thing only: the table's title, its unit. */
function readTitleRows(cells: Grid, about: TableSurroundings) {
  let { caption, unit } = about;
  const others: (readonly string[])[] = [];
  let end = 0;
  for (; end < cells.length - 1; end++) {
    const row = cells[end] ?? [];
    const text = onlyText(row);
    if (text === null) break;
    const stated = readUnitLine(text);
    if (stated !== null && unit === null) unit = stated;
    else if (caption === null && text.length <= MAX_HEAD_LENGTH && LETTER.test(text)) caption = text;
    else others.push(row);
  }
  return { caption, unit, others, end };
}

/** The one text of a row whose other cells are empty or the same; null when it has several. */
function onlyText(row: readonly string[]): string | null {
  const first = row.find((cell) => cell !== '');
  return first !== undefined && row.every((cell) => cell === '' || cell === first) ? first : null;
}

/** The heads of the columns, rows of a merged head joined by a space, and how many rows they take. */
function readHeads(cells: Grid): { readonly names: readonly string[]; readonly rows: number } {
  const first = cells[0] ?? [];
  const areHeads = first.every((cell, column) => isHead(cell) || (column === 0 && cell === ''));
  // Without a row of several cells below it, a head would say nothing.
  if (!areHeads || cells.slice(1).every((row) => onlyText(row) !== null)) return { names: [], rows: 0 };
  let rows = 1;
  while (rows < Math.min(MAX_HEAD_ROWS, cells.length - 1) && isBelowHead(cells[rows - 1] ?? [], cells[rows] ?? [])) {
    rows++;
  }
  const names = first.map((_, column) => {
    const parts = cells.slice(0, rows).map((row) => closeSpaces(row[column] ?? ''));
    return parts.filter((part, index) => part !== '' && part !== parts[index - 1]).join(' ');
  });
  return { names, rows };
}

function isHead(cell: string): boolean {
  if (cell === '' || cell.length > MAX_HEAD_LENGTH || cell.includes('。')) return false;
  return PERIOD.test(cell) || (LETTER.test(cell) && !FIGURE.test(cell));
}

/**
 * True when `lower` names the columns under merged cells of `upper` and begins nothing of its own: the label's head goes
 * on. A column that stands alone may then have a second head too (增速 below 工业增加值).
 */
function isBelowHead(upper: readonly string[], lower: readonly string[]): boolean {
  let merged = false;
  const goesOn = (cell: string, column: number) => lower[column] === cell || lower[column] === '';
  const fits = upper.every((cell, column) => {
    const isMerged = cell !== '' && (cell === upper[column - 1] || cell === upper[column + 1]);
    merged ||= isMerged;
    const mayBeNamed = isMerged || (column > 0 && goesOn(upper[0] ?? '', 0));
    return (!isMerged && goesOn(cell, column)) || (mayBeNamed && isHead(lower[column] ?? ''));
  });
  return fits && merged;
}

function writeRow(row: readonly string[], heads: readonly string[]): string {
  const text = onlyText(row);
  if (text !== null && row[0] !== '') return text;
  return joinCells(
    row.map((cell, column) => {
      const said = column === 0 ? closeSpaces(cell) : cell;
      const head = heads[column] ?? '';
      return said === '' || head === '' ? said : `${head}：${said}`;
    }),
  );
}

function labelOf(row: readonly string[], heads: readonly string[]): string {
  const cells = COUNTING_COLUMN.test(heads[0] ?? '') ? row.slice(1) : row;
  return closeSpaces(cells.find((cell) => cell !== '') ?? row[0] ?? '');
}

function joinCells(cells: readonly string[]): string {
  return cells.filter((cell) => cell !== '').join(CELL_SEPARATOR);
}

/** One space for white space of any kind and length. */
function tidy(cell: string): string {
  return cell.trim().replace(/\s+/gu, ' ');
}

/** Besides, none between Chinese characters: narrow and spread cells write `合　计`. */
function closeSpaces(cell: string): string {
  return tidy(cell).replace(/(?<=\p{sc=Han}) (?=\p{sc=Han})/gu, '');
}
