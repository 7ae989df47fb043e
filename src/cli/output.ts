/** What commands print: data on standard output, remarks and progress on standard error; and how they end. */

import { SingleBar } from 'cli-progress';
import stringWidth from 'string-width';
import { WenjuError } from '../errors.js';

/** Exit codes of the contract of the command line; nothing else is used. */
export const EXIT = { done: 0, failed: 1, wrongInput: 2, notFound: 3, differs: 4 } as const;

/** Control characters of documents must not reach a terminal; line breaks and tabs may. */
function cleanForTerminal(text: string): string {
  return text.replace(/[^\P{Cc}\n\t]/gu, '');
}

/** Prints a line of data. */
export function print(line: string): void {
  process.stdout.write(`${cleanForTerminal(line)}\n`);
}

export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}

/** Space between two columns. */
const GAP = '  ';

/** Rows, heads first, aligned on a terminal, where a Chinese character takes two columns. */
export function printTable(rows: readonly (readonly string[])[]): void {
  const table = rows.map((row) => row.map((cell) => cell.replace(/\s+/g, ' ')));
  const columns = table[0]?.length ?? 0;
  const widths = Array.from({ length: columns }, (_, column) =>
    table.reduce((widest, row) => Math.max(widest, stringWidth(row[column] ?? '')), 0),
  );
  for (const row of table) {
    const cells = row.map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - stringWidth(cell)));
    print(cells.join(GAP).trimEnd());
  }
}

/** Prints a remark for whoever watches. */
export function remark(line: string): void {
  process.stderr.write(`${cleanForTerminal(line)}\n`);
}

/** Lets a reader close standard output early (`wenju inspect FILE | head`): what is left is not printed. */
export function allowClosedOutput(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

/** One line for an error and the exit code that goes with it: what the system refused in its own words, a bug with its stack. */
export function reportError(error: unknown): number {
  if (error instanceof WenjuError) {
    remark(`wenju: ${error.message}`);
    return error.code === 'INPUT_INVALID' || error.code === 'NOT_FOUND' || error.code === 'FILE_UNREADABLE'
      ? EXIT.wrongInput
      : EXIT.failed;
  }
  if (error instanceof Error && 'syscall' in error) {
    remark(`wenju: ${error.message}. Check that path, who may write there, and the space left.`);
    return EXIT.failed;
  }
  remark(`wenju: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  return EXIT.failed;
}

/** Milliseconds; a longer timer would go off at once. */
const LONGEST_TIMER = 2 ** 31 - 1;

/**
 * Runs a command until it is done. What it waits for may keep no process alive (those of a pool do not): it would end in
 * the middle, with exit code 13.
 */
export async function runToEnd(run: () => Promise<unknown>): Promise<void> {
  const alive = setInterval(() => {}, LONGEST_TIMER);
  try {
    await run();
  } finally {
    clearInterval(alive);
  }
}

/** Shows how far something is, with rate and time left; only on a terminal and unless quiet. */
interface ProgressBar {
  update(done: number, total: number, note?: string): void;
  stop(): void;
}

export function createProgressBar(unit: string, quiet: boolean): ProgressBar {
  if (quiet || !process.stderr.isTTY) return { update() {}, stop() {} };
  const startedAt = performance.now();
  const bar = new SingleBar({
    stream: process.stderr,
    format: `{bar} {percentage}% {value}/{total} ${unit} · {rate} ${unit}/s · {eta_formatted} left {note}`,
    hideCursor: true,
    clearOnComplete: true,
  });
  let isStarted = false;
  return {
    update(done, total, note = '') {
      const rate = Math.round((done * 1000) / Math.max(performance.now() - startedAt, 1));
      if (!isStarted) bar.start(total, 0, { rate: 0, note: '' });
      isStarted = true;
      bar.update(done, { rate, note: cleanForTerminal(note).slice(0, 40) });
    },
    stop() {
      if (isStarted) bar.stop();
    },
  };
}
