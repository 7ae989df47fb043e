/**
 * Ingest, PDF: takes off what a page repeats at its edges. The lines of all pages go in; the same without running
 * heads, feet and page numbers come out, with each of these once.
 */

import type { Dropped } from '../../types.js';
import type { PageLine } from './page.js';

/** Part of the page's height at its top and at its foot where heads and page numbers stand. */
const EDGE = 0.12;
/** And of the lines there only the outermost, counted from the edge. */
const EDGE_LINES = 3;
/** Heads at most this far apart stand at the same height, points. */
const SAME_HEIGHT = 3;
/** A head stands on this many pages, or on half of them when there are fewer. */
const MIN_REPEATS = 3;
/** A head differs from the text by this share of its size, or stands this many heights of type away from it. */
const OTHER_SIZE = 0.08;
const APART = 2;
/** Heads that differ in their figures need this many letters: `2023年 1,234` may be a row of a table. */
const MIN_LETTERS = 4;

const DECORATED_NUMBER =
  /^(?:[-—–―~·•\s]{1,6}\d{1,4}[-—–―~·•\s]{1,6}|第\s?\d{1,4}\s?页(?:[\s,，/／]{0,3}共\s?\d{1,4}\s?页)?|\d{1,4}\s?[/／]\s?\d{1,4}|(?:page|p\.)\s?\d{1,4}(?:\s?(?:of|\/)\s?\d{1,4})?)$/iu;
const BARE_NUMBER = /^\d{1,4}$/;
const FIGURES = /\d+/g;

interface EdgeLine {
  readonly line: PageLine;
  /** Points from the nearer edge; negative from the foot, so that the two never meet. */
  readonly height: number;
}

/** The outermost lines of one edge, from the edge inwards, and the line that follows them. */
interface Edge {
  readonly outer: readonly EdgeLine[];
  readonly beyond: PageLine | undefined;
}

/** Linear but for sorting. @param heights the height of each page, points. */
export function dropRunningHeads(
  pages: readonly (readonly PageLine[])[],
  heights: readonly number[],
): { readonly pages: PageLine[][]; readonly dropped: Dropped[] } {
  const edges = pages.flatMap((lines, index) => findEdges(lines, heights[index] ?? 0));
  const candidates = edges.flatMap(({ outer }) => outer);
  const numbers = findPageNumbers(candidates.map(({ line }) => line));
  const heads = findHeads(
    candidates.filter(({ line }) => !numbers.has(line)),
    pages.length,
  );
  const left = new Set<PageLine>();
  for (const { outer, beyond } of edges) {
    const lines = outer.map(({ line }) => line);
    // What lies further in than a line of the text is text.
    const inner = lines.findIndex((line) => !numbers.has(line) && !heads.has(line));
    let end = inner < 0 ? lines.length : inner;
    for (; end > 0; end--) {
      const last = lines[end - 1];
      if (last !== undefined && (numbers.has(last) || isApart(last, lines[end] ?? beyond))) break;
    }
    for (const line of lines.slice(0, end)) left.add(line);
  }
  const headTexts = new Set<string>();
  let number: string | null = null;
  for (const line of left) {
    if (numbers.has(line)) number ??= line.text;
    else headTexts.add(heads.get(line) ?? line.text);
  }
  const dropped: Dropped[] = Array.from(headTexts, (text) => ({ text, reason: 'running head' }));
  if (number !== null) dropped.push({ text: number, reason: 'page number' });
  return { pages: pages.map((lines) => lines.filter((line) => !left.has(line))), dropped };
}

/** The lines at the top and at the foot of a page. */
function findEdges(lines: readonly PageLine[], height: number): Edge[] {
  const down = [...lines].sort((one, other) => one.baseline - other.baseline);
  const up = [...down].reverse();
  const top = down.slice(0, EDGE_LINES).filter(({ baseline }) => baseline <= EDGE * height);
  const foot = up.slice(0, EDGE_LINES).filter(({ baseline }) => baseline >= (1 - EDGE) * height);
  return [
    { outer: top.map((line) => ({ line, height: line.baseline })), beyond: down[top.length] },
    { outer: foot.map((line) => ({ line, height: line.baseline - height })), beyond: up[foot.length] },
  ];
}

/** True when a line is set apart from the one further in: a report may say the same on several pages. */
function isApart(line: PageLine, further: PageLine | undefined): boolean {
  if (further === undefined) return true;
  const size = Math.max(line.size, further.size);
  if (Math.abs(line.size - further.size) > OTHER_SIZE * size) return true;
  return Math.abs(line.baseline - further.baseline) >= APART * size;
}

function findPageNumbers(lines: readonly PageLine[]): Set<PageLine> {
  const bare = lines.filter(({ text }) => BARE_NUMBER.test(text.trim()));
  const pagesOfOffset = new Map<number, Set<number>>();
  for (const line of bare) {
    const pages = pagesOfOffset.get(offsetOf(line)) ?? new Set();
    pagesOfOffset.set(offsetOf(line), pages.add(line.page));
  }
  // A figure alone at the edge counts pages when it grows with them.
  const counting = bare.filter((line) => offsetOf(line) === 0 || (pagesOfOffset.get(offsetOf(line))?.size ?? 0) > 1);
  return new Set([...lines.filter(({ text }) => DECORATED_NUMBER.test(text.trim())), ...counting]);
}

function offsetOf(line: PageLine): number {
  return Number(line.text.trim()) - line.page;
}

/** Every line that is a head, with the text of the first one like it. */
function findHeads(edges: readonly EdgeLine[], pages: number): Map<PageLine, string> {
  const enough = Math.max(2, Math.min(MIN_REPEATS, Math.ceil(pages / 2)));
  const byText = new Map<string, EdgeLine[]>();
  for (const edge of edges) {
    const key = keyOf(edge.line.text);
    const same = byText.get(key);
    if (same === undefined) byText.set(key, [edge]);
    else same.push(edge);
  }
  const heads = new Map<PageLine, string>();
  for (const same of byText.values()) {
    for (const group of groupByHeight(same)) {
      if (new Set(group.map(({ line }) => line.page)).size < enough) continue;
      const first = group.reduce((one, other) => (other.line.page < one.line.page ? other : one));
      for (const { line } of group) heads.set(line, first.line.text);
    }
  }
  return heads;
}

function keyOf(text: string): string {
  const bare = text.replace(/\s+/gu, '');
  const masked = bare.replace(FIGURES, '#');
  return (masked.match(/\p{L}/gu)?.length ?? 0) >= MIN_LETTERS ? masked : bare;
}

function groupByHeight(edges: readonly EdgeLine[]): EdgeLine[][] {
  const groups: EdgeLine[][] = [];
  for (const edge of [...edges].sort((one, other) => one.height - other.height)) {
    const group = groups.at(-1);
    const first = group?.[0];
    if (group !== undefined && first !== undefined && edge.height - first.height <= SAME_HEIGHT) group.push(edge);
    else groups.push([edge]);
  }
  return groups;
}
