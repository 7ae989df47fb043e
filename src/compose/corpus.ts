/** From folders to documents: lists the files of corpus folders and has a document made of each (isolate.ts). Folders go in; documents come out. */

import path from 'node:path';
import type { AnnotatedDocument } from '../annotate/contract.js';
import { unreadable, WenjuError } from '../errors.js';
import type { DeclaredMetadata, SourceFile } from '../ingest/contract.js';
import { documentIdOf, type FileRemark, listSourceFiles, type SkippedFile } from '../ingest/files.js';
import { fetchSourceFile } from '../ingest/read.js';
import { readStatements, SIDECAR, type Statements } from '../ingest/sidecar.js';
import { systemEnvironment } from '../settings/config.js';
import { mergeNearDuplicates } from './duplicates.js';
import { createReaderPool, type PreparedContent } from './isolate.js';
import { findOnly, type JustRead, type KnownFiles, keyOfFile } from './known-files.js';
import type { FileRefusals } from './refusals.js';

/**
 * Reads, cleans and chunks one file. `upload` holds the bytes and what their sender states, for a file not stored yet.
 * @throws WenjuError FILE_UNREADABLE naming the file
 */
export async function prepareFile(
  { source, path: place }: Pick<SourceFile, 'source' | 'path'>,
  upload?: UploadedFile,
): Promise<Pick<PreparedContent, 'documents' | 'remarks'> & { readonly justRead: JustRead }> {
  const file = { source, path: place, documentId: documentIdOf(source) };
  const pool = createReaderPool({ environment: systemEnvironment() });
  try {
    const stated = upload?.declared ?? findStated(file, await readStatements(path.dirname(file.path)));
    const bytes = upload?.bytes ?? (await fetchSourceFile(file));
    const prepared = await pool.prepare(file, stated, bytes);
    const { documents, skipped, remarks } = prepared;
    const [first] = skipped;
    if (documents.length === 0 && first) throw unreadable(first.source, first.reason);
    const only = findOnly(prepared);
    return { documents, remarks, justRead: new Map(only ? [[keyOfFile({ source, bytes, stated }), only]] : []) };
  } finally {
    await pool.close();
  }
}

/**
 * The text of a draft as its reader gives it, a line a paragraph; nothing is cleaned away, it is the writer's.
 * @throws WenjuError FILE_UNREADABLE naming the file
 */
export async function readDraft(file: string): Promise<string> {
  const pool = createReaderPool({ environment: systemEnvironment() });
  try {
    const source = path.basename(file);
    const { documents, skipped } = await pool.read({ source, path: file, documentId: documentIdOf(source) });
    const [first] = skipped;
    if (documents.length === 0 && first) throw unreadable(first.source, first.reason);
    return documents.flatMap(({ lines }) => lines.map(({ text }) => text)).join('\n');
  } finally {
    await pool.close();
  }
}

/** A file that is at hand and not stored. */
interface UploadedFile {
  readonly bytes: Uint8Array;
  /** Stands in the place of a row of `sources.csv`; null when nothing is stated. */
  readonly declared: DeclaredMetadata | null;
}

/**
 * What the `sources.csv` of its folder states about the file, null when nothing.
 * @throws WenjuError FILE_UNREADABLE when the row cannot be meant, or is not known: without it the file would be told as
 * another.
 */
function findStated(file: SourceFile, { stated, refused, unknown }: Statements): DeclaredMetadata | null {
  const name = path.basename(file.source);
  const problem = refused.get(name) ?? unknown;
  if (problem !== null) throw problem;
  return stated.get(name) ?? null;
}

/** What stands below the corpus folders. */
export interface Corpus {
  /** Near-duplicates merged. */
  readonly documents: readonly AnnotatedDocument[];
  /** Files that are left out, and why. */
  readonly skipped: readonly SkippedFile[];
  /** What was not read of files that were. */
  readonly remarks: readonly FileRemark[];
  /** Those of the skipped that a reader was tried on: what the index has of them stays. */
  readonly unreadable: readonly string[];
  /** Keys of the files that one document was made of and nothing else, by its id. */
  readonly readKeys: ReadonlyMap<string, string>;
  /** Documents that are as the index has them. */
  readonly known: ReadonlySet<AnnotatedDocument>;
}

interface CorpusOptions {
  /** A file that is not read, as the folders will be when it is deleted. */
  readonly leftOut?: string | undefined;
  /** What was refused before and is not tried again, and what is refused now. */
  readonly refusals?: FileRefusals;
  /** Files that were read before and are not read again. None unless stated. */
  readonly knownFiles?: KnownFiles | undefined;
}

/** Files that are fetched before it is their turn: each of several calls a file waits for another thread. */
const FETCHED_AHEAD = 4;

function* fetchAhead(files: readonly SourceFile[]) {
  const begun: { readonly file: SourceFile; readonly fetched: Promise<Uint8Array> }[] = [];
  for (const file of files) {
    const fetched = fetchSourceFile(file);
    // Whoever waits for it hears of it.
    fetched.catch(() => undefined);
    begun.push({ file, fetched });
    if (begun.length >= FETCHED_AHEAD) yield* begun.splice(0, 1);
  }
  yield* begun;
}

/** Reads every document below the folders; files that cannot be read are skipped with the reason. */
export async function readCorpus(
  folders: readonly string[],
  { leftOut, refusals, knownFiles }: CorpusOptions = {},
): Promise<Corpus> {
  const { files, skipped } = await listSourceFiles(folders);
  const pool = createReaderPool({ environment: systemEnvironment(), ...(refusals ? { refusals } : {}) });
  const documents: AnnotatedDocument[] = [];
  const rejected: SkippedFile[] = [];
  const remarks: FileRemark[] = [];
  const failed: string[] = [];
  const readKeys = new Map<string, string>();
  const known = new Set<AnnotatedDocument>();
  const statementsOf = new Map<string, Statements>();
  try {
    for (const { file, fetched } of fetchAhead(files.filter(({ source }) => source !== leftOut))) {
      try {
        const folder = path.dirname(file.path);
        const statements = statementsOf.get(folder) ?? (await readStatements(folder));
        if (!statementsOf.has(folder)) {
          const source = path.posix.join(path.posix.dirname(file.source), SIDECAR);
          rejected.push(...statements.problems.map(({ message }) => ({ source, reason: message })));
          statementsOf.set(folder, statements);
        }
        const stated = findStated(file, statements);
        const bytes = await fetched;
        const key = keyOfFile({ source: file.source, bytes, stated });
        const before = await knownFiles?.find(key);
        if (before) {
          // Its copies come anew, and with them their sources.
          const { sources } = before.document;
          const own = sources.filter(({ source }) => source === before.document.source);
          const isAlone = own.length === sources.length;
          const document = isAlone ? before.document : { ...before.document, sources: own };
          documents.push(document);
          if (isAlone && before.isIndexed) known.add(document);
          readKeys.set(document.id, key);
          continue;
        }
        const prepared = await pool.prepare(file, stated, bytes);
        documents.push(...prepared.documents);
        const only = findOnly(prepared);
        if (only) readKeys.set(only.id, key);
        rejected.push(...prepared.skipped);
        remarks.push(...prepared.remarks);
      } catch (error) {
        if (!(error instanceof WenjuError)) throw error;
        rejected.push({ source: file.source, reason: error.message });
        failed.push(file.source);
      }
    }
  } finally {
    await pool.close();
  }
  const { documents: merged } = await mergeNearDuplicates(documents);
  return { documents: merged, skipped: [...skipped, ...rejected], remarks, unreadable: failed, readKeys, known };
}
