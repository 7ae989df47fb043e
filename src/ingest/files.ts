/**
 * First step of ingest: which documents are there? Folders go in; the files that have a reader come out, sorted, each
 * with its id, and beside them the files that were passed over and why.
 */

import { createHash } from 'node:crypto';
import type { Dirent, Stats } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { WenjuError } from '../errors.js';
import type { SourceFile } from './contract.js';
import { explainNoReader, hasReader } from './format.js';

/** Bytes a file may have. The longest provincial report is 0.1 MB; all reports of a province in one file stay below. */
export const MAX_FILE_BYTES = 20_000_000;

/** Bytes of UTF-8 a name may have: what the file systems of Linux take. */
const MAX_NAME_BYTES = 255;
/** Bytes of UTF-8 of a path below its corpus folder. */
const MAX_PATH_BYTES = 1_024;

/** Folders nested deeper than this are a mistake or an attack, not a collection of reports. */
const MAX_FOLDER_DEPTH = 32;

/** Files and folders below the corpus folders: more is a disk that was named by mistake. */
const MAX_ENTRIES = 100_000;

/** Hex digits of a document id: 64 bits, no collision to be expected below a billion documents. */
const ID_HEX_DIGITS = 16;

/** What describes a corpus folder, or is left by the systems it lay on (compared in lower case). */
const PASSED_OVER = new Set(['readme.md', 'sources.csv', 'thumbs.db', 'desktop.ini', '__macosx']);
/** Hidden files, and the locks of Word and WPS beside an open file. */
const PASSED_OVER_BEGINNING = /^(?:\.|~\$)/;

