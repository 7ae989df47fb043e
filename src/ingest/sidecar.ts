/**
 * Ingest: what the keeper of a corpus folder states about its files. The folder's `sources.csv` goes in; metadata by
 * file comes out. Columns: `file`, and any field of front matter (region, year, published, url, …).
 */

import { constants, type Stats } from 'node:fs';
import { lstat, open, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { setImmediate } from 'node:timers/promises';
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
/** Rows checked before others get their turn: the service reads sidecars while it answers. */
const ROWS_IN_A_TURN = 500;
const NO_FILE = 'expected a file name in the column "file", found none.';

/** Metadata by file name in the folder (NFC). */
export type Sidecar = ReadonlyMap<string, DeclaredMetadata>;

/** What a `sources.csv` states, as far as it can be meant. */
export interface Statements {
  readonly stated: Sidecar;
  /** Why a row cannot be meant, by the file that it names. */
  readonly refused: ReadonlyMap<string, WenjuError>;
  /** What is wrong with the sidecar and no one file: rows that name none, or that it cannot be read at all. */
  readonly problems: readonly WenjuError[];
  /** Why the disk did not give it: what it states of any file is not known. */
  readonly unknown: WenjuError | null;
}

/**
 * Reads the folder's `sources.csv`, for whoever writes it again; a folder without one has an empty sidecar.
 *
 * @throws WenjuError FILE_UNREADABLE naming the row and the column that cannot be meant.
 */
export async function readSidecar(folder: string): Promise<Sidecar> {
  const { stated, refused, problems } = await readStatements(folder);
  const [problem] = [...problems, ...refused.values()];
  if (problem !== undefined) throw problem;
  return stated;
}

/** Reads what the folder's `sources.csv` states; a row that cannot be meant, or a file that cannot, takes no other along. */
export async function readStatements(folder: string): Promise<Statements> {
  const path = join(folder, SIDECAR);
  const stated = new Map<string, DeclaredMetadata>();
  const refused = new Map<string, WenjuError>();
  const problems: WenjuError[] = [];
  const attempt = async <Result>(work: () => Result, refuse: (error: WenjuError) => void) => {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof WenjuError)) throw error;
      refuse(error);
      return null;
    }
  };
  const refuseAll = (error: WenjuError): void => void problems.push(error);
  let unknown: WenjuError | null = null;
  const bytes = await attempt(
    () => readSidecarBytes(folder),
    (error) => {
      refuseAll(error);
      if (error.cause !== undefined) unknown = error;
    },
  );
  const rows = bytes === null ? [] : await attempt(() => parseRows(decodeText(bytes, path), path, MAX_ROWS), refuseAll);
  for (const [index, { file, ...cells }] of (rows ?? []).entries()) {
    const place = `${path} (row ${index + 2})`;
    if ((index + 1) % ROWS_IN_A_TURN === 0) await setImmediate();
    if (file === undefined || file === '') {
      // Of many such rows the first is enough to mend the file by.
      if (problems.length === 0) refuseAll(new WenjuError('FILE_UNREADABLE', `${place}: ${NO_FILE}`));
      continue;
    }
    const name = file.normalize('NFC');
    const declared = await attempt(
      () => checkDeclared(cells, place),
      (error) => refused.set(name, error),
    );
    if (declared !== null) stated.set(name, declared);
  }
  return { stated, refused, problems, unknown };
}

/**
 * The bytes of the folder's `sources.csv`, null when there is none. It is opened as a stranger's file is: never waited
 * for (a pipe), never without an end (a device), never from elsewhere (a link).
 *
 * @throws WenjuError FILE_UNREADABLE when it is no regular file of the folder or too large; with the cause when the disk
 * does not give it.
 */
export async function readSidecarBytes(folder: string): Promise<Buffer | null> {
  const path = join(folder, SIDECAR);
  const refuse = (problem: string, options?: ErrorOptions) =>
    new WenjuError('FILE_UNREADABLE', `${path}: ${problem}`, options);
  try {
    const target = await realpath(path);
    if (!target.startsWith((await realpath(folder)) + sep)) {
      throw refuse('expected a file, got a symbolic link that leads out of its folder. Put the file itself there.');
    }
    // Asked first, as opening a device may do something; and again of what was opened, as it may be another by then.
    checkKind(await stat(target), refuse);
    const handle = await open(target, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      checkKind(await handle.stat(), refuse);
      return await handle.readFile();
    } finally {
      await handle.close();
    }
  } catch (cause) {
    if (cause instanceof WenjuError) throw cause;
    const isMissing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
    if (isMissing && (await lstat(path).catch(() => null)) === null) return null;
    // A link that leads nowhere states nothing; what the disk does not give may state anything.
    throw refuse('could not be opened. Allow reading it, or remove it.', isMissing ? {} : { cause });
  }
}

function checkKind(found: Stats, refuse: (problem: string) => WenjuError): void {
  if (!found.isFile()) throw refuse('expected a regular file. Replace or remove it.');
  if (found.size > MAX_SIDECAR_BYTES) {
    throw refuse(`expected at most ${MAX_SIDECAR_BYTES} bytes, got ${found.size}. Split the folder.`);
  }
}
