/**
 * Ingest, PDF: measures the layout. The lines of all pages go in; where the lines of each column begin and end, how
 * far apart they are, and whether paragraphs begin with an indent come out, and whether a line was ended on purpose.
 */

import { median, type PageLine } from './page.js';

/** Where the lines of a column begin and end, and how far apart they are. */
export interface ColumnMeasure {
  readonly left: number;
  readonly right: number;
  /** Usual distance of baselines, in heights of type. */
  readonly leading: number;
  /** Size of most of the text. */
  readonly bodySize: number;
  /** Paragraphs of this file begin with an indent; whole blocks are not indented. */
  readonly indents: boolean;
}

/** In heights of type: an indent that begins a paragraph; a difference of left edges that is none. */
export const INDENT = 1;
export const SAME_EDGE = 0.5;
/** Official documents are set with 28 points for type of 16: 1.75. Beyond three it is a gap. */
const LARGEST_LEADING = 3;
const DEFAULT_LEADING = 1.5;
/** At least this part of the distances is between lines of one paragraph and not between paragraphs. */
const LINES_IN_PARAGRAPHS = 0.2;
/** Indented lines below indented full lines, as a share of first lines, up to which they are first lines too. */
const MAX_BLOCKS = 0.2;
/** An edge counts when this many lines share it; sharing means this near, in heights of type. */
const MIN_SHARED = 3;
const EDGE_SLICE = 0.5;
/** Room for the next word plus this much, in heights of type, was left: the line was ended on purpose. */
const EARLY = 0.5;
/** Longest word that is taken to have been too long for the line before, UTF-16 code units. */
const LONGEST_WORD = 30;

