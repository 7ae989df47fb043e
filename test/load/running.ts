/**
 * The real service in a process of its own, for load: takes a corpus and an index, gives its address, what its own
 * metrics say of it, and its end. `WENJU_LOAD_INDEX=FOLDER` puts a heavier index under load than that of corpus/.
 */

import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildIndex } from '../../src/compose/indexing.js';
import { root, testConfig } from '../service.js';

const TURNS_FILE = path.join(root, 'test', 'load', 'turns.mjs');
/** A model, a dictionary and an index are loaded, on a machine that does other things besides. */
const START_WITHIN_MS = 120_000;

export interface RunningService {
  readonly url: string;
  readonly process: ChildProcess;
  /** Resolves when the process has ended. */
  readonly ended: Promise<Ending>;
  /** What was written to stderr so far. */
  errors(): string;
  stop(): Promise<Ending>;
}

/** How a process ended, and when, by performance.now(). */
export interface Ending {
  readonly code: number | null;
  readonly signal: string | null;
  readonly at: number;
}

export interface RunningOptions {
  readonly corpus: string;
  readonly index: string;
  readonly environment?: Readonly<Record<string, string>>;
}

/** The index that load is put on; that of corpus/ is built once and kept below embeddings/cache. */
export async function prepareLoadIndex(): Promise<RunningOptions> {
  const corpus = path.join(root, 'corpus');
  const given = process.env.WENJU_LOAD_INDEX;
  if (given) return { corpus, index: path.resolve(given) };
  const index = path.join(root, 'embeddings', 'cache', 'test-corpus');
  await buildIndex(testConfig(corpus, index));
  return { corpus, index };
}

/** Starts `wenju serve` on a free port; resolves when it answers. */
export async function startService({ corpus, index, environment = {} }: RunningOptions): Promise<RunningService> {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('WENJU_'));
  const child = spawn(
    process.execPath,
    [
      '--import',
      TURNS_FILE,
      path.join(root, 'dist', 'cli', 'main.js'),
      'serve',
      '--port',
      '0',
      '--corpus',
      corpus,
      '--index',
      index,
    ],
    {
      cwd: tmpdir(),
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: { ...Object.fromEntries(inherited), WENJU_LOG_LEVEL: 'silent', ...environment },
    },
  );
  let errors = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  const ended = new Promise<Ending>((resolve) => {
    child.once('exit', (code, signal) => resolve({ code, signal, at: performance.now() }));
  });
  const url = await new Promise<string>((resolve, reject) => {
    const fail = (why: string): void => reject(new Error(`The service did not start: ${why}\n${errors}`));
    const timer = setTimeout(() => fail('it took too long'), START_WITHIN_MS);
    let printed = '';
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
      const [address] = /http:\S+/.exec(printed) ?? [];
      if (address === undefined) return;
      clearTimeout(timer);
      resolve(address);
    });
    void ended.then(({ code, signal }) => fail(`it ended with ${code ?? signal}`));
  });
  return {
    url,
    process: child,
    ended,
    errors: () => errors,
    stop() {
      child.kill('SIGTERM');
      return ended;
    },
  };
}

export type Metrics = (name: string) => number;

/**
 * What `/metrics` says, by name and labels as they are written there; labels left out: the sum over all. Reading sets
 * the event-loop delays back, so that the next reading tells of the time between.
 */
export async function readMetrics(url: string): Promise<Metrics> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  const values = lines.map((line): [string, number] => {
    const space = line.lastIndexOf(' ');
    return [line.slice(0, space), Number(line.slice(space + 1))];
  });
  return (name) =>
    values.filter(([own]) => own === name || own.startsWith(`${name}{`)).reduce((sum, [, value]) => sum + value, 0);
}

/** Milliseconds of work that the service did at most without a turn for others, since this was last asked (`turns.mjs`). */
export async function readLongestTurn({ process: service }: RunningService): Promise<number> {
  service.send('read');
  const [longest] = await once(service, 'message');
  return Number(longest);
}

/** Bytes in memory of the processes that the service has started: the model's. 0 where ps is missing. */
export function readChildrenMemory(pid: number): number {
  try {
    const listed = execFileSync('ps', ['-o', 'rss=', '--ppid', String(pid)], { encoding: 'utf8' });
    return listed.split('\n').reduce((sum, line) => sum + Number(line.trim()) * 1_024, 0);
  } catch {
    return 0;
  }
}

/** Open descriptors of a process; null where the system does not tell. */
export function countDescriptors(pid: number): number | null {
  try {
    return readdirSync(`/proc/${pid}/fd`).length;
  } catch {
    return null;
  }
}
