/**
 * The clean stage: which of a document's characters are worth keeping? A raw document goes in; its one text, the
 * paragraphs of it, what was dropped and why, come out. Order: markup, white space, repeats, furniture, wraps.
 */

import type { RawDocument } from '../ingest/contract.js';
import type { Paragraph } from '../types.js';
import type { CleanedDocument } from './contract.js';
import { type Drops, type Line, recordDrop } from './line.js';
import { readMarkdownLines } from './markup.js';
import { findRepeats, REPEATED_TEXT } from './repeats.js';
import { trimEndMarks } from './signoff.js';
import { closeSpaces, squeezeSpaces } from './spaces.js';
import { type JoinedLine, joinWraps, type KeptLine } from './wraps.js';
import { judgeLines } from './zones.js';

/** Raised whenever cleaning changes what it keeps: the manifest records it, and an index made by another is stale. */
export const CLEANER_VERSION = '1';

/** Cleans one document; never throws. A text of furniture alone comes out empty, without paragraphs. Linear. */
export function cleanDocument(raw: RawDocument): CleanedDocument {
  const drops: Drops = { dropped: [], bylines: [] };
  const lines = raw.format === 'markdown' ? readMarkdownLines(raw.text, drops) : readPlainLines(raw.text);
  const repeated = findRepeats(lines);

  const standing: { line: Line; position: number }[] = [];
  lines.forEach((line, position) => {
    if (line.text !== '' && !repeated[position]) standing.push({ line, position });
  });
  const { reasons, bylines, title } = judgeLines(standing.map(({ line }) => line));
  drops.bylines.push(...bylines);

  const kept: KeptLine[] = [];
  let next = 0;
  let gapAbove = true;
  lines.forEach((line, position) => {
    if (line.text === '' || repeated[position]) {
      if (repeated[position]) recordDrop(drops, line.original, REPEATED_TEXT);
      gapAbove = true;
      return;
    }
    const reason = reasons[next];
    next += 1;
    if (typeof reason === 'string') {
      recordDrop(drops, line.original, reason);
      gapAbove = true;
      return;
    }
    kept.push({ ...line, gapAbove });
    gapAbove = false;
  });
  const isWebPage = drops.bylines.length > 0;
  return compose(trimEndMarks(joinWraps(kept, raw.format), isWebPage, drops), drops, title);
}

function readPlainLines(text: string): Line[] {
  return text.split('\n').map((line) => ({
    text: closeSpaces(line),
    original: squeezeSpaces(line),
    markedLevel: null,
    startsBlock: false,
  }));
}

function compose(lines: readonly JoinedLine[], drops: Drops, title: string | null): CleanedDocument {
  const paragraphs: Paragraph[] = [];
  let start = 0;
  for (const { text, markedLevel } of lines) {
    paragraphs.push({ number: paragraphs.length + 1, start, end: start + text.length, markedLevel });
    start += text.length + 1;
  }
  // A line that turned out to be the first part of a wrapped sentence was no title.
  const isWhole = title !== null && lines.some(({ text }) => text === title);
  return { text: lines.map(({ text }) => text).join('\n'), paragraphs, ...drops, title: isWhole ? title : null };
}
