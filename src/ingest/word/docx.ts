/**
 * Ingest, Word (.docx): the bytes of a file go in; its lines come out, headings marked, automatic numbers and tables
 * written out, tracked changes accepted, foot- and endnotes at the end as `注1：…`. Headers and footers, comments,
 * macros, embedded objects and whatever lies outside of the file are not opened. ECMA-376, also in its strict form.
 */

import { unreadable } from '../../errors.js';
import type { RawLine, Reader } from '../contract.js';
import { type Archive, openArchive } from './archive.js';
import { readWordText, type WordText } from './body.js';
import { readListNumbering } from './numbering.js';
import { readStyles } from './styles.js';
import { parseXml } from './xml.js';

const CONTENT_TYPES = '[Content_Types].xml';

type Part = 'document' | 'styles' | 'numbering' | 'footnotes' | 'endnotes';

/** How the content type of each part ends (`….wordprocessingml.styles+xml`), whatever the part is called. */
const TYPE_ENDINGS: Readonly<Record<Part, RegExp>> = {
  document: /(?:wordprocessingml\.(?:document|template)|ms-word\.(?:document|template)\.macroEnabled)\.main\+xml$/i,
  styles: /wordprocessingml\.styles\+xml$/i,
  numbering: /wordprocessingml\.numbering\+xml$/i,
  footnotes: /wordprocessingml\.footnotes\+xml$/i,
  endnotes: /wordprocessingml\.endnotes\+xml$/i,
};

/** Folders of other office formats, to say what a file is instead. */
const OTHER_FORMATS: readonly (readonly [string, string])[] = [
  ['xl/', 'a workbook. Rename it to .xlsx.'],
  ['ppt/', 'a presentation (.pptx). Save it as PDF.'],
  ['content.xml', 'an OpenDocument file. Save it as .docx, or .xlsx.'],
  ['ofd.xml', 'an OFD file. Print or export it as PDF.'],
  ['meta-inf/container.xml', 'an e-book (EPUB). Save it as .docx or HTML.'],
  ['index/document.iwa', 'a Pages file. Save it as .docx.'],
];

/** Reads a Word file; what it drops is told with its reason (`deleted text`, `struck-out text`, `table of contents`). */
export const readDocx: Reader = async (bytes, source) => {
  const archive = await openArchive(bytes, source);
  const names = await findParts(archive, source);
  const read = (part: Part) => archive.read(names[part]);
  const where = (part: Part) => `${source}: ${names[part]}`;

  const document = await read('document');
  if (document === null) {
    const found = OTHER_FORMATS.find(([prefix]) => archive.hasBelow(prefix));
    const what = found?.[1] ?? 'an archive without it. Unpack it, or save it as .docx.';
    throw unreadable(source, `expected a Word file with ${names.document} inside, found ${what}`);
  }
  const styles = readStyles(await read('styles'), where('styles'));
  const numberingPart = await read('numbering');
  const numbering = () => readListNumbering(numberingPart, where('numbering'), styles);
  const body = readWordText(document, where('document'), styles, numbering());

  const texts: WordText[] = [body];
  const notesOf = async (part: 'footnotes' | 'endnotes', kind: 'footnote' | 'endnote') => {
    const content = body.references.some((reference) => reference.kind === kind) ? await read(part) : null;
    if (content === null) return new Map<string, readonly RawLine[]>();
    const text = readWordText(content, where(part), styles, numbering());
    texts.push(text);
    return text.notes;
  };
  const notes = { footnote: await notesOf('footnotes', 'footnote'), endnote: await notesOf('endnotes', 'endnote') };
  // A set: a note that is referred to again and again is still one note.
  const noted = new Set(body.references.map(({ kind, id }) => notes[kind].get(id) ?? []));
  const lines = body.lines.concat(writeNotes([...noted]));
  if (lines.length === 0)
    throw unreadable(source, 'expected text, found none; a scan or pictures of pages? Replace it by a file with text.');
  const dropped = [
    { text: texts.flatMap(({ deleted }) => deleted).join('\n'), reason: 'deleted text' },
    { text: texts.flatMap(({ hidden }) => hidden).join('\n'), reason: 'hidden text' },
    { text: texts.flatMap(({ struck }) => struck).join('\n'), reason: 'struck-out text' },
    { text: texts.flatMap(({ contents }) => contents).join('\n'), reason: 'table of contents' },
  ];
  return { lines, declared: {}, dropped: dropped.filter(({ text }) => text.trim() !== '') };
};

/** Where each part lies by the file's own list; some programs call the text `word/document2.xml`. */
async function findParts(archive: Archive, source: string): Promise<Record<Part, string>> {
  const names: Record<Part, string> = {
    document: 'word/document.xml',
    styles: 'word/styles.xml',
    numbering: 'word/numbering.xml',
    footnotes: 'word/footnotes.xml',
    endnotes: 'word/endnotes.xml',
  };
  const list = await archive.read(CONTENT_TYPES);
  if (list === null) return names;
  const parts: readonly Part[] = ['document', 'styles', 'numbering', 'footnotes', 'endnotes'];
  parseXml(list, `${source}: ${CONTENT_TYPES}`, {
    open(_, attributes) {
      const type = attributes('ContentType') ?? '';
      const name = (attributes('PartName') ?? '').replace(/^\//, '');
      const part = parts.find((each) => TYPE_ENDINGS[each].test(type));
      if (part !== undefined && archive.has(name)) names[part] = name;
    },
    close() {},
  });
  return names;
}

/** Notes in the order the text refers to them, numbered through; one that is not there keeps its number. */
function writeNotes(notes: readonly (readonly RawLine[])[]): RawLine[] {
  return notes.flatMap((lines, index) =>
    lines.map((line, row) => ({ ...line, level: null, text: row === 0 ? `注${index + 1}：${line.text}` : line.text })),
  );
}
