/**
 * Reads the file of a draft in the browser, so that it leaves the reader's machine as text only. Takes a .txt, .md or
 * .docx, gives its text; null for what is none of them or is too large.
 */

/** Bytes of a file, and of the text part that a Word file packs. */
const MAX_FILE = 10_000_000;
const MAX_UNPACKED = 40_000_000;
/** Signatures of a zip archive (APPNOTE 4.3): its end, an entry of its directory. */
const END = 0x06054b50;
const ENTRY = 0x02014b50;
const END_LENGTH = 22;
const ENTRY_LENGTH = 46;
const LOCAL_LENGTH = 30;
/** How an entry is packed. */
const STORED = 0;
const DEFLATED = 8;
const BODY = 'word/document.xml';

export const DRAFT_FILES = '.txt,.md,.docx';

export async function readDraft(file: File): Promise<string | null> {
  if (file.size > MAX_FILE) return null;
  const bytes = await file.arrayBuffer();
  try {
    if (/\.docx$/i.test(file.name)) return readWord(await unpack(bytes, BODY));
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

/** The text of one entry of a zip archive. Throws a RangeError for what is no archive, or has no such entry. */
async function unpack(bytes: ArrayBuffer, wanted: string): Promise<string> {
  const view = new DataView(bytes);
  let end = bytes.byteLength - END_LENGTH;
  while (view.getUint32(end, true) !== END) end -= 1;
  let at = view.getUint32(end + 16, true);
  for (let left = view.getUint16(end + 10, true); left > 0 && view.getUint32(at, true) === ENTRY; left -= 1) {
    const length = view.getUint16(at + 28, true);
    const name = new TextDecoder().decode(new Uint8Array(bytes, at + ENTRY_LENGTH, length));
    if (name === wanted) {
      const local = view.getUint32(at + 42, true);
      const start = local + LOCAL_LENGTH + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
      return inflate(new Uint8Array(bytes, start, view.getUint32(at + 20, true)), view.getUint16(at + 10, true));
    }
    at += ENTRY_LENGTH + length + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  throw new RangeError(`Expected an entry ${wanted}.`);
}

async function inflate(packed: Uint8Array<ArrayBuffer>, method: number): Promise<string> {
  if (method === STORED) return new TextDecoder().decode(packed);
  if (method !== DEFLATED) throw new RangeError('Expected an entry that is stored or deflated.');
  const reader = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate-raw')).getReader();
  const decoder = new TextDecoder();
  const parts: string[] = [];
  let length = 0;
  for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
    length += chunk.value.byteLength;
    if (length > MAX_UNPACKED) {
      await reader.cancel();
      throw new RangeError('Expected a shorter text.');
    }
    parts.push(decoder.decode(chunk.value, { stream: true }));
  }
  return parts.join('');
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
