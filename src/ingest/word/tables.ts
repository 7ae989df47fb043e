/**
 * Ingest, tables of Word: rows and cells as they are met go in; the grid with merged cells repeated, or the lines of
 * the cells when the table only places text, comes out, with caption and unit taken from the lines above it.
 */

import { takeSurroundings } from '../caption.js';
import type { RawLine } from '../contract.js';
import { isLayout, MAX_TABLE_COLUMNS, MAX_TABLE_ROWS, writeTable } from '../table.js';

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
