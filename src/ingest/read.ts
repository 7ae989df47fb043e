/**
 * Second step of ingest: what does a file say? A source file goes in; its lines with what it states about itself come
 * out, nothing cleaned yet. One document a file, or one a row for CSV. One reader a format: text is read here,
 * containers in a process of their own (isolate.ts).
 */

import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { WenjuError } from '../errors.js';
import type { FileFormat, RawDocument, ReadResult, SourceFile } from './contract.js';
import { ROW_SEPARATOR, readCsvDocuments } from './csv.js';
import { documentIdOf, MAX_FILE_BYTES, printName, reasonToRefuseName, type SkippedFile } from './files.js';
import { detectFormat, hasReader } from './format.js';
import { MAX_LINES, type ReaderPool } from './isolate.js';
import { readMarkdown } from './markdown.js';
import { readPlainText } from './plain.js';
import { decodeText } from './text.js';

/** What a file holds: its documents, and the rows of a CSV file that make none. */
export interface SourceContent {
  readonly documents: readonly RawDocument[];
  readonly skipped: readonly SkippedFile[];
}

/**
 * Reads one file.
 *
 * @throws WenjuError NOT_FOUND when it is gone; FILE_UNREADABLE when it is too large, empty, of a format without a
 * reader, or cannot be read as what it is. Every message names the file.
 */
export async function readSourceFile(file: SourceFile, pool: ReaderPool): Promise<SourceContent> {
  let bytes: Buffer;
  try {
    const found = await stat(file.path);
    if (!found.isFile()) throw new WenjuError('FILE_UNREADABLE', `${file.source}: expected a file. Name a file.`);
    checkSize(file.source, found.size);
    bytes = await readFile(file.path);
  } catch (cause) {
    if (cause instanceof WenjuError) throw cause;
    throw new WenjuError('NOT_FOUND', `Expected a readable file at ${file.path}, could not open it.`, { cause });
  }
  return parseSourceFile(file, bytes, pool);
}

/** Does what `readSourceFile` does, for bytes that are at hand (an upload). Throws the same, except NOT_FOUND. */
export async function parseSourceFile(file: SourceFile, bytes: Uint8Array, pool: ReaderPool): Promise<SourceContent> {
  const { source } = file;
  const refusal = reasonToRefuseName(source);
  if (refusal !== null) throw new WenjuError('FILE_UNREADABLE', `${printName(source)}: ${refusal}.`);
  if (!hasReader(source)) {
    throw new WenjuError('FILE_UNREADABLE', `${source}: no reader for this format. Save it as text, .docx or PDF.`);
  }
  checkSize(source, bytes.length);
  const format = detectFormat(bytes, source);
  if (format === 'csv') return readRows(bytes, source);
  const result = await readAs(format, bytes, source, pool);
  if (result.lines.every(({ text }) => text.trim() === '')) {
    throw new WenjuError('FILE_UNREADABLE', `${source}: expected text, found none. Remove or replace the file.`);
  }
  const contentHash = createHash('sha256').update(bytes).digest('hex');
  return { documents: [{ documentId: file.documentId, source, contentHash, format, ...result }], skipped: [] };
}

function checkSize(source: string, size: number): void {
  if (size <= MAX_FILE_BYTES) return;
  throw new WenjuError(
    'FILE_UNREADABLE',
    `${source}: expected at most ${MAX_FILE_BYTES} bytes, got ${size}. Split the file.`,
  );
}

async function readAs(
  format: Exclude<FileFormat, 'csv'>,
  bytes: Uint8Array,
  source: string,
  pool: ReaderPool,
): Promise<ReadResult> {
  if (format !== 'text' && format !== 'markdown') return pool.read(format, bytes, source);
  const content = decodeText(bytes, source);
  checkLineCount(content, source);
  return format === 'text' ? readPlainText(content) : readMarkdown(content, source);
}

/** Before they are taken apart: a file of line breaks makes twenty times its size of lines. */
function checkLineCount(content: string, source: string): void {
  let lines = 1;
  for (let at = content.indexOf('\n'); at >= 0; at = content.indexOf('\n', at + 1)) lines += 1;
  if (lines > MAX_LINES) {
    throw new WenjuError(
      'FILE_UNREADABLE',
      `${source}: expected at most ${MAX_LINES} lines, got ${lines}. Split the file.`,
    );
  }
}

function readRows(bytes: Uint8Array, source: string): SourceContent {
  const { documents, skipped } = readCsvDocuments(bytes, source);
  return {
    documents: documents.map(({ key, ...row }) => {
      const rowSource = source + ROW_SEPARATOR + key;
      return { documentId: documentIdOf(rowSource), source: rowSource, format: 'csv', dropped: [], ...row };
    }),
    skipped,
  };
}
