/**
 * Lexicon, characters: what a character is, and which are the same. Spaces and digits are told by code unit rather than
 * by regular expression, because that runs once for every character of a document.
 */

import type { Span } from '../types.js';

/** From a full-width character of Unicode to its ASCII one. */
const FULL_WIDTH_DISTANCE = 0xfee0;

/** Plain ASCII for full-width characters and for the ratio's colon; one code unit for one, so that offsets stay. */
export function foldWidth(text: string): string {
  return text
    .replace(/[！-～]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - FULL_WIDTH_DISTANCE))
    .replace(/∶/g, ':');
}

/** Where the match of a sticky pattern that begins at a position ends; -1 when there is none. */
export function matchEnd(pattern: RegExp, text: string, position: number): number {
  pattern.lastIndex = position;
  return pattern.test(text) ? pattern.lastIndex : -1;
}

/** Where the last match of a global pattern ends; 0 when there is none. */
export function lastMatchEnd(pattern: RegExp, text: string): number {
  let end = 0;
  for (const match of text.matchAll(pattern)) end = match.index + match[0].length;
  return end;
}

/** Between the parts of a list; 普及, 参与 and 共和 list nothing. */
export const LIST_SIGN = /、|以及|还有|(?<![共中])和(?![美谐])|(?<!参)与|(?<![普涉危])及/;

/** Letters and digits alone. */
export function keepLetters(text: string): string {
  return text.replace(/[^\p{L}\p{N}]/gu, '');
}

/** The pairs of neighbouring characters of some words, repeats removed: what subjects are compared by. */
export function listPairs(words: string): string[] {
  const letters = keepLetters(words);
  return [...new Set(Array.from({ length: Math.max(0, letters.length - 1) }, (_, at) => letters.slice(at, at + 2)))];
}

/** The text with other words in the place of each span, which come in order; what two share goes once. */
export function replaceSpans<Place extends Span>(
  text: string,
  spans: readonly Place[],
  wordsFor: (span: Place) => string,
): string {
  let rest = '';
  let position = 0;
  for (const span of spans) {
    rest += text.slice(position, Math.max(position, span.start)) + wordsFor(span);
    position = span.end;
  }
  return rest + text.slice(position);
}

/** True for what JavaScript's `\s` matches: ASCII blanks, U+00A0, U+3000, U+FEFF, the U+2000 family. */
export function isSpace(code: number): boolean {
  if (code < 0x80) return code === 32 || (code >= 9 && code <= 13);
  return (
    code === 0xa0 ||
    code === 0x1680 ||
    (code >= 0x2000 && code <= 0x200a) ||
    code === 0x2028 ||
    code === 0x2029 ||
    code === 0x202f ||
    code === 0x205f ||
    code === 0x3000 ||
    code === 0xfeff
  );
}

/** True for 0-9 and their full-width forms. */
export function isDigit(code: number): boolean {
  return (code >= 48 && code <= 57) || (code >= 0xff10 && code <= 0xff19);
}

/** True for A-Z and a-z. */
export function isLatinLetter(code: number): boolean {
  return (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
}

/** The span without spaces at either end; `start === end` when nothing else is in it. */
export function trimSpan(text: string, start: number, end: number): Span {
  let from = start;
  let to = end;
  while (from < to && isSpace(text.charCodeAt(from))) from++;
  while (to > from && isSpace(text.charCodeAt(to - 1))) to--;
  return { start: from, end: to };
}

/** The text as a pattern that matches nothing else. */
export function escapePattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
