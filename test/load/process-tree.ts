/** Memory and time of a process and of all that it has started. Apart, so that who starts nothing else may read them. */

import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Of the system's clock, as Linux tells it to programs on every machine. */
const TICKS_A_SECOND = 100;

/** Bytes in memory of a process and of all that it has started, and they in turn. 0 where ps is missing. */
export function readTreeMemory(pid: number): number {
  return listTree(pid).reduce((sum, { id, kilobytes }) => sum + (readShare(id) ?? kilobytes * 1_024), 0);
}

/** Seconds of processor time of a process, of all that it has started and runs, and of what of these has ended; null where nothing tells. */
export function readTreeCpu(pid: number): number | null {
  const times = listTree(pid).map(({ id }) => readTimes(id));
  if (times.length === 0 || times.includes(null)) return null;
  return times.reduce<number>((sum, own) => sum + (own?.own ?? 0) + (own?.ended ?? 0), 0);
}

/**
 * Milliseconds that a process and all that it has started have worked. What other programs of the machine do makes the
 * clock's longer, not these; where the system does not tell them, they are the clock's.
 */
export function readTreeWork(pid: number): number {
  const seconds = readTreeCpu(pid);
  return seconds === null ? performance.now() : seconds * 1000;
}

/** Seconds of processor time of all that this process has started and that has ended; null where nothing tells. */
export function readEndedCpu(): number | null {
  return readTimes(process.pid)?.ended ?? null;
}

function listTree(pid: number): { id: number; kilobytes: number }[] {
  try {
    const listed = execFileSync('ps', ['-e', '-o', 'pid=,ppid=,rss='], { encoding: 'utf8' });
    const processes = listed
      .trim()
      .split('\n')
      .map((line) => line.trim().split(/\s+/).map(Number));
    const tree = new Set([pid]);
    for (let before = 0; before !== tree.size; ) {
      before = tree.size;
      for (const [own = 0, parent = 0] of processes) if (tree.has(parent)) tree.add(own);
    }
    return processes.flatMap(([id = 0, , kilobytes = 0]) => (tree.has(id) ? { id, kilobytes } : []));
  } catch {
    return [];
  }
}

/** Bytes of a process, what it shares with others (the program itself) by their number; null where nothing tells. */
function readShare(pid: number): number | null {
  try {
    const [, kilobytes] = /^Pss:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')) ?? [];
    return kilobytes === undefined ? null : Number(kilobytes) * 1_024;
  } catch {
    return null;
  }
}

function readTimes(pid: number): { own: number; ended: number } | null {
  try {
    // Behind the name, which may hold anything: state, parent, …; times are the fields 14 to 17 of proc(5).
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    const [user = 0, system = 0, endedUser = 0, endedSystem = 0] = fields.slice(11, 15).map(Number);
    return { own: (user + system) / TICKS_A_SECOND, ended: (endedUser + endedSystem) / TICKS_A_SECOND };
  } catch {
    return null;
  }
}
