/**
 * Ingest, Markdown: a text with marks goes in; lines of plain text with the levels of their headings come out. Marks are
 * taken off, never acted on: HTML stays the characters it is.
 */

import type { Dropped } from '../types.js';
import { takeSurroundings } from './caption.js';
import type { RawLine } from './contract.js';
import { writeTable } from './table.js';

/** `~~text~~` of GitHub Flavored Markdown (6.5), and the elements of HTML that programs write for it; within a paragraph. */
const STRUCK_OUT =
  /(?<!~)~~(?![~\s])((?:(?!~~|\n[ \t]*\n)[\s\S]){1,5000})(?<!\s)~~(?!~)|<(del|s|strike)>((?:(?!<\2>|\n[ \t]*\n)[\s\S]){1,5000}?)<\/\2>/gi;

const COMMENT_OPENING = '<!--';
const COMMENT_CLOSING = '-->';

const HEADING = /^(#{1,6})[ \t]+/;
const LIST_ITEM = /^[-*+][ \t]+/;
const NUMBERED_ITEM = /^\d{1,9}[.)、][ \t]*/;
const FENCE = /^(?:```|~~~)/;
const RULE = /^(?:-{3,}|\*{3,}|_{3,}|={3,})$/;
const TABLE_RULE_CHARACTERS = /^[ \t:|-]+$/;

/** Lines of a Markdown text; comments, what is struck out, fences and rules are recorded as dropped. Linear. */
export function readMarkdownLines(raw: string): { lines: RawLine[]; dropped: Dropped[] } {
  const dropped: Dropped[] = [];
  const lines: RawLine[] = [];
  const rawLines = removeStruckOut(removeComments(raw, dropped), dropped)
    .split('\n')
    .map((line) => line.trim());
  let fenced = false;
  for (let position = 0; position < rawLines.length; position += 1) {
    const line = rawLines[position] ?? '';
    const isMarkup = FENCE.test(line) || (!fenced && RULE.test(line));
    if (FENCE.test(line)) fenced = !fenced;
    if (isMarkup) {
      dropped.push({ text: line, reason: 'markup' });
      lines.push(makeLine('', null, true));
    } else if (fenced) {
      lines.push(makeLine(line, null, true));
    } else if (line.includes('|') && isTableRule(rawLines[position + 1])) {
      const end = findTableEnd(rawLines, position + 2);
      const rows = [line, ...rawLines.slice(position + 2, end)];
      while (lines.at(-1)?.text === '') lines.pop();
      for (const line of writeTable(rows.map(splitCells), { ...takeSurroundings(lines), page: null })) lines.push(line);
      position = end - 1;
    } else {
      lines.push(readLine(line));
    }
  }
  return { lines, dropped };
}

function isTableRule(line: string | undefined): boolean {
  return line?.includes('|') === true && line.includes('-') && TABLE_RULE_CHARACTERS.test(line);
}

function findTableEnd(lines: readonly string[], start: number): number {
  let end = start;
  while (lines[end]?.includes('|')) end += 1;
  return end;
}

/** Cells between bars; a bar that is part of a cell has a backslash before it (GitHub Flavored Markdown, 4.10). */
function splitCells(line: string): string[] {
  const cells = line.split(/(?<!\\)\|/).map((cell) => removeInlineMarks(cell.replaceAll('\\|', '|').trim()));
  if (cells[0] === '') cells.shift();
  if (cells.at(-1) === '') cells.pop();
  return cells;
}

function readLine(trimmed: string): RawLine {
  const heading = HEADING.exec(trimmed);
  if (heading !== null) {
    const words = trimmed.slice(heading[0].length);
    const closing = trimRight(words, '#');
    return makeLine(
      removeInlineMarks(/\s$/.test(closing) || closing === '' ? closing : words),
      heading[1]?.length ?? 1,
      true,
    );
  }
  let body = trimmed;
  while (body.startsWith('>')) body = body.slice(1).trimStart();
  const item = LIST_ITEM.exec(body);
  const starts = item !== null || NUMBERED_ITEM.test(body) || body.startsWith('|');
  return makeLine(removeInlineMarks(item === null ? body : body.slice(item[0].length)), null, starts);
}

function makeLine(text: string, level: number | null, startsBlock: boolean): RawLine {
  return { text, level, startsBlock, page: null, table: null };
}

/** Links and images become their words, emphasis its text. Each pattern stops at its own mark: linear. */
function removeInlineMarks(text: string): string {
  return text
    .replace(/!?\[([^[\]]*)\]\([^()]*\)/g, '$1')
    .replace(/\*\*([^*]+)\*\*/g, '$1')
    .replace(/(^|[^*\w])\*([^*\s][^*]*)\*(?![*\w])/g, '$1$2');
}

/** Comments may run over lines; an opening without a closing stays as it is. */
function removeComments(raw: string, dropped: Dropped[]): string {
  const kept: string[] = [];
  let position = 0;
  for (;;) {
    const opening = raw.indexOf(COMMENT_OPENING, position);
    const closing = opening < 0 ? -1 : raw.indexOf(COMMENT_CLOSING, opening + COMMENT_OPENING.length);
    if (closing < 0) break;
    kept.push(raw.slice(position, opening));
    dropped.push({ text: raw.slice(opening + COMMENT_OPENING.length, closing).trim(), reason: 'comment' });
    position = closing + COMMENT_CLOSING.length;
  }
  kept.push(raw.slice(position));
  return kept.join('');
}

/** What a reader sees crossed out does not stand. */
function removeStruckOut(raw: string, dropped: Dropped[]): string {
  return raw.replace(STRUCK_OUT, (_, marked: string | undefined, __, tagged: string | undefined) => {
    dropped.push({ text: (marked ?? tagged ?? '').trim(), reason: 'struck-out text' });
    return '';
  });
}

function trimRight(text: string, mark: string): string {
  let end = text.length;
  while (end > 0 && text[end - 1] === mark) end -= 1;
  return text.slice(0, end);
}
