/**
 * Reads the file of a draft in the browser, so that it leaves the reader's machine as text only. Takes a .txt, .md or
 * .docx, gives its text; null for what is none of them or is too large.
 */

import { unpackFile } from './archive.js';

/** Bytes of a file, and of the text part that a Word file packs. */
const MAX_FILE = 10_000_000;
const MAX_UNPACKED = 40_000_000;
const BODY = 'word/document.xml';

export const DRAFT_FILES = '.txt,.md,.docx';

export async function readDraftFile(file: File): Promise<string | null> {
  if (file.size > MAX_FILE) return null;
  const bytes = await file.arrayBuffer();
  try {
    if (/\.docx$/i.test(file.name)) return readWord(await unpackFile(bytes, BODY, MAX_UNPACKED));
    return /\.(?:txt|md|markdown)$/i.test(file.name) ? decode(bytes) : null;
  } catch {
    // A file that is not what its name says.
    return null;
  }
}

/** Files of Windows are often in GB 18030; what is UTF-8 is hardly ever anything else. */
function decode(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030', { fatal: true }).decode(bytes);
  }
}

/** Text, line breaks and ends of paragraphs of WordprocessingML; what was deleted has another name (`w:delText`). */
const RUN = /<w:t(?: [^<>]*)?>([^<]*)<\/w:t>|<w:(tab|br|cr)(?: [^<>]*)?\/>|<\/w:p>/g;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** No parser of markup: pages that allow no markup made of strings allow none of these either. */
export function readWord(xml: string): string {
  const parts: string[] = [];
  for (const [, text, space] of xml.matchAll(RUN)) {
    if (text !== undefined) parts.push(text.replace(/&(#x?[\da-f]{1,6}|[a-z]{2,4});/gi, readEntity));
    else parts.push(space === 'tab' ? '\t' : '\n');
  }
  return parts.join('').trim();
}

function readEntity(whole: string, name: string): string {
  if (!name.startsWith('#')) return ENTITIES[name] ?? whole;
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number.parseInt(name.slice(1), 10);
  return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
}
