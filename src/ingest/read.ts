/** Second step of ingest: fetches the bytes of a source file. Files go in; bytes come out, nothing of them is read yet. */

import { readFile, stat } from 'node:fs/promises';
import { unreadable, WenjuError } from '../errors.js';
import type { SourceFile } from './contract.js';
import { MAX_FILE_BYTES } from './files.js';

/**
 * The bytes of a file.
 * @throws WenjuError NOT_FOUND when it is gone; FILE_UNREADABLE naming it when it is no file or too large
 */
export async function fetchSourceFile(file: SourceFile): Promise<Uint8Array> {
  try {
    const found = await stat(file.path);
    if (!found.isFile()) throw unreadable(file.source, 'expected a file. Name a file.');
    checkSize(file.source, found.size);
    return await readFile(file.path);
  } catch (cause) {
    if (cause instanceof WenjuError) throw cause;
    throw new WenjuError('NOT_FOUND', `Expected a readable file at ${file.path}, could not open it.`, { cause });
  }
}

/** @throws WenjuError FILE_UNREADABLE naming the file when it has more bytes than are read */
export function checkSize(source: string, size: number): void {
  if (size <= MAX_FILE_BYTES) return;
  throw unreadable(source, `expected at most ${MAX_FILE_BYTES} bytes, got ${size}. Split the file.`);
}
