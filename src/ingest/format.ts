/**
 * Ingest: which reader is a file for? Its bytes and its name go in, a format comes out. What it begins with counts
 * first, as pages are saved as `.doc` and PDFs sent as `.docx`; the name tells text formats apart and nothing else.
 */

import { extname } from 'node:path';
import { WenjuError } from '../errors.js';
import type { FileFormat } from './contract.js';

/** What the name says of a file that holds text. Word's and PDF's names stand here for text that was saved under them. */
const TEXT_FORMATS: ReadonlyMap<string, FileFormat> = new Map([
  ...formatOf('text', ['', '.txt', '.text', '.docx', '.docm', '.doc', '.wps', '.rtf', '.pdf']),
  ...formatOf('markdown', ['.md', '.markdown']),
  ...formatOf('csv', ['.csv']),
  ...formatOf('xlsx', ['.xlsx', '.xlsm']),
  ...formatOf('html', ['.html', '.htm', '.shtml', '.xhtml', '.mht', '.mhtml']),
]);

function formatOf(format: FileFormat, endings: readonly string[]): [string, FileFormat][] {
  return endings.map((ending) => [ending, format]);
}

/** What a file begins with, as Latin-1, and is; `at` counts bytes. Others hold enough NULs to be seen as binary. */
const SIGNATURES: readonly { readonly bytes: string; readonly at: number; readonly is: string }[] = [
  { bytes: '\x89PNG\r\n\x1A\n', at: 0, is: 'a PNG picture' },
  { bytes: '\xFF\xD8\xFF', at: 0, is: 'a JPEG picture' },
  { bytes: 'GIF87a', at: 0, is: 'a GIF picture' },
  { bytes: 'GIF89a', at: 0, is: 'a GIF picture' },
  { bytes: 'II*\0', at: 0, is: 'a TIFF picture' },
  { bytes: 'MM\0*', at: 0, is: 'a TIFF picture' },
  { bytes: 'WEBPVP8', at: 8, is: 'a WebP picture' },
  { bytes: 'ID3\x03', at: 0, is: 'a sound recording' },
  { bytes: 'ID3\x04', at: 0, is: 'a sound recording' },
  { bytes: 'Rar!\x1A\x07', at: 0, is: 'a RAR archive' },
  { bytes: "7z\xBC\xAF'\x1C", at: 0, is: 'a 7-Zip archive' },
  { bytes: '\x1F\x8B\x08', at: 0, is: 'a gzip archive' },
  { bytes: 'BZh91AY&SY', at: 0, is: 'a bzip2 archive' },
  { bytes: '\xFD7zXZ\0', at: 0, is: 'an xz archive' },
  { bytes: '\x28\xB5\x2F\xFD', at: 0, is: 'a zstd archive' },
  { bytes: '\x7FELF', at: 0, is: 'a program' },
  { bytes: 'MZ\x90\0', at: 0, is: 'a program' },
  { bytes: 'SQLite format 3\0', at: 0, is: 'a database' },
];

const OLE2 = '\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1';
/** First entry, end of an archive without entries, first part of a split archive. */
const ZIP = ['PK\x03\x04', 'PK\x05\x06', 'PK\x07\x08'];
const PDF = /%PDF-\d/;
const RTF = '{\\rtf';
/** A web page in one file, as a letter with attachments; Word writes them under the name `.doc` too. */
const MAIL_HEADER = /^(?:From|MIME-Version|Content-Type|Subject|Date|Snapshot-Content-Location):/i;
const MULTIPART = /Content-Type:\s?multipart\/related/i;
const WORD_XML = '<?mso-application progid="Word.Document"?>';

const HTML = /^<(?:!doctype\s{1,9}html|html|head|body)[\s>]/i;
const OPENING_TAG = /^<[a-z][a-z0-9]{0,15}[\s>]/i;
/** Byte order marks of UTF-8 and UTF-16, each byte a character. */
const BYTE_ORDER_MARK = /^(?:\xEF\xBB\xBF|\xFF\xFE|\xFE\xFF)/;
const UTF16_MARK = /^(?:\xFF\xFE|\xFE\xFF)/;

/** Readers of PDF look so far for its mark (ISO 32000-1, implementation note 13). */
const PDF_MARK_WITHIN = 1_024;
/** Bytes in which a page must begin, comments and white space before it included. */
const HEAD_BYTES = 8_192;
/** Bytes below the space that text of any encoding but UTF-16 may hold; the last two are the old end of file, escape. */
const TEXT_CONTROLS = '\t\n\v\f\r\x1A\x1B';
/** Other such bytes: some stray ones are cleaned away, but compressed or random bytes have 1 in 10. */
const MAX_STRAY_CONTROLS = 8;
const MAX_CONTROL_SHARE = 0.02;
/** Share of code units that are usual in Chinese text, from which bytes without a mark are taken for UTF-16. */
const MIN_USUAL_SHARE = 0.9;

/** What to do with files of other formats, by the ending of their names. */
const ADVICE: ReadonlyMap<string, string> = new Map([
  ...adviseFor(['.ofd'], 'an OFD file, which has no reader; print or export it as PDF'),
  ...adviseFor(['.xls', '.et', '.ods', '.xlsb'], 'a workbook of another format; save it as .xlsx'),
  ...adviseFor(['.odt', '.fodt', '.wpt', '.dot', '.dotx', '.pages'], 'a text of another format; save it as .docx'),
  ...adviseFor(['.ppt', '.pptx', '.dps', '.odp'], 'a presentation, which has no reader; save it as PDF'),
  ...adviseFor(['.epub', '.mobi', '.azw3'], 'an e-book, which has no reader; save it as .docx or HTML'),
  ...adviseFor(
    ['.caj', '.ceb', '.ceba', '.kdh', '.xps', '.djvu'],
    'no reader for this format; print or export it as PDF',
  ),
  ...adviseFor(
    ['.png', '.jpg', '.jpeg', '.tif', '.tiff', '.bmp', '.gif', '.webp'],
    'a picture; run text recognition (OCR) on it and save the text',
  ),
  ...adviseFor(['.zip', '.rar', '.7z', '.gz', '.tar'], 'an archive; unpack it'),
  ...adviseFor(['.eml', '.msg'], 'a letter; save its text, and what is attached by itself'),
]);

