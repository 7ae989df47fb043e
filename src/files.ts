/**
 * Used by whatever keeps files: how a file is hashed, and the one way one is written: temporary name, fsync, rename, fsync of the folder. After
 * it returns the file survives power loss where the disk honours fsync; before that the old one is whole.
 */

import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';

/** Suffix of a file that is not whole yet; such files are never read and may be deleted. */
export const TEMPORARY_SUFFIX = '.tmp';

/** Writes or replaces a file so that a reader sees the old or the new content, never a part. */
export async function writeFileDurably(file: string, content: string | Uint8Array): Promise<void> {
  const temporary = `${file}${TEMPORARY_SUFFIX}`;
  try {
    const handle = await open(temporary, 'w');
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  await syncFolder(path.dirname(file));
}

/** Makes the entries of a folder durable. */
export async function syncFolder(folder: string): Promise<void> {
  // Windows cannot open folders and needs no such step.
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Creates a folder, its parents too, and makes its entry durable. */
export async function createFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await syncFolder(path.dirname(folder));
}

/** SHA-256 of a file, hex; read in pieces, as a model has 80 MB. */
export async function hashFile(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}
