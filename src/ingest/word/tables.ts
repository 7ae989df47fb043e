/**
 * Ingest, tables of Word: rows and cells as they are met go in; the grid with merged cells repeated, or the lines of
 * the cells when the table only places text, comes out, with caption and unit taken from the lines above it.
 */

import type { RawLine } from '../contract.js';
import { isLayout, MAX_TABLE_COLUMNS, MAX_TABLE_ROWS, readUnit, writeTable } from '../table.js';

/** Characters of a paragraph that may be the caption of the table below it. */
const MAX_CAPTION_LENGTH = 40;
const CAPTION =
  /^附?表|表 ?[\d一二三四五六七八九十]|(?:表|情况|一览|指标|统计|目标|计划|清单|名单|明细|数据)(?:[（(][^（()）]*[)）])?$/u;
/** A sentence, or a heading that counts. */
const NO_CAPTION = /[。：；，！？:;,]$|^[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]/u;

export interface WordCell {
  /** Columns of the grid it takes, from 1. */
  span: number;
  /** `continue` takes over the text of the cell above. */
  merged: 'no' | 'above' | 'left';
  readonly lines: RawLine[];
}

export interface WordRow {
  /** Columns left free at its beginning. */
  before: number;
  /** True when a tracked change deleted it. */
  deleted: boolean;
  readonly cells: WordCell[];
}

/**
 * Writes a table that stands after `above`, the lines so far, and takes its caption and unit off their end.
 */
export function writeWordTable(rows: readonly WordRow[], above: RawLine[]): RawLine[] {
  const kept = rows.filter(({ deleted }) => !deleted);
  const grid = layOut(kept);
  // Paragraphs that a table only places keep what they are: headings stay headings, inner tables tables.
  if (isLayout(grid)) return kept.flatMap(({ cells }) => cells.flatMap(({ lines }) => lines));
  const about = takeSurroundings(above);
  return writeTable(grid, { ...about, page: null });
}

/** Once a table is over the limits it is none, and merged cells are no longer repeated: a span costs nothing to claim. */
function layOut(rows: readonly WordRow[]): string[][] {
  const grid: string[][] = [];
  for (const { before, cells } of rows) {
    const row: string[] = new Array<string>(Math.min(before, MAX_TABLE_COLUMNS)).fill('');
    const above = grid.at(-1) ?? [];
    for (const { span, merged, lines } of cells) {
      const own = lines.map(({ text }) => text).join('\n');
      const text =
        own !== '' ? own : merged === 'above' ? (above[row.length] ?? '') : merged === 'left' ? (row.at(-1) ?? '') : '';
      const room = grid.length < MAX_TABLE_ROWS ? MAX_TABLE_COLUMNS - row.length : 0;
      const columns = Math.max(1, Math.min(span, room));
      for (let column = 0; column < columns; column++) row.push(text);
    }
    grid.push(row);
  }
  return grid;
}

/** Takes the line with the unit, and the caption above it, off the end of `above`. */
function takeSurroundings(above: RawLine[]): { caption: string | null; unit: string | null } {
  let unit: string | null = null;
  let caption = above.at(-1);
  if (isPlain(caption)) {
    unit = readUnit(caption.text);
    if (unit !== null) caption = above.at(-2);
  }
  const taken = isPlain(caption) && isCaption(caption.text) ? caption.text : null;
  above.length -= (unit === null ? 0 : 1) + (taken === null ? 0 : 1);
  return { caption: taken, unit };
}

function isPlain(line: RawLine | undefined): line is RawLine {
  return line !== undefined && line.level === null && line.table === null;
}

function isCaption(text: string): boolean {
  return text.length <= MAX_CAPTION_LENGTH && CAPTION.test(text) && !NO_CAPTION.test(text);
}
