/**
 * Ingest, workbooks (.xlsx): the bytes of a file go in; its sheets come out as tables written row by row, each below its
 * name. Hidden sheets, rows and columns and struck-out cells are told as left out; macros, charts, pictures, comments and
 * whatever lies outside of the file are not opened. By hand on the zip and XML libraries of Word's reader: of the
 * libraries for workbooks none gives merged cells within limits and is kept up in the registry.
 */

import { unreadable } from '../../errors.js';
import type { RawLine, Reader } from '../contract.js';
import { writeFirstTable, writeTable } from '../table.js';
import { openArchive } from '../word/archive.js';
import { readCellStyles, readRelations, readSharedTexts, readWorkbook } from './parts.js';
import { readSheet, type SheetRow } from './sheet.js';

const WORKBOOK = 'xl/workbook.xml';
const MAX_SHEETS = 200;
/** Characters of all sheets together; shared texts may stand in many cells. */
const MAX_CHARACTERS = 20_000_000;
/** What programs call a sheet that nobody named. */
const NAMELESS = /^(?:sheet|工作表|表|表格)\s?\d*$/i;
/** A figure: a block of cells that begins with some goes on where the one above ended. */
const FIGURE = /^[+\-−]?\d[\d.]*%?$/;
/** Rows of a block that only name what stands below. */
const MAX_TITLE_ROWS = 3;

/** Reads a workbook; see `Reader`. */
export const readXlsx: Reader = async (bytes, source) => {
  const archive = await openArchive(bytes, source);
  const part = async (name: string) => ({ bytes: await archive.read(name), where: `${source}: ${name}` });
  const main = await part(WORKBOOK);
  if (main.bytes === null) {
    const found = archive.has('word/document.xml') ? 'a Word file. Rename it to .docx.' : 'none. Save it as .xlsx.';
    throw unreadable(source, `expected a workbook with ${WORKBOOK} inside, found ${found}`);
  }
  const { sheets, uses1904 } = readWorkbook(main.bytes, main.where);
  if (sheets.length > MAX_SHEETS)
    throw unreadable(source, `expected at most ${MAX_SHEETS} sheets, got ${sheets.length}. Split the file.`);
  const relations = await part('xl/_rels/workbook.xml.rels');
  const targets = readRelations(relations.bytes, relations.where);
  const texts = await part('xl/sharedStrings.xml');
  const styles = await part('xl/styles.xml');
  const sharedTexts = readSharedTexts(texts.bytes, texts.where);
  const shared = { texts: sharedTexts.texts, styles: readCellStyles(styles.bytes, styles.where), uses1904 };

  const lines: RawLine[] = [];
  const struck: string[] = [...sharedTexts.struck];
  const hidden: string[] = [];
  let characters = 0;
  for (const { name, relation, hidden: isHidden } of sheets) {
    const target = targets.get(relation) ?? '';
    // A sheet of charts is no table.
    if (!/worksheets\//i.test(target)) continue;
    const { bytes: content, where } = await part(target);
    if (content === null) continue;
    const sheet = readSheet(content, where, shared);
    const cells = sheet.rows.flatMap((row) => row.cells);
    characters += cells.reduce((sum, cell) => sum + cell.length, 0);
    if (characters > MAX_CHARACTERS)
      throw unreadable(source, `expected at most ${MAX_CHARACTERS} characters, got more. Split the file.`);
    if (isHidden) {
      for (const cell of cells) if (cell !== '') hidden.push(cell);
      continue;
    }
    for (const text of sheet.struck) struck.push(text);
    for (const text of sheet.hidden) hidden.push(text);
    if (sheet.rows.length === 0) continue;
    if (sheets.length > 1 && !NAMELESS.test(name)) lines.push(headingOf(name));
    for (const block of splitBlocks(sheet.rows)) {
      const isFirst = lines.length === 0;
      const written = isFirst
        ? writeFirstTable(block, source)
        : writeTable(block, { caption: null, unit: null, page: null });
      for (const line of written) lines.push(line);
    }
  }
  if (lines.length === 0) throw unreadable(source, 'expected cells with text, found none. Remove or replace the file.');
  const dropped = [
    { text: struck.join('\n'), reason: 'struck-out text' },
    { text: hidden.join('\n'), reason: 'hidden cells' },
  ];
  return { lines, declared: {}, dropped: dropped.filter(({ text }) => text !== '') };
};

function headingOf(name: string): RawLine {
  return { text: name, level: 2, startsBlock: true, page: null, table: null };
}

/** Tables below each other, parted by rows that hold nothing; a title, or rows without a head, are parted from nothing. */
function splitBlocks(rows: readonly SheetRow[]): string[][][] {
  const blocks: string[][][] = [];
  let last = Number.NEGATIVE_INFINITY;
  for (const { number, cells } of rows) {
    const block = blocks.at(-1);
    const isApart =
      number > last + 1 && block !== undefined && !isTitle(block) && !cells.some((cell) => FIGURE.test(cell));
    if (block === undefined || isApart) blocks.push([[...cells]]);
    else block.push([...cells]);
    last = number;
  }
  return blocks;
}

function isTitle(block: readonly (readonly string[])[]): boolean {
  return block.length <= MAX_TITLE_ROWS && block.every((row) => new Set(row.filter((cell) => cell !== '')).size <= 1);
}
