/**
 * Ingest, PDF: puts lines together that are one paragraph. The lines of all pages in reading order go in; paragraphs
 * and rows of cells come out. A PDF says where characters stand and nothing else, so the layout has to tell: an indent,
 * a line that ends early, a wider gap, another size of type, a number at the beginning.
 */

import {
  CJK,
  type ColumnMeasure,
  type ColumnMeasures,
  endsEarly,
  INDENT,
  isRow,
  measureBands,
  SAME_EDGE,
} from './measure.js';
import type { PageLine } from './page.js';

export interface PdfParagraph {
  readonly text: string;
  /** Page of its first line, from 1. */
  readonly page: number;
  /** Its line when it is a row of cells, which is never joined; null for running text. */
  readonly row: PageLine | null;
}

/** Type whose sizes differ more, as a share of the larger, is not one paragraph. */
const SAME_SIZE = 0.08;
/** Titles and headings are set larger than the text by this at least. */
const LARGER = 1.15;
/** Distance of baselines that parts paragraphs, in usual distances. */
const WIDE_LEADING = 1.3;
/** A line whose middle is this near the column's, in heights of type, and that leaves room on both sides is centred. */
const CENTRED = 1;
const CENTRED_MARGIN = 3;

const BLOCK_START =
  /^(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[)）]|第[一二三四五六七八九十百]{1,4}[章节条编]|\d{1,3}(?:、|[.．](?!\d))|[①-⑳●■◆○□▲★•·]|——)/u;
const MAY_END = /[。！？；：…”」』》）.!?;:)]$/u;
const ENDS_SENTENCE = /[。！？…!?.](?:[”」』）)"]{0,2})$/u;
const ENDS_OPEN = /[，、,]$/u;
const HYPHENATED = /\p{Ll}[-\u00AD\u2010]$/u;

/** Joins lines to paragraphs. Linear but for sorting. */
export function joinLines(pages: readonly (readonly PageLine[])[]): PdfParagraph[] {
  const lines = pages.flat();
  const measures = measureBands(lines);
  const paragraphs: { text: string[]; page: number; row: PageLine | null }[] = [];
  for (const [index, line] of lines.entries()) {
    const before = lines[index - 1];
    const open = paragraphs.at(-1);
    if (
      open === undefined ||
      before === undefined ||
      isRow(line) ||
      isRow(before) ||
      begins(before, line, lines[index + 1], measures)
    ) {
      paragraphs.push({ text: [line.text], page: line.page, row: isRow(line) ? line : null });
    } else {
      const last = open.text.pop() ?? '';
      open.text.push(...joinAt(last, line.text));
    }
  }
  return paragraphs.map(({ text, page, row }) => ({ text: text.join('').replace(/ {2,}/g, ' ').trim(), page, row }));
}

/** A line that ends so goes on, however much room is left. */
function isUnfinished(last: string, next: string): boolean {
  return ENDS_OPEN.test(last) || isHyphenated(last, next);
}

function isHyphenated(last: string, next: string): boolean {
  return HYPHENATED.test(last) && /^\p{Ll}/u.test(next);
}

function joinAt(last: string, next: string): string[] {
  if (isHyphenated(last, next)) return [last.slice(0, -1), next];
  return CJK.test(last.slice(-1)) || CJK.test(next.charAt(0)) ? [last, next] : [`${last} `, next];
}

/** True when `line` cannot continue the paragraph that `before` stands in. `after` shows how `line` goes on. */
function begins(before: PageLine, line: PageLine, after: PageLine | undefined, measures: ColumnMeasures): boolean {
  const here = measures(line);
  const above = measures(before);
  const size = Math.max(line.size, before.size);
  if (Math.abs(line.size - before.size) > SAME_SIZE * size) return true;

  const turned = line.page !== before.page || line.band !== before.band;
  // What runs across both columns is a title or a table between them.
  if (turned && (line.band === 'page') !== (before.band === 'page') && line.page === before.page) return true;
  if (!turned && line.baseline - before.baseline > WIDE_LEADING * here.leading * size) return true;
  if (!turned && isCentred(line, here)) {
    if (isCentred(before, above)) return ENDS_SENTENCE.test(before.text);
    if (line.size > LARGER * here.bodySize) return false;
  }

  // Where nothing else parts paragraphs, the end of a sentence at the end of a page does.
  if (turned && !here.indents && ENDS_SENTENCE.test(before.text)) return true;
  const early = !isUnfinished(before.text, line.text) && endsEarly(before, line, above);
  if (BLOCK_START.test(line.text) && (early || MAY_END.test(before.text))) return true;
  const deeper = line.left - here.left - (before.left - above.left);
  if (deeper >= INDENT * size && !(BLOCK_START.test(before.text) && !early)) return true;
  if (early) return true;
  return Math.abs(deeper) <= SAME_EDGE * size && isFirstOfParagraph(line, after, here);
}

/** An indented line whose next line stands further left is the first of a paragraph. */
function isFirstOfParagraph(line: PageLine, after: PageLine | undefined, measure: ColumnMeasure): boolean {
  if (line.left - measure.left < INDENT * line.size) return false;
  if (measure.indents) return true;
  if (after === undefined || after.page !== line.page || after.band !== line.band) return false;
  return line.left - after.left >= INDENT * line.size && !endsEarly(line, after, measure);
}

function isCentred(line: PageLine, { left, right }: ColumnMeasure): boolean {
  const offset = (line.left + line.right) / 2 - (left + right) / 2;
  return Math.abs(offset) <= CENTRED * line.size && line.left - left >= CENTRED_MARGIN * line.size;
}
