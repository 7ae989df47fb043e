/**
 * One writer an index. Every writer first makes a lock file of its own, named after its process and when that began,
 * and then looks for others: of two that come at once each sees the other, so there are never two. Locks of dead
 * processes are removed. Holds among the processes of one machine (or container): elsewhere a number says nothing.
 */

import { randomUUID } from 'node:crypto';
import { open, readdir, readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { WenjuError } from '../errors.js';

const LOCK_NAME = /^writer-(\d{1,10})-(?:b(\d{1,20})-)?[0-9a-f-]{36}\.lock$/;
/** Two writers that met may both have stepped back; the longest time to wait before trying again. */
const LONGEST_PAUSE_MS = 100;
const MAX_ATTEMPTS = 3;

/**
 * Lock files of this process. One that has its number and is not among them is left of a process that ended: in a
 * container every process may get the same number.
 */
const held = new Set<string>();

/** A lock file that lies in an index folder. */
export interface Lock {
  readonly file: string;
  readonly pid: number;
  /** Whether the process that made it still runs. */
  readonly isHeld: boolean;
}

/**
 * Takes the writer's lock of an index folder, which must exist; returns what releases it.
 * @throws WenjuError INDEX_LOCKED naming the living process that holds it.
 */
export async function lockForWriting(indexFolder: string): Promise<() => Promise<void>> {
  const folder = path.resolve(indexFolder);
  const begun = (await readProcess(process.pid))?.begun;
  let holder: Lock | null = null;
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    const own = path.join(folder, `writer-${process.pid}-${begun ? `b${begun}-` : ''}${randomUUID()}.lock`);
    const release = async (): Promise<void> => {
      // First, so that a file that cannot be removed keeps nobody in this process from writing. What was written is
      // written: that is no failure of the update.
      held.delete(own);
      await rm(own, { force: true }).catch(() => undefined);
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
  for (const lock of await listLocks(folder)) {
    if (lock.file === own) continue;
    if (lock.isHeld) return lock;
    await rm(lock.file, { force: true });
  }
  return null;
}

/** All locks of an index folder, which must exist: held ones, and those that dead processes left. */
export async function listLocks(indexFolder: string): Promise<Lock[]> {
  const folder = path.resolve(indexFolder);
  const locks: Lock[] = [];
  for (const name of await readdir(folder)) {
    const [, number, begun] = LOCK_NAME.exec(name) ?? [];
    if (number === undefined) continue;
    const [file, pid] = [path.join(folder, name), Number(number)];
    locks.push({ file, pid, isHeld: pid === process.pid ? held.has(file) : await isAlive(pid, begun) });
  }
  return locks;
}

/** @param begun when the process began; another that has its number since began later */
async function isAlive(pid: number, begun: string | undefined): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it lives and belongs to someone else.
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false;
  }
  const found = await readProcess(pid);
  if (found === null) return true;
  return !found.hasEnded && (begun === undefined || begun === found.begun);
}

/** Fields of `/proc/PID/stat` behind the name in brackets, which may hold anything: state, and start in clock ticks. */
const STATE_FIELD = 0;
const START_FIELD = 19;

/** What Linux tells of a process; null where nothing is told. One that ended and was not waited for is a zombie, Z. */
async function readProcess(pid: number): Promise<{ hasEnded: boolean; begun: string } | null> {
  const told = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const fields = told.slice(told.lastIndexOf(')') + 2).split(' ');
  const [state, begun] = [fields[STATE_FIELD], fields[START_FIELD]];
  return state && begun ? { hasEnded: state === 'Z' || state === 'X', begun } : null;
}
