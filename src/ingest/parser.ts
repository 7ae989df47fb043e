/**
 * Third step of ingest: what does a file say? A source file and its bytes go in; its lines with what it states about
 * itself come out, nothing cleaned yet. One document a file, or one a row for CSV; one reader a format. Runs in the
 * process for strangers' files (compose/isolated.ts) and nowhere else.
 */

import { createHash } from 'node:crypto';
import { unreadable, WenjuError } from '../errors.js';
import type { FileFormat, RawDocument, Reader, ReadResult, SourceFile } from './contract.js';
import { ROW_SEPARATOR, readCsvDocuments } from './csv.js';
import { readCsvTable } from './csv-table.js';
import { documentIdOf, printName, reasonToRefuseName, type SkippedFile } from './files.js';
import { detectFormat, explainNoReader, hasReader } from './format.js';
import { checkSize } from './read.js';
import { checkLineCount, decodeText, MAX_LINES } from './text.js';

/** What a file holds: its documents, and the rows of a CSV file that make none. */
export interface SourceContent {
  readonly documents: readonly RawDocument[];
  readonly skipped: readonly SkippedFile[];
}

/** Formats that make one document of a file. */
type DocumentFormat = Exclude<FileFormat, 'csv'>;

/** Handed on at most, so that no file floods who asks: more than fits in the largest text file. */
const MAX_CHARACTERS = 20_000_000;

/** Each comes with its library, with the first file of its format. */
const READERS: { readonly [Format in DocumentFormat]: () => Promise<Reader> } = {
  text: async () => {
    const { readPlainText } = await import('./plain.js');
    return async (bytes, source) => readPlainText(decodeLines(bytes, source));
  },
  markdown: async () => {
    const { readMarkdown } = await import('./markdown.js');
    return async (bytes, source) => readMarkdown(decodeLines(bytes, source), source);
  },
  html: async () => (await import('./html/reader.js')).readHtml,
  docx: async () => (await import('./word/docx.js')).readDocx,
  xlsx: async () => (await import('./workbook/xlsx.js')).readXlsx,
  pdf: async () => (await import('./pdf/reader.js')).readPdf,
  doc: async () => (await import('./word/legacy.js')).readLegacyWord,
};

/**
 * Reads one file.
 * @throws WenjuError FILE_UNREADABLE naming it when it is too large, empty, of a format without a reader, or cannot be
 * read as what it is.
 */
export async function parseSourceFile(file: SourceFile, bytes: Uint8Array): Promise<SourceContent> {
  const { source, documentId } = file;
  const refusal = reasonToRefuseName(source);
  if (refusal !== null) throw new WenjuError('FILE_UNREADABLE', `${printName(source)}: ${refusal}.`);
  if (!hasReader(source)) throw unreadable(source, `${explainNoReader(source)}.`);
  checkSize(source, bytes.length);
  const format = detectFormat(bytes, source);
  const result = format === 'csv' ? readCsvTable(bytes, source) : await (await READERS[format]())(bytes, source);
  if (result === null) return readRows(bytes, source);
  checkLength(result, source);
  if (result.lines.every(({ text }) => text.trim() === ''))
    throw unreadable(source, 'expected text, found none. Remove or replace the file.');
  const contentHash = createHash('sha256').update(bytes).digest('hex');
  return { documents: [{ documentId, source, contentHash, format, ...result }], skipped: [] };
}

function readRows(bytes: Uint8Array, source: string): SourceContent {
  // Nothing is said twice: no more than is in the file.
  const { documents, skipped } = readCsvDocuments(bytes, source);
  return {
    documents: documents.map(({ key, ...row }) => {
      const rowSource = source + ROW_SEPARATOR + key;
      return { documentId: documentIdOf(rowSource), source: rowSource, format: 'csv', dropped: [], ...row };
    }),
    skipped,
  };
}

function decodeLines(bytes: Uint8Array, source: string): string {
  const content = decodeText(bytes, source);
  checkLineCount(content, source);
  return content;
}

function checkLength({ lines, dropped }: ReadResult, source: string): void {
  let characters = dropped.reduce((sum, { text }) => sum + text.length, 0);
  for (const { text, table } of lines) {
    // A row's columns stand in its text; the caption is sent with every row.
    characters += text.length + (table?.kind === 'row' ? (table.caption?.length ?? 0) : 0);
  }
  if (characters > MAX_CHARACTERS || lines.length > MAX_LINES) {
    throw unreadable(
      source,
      `expected at most ${MAX_CHARACTERS} characters in ${MAX_LINES} lines, got ${characters} in ${lines.length}. Split the file.`,
    );
  }
}
