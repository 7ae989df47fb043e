/**
 * First step of ingest: which documents are there? Folders go in; the files that have a reader come out, sorted, each
 * with its id, and beside them the files that were passed over and why.
 */

import { createHash } from 'node:crypto';
import type { Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { WenjuError } from '../errors.js';
import type { SourceFile } from './contract.js';
import { formatOf, MAX_FILE_BYTES } from './read.js';

/** Folders nested deeper than this are a mistake or an attack, not a collection of reports. */
const MAX_FOLDER_DEPTH = 32;

/** Hex digits of a document id: 64 bits, no collision to be expected below a billion documents. */
const ID_HEX_DIGITS = 16;

/** Files that describe a corpus folder and are not documents of it (compared in lower case). */
const DESCRIBING_FILES = new Set(['readme.md', 'sources.csv']);

/** A file that was seen and not taken. */
export interface SkippedFile {
  /** Path below the corpus folder, with `/`, NFC. */
  readonly source: string;
  readonly reason: string;
}

export interface SourceListing {
  /** Sorted by `source`, in code unit order. */
  readonly files: SourceFile[];
  readonly skipped: SkippedFile[];
}

/**
 * Lists the documents below the folders, at any depth. Hidden files and files that only describe the folder are
 * passed over in silence, anything else that is not taken is in `skipped`.
 *
 * @throws WenjuError NOT_FOUND when a folder does not exist, INPUT_INVALID when it is a file or when two files have the
 * same path below their folders: the document id comes from that path.
 */
export async function listSourceFiles(folders: readonly string[]): Promise<SourceListing> {
  const listing: SourceListing = { files: [], skipped: [] };
  const roots = new Set<string>();
  for (const folder of folders) roots.add(await resolveFolder(folder));
  for (const root of roots) await walkFolder(root, root, 0, listing);

  const bySource = (left: { source: string }, right: { source: string }) =>
    left.source < right.source ? -1 : left.source > right.source ? 1 : 0;
  listing.files.sort(bySource);
  listing.skipped.sort(bySource);
  listing.files.forEach((file, position) => {
    const previous = listing.files[position - 1];
    if (previous?.source === file.source) {
      throw new WenjuError(
        'INPUT_INVALID',
        `Expected every path below the corpus folders once, found ${file.source} twice: ${previous.path} and ${file.path}. Rename or remove one.`,
      );
    }
  });
  return listing;
}

/** The id of the document whose file lies at `source` (path below its corpus folder, with `/`). */
export function documentIdOf(source: string): string {
  return createHash('sha256').update(source.normalize('NFC'), 'utf8').digest('hex').slice(0, ID_HEX_DIGITS);
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

async function walkFolder(root: string, folder: string, depth: number, listing: SourceListing): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (entry.name.startsWith('.')) continue;
    const path = join(folder, entry.name);
    const source = relative(root, path).split(sep).join('/').normalize('NFC');
    if (entry.isDirectory()) {
      if (depth < MAX_FOLDER_DEPTH) await walkFolder(root, path, depth + 1, listing);
      else listing.skipped.push({ source, reason: `a folder more than ${MAX_FOLDER_DEPTH} levels deep` });
      continue;
    }
    if (DESCRIBING_FILES.has(entry.name.toLowerCase())) continue;
    const reason = await reasonToSkip(root, path, entry);
    if (reason === null) listing.files.push({ source, path, documentId: documentIdOf(source) });
    else listing.skipped.push({ source, reason });
  }
}

/** Why the entry is not taken, null when it is. */
async function reasonToSkip(root: string, path: string, entry: Dirent): Promise<string | null> {
  if (entry.isSymbolicLink()) {
    try {
      const target = await realpath(path);
      if (!target.startsWith(root + sep)) return 'a symbolic link that leads out of the corpus folder';
    } catch {
      return 'a symbolic link that leads nowhere'; // realpath says why in its own words; the link is all one can mend
    }
  }
  const found = await stat(path);
  if (found.isDirectory()) return 'a symbolic link to a folder';
  if (!found.isFile()) return 'not a regular file';
  if (formatOf(path) === null) return `no reader for this format yet (${extname(path) || 'no extension'})`;
  if (found.size > MAX_FILE_BYTES) return `larger than ${MAX_FILE_BYTES / 1_000_000} MB`;
  return null;
}
