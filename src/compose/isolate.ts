/**
 * From files to documents, apart: reads untrusted files, whatever their format, in a process of its own, which can be
 * ended, and has documents made of them there, as what takes long keeps everybody else waiting here. A file's bytes go
 * in; what was made of them comes out, or an error that names the file. One process, started with the first file and
 * used until a file takes it down: over the time limit, over the memory limit, by a crash. The next file gets another.
 *
 * Plain `fork` and not the pool that runs the model: only so is it known how a process ended, and what libraries print
 * about a file's contents goes nowhere.
 */

import type { ChildProcess } from 'node:child_process';
import { on, once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { AnnotatedDocument } from '../annotate/contract.js';
import { WenjuError } from '../errors.js';
import type { DeclaredMetadata, SourceFile } from '../ingest/contract.js';
import type { FileRemark, SkippedFile } from '../ingest/files.js';
import type { SourceContent } from '../ingest/parser.js';
import { fetchSourceFile } from '../ingest/read.js';
import { type ProcessGroup, startGroup } from './group.js';
import { type Part, putTogether } from './parts.js';
import type { FileRefusals } from './refusals.js';

/** Built by `npm run build`; sources run under a TypeScript loader find it in `dist/`, as processes have no loader. */
const ENTRY_FILE = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? '../../dist/compose/isolated.js' : './isolated.js', import.meta.url),
);

/** Seconds a file may take; a real report takes less than two. */
const SECONDS_A_FILE = 20;
/**
 * Bytes of resident memory a file may take; a real report takes less than a third of it. With a service of five reports and
 * its model that is less than a gigabyte.
 */
export const MAX_RESIDENT_BYTES = 500_000_000;
/** What is made of a file: its documents, the rows of a CSV file that make none, and what was not read of it. */
export interface PreparedContent {
  readonly documents: readonly AnnotatedDocument[];
  readonly skipped: readonly SkippedFile[];
  readonly remarks: readonly FileRemark[];
}

/** What the process is sent for a file. */
export interface IsolatedRequest {
  readonly file: SourceFile;
  readonly bytes: Uint8Array;
  /** What its folder or sender states of it, null for nothing; not given: it is only read. */
  readonly stated?: DeclaredMetadata | null;
}

export type IsolatedContent = { readonly raw: SourceContent } | { readonly prepared: PreparedContent };

/** What it replies, or why not: `meant` is false for what no reader threw on purpose. */
export type IsolatedReply = (
  | IsolatedContent
  | { readonly failure: { readonly message: string; readonly meant: boolean } }
) & {
  /** True when another program was needed. */
  readonly converted: boolean;
};

/** What it sends before its reply, for the parent to put back into that. */
export interface IsolatedPart {
  readonly part: Part;
}

/** Reads one file after the other, in the order of the calls; `bytes` are those of a file that is not stored. */
export interface ReaderPool {
  /**
   * What it says, nothing cleaned.
   * @throws WenjuError NOT_FOUND when it is gone; FILE_UNREADABLE naming it: what its reader says, or the limit at which
   * it was stopped
   */
  read(file: SourceFile, bytes?: Uint8Array): Promise<SourceContent>;
  /** Read, cleaned, described, chunked and annotated. Throws the same. */
  prepare(file: SourceFile, stated: DeclaredMetadata | null, bytes?: Uint8Array): Promise<PreparedContent>;
  /** Ends the process, also in the middle of a file. */
  close(): Promise<void>;
}

interface ReaderPoolOptions {
  /** Variables the process is given: never keys, as what takes it over could read them. None unless stated. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Files that were refused before and are refused again unread. None unless stated. */
  readonly refusals?: FileRefusals;
  /** What runs in the process, and how long for a file: the tests' to choose. */
  readonly entry?: string;
  readonly secondsAFile?: number;
}

