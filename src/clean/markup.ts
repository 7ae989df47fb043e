/**
 * Cleaning, Markdown: a raw text with marks goes in; lines of plain text with the levels of their headings come out.
 * Marks are taken off, never acted on: HTML stays the characters it is.
 */

import { type Drops, type Line, recordDrop } from './line.js';
import { closeSpaces, squeezeSpaces } from './spaces.js';

const COMMENT_OPENING = '<!--';
const COMMENT_CLOSING = '-->';

const HEADING = /^(#{1,6})[ \t]+/;
const LIST_ITEM = /^[-*+][ \t]+/;
const NUMBERED_ITEM = /^\d{1,9}[.)、][ \t]*/;
const FENCE = /^(?:```|~~~)/;
const RULE = /^(?:-{3,}|\*{3,}|_{3,}|={3,})$/;
const TABLE_RULE = /^\|?[ \t:|-]*-[ \t:|-]*$/;

/** Lines of a Markdown text; comments, fences and rules are recorded as dropped. Linear. */
export function readMarkdownLines(raw: string, drops: Drops): Line[] {
  let fenced = false;
  return removeComments(raw, drops)
    .split('\n')
    .map((line) => {
      const trimmed = line.trim();
      if (FENCE.test(trimmed)) {
        fenced = !fenced;
        recordDrop(drops, trimmed, 'markup');
        return makeLine('', null, true);
      }
      if (fenced) return makeLine(trimmed, null, true);
      if (RULE.test(trimmed) || (trimmed.includes('|') && TABLE_RULE.test(trimmed))) {
        recordDrop(drops, trimmed, 'markup');
        return makeLine('', null, true);
      }
      return readLine(trimmed);
    });
}

function readLine(trimmed: string): Line {
  const heading = HEADING.exec(trimmed);
  if (heading !== null) {
    const words = trimmed.slice(heading[0].length);
    const closing = trimRight(words, '#');
    return makeLine(
      removeInlineMarks(/\s$/.test(closing) || closing === '' ? closing : words),
      heading[1]?.length ?? 1,
      true,
    );
  }
  let body = trimmed;
  while (body.startsWith('>')) body = body.slice(1).trimStart();
  const item = LIST_ITEM.exec(body);
  const starts = item !== null || NUMBERED_ITEM.test(body) || body.startsWith('|');
  return makeLine(removeInlineMarks(item === null ? body : body.slice(item[0].length)), null, starts);
}

function makeLine(text: string, markedLevel: number | null, startsBlock: boolean): Line {
  return { text: closeSpaces(text), original: squeezeSpaces(text), markedLevel, startsBlock };
}

/** Links and images become their words, emphasis its text. Each pattern stops at its own mark: linear. */
function removeInlineMarks(text: string): string {
  return text
    .replace(/!?\[([^[\]]*)\]\([^()]*\)/g, '$1')
    .replace(/\*\*([^*]+)\*\*/g, '$1')
    .replace(/(^|[^*\w])\*([^*\s][^*]*)\*(?![*\w])/g, '$1$2');
}

/** Comments may run over lines; an opening without a closing stays as it is. */
function removeComments(raw: string, drops: Drops): string {
  const kept: string[] = [];
  let position = 0;
  for (;;) {
    const opening = raw.indexOf(COMMENT_OPENING, position);
    const closing = opening < 0 ? -1 : raw.indexOf(COMMENT_CLOSING, opening + COMMENT_OPENING.length);
    if (closing < 0) break;
    kept.push(raw.slice(position, opening));
    recordDrop(drops, squeezeSpaces(raw.slice(opening + COMMENT_OPENING.length, closing)), 'comment');
    position = closing + COMMENT_CLOSING.length;
  }
  kept.push(raw.slice(position));
  return kept.join('');
}

function trimRight(text: string, mark: string): string {
  let end = text.length;
  while (end > 0 && text[end - 1] === mark) end -= 1;
  return text.slice(0, end);
}
