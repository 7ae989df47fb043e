/**
 * Second step of ingest: what does a file say? A source file goes in; its decoded text with what it states about
 * itself comes out, nothing cleaned yet. One reader a format: text.ts, markdown.ts.
 */

import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { WenjuError } from '../errors.js';
import type { DeclaredMetadata, FileFormat, RawDocument, SourceFile } from './contract.js';
import { readMarkdown } from './markdown.js';
import { decodeText } from './text.js';

/** Bytes a file may have. The longest provincial report is 0.1 MB; all reports of a province in one file stay below. */
export const MAX_FILE_BYTES = 20_000_000;

const FORMATS: Readonly<Record<string, FileFormat>> = { '.txt': 'text', '.md': 'markdown', '.markdown': 'markdown' };

/** The format a path's extension stands for, null when it has no reader. */
export function formatOf(path: string): FileFormat | null {
  return FORMATS[extname(path).toLowerCase()] ?? null;
}

/**
 * Reads one file.
 *
 * @throws WenjuError NOT_FOUND when it is gone, FILE_UNREADABLE when it is too large, empty, not UTF-8, of a format
 * without a reader, or its front matter cannot be meant; every message names the file.
 */
export async function readRawDocument(file: SourceFile): Promise<RawDocument> {
  let bytes: Buffer;
  try {
    bytes = await readFile(file.path);
  } catch (cause) {
    throw new WenjuError('NOT_FOUND', `Expected a readable file at ${file.path}, could not open it.`, { cause });
  }
  return parseRawDocument(file, bytes);
}

/** Does what `readRawDocument` does, for bytes that are at hand (an upload). Throws the same, except NOT_FOUND. */
export function parseRawDocument(file: SourceFile, bytes: Buffer): RawDocument {
  const format = formatOf(file.source);
  if (format === null) {
    const known = Object.keys(FORMATS).join(', ');
    throw new WenjuError('FILE_UNREADABLE', `${file.source}: no reader for this format yet; expected one of ${known}.`);
  }
  if (bytes.length > MAX_FILE_BYTES) {
    throw new WenjuError(
      'FILE_UNREADABLE',
      `${file.source}: expected at most ${MAX_FILE_BYTES} bytes, got ${bytes.length}. Split the file.`,
    );
  }
  const content = decodeText(bytes, file.source);
  const parts: { text: string; declared: DeclaredMetadata } =
    format === 'markdown' ? readMarkdown(content, file.source) : { text: content, declared: {} };
  if (parts.text.trim() === '') {
    throw new WenjuError('FILE_UNREADABLE', `${file.source}: expected text, found none. Remove or replace the file.`);
  }
  const contentHash = createHash('sha256').update(bytes).digest('hex');
  return { documentId: file.documentId, source: file.source, contentHash, format, ...parts };
}
