/**
 * Ingest, plain text: tables that are set with runs of spaces or with tabs. The lines of a file go in; the same lines come
 * out, those that stand in columns as rows of a table, or with their columns still apart where nothing names them.
 */

import { takeSurroundings } from './caption.js';
import type { RawLine } from './contract.js';
import { writeTable } from './table.js';

/** What parts two columns: tabs, two spaces, a wide one. One narrow space stands within names and dates. */
const COLUMN_BREAK = /[ \u00A0]*\t[ \t\u00A0\u3000]*|[ \u00A0\u3000]{2,}|\u3000/;
/** Characters of a line of a table; a longer one is a paragraph. */
const MAX_ROW_LENGTH = 300;
/** Two columns are as well a spread word, or names beside offices, unless one is of figures below a word. */
const MIN_COLUMNS = 2;
const MIN_COLUMNS_OF_WORDS = 3;
const MAX_COLUMNS = 40;
/** Lines in columns that are kept apart, and from which they may be a table, its head included. */
const MIN_LINES = 2;
const MIN_TABLE_LINES = 3;
/** Of the cells: more of one character are words spread by spaces (张　三). */
const MAX_LONE_SHARE = 0.1;

const FIGURE = /^[+\-−]?\d/u;
const YEAR_HEAD = /^(?:19|20)\d\d年(?!\d)/u;
/** What tables of work plans and lists call their columns, whatever stands below. */
const HEAD_WORD =
  /^(?:序号|编号|.{0,6}(?:名称|单位|部门|项目|指标|内容|任务|措施|类别|时限|时间|地点|地区|年份|年度|数量|数值|总量|增速|备注|金额|姓名|职务|职责|地址|电话|科室|对象|标准|目标))(?:[（(][^（()）]*[）)])?$/u;
const MIN_HEAD_SHARE = 0.5;

/** Linear. */
export function readColumns(lines: readonly RawLine[]): RawLine[] {
  const read: RawLine[] = [];
  for (let at = 0; at < lines.length; ) {
    const rows = rowsFrom(lines, at);
    const end = at + Math.max(1, rows.length);
    const written = rows.length < MIN_LINES || isSpread(rows) ? null : writeRows(rows, read);
    for (const line of written ?? lines.slice(at, end)) read.push(line);
    at = end;
  }
  return read;
}

/** The cells of the lines from `at` on that have as many as the first. */
function rowsFrom(lines: readonly RawLine[], at: number): string[][] {
  const rows: string[][] = [];
  for (let next = at; next < lines.length; next += 1) {
    const cells = splitCells(lines[next]?.text ?? '');
    if (cells.length < MIN_COLUMNS || cells.length !== (rows[0]?.length ?? cells.length)) break;
    rows.push(cells);
  }
  return rows;
}

function isSpread(rows: readonly (readonly string[])[]): boolean {
  const cells = rows.flat();
  return cells.filter((cell) => /^\p{Script=Han}$/u.test(cell)).length > cells.length * MAX_LONE_SHARE;
}

function splitCells(text: string): string[] {
  if (text.length > MAX_ROW_LENGTH) return [];
  const cells = text.trim().split(COLUMN_BREAK);
  return cells.length <= MAX_COLUMNS ? cells : [];
}

/** A table takes caption and unit off the end of the lines above; null for lines that are left as they are. */
function writeRows(rows: readonly (readonly string[])[], above: RawLine[]): RawLine[] | null {
  const ofWords = (rows[0]?.length ?? 0) >= MIN_COLUMNS_OF_WORDS;
  if (rows.length < MIN_TABLE_LINES || !(ofWords ? hasHead(rows) : hasFiguresBelow(rows))) {
    if (!ofWords) return null;
    return rows.map((row) => ({ text: row.join('\t'), level: null, startsBlock: true, page: null, table: null }));
  }
  const blank = above.length - (above.findLastIndex(({ text }) => text.trim() !== '') + 1);
  above.length -= blank;
  return writeTable(rows, { ...takeSurroundings(above), page: null });
}

/** True when the first row is of another kind than those below it: words above figures, or what columns are called. */
function hasHead(rows: readonly (readonly string[])[]): boolean {
  const [first = []] = rows;
  if (first.some((cell) => FIGURE.test(cell) && !YEAR_HEAD.test(cell))) return false;
  return hasFiguresBelow(rows) || first.filter((cell) => HEAD_WORD.test(cell)).length >= first.length * MIN_HEAD_SHARE;
}

function hasFiguresBelow([first = [], ...body]: readonly (readonly string[])[]): boolean {
  return first.some(
    (cell, column) =>
      (!FIGURE.test(cell) || YEAR_HEAD.test(cell)) && body.every((row) => FIGURE.test(row[column] ?? '')),
  );
}
