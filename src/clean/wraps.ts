/**
 * Cleaning, hard wraps: puts lines together that were one paragraph. Kept lines go in; paragraphs come out. Joins only
 * on evidence: a short line without a full stop is more often a heading than half a sentence.
 */

import type { FileFormat } from '../ingest/contract.js';
import { endsSentence, type TidyLine } from './line.js';

/** A kept line, and whether a blank or a dropped line stands above it in the file. */
export interface KeptLine extends TidyLine {
  readonly gapAbove: boolean;
}

/** A paragraph: its text, and the line it begins with. */
export interface JoinedLine {
  readonly text: string;
  readonly first: TidyLine;
}

/** A line shorter than this may be a heading even when it lacks a full stop. UTF-16 code units. */
const LONGER_THAN_HEADINGS = 40;

/** A file is wrapped at one width when this many lines without a full stop end within TOLERANCE of its longest line. */
const MIN_WRAPPED_LINES = 5;
const WIDTH_TOLERANCE = 3;
/** Widths outside are no wrapping: shorter lines are headings or verse, longer ones paragraphs. */
const NARROWEST_WRAP = 20;
const WIDEST_WRAP = 120;

/** Longest part of the line that is searched for a mark left open; a sentence is shorter. */
const OPEN_MARK_REACH = 200;
const PAIRS: ReadonlyMap<string, string> = new Map([
  ['“', '”'],
  ['《', '》'],
  ['（', '）'],
  ['(', ')'],
  ['「', '」'],
]);

const BLOCK_START =
  /^(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[)）]|第[一二三四五六七八九十百]{1,4}[章节条编]|\d{1,3}[.．、]|[①-⑳●■◆○□▲★•·]|——|--|各位(?:代表|委员))/;
const ENDS_OPEN = /[,，、]$/;
const DATED_ASSEMBLY = /^[—―–\-（(]{0,2}\S{4,8}年\S{1,3}月\S{1,3}日在/;
const ASSEMBLY_END = /(?:会议|大会)上[)）]?$/;
const LATIN_EDGE = /[A-Za-z0-9,.;]$/;

/** Joins wrapped lines. Linear. */
export function joinWraps(lines: readonly KeptLine[], format: FileFormat): JoinedLine[] {
  const width = findWrapWidth(lines);
  const joined: { parts: string[]; last: string; first: TidyLine }[] = [];
  for (const line of lines) {
    const open = joined.at(-1);
    if (open !== undefined && continues(open, line, width, format)) {
      const needsSpace =
        LATIN_EDGE.test(open.last) &&
        /^[A-Za-z0-9]/.test(line.text) &&
        !(/\d[.,]?$/.test(open.last) && /^\d/.test(line.text));
      open.parts.push(needsSpace ? ` ${line.text}` : line.text);
      open.last = line.text;
    } else {
      joined.push({ parts: [line.text], last: line.text, first: line });
    }
  }
  return joined.map(({ parts, first }) => ({ text: parts.join(''), first }));
}

function continues(
  open: { readonly last: string; readonly first: TidyLine },
  line: KeptLine,
  width: number | null,
  format: FileFormat,
): boolean {
  const { last } = open;
  if (open.first.level !== null || line.level !== null || line.startsBlock) return false;
  const splitsFigure = /\d[.．]$/.test(last) && /^\d/.test(line.text);
  if ((endsSentence(last) && !splitsFigure) || BLOCK_START.test(line.text)) return false;
  if (leavesOpen(last, line.text)) return true;
  if (DATED_ASSEMBLY.test(last) && !ASSEMBLY_END.test(last) && !/上/.test(last)) return ASSEMBLY_END.test(line.text);
  if (ENDS_OPEN.test(last)) return true;
  if (line.gapAbove) return false;
  if (format === 'markdown') return !last.includes('|');
  if (width !== null && last.length >= width - WIDTH_TOLERANCE) return true;
  return last.length >= LONGER_THAN_HEADINGS && /[,，、]/.test(last) && endsSentence(line.text);
}

/** True when the first line opens a quotation, title or bracket that only the second one closes. */
function leavesOpen(first: string, second: string): boolean {
  const tail = first.slice(-OPEN_MARK_REACH);
  const head = second.slice(0, OPEN_MARK_REACH);
  for (const [opening, closing] of PAIRS) {
    if (tail.lastIndexOf(opening) <= tail.lastIndexOf(closing)) continue;
    const closed = head.indexOf(closing);
    const reopened = head.indexOf(opening);
    if (closed >= 0 && (reopened < 0 || closed < reopened)) return true;
  }
  return false;
}

/** The width a file is wrapped at, null when it is not: then its lines are its paragraphs. */
function findWrapWidth(lines: readonly KeptLine[]): number | null {
  let longest = 0;
  for (const { text } of lines) longest = Math.max(longest, text.length);
  if (longest < NARROWEST_WRAP || longest > WIDEST_WRAP) return null;
  const full = lines.filter(({ text }) => text.length >= longest - WIDTH_TOLERANCE && !endsSentence(text));
  return full.length >= MIN_WRAPPED_LINES ? longest : null;
}
