/**
 * Used by whatever keeps files: how a file is hashed, and the one way one is written: temporary name, fsync, rename,
 * fsync of the folder. After it returns the file survives power loss where the disk honours fsync; before that the old
 * one is whole.
 */

import { createHash } from 'node:crypto';
import { closeSync, fstatSync, mkdirSync, openSync, readSync } from 'node:fs';
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';

/** Suffix of a file that is not whole yet; such files are never read and may be deleted. */
export const TEMPORARY_SUFFIX = '.tmp';

/** What is kept is for the user who runs this, and for nobody else on the machine. A folder that is there stays as it is. */
const FILE_MODE = 0o600;
const FOLDER_MODE = 0o700;

/**
 * Writes or replaces a file so that a reader sees the old or the new content, never a part.
 * @throws Error of the system (`code`, `syscall`) that names the file; the old one is there then.
 */
export async function writeFileDurably(file: string, content: string | Uint8Array): Promise<void> {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  const temporary = `${file}${TEMPORARY_SUFFIX}`;
  try {
    const handle = await open(temporary, 'w', FILE_MODE);
    try {
      await handle.writeFile(bytes);
      const { size } = await handle.stat();
      // A disk that keeps less than it was given and says nothing: what is hashed afterwards would be the torn file.
      if (size !== bytes.length) throw refuseShortWrite(size, bytes.length);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
  } catch (error) {
    // What cannot be removed either is overwritten by the next write; the first error is the one to tell.
    await rm(temporary, { force: true }).catch(() => undefined);
    throw nameFile(error, file);
  }
  await syncFolder(path.dirname(file));
}

function refuseShortWrite(written: number, expected: number): Error {
  const message = `EIO: ${written} of ${expected} bytes were written, write`;
  return Object.assign(new Error(message), { code: 'EIO', syscall: 'write' });
}

/** The system names no file when a write into an open one fails (`ENOSPC: no space left on device, write`). */
function nameFile(error: unknown, file: string): unknown {
  if (!(error instanceof Error) || !('syscall' in error) || error.message.includes(file)) return error;
  const code = 'code' in error ? error.code : 'EIO';
  const told = new Error(`${error.message} '${file}'`, { cause: error });
  return Object.assign(told, { code, syscall: error.syscall, path: file });
}

/** Makes the entries of a folder durable. */
export async function syncFolder(folder: string): Promise<void> {
  // Windows cannot open folders and needs no such step.
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } catch (error) {
    throw nameFile(error, folder);
  } finally {
    await handle.close();
  }
}

/** Creates a folder, its parents too, and makes the entries of all of them durable. */
export async function createFolder(folder: string): Promise<void> {
  const wanted = path.resolve(folder);
  const first = (await mkdir(wanted, { recursive: true, mode: FOLDER_MODE })) ?? wanted;
  const topmost = path.dirname(path.resolve(first));
  for (let parent = path.dirname(wanted); ; parent = path.dirname(parent)) {
    await syncFolder(parent);
    if (parent === topmost || parent === path.dirname(parent)) return;
  }
}

/** Creates new folders side by side in one that is there, whose entries are made durable once. */
export async function createFolders(parent: string, names: readonly string[]): Promise<void> {
  for (const name of names) mkdirSync(path.join(parent, name), FOLDER_MODE);
  await syncFolder(parent);
}

/** Bytes of a file that are read and hashed in a turn: a model has 80 MB. */
const READ_AT_ONCE = 4_000_000;

/** SHA-256, hex. In this thread: what another is given is copied first, which takes longer than the hash. */
export function hashBytes(bytes: string | Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/**
 * Reads files one after the other into the same memory: what it gives holds until it reads the next. To read a hundred
 * megabytes into memory of their own each would take longer, and leave as much garbage. In this thread, as each of four calls
 * a file would wait for another's turn, three times as long as reading takes; who reads many lets others have theirs between.
 */
export function createFileReader(): (file: string) => Promise<Uint8Array> {
  let room = new Uint8Array(0);
  return async (file) =>
    openFile(file, (descriptor, size) => {
      if (size > room.length) room = new Uint8Array(size);
      return room.subarray(0, fill(room, descriptor, size));
    });
}

/** The same, into memory of its own. */
export async function readWholeFile(file: string): Promise<Uint8Array> {
  return openFile(file, (descriptor, size) => {
    const bytes = new Uint8Array(size);
    return bytes.subarray(0, fill(bytes, descriptor, size));
  });
}

/** How many bytes a file has, and its SHA-256 in hex if they are as many as they should be. */
type MeasureFile = (
  file: string,
  expected: number,
) => Promise<{ readonly bytes: number; readonly sha256: string | null }>;

/** Measures files one after the other, as they are read above. */
export function createFileMeasurer(): MeasureFile {
  const room = new Uint8Array(READ_AT_ONCE);
  return async (file, expected) =>
    openFile(file, (descriptor, bytes) => {
      if (bytes !== expected) return { bytes, sha256: null };
      const hash = createHash('sha256');
      for (let left = bytes; left > 0; ) {
        const length = fill(room, descriptor, Math.min(left, room.length));
        if (length === 0) break;
        hash.update(room.subarray(0, length));
        left -= length;
      }
      return { bytes, sha256: hash.digest('hex') };
    });
}

function openFile<Result>(file: string, use: (descriptor: number, size: number) => Result): Result {
  const descriptor = openSync(file, 'r');
  try {
    return use(descriptor, fstatSync(descriptor).size);
  } finally {
    closeSync(descriptor);
  }
}

/** Reads on until there are so many bytes, or no more; gives how many there are. */
function fill(room: Uint8Array, descriptor: number, wanted: number): number {
  let length = 0;
  while (length < wanted) {
    const bytesRead = readSync(descriptor, room, length, wanted - length, null);
    if (bytesRead === 0) break;
    length += bytesRead;
  }
  return length;
}

/** SHA-256 of a file, hex. */
export async function hashFile(file: string): Promise<string> {
  const { size } = await stat(file);
  if (size <= READ_AT_ONCE) return hashBytes(await readFile(file));
  const hash = createHash('sha256');
  const handle = await open(file, 'r');
  try {
    // Of a file that is read in smaller pieces most of the time goes into going from piece to piece.
    const buffer = Buffer.allocUnsafe(READ_AT_ONCE);
    for (;;) {
      const { bytesRead } = await handle.read(buffer, 0, buffer.length, null);
      if (bytesRead === 0) return hash.digest('hex');
      hash.update(buffer.subarray(0, bytesRead));
    }
  } finally {
    await handle.close();
  }
}
