/**
 * One writer an index. Every writer first makes a lock file of its own, named after its process, and then looks for
 * others: of two that come at once each sees the other, so there are never two. Locks of dead processes are removed.
 */

import { randomUUID } from 'node:crypto';
import { open, readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { WenjuError } from '../errors.js';

const LOCK_NAME = /^writer-(\d{1,10})-[0-9a-f-]{36}\.lock$/;
/** Two writers that met may both have stepped back; the longest time to wait before trying again. */
const LONGEST_PAUSE_MS = 100;
const MAX_ATTEMPTS = 3;

/**
 * Lock files of this process. One that has its number and is not among them is left of a process that ended: in a
 * container every process may get the same number.
 */
const held = new Set<string>();

interface Lock {
  readonly file: string;
  readonly pid: number;
}

/**
 * Takes the writer's lock of an index folder, which must exist; returns what releases it.
 * @throws WenjuError INDEX_LOCKED naming the living process that holds it.
 */
export async function lockForWriting(indexFolder: string): Promise<() => Promise<void>> {
  const folder = path.resolve(indexFolder);
  let holder: Lock | null = null;
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    const own = path.join(folder, `writer-${process.pid}-${randomUUID()}.lock`);
    const release = async (): Promise<void> => {
      await rm(own, { force: true });
      held.delete(own);
    };
    // Before the file is there: another call in this process must not take it for one that was left behind.
    held.add(own);
    try {
      await (await open(own, 'wx')).close();
      holder = await findHolder(folder, own);
    } catch (error) {
      await release();
      throw error;
    }
    if (holder === null) return release;
    await release();
    await pause(Math.random() * LONGEST_PAUSE_MS);
  }
  const since = holder && (await stat(holder.file).catch(() => null))?.mtime.toISOString();
  throw new WenjuError(
    'INDEX_LOCKED',
    `The index ${indexFolder} is being written by process ${holder?.pid}${since ? ` since ${since}` : ''}. ` +
      `Wait until it ends; if that process is no wenju, delete ${holder?.file}.`,
  );
}

/** The lock of another living writer; those of dead ones are removed on the way. */
async function findHolder(folder: string, own: string): Promise<Lock | null> {
  for (const name of await readdir(folder)) {
    const pid = Number(LOCK_NAME.exec(name)?.[1] ?? 0);
    const file = path.join(folder, name);
    if (pid === 0 || file === own) continue;
    if (pid === process.pid ? held.has(file) : isAlive(pid)) return { file, pid };
    await rm(file, { force: true });
  }
  return null;
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