/** Starts no process before the first file. */
export function createReaderPool({
  environment = {},
  refusals,
  entry = ENTRY_FILE,
  secondsAFile = SECONDS_A_FILE,
}: ReaderPoolOptions = {}): ReaderPool {
  let parser: ProcessGroup | null = null;
  let queue: Promise<unknown> = Promise.resolve();
  let closed = false;

  function startParser(): ProcessGroup {
    const started = startGroup(entry, environment);
    const forget = () => {
      if (parser === started) parser = null;
    };
    started.leader.once('exit', forget);
    started.leader.on('error', () => {
      forget();
      started.leader.kill('SIGKILL');
    });
    return started;
  }

  async function readNext(request: IsolatedRequest): Promise<IsolatedContent> {
    if (closed) throw new Error('The reader pool was closed.');
    const { source } = request.file;
    const known = refusals?.find({ source, bytes: request.bytes }) ?? null;
    if (known !== null) throw new WenjuError('FILE_UNREADABLE', known.reason);
    const used = parser;
    parser ??= startParser();
    let reader = parser;
    let outcome = await ask(reader, request, secondsAFile);
    // It may have been the files before this one that filled its memory.
    if ('end' in outcome && outcome.end !== 'time' && used !== null && !closed) {
      reader = startParser();
      parser = reader;
      outcome = await ask(reader, request, secondsAFile);
    }
    // Another program converted the file: what it left running, or lying about, goes with the process that started it.
    if ('end' in outcome || outcome.converted) await reader.end();
    if ('raw' in outcome || 'prepared' in outcome) return outcome;
    if (closed) throw new Error('The reader pool was closed.');
    const reason = explain(outcome, source, secondsAFile);
    refusals?.add({ source, bytes: request.bytes }, { reason, mayPass: mayPass(outcome) });
    throw new WenjuError('FILE_UNREADABLE', reason);
  }

  function readInTurn(request: IsolatedRequest): Promise<IsolatedContent> {
    const reading = queue.then(() => readNext(request));
    queue = reading.catch(() => {}); // whoever asked hears of it; the next file does not
    return reading;
  }

  return {
    async read(file, bytes) {
      const content = await readInTurn({ file, bytes: bytes ?? (await fetchSourceFile(file)) });
      if ('raw' in content) return content.raw;
      throw new Error(`Expected the lines of ${file.source}, got documents.`);
    },
    async prepare(file, stated, bytes) {
      const content = await readInTurn({ file, stated, bytes: bytes ?? (await fetchSourceFile(file)) });
      if ('prepared' in content) return content.prepared;
      throw new Error(`Expected the documents of ${file.source}, got lines.`);
    },
    async close() {
      closed = true;
      await parser?.end();
    },
  };
}

type Ending = { readonly end: 'time' | NodeJS.Signals | number };
type Outcome = IsolatedReply | Ending;
type Refused = Exclude<Outcome, IsolatedContent>;

/** The reply, with the parts that were sent before it. */
async function receive(parser: ChildProcess, signal: AbortSignal): Promise<Outcome> {
  const parts: Part[] = [];
  for await (const [message] of on(parser, 'message', { signal })) {
    if (!('part' in message)) {
      putTogether(message, parts);
      return message;
    }
    parts.push(message.part);
  }
  throw new Error('Expected a reply of the reader, its messages ended.');
}

/** One file, one reply, or the end of the process. */
async function ask(group: ProcessGroup, request: IsolatedRequest, secondsAFile: number): Promise<Outcome> {
  const { leader: parser } = group;
  const answered = new AbortController();
  const { signal } = answered;
  // Until it has replied or ended, whoever waits for it must not end; idle it keeps nobody.
  parser.ref();
  parser.channel?.ref();
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    void group.end();
  }, secondsAFile * 1_000);
  const reply = receive(parser, signal);
  const end = once(parser, 'exit', { signal }).then(
    ([code, killed]): Outcome => ({ end: late ? 'time' : (killed ?? code) }),
  );
  try {
    // A process that has just died cannot be sent anything; that it died, `end` says.
    parser.send(request, () => {});
    return await Promise.race([reply, end]);
  } finally {
    clearTimeout(timer);
    answered.abort();
    parser.unref();
    parser.channel?.unref();
  }
}

/** True when the same file may be read another time: only what a reader says of it on purpose is sure to be the file. */
function mayPass(outcome: Refused): boolean {
  // A program that converts may be missing, or busy.
  return 'end' in outcome || !outcome.failure.meant || outcome.converted;
}

/** Node ends itself with SIGABRT when its heap is full; over the limit on resident memory it gets SIGKILL. */
function explain(outcome: Refused, source: string, secondsAFile: number): string {
  if ('failure' in outcome) {
    const { message, meant } = outcome.failure;
    return meant ? message : `${source}: its reader failed (${message}). Save it anew, or in another format.`;
  }
  if (outcome.end === 'time') {
    return `${source}: reading it took longer than ${secondsAFile} s and was stopped. Split the file, or remove it.`;
  }
  if (outcome.end === 'SIGKILL' || outcome.end === 'SIGABRT') {
    return `${source}: reading it took more than ${MAX_RESIDENT_BYTES / 1e9} GB of memory and was stopped. Split the file, or remove it.`;
  }
  return `${source}: its reader ended unexpectedly (${outcome.end}). Save it anew, or in another format.`;
}
