/**
 * Ingest: what the keeper of a corpus folder states about its files. The folder's `sources.csv` goes in; metadata by
 * file comes out. Columns: `file`, and any field of front matter (region, year, published, url, …).
 */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { WenjuError } from '../errors.js';
import type { DeclaredMetadata } from './contract.js';
import { parseRows } from './csv.js';
import { checkDeclared } from './declared.js';
import { decodeText } from './text.js';

/** Its name; a file of this name is never a document. */
export const SIDECAR = 'sources.csv';
/** Bytes and rows of a sidecar: one row a file. */
const MAX_SIDECAR_BYTES = 5_000_000;
const MAX_ROWS = 50_000;

/** Metadata by file path below the folder (with `/`, NFC). */
export type Sidecar = ReadonlyMap<string, DeclaredMetadata>;

/**
 * Reads the folder's `sources.csv`; a folder without one has an empty sidecar.
 *
 * @throws WenjuError FILE_UNREADABLE naming the row and the column that cannot be meant.
 */
export async function readSidecar(folder: string): Promise<Sidecar> {
  const path = join(folder, SIDECAR);
  let bytes: Buffer;
  try {
    bytes = await readFile(path);
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return new Map();
    throw new WenjuError('FILE_UNREADABLE', `${path}: could not be opened.`, { cause });
  }
  if (bytes.length > MAX_SIDECAR_BYTES) {
    throw new WenjuError(
      'FILE_UNREADABLE',
      `${path}: expected at most ${MAX_SIDECAR_BYTES} bytes, got ${bytes.length}.`,
    );
  }
  const sidecar = new Map<string, DeclaredMetadata>();
  for (const [index, { file, ...stated }] of parseRows(decodeText(bytes, path), path, MAX_ROWS).entries()) {
    const place = `${path} (row ${index + 2})`;
    if (file === undefined || file === '') {
      throw new WenjuError('FILE_UNREADABLE', `${place}: expected a file name in the column "file", found none.`);
    }
    sidecar.set(file.normalize('NFC'), checkDeclared(stated, place));
  }
  return sidecar;
}
