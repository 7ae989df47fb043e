/**
 * Beside isolate.ts: a process for untrusted files together with every program that it starts. It leads a group of its own and
 * writes into a folder of its own: when it ends, whoever ended it, the group ends too and the folder is removed.
 */

import { type ChildProcess, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

export interface ProcessGroup {
  /** Talks to this process; the programs that it starts do not. */
  readonly leader: ChildProcess;
  /** Ends all of it; resolves when the leader and the folder are gone. */
  end(): Promise<void>;
}

/** How much garbage may lie beside what is in use, in percent of that: unless told, V8 keeps several times as much. */
const GARBAGE_PERCENT = 30;

/** Starts `entry`, which is told its folder and this process: what to remove and end when this one dies first. */
export function startGroup(entry: string, environment: Readonly<Record<string, string>>): ProcessGroup {
  // Made by whoever needs it: most files need none, and are read where nothing can be written.
  const folder = path.join(tmpdir(), `wenju-reader-${randomUUID()}`);
  const leader = fork(entry, [folder, String(process.pid)], {
    execArgv: [`--heap-growing-percent=${GARBAGE_PERCENT}`],
    env: { ...environment, HOME: folder, TMPDIR: folder, TEMP: folder },
    detached: true,
    // Bytes survive the way only in the structured clone format.
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  const gone = new Promise<void>((resolve) => {
    leader.once('exit', () => {
      killGroup(leader);
      // What was just killed may still be writing. A folder that stays is no reason to fail a file that was read.
      rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 }).then(resolve, () => resolve());
    });
  });
  return {
    leader,
    async end() {
      // Idle it did not keep this process alive; waiting for its end must.
      leader.ref();
      if (leader.exitCode === null && leader.signalCode === null) killGroup(leader);
      await gone;
    },
  };
}

function killGroup(leader: ChildProcess): void {
  if (leader.pid === undefined) return;
  try {
    process.kill(-leader.pid, 'SIGKILL');
  } catch {
    leader.kill('SIGKILL'); // nobody is left of the group, or the system knows no groups
  }
}
