/** Starts the processes of `child.ts`, and kills them. */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { buildSync } from 'esbuild';
import { root } from '../service.js';

/** Below `node_modules`, so that packages are found from there. */
const BUNDLE = path.join(root, 'node_modules', '.wenju', `child-${process.pid}.mjs`);
let isBundled = false;

/** The file to run: this repository's sources in one, packages left where they are. */
export function bundleChild(): string {
  if (isBundled) return BUNDLE;
  const entryPoints = [path.join(import.meta.dirname, 'child.ts')];
  buildSync({ entryPoints, outfile: BUNDLE, bundle: true, platform: 'node', format: 'esm', packages: 'external' });
  isBundled = true;
  process.once('exit', () => rmSync(BUNDLE, { force: true }));
  return BUNDLE;
}

export interface Started {
  readonly child: ChildProcess;
  /** Lines of its standard output so far. */
  readonly lines: () => string[];
  readonly stderr: () => string;
  /** Resolves when a line matches, or with null when the process ends before. */
  sees(pattern: RegExp): Promise<string | null>;
  /** Exit code; null when it was killed. */
  readonly ended: Promise<number | null>;
}

export function start(...args: readonly (string | number)[]): Started {
  return watchProcess(spawn(process.execPath, [bundleChild(), ...args.map(String)]));
}

export function watchProcess(child: ChildProcess): Started {
  let [stdout, stderr] = ['', ''];
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  // The last line may be cut by a kill.
  const lines = (): string[] => stdout.split('\n').slice(0, -1);
  let hasEnded = false;
  const ended = once(child, 'close').then(([code]) => {
    hasEnded = true;
    return typeof code === 'number' ? code : null;
  });
  return {
    child,
    lines,
    stderr: () => stderr,
    ended,
    async sees(pattern) {
      for (;;) {
        const found = lines().find((line) => pattern.test(line));
        if (found !== undefined || hasEnded) return found ?? null;
        await pause(1);
      }
    },
  };
}
