/**
 * Ingest, CSV with a column of texts: one document a row. The bytes of a file with a head row go in; for each row its text as lines, a key
 * that names it within the file, and what its other columns state come out. `sources.csv` has the same rows and is no
 * document (sidecar.ts).
 */

import { createHash } from 'node:crypto';
import { CsvError, parse } from 'csv-parse/sync';
import { DOCUMENT_KINDS } from '../document-kinds.js';
import { unreadable, WenjuError } from '../errors.js';

import { findDate } from '../lexicon/dates.js';
import { METADATA_FIELDS } from '../metadata.js';
import type { DeclaredMetadata, RawLine } from './contract.js';
import { checkDeclared } from './declared.js';
import type { SkippedFile } from './files.js';
import { countLineBreaks, decodeText, MAX_LINES } from './text.js';

/** A row that holds a document. */
interface CsvDocument {
  /** The cell of `id` or `编号`, else the number of the row, from 2 (the head row is 1). NFC. */
  readonly key: string;
  readonly lines: readonly RawLine[];
  readonly declared: DeclaredMetadata;
  /** SHA-256 of the row's cells with the names of their columns, hex: moving a row or a column changes nothing. */
  readonly contentHash: string;
}

/** What a file of rows holds. */
interface CsvContent {
  readonly documents: readonly CsvDocument[];
  readonly skipped: readonly SkippedFile[];
}

/** Between the path of a CSV file and the key of a row, in the row's source: `speeches.csv#3`. */
export const ROW_SEPARATOR = '#';
const ROW = /^(.*\.csv)#/is;

/** The file of a row's source: `reports.csv#3` → `reports.csv`; null when it is a file's own. */
export function fileOfRow(source: string): string | null {
  return ROW.exec(source)?.[1] ?? null;
}

const MAX_BYTES = 20_000_000;
const MAX_ROWS = 20_000;
/** Ten are known. */
const MAX_COLUMNS = 100;
/** UTF-16 code units of a key: it becomes part of what users see as the document's source. */
const MAX_KEY_LENGTH = 200;

/** UTF-16 code units of the file's own words in a message. */
const MAX_TOLD = 200;

const SIDECAR_NAME = /(?:^|\/)sources\.csv$/i;

const TEXT = 'text';
const KEY = 'id';

/** Chinese and English names of columns; any field of front matter is known by its own name. */
const COLUMNS: Readonly<Record<string, string>> = {
  [TEXT]: TEXT,
  [KEY]: KEY,
  ...Object.fromEntries(METADATA_FIELDS.flatMap(({ name, column }) => (column === null ? [] : [[name, name]]))),
  content: TEXT,
  正文: TEXT,
  内容: TEXT,
  编号: KEY,
  ...Object.fromEntries(METADATA_FIELDS.flatMap(({ name, column }) => (column === null ? [] : [[column, name]]))),
};

/** Chinese values of the column 类型. */
const TYPES: Readonly<Record<string, string>> = Object.fromEntries(
  DOCUMENT_KINDS.flatMap(({ type, names }) => names.map((name) => [name, type])),
);

const DATE_FIELDS: ReadonlySet<string> = new Set(
  METADATA_FIELDS.filter(({ holds }) => holds === 'date').map(({ name }) => name),
);

/**
 * Reads a file of documents. A row without text is skipped.
 *
 * @throws WenjuError FILE_UNREADABLE naming the row and column that cannot be meant, a limit that is passed, a file
 * without a text column, or the file `sources.csv`.
 */
export function readCsvDocuments(bytes: Uint8Array, source: string): CsvContent {
  if (SIDECAR_NAME.test(source)) {
    throw unreadable(
      source,
      `expected documents, got the file that describes the folder's files. Rename it if its rows are documents.`,
    );
  }
  if (bytes.length > MAX_BYTES)
    throw unreadable(source, `expected at most ${MAX_BYTES} bytes, got ${bytes.length}. Split the file.`);
  const rows = parseRows(decodeText(bytes, source), source, MAX_ROWS);
  const columns = nameColumns(Object.keys(rows[0] ?? {}), source);
  checkCellLines(rows, source);
  const documents: CsvDocument[] = [];
  const skipped: SkippedFile[] = [];
  const rowOfKey = new Map<string, number>();
  for (const [index, row] of rows.entries()) {
    const number = index + 2;
    const cells = new Map(columns.map(({ header, name }) => [name, row[header] ?? '']));
    const key = readKey(cells.get(KEY) ?? '', number, source);
    const other = rowOfKey.get(key);
    if (other !== undefined) {
      throw unreadable(
        source,
        `expected every id once, found ${key} in row ${other} and row ${number}. Give each row its own.`,
      );
    }
    rowOfKey.set(key, number);
    const text = cells.get(TEXT) ?? '';
    const rowSource = `${source}${ROW_SEPARATOR}${key}`;
    if (text.trim() === '') {
      skipped.push({ source: rowSource, reason: `row ${number} has no text` });
      continue;
    }
    try {
      const declared = readDeclared(cells, `${source} (row ${number})`);
      documents.push({ key, lines: splitLines(text), declared, contentHash: hashCells(cells) });
    } catch (error) {
      // One row that cannot be meant keeps no other out.
      if (!(error instanceof WenjuError)) throw error;
      skipped.push({ source: rowSource, reason: error.message });
    }
  }
  return { documents, skipped };
}

