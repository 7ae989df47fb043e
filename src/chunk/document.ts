/**
 * The chunk stage: what is the smallest passage that still answers something? In: the cleaned text of a document and
 * its paragraphs. Out: its sections, passages and sentences, all as offsets into that text. Linear time, no recursion;
 * no text makes it throw.
 */

import { splitSentences } from '../lexicon/sentences.js';
import type { Paragraph, Passage, Section, Sentence } from '../types.js';
import { findHeadings } from './headings.js';
import { announces, type ParagraphLine, readParagraphLines } from './lines.js';
import { beginsStemPoint } from './numbering.js';
import { buildOutline } from './outline.js';
import { type BreakKind, groupIntoPassages, LONGEST_PASSAGE, type PassageSentence } from './passages.js';
import { cutSentence } from './pieces.js';

/** Raise it whenever the same text would be chunked differently: indexes made by another version are refused. */
export const CHUNKER_VERSION = '6';

/** A document's text as it is outlined, found and quoted. All are in the order of the text. */
export interface ChunkedText {
  sections: Section[];
  /** Disjoint; with the stand-alone headings they hold every character that is no space. */
  passages: Passage[];
  /** Disjoint, each inside its passage; together they hold all that the passages hold. */
  sentences: Sentence[];
}

/**
 * Divides a document. `text` is its paragraphs joined by single `\n`, `paragraphs` are in order. Passages are at most
 * LONGEST_PASSAGE code units and never reach over a heading.
 */
export function chunkText(documentId: string, text: string, paragraphs: readonly Paragraph[]): ChunkedText {
  const lines = readParagraphLines(text, paragraphs);
  const decisions = findHeadings(text, lines);
  const { sections, paths, owners } = buildOutline(text, lines, decisions);
  const passages: Passage[] = [];
  const sentences: Sentence[] = [];
  let stretch: ParagraphLine[] = [];
  let owner = -1;
  const closeStretch = (): void => {
    if (stretch.length > 0) addPassages(documentId, text, stretch, paths[owner] ?? [], passages, sentences);
    stretch = [];
  };
  for (const [index, line] of lines.entries()) {
    const heading = decisions.headings[index];
    const apart = heading || decisions.leadless.has(index) || owners[index] !== owner;
    if (apart || !maySharePassage(lines[index - 1], line)) closeStretch();
    owner = owners[index] ?? -1;
    if (!heading || heading.runIn) stretch.push(line);
  }
  closeStretch();
  return { sections: [...sections], passages, sentences };
}

/** Rows share no passage with prose; a row that has to be cut shares none with other rows. */
function maySharePassage(above: ParagraphLine | undefined, line: ParagraphLine): boolean {
  return above?.table === line.table && !isLongRow(above) && !isLongRow(line);
}

function isLongRow({ table, start, end }: ParagraphLine): boolean {
  return table === 'row' && end - start > LONGEST_PASSAGE;
}

/** Appends the passages and sentences of consecutive lines of one section. */
function addPassages(
  documentId: string,
  text: string,
  lines: readonly ParagraphLine[],
  headingPath: readonly string[],
  passages: Passage[],
  sentences: Sentence[],
): void {
  const parts = splitLines(text, lines);
  for (const { from, to } of groupIntoPassages(parts)) {
    const first = parts[from];
    const last = parts[to - 1];
    if (!first || !last) continue;
    const ordinal = passages.length;
    let cut = false;
    for (let index = from; index < to; index++) {
      const part = parts[index];
      if (!part) continue;
      cut ||= part.cut;
      sentences.push({ start: part.start, end: part.end, passage: ordinal });
    }
    const { paragraph, page } = first.line;
    passages.push({
      id: `${documentId}-${ordinal}`,
      start: first.start,
      end: last.end,
      headingPath,
      paragraph,
      page,
      cut,
    });
  }
}

interface Part extends PassageSentence {
  readonly line: ParagraphLine;
}

/** The sentences of lines, long ones in pieces. A row is one sentence, whatever stands in its cells. */
function splitLines(text: string, lines: readonly ParagraphLine[]): Part[] {
  const parts: Part[] = [];
  let announced = false;
  for (const line of lines) {
    let opens: BreakKind = announced ? 'announced' : 'paragraph';
    for (const sentence of line.table ? [line] : splitSentences(text, line.start, line.end)) {
      const pieces = cutSentence(text, sentence, LONGEST_PASSAGE);
      if (opens === 'sentence' && beginsStemPoint(text, sentence.start, sentence.end)) opens = 'stemPoint';
      for (const piece of pieces) {
        parts.push({ start: piece.start, end: piece.end, cut: pieces.length > 1, opens, line });
        opens = 'piece';
      }
      opens = 'sentence';
    }
    announced = announces(text, line);
  }
  return parts;
}
