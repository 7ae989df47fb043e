/**
 * The clean stage: which of a document's characters are worth keeping? A raw document goes in; its one text, the
 * paragraphs of it, what was dropped and why, come out. Order: white space, repeats, contents, furniture, wraps.
 */

import type { RawDocument } from '../ingest/contract.js';
import { evenCharacters, squeezeSpaces } from '../lexicon/spaces.js';
import type { Paragraph, TableRow } from '../types.js';
import { findContents } from './contents.js';
import type { CleanedDocument } from './contract.js';
import { type Drops, recordDrop, type TidyLine, tidyLine, unlabelTitle } from './line.js';
import { findRepeats, REPEATED_TEXT } from './repeats.js';
import { trimEndMarks } from './signoff.js';
import { type JoinedLine, joinWraps, type KeptLine } from './wraps.js';
import { judgeLines } from './zones.js';

/** Raised whenever cleaning changes what it keeps: the manifest records it, and an index made by another is stale. */
export const CLEANER_VERSION = '6';

/** The reason that Word's reader gives for those that it knows. */
const CONTENTS = 'table of contents';
/** Of headings that only the table of contents tells; the document's title is of the level above. */
const CONTENTS_LEVEL = 2;

/** Cleans one document; never throws. A text of furniture alone comes out empty, without paragraphs. Linear. */
export function cleanDocument(raw: RawDocument): CleanedDocument {
  const drops: Drops = { dropped: [], bylines: [] };
  for (const { text, reason } of raw.dropped) recordDrop(drops, squeezeSpaces(text), reason);
  const read = unlabelTitle(raw.lines.map(tidyLine), drops);
  const repeated = findRepeats(read);
  const contents = findContents(read);
  const lines = read.map((line, position) =>
    contents[position] === 'heading' ? { ...line, level: CONTENTS_LEVEL, startsBlock: true } : line,
  );
  const aside = (position: number): string | null =>
    contents[position] === 'entry' ? CONTENTS : repeated[position] ? REPEATED_TEXT : null;

  const standing: { line: TidyLine; position: number }[] = [];
  lines.forEach((line, position) => {
    if (line.text !== '' && aside(position) === null) standing.push({ line, position });
  });
  const { reasons, bylines, title } = judgeLines(
    standing.map(({ line }) => line),
    raw.format,
  );
  drops.bylines.push(...bylines);

  const kept: KeptLine[] = [];
  let next = 0;
  let gapAbove = true;
  lines.forEach((line, position) => {
    const apart = aside(position);
    if (line.text === '' || apart !== null) {
      if (apart !== null) recordDrop(drops, line.original, apart);
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

function compose(lines: readonly JoinedLine[], drops: Drops, title: string | null): CleanedDocument {
  const paragraphs: Paragraph[] = [];
  const tableRows: TableRow[] = [];
  let start = 0;
  for (const { text, first } of lines) {
    const end = start + text.length;
    const { level: markedLevel, page, table } = first;
    paragraphs.push({ number: paragraphs.length + 1, start, end, markedLevel, page, table: table?.kind ?? null });
    if (table?.kind === 'row') {
      const { caption, row, columns } = table;
      // What names a table, its rows and columns is shown as the text is.
      const names = { row: evenCharacters(row), columns: columns.map(evenCharacters) };
      tableRows.push({ start, end, caption: caption === null ? null : evenCharacters(caption), ...names });
    }
    start = end + 1;
  }
  // A line that turned out to be the first part of a wrapped sentence was no title.
  const isWhole = title !== null && lines.some(({ text }) => text === title);
  const text = lines.map((line) => line.text).join('\n');
  return { text, paragraphs, tableRows, ...drops, title: isWhole ? title : null };
}
