/**
 * Runs in a process of its own: takes one file a message, has it read by the reader of its format and, if asked for,
 * made a document of, and replies with that or why not. A thread beside it ends the process when a file makes it grow
 * over the limit, since nothing else can while a reader is busy.
 */

import { Worker } from 'node:worker_threads';
import { WenjuError } from '../errors.js';
import { detectFormat } from '../ingest/format.js';
import { parseSourceFile } from '../ingest/parser.js';
import { readKnowledge } from '../lexicon/knowledge.js';
import {
  type IsolatedContent,
  type IsolatedPart,
  type IsolatedReply,
  type IsolatedRequest,
  MAX_RESIDENT_BYTES,
} from './isolate.js';
import { takeApart } from './parts.js';
import { prepareDocument } from './prepare.js';

/** Milliseconds between two looks; in that time a process can fill some 100 MB. */
const WATCH_INTERVAL = 50;

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

async function read({ file, bytes, stated }: IsolatedRequest): Promise<IsolatedContent> {
  // Libraries want plain bytes in memory of their own; what comes over the border is a part of the whole message.
  const raw = await parseSourceFile(file, Uint8Array.from(bytes));
  if (stated === undefined) return { raw };
  const knowledge = readKnowledge();
  return {
    prepared: {
      documents: raw.documents.map((each) => prepareDocument(each, stated, knowledge)),
      skipped: raw.skipped,
      remarks: raw.documents.flatMap(({ source, remarks = [] }) => remarks.map((remark) => ({ source, remark }))),
    },
  };
}

async function reply(request: IsolatedRequest): Promise<IsolatedReply> {
  const converted = isConverted(request);
  try {
    return { ...(await read(request)), converted };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { failure: { message, meant: error instanceof WenjuError }, converted };
  }
}

/** The old Word format is converted by another program. */
function isConverted({ bytes, file }: IsolatedRequest): boolean {
  try {
    return detectFormat(bytes, file.source) === 'doc';
  } catch {
    return false;
  }
}

/** One after the other: what waits to be sent takes memory too. */
function send(message: unknown): Promise<void> {
  return new Promise((resolve) => process.send?.(message, undefined, undefined, () => resolve()));
}

process.on('message', async (request: IsolatedRequest) => {
  const { rest, parts } = takeApart(await reply(request));
  for (const part of parts) await send({ part } satisfies IsolatedPart);
  await send(rest);
});
const [, , folder, parent] = process.argv;
new Worker(WATCH, {
  eval: true,
  workerData: { limit: MAX_RESIDENT_BYTES, interval: WATCH_INTERVAL, folder, parent: Number(parent) },
}).unref();
