/**
 * Used to find quotations: which characters of a document a quotation keeps, changes, adds and leaves out. Two folded
 * texts and the stretches they have in common go in; the edits from the document's characters to the quoted ones come
 * out. Edit distance (Wagner and Fischer 1974) between the stretches; at both ends the document's end is free (Sellers
 * 1980), so that what is quoted may begin and end anywhere.
 */

import type { Segment } from './quotation-chain.js';
import { countAtMost } from './quotation-index.js';
import { type FoldedText, isDigitAt } from './quotation-text.js';

export type EditKind = 'equal' | 'replace' | 'insert' | 'delete';

/** One step: `equal` and `replace` take a character of both, `insert` of the quotation, `delete` of the document. */
export interface Alignment {
  readonly edits: readonly EditKind[];
  /** Characters of the document, of all documents' numbered through. */
  readonly start: number;
  readonly end: number;
  /** Changed characters of words; a digit joined to another by a sign left out counts. */
  readonly wordEdits: number;
  /** Changed punctuation and capitals. */
  readonly markEdits: number;
  /** Characters of words on the longer side. */
  readonly length: number;
}

/** Costs: a character of a word weighs more than signs beside it, and never turns into one. */
const WORD_COST = 8;
const MARK_COST = 2;
/** What adding a character costs more: of two ways that cost the same, the one that keeps more of what is quoted. */
const INSERT_COST = 1;
/** Cells of a table between two stretches: past it nothing in between is taken as common. */
const MAX_CELLS = 250_000;
/** Characters of the document looked at before and after the stretches, for each character quoted there. */
const END_SHARE = 1.5;
const END_MARGIN = 8;

/** Changed characters more than equal ones at an end, from which on they are foreign to the place. */
const FOREIGN_EXCESS = 4;

interface Range {
  readonly from: number;
  readonly to: number;
}

/** Aligns along a chain that is not empty; `within` are the characters of the document. */
export function alignQuotation(
  quote: FoldedText,
  corpus: FoldedText,
  chain: readonly Segment[],
  within: Range,
): Alignment {
  const edits: EditKind[] = [];
  let quoted = 0;
  let place = -1;
  let start = 0;
  for (const segment of chain) {
    for (let index = 0; index < segment.length; index += 1) {
      const nextQuoted = quote.wordPlaces[segment.quoted + index] ?? 0;
      const nextPlace = corpus.wordPlaces[segment.place + index] ?? 0;
      if (place === -1) {
        const room = Math.ceil(nextQuoted * END_SHARE) + END_MARGIN;
        const before = { from: Math.max(within.from, nextPlace - room), to: nextPlace };
        const head = fillGap(quote, { from: 0, to: nextQuoted }, corpus, before, 'start');
        for (const edit of head.edits) edits.push(edit);
        start = head.from;
      } else if (nextQuoted > quoted || nextPlace > place) {
        const gap = fillGap(quote, { from: quoted, to: nextQuoted }, corpus, { from: place, to: nextPlace }, null);
        for (const edit of gap.edits) edits.push(edit);
      }
      edits.push(quote.characters[nextQuoted] === corpus.characters[nextPlace] ? 'equal' : 'replace');
      quoted = nextQuoted + 1;
      place = nextPlace + 1;
    }
  }
  const rest = quote.characters.length - quoted;
  const after = { from: place, to: Math.min(within.to, place + Math.ceil(rest * END_SHARE) + END_MARGIN) };
  const tail = fillGap(quote, { from: quoted, to: quote.characters.length }, corpus, after, 'end');
  for (const edit of tail.edits) edits.push(edit);
  const trimmed = trimEnds(edits, start, tail.to);
  return { ...trimmed, ...countEdits(quote, corpus, trimmed.edits, trimmed.start, trimmed.end) };
}

/**
 * Takes off the document's ends what only replaces foreign words there: they are additions. One wrong character at the
 * very end stays a replacement.
 */
function trimEnds(edits: readonly EditKind[], start: number, end: number) {
  const head = foreignLength(edits);
  const tail = foreignLength([...edits].reverse());
  if (head + tail === 0 || head + tail >= edits.length) return { edits, start, end };
  const isTaken = (edit: EditKind): boolean => edit !== 'insert';
  const isQuoted = (edit: EditKind): boolean => edit !== 'delete';
  const first = edits.slice(0, head);
  const last = edits.slice(edits.length - tail);
  return {
    edits: [
      ...first.filter(isQuoted).map((): EditKind => 'insert'),
      ...edits.slice(head, edits.length - tail),
      ...last.filter(isQuoted).map((): EditKind => 'insert'),
    ],
    start: start + first.filter(isTaken).length,
    end: end - last.filter(isTaken).length,
  };
}

/** Edits at the beginning of which changes outweigh what is equal most, when they do so clearly. */
function foreignLength(edits: readonly EditKind[]): number {
  let excess = 0;
  let most = FOREIGN_EXCESS - 1;
  let length = 0;
  for (const [index, edit] of edits.entries()) {
    excess += edit === 'equal' ? -1 : 1;
    if (excess > most) {
      most = excess;
      length = index + 1;
    }
  }
  return length;
}

