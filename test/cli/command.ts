/** The built command in a process of its own, with nothing of the tester's settings. */

import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import path from 'node:path';
import { root } from '../service.js';

export const COMMAND = path.join(root, 'dist', 'cli', 'main.js');

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface Started {
  /** The folder it is started in, without a configuration. */
  readonly folder: string;
  readonly environment?: Readonly<Record<string, string>>;
}

export function startCommand(
  args: readonly string[],
  { folder, environment = {} }: Started,
): ChildProcessWithoutNullStreams {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('WENJU_'));
  const env = { ...Object.fromEntries(inherited), ...environment };
  return spawn(process.execPath, [COMMAND, ...args], { cwd: folder, env });
}

/** Resolves when it has ended; `input` is what it reads from standard input. */
export async function runCommand(args: readonly string[], started: Started, input = ''): Promise<Ended> {
  const child = startCommand(args, started);
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  // A command that refuses its options reads nothing.
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, stdout, stderr };
}
