/**
 * Cleaning, tables of contents that were typed: they name the headings of a text and are none of them. The lines of a
 * document go in; for each whether it stands in such a table, or is a heading that only the table tells, comes out.
 */

import type { TidyLine } from './line.js';

const TITLE = /^(?:目\s?录|目\s?次|contents|table of contents)[:：]?$/i;
/** Dots up to a number: an entry whatever stands around it. */
const DOTTED = /[.．·•…‥⋯]{3,}\s?[（(]?\d{1,4}[)）]?$/;
/** The number of the page, and what leads to it. */
const PAGE = /[\s.．·•…‥⋯—-]*[（(]?\d{1,4}[)）]?$/;
/** Code units of a heading, its number and page included. */
const LONGEST_ENTRY = 90;
const FEWEST_ENTRIES = 2;
/** Lines without a title above them that are a table of contents. */
const FEWEST_UNTITLED = 3;
const NUMBERED =
  /^(?:第[一二三四五六七八九十百\d]{1,4}[编篇章节]|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|\d{1,2}[.、．])/;
/** Blank lines below a table of contents. */
const MAX_GAP = 10;
const SENTENCE_END = /[。；;！!？?：:，,]$/;
/** Lines are compared by their beginnings: a heading may run on into its paragraph. */
const KEY_LENGTH = 4;
/** Of lines that begin alike, how many are compared. */
const MAX_ALIKE = 1_000;

/** What a line has to do with a table of contents: it is of one, or it is a heading without number that one names. */
export type ContentsPart = 'entry' | 'heading' | null;

/** One entry a line. Linear. */
export function findContents(lines: readonly TidyLine[]): ContentsPart[] {
  const found: ContentsPart[] = lines.map(() => null);
  const isTitle = lines.map(({ text, table }) => table === null && text.length <= 20 && TITLE.test(text));
  const isDotted = lines.map(({ text }) => text.length <= LONGEST_ENTRY && DOTTED.test(text));
  const untitled = lines.findIndex(({ text }) => NUMBERED.test(text));
  const later = indexBeginnings(lines);
  const tables: EntriesAbove[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    if (!isTitle[at] && !isDotted[at] && at !== untitled) continue;
    const start = isTitle[at] ? at + 1 : at;
    const end =
      isTitle[at] || !isDotted[at] ? findEnd(lines, start, isDotted, later) : endOfDotted(isDotted, lines, at);
    const entries = lines.slice(start, end).filter(({ text }) => text !== '');
    // Without a title above them the headings of a document that says them twice must begin anew just below.
    const isWhole = isTitle[at] || isDotted[at] || wordsOf(nextText(lines, end)) === wordsOf(lines[at]?.text ?? '');
    if (entries.length >= (isTitle[at] ? FEWEST_ENTRIES : FEWEST_UNTITLED) && isWhole) {
      found.fill('entry', at, end);
      if (!entries.some(({ text }) => NUMBERED.test(text))) tables.push({ entries, end });
    }
    at = Math.max(at, end - 1);
  }
  markHeadings(lines, tables, found);
  return found;
}

function nextText(lines: readonly TidyLine[], from: number): string {
  return lines.slice(from, from + MAX_GAP).find(({ text }) => text !== '')?.text ?? '';
}

/** Entries without numbers of one table of contents, and the line behind them. */
interface EntriesAbove {
  readonly entries: readonly TidyLine[];
  readonly end: number;
}

/** Headings without numbers look like any other short line; that the contents above name them tells. */
function markHeadings(lines: readonly TidyLine[], tables: readonly EntriesAbove[], found: ContentsPart[]): void {
  const named = new Set<string>();
  let next = 0;
  for (let at = tables[0]?.end ?? lines.length; at < lines.length; at += 1) {
    for (; (tables[next]?.end ?? Number.POSITIVE_INFINITY) <= at; next += 1) {
      for (const { text } of tables[next]?.entries ?? []) named.add(wordsOf(text));
    }
    const { text = '', level = null, table = null } = lines[at] ?? {};
    const isBare = found[at] === null && level === null && table === null && text.length <= LONGEST_ENTRY;
    if (isBare && named.has(text.replace(/\s+/g, ''))) found[at] = 'heading';
  }
}

/** Where the entries from `start` on end: at the first line that is none, or that names what the first entry named. */
function findEnd(
  lines: readonly TidyLine[],
  start: number,
  isDotted: readonly boolean[],
  later: ReadonlyMap<string, readonly Beginning[]>,
): number {
  let first: string | null = null;
  let end = start;
  for (let at = start; at < lines.length; at += 1) {
    const { text = '', table = null } = lines[at] ?? {};
    if (text === '') continue;
    const words = wordsOf(text);
    if (table !== null || text.length > LONGEST_ENTRY || words === first) break;
    if (isDotted[at] !== true && (SENTENCE_END.test(text) || !standsBelow(words, at, later))) break;
    first ??= words;
    end = at + 1;
  }
  return end;
}

/** Where dotted lines end. */
function endOfDotted(isDotted: readonly boolean[], lines: readonly TidyLine[], start: number): number {
  let at = start;
  while (at < lines.length && (isDotted[at] === true || lines[at]?.text === '')) at += 1;
  return at;
}

interface Beginning {
  readonly at: number;
  readonly words: string;
}

function indexBeginnings(lines: readonly TidyLine[]): Map<string, Beginning[]> {
  const index = new Map<string, Beginning[]>();
  lines.forEach(({ text }, at) => {
    const words = text.slice(0, LONGEST_ENTRY).replace(/\s+/g, '');
    const key = words.slice(0, KEY_LENGTH);
    const alike = index.get(key) ?? [];
    // The last ones: headings stand below their table of contents.
    if (alike.length === MAX_ALIKE) alike.shift();
    alike.push({ at, words });
    index.set(key, alike);
  });
  return index;
}

function standsBelow(words: string, at: number, later: ReadonlyMap<string, readonly Beginning[]>): boolean {
  const alike = later.get(words.slice(0, KEY_LENGTH)) ?? [];
  return words !== '' && alike.some((line) => line.at > at && line.words.startsWith(words));
}

/** What an entry names, or the beginning of a line that is too long for one. */
function wordsOf(text: string): string {
  return text
    .slice(0, LONGEST_ENTRY + 1)
    .replace(PAGE, '')
    .replace(/\s+/g, '');
}
