/**
 * Keeps the files of a corpus folder for whoever adds and removes documents over HTTP or on the command line. A file
 * and what was stated about it go in; the folder holds both, or neither after `undo`.
 */

import { existsSync } from 'node:fs';
import { readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { stringify } from 'csv-stringify/sync';
import { WenjuError } from '../errors.js';
import { createFolder, syncFolder, TEMPORARY_SUFFIX, writeFileDurably } from '../files.js';
import { METADATA_FIELDS } from '../metadata.js';
import type { DeclaredMetadata } from './contract.js';
import { readSidecar, readSidecarBytes, SIDECAR } from './sidecar.js';

/** A file that someone wants among the documents. */
export interface Upload {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** What its sender states about it; null leaves what `sources.csv` says. */
  readonly declared: DeclaredMetadata | null;
}

/** What names a row in its CSV file: `reports.csv#3` could be the file of this name or that row. */
const LIKE_A_ROW = /\.csv#/i;

/** Bytes of a file name: what most file systems allow, less what stands behind it while it is written. */
const MAX_NAME_BYTES = 255 - TEMPORARY_SUFFIX.length;

/**
 * The name as the corpus folder will have it (NFC).
 * @throws WenjuError INPUT_INVALID for a path, a hidden file, a name that describes the folder, or one too long.
 */
export function checkUploadName(name: string): string {
  const normalised = name.normalize('NFC').trim();
  const isPlain = /^[^\p{Cc}\p{Cf}/\\:*?"<>|]+$/u.test(normalised) && !/^[.~]/.test(normalised);
  const isReserved = normalised.toLowerCase() === SIDECAR || normalised.toLowerCase() === 'readme.md';
  if (!isPlain || isReserved || Buffer.byteLength(normalised) > MAX_NAME_BYTES) {
    throw new WenjuError(
      'INPUT_INVALID',
      `Expected a plain file name of at most ${MAX_NAME_BYTES} bytes, without folders and not ${SIDECAR} or README.md; ` +
        `got ${JSON.stringify(name.slice(0, 60))}.`,
    );
  }
  if (LIKE_A_ROW.test(normalised)) {
    throw new WenjuError(
      'INPUT_INVALID',
      `Expected a file name without ".csv#", which names the rows of a CSV file; got ${JSON.stringify(name.slice(0, 60))}.`,
    );
  }
  return normalised;
}

/**
 * Writes the file and its row of `sources.csv` into `folder`; returns what puts both back as they were.
 * @throws WenjuError INPUT_INVALID when something is stated that a row cannot hold; FILE_UNREADABLE, as what it returns
 * does, when they could not be put back, since then a failure has changed something.
 */
export async function storeUpload(folder: string, upload: Upload): Promise<() => Promise<void>> {
  const file = path.join(folder, checkUploadName(upload.name));
  const sidecar = path.join(folder, SIDECAR);
  const before = { file: await readIfThere(file), sidecar: await readSidecarBytes(folder) };
  const undo = async (): Promise<void> => {
    try {
      await restore(file, before.file);
      await restore(sidecar, before.sidecar);
    } catch (cause) {
      const message = `${path.basename(file)} was not added, and its folder could not be put back as it was. Look at the file and at ${SIDECAR} there, then run: wenju index`;
      throw new WenjuError('FILE_UNREADABLE', message, { cause });
    }
  };
  await createFolder(folder);
  try {
    if (upload.declared !== null) await stateInSidecar(folder, path.basename(file), upload.declared);
    await writeFileDurably(file, upload.bytes);
  } catch (error) {
    await undo();
    throw error;
  }
  return undo;
}

/** A corpus file to be deleted. */
interface StoredFile {
  readonly folder: string;
  /** Path below the folder, with `/`. */
  readonly source: string;
}

/**
 * Deletes files and their rows of `sources.csv`; a file that is gone already is none the worse.
 * @throws WenjuError FILE_UNREADABLE when a `sources.csv` cannot be read, and then nothing was deleted.
 */
export async function deleteFiles(files: readonly StoredFile[]): Promise<void> {
  const paths = files.map(({ folder, source }) => path.join(folder, ...source.split('/')));
  for (const folder of new Set(paths.map((file) => path.dirname(file)))) await readSidecar(folder);
  for (const file of paths) {
    const sidecar = path.join(path.dirname(file), SIDECAR);
    const before = await readSidecarBytes(path.dirname(file));
    try {
      await stateInSidecar(path.dirname(file), path.basename(file), null);
      await removeDurably(file);
    } catch (error) {
      // A file that is still there needs what was stated about it. The first error is the one to tell.
      if (existsSync(file)) await restore(sidecar, before).catch(() => undefined);
      throw error;
    }
  }
}

/** The first of the folders that holds the file; null when none does. */
export async function findFolder(folders: readonly string[], source: string): Promise<string | null> {
  for (const folder of folders) {
    const found = await stat(path.join(folder, ...source.split('/'))).catch(() => null);
    if (found?.isFile()) return folder;
  }
  return null;
}

/** Replaces the file's row of `sources.csv`, or takes it out; the other rows stay. */
async function stateInSidecar(folder: string, name: string, declared: DeclaredMetadata | null): Promise<void> {
  const rows = new Map(await readSidecar(folder));
  if (declared === null && !rows.has(name)) return;
  if (declared === null) rows.delete(name);
  else rows.set(name, declared);
  if (declared?.basedOn) {
    throw new WenjuError(
      'INPUT_INVALID',
      'Expected metadata that fits a row of sources.csv; basedOn does not. State it in the front matter of a Markdown file.',
    );
  }
  const records = [...rows].map(([file, stated]) => ({ file, ...stated }));
  const named = METADATA_FIELDS.map(({ name }) => name).filter((name) => records.some((record) => name in record));
  const columns = ['file', ...named];
  await writeFileDurably(path.join(folder, SIDECAR), stringify(records, { header: true, columns }));
}

/** What was said to be gone must not be back after a power loss. A file whose folder is gone too is none the worse. */
async function removeDurably(file: string): Promise<void> {
  await rm(file, { force: true });
  if (existsSync(path.dirname(file))) await syncFolder(path.dirname(file));
}

async function restore(file: string, bytes: Buffer | null): Promise<void> {
  if (bytes === null) await removeDurably(file);
  else await writeFileDurably(file, bytes);
}

async function readIfThere(file: string): Promise<Buffer | null> {
  try {
    return await readFile(file);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
