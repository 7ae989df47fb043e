/**
 * Runs in a process of its own: takes one file a message, has it read by the reader of its format, and replies with
 * what was read or why not. A thread beside it ends the process when a file makes it grow over the limit, since
 * nothing else can while a reader is busy.
 */

import { Worker } from 'node:worker_threads';
import { WenjuError } from '../errors.js';
import type { Reader, ReadResult } from './contract.js';
import { type DocumentFormat, MAX_RESIDENT_BYTES, type ParserReply, type ParserRequest } from './isolate.js';
import { checkLineCount, decodeText, MAX_LINES } from './text.js';

/** Milliseconds between two looks; in that time a process can fill some 100 MB. */
const WATCH_INTERVAL = 50;
/** Handed on at most, so that no file floods the process that asks: more than fits in the largest text file. */
const MAX_CHARACTERS = 20_000_000;

/** Each comes with its library, with the first file of its format. */
const READERS: { readonly [Format in DocumentFormat]: () => Promise<Reader> } = {
  text: async () => {
    const { readPlainText } = await import('./plain.js');
    return async (bytes, source) => readPlainText(decodeLines(bytes, source));
  },
  markdown: async () => {
    const { readMarkdown } = await import('./markdown.js');
    return async (bytes, source) => readMarkdown(decodeLines(bytes, source), source);
  },
  html: async () => (await import('./html/reader.js')).readHtml,
  docx: async () => (await import('./word/docx.js')).readDocx,
  pdf: async () => (await import('./pdf/reader.js')).readPdf,
  doc: async () => (await import('./word/legacy.js')).readLegacyWord,
};

/**
 * Ends the programs that it started with it. Also when its parent has died: nobody else is left to do it, nor to remove
 * its folder.
 */
const WATCH = `
const { rmSync } = require('node:fs');
const { workerData } = require('node:worker_threads');
setInterval(() => {
  const orphaned = process.ppid !== workerData.parent;
  if (!orphaned && process.memoryUsage.rss() <= workerData.limit) return;
  try {
    if (orphaned) rmSync(workerData.folder, { recursive: true, force: true, maxRetries: 3, retryDelay: 20 });
  } catch {} // somebody writes in it
  try {
    process.kill(-process.pid, 'SIGKILL');
  } catch {
    process.kill(process.pid, 'SIGKILL'); // it leads no group
  }
}, workerData.interval);
`;

async function reply({ format, bytes, source }: ParserRequest): Promise<ParserReply> {
  try {
    // Libraries want plain bytes in memory of their own; what comes over the border is a part of the whole message.
    const own = Uint8Array.from(bytes);
    if (format === 'csv') {
      const { readCsvDocuments } = await import('./csv.js');
      return { rows: readCsvDocuments(own, source) }; // nothing is said twice: no more than is in the file
    }
    const read = await READERS[format]();
    const result = await read(own, source);
    checkLength(result, source);
    return { result };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { failure: { message, meant: error instanceof WenjuError } };
  }
}

function decodeLines(bytes: Uint8Array, source: string): string {
  const content = decodeText(bytes, source);
  checkLineCount(content, source);
  return content;
}

function checkLength({ lines, dropped }: ReadResult, source: string): void {
  let characters = dropped.reduce((sum, { text }) => sum + text.length, 0);
  for (const { text, table } of lines) {
    // A row's columns stand in its text; the caption is sent with every row.
    characters += text.length + (table?.kind === 'row' ? (table.caption?.length ?? 0) : 0);
  }
  if (characters > MAX_CHARACTERS || lines.length > MAX_LINES) {
    throw new WenjuError(
      'FILE_UNREADABLE',
      `${source}: expected at most ${MAX_CHARACTERS} characters in ${MAX_LINES} lines, got ${characters} in ${lines.length}. Split the file.`,
    );
  }
}

process.on('message', async (request: ParserRequest) => {
  process.send?.(await reply(request));
});
const [, , folder, parent] = process.argv;
new Worker(WATCH, {
  eval: true,
  workerData: { limit: MAX_RESIDENT_BYTES, interval: WATCH_INTERVAL, folder, parent: Number(parent) },
}).unref();
