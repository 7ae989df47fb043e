/**
 * Deep links: the address of a page with the text directive that opens it at a quotation (WICG, "URL Fragment Text
 * Directives"). An address, a document's text and a span of it go in; a link comes out, null where there can be none.
 *
 * A browser finds words only where they begin and end at a word's edge, and cuts Chinese into words as its dictionary
 * has it. So a directive begins and ends beside punctuation: the link opens at the clauses that hold the quotation. Each
 * part lies in one line, as each must lie in one block of the page; clauses far apart are named by the first and the last.
 */

import type { Span } from '../types.js';

/** A quotation up to this long is named whole, in UTF-16 code units; of a longer one, or of two lines, both ends. */
const LONGEST_WHOLE = 40;
/** A named end has at least so many code units, as far as its line reaches: fewer stand in many places. */
const SHORTEST_END = 8;
/** How many clauses are added on a side, at most, to words that stand more than once. */
const MAX_CONTEXT_CLAUSES = 3;
/** How far a clause's edge is looked for before a word's edge has to do. */
const LONGEST_CLAUSE = 120;

const PUNCTUATION = /[\p{P}\s]/u;
/** Marks after which a clause ends. A hyphen, a point or a percent sign may stand inside a word or figure. */
const CLAUSE_MARK = /[，。；：、！？…—“”‘’「」《》〈〉（）【】()[\]!?;:,\s]/u;
const WORD_CHARACTER = /[\p{Script=Latin}\p{Nd}]/u;

