/**
 * Ingest, the running text of Word: `document.xml`, or the notes, goes in; lines come out as a reader sees them with
 * all tracked changes accepted: paragraphs with their automatic numbers and heading levels, tables, text boxes. Left
 * out are deleted, hidden and struck-out text, field codes, comments, phonetic guides, pictures and embedded objects.
 */

import { unreadable, type WenjuError } from '../../errors.js';
import type { RawLine } from '../contract.js';
import { raiseDigits } from '../superscript.js';
import type { WordNumbering } from './numbering.js';
import {
  isHiddenRun,
  isStruckOut,
  readProperty,
  startParagraph,
  startRun,
  type WordParagraph,
  writeParagraph,
} from './paragraph.js';
import type { WordStyles } from './styles.js';
import { type WordCell, type WordRow, writeWordTable } from './tables.js';
import { type Attributes, parseXml } from './xml.js';

/** Characters of one document; the longest provincial report has 30,000. Repeated merged cells count. */
const MAX_CHARACTERS = 20_000_000;
/** Tables within tables; each level handles the text of those within it once more. */
const MAX_TABLE_NESTING = 16;

/** Elements whose content is no text, or the state before a tracked change. */
const SKIPPED = new Set(
  (
    'w:instrText w:delInstrText w:pPrChange w:rPrChange w:tblPrChange w:trPrChange w:tcPrChange w:tblGridChange ' +
    'w:tblPrExChange w:sectPrChange w:numberingChange w:sdtPr w:rt w:sectPr'
  ).split(' '),
);
const TEXT_ELEMENTS = new Set(['w:t', 'm:t', 'w:delText']);
const PRIVATE_USE = /\p{Co}/u;

interface NoteReference {
  readonly kind: 'footnote' | 'endnote';
  readonly id: string;
}

export interface WordText {
  readonly lines: readonly RawLine[];
  /** Notes the text refers to, in its order. */
  readonly references: readonly NoteReference[];
  /** For a part of notes: their lines by id. */
  readonly notes: ReadonlyMap<string, readonly RawLine[]>;
  /** What was left out, each in the order of the text. */
  readonly deleted: readonly string[];
  readonly hidden: readonly string[];
  readonly struck: readonly string[];
  readonly contents: readonly string[];
}

/** Where paragraphs go: the document, a cell, a text box, a note. */
interface Story {
  readonly lines: RawLine[];
  /** A paragraph whose end was deleted and that waits for the next. */
  carried: WordParagraph | null;
  /** Paragraphs being read: a text box stands within one. */
  paragraph: WordParagraph | null;
}

/** A field (page number, cross reference): first its code, then its result, which is what Word shows. */
interface Field {
  readsCode: boolean;
  /** True when it stands in the code of another one, so that not even its result is shown. */
  readonly withinCode: boolean;
}