const PASSED_OVER_REASON = 'a name that indexing passes over; rename it';
/** Control characters, line separators, and marks that turn the direction of writing: names that show as others. */
const UNSEEN = /[\p{Cc}\p{Cs}\u2028\u2029\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu;
/** Stands for bytes of a name that are not UTF-8. */
const REPLACEMENT_CHARACTER = '\uFFFD';

/** A file that was seen and not taken. */
export interface SkippedFile {
  /** Path below the corpus folder, with `/`, NFC. */
  readonly source: string;
  readonly reason: string;
}

/** A file that was taken, though not all of it. */
export interface FileRemark {
  readonly source: string;
  readonly remark: string;
}

interface SourceListing {
  /** Sorted by `source`, in code unit order. */
  readonly files: SourceFile[];
  readonly skipped: SkippedFile[];
}

/**
 * Lists the documents below the folders, at any depth. Hidden files and files that only describe the folder are
 * passed over in silence, anything else that is not taken is in `skipped`, control characters of its name written out.
 *
 * @throws WenjuError NOT_FOUND when a folder does not exist, INPUT_INVALID when it is a file or cannot be opened, when
 * there are too many files, or when two have the same path below their folders: the document id comes from that path.
 */
export async function listSourceFiles(folders: readonly string[]): Promise<SourceListing> {
  const walk: Walk = { files: [], skipped: [], entries: 0 };
  const roots = new Set<string>();
  for (const folder of folders) roots.add(await resolveFolder(folder));
  for (const root of roots) {
    const entries = await openFolder(root);
    if (entries instanceof Error) {
      throw new WenjuError('INPUT_INVALID', `The corpus folder ${root} could not be opened. Allow reading it.`, {
        cause: entries,
      });
    }
    await walkFolder(root, root, entries, 0, walk);
  }

  const { files, skipped } = walk;
  const bySource = (left: { source: string }, right: { source: string }) =>
    left.source < right.source ? -1 : left.source > right.source ? 1 : 0;
  files.sort(bySource);
  skipped.sort(bySource);
  files.forEach((file, position) => {
    const previous = files[position - 1];
    if (previous?.source === file.source) {
      throw new WenjuError(
        'INPUT_INVALID',
        `Expected every path below the corpus folders once, found ${file.source} twice: ${previous.path} and ${file.path}. Rename or remove one.`,
      );
    }
  });
  return { files, skipped };
}

/** The id of the document whose file lies at `source` (path below its corpus folder, with `/`). */
export function documentIdOf(source: string): string {
  return createHash('sha256').update(source.normalize('NFC'), 'utf8').digest('hex').slice(0, ID_HEX_DIGITS);
}

/** Why no document may have this path below its corpus folder; null when it may. For names that come from outside, too. */
export function reasonToRefuseName(source: string): string | null {
  if (source.search(UNSEEN) >= 0) return 'a name with control characters; rename it';
  if (source.includes(REPLACEMENT_CHARACTER)) return 'a name that is not UTF-8; rename it';
  if (source.includes('\\')) return 'a name with a backslash, which parts folders on other systems; rename it';
  if (Buffer.byteLength(source) > MAX_PATH_BYTES) return `a path of more than ${MAX_PATH_BYTES} bytes; shorten it`;
  const names = source.split('/');
  if (names.some((name) => name === '' || name === '.' || name === '..')) {
    return 'a path that is not below the corpus folder; name the file alone';
  }
  if (names.some((name) => Buffer.byteLength(name) > MAX_NAME_BYTES)) {
    return `a name of more than ${MAX_NAME_BYTES} bytes; shorten it`;
  }
  return names.some(isPassedOver) ? PASSED_OVER_REASON : null;
}

/** The name as it may be shown: unseen characters written out as `\u{7}`. */
export function printName(name: string): string {
  return name.replace(UNSEEN, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
}

function isPassedOver(name: string): boolean {
  return PASSED_OVER_BEGINNING.test(name) || PASSED_OVER.has(name.toLowerCase());
}

interface Walk extends SourceListing {
  /** Files and folders seen so far. */
  entries: number;
}

async function resolveFolder(folder: string): Promise<string> {
  let path: string;
  try {
    path = await realpath(folder);
  } catch (cause) {
    throw new WenjuError('NOT_FOUND', `Expected a corpus folder at ${folder}, found none. Name an existing folder.`, {
      cause,
    });
  }
  if (!(await stat(path)).isDirectory()) {
    throw new WenjuError('INPUT_INVALID', `Expected a folder, got the file ${folder}. Name the folder it lies in.`);
  }
  return path;
}

async function openFolder(path: string): Promise<Dirent[] | Error> {
  try {
    return await readdir(path, { withFileTypes: true });
  } catch (cause) {
    return cause instanceof Error ? cause : new Error(String(cause));
  }
}

async function walkFolder(
  root: string,
  folder: string,
  entries: readonly Dirent[],
  depth: number,
  walk: Walk,
): Promise<void> {
  walk.entries += entries.length;
  if (walk.entries > MAX_ENTRIES) {
    throw new WenjuError(
      'INPUT_INVALID',
      `Expected at most ${MAX_ENTRIES} files and folders below the corpus folders, found more in ${root}. Name the folder of the reports.`,
    );
  }
  for (const entry of entries) {
    const path = join(folder, entry.name);
    const source = relative(root, path).split(sep).join('/').normalize('NFC');
    const reason = reasonToRefuseName(source) ?? (await reasonToSkip(root, path, entry, depth));
    if (reason === PASSED_OVER_REASON) continue;
    if (reason !== null) walk.skipped.push({ source: printName(source), reason });
    else if (!entry.isDirectory()) walk.files.push({ source, path, documentId: documentIdOf(source) });
    else {
      const inner = await openFolder(path);
      if (inner instanceof Error) walk.skipped.push({ source, reason: 'a folder that could not be opened' });
      else await walkFolder(root, path, inner, depth + 1, walk);
    }
  }
}

/** Why the file or folder is not taken, null when it is. */
async function reasonToSkip(root: string, path: string, entry: Dirent, depth: number): Promise<string | null> {
  if (entry.isDirectory()) {
    return depth < MAX_FOLDER_DEPTH ? null : `a folder more than ${MAX_FOLDER_DEPTH} levels deep`;
  }
  if (entry.isSymbolicLink()) {
    try {
      const target = await realpath(path);
      if (!target.startsWith(root + sep)) return 'a symbolic link that leads out of the corpus folder';
    } catch {
      return 'a symbolic link that leads nowhere'; // realpath says why in its own words; the link is all one can mend
    }
  }
  let found: Stats;
  try {
    found = await stat(path);
  } catch {
    return 'a file that could not be opened'; // gone since the folder was read, or in a folder that may not be entered
  }
  if (found.isDirectory()) return 'a symbolic link to a folder';
  if (!found.isFile()) return 'not a regular file';
  if (!hasReader(path)) return explainNoReader(path);
  if (found.size > MAX_FILE_BYTES) return `larger than ${MAX_FILE_BYTES / 1_000_000} MB`;
  return null;
}
