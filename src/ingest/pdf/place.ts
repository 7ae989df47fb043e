/**
 * Ingest, PDF: the pieces of text of one page as pdf.js gives them go in; runs with their places on the upright page
 * come out. Text that stands askew to the rest (a watermark, a mark in the margin) is left out.
 */

import { foldRadicals } from '../../lexicon/radicals.js';
import type { Dropped } from '../../types.js';
import type { TextRun } from './page.js';

/** Of a piece of text pdf.js gives more; this is read. `transform` is the matrix of PDF 32000-1, 9.4.4. */
export interface PdfItem {
  readonly str: string;
  readonly transform: readonly number[];
  readonly width: number;
}

/** The page as it is shown: its size, and the matrix from its own units to points from its top left corner. */
export interface Viewport {
  readonly width: number;
  readonly height: number;
  readonly transform: readonly number[];
}

interface PlacedPage {
  readonly width: number;
  readonly height: number;
  readonly runs: readonly TextRun[];
  readonly dropped: readonly Dropped[];
}

/** Text runs in one of four directions, quarter turns clockwise from upright; null when it runs slantwise. */
type Quarter = 0 | 1 | 2 | 3 | null;

interface PlacedItem extends TextRun {
  readonly quarter: Quarter;
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

/** Text turned by less is upright, radians (three degrees): pages of a copier stand a little askew. */
const UPRIGHT = 0.05;

export function placeItems(items: readonly PdfItem[], view: Viewport): PlacedPage {
  const placed = items.map((item) => place(item, view)).filter((item) => item !== null);
  const quarter = mainQuarter(placed);
  const size = quarter % 2 === 0 ? view : { width: view.height, height: view.width };
  const runs: TextRun[] = [];
  const outside: string[] = [];
  const askew: string[] = [];
  for (const item of placed) {
    if (item.quarter !== quarter) {
      askew.push(item.text);
      continue;
    }
    const { x, y } = turnBack(item, quarter, view);
    const isOn = x + item.width >= 0 && x <= size.width && y >= 0 && y <= size.height + item.size;
    if (!isOn) outside.push(item.text);
    else runs.push({ text: item.text, left: x, right: x + item.width, baseline: y, size: item.size });
  }
  const dropped = [
    { text: askew.join(''), reason: 'text across the page' },
    { text: outside.join(''), reason: 'text outside the page' },
  ].filter(({ text }) => text !== '');
  return { width: size.width, height: size.height, runs, dropped };
}

function place(item: PdfItem, view: Viewport): PlacedItem | null {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = item.transform;
  const [m = 1, n = 0, p = 0, q = 1, r = 0, s = 0] = view.transform;
  const size = Math.hypot(c, d);
  const text = foldRadicals(item.str.trim());
  if (text === '' || ![size, e, f, item.width].every(Number.isFinite) || size <= 0) return null;
  const turn = Math.atan2(n * a + q * b, m * a + p * b) / (Math.PI / 2);
  const nearest = Math.round(turn);
  const quarter = Math.abs(turn - nearest) * (Math.PI / 2) <= UPRIGHT ? QUARTERS[(nearest + 4) % 4] : null;
  const x = m * e + p * f + r;
  const y = n * e + q * f + s;
  const width = Math.abs(item.width);
  return { text, size, quarter: quarter ?? null, x, y, width, left: x, right: x + width, baseline: y };
}

const QUARTERS = [0, 1, 2, 3] as const;

/** The direction of most characters; a wide table may lie on its side on an upright page. */
function mainQuarter(items: readonly PlacedItem[]): 0 | 1 | 2 | 3 {
  const counts: [number, number, number, number] = [0, 0, 0, 0];
  for (const { quarter, text } of items) if (quarter !== null) counts[quarter] += text.length;
  return QUARTERS[counts.indexOf(Math.max(...counts))] ?? 0;
}

function turnBack({ x, y }: PlacedItem, quarter: 0 | 1 | 2 | 3, { width, height }: Viewport) {
  if (quarter === 1) return { x: y, y: width - x };
  if (quarter === 2) return { x: width - x, y: height - y };
  if (quarter === 3) return { x: height - y, y: x };
  return { x, y };
}
