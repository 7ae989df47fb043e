/**
 * Ingest, zip files: the bytes of an archive go in; single entries come out when they are asked for by name, within
 * limits that hold whatever the archive says of itself. Nothing is written to disk, no name is ever used as a path.
 */

import { buffer as readAll } from 'node:stream/consumers';
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl';
import { unreadable, WenjuError } from '../../errors.js';

/** Entries of an archive. A Word file has about 20, one with 1,000 pictures 1,020. */
const MAX_ENTRIES = 5_000;
/** Unpacked bytes of all entries together, and of one. A report of 100 pages is a part of 2 MB. */
const MAX_UNPACKED_BYTES = 200_000_000;
const MAX_PART_BYTES = 50_000_000;
/** Unpacked to packed bytes, judged from `MIN_BYTES_FOR_RATIO` on. XML of reports packs 10 to 40 times; zeros 1,000. */
const MAX_RATIO = 300;
const MIN_BYTES_FOR_RATIO = 1_000_000;

export interface Archive {
  /** True when there is an entry of this name; letters of both cases are the same. */
  has(name: string): boolean;
  /** True when some entry's name begins with `prefix`. */
  hasBelow(prefix: string): boolean;
  /** Unpacks one entry; null when there is none. @throws WenjuError FILE_UNREADABLE when it is damaged or too large. */
  read(name: string): Promise<Buffer | null>;
}

/** @throws WenjuError FILE_UNREADABLE naming `source`: no whole zip file, over a limit, names that lead out. */
export async function openArchive(bytes: Uint8Array, source: string): Promise<Archive> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  // Sizes are validated while unpacking: an entry that holds more than it says ends in an error at that byte.
  const options = { lazyEntries: true, autoClose: false, validateEntrySizes: true, decodeStrings: true };
  const { zip, entries } = await fromBufferPromise(buffer, options)
    .then(async (opened) => ({ zip: opened, entries: await listEntries(opened, source) }))
    .catch((cause: unknown) => {
      throw damaged(source, cause);
    });
  let total = 0;
  for (const { uncompressedSize } of entries.values()) total += uncompressedSize;
  if (total > MAX_UNPACKED_BYTES)
    throw unreadable(source, `expected at most ${MAX_UNPACKED_BYTES} bytes when unpacked, the archive says ${total}.`);
  return {
    has: (name) => entries.has(name.toLowerCase()),
    hasBelow: (prefix) => Array.from(entries.keys()).some((name) => name.startsWith(prefix.toLowerCase())),
    read: async (name) => {
      const entry = entries.get(name.toLowerCase());
      if (entry === undefined) return null;
      checkSize(entry, source);
      try {
        return await readAll(await zip.openReadStreamPromise(entry));
      } catch (cause) {
        throw damaged(source, cause);
      }
    },
  };
}

async function listEntries(zip: ZipFile, source: string): Promise<Map<string, Entry>> {
  if (zip.entryCount > MAX_ENTRIES)
    throw unreadable(source, `expected at most ${MAX_ENTRIES} entries in the archive, found ${zip.entryCount}.`);
  const entries = new Map<string, Entry>();
  for await (const entry of zip.eachEntry()) {
    const name = entry.fileName.toLowerCase();
    // Programs differ in which of two they open, so that one could be shown and the other be read.
    if (entries.has(name))
      throw unreadable(source, `expected each name once in the archive, found ${JSON.stringify(name)} twice.`);
    entries.set(name, entry);
  }
  return entries;
}

function checkSize({ fileName, uncompressedSize, compressedSize }: Entry, source: string): void {
  if (uncompressedSize > MAX_PART_BYTES)
    throw unreadable(source, `expected at most ${MAX_PART_BYTES} bytes in ${fileName}, it says ${uncompressedSize}.`);
  if (uncompressedSize > MIN_BYTES_FOR_RATIO && uncompressedSize > compressedSize * MAX_RATIO)
    throw unreadable(source, `${fileName} unpacks to more than ${MAX_RATIO} times its size, as no report does.`);
}

function damaged(source: string, cause: unknown): WenjuError {
  if (cause instanceof WenjuError) return cause;
  const reason = cause instanceof Error ? cause.message : String(cause);
  const found = `expected a whole zip archive, found a damaged one (${reason}). Fetch or save it again.`;
  return unreadable(source, found, cause);
}
