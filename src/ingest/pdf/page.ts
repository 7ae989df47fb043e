/**
 * Ingest, PDF: the pieces of text of one page with their places go in; its lines in reading order come out, the left
 * column of a page of two columns before the right one.
 *
 * Units are points (1/72 inch), x from the left and y from the top edge of the upright page.
 */

/** Text set in one stroke; its characters stand on `baseline`. */
export interface TextRun {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly baseline: number;
  /** Height of the type. */
  readonly size: number;
}

/** `page` is the whole width of the text. */
type Band = 'page' | 'left' | 'right';

/** A line, or what of it stands in one column. */
export interface PageLine extends TextRun {
  /** Page from 1. */
  readonly page: number;
  readonly band: Band;
  /** Where its text would end if the right margin were as wide as the left one of the line; null in a column. */
  readonly farEdge: number | null;
  /** Its parts with wide gaps between them: one for running text, one a cell for a row of a table. */
  readonly cells: readonly TextRun[];
}

export interface PageText {
  /** From 1. */
  readonly page: number;
  readonly width: number;
  readonly height: number;
  readonly runs: readonly TextRun[];
}

interface Row {
  readonly cells: readonly TextRun[];
}

/** Baselines at most this far apart, in heights of the larger type, are one line: holds raised figures too. */
const SAME_LINE = 0.4;
/** Gap that parts cells and columns, in heights of type: justified text stays well below. */
const CELL_GAP = 0.8;
/** Gap that is written as a tab; narrower ones are spaces. */
const TAB_GAP = 1.5;
/** Narrower gaps are none: spaces are a quarter wide, Chinese text is spread by less. */
const SPACE = 0.2;
/** Type set twice a hair apart stands for bold. In heights of type. */
const OVERPRINT = 0.2;

/** Width of the slices in which a gutter is looked for, points; and the middle part of the text it must lie in. */
const SLICE = 2;
const GUTTER_FROM = 0.3;
const GUTTER_TO = 0.7;
/** Lines each column needs; with fewer, an order by lines is as good. */
const MIN_COLUMN_LINES = 6;
/** When this part of the pages has a gutter, the others have it too unless their lines run across. */
const MIN_PAGES_WITH_GUTTER = 0.5;
/** Most lines that may run across the gutter, as a share of all. */
const MAX_CROSSING = 0.5;
/** Part of its column that the middle line of a column of prose fills; cells of tables fill less. */
const MIN_FILL = 0.6;
/** Least width of a column in heights of type. */
const MIN_COLUMN_WIDTH = 8;

const CJK = /[\p{Script=Han}\u3000-\u303F\uFF00-\uFFEF]/u;

/** The lines of every page in reading order. Linear but for sorting. */
export function layOutPages(pages: readonly PageText[]): PageLine[][] {
  const pagesOfRows = pages.map((page) => ({ page, rows: groupRows(page.runs) }));
  const gutters = pagesOfRows.map(({ rows }) => findGutter(rows));
  const found = gutters.filter((x) => x !== null);
  const known = found.length >= gutters.length * MIN_PAGES_WITH_GUTTER ? median(found) : null;
  return pagesOfRows.map(({ page, rows }, index) => {
    const gutter = gutters[index] ?? (known !== null && isFree(rows, known) ? known : null);
    return orderLines(rows, gutter, page);
  });
}

function groupRows(runs: readonly TextRun[]): Row[] {
  const sorted = [...runs].sort((one, other) => one.baseline - other.baseline || one.left - other.left);
  const groups: TextRun[][] = [];
  let top = 0;
  let size = 0;
  for (const run of sorted) {
    const group = groups.at(-1);
    if (group !== undefined && run.baseline - top <= SAME_LINE * Math.max(size, run.size)) {
      group.push(run);
      size = Math.max(size, run.size);
    } else {
      groups.push([run]);
      top = run.baseline;
      size = run.size;
    }
  }
  return groups.map((group) => ({ cells: splitCells(group.sort((one, other) => one.left - other.left)) }));
}

function splitCells(runs: readonly TextRun[]): TextRun[] {
  const cells: TextRun[][] = [];
  let right = Number.NEGATIVE_INFINITY;
  for (const run of runs) {
    const cell = cells.at(-1);
    const last = cell?.at(-1);
    if (last?.text === run.text && run.left - last.left <= OVERPRINT * run.size) continue;
    if (cell === undefined || run.left - right >= CELL_GAP * run.size) cells.push([run]);
    else cell.push(run);
    right = Math.max(right, run.right);
  }
  return cells.map((cell) => mergeRuns(cell, ' '));
}

