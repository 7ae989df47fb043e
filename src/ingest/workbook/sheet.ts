/**
 * Ingest, workbooks: the XML of one sheet goes in; its cells as they are shown come out, row by row, merged ones repeated
 * wherever they reach. Hidden rows and columns, formulas and charts are left out; of a formula its last result is read.
 */

import { unreadable } from '../../errors.js';
import { parseXml } from '../word/xml.js';
import { showNumber } from './number-format.js';
import { type CellStyle, RichText } from './parts.js';

/** Cells of a sheet, merged ones repeated; a yearbook's largest table has 20,000. */
const MAX_CELLS = 1_000_000;
const MAX_MERGES = 100_000;
/** Columns are called A to XFD. */
const MAX_COLUMN = 16_384;
const REFERENCE = /^([A-Z]{1,3})(\d{1,7})$/;
const RANGE = /^([A-Z]{1,3}\d{1,7}):([A-Z]{1,3}\d{1,7})$/;
/** Characters of a merged cell that is said again in each row and column; a longer one is said once. */
const MAX_REPEATED_LENGTH = 100;

/** Elements of a text that stands in its cell. */
const RICH = new Set(['x:is', 'x:r', 'x:rPr', 'x:t', 'x:strike', 'x:rPh']);

/** A row that holds something, with its number in the sheet. */
export interface SheetRow {
  readonly number: number;
  readonly cells: readonly string[];
}

interface SheetContent {
  readonly rows: readonly SheetRow[];
  readonly struck: readonly string[];
  /** What hidden rows and columns hold. */
  readonly hidden: readonly string[];
}

interface Shared {
  readonly texts: readonly string[];
  readonly styles: readonly CellStyle[];
  readonly uses1904: boolean;
}

interface Place {
  readonly column: number;
  readonly row: number;
}

type Held = ReadonlySet<number> | ReadonlyMap<number, unknown>;

/** @throws WenjuError FILE_UNREADABLE: as `parseXml`, and for more cells than any table has. */
export function readSheet(bytes: Uint8Array, where: string, shared: Shared): SheetContent {
  const rows = new Map<number, Map<number, string>>();
  const hiddenRows = new Set<number>();
  const hiddenColumns = new Set<number>();
  const merges: { readonly from: Place; readonly to: Place }[] = [];
  const struck: string[] = [];
  let spent = 0;
  let rowNumber = 0;
  let column = 0;
  let cell: { type: string; style: CellStyle | undefined; value: string; inline: RichText } | null = null;
  let inValue = false;

  /** Cells read, filled or looked at. */
  function spend(cells: number): void {
    spent += cells;
    if (spent > MAX_CELLS) throw tooMany(where);
  }

  /** Rows or columns that hold something: a merge of all there can be costs next to nothing to claim, and names none. */
  function* heldBetween(first: number, last: number, all: Held): Generator<number> {
    for (const number of last - first < all.size ? range(first, last) : all.keys()) {
      spend(1);
      if (number >= first && number <= last && all.has(number)) yield number;
    }
  }

  function endCell(): void {
    if (cell === null) return;
    const text = readCell(cell, shared).trim();
    if (cell.inline.struck !== '') struck.push(cell.inline.struck);
    if (text !== '') {
      if (cell.style?.struckOut === true) struck.push(text);
      else {
        spend(1);
        const row = rows.get(rowNumber) ?? new Map<number, string>();
        rows.set(rowNumber, row.set(column, text));
      }
    }
    cell = null;
  }

  parseXml(bytes, where, {
    open(name, attributes) {
      if (RICH.has(name)) cell?.inline.open(name, attributes);
      switch (name) {
        case 'x:col':
          if (isOn(attributes('hidden'))) {
            const last = Math.min(readCount(attributes('max')) ?? 0, MAX_COLUMN);
            for (const hiddenColumn of range(readCount(attributes('min')) ?? 1, last)) {
              spend(1);
              hiddenColumns.add(hiddenColumn);
            }
          }
          break;
        case 'x:row':
          rowNumber = readCount(attributes('r')) ?? rowNumber + 1;
          column = 0;
          if (isOn(attributes('hidden'))) hiddenRows.add(rowNumber);
          break;
        case 'x:c': {
          const place = readPlace(attributes('r') ?? '');
          column = place?.column ?? column + 1;
          const style = shared.styles[Number(attributes('s') ?? 0)];
          cell = { type: attributes('t') ?? 'n', style, value: '', inline: new RichText() };
          break;
        }
        case 'x:v':
          inValue = true;
          break;
        case 'x:mergeCell': {
          const [, from = '', to = ''] = RANGE.exec(attributes('ref') ?? '') ?? [];
          const [first, last] = [readPlace(from), readPlace(to)];
          if (first !== null && last !== null && merges.length < MAX_MERGES) merges.push({ from: first, to: last });
          break;
        }
        default:
      }
    },
    text(text) {
      if (inValue && cell !== null) cell.value += text;
      else cell?.inline.add(text);
    },
    close(name) {
      if (name === 'x:v') inValue = false;
      else if (name === 'x:c') endCell();
      else if (RICH.has(name)) cell?.inline.close();
    },
  });
  const held = new Set<number>();
  for (const row of rows.values()) for (const filled of row.keys()) held.add(filled);
  for (const { from, to } of merges) {
    const text = rows.get(from.row)?.get(from.column);
    if (text === undefined || text.length > MAX_REPEATED_LENGTH) continue;
    for (const number of heldBetween(from.row, to.row, rows)) {
      const row = rows.get(number);
      for (const reached of heldBetween(from.column, to.column, held)) {
        if (row?.has(reached) === false) row.set(reached, text);
      }
    }
  }
  return { ...layOut(rows, hiddenRows, hiddenColumns, where), struck };
}

