/**
 * Used by document.ts: cuts a sentence that is longer than a passage may be, at a semicolon, a comma or else between
 * two characters, into pieces of about equal length. Never inside a number or a surrogate pair. Linear time.
 */

import { isDigit, isLatinLetter, isSpace, trimSpan } from '../lexicon/characters.js';
import type { Span } from '../types.js';

/** A piece has at least this share of the longest length, so that pieces stay balanced and every search is short. */
const SHORTEST_SHARE = 0.4;
/** A cut between characters stays so many code units behind a digit: `12345.6万亿元` keeps its unit. */
const UNIT_LENGTH = 4;

/** Cut points from best to worst: between clauses, at a comma, in an enumeration, at a space. */
const CUT_MARKS = [new Set('；;'), new Set('，,：:'), new Set('、')] as const;

/** The sentence in pieces of at most `longest` code units, in order; the sentence itself when it is short enough. */
export function cutSentence(text: string, sentence: Span, longest: number): Span[] {
  const pieces: Span[] = [];
  let from = sentence.start;
  while (sentence.end - from > longest) {
    const rest = sentence.end - from;
    const wanted = from + Math.ceil(rest / Math.ceil(rest / longest));
    const earliest = from + Math.max(2, Math.floor(longest * SHORTEST_SHARE));
    const cut = findCut(text, from, earliest, Math.min(wanted, from + longest), from + longest);
    const piece = trimSpan(text, from, cut);
    if (piece.start < piece.end) pieces.push(piece);
    from = cut;
    while (from < sentence.end && isSpace(text.charCodeAt(from))) from++;
  }
  if (from < sentence.end) pieces.push({ start: from, end: sentence.end });
  return pieces;
}

/** The best place for a cut: at the mark nearest to `wanted`, by kind of mark; else the last that tears nothing. */
function findCut(text: string, from: number, earliest: number, wanted: number, latest: number): number {
  for (const marks of CUT_MARKS) {
    let best = -1;
    for (let cut = earliest; cut <= latest; cut++) {
      if (!marks.has(text.charAt(cut - 1)) || tearsNumber(text, cut)) continue;
      if (best < 0 || Math.abs(cut - wanted) < Math.abs(best - wanted)) best = cut;
    }
    if (best >= 0) return best;
  }
  for (let cut = latest; cut >= earliest; cut--) if (isSpace(text.charCodeAt(cut)) && !tearsWord(text, cut)) return cut;
  for (let cut = latest; cut >= earliest; cut--) if (!tearsWord(text, cut) && !follows(text, cut, from)) return cut;
  for (let cut = latest; cut >= earliest; cut--) if (!tearsPair(text, cut) && !tearsNumber(text, cut)) return cut;
  return tearsPair(text, latest) ? latest - 1 : latest;
}

/** True between the digits of a number, its point, its separators. */
function tearsNumber(text: string, cut: number): boolean {
  if (!isDigit(text.charCodeAt(cut))) return false;
  const before = text.charCodeAt(cut - 1);
  return isDigit(before) || (isDigit(text.charCodeAt(cut - 2)) && '.,，．'.includes(text.charAt(cut - 1)));
}

function tearsPair(text: string, cut: number): boolean {
  const before = text.charCodeAt(cut - 1);
  const after = text.charCodeAt(cut);
  return before >= 0xd800 && before <= 0xdbff && after >= 0xdc00 && after <= 0xdfff;
}

function tearsWord(text: string, cut: number): boolean {
  const latin = isLatinLetter(text.charCodeAt(cut - 1)) && isLatinLetter(text.charCodeAt(cut));
  return latin || tearsPair(text, cut) || tearsNumber(text, cut);
}

/** True when a digit stands so close before the cut that its unit may lie on it. */
function follows(text: string, cut: number, from: number): boolean {
  for (let index = Math.max(from, cut - UNIT_LENGTH); index < cut; index++) {
    if (isDigit(text.charCodeAt(index))) return true;
  }
  return false;
}
