/**
 * Ingest, HTML: a `<table>` goes in; its grid of cells comes out, merged cells repeated wherever they reach, or null
 * when the table only places other things on the page.
 */

import { isLayout, MAX_TABLE_COLUMNS } from '../table.js';
import type { Element } from './dom.js';
import type { ElementMeasures } from './measures.js';

/** Cells of a grid, repeated ones counted; a larger one is read as plain paragraphs. */
const MAX_CELLS = 200_000;
/** Characters of a cell; a longer one holds an article. */
const MAX_CELL_LENGTH = 1_000;

const ROW_GROUPS = new Set(['thead', 'tbody', 'tfoot']);

/**
 * @param readCell the text of a cell, its paragraphs on lines of their own.
 * @returns null for a table without data: of one column, with a table or an article in a cell, or far too large.
 */
export function readGrid(
  table: Element,
  measures: ElementMeasures,
  readCell: (cell: Element) => string,
): string[][] | null {
  const role = table.getAttribute('role')?.toLowerCase();
  if (role === 'presentation' || role === 'none' || (measures.get(table)?.tables ?? 0) > 0) return null;
  const rows = listRows(table).map((row) =>
    childrenOf(row).filter((cell) => cell.localName === 'td' || cell.localName === 'th'),
  );
  if (rows.some((cells) => cells.some((cell) => (measures.get(cell)?.length ?? 0) > MAX_CELL_LENGTH))) return null;

  const grid: string[][] = rows.map(() => []);
  let filled = 0;
  for (const [y, cells] of rows.entries()) {
    let x = 0;
    for (const cell of cells) {
      while (grid[y]?.[x] !== undefined) x += 1;
      const right = Math.min(x + Math.max(1, readSpan(cell, 'colspan')), MAX_TABLE_COLUMNS + 1);
      // Zero reaches to the last row, as HTML has it.
      const bottom = Math.min(y + (readSpan(cell, 'rowspan') || rows.length), rows.length);
      const text = readCell(cell);
      filled += Math.max(0, right - x) * (bottom - y);
      if (filled > MAX_CELLS) return null;
      for (let row = y; row < bottom; row += 1) fillRow(grid[row] ?? [], x, right, text);
      x = right;
    }
  }
  const even = grid.map((row) => Array.from(row, (cell) => cell ?? ''));
  return even.length < 2 || isLayout(even) ? null : even;
}

function fillRow(row: string[], from: number, to: number, text: string): void {
  for (let column = from; column < to; column += 1) row[column] ??= text;
}

/** `colspan="1000000"` and nonsense included; grids are bounded elsewhere. */
function readSpan(cell: Element, name: string): number {
  const span = Number.parseInt(cell.getAttribute(name) ?? '', 10);
  return Number.isFinite(span) && span >= 0 ? span : 1;
}

function listRows(table: Element): Element[] {
  return childrenOf(table).flatMap((child) => {
    if (child.localName === 'tr') return [child];
    return ROW_GROUPS.has(child.localName) ? childrenOf(child).filter(({ localName }) => localName === 'tr') : [];
  });
}

export function childrenOf(element: Element): Element[] {
  const children: Element[] = [];
  for (let child = element.firstElementChild; child !== null; child = child.nextElementSibling) children.push(child);
  return children;
}
