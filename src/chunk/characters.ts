/**
 * Used all over chunking: which UTF-16 code units are spaces and digits, and a span without the spaces around it.
 * Tests by code unit rather than by regular expression, because they run once for every character of a document.
 */

import type { Span } from '../types.js';

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
