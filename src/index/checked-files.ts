/**
 * The files of a generation as it is opened: each is held against the manifest as it is read, so that none is read twice
 * and nothing of one that differs is used.
 */

import path from 'node:path';
import { WenjuError } from '../errors.js';
import { createFileReader, hashBytes, readWholeFile } from '../files.js';
import type { ReadFile } from './files.js';
import { type Generation, verifyGeneration } from './generations.js';
import type { Manifest } from './manifest.js';
import { createWholeFiles, identify } from './whole-files.js';

type FileEntry = Manifest['files'][number];

export interface CheckedFiles {
  /** Throws WenjuError INDEX_DAMAGED when the file is not what the manifest says. */
  readonly read: ReadFile;
  /** The same, for whoever takes what is needed before asking for the next: what it gives holds until then. */
  readonly readBriefly: ReadFile;
  /**
   * Looks at those that were not read and were written to since the manifest was, or cannot be told from such; what a disk
   * changes by itself in one that nobody reads is found by `wenju doctor`. Throws WenjuError INDEX_DAMAGED naming the first
   * that differs.
   */
  checkRest(): Promise<void>;
}

/** `whole`: those that this process has found whole, which are not looked at again unless they are read. */
export function openChecked(generation: Generation, whole = createWholeFiles()): CheckedFiles {
  const { folder, manifest } = generation;
  const unread = new Map(manifest.files.map((file) => [path.join(folder, file.path), file]));
  const hashes = new Map(manifest.files.map((file) => [path.join(folder, file.path), file.sha256]));
  const check =
    (read: ReadFile): ReadFile =>
    async (file) => {
      const expected = hashes.get(file) ?? '';
      const { keep } = whole.look(file, expected);
      const bytes = await read(file);
      if (hashBytes(bytes) !== expected) {
        throw new WenjuError('INDEX_DAMAGED', `${file} is not what was written. Run: wenju index`);
      }
      keep();
      unread.delete(file);
      return bytes;
    };
  return {
    read: check(readWholeFile),
    readBriefly: check(createFileReader()),
    async checkRest() {
      const isTouched = ([file, { untouched }]: [string, FileEntry]): boolean =>
        untouched === null || identify(file) !== untouched;
      const files = [...unread].filter(isTouched).map(([, entry]) => entry);
      await verifyGeneration({ ...generation, manifest: { ...manifest, files } }, whole);
      whole.keepOnly(new Set(hashes.values()));
    },
  };
}
