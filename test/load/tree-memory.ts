/** Memory of a process and of all that it has started. Apart, so that who starts nothing else may read it. */

import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Bytes in memory of a process and of all that it has started, and they in turn. 0 where ps is missing. */
export function readTreeMemory(pid: number): number {
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
    const own = processes.filter(([id = 0]) => tree.has(id));
    return own.reduce((sum, [id = 0, , kilobytes = 0]) => sum + (readShare(id) ?? kilobytes * 1_024), 0);
  } catch {
    return 0;
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