/** Characters that are set without spaces and between which a line may end. */
export const CJK = /[\p{Script=Han}\u3000-\u303F\uFF00-\uFFEF“”‘’—…]/u;
const NEVER_FIRST = /[，。、；：！？）》」』】〕％…—“”‘’!%),.:;?\]}]/u;
const NEVER_LAST = /[（《「『【〔“”‘’([{$￥]/u;
const ASCII_MARK = /[,.:;]/;

/** The measure of the column in which a line stands. */
export type ColumnMeasures = (line: PageLine) => ColumnMeasure;

/** Measures each column of each page; where too few lines share an edge, all pages together say where it is. */
export function measureBands(lines: readonly PageLine[]): ColumnMeasures {
  const groups = new Map<string, PageLine[]>();
  for (const line of lines) {
    if (isRow(line)) continue;
    for (const key of [keyOf(line), line.band]) {
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [line]);
      else group.push(line);
    }
  }
  const leading = measureLeading(lines);
  const bodySize = measureBody(lines);
  const measures = new Map<string, ColumnMeasure>();
  // All pages are looked through once for each size of type, and not once for each page.
  const known = new Map<string, { readonly left: number | null; readonly right: number | null }>();
  const edgesOfAll = (band: string, all: readonly PageLine[], size: number) => {
    const key = `${band} ${size}`;
    const edges = known.get(key) ?? {
      left: sharedEdge(all, (line) => -line.left, size),
      right: sharedEdge(all, (line) => line.right, size),
    };
    known.set(key, edges);
    return edges;
  };
  for (const [key, group] of groups) {
    const band = group[0]?.band ?? key;
    const all = groups.get(band) ?? group;
    const size = median(group.map((line) => line.size)) ?? 1;
    const left = sharedEdge(group, (line) => -line.left, size) ?? edgesOfAll(band, all, size).left;
    const right = sharedEdge(group, (line) => line.right, size);
    const rightOfAll = edgesOfAll(band, all, size).right;
    measures.set(key, {
      left: left === null ? group.reduce((least, line) => Math.min(least, line.left), Number.POSITIVE_INFINITY) : -left,
      // The last page of a file may hold short lines only; a page is not wider for that.
      right: Math.max(right ?? 0, rightOfAll ?? 0) || farthest(group),
      leading,
      bodySize,
      indents: false,
    });
  }
  const measureOf = (line: PageLine) =>
    measures.get(keyOf(line)) ?? { left: line.left, right: line.right, leading, bodySize, indents: false };
  const indents = beginsWithIndents(lines, measureOf);
  return (line) => ({ ...measureOf(line), indents });
}

/** True when indented full lines are most often followed by a line at the edge: the indent is of the first line only. */
function beginsWithIndents(lines: readonly PageLine[], measureOf: ColumnMeasures): boolean {
  let first = 0;
  let block = 0;
  for (const [index, line] of lines.entries()) {
    const after = lines[index + 1];
    if (after === undefined || keyOf(line) !== keyOf(after) || isRow(line) || isRow(after)) continue;
    const measure = measureOf(line);
    const indent = line.left - measure.left;
    if (indent < INDENT * line.size || endsEarly(line, after, measure)) continue;
    if (after.left - measure.left <= SAME_EDGE * line.size) first++;
    else if (Math.abs(after.left - line.left) <= SAME_EDGE * line.size) block++;
  }
  return first >= MIN_SHARED && block <= first * MAX_BLOCKS;
}

/** Where lines of a group that share no edge could have ended. */
function farthest(lines: readonly PageLine[]): number {
  return lines.reduce((most, line) => Math.max(most, line.right, line.farEdge ?? 0), 0);
}

function keyOf(line: PageLine): string {
  return `${line.band} ${line.page}`;
}

/** The outermost value that several lines share; `edge` grows outwards. */
function sharedEdge(lines: readonly PageLine[], edge: (line: PageLine) => number, size: number): number | null {
  const counts = new Map<number, { count: number; most: number }>();
  for (const line of lines) {
    const slice = Math.round(edge(line) / (EDGE_SLICE * size));
    const known = counts.get(slice) ?? { count: 0, most: Number.NEGATIVE_INFINITY };
    counts.set(slice, { count: known.count + 1, most: Math.max(known.most, edge(line)) });
  }
  let outermost: number | null = null;
  for (const { count, most } of counts.values()) {
    if (count >= MIN_SHARED && (outermost === null || most > outermost)) outermost = most;
  }
  return outermost;
}

/** The usual distance of baselines, in heights of type, over lines of one size that stand below each other. */
function measureLeading(lines: readonly PageLine[]): number {
  const distances: number[] = [];
  for (const [index, line] of lines.entries()) {
    const before = lines[index - 1];
    if (before === undefined || keyOf(before) !== keyOf(line)) continue;
    const distance = (line.baseline - before.baseline) / line.size;
    if (distance > 0 && distance < LARGEST_LEADING && before.size === line.size) distances.push(distance);
  }
  distances.sort((one, other) => one - other);
  return distances[Math.floor(distances.length * LINES_IN_PARAGRAPHS)] ?? DEFAULT_LEADING;
}

/** The size in which most characters are set. */
function measureBody(lines: readonly PageLine[]): number {
  const counts = new Map<number, number>();
  for (const { size, text } of lines) {
    const slice = Math.round(size * 4);
    counts.set(slice, (counts.get(slice) ?? 0) + text.length);
  }
  const [most] = [...counts].sort((one, other) => other[1] - one[1]);
  return most === undefined ? 0 : most[0] / 4;
}

/** True when the first word of `next` would have had room at the end of `line`. */
export function endsEarly(line: PageLine, next: PageLine, measure: ColumnMeasure): boolean {
  return measure.right - line.right > widthOfFirstWord(next.text) * next.size + EARLY * line.size;
}

/** In heights of type, what must stand together at the beginning of a line: a Latin word, a Chinese character with its marks. */
function widthOfFirstWord(text: string): number {
  let width = 0;
  let last = '';
  for (const character of text.slice(0, LONGEST_WORD)) {
    if (last !== '' && mayBreak(last, character)) break;
    width += CJK.test(character) ? 1 : 0.5;
    last = character;
  }
  return width;
}

/** Whether a line may end between two characters; the rules of UAX #14 in short, where in doubt it may not. */
function mayBreak(last: string, next: string): boolean {
  if (next === ' ') return true;
  if (NEVER_FIRST.test(next) || NEVER_LAST.test(last)) return false;
  if (ASCII_MARK.test(last) && /\d/.test(next)) return false;
  return CJK.test(last) || CJK.test(next);
}

/** A line of several cells is no running text. */
export function isRow(line: PageLine): boolean {
  return line.text.includes('\t');
}