function adviseFor(endings: readonly string[], advice: string): [string, string][] {
  return endings.map((ending) => [ending, advice]);
}

/** Why a file of this name is not opened. */
export function explainNoReader(path: string): string {
  const ending = extname(path).toLowerCase();
  const what = ADVICE.get(ending);
  if (what === undefined)
    return `no reader for this format (${ending || 'no extension'}); save it as text, .docx or PDF`;
  return `${what} (${ending})`;
}

/** True for a name that some reader may take; the others are never opened. */
export function hasReader(path: string): boolean {
  return TEXT_FORMATS.has(extname(path).toLowerCase());
}

/**
 * The format of the file `source` (a path; only its end counts), by content and then by name.
 *
 * @throws WenjuError FILE_UNREADABLE saying what the file is, when that is something no reader takes.
 */
export function detectFormat(bytes: Uint8Array, source: string): FileFormat {
  const head = Buffer.from(bytes.subarray(0, HEAD_BYTES)).toString('latin1');
  if (PDF.test(head.slice(0, PDF_MARK_WITHIN))) return 'pdf';
  if (head.startsWith(OLE2)) return 'doc';
  const named = TEXT_FORMATS.get(extname(source).toLowerCase()) ?? 'text';
  // Workbooks and Word files are the same outside; each of their readers says what it found inside.
  if (ZIP.some((mark) => head.startsWith(mark))) return named === 'xlsx' ? 'xlsx' : 'docx';
  refuseOthers(head, source);

  const byName = named === 'xlsx' ? 'csv' : named;
  const opening = skipToFirstTag(head);
  if (HTML.test(opening)) return 'html';
  // Offices save pages under Word's name, sometimes only a table of them.
  const isOfficeName = byName === 'text' && /\.(?:do|wp|rt|pd)/i.test(extname(source));
  return isOfficeName && OPENING_TAG.test(opening) ? 'html' : byName;
}

function refuseOthers(head: string, source: string): void {
  const signature = SIGNATURES.find(({ bytes, at }) => head.startsWith(bytes, at));
  if (signature !== undefined) {
    refuse(source, `is ${signature.is}; expected text, a web page, Word or PDF. Remove it, or put the text in`);
  }
  if (head.startsWith(RTF)) refuse(source, 'is Rich Text (RTF), which has no reader. Save it as .docx');
  if (MAIL_HEADER.test(head) && MULTIPART.test(head)) {
    refuse(source, 'is a web archive (MHTML), which has no reader. Save the page as HTML or .docx');
  }
  if (head.includes(WORD_XML)) refuse(source, 'is Word XML of 2003, which has no reader. Save it as .docx');
  if (isBinary(head)) {
    refuse(
      source,
      'holds neither text nor anything known; expected text, a web page, Word or PDF. Remove or replace it',
    );
  }
}

function refuse(source: string, what: string): never {
  throw new WenjuError('FILE_UNREADABLE', `${source} ${what}.`);
}

function isBinary(head: string): boolean {
  if (UTF16_MARK.test(head)) return false;
  const controls = [...head].filter((byte) => byte < ' ' && !TEXT_CONTROLS.includes(byte)).length;
  return controls > MAX_STRAY_CONTROLS + head.length * MAX_CONTROL_SHARE && !looksLikeUtf16(head);
}

/** Text in UTF-16 without its mark: nearly all code units are Han, ASCII or punctuation, in one byte order or the other. */
function looksLikeUtf16(head: string): boolean {
  const units = Math.floor(head.length / 2);
  let littleEndian = 0;
  let bigEndian = 0;
  for (let unit = 0; unit < units; unit += 1) {
    const first = head.charCodeAt(unit * 2);
    const second = head.charCodeAt(unit * 2 + 1);
    if (isUsual(second * 256 + first)) littleEndian += 1;
    if (isUsual(first * 256 + second)) bigEndian += 1;
  }
  return Math.max(littleEndian, bigEndian) >= units * MIN_USUAL_SHARE;
}

function isUsual(unit: number): boolean {
  const isAscii = (unit >= 0x20 && unit < 0x7f) || unit === 0x09 || unit === 0x0a || unit === 0x0d;
  const isHan = unit >= 0x4e00 && unit < 0xa000;
  const isPunctuation = (unit >= 0x2000 && unit < 0x2070) || (unit >= 0x3000 && unit < 0x3020) || unit >= 0xff00;
  return isAscii || isHan || isPunctuation;
}

/** Goes over the byte order mark, white space, comments and processing instructions; NULs go, so that UTF-16 reads too. */
function skipToFirstTag(head: string): string {
  let rest = head.replace(BYTE_ORDER_MARK, '').replaceAll('\0', '').trimStart();
  for (;;) {
    const close = rest.startsWith('<!--') ? '-->' : rest.startsWith('<?') ? '>' : null;
    const end = close === null ? -1 : rest.indexOf(close, 2);
    if (close === null || end < 0) return rest;
    rest = rest.slice(end + close.length).trimStart();
  }
}
