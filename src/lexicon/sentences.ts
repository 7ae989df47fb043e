/**
 * Splits a paragraph into sentences, the smallest units that are quoted. In: a text and a paragraph's span. Out: spans
 * in order, without spaces around them, that together hold every other character of the paragraph. Linear time, however
 * long the paragraph and however many quotation marks are left open.
 */

import type { Span } from '../types.js';
import { isDigit, isLatinLetter, isSpace, trimSpan } from './characters.js';

/** A full stop inside a pair of quotation marks or brackets up to this long (code units) ends no sentence. */
const LONGEST_PROTECTED_PAIR = 200;
/** Pairs within pairs that are followed; more are no writing, and every level is searched at each closing mark. */
const DEEPEST_PAIR = 16;
/** Longest word looked at before a Latin full stop, in code units: abbreviations are shorter. */
const LONGEST_ABBREVIATION = 8;

const TERMINATORS = new Set('。｡！？!?');
const CLOSERS = new Set('”’」』）)】》〉］]〕');
const OPENERS = new Map([...'“”‘’「」『』《》〈〉【】（）()［］[]〔〕'].map((mark, index) => [mark, index >> 1]));
const OPENING = new Set('“‘「『《〈【（(［[〔');
/** After a quotation these carry its sentence on: `“怎么办？”的问题`, `“不折腾。”，这是`. */
const CARRIES_ON = new Set('，,、；;：:的等之是和与及');
const ABBREVIATIONS = new Set(
  'mr mrs ms dr prof st no nos vs etc inc ltd co corp fig figs eq vol pp ed eds al approx dept est gov sen rep jan feb mar apr jun jul aug sep sept oct nov dec e.g i.e u.s u.k a.m p.m'.split(
    ' ',
  ),
);

/** The sentences of `text` between `start` and `end`, which lie in one paragraph. */
export function splitSentences(text: string, start: number, end: number): Span[] {
  const sentences: Span[] = [];
  let from = start;
  while (from < end && isSpace(text.charCodeAt(from))) from++;
  const pairs = findProtectedPairs(text, start, end);
  let pair = 0;
  let quoteOpen = false;
  const close = (at: number): void => {
    const sentence = trimSpan(text, from, at);
    if (sentence.start < sentence.end) sentences.push(sentence);
    from = at;
    while (from < end && isSpace(text.charCodeAt(from))) from++;
  };
  let position = start;
  while (position < end) {
    while (pair < pairs.length && (pairs[pair]?.start ?? end) < position) pair++;
    const protectedPair = pairs[pair];
    if (protectedPair && protectedPair.start === position) {
      position = protectedPair.end;
      if (quotationEndsSentence(text, protectedPair, from, end)) close(position);
      continue;
    }
    const character = text.charAt(position);
    if (character === '"') quoteOpen = !quoteOpen;
    if (!endsSentence(text, position, from, end)) {
      position++;
      continue;
    }
    position++;
    while (position < end) {
      const next = text.charAt(position);
      if (next === '"' && quoteOpen) quoteOpen = false;
      else if (!TERMINATORS.has(next) && !CLOSERS.has(next)) break;
      position++;
    }
    close(position);
  }
  close(end);
  return sentences;
}

/** Where the first sentence of the span ends; the span's end when it has but one. */
export function firstSentenceEnd(text: string, start: number, end: number): number {
  return splitSentences(text, start, end)[0]?.end ?? end;
}

/** Outermost pairs of quotation marks and brackets no longer than the limit, in order; the rest protects nothing. */
function findProtectedPairs(text: string, start: number, end: number): Span[] {
  const pairs: Span[] = [];
  const open: { type: number; at: number }[] = [];
  for (let position = start; position < end; position++) {
    const code = text.charCodeAt(position);
    if (code < 0x80 && code !== 40 && code !== 41 && code !== 91 && code !== 93) continue;
    const mark = text.charAt(position);
    const type = OPENERS.get(mark);
    if (type === undefined) continue;
    while (open.length > 0 && position - (open[0]?.at ?? 0) >= LONGEST_PROTECTED_PAIR) open.shift();
    if (OPENING.has(mark)) {
      if (open.length === DEEPEST_PAIR) open.shift();
      open.push({ type: bracketType(type), at: position });
      continue;
    }
    const match = open.findLastIndex((opener) => opener.type === bracketType(type));
    const opener = open[match];
    if (!opener) continue;
    open.length = match;
    while ((pairs.at(-1)?.start ?? -1) > opener.at) pairs.pop();
    pairs.push({ start: opener.at, end: position + 1 });
  }
  return pairs;
}

/** `（…)` occurs as often as `（…）`: full and half width are one kind of bracket. */
function bracketType(type: number): number {
  const halfWidth = OPENERS.get('(');
  const fullWidth = OPENERS.get('（');
  return type === halfWidth && fullWidth !== undefined ? fullWidth : type;
}

function endsSentence(text: string, position: number, from: number, end: number): boolean {
  const character = text.charAt(position);
  if (character === '.') return endsLatinSentence(text, position, from, end);
  if (!TERMINATORS.has(character)) return false;
  // `a?b=1` in an address is no question.
  const next = position + 1 < end ? text.charCodeAt(position + 1) : 32;
  return !((character === '?' || character === '!') && (isLatinLetter(next) || isDigit(next) || next === 61));
}

function endsLatinSentence(text: string, position: number, from: number, end: number): boolean {
  let after = position + 1;
  if (after < end && (text.charAt(after) === '"' || CLOSERS.has(text.charAt(after)))) after++;
  if (after < end && !isSpace(text.charCodeAt(after))) return false;
  const before = text.charCodeAt(position - 1);
  const latin = isLatinLetter(before) || isDigit(before) || before === 41 || before === 37 || before === 34;
  if (position <= from || !latin) return false;
  let wordStart = position;
  while (wordStart > from && position - wordStart <= LONGEST_ABBREVIATION) {
    const code = text.charCodeAt(wordStart - 1);
    if (!isLatinLetter(code) && !isDigit(code) && code !== 46) break;
    wordStart--;
  }
  const word = text.slice(wordStart, position).toLowerCase();
  if (ABBREVIATIONS.has(word)) return false;
  const initial = word.length === 1 && isLatinLetter(word.charCodeAt(0));
  const listNumber = wordStart === from && isDigit(before);
  return !initial && !listNumber;
}

/**
 * After a closed quotation: `他说：“好。”` is a sentence, `“钱从哪里来？”“人往哪里去？”等问题` is not three. A 。 before
 * the mark ends the sentence; a ？ or ！ only where the quotation opened it or followed a colon.
 */
function quotationEndsSentence(text: string, pair: Span, from: number, end: number): boolean {
  let last = pair.end - 1;
  while (last > pair.start && CLOSERS.has(text.charAt(last))) last--;
  const mark = text.charAt(last);
  if (last === pair.end - 1 || !TERMINATORS.has(mark)) return false;
  const next = pair.end < end ? text.charAt(pair.end) : '';
  if (TERMINATORS.has(next) || CARRIES_ON.has(next) || CLOSERS.has(next)) return false;
  if (mark === '。' || mark === '｡') return true;
  const introduced = pair.start === from || text.charAt(pair.start - 1) === '：' || text.charAt(pair.start - 1) === ':';
  return introduced && !OPENING.has(next);
}
