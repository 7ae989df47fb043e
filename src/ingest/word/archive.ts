/**
 * Ingest, zip files: the bytes of an archive go in; single entries come out when they are asked for by name, within
 * limits that hold whatever the archive says of itself. Nothing is written to disk, no name is ever used as a path.
 */

import { type Entry, fromBuffer, type ZipFile } from 'yauzl';
import { unreadable, type WenjuError } from '../../errors.js';

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
  const zip = await openZip(buffer).catch((cause: unknown) => {
    throw damaged(source, cause);
  });
  if (zip.entryCount > MAX_ENTRIES)
    throw unreadable(source, `expected at most ${MAX_ENTRIES} entries in the archive, found ${zip.entryCount}.`);
  const entries = await listEntries(zip, source);
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
      return readEntry(zip, entry).catch((cause: unknown) => {
        throw damaged(source, cause);
      });
    },
  };
}

function openZip(buffer: Buffer): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    // Sizes are validated while unpacking: an entry that holds more than it says ends in an error at that byte.
    fromBuffer(buffer, { lazyEntries: true, validateEntrySizes: true, decodeStrings: true }, (error, zip) => {
      if (error === null) resolve(zip);
      else reject(error);
    });
  });
}

function listEntries(zip: ZipFile, source: string): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>();
  return new Promise((resolve, reject) => {
    zip.on('error', (cause) => reject(damaged(source, cause)));
    zip.on('end', () => resolve(entries));
    zip.on('entry', (entry: Entry) => {
      const name = entry.fileName.toLowerCase();
      if (entries.has(name)) {
        // Programs differ in which of two they open, so that one could be shown and the other be read.
        reject(unreadable(source, `expected each name once in the archive, found ${JSON.stringify(name)} twice.`));
        return;
      }
      entries.set(name, entry);
      zip.readEntry();
    });
    zip.readEntry();
  });
}

function checkSize({ fileName, uncompressedSize, compressedSize }: Entry, source: string): void {
  if (uncompressedSize > MAX_PART_BYTES)
    throw unreadable(source, `expected at most ${MAX_PART_BYTES} bytes in ${fileName}, it says ${uncompressedSize}.`);
  if (uncompressedSize > MIN_BYTES_FOR_RATIO && uncompressedSize > compressedSize * MAX_RATIO)
    throw unreadable(source, `${fileName} unpacks to more than ${MAX_RATIO} times its size, as no report does.`);
}

function readEntry(zip: ZipFile, entry: Entry): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error !== null) {
        reject(error);
        return;
      }
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('error', reject);
      stream.on('end', () => resolve(Buffer.concat(chunks)));
    });
  });
}

function damaged(source: string, cause: unknown): WenjuError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return unreadable(
    source,
    `expected a whole zip archive, found a damaged one (${reason}). Fetch or save it again.`,
    cause,
  );
}
