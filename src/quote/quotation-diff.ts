/**
 * Used to find quotations: the differences as they are shown. The edits of an alignment and both texts go in; the pieces
 * of both, as they are written there, come out.
 */

import type { Alignment, EditKind } from './alignment.js';
import { clusterEnd, type FoldedText } from './quotation-text.js';

/** `equal` and `delete` together are the document's own text, `insert` is the quotation's. */
export interface DiffPart {
  readonly op: 'equal' | 'insert' | 'delete';
  readonly text: string;
}

interface Side {
  readonly text: string;
  readonly folded: FoldedText;
}

/** Pieces from the document's words to the quoted ones; what is left out goes before what stands for it. */
export function createDiff(alignment: Alignment, quote: Side, document: Side): DiffPart[] {
  const edits = replaceWholeFigures(alignment, quote.folded, document.folded);
  const parts: DiffPart[] = [];
  let quoted = 0;
  let place = alignment.start;
  for (let index = 0; index < edits.length; ) {
    const isEqual = edits[index] === 'equal';
    const fromQuoted = quoted;
    const fromPlace = place;
    for (; index < edits.length && (edits[index] === 'equal') === isEqual; index += 1) {
      if (edits[index] !== 'delete') quoted += 1;
      if (edits[index] !== 'insert') place += 1;
    }
    const there = sliceOf(document, fromPlace, place, alignment.end);
    const here = sliceOf(quote, fromQuoted, quoted, quote.folded.characters.length);
    if (there !== '') parts.push({ op: isEqual ? 'equal' : 'delete', text: there });
    if (!isEqual && here !== '') parts.push({ op: 'insert', text: here });
  }
  return parts;
}

/** The text of characters `from` to `to`, up to the next one's beginning; the last one ends with itself. */
function sliceOf({ text, folded }: Side, from: number, to: number, end: number): string {
  if (from === to) return '';
  const { starts } = folded;
  return text.slice(starts[from] ?? 0, to === end ? clusterEnd(text, starts[to - 1] ?? 0) : (starts[to] ?? 0));
}

/** 6.7 → 5.2 reads better than 6 → 5, a point, and 7 → 2. */
function replaceWholeFigures({ edits, start }: Alignment, quote: FoldedText, document: FoldedText): EditKind[] {
  const shown = [...edits];
  let quoted = 0;
  let place = start;
  let from = 0;
  edits.forEach((edit, index) => {
    const character = edit === 'delete' ? document.characters.charAt(place) : quote.characters.charAt(quoted);
    if (!/[\d.]/.test(character)) {
      replaceChanged(shown, from, index);
      from = index + 1;
    }
    if (edit !== 'delete') quoted += 1;
    if (edit !== 'insert') place += 1;
  });
  replaceChanged(shown, from, shown.length);
  return shown;
}

function replaceChanged(edits: EditKind[], from: number, to: number): void {
  let isChanged = false;
  for (let index = from; index < to; index += 1) isChanged ||= edits[index] !== 'equal';
  if (isChanged) for (let index = from; index < to; index += 1) if (edits[index] === 'equal') edits[index] = 'replace';
}
