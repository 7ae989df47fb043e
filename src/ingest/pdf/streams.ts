/**
 * Ingest, PDF: a look at the packed streams of a file before anything else unpacks them. A megabyte of them can hold a
 * gigabyte of blanks; pdf.js would keep all of it. A kilobyte can save the state of drawing a million times; pdf.js looks
 * through all that is saved at each operator. Bytes go in; nothing comes out, or an error.
 */

import { inflateSync } from 'node:zlib';
import { unreadable, type WenjuError } from '../../errors.js';

/** What one stream may unpack to, and all of a file. The text of a page has 1 MB at most, a Chinese font 20 MB. */
const MAX_STREAM = 64 * 1024 * 1024;
const MAX_ALL_STREAMS = 512 * 1024 * 1024;
/** Where the dictionary of a stream ends: the bytes before the stream that are read for it. */
const DICTIONARY_REACH = 1_024;

/**
 * States of drawing saved and not restored (`q` without `Q`) in a stream; the standard allows for 28. A letter that
 * stands alone in a text is counted too: no page has so many.
 */
const MAX_SAVED = 1_000;

const STREAM = Buffer.from('stream');
const END = Buffer.from('endstream');
const SAVE = 0x71;
const RESTORE = 0x51;

/**
 * Linear in the bytes of the file and what it unpacks to within the limits. Pictures are not unpacked: nothing here
 * reads them. Streams packed twice or locked, and what is saved by many streams together, by one that a page names
 * many times or by forms that draw each other, are left to the limits of the process.
 *
 * @throws WenjuError FILE_UNREADABLE naming `source` when streams unpack to more than the limits, or save more.
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
    if (/\/Subtype\s?\/Image\b/.test(dictionary)) continue;
    const packed = file.subarray(start, stop);
    const content = /\/(?:FlateDecode|Fl)\b/.test(dictionary) ? unpack(packed) : packed;
    total += content?.length ?? Number.POSITIVE_INFINITY;
    if (content === null || total > MAX_ALL_STREAMS) {
      const limits = `at most ${MAX_STREAM} bytes each and ${MAX_ALL_STREAMS} in all`;
      throw refuse(source, `expected streams that unpack to ${limits}, got more`);
    }
    if (savesTooMuch(content)) {
      throw refuse(source, `expected at most ${MAX_SAVED} states of drawing saved and not restored, got more`);
    }
  }
}

function refuse(source: string, what: string): WenjuError {
  return unreadable(source, `${what}. Save the file again from its source.`);
}

/** The operators stand between white space, or beside each other (`qqq` are three); elsewhere the letters are in words. */
function savesTooMuch(content: Buffer): boolean {
  let saved = 0;
  const first = content.indexOf(SAVE);
  for (let at = first < 0 ? content.length : first; at < content.length; at++) {
    const byte = content[at];
    if ((byte !== SAVE && byte !== RESTORE) || !isBetween(content[at - 1]) || !isBetween(content[at + 1])) continue;
    saved = byte === SAVE ? saved + 1 : Math.max(0, saved - 1);
    if (saved > MAX_SAVED) return true;
  }
  return false;
}

/** White space of PDF, the end of the stream, or another of the two. */
function isBetween(byte: number | undefined): boolean {
  if (byte === undefined || byte === SAVE || byte === RESTORE) return true;
  return byte === 0x20 || (byte >= 0x09 && byte <= 0x0d) || byte === 0x00;
}

function lineBreakAt(file: Buffer, at: number): number {
  if (file[at] === 0x0d && file[at + 1] === 0x0a) return 2;
  return file[at] === 0x0a || file[at] === 0x0d ? 1 : 0;
}

function readDictionary(file: Buffer, at: number): string {
  const before = file.toString('latin1', Math.max(0, at - DICTIONARY_REACH), at);
  return before.slice(before.lastIndexOf(' obj') + 1);
}

/** Null when it is over the limit; nothing for what cannot be unpacked, which pdf.js will judge. */
function unpack(packed: Buffer): Buffer | null {
  try {
    return inflateSync(packed, { maxOutputLength: MAX_STREAM });
  } catch (error) {
    const isTooLarge = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
    return isTooLarge ? null : Buffer.alloc(0);
  }
}