/** @throws WenjuError FILE_UNREADABLE: as `parseXml`, and for more text or deeper tables than any report has. */
export function readWordText(bytes: Uint8Array, where: string, styles: WordStyles, numbering: WordNumbering): WordText {
  const references: NoteReference[] = [];
  const notes = new Map<string, readonly RawLine[]>();
  const deleted: string[] = [];
  const hidden: string[] = [];
  const struck: string[] = [];
  const contents: string[] = [];

  const path: string[] = [];
  let skippedFrom: number | null = null;
  let deletions = 0;
  let characters = 0;
  const stories: Story[] = [{ lines: [], carried: null, paragraph: null }];
  const tables: WordRow[][] = [];
  const fields: Field[] = [];
  /** Whether one of the alternatives has been read already. */
  const alternatives: boolean[] = [];
  let noteId: string | null = null;

  const story = (): Story => stories.at(-1) ?? { lines: [], carried: null, paragraph: null };
  const row = (): WordRow | undefined => tables.at(-1)?.at(-1);
  const cell = (): WordCell | undefined => row()?.cells.at(-1);

  function addText(text: string): void {
    const { paragraph } = story();
    if (paragraph === null || text === '') return;
    characters += text.length;
    if (characters > MAX_CHARACTERS) throw tooMuch(where);
    if (deletions > 0) deleted.push(text);
    else if (isHiddenRun(paragraph, styles)) hidden.push(text);
    else if (isStruckOut(paragraph, styles)) struck.push(text);
    else if (fields.at(-1)?.withinCode !== true) paragraph.text += paragraph.runRaised ? raiseDigits(text) : text;
  }

  function endParagraph(): void {
    const at = story();
    const { paragraph } = at;
    at.paragraph = null;
    if (paragraph === null) return;
    // A field whose code never ends would hide all that follows.
    while (fields.at(-1)?.readsCode === true || fields.at(-1)?.withinCode === true) fields.pop();
    if (at.carried !== null) {
      paragraph.text = at.carried.text + paragraph.text;
      paragraph.boxes = at.carried.boxes.concat(paragraph.boxes);
      at.carried = null;
    }
    if (paragraph.endDeleted) at.carried = paragraph;
    else addParagraph(paragraph);
  }

  function endStory(): RawLine[] {
    flush();
    return stories.length > 1 ? (stories.pop()?.lines ?? []) : [];
  }

  function flush(): void {
    const at = story();
    if (at.carried === null) return;
    addParagraph(at.carried);
    at.carried = null;
  }

  function addParagraph(paragraph: WordParagraph): void {
    const lines = writeParagraph(paragraph, styles, numbering);
    if (styles.paragraph(paragraph.styleId).contents) for (const { text } of lines) contents.push(text);
    else addLines(lines);
    addLines(paragraph.boxes);
  }

  function addLines(lines: readonly RawLine[]): void {
    const at = story();
    for (const line of lines) at.lines.push(line);
  }

  function endTable(): void {
    const rows = tables.pop();
    if (rows === undefined) return;
    flush();
    const lines = writeWordTable(rows, story().lines);
    for (const { text } of lines) characters += text.length;
    if (characters > MAX_CHARACTERS) throw tooMuch(where);
    addLines(lines);
  }

  function openContent(name: string, attributes: Attributes): void {
    const parent = path.at(-2);
    const { paragraph } = story();
    switch (name) {
      case 'w:p':
        endParagraph();
        story().paragraph = startParagraph();
        break;
      case 'w:r':
      case 'm:r':
        if (paragraph !== null) startRun(paragraph);
        break;
      case 'w:br':
      case 'w:cr':
        addText('\n');
        break;
      case 'w:tab':
      case 'w:ptab':
        if (parent === 'w:r') addText(' ');
        break;
      case 'w:noBreakHyphen':
        addText('-');
        break;
      case 'w:sym': {
        const sign = String.fromCharCode(Number.parseInt(attributes('w:char') ?? '', 16) || 0);
        if (!PRIVATE_USE.test(sign)) addText(sign);
        break;
      }
      case 'w:fldChar': {
        const type = attributes('w:fldCharType');
        const outer = fields.at(-1);
        if (type === 'begin') {
          fields.push({ readsCode: true, withinCode: outer?.withinCode === true || outer?.readsCode === true });
        } else if (type === 'separate' && outer !== undefined) outer.readsCode = false;
        else if (type === 'end') fields.pop();
        break;
      }
      case 'w:footnoteReference':
      case 'w:endnoteReference': {
        const id = attributes('w:id');
        const kind = name === 'w:footnoteReference' ? 'footnote' : 'endnote';
        if (id !== undefined && deletions === 0) references.push({ kind, id });
        break;
      }
      case 'w:txbxContent':
      case 'w:tc':
        if (name === 'w:tc') row()?.cells.push({ span: 1, merged: 'no', lines: [] });
        stories.push({ lines: [], carried: null, paragraph: null });
        break;
      case 'w:footnote':
      case 'w:endnote':
        noteId = (attributes('w:type') ?? 'normal') === 'normal' ? (attributes('w:id') ?? null) : null;
        stories.push({ lines: [], carried: null, paragraph: null });
        break;
      case 'w:tbl':
        flush();
        if (tables.length === MAX_TABLE_NESTING) throw tooDeep(where);
        tables.push([]);
        break;
      case 'w:tr':
        tables.at(-1)?.push({ before: 0, deleted: false, cells: [] });
        break;
      default:
        openTableProperty(name, attributes);
        if (paragraph !== null) readProperty(paragraph, path, attributes, styles);
    }
  }

  function openTableProperty(name: string, attributes: Attributes): void {
    const parent = path.at(-2);
    const at = row();
    const inCell = cell();
    if (parent === 'w:trPr' && at !== undefined) {
      if (name === 'w:gridBefore') at.before = readCount(attributes('w:val'));
      else if (name === 'w:del') at.deleted = true;
    } else if (parent === 'w:tcPr' && inCell !== undefined) {
      if (name === 'w:gridSpan') inCell.span = Math.max(1, readCount(attributes('w:val')));
      else if (name === 'w:vMerge' && attributes('w:val') !== 'restart') inCell.merged = 'above';
      else if (name === 'w:hMerge' && attributes('w:val') !== 'restart') inCell.merged = 'left';
    }
  }

  /** A deleted or moved piece of text; within properties the same names mark a paragraph's end or a row. */
  function isDeletion(name: string): boolean {
    const parent = path.at(-2);
    return (name === 'w:del' || name === 'w:moveFrom') && parent !== 'w:rPr' && parent !== 'w:trPr';
  }

  parseXml(bytes, where, {
    open(name, attributes) {
      path.push(name);
      if (skippedFrom !== null) return;
      if (name === 'mc:AlternateContent') alternatives.push(false);
      const alternative = name === 'mc:Choice' || name === 'mc:Fallback';
      if (SKIPPED.has(name) || (alternative && alternatives.at(-1) === true)) {
        skippedFrom = path.length;
        return;
      }
      if (alternative) alternatives[alternatives.length - 1] = true;
      if (isDeletion(name)) deletions++;
      else openContent(name, attributes);
    },
    text(text) {
      if (skippedFrom === null && TEXT_ELEMENTS.has(path.at(-1) ?? '')) addText(text.replace(/[\r\n]/g, ' '));
    },
    close(name) {
      if (skippedFrom !== null) {
        if (path.length === skippedFrom) skippedFrom = null;
        path.pop();
        return;
      }
      if (name === 'mc:AlternateContent') alternatives.pop();
      else if (isDeletion(name)) deletions--;
      else if (name === 'w:p') endParagraph();
      else if (name === 'w:tbl') endTable();
      else if (name === 'w:tc') {
        const lines = endStory();
        const target = cell()?.lines ?? story().lines;
        for (const line of lines) target.push(line);
      } else if (name === 'w:txbxContent') {
        const lines = endStory();
        const { paragraph } = story();
        if (paragraph === null) addLines(lines);
        else for (const line of lines) paragraph.boxes.push(line);
      } else if (name === 'w:footnote' || name === 'w:endnote') {
        const lines = endStory();
        if (noteId !== null) notes.set(noteId, lines);
      }
      path.pop();
    },
  });
  flush();
  return { lines: story().lines, references, notes, deleted, hidden, struck, contents };
}

/** A count of columns; anything that is none is 0. */
function readCount(value: string | undefined): number {
  return value !== undefined && /^\d{1,6}$/.test(value) ? Number(value) : 0;
}

function tooMuch(where: string): WenjuError {
  return unreadable(where, `expected at most ${MAX_CHARACTERS} characters of text, found more. Split the file.`);
}

function tooDeep(where: string): WenjuError {
  const limit = `expected tables nested at most ${MAX_TABLE_NESTING} deep`;
  return unreadable(where, `${limit}, found more. Take the inner ones out.`);
}