/** One run of several on a line, left to right; `wide` is written for gaps of TAB_GAP. */
function mergeRuns(runs: readonly TextRun[], wide: string): TextRun {
  const parts: string[] = [];
  let right: number | null = null;
  let main: TextRun | null = null;
  for (const run of runs) {
    const gap = right === null ? 0 : (run.left - right) / run.size;
    parts.push(gap >= TAB_GAP ? wide : gap >= SPACE ? ' ' : '', run.text);
    right = Math.max(right ?? run.right, run.right);
    // Most of the text says how large the line is set, not a raised figure.
    if (main === null || run.text.length * run.size > main.text.length * main.size) main = run;
  }
  return {
    text: parts.join(''),
    left: runs[0]?.left ?? 0,
    right: right ?? 0,
    baseline: main?.baseline ?? 0,
    size: main?.size ?? 0,
  };
}

/** The x that parts two columns; null when the page has one. */
function findGutter(rows: readonly Row[]): number | null {
  const cells = rows.flatMap((row) => row.cells);
  if (cells.length < 2 * MIN_COLUMN_LINES) return null;
  const { left, right } = extent(cells);
  const slices = Math.ceil((right - left) / SLICE) + 1;
  const changes = new Int32Array(slices + 1);
  for (const cell of cells) {
    const from = Math.floor((cell.left - left) / SLICE);
    const to = Math.min(slices - 1, Math.floor((cell.right - left) / SLICE));
    changes[from] = (changes[from] ?? 0) + 1;
    changes[to + 1] = (changes[to + 1] ?? 0) - 1;
  }
  let covered = 0;
  let best = { count: Number.POSITIVE_INFINITY, from: 0, length: 0 };
  let run = best;
  for (let slice = 0; slice < slices * GUTTER_TO; slice++) {
    covered += changes[slice] ?? 0;
    if (slice < slices * GUTTER_FROM) continue;
    run = run.count === covered ? { ...run, length: run.length + 1 } : { count: covered, from: slice, length: 1 };
    if (run.count < best.count || (run.count === best.count && run.length > best.length)) best = run;
  }
  const middle = left + (best.from + best.length / 2) * SLICE;
  return isFree(rows, middle) && partsProse(rows, middle) ? middle : null;
}

function isFree(rows: readonly Row[], x: number): boolean {
  const crossing = rows.filter((row) => row.cells.some((cell) => cell.left < x && cell.right > x)).length;
  return crossing <= rows.length * MAX_CROSSING;
}

/** True when what stands on both sides of `x` is running text; a table has gaps of that kind too. */
function partsProse(rows: readonly Row[], x: number): boolean {
  const cells = rows.flatMap((row) => row.cells);
  const size = median(cells.map((cell) => cell.size)) ?? 0;
  return [cells.filter((cell) => cell.right <= x), cells.filter((cell) => cell.left >= x)].every((column) => {
    if (column.length < MIN_COLUMN_LINES) return false;
    const { left, right } = extent(column);
    const filled = median(column.map((cell) => cell.right - cell.left)) ?? 0;
    return right - left >= MIN_COLUMN_WIDTH * size && filled >= MIN_FILL * (right - left);
  });
}

function orderLines(rows: readonly Row[], gutter: number | null, { page, width }: PageText): PageLine[] {
  const toLine = (cells: readonly TextRun[], band: Band): PageLine => {
    const whole = mergeRuns(cells, isSpacedOut(cells) ? ' ' : '\t');
    return { ...whole, page, band, farEdge: band === 'page' ? width - whole.left : null, cells };
  };
  if (gutter === null) return rows.map((row) => toLine(row.cells, 'page'));
  const lines: PageLine[] = [];
  let right: PageLine[] = [];
  for (const { cells } of rows) {
    if (cells.some((cell) => cell.left < gutter && cell.right > gutter)) {
      lines.push(...right, toLine(cells, 'page'));
      right = [];
      continue;
    }
    const inLeft = cells.filter((cell) => cell.right <= gutter);
    const inRight = cells.filter((cell) => cell.right > gutter);
    if (inLeft.length > 0) lines.push(toLine(inLeft, 'left'));
    if (inRight.length > 0) right.push(toLine(inRight, 'right'));
  }
  lines.push(...right);
  return lines;
}

/** `政　府　工　作　报　告`: a title whose characters stand apart is no row of cells. */
function isSpacedOut(cells: readonly TextRun[]): boolean {
  return cells.length > 1 && cells.every((cell) => CJK.test(cell.text) && [...cell.text].length === 1);
}

function extent(runs: readonly TextRun[]): { readonly left: number; readonly right: number } {
  let left = Number.POSITIVE_INFINITY;
  let right = Number.NEGATIVE_INFINITY;
  for (const run of runs) {
    left = Math.min(left, run.left);
    right = Math.max(right, run.right);
  }
  return { left, right };
}

/** The middle value, null for none. */
export function median(values: readonly number[]): number | null {
  return [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? null;
}
