/**
 * Second step of ingest: what does a file say? A source file goes in; its lines with what it states about itself come
 * out, nothing cleaned yet. One document a file, or one a row for CSV. One reader a format, each in the process for
 * strangers' files (isolate.ts): a reader never runs here.
 */

import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { WenjuError } from '../errors.js';
import type { RawDocument, SourceFile } from './contract.js';
import { ROW_SEPARATOR } from './csv.js';
import { documentIdOf, MAX_FILE_BYTES, printName, reasonToRefuseName, type SkippedFile } from './files.js';
import { detectFormat, hasReader } from './format.js';
import type { ReaderPool } from './isolate.js';

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
  if (format === 'csv') return readRows(bytes, source, pool);
  const result = await pool.read(format, bytes, source);
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

async function readRows(bytes: Uint8Array, source: string, pool: ReaderPool): Promise<SourceContent> {
  const { documents, skipped } = await pool.readRows(bytes, source);
  return {
    documents: documents.map(({ key, ...row }) => {
      const rowSource = source + ROW_SEPARATOR + key;
      return { documentId: documentIdOf(rowSource), source: rowSource, format: 'csv', dropped: [], ...row };
    }),
    skipped,
  };
}
