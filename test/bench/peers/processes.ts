/** Processes of the systems: run to their end and timed, or kept while they are asked; and the memory of all they started. */

import { type ChildProcess, spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { readEndedCpu } from '../../load/process-tree.js';
import type { Timed } from './contract.js';

export interface Finished extends Timed {
  /** Last line of stdout. */
  readonly said: string;
}

function start(args: readonly string[]): ChildProcess {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('WENJU_'));
  return spawn(process.execPath, args, {
    cwd: tmpdir(),
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...Object.fromEntries(own), WENJU_LOG_LEVEL: 'silent' },
  });
}

/** Runs Node with these arguments. @throws Error with what it wrote to stderr when it ends with another code. */
export async function runToEnd(args: readonly string[], codes: readonly number[] = [0]): Promise<Finished> {
  const startedAt = performance.now();
  const before = readEndedCpu();
  const child = start(args);
  let output = '';
  let errors = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  if (code === null || !codes.includes(code)) throw new Error(`${args.join(' ')} ended with ${code}:\n${errors}`);
  const seconds = (performance.now() - startedAt) / 1_000;
  const cpu = before === null ? null : (readEndedCpu() ?? before) - before;
  return { seconds, cpu, said: output.trimEnd().split('\n').at(-1) ?? '' };
}

export interface Running {
  readonly url: string;
  readonly pid: number;
  stop(): Promise<void>;
}

/** Starts Node with these arguments and waits for the address it prints. */
export async function startServer(args: readonly string[]): Promise<Running> {
  const child = start(args);
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  let errors = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  const url = await new Promise<string>((resolve, reject) => {
    let printed = '';
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
      const [address] = /http:\S+(?=\s)/.exec(printed) ?? [];
      if (address !== undefined) resolve(address);
    });
    void ended.then(() => reject(new Error(`${args.join(' ')} ended before it answered:\n${errors}`)));
  });
  return {
    url,
    pid: child.pid ?? 0,
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
