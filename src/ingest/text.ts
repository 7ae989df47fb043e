/**
 * Ingest, plain text: a file's bytes go in; its characters come out, line breaks `\n`, without byte order mark and
 * control characters. Every text format begins here.
 */

import { isUtf8 } from 'node:buffer';
import { WenjuError } from '../errors.js';

const BYTE_ORDER_MARK = '\uFEFF';
const REPLACEMENT_CHARACTER = '\uFFFD';
const REPLACEMENT_BYTES = Buffer.from(REPLACEMENT_CHARACTER, 'utf8');

/** What ends a line in some system or other: CR LF, CR, vertical tab, form feed, NEL, LS, PS. */
const OTHER_LINE_BREAKS = /\r\n|[\r\v\f\u0085\u2028\u2029]/g;
const CONTROL_CHARACTERS = /[^\P{Cc}\n\t]/gu;

/** @throws WenjuError FILE_UNREADABLE naming `source` and the offset of the first byte that is not UTF-8. */
export function decodeText(bytes: Buffer, source: string): string {
  if (!isUtf8(bytes)) {
    const offset = findInvalidByte(bytes);
    const value = bytes[offset]?.toString(16).padStart(2, '0') ?? 'none';
    throw new WenjuError(
      'FILE_UNREADABLE',
      `${source}: expected UTF-8, found byte 0x${value} at offset ${offset}. Save the file as UTF-8.`,
    );
  }
  const text = bytes.toString('utf8');
  const body = text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text;
  return body.replace(OTHER_LINE_BREAKS, '\n').replace(CONTROL_CHARACTERS, '');
}

/**
 * Decoding puts U+FFFD where the bytes are wrong. The first one that does not itself stand in the file is the place;
 * everything before it is valid, so its byte length is the offset.
 */
function findInvalidByte(bytes: Buffer): number {
  const text = bytes.toString('utf8');
  let offset = 0;
  let position = 0;
  for (;;) {
    const next = text.indexOf(REPLACEMENT_CHARACTER, position);
    if (next < 0) return bytes.length;
    offset += Buffer.byteLength(text.slice(position, next), 'utf8');
    if (!bytes.subarray(offset, offset + REPLACEMENT_BYTES.length).equals(REPLACEMENT_BYTES)) return offset;
    offset += REPLACEMENT_BYTES.length;
    position = next + 1;
  }
}