/** The link that opens `url` at `span`, which lies in prose (a row of a table is not on the page as it stands here). */
export function createDeepLink(url: string, text: string, span: Span): string | null {
  if (!/^https?:\/\//iu.test(url)) return null;
  const widened = widen(text, span);
  if (widened === null) return null;
  const [address = url] = url.split(':~:');
  return `${address}${address.includes('#') ? '' : '#'}:~:text=${writeDirective(text, widened)}`;
}

/** From the beginning of the span's first clause to the end of its last, without marks at either end. */
function widen(text: string, span: Span): Span | null {
  let { start, end } = span;
  while (start < end && PUNCTUATION.test(text.charAt(start)) && !isInsideWord(text, start)) start += 1;
  while (end > start && isTrailingMark(text, end - 1)) end -= 1;
  if (start >= end) return null;
  return { start: findClauseStart(text, start), end: findClauseEnd(text, end) };
}

/** A bracket or full stop at the end; `%` belongs to its figure. */
function isTrailingMark(text: string, index: number): boolean {
  return text.charAt(index) !== '%' && PUNCTUATION.test(text.charAt(index));
}

/** Between two digits or letters a mark is part of the word: `6.7`, `1,234`, `2023：2024`. */
function isInsideWord(text: string, index: number): boolean {
  return WORD_CHARACTER.test(text.charAt(index - 1)) && WORD_CHARACTER.test(text.charAt(index + 1));
}

function isClauseEdge(text: string, index: number): boolean {
  return CLAUSE_MARK.test(text.charAt(index)) && !isInsideWord(text, index);
}

function findClauseStart(text: string, from: number): number {
  const least = Math.max(0, from - LONGEST_CLAUSE);
  for (let start = from; start >= least; start -= 1) {
    if (start === 0 || isClauseEdge(text, start - 1)) return start;
  }
  return findWordEdge(text, from, 'start');
}

function findClauseEnd(text: string, from: number): number {
  const most = Math.min(text.length, from + LONGEST_CLAUSE);
  for (let end = from; end <= most; end += 1) {
    if (end === text.length || isClauseEdge(text, end)) return end;
  }
  return findWordEdge(text, from, 'end');
}

/** The edge of the word that `offset` is in, by the dictionary that browsers cut words with. */
function findWordEdge(text: string, offset: number, side: 'start' | 'end'): number {
  const from = Math.max(0, offset - LONGEST_CLAUSE);
  const words = new Intl.Segmenter('zh', { granularity: 'word' }).segment(text.slice(from, offset + LONGEST_CLAUSE));
  const before = words.containing(offset - from - (side === 'end' ? 1 : 0));
  if (!before) return offset;
  return from + before.index + (side === 'end' ? before.segment.length : 0);
}

function writeDirective(text: string, whole: Span): string {
  const words = text.slice(whole.start, whole.end);
  if (words.length <= LONGEST_WHOLE && !words.includes('\n')) {
    const { before, after } = findContext(text, whole);
    return writeParts(before, [words], after);
  }
  const first = { start: whole.start, end: findFirstEnd(text, whole) };
  const last = { start: findLastStart(text, whole, first.end), end: whole.end };
  // One clause that is longer than a whole may be.
  if (last.start < first.end) return writeParts(null, [words.split('\n')[0] ?? words], null);
  // What follows the beginning is found from there on: only the beginning must stand once.
  const { before } = findContext(text, first);
  return writeParts(before, [text.slice(first.start, first.end), text.slice(last.start, last.end)], null);
}

/** The end of the span's first clauses, of its first line, that are long enough together. */
function findFirstEnd(text: string, { start, end }: Span): number {
  const line = text.indexOf('\n', start);
  const most = line === -1 ? end : Math.min(line, end);
  return Math.min(findClauseEnd(text, Math.min(start + SHORTEST_END, most)), most);
}

/** The beginning of its last clauses, which should not stand between the first ones and here as well. */
function findLastStart(text: string, { start, end }: Span, firstEnd: number): number {
  const least = Math.max(text.lastIndexOf('\n', end - 1) + 1, start);
  let last = Math.max(findClauseStart(text, Math.max(end - SHORTEST_END, least)), least);
  for (let clauses = 0; clauses < MAX_CONTEXT_CLAUSES && last > Math.max(firstEnd, least); clauses += 1) {
    if (text.indexOf(text.slice(last, end), firstEnd) === last) break;
    last = Math.max(findClauseStart(text, last - 1), least);
  }
  return last;
}

/** As many clauses before and after as it takes for the words to stand once. */
function findContext(text: string, { start, end }: Span): { before: string | null; after: string | null } {
  let from = start;
  let to = end;
  for (let clauses = 0; clauses < MAX_CONTEXT_CLAUSES && standsTwice(text, from, to); clauses += 1) {
    from = findPreviousStart(text, from);
    if (standsTwice(text, from, to)) to = findNextEnd(text, to);
  }
  return { before: lastLine(text.slice(from, start)), after: firstLine(text.slice(end, to)) };
}

function standsTwice(text: string, start: number, end: number): boolean {
  const words = text.slice(start, end);
  const first = text.indexOf(words);
  return first !== start || text.includes(words, start + 1);
}

function findPreviousStart(text: string, start: number): number {
  let index = start;
  while (index > 0 && isClauseEdge(text, index - 1)) index -= 1;
  return index === 0 ? start : findClauseStart(text, index - 1);
}

function findNextEnd(text: string, end: number): number {
  let index = end;
  while (index < text.length && isClauseEdge(text, index)) index += 1;
  return index === text.length ? end : findClauseEnd(text, index + 1);
}

/** Context must touch the words it stands beside, and lie in one block. */
function lastLine(context: string): string | null {
  const line = context.trimEnd().split('\n').at(-1)?.trim();
  return line ? line : null;
}

function firstLine(context: string): string | null {
  const line = context.trimStart().split('\n')[0]?.trim();
  return line ? line : null;
}

function writeParts(before: string | null, words: readonly string[], after: string | null): string {
  return [
    ...(before === null ? [] : [`${encodePart(before)}-`]),
    ...words.map((part) => encodePart(part.trim())),
    ...(after === null ? [] : [`-${encodePart(after)}`]),
  ].join(',');
}

/** The directive's syntax gives `-`, `,` and `&` a meaning; encodeURIComponent leaves the first, and throws at half a character. */
function encodePart(part: string): string {
  return encodeURIComponent(part.replace(/\p{Cs}/gu, '\ufffd')).replaceAll('-', '%2D');
}