/** Before cells are taken apart: one cell of line breaks makes twenty times its size of lines. */
function checkCellLines(rows: readonly Readonly<Record<string, string>>[], source: string): void {
  let breaks = 0;
  for (const row of rows) {
    for (const cell of Object.values(row)) breaks += countLineBreaks(cell);
  }
  if (breaks + rows.length > MAX_LINES)
    throw unreadable(source, `expected at most ${MAX_LINES} lines, got more. Split the file.`);
}

/**
 * Parses comma-separated rows below a head row; the cells of a row by the names of the head row, trimmed.
 *
 * @param place the file, for the message.
 * @param limit rows that are allowed, the head row not counted.
 * @throws WenjuError FILE_UNREADABLE for unbalanced quotes, rows of unequal length, a column that is named twice, or
 * too many rows or columns.
 */
export function parseRows(content: string, place: string, limit: number): Record<string, string>[] {
  const rows = parseCells(content, place, { limit: limit + 1, isRagged: false });
  const [head = [], ...body] = rows;
  if (body.length > limit) throw unreadable(place, `expected at most ${limit} rows, got more. Split the file.`);
  if (head.length > MAX_COLUMNS)
    throw unreadable(place, `expected at most ${MAX_COLUMNS} columns, got ${head.length}.`);
  const repeated = head.find((name, position) => head.indexOf(name) < position);
  if (repeated !== undefined) throw unreadable(place, `expected every column once, found "${repeated}" twice.`);
  return body.map((cells) => Object.fromEntries(head.map((name, position) => [name, cells[position] ?? ''])));
}

/**
 * Parses comma-separated rows, the cells trimmed.
 *
 * @param allowed `limit` rows and one more, which is enough to know; all of a hostile file would take minutes. Rows of a
 * ragged file may differ in length.
 * @throws WenjuError FILE_UNREADABLE for unbalanced quotes and rows of unequal length.
 */
export function parseCells(
  content: string,
  place: string,
  { limit, isRagged }: { readonly limit: number; readonly isRagged: boolean },
): string[][] {
  try {
    return parse(content, { skip_empty_lines: true, trim: true, relax_column_count: isRagged, to: limit + 1 });
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    throw unreadable(place, `expected comma-separated rows, ${cause.message}.`, cause);
  }
}

/** The columns of the file with the field each stands for. */
function nameColumns(headers: readonly string[], source: string): { header: string; name: string }[] {
  const columns = headers.map((header) => ({
    header,
    name: fieldOf(header) ?? '',
  }));
  const unknown = columns.filter(({ name }) => name === '').map(({ header }) => `"${header}"`);
  if (unknown.length > 0) {
    throw unreadable(
      source,
      `no such column: ${unknown.join(', ').slice(0, MAX_TOLD)}; known are ${Object.keys(COLUMNS).join(', ')}. Rename or remove it.`,
    );
  }
  const repeated = columns.find(({ name }, position) => columns.findIndex((each) => each.name === name) < position);
  if (repeated !== undefined)
    throw unreadable(source, `expected one column for ${repeated.name}, found "${repeated.header}" as well.`);
  if (!columns.some(({ name }) => name === TEXT))
    throw unreadable(source, 'expected a column text, content or 正文 and rows below it, found none.');
  return columns;
}

/** Whether a head names the column of texts: then each row below is a document. */
export function isDocumentHead(head: readonly string[]): boolean {
  return head.some((name) => fieldOf(name) === TEXT);
}

/** Whether a column may state something of a document. */
export function isKnownColumn(name: string): boolean {
  return fieldOf(name) !== undefined;
}

function fieldOf(header: string): string | undefined {
  return lookUp(COLUMNS, header) ?? lookUp(COLUMNS, header.toLowerCase());
}

/** Own entries only: a column may be called `constructor`. */
function lookUp(table: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

function readKey(cell: string, number: number, source: string): string {
  if (cell === '') return String(number);
  const key = cell.normalize('NFC');
  if (key.length <= MAX_KEY_LENGTH && !key.includes('\n')) return key;
  throw unreadable(`${source} (row ${number})`, `expected an id of one line and at most ${MAX_KEY_LENGTH} characters.`);
}

/** A cell's lines are those of a plain text file: which of them are wrapped, cleaning tells. */
function splitLines(text: string): RawLine[] {
  return text.split('\n').map((line) => ({ text: line, level: null, startsBlock: false, page: null, table: null }));
}

function readDeclared(cells: ReadonlyMap<string, string>, place: string): DeclaredMetadata {
  const stated: Record<string, string> = {};
  for (const [name, cell] of cells) {
    if (name === TEXT || name === KEY) continue;
    if (name === 'type') stated[name] = lookUp(TYPES, cell) ?? cell;
    // Spreadsheets write 2024/3/19 whatever was typed.
    else stated[name] = DATE_FIELDS.has(name) ? (findDate(cell) ?? cell) : cell;
  }
  return checkDeclared(stated, place);
}

function hashCells(cells: ReadonlyMap<string, string>): string {
  const sorted = [...cells].sort(([left], [right]) => (left < right ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(sorted)).digest('hex');
}
