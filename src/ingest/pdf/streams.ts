/**
 * Ingest, PDF: a look at the packed streams of a file before anything else unpacks them. A megabyte of them can hold a
 * gigabyte of blanks; pdf.js would keep all of it. Bytes go in; nothing comes out, or an error.
 */

import { inflateSync } from 'node:zlib';
import { WenjuError } from '../../errors.js';

/** What one stream may unpack to, and all of a file. The text of a page has 1 MB at most, a Chinese font 20 MB. */
const MAX_STREAM = 64 * 1024 * 1024;
const MAX_ALL_STREAMS = 512 * 1024 * 1024;
/** Where the dictionary of a stream ends: the bytes before the stream that are read for it. */
const DICTIONARY_REACH = 1_024;

const STREAM = Buffer.from('stream');
const END = Buffer.from('endstream');

/**
 * Linear in the bytes of the file and what it unpacks to within the limits. Pictures are not unpacked: nothing here
 * reads them. Streams packed twice or locked are left to the limits of the process.
 *
 * @throws WenjuError FILE_UNREADABLE naming `source` when streams unpack to more than the limits.
 */
export function checkStreams(bytes: Uint8Array, source: string): void {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let total = 0;
  for (let end = 0, at = file.indexOf(STREAM); at >= 0; at = file.indexOf(STREAM, end)) {
    const start = at + STREAM.length + lineBreakAt(file, at + STREAM.length);
    const found = file.indexOf(END, start);
    const stop = found < 0 ? file.length : found;
    end = stop + END.length;
    const dictionary = readDictionary(file, at);
    if (!/\/(?:FlateDecode|Fl)\b/.test(dictionary) || /\/Subtype\s?\/Image\b/.test(dictionary)) continue;
    total += unpackedSize(file.subarray(start, stop));
    if (total > MAX_ALL_STREAMS) break;
  }
  if (total <= MAX_ALL_STREAMS) return;
  throw new WenjuError(
    'FILE_UNREADABLE',
    `${source}: expected streams that unpack to at most ${MAX_STREAM} bytes each and ${MAX_ALL_STREAMS} in all, got more. Save the file again from its source.`,
  );
}

function lineBreakAt(file: Buffer, at: number): number {
  if (file[at] === 0x0d && file[at + 1] === 0x0a) return 2;
  return file[at] === 0x0a || file[at] === 0x0d ? 1 : 0;
}

function readDictionary(file: Buffer, at: number): string {
  const before = file.toString('latin1', Math.max(0, at - DICTIONARY_REACH), at);
  return before.slice(before.lastIndexOf(' obj') + 1);
}

/** Infinity when it is over the limit; 0 for what cannot be unpacked, which pdf.js will judge. */
function unpackedSize(packed: Buffer): number {
  try {
    return inflateSync(packed, { maxOutputLength: MAX_STREAM }).length;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE'
      ? Number.POSITIVE_INFINITY
      : 0;
  }
}
