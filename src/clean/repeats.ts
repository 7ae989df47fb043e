/**
 * Cleaning, repeats: finds a text that stands twice in its file. The lines go in; for each the reason to drop it, or
 * null, comes out. Web pages bring the same report collapsed into one line and again with its line breaks.
 */

import type { TidyLine } from './line.js';

/** Code units from which a line is taken for a whole text without its line breaks; the longest paragraph seen has 1,400. */
const COLLAPSED_LENGTH = 2_000;

/** So many of the longest lines are looked at: each costs one search of the text for each probe. */
const MAX_COLLAPSED_LINES = 16;

/** Places of a collapsed line that are looked up in the rest, and how long each is, in code units without white space. */
const PROBES = 32;
const PROBE_LENGTH = 24;

/** Share of the probes that must stand elsewhere: page furniture at the ends of the collapsed copy does not. */
const REPEATED_SHARE = 0.85;

/** A line of this length that stands twice is a repeated paragraph; a shorter one may be a refrain. */
const REPEATED_LINE_LENGTH = 60;

export const REPEATED_TEXT = 'repeated text';

/** One entry a line: true where it is a second copy. Linear in the text. */
export function findRepeats(lines: readonly TidyLine[]): boolean[] {
  const repeated = findRepeatedLines(lines);
  for (const position of findCollapsedCopies(lines, repeated)) repeated[position] = true;
  return repeated;
}

/** Long lines seen before, and the short ones between or beside them that were seen before too. */
function findRepeatedLines(lines: readonly TidyLine[]): boolean[] {
  const seen = new Set<string>();
  const seenBefore = lines.map(({ text }) => {
    const words = readWords(text);
    const again = text !== '' && seen.has(words);
    seen.add(words);
    return again;
  });
  // Two tables may well share a row: rows go with the paragraphs around them.
  const long = [...lines.keys()].filter((position) => {
    const line = lines[position];
    return line !== undefined && line.table === null && line.text.length >= REPEATED_LINE_LENGTH;
  });
  const repeated = lines.map(() => false);
  for (const position of long) repeated[position] = seenBefore[position] === true;
  const runs: number[][] = [];
  for (const [index, position] of long.entries()) {
    if (!repeated[position]) continue;
    const previous = long[index - 1];
    if (previous !== undefined && repeated[previous]) runs.at(-1)?.push(position);
    else runs.push([position]);
  }
  // One paragraph may be quoted again; two in a row are a second copy, and short lines around them belong to it.
  for (const run of runs.filter(({ length }) => length > 1)) {
    let first = run[0] ?? 0;
    let last = run.at(-1) ?? 0;
    while (first > 0 && isShortCopy(first - 1)) first -= 1;
    while (last < lines.length - 1 && isShortCopy(last + 1)) last += 1;
    for (let position = first; position <= last; position += 1) repeated[position] ||= seenBefore[position] === true;
  }
  return repeated;

  function isShortCopy(position: number): boolean {
    return lines[position]?.text === '' || (seenBefore[position] === true && !repeated[position]);
  }
}

/** Two copies may differ in white space, width and punctuation, but for the point of a figure. */
function readWords(text: string): string {
  const words = text.normalize('NFKC').replace(/[^\p{L}\p{N}.%‰]+|\.(?!\p{N})/gu, '');
  return words === '' ? text : words;
}

/** Lines that hold a whole text which the other lines hold too: the copy with line breaks is the better one. */
function findCollapsedCopies(lines: readonly TidyLine[], repeated: readonly boolean[]): number[] {
  const compacted = lines.map(({ text }, position) => (repeated[position] ? '' : compact(text)));
  const collapsed = [...compacted.keys()]
    .filter((position) => (compacted[position] ?? '').length >= COLLAPSED_LENGTH)
    .sort((left, right) => (compacted[right] ?? '').length - (compacted[left] ?? '').length)
    .slice(0, MAX_COLLAPSED_LINES);
  const dropped: number[] = [];
  let whole = compacted.join('');
  for (const position of collapsed) {
    const start = compacted.slice(0, position).reduce((sum, text) => sum + text.length, 0);
    const end = start + (compacted[position] ?? '').length;
    if (!standsElsewhere(whole, start, end)) continue;
    dropped.push(position);
    compacted[position] = '';
    whole = compacted.join('');
  }
  return dropped;
}

/** True when enough probes of `whole.slice(start, end)` stand outside it; gives up at the first miss too many. */
function standsElsewhere(whole: string, start: number, end: number): boolean {
  let missesLeft = Math.floor(PROBES * (1 - REPEATED_SHARE));
  for (let probe = 0; probe < PROBES; probe += 1) {
    const at = start + Math.floor(((end - start - PROBE_LENGTH) * probe) / (PROBES - 1));
    const words = whole.slice(at, at + PROBE_LENGTH);
    const isOutside = whole.indexOf(words) < start || whole.indexOf(words, end) >= 0;
    if (isOutside) continue;
    if (missesLeft === 0) return false;
    missesLeft -= 1;
  }
  return true;
}

function compact(text: string): string {
  return text.replace(/\s+/g, '');
}