/** Edits of a gap; its document side may begin later (`start`) or end earlier (`end`) than the range. */
function fillGap(
  quote: FoldedText,
  quoted: Range,
  corpus: FoldedText,
  place: Range,
  free: 'start' | 'end' | null,
): Range & { readonly edits: EditKind[] } {
  const rows = quoted.to - quoted.from;
  const columns = place.to - place.from;
  const inserted = Array<EditKind>(rows).fill('insert');
  if (free !== null && (rows === 0 || columns === 0 || rows * columns > MAX_CELLS)) {
    const at = free === 'start' ? place.to : place.from;
    return { edits: inserted, from: at, to: at };
  }
  if (rows === 0 || columns === 0 || rows * columns > MAX_CELLS) {
    return { ...place, edits: [...Array<EditKind>(columns).fill('delete'), ...inserted] };
  }

  const left = costsOf(quote, quoted);
  const above = costsOf(corpus, place);
  const width = columns + 1;
  const costs = new Int32Array((rows + 1) * width);
  const replaceCost = (row: number, column: number): number =>
    replacementCost(
      quote.characters.charCodeAt(quoted.from + row),
      corpus.characters.charCodeAt(place.from + column),
      left[row] ?? 0,
      above[column] ?? 0,
    );
  if (free !== 'start') {
    for (let column = 1; column <= columns; column += 1)
      costs[column] = (costs[column - 1] ?? 0) + (above[column - 1] ?? 0);
  }
  for (let row = 1; row <= rows; row += 1) {
    const insertCost = (left[row - 1] ?? 0) + INSERT_COST;
    costs[row * width] = (costs[(row - 1) * width] ?? 0) + insertCost;
    for (let column = 1; column <= columns; column += 1) {
      const cell = row * width + column;
      const replaced = (costs[cell - width - 1] ?? 0) + replaceCost(row - 1, column - 1);
      const added = (costs[cell - width] ?? 0) + insertCost;
      const removed = (costs[cell - 1] ?? 0) + (above[column - 1] ?? 0);
      costs[cell] = Math.min(replaced, added, removed);
    }
  }

  let column = columns;
  if (free === 'end') {
    // Of equal costs the longest: a wrong last character replaces one rather than being added.
    for (let other = columns - 1; other >= 0; other -= 1) {
      if ((costs[rows * width + other] ?? 0) < (costs[rows * width + column] ?? 0)) column = other;
    }
  }
  const to = place.from + column;
  const edits: EditKind[] = [];
  let row = rows;
  while (row > 0 || (column > 0 && free !== 'start')) {
    const cell = row * width + column;
    const cost = costs[cell] ?? 0;
    if (row > 0 && column > 0) {
      const replaced = replaceCost(row - 1, column - 1);
      if (cost === (costs[cell - width - 1] ?? 0) + replaced) {
        edits.push(replaced === 0 ? 'equal' : 'replace');
        row -= 1;
        column -= 1;
        continue;
      }
    }
    if (row > 0 && cost === (costs[cell - width] ?? 0) + (left[row - 1] ?? 0) + INSERT_COST) {
      edits.push('insert');
      row -= 1;
    } else {
      edits.push('delete');
      column -= 1;
    }
  }
  return { edits: edits.reverse(), from: place.from + column, to };
}

/** What each character of the range costs to add or leave out. */
function costsOf(text: FoldedText, { from, to }: Range): Uint8Array {
  const costs = new Uint8Array(to - from).fill(MARK_COST);
  for (let word = countAtMost(text.wordPlaces, from - 1); word < text.wordPlaces.length; word += 1) {
    const place = text.wordPlaces[word] ?? to;
    if (place >= to) break;
    costs[place - from] = WORD_COST;
  }
  return costs;
}

function replacementCost(quoted: number, place: number, quotedCost: number, placeCost: number): number {
  // A point or hyphen at the cut of a figure is a word on one side only.
  if (quoted === place) return 0;
  if (quotedCost !== placeCost) return 2 * WORD_COST;
  return toLowerCase(quoted) === toLowerCase(place) ? MARK_COST : quotedCost;
}

function toLowerCase(code: number): number {
  return code >= 0x41 && code <= 0x5a ? code + 0x20 : code;
}

function countEdits(quote: FoldedText, corpus: FoldedText, edits: readonly EditKind[], start: number, end: number) {
  const quotedCosts = costsOf(quote, { from: 0, to: quote.characters.length });
  const placeCosts = costsOf(corpus, { from: start, to: end });
  let quoted = 0;
  let place = start;
  let wordEdits = 0;
  let markEdits = 0;
  for (const edit of edits) {
    const inQuote = edit !== 'delete';
    const cost = (inQuote ? quotedCosts[quoted] : placeCosts[place - start]) ?? 0;
    if (edit !== 'equal') {
      const isCase = edit === 'replace' && cost === WORD_COST && isSameLetter(quote, quoted, corpus, place);
      const joins =
        (edit === 'insert' && isInsideFigure(quote.characters, quoted)) ||
        (edit === 'delete' && isInsideFigure(corpus.characters, place));
      if ((cost === WORD_COST && !isCase) || joins) wordEdits += 1;
      else markEdits += 1;
    }
    if (inQuote) quoted += 1;
    if (edit !== 'insert') place += 1;
  }
  const wordsIn = (costs: Uint8Array): number => costs.reduce((count, cost) => count + (cost === WORD_COST ? 1 : 0), 0);
  return { wordEdits, markEdits, length: Math.max(wordsIn(quotedCosts), wordsIn(placeCosts)) };
}

function isSameLetter(quote: FoldedText, quoted: number, corpus: FoldedText, place: number): boolean {
  return toLowerCase(quote.characters.charCodeAt(quoted)) === toLowerCase(corpus.characters.charCodeAt(place));
}

/** A sign without which two figures become one, not the comma of 1,200 (5-6, 20、30), or one its opposite. */
function isInsideFigure(characters: string, place: number): boolean {
  if (!isDigitAt(characters, place + 1)) return false;
  return place === 0 ? characters[place] === '-' : characters[place] !== ',' && isDigitAt(characters, place - 1);
}
