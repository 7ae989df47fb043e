/**
 * Ingest, characters: a file's bytes go in; its characters come out, line breaks `\n`, without byte order mark and
 * control characters. Every text format begins here. Chinese offices write UTF-8, UTF-16, GB18030 (with GBK and GB2312
 * inside it) and Big5; what is none of them without a doubt is refused, as a wrong guess would be cited.
 */

import { isUtf8 } from 'node:buffer';
import chardet from 'chardet';
import { unreadable } from '../errors.js';

const BYTE_ORDER_MARK = '\uFEFF';
const REPLACEMENT_CHARACTER = '\uFFFD';
const REPLACEMENT_BYTES = Buffer.from(REPLACEMENT_CHARACTER, 'utf8');

/** What ends a line in some system or other: CR LF, CR, vertical tab, form feed, NEL, LS, PS. */
const OTHER_LINE_BREAKS = /\r\n|[\r\v\f\u0085\u2028\u2029]/g;
const CONTROL_CHARACTERS = /[^\P{Cc}\n\t]/gu;

/** Bytes shown to the detector, from the first that is not ASCII: 30,000 Chinese characters leave no doubt. */
const DETECTOR_SAMPLE = 65_536;
/** Share of zero bytes from which valid UTF-8 is UTF-16 all the same: ASCII has half, a stray NUL next to none. */
const UTF16_ZERO_SHARE = 0.1;
/** Share of characters that Chinese texts are made of; a file read in a wrong encoding has 60 to 90 % of them. */
const MIN_PLAUSIBLE_SHARE = 0.97;

/** Neither common Chinese characters and punctuation, nor ASCII, nor the symbols and letters that stand in reports. */
const UNUSUAL =
  /[^\t\n\r -~\u00A0-\u00FF\u0391-\u03C9\u2000-\u206F\u20AC\u2100-\u27BF\u3000-\u303F\u3200-\u9FFF\uD840-\uD88F\uDC00-\uDFFF\uFF00-\uFFEF]/g;
const NEVER_TEXT = /[\uE000-\uF8FF\uFFFD\u0080-\u009F]|[^\P{Cc}\t\n\r\f\v\0]/u;

/** Encodings by the names that a page or the detector gives them. GB18030 reads whatever GBK and GB2312 wrote. */
const LEGACY_ENCODINGS: ReadonlyMap<string, string> = new Map([
  ['gb2312', 'gb18030'],
  ['gbk', 'gb18030'],
  ['gb18030', 'gb18030'],
  ['big5', 'big5'],
  ['big5-hkscs', 'big5'],
]);

/** Lines that any file may have: a yearbook of 3,000 pages has 150,000. Twice as many would fill its reader's memory. */
export const MAX_LINES = 200_000;

/** @throws WenjuError FILE_UNREADABLE naming `source` when a text has more lines than any file may have. */
export function checkLineCount(content: string, source: string): void {
  // Counted before it is taken apart: a file of line breaks makes twenty times its size of lines.
  const lines = countLineBreaks(content) + 1;
  if (lines > MAX_LINES) throw unreadable(source, `expected at most ${MAX_LINES} lines, got ${lines}. Split the file.`);
}

export function countLineBreaks(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}

/**
 * Decodes a text file: by its byte order mark, else as UTF-8, else as UTF-16 when zero bytes say so, else in the
 * encoding it states or the detector finds. All but the mark must decode without an error into plausible Chinese text.
 *
 * @param stated encoding that the file's own markup names (`gb2312`); null where there is none.
 * @throws WenjuError FILE_UNREADABLE naming `source` and the offset of the first byte that is not UTF-8.
 */
export function decodeText(bytes: Uint8Array, source: string, stated: string | null = null): string {
  const text = decodeBytes(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), source, stated);
  const body = text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text;
  return body.replace(OTHER_LINE_BREAKS, '\n').replace(CONTROL_CHARACTERS, '');
}

