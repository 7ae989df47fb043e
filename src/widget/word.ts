/** Writes a paper as a Word file (Office Open XML, ECMA-376): takes its lines, gives the file. */

import { packFiles } from './archive.js';
import type { Paper, PaperLine } from './paper.js';

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const TYPES = `${HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`;
const RELATIONS = `${HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`;
const NAMESPACE = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
/** Sizes of type, in half points. */
const TITLE_SIZE = 32;
const HEADING_SIZE = 26;

export function writeWord({ title, blocks, references, referencesTitle }: Paper): Blob {
  const parts = [writeParagraph(writeRun(title, bold(TITLE_SIZE)))];
  for (const { heading, lead, lines, table } of blocks) {
    if (heading !== null) parts.push(writeParagraph(writeRun(heading, bold(HEADING_SIZE))));
    parts.push(...lead.map(writeLine));
    if (table) parts.push(writeParagraph(writeRun(table.caption)), writeTable(table.rows), writeParagraph(''));
    parts.push(...lines.map(writeLine));
  }
  if (references.length > 0) parts.push(writeParagraph(writeRun(referencesTitle, bold(HEADING_SIZE))));
  parts.push(
    ...references.map(({ number, text, url }) =>
      writeParagraph(writeRun(`[${number}] ${text}${url ? ` ${url}` : ''}`)),
    ),
  );
  const body = `${HEAD}<w:document xmlns:w="${NAMESPACE}"><w:body>${parts.join('')}</w:body></w:document>`;
  const files = { '[Content_Types].xml': TYPES, '_rels/.rels': RELATIONS, 'word/document.xml': body };
  return packFiles(files, TYPE);
}

function writeLine({ text, numbers }: PaperLine): string {
  const marks = numbers.map((each) => writeRun(`[${each}]`, '<w:vertAlign w:val="superscript"/>'));
  return writeParagraph(writeRun(text) + marks.join(''));
}

function writeTable(rows: readonly (readonly string[])[]): string {
  const borders = ['top', 'left', 'bottom', 'right', 'insideH', 'insideV']
    .map((side) => `<w:${side} w:val="single" w:sz="4" w:color="999999"/>`)
    .join('');
  const written = rows.map((cells) => {
    const filled = cells.map((text) => `<w:tc><w:tcPr/>${writeParagraph(writeRun(text))}</w:tc>`);
    return `<w:tr>${filled.join('')}</w:tr>`;
  });
  const grid = (rows[0] ?? []).map(() => '<w:gridCol/>').join('');
  return `<w:tbl><w:tblPr><w:tblBorders>${borders}</w:tblBorders></w:tblPr><w:tblGrid>${grid}</w:tblGrid>${written.join('')}</w:tbl>`;
}

function writeParagraph(runs: string): string {
  return `<w:p>${runs}</w:p>`;
}

function writeRun(text: string, properties = ''): string {
  return `<w:r><w:rPr>${properties}</w:rPr><w:t xml:space="preserve">${escapeXml(text)}</w:t></w:r>`;
}

function bold(size: number): string {
  return `<w:b/><w:sz w:val="${size}"/>`;
}

/** Signs that XML 1.0 has no place for are left out. */
function escapeXml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;');
}
