/**
 * Cleaning, where furniture stands: walks the head and the tail of a file. The lines go in; for each the reason to drop
 * it or null, the bylines and the document's title come out. The body between head and tail is not judged.
 */

import type { FileFormat } from '../ingest/contract.js';
import { BYLINE, EDITOR, isBareLabel, judgeFurniture, NAVIGATION, opensPageEnd } from './furniture.js';
import type { TidyLine } from './line.js';
import { findTitle, opensBody } from './title.js';

/** Lines of a head or a tail; pages with one menu word a line have some 40 above their text. */
const ZONE_LINES = 80;

/** A line this long with a full stop is body. UTF-16 code units. */
const BODY_LENGTH = 60;

/** Longest value of a byline that has its label on the line before. */
const LONGEST_LABEL_VALUE = 30;

/** What follows the page's end is dropped unread, so it may be no more than this share of a file's characters. */
const LARGEST_PAGE_END = 1 / 2;

interface Judgement {
  /** One entry a line given: the reason to drop it, null to keep it. */
  readonly reasons: (string | null)[];
  readonly bylines: string[];
  readonly title: string | null;
}

/** Judges the lines of a document, blank lines left out. Linear. */
export function judgeLines(lines: readonly TidyLine[], format: FileFormat): Judgement {
  const reasons: (string | null)[] = lines.map(() => null);
  const end = dropPageEnd(lines, reasons);
  const headEnd = findHeadEnd(lines, end);
  const tailStart = Math.max(headEnd, findTailStart(lines, end));
  // A marked heading, a row of a table or an item of a Markdown list is the document's own.
  const isOwn = lines.map(
    ({ level, table, startsBlock }) => level !== null || table !== null || (format === 'markdown' && startsBlock),
  );
  const bylines = [
    ...judgeZone(lines, isOwn, reasons, 0, headEnd),
    ...judgeZone(lines, isOwn, reasons, tailStart, end),
  ];
  dropRepeatsInHead(lines, reasons, headEnd);
  const firstByline = reasons.findIndex((reason, position) => position < headEnd && reason === BYLINE);
  const titlePosition = findTitle(lines, reasons, headEnd, firstByline);
  const title = titlePosition === null ? null : (lines[titlePosition]?.text ?? null);
  if (titlePosition !== null) dropAroundTitle(lines, reasons, titlePosition, tailStart, end);
  return { reasons, bylines, title };
}

/** Everything from the line that opens the page's end is dropped; returns where the document ends. */
function dropPageEnd(lines: readonly TidyLine[], reasons: (string | null)[]): number {
  const characters = lines.reduce((sum, { text }) => sum + text.length, 0);
  let opening: { position: number; reason: string } | null = null;
  let below = 0;
  let bodyBelow = false;
  for (let position = lines.length - 1; position > 0; position -= 1) {
    const { text, level } = lines[position] ?? { text: '', level: null };
    below += text.length;
    if (below > characters * LARGEST_PAGE_END) break;
    const reason = level === null ? opensPageEnd(text) : null;
    // A copyright statement has long sentences of its own; below links to other pages there is no text any more.
    if (reason === 'copyright' || (reason !== null && !bodyBelow)) opening = { position, reason };
    bodyBelow = opening?.position !== position && (bodyBelow || isBody(text));
  }
  if (opening === null) return lines.length;
  reasons.fill(opening.reason, opening.position);
  return opening.position;
}

function findHeadEnd(lines: readonly TidyLine[], end: number): number {
  const limit = Math.min(end, ZONE_LINES);
  for (let position = 0; position < limit; position += 1) {
    const line = lines[position];
    if (line === undefined || opensBody(line.text) || (line.level ?? 1) > 1) return position;
    if (isBody(line.text) && judgeFurniture(line.original, { before: '', after: '' }) === null) return position;
  }
  return limit;
}

function findTailStart(lines: readonly TidyLine[], end: number): number {
  const limit = Math.max(0, end - ZONE_LINES);
  for (let position = end - 1; position >= limit; position -= 1) {
    if (isBody(lines[position]?.text ?? '')) return position + 1;
  }
  return limit;
}

function isBody(text: string): boolean {
  return text.length >= BODY_LENGTH && /[。；！？;!?]/.test(text);
}

/** Drops the furniture between two positions; returns its bylines. */
function judgeZone(
  lines: readonly TidyLine[],
  isOwn: readonly boolean[],
  reasons: (string | null)[],
  start: number,
  end: number,
): string[] {
  const bylines: string[] = [];
  for (let position = start; position < end; position += 1) {
    const line = lines[position];
    if (line === undefined || isOwn[position]) continue;
    const reason = judge(lines, position);
    reasons[position] = reason;
    if (reason !== BYLINE && reason !== EDITOR) continue;
    const value = lines[position + 1]?.original ?? '';
    const hasValueBelow =
      position + 1 < end &&
      isBareLabel(line.original) &&
      value.length <= LONGEST_LABEL_VALUE &&
      isValue(lines, position + 1);
    if (hasValueBelow) {
      reasons[position + 1] = reason;
      position += 1;
    }
    bylines.push(hasValueBelow ? `${line.original}${value}` : line.original);
  }
  return bylines;
}

function judge(lines: readonly TidyLine[], position: number): string | null {
  const before = lines[position - 1]?.original ?? '';
  const after = lines[position + 1]?.original ?? '';
  return judgeFurniture(lines[position]?.original ?? '', { before, after });
}

/** The line below a bare label is its value unless it is furniture of another kind; a date and time is a value. */
function isValue(lines: readonly TidyLine[], position: number): boolean {
  const reason = judge(lines, position);
  return (reason === null || reason === BYLINE) && !/[:：]$/.test(lines[position]?.original ?? '');
}

/** A short line that stands above in the head already: the title over and under the byline, the last crumb. */
function dropRepeatsInHead(lines: readonly TidyLine[], reasons: (string | null)[], headEnd: number): void {
  const seen = new Map<string, string | null>();
  for (let position = 0; position < headEnd; position += 1) {
    const text = lines[position]?.text ?? '';
    const earlier = seen.get(text);
    if (reasons[position] === null && earlier !== undefined) {
      reasons[position] = earlier === null ? 'repeated title' : NAVIGATION;
    }
    if (earlier === undefined) seen.set(text, reasons[position] ?? null);
  }
}

/** Above the title only page headers stand, if the page has shown any; below the text the title may stand again. */
function dropAroundTitle(
  lines: readonly TidyLine[],
  reasons: (string | null)[],
  titlePosition: number,
  tailStart: number,
  end: number,
): void {
  const firstDropped = reasons.findIndex((reason) => reason !== null);
  for (let position = 0; position < titlePosition; position += 1) {
    if (firstDropped >= 0 && firstDropped < titlePosition) reasons[position] ??= 'page header';
  }
  const title = lines[titlePosition]?.text;
  for (let position = Math.max(tailStart, titlePosition + 1); position < end; position += 1) {
    if (lines[position]?.text === title) reasons[position] ??= 'repeated title';
  }
}