function decodeBytes(bytes: Buffer, source: string, stated: string | null): string {
  const marked =
    bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : null;
  if (marked !== null) return decodeMarked(bytes, marked, source);
  const zeroes = countZeroes(bytes);
  const zeroShare = (zeroes.even + zeroes.odd) / bytes.length;
  if (isUtf8(bytes)) {
    const text = zeroShare >= UTF16_ZERO_SHARE ? decodeWide(bytes, zeroes) : null;
    return text ?? bytes.toString('utf8');
  }
  return (zeroShare > 0 ? decodeWide(bytes, zeroes) : null) ?? decodeLegacy(bytes, stated) ?? refuse(bytes, source);
}

/** UTF-16 without a mark; 一 (U+4E00) has a zero too, so that their places only say which byte order is likelier. */
function decodeWide(bytes: Buffer, zeroes: { even: number; odd: number }): string | null {
  if (bytes.length % 2 !== 0) return null;
  const orders = zeroes.odd >= zeroes.even ? (['utf-16le', 'utf-16be'] as const) : (['utf-16be', 'utf-16le'] as const);
  return decodePlausible(bytes, orders[0]) ?? decodePlausible(bytes, orders[1]);
}

/** Zero bytes at even and at odd offsets: where UTF-16 puts the upper half of an ASCII character. */
function countZeroes(bytes: Buffer): { even: number; odd: number } {
  const zeroes = { even: 0, odd: 0 };
  for (let at = bytes.indexOf(0); at >= 0; at = bytes.indexOf(0, at + 1)) {
    if (at % 2 === 0) zeroes.even += 1;
    else zeroes.odd += 1;
  }
  return zeroes;
}

function decodeMarked(bytes: Buffer, encoding: string, source: string): string {
  const text = decodeStrictly(bytes, encoding);
  if (text !== null) return text;
  throw unreadable(
    source,
    `expected ${encoding.toUpperCase()}, as its byte order mark says, found half a character. Save the file as UTF-8.`,
  );
}

/** In GB18030 or Big5, null when it is neither or there is doubt. */
function decodeLegacy(bytes: Buffer, stated: string | null): string | null {
  if (isDamagedUtf8(bytes)) return null;
  const named = LEGACY_ENCODINGS.get(stated?.trim().toLowerCase() ?? '');
  const text = named === undefined ? null : decodePlausible(bytes, named);
  if (text !== null) return text;
  const start = Math.max(
    0,
    bytes.findIndex((byte) => byte > 0x7f),
  );
  const detected = chardet.detect(bytes.subarray(start, start + DETECTOR_SAMPLE))?.toLowerCase();
  const encoding = LEGACY_ENCODINGS.get(detected ?? '');
  return encoding === undefined || encoding === named ? null : decodePlausible(bytes, encoding);
}

/**
 * A UTF-8 file with a wrong byte in it may well decode as GB18030, into nonsense. Read as UTF-8 it has few wrong bytes
 * among many right characters; a GB18030 or Big5 file has hardly a right one.
 */
function isDamagedUtf8(bytes: Buffer): boolean {
  let wrong = 0;
  let right = 0;
  for (const character of bytes.toString('utf8')) {
    if (character === REPLACEMENT_CHARACTER) wrong += 1;
    else if (character > '\x7F') right += 1;
  }
  return wrong <= right;
}

function decodePlausible(bytes: Buffer, encoding: string): string | null {
  const text = decodeStrictly(bytes, encoding);
  if (text === null || NEVER_TEXT.test(text)) return null;
  const unusual = text.match(UNUSUAL)?.length ?? 0;
  return unusual <= text.length * (1 - MIN_PLAUSIBLE_SHARE) ? text : null;
}

function decodeStrictly(bytes: Buffer, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (cause) {
    if (cause instanceof TypeError) return null; // what `fatal` throws; the caller says what was expected
    throw cause;
  }
}

function refuse(bytes: Buffer, source: string): never {
  const offset = findInvalidByte(bytes);
  const value = bytes[offset]?.toString(16).padStart(2, '0') ?? 'none';
  throw unreadable(
    source,
    `expected UTF-8, found byte 0x${value} at offset ${offset}. It is not plainly UTF-16, GB18030 or Big5 either. Save the file as UTF-8.`,
  );
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
