/**
 * Ingest, XML of office files: the bytes of one part go in; elements and text come out as they are met, names with
 * the prefixes used here whatever the file calls them. No document type: no entity of the file's own, nothing fetched.
 */

import { SaxesParser, type SaxesTagNS } from 'saxes';
import { unreadable } from '../../errors.js';

/** Elements within elements. Word's own files stay below 60, a table in a table in a text box included. */
const MAX_NESTING = 256;
/** Characters handed to the parser at a time. */
const CHUNK_LENGTH = 65_536;

/** Prefixes for the namespaces that matter, transitional and strict ISO/IEC 29500; others have none. */
const PREFIXES: Readonly<Record<string, string>> = {
  'http://schemas.openxmlformats.org/wordprocessingml/2006/main': 'w:',
  'http://purl.oclc.org/ooxml/wordprocessingml/main': 'w:',
  'http://schemas.openxmlformats.org/officeDocument/2006/math': 'm:',
  'http://purl.oclc.org/ooxml/officeDocument/math': 'm:',
  'http://schemas.openxmlformats.org/markup-compatibility/2006': 'mc:',
  'http://schemas.openxmlformats.org/spreadsheetml/2006/main': 'x:',
  'http://purl.oclc.org/ooxml/spreadsheetml/main': 'x:',
  'http://schemas.openxmlformats.org/officeDocument/2006/relationships': 'r:',
  'http://purl.oclc.org/ooxml/officeDocument/relationships': 'r:',
  'http://schemas.openxmlformats.org/package/2006/relationships': 'rel:',
};

/** The value of an attribute by its prefixed name (`w:val`), undefined when it is not there. */
export type Attributes = (name: string) => string | undefined;

interface XmlHandler {
  open(name: string, attributes: Attributes): void;
  close(name: string): void;
  text?(text: string): void;
}

/**
 * Reads one part in one pass.
 *
 * @param where names file and part in messages.
 * @throws WenjuError FILE_UNREADABLE: not well formed, a DOCTYPE, nested too deep, no Unicode.
 */
export function parseXml(bytes: Uint8Array, where: string, handler: XmlHandler): void {
  const text = decode(bytes, where);
  const parser = new SaxesParser({ xmlns: true, position: false });
  let depth = 0;
  parser.on('doctype', () => {
    throw unreadable(where, 'expected XML without a document type, found <!DOCTYPE. Open it and save it again.');
  });
  parser.on('error', (cause) => {
    throw unreadable(where, `expected well-formed XML: ${cause.message}. Fetch or save the file again.`);
  });
  parser.on('opentag', (tag) => {
    depth++;
    if (depth > MAX_NESTING)
      throw unreadable(where, `expected elements nested at most ${MAX_NESTING} deep, found more.`);
    handler.open(nameOf(tag.uri, tag.local), (name) => attributeOf(tag, name));
  });
  parser.on('closetag', (tag) => {
    depth--;
    handler.close(nameOf(tag.uri, tag.local));
  });
  parser.on('text', (content) => handler.text?.(content));
  parser.on('cdata', (content) => handler.text?.(content));
  for (let start = 0; start < text.length; start += CHUNK_LENGTH) parser.write(text.slice(start, start + CHUNK_LENGTH));
  parser.close();
}

function nameOf(namespace: string, local: string): string {
  return `${PREFIXES[namespace] ?? ''}${local}`;
}

function attributeOf(tag: SaxesTagNS, name: string): string | undefined {
  for (const attribute of Object.values(tag.attributes)) {
    if (nameOf(attribute.uri, attribute.local) === name) return attribute.value;
  }
  return undefined;
}

/** Office files are UTF-8, or UTF-16 with a byte order mark. */
function decode(bytes: Uint8Array, where: string): string {
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (cause) {
    throw unreadable(where, `expected ${encoding} text. Fetch or save the file again.`, cause);
  }
}
