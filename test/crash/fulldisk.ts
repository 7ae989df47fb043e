/** Disks that are full: a small tmpfs (mounting takes root), and a limit on the size of files. */

import { execFileSync, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { bundleChild, start, watchProcess } from './processes.js';
import { readState, takeStep } from './states.js';

export interface RefusalFigures {
  tried: number;
  /** Ended with 1 and one line that names the reason and a file, and the old index is as it was. */
  clean: number;
  /** With room again the same command does what it could not. */
  mended: number;
  readonly examples: string[];
}

/** Characters of a document, in sentences of ten: its vectors and its text need more than any room left below. */
const SENTENCES = 3_000;

const KIB = 1024;

const DISK_KIB = 8 * KIB;

/** Runs something on a small disk of its own; null where mounting one is not allowed. */
export async function onSmallDisk<Result>(folder: string, run: () => Promise<Result>): Promise<Result | null> {
  mkdirSync(folder, { recursive: true });
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK_KIB}k`, 'tmpfs', folder], { stdio: 'ignore' });
  } catch {
    return null;
  }
  try {
    return await run();
  } finally {
    execFileSync('umount', [folder], { stdio: 'ignore' });
  }
}

/** Fills the disk but for some room, lets a writer fail, makes room, lets it write; for several sizes of room. */
export async function fillDisk(mounted: string, roomsKib: readonly number[]): Promise<RefusalFigures> {
  const figures: RefusalFigures = { tried: 0, clean: 0, mended: 0, examples: [] };
  const filler = path.join(mounted, 'filler');
  for (const [number, room] of roomsKib.entries()) {
    const index = path.join(mounted, `index-${number}`);
    await takeStep(index, 0);
    const before = await readState(index);
    const { bavail, bsize } = statfsSync(mounted);
    writeFileSync(filler, Buffer.alloc(Math.max(0, bavail * bsize - room * KIB)));
    const refused = start('large', index, SENTENCES);
    const code = await refused.ended;
    judge(figures, /^ENOSPC: [^\n]+\n$/, {
      index,
      code,
      stderr: refused.stderr(),
      isOld: (await readState(index)) === before,
    });
    rmSync(filler);
    const again = start('large', index, SENTENCES);
    if ((await again.ended) === 0 && (await readState(index)) !== before) figures.mended += 1;
    rmSync(index, { recursive: true });
  }
  return figures;
}

/** The same with `ulimit -f`: a write beyond the limit is refused. */
export async function limitFiles(folder: string, limitsKib: readonly number[]): Promise<RefusalFigures> {
  const figures: RefusalFigures = { tried: 0, clean: 0, mended: 0, examples: [] };
  const first = path.join(folder, 'first');
  await takeStep(first, 0);
  const before = await readState(first);
  for (const limit of limitsKib) {
    const index = path.join(folder, `index-${limit}`);
    cpSync(first, index, { recursive: true });
    const command = `ulimit -f ${limit}; exec "$0" "$@"`;
    const args = ['-c', command, process.execPath, bundleChild(), 'large', index, String(SENTENCES)];
    const refused = watchProcess(spawn('bash', args));
    const code = await refused.ended;
    judge(figures, /^EFBIG: [^\n]+\n$/, {
      index,
      code,
      stderr: refused.stderr(),
      isOld: (await readState(index)) === before,
    });
    const again = start('large', index, SENTENCES);
    if ((await again.ended) === 0 && (await readState(index)) !== before) figures.mended += 1;
  }
  return figures;
}

export const hasBash = existsSync('/bin/bash');

interface Outcome {
  readonly index: string;
  readonly code: number | null;
  readonly stderr: string;
  readonly isOld: boolean;
}

function judge(figures: RefusalFigures, expected: RegExp, { index, code, stderr, isOld }: Outcome): void {
  figures.tried += 1;
  if (code === 1 && isOld && expected.test(stderr) && stderr.includes(index)) figures.clean += 1;
  else if (figures.examples.length < 5) figures.examples.push(`code ${code}, old: ${isOld}, ${stderr}`);
}