/** Columns that hold nothing are left out, so that a stray cell far away costs one column. */
function layOut(
  rows: ReadonlyMap<number, ReadonlyMap<number, string>>,
  hiddenRows: ReadonlySet<number>,
  hiddenColumns: ReadonlySet<number>,
  where: string,
): Pick<SheetContent, 'rows' | 'hidden'> {
  const used = new Set<number>();
  for (const row of rows.values()) for (const column of row.keys()) used.add(column);
  const columns = [...used].filter((column) => !hiddenColumns.has(column)).sort((one, other) => one - other);
  const numbers = [...rows.keys()].sort((one, other) => one - other);
  if (columns.length * numbers.length > MAX_CELLS) throw tooMany(where);
  const hidden: string[] = [];
  const shown: SheetRow[] = [];
  for (const number of numbers) {
    const row = rows.get(number) ?? new Map<number, string>();
    for (const [column, text] of row) if (hiddenRows.has(number) || hiddenColumns.has(column)) hidden.push(text);
    const cells = columns.map((column) => row.get(column) ?? '');
    if (!hiddenRows.has(number) && cells.some((text) => text !== '')) shown.push({ number, cells });
  }
  return { rows: shown, hidden };
}

function readCell(
  { type, style, value, inline }: { type: string; style: CellStyle | undefined; value: string; inline: RichText },
  { texts, uses1904 }: Shared,
): string {
  if (type === 's') return texts[Number(value)] ?? '';
  if (type === 'inlineStr') return inline.text;
  if (type === 'b') return value === '1' ? '是' : '否';
  // #DIV/0! says nothing to a reader.
  if (type === 'e') return '';
  const number = Number(value);
  if (type !== 'n' || value.trim() === '' || !Number.isFinite(number)) return value;
  return showNumber(number, style?.format ?? 0, uses1904);
}

const isOn = (value: string | undefined): boolean => value === '1' || value === 'true';

function* range(from: number, to: number): Generator<number> {
  for (let at = from; at <= to; at += 1) yield at;
}

function readCount(value: string | undefined): number | null {
  return value !== undefined && /^\d{1,7}$/.test(value) ? Number(value) : null;
}

/** `AB12` is column 28, row 12. */
function readPlace(reference: string): Place | null {
  const [, letters, digits] = REFERENCE.exec(reference) ?? [];
  if (letters === undefined) return null;
  const column = [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
  return column > MAX_COLUMN ? null : { column, row: Number(digits) };
}

function tooMany(where: string) {
  return unreadable(
    where,
    `expected at most ${MAX_CELLS} cells in a sheet, merged ones counted, got more. Split the file.`,
  );
}
