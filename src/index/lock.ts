/** One writer an index: a lock file that names the process holding it. The lock of a dead process is taken over. */

import { open, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { WenjuError } from '../errors.js';

const LOCK_FILE = 'writer.lock';
/** A lock that is being written is empty for a moment; one that stays unreadable this long belongs to nobody. */
const UNREADABLE_GRACE_MS = 200;
const MAX_ATTEMPTS = 5;

const lockSchema = z.object({ pid: z.number().int().positive(), since: z.string() });

/**
 * Takes the writer's lock of an index folder; returns what releases it.
 * @throws WenjuError INDEX_LOCKED naming the living process that holds it.
 */
export async function lockForWriting(indexFolder: string): Promise<() => Promise<void>> {
  const file = path.join(indexFolder, LOCK_FILE);
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    try {
      // 'wx' fails when the file exists: of two processes exactly one succeeds.
      const handle = await open(file, 'wx');
      await handle.writeFile(JSON.stringify({ pid: process.pid, since: new Date().toISOString() }));
      await handle.sync();
      await handle.close();
      return () => rm(file, { force: true });
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
    const holder = await readHolder(file);
    if (holder !== null && isAlive(holder.pid)) {
      throw new WenjuError(
        'INDEX_LOCKED',
        `The index ${indexFolder} is being written by process ${holder.pid} since ${holder.since}. Wait until it ends.`,
      );
    }
    if (holder === null) await new Promise((resolve) => setTimeout(resolve, UNREADABLE_GRACE_MS));
    if (holder !== null || (await readHolder(file)) === null) await rm(file, { force: true });
  }
  throw new WenjuError('INDEX_LOCKED', `The lock ${file} keeps changing hands. Try again.`);
}

async function readHolder(file: string): Promise<z.infer<typeof lockSchema> | null> {
  try {
    return lockSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    // Empty, torn or gone: nobody that can be named.
    return null;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives and belongs to someone else.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
