/**
 * Lexicon, marks of notes: a text goes in; where it has marks that point to notes comes out: 地区生产总值[1], 增加值①,
 * 城镇化率〔3〕. They are no words of the sentence: figures are read, and sentences shown, past them.
 */

import type { Span } from '../types.js';

/**
 * 〔24〕12号 is the number of a paper, ² of m² is a unit's, and what opens a line is the note itself. (1) is one only
 * between a name and its number.
 */
const NOTE_MARK =
  /(?<=[\p{L}\p{N}”’"%％)）》])(?:(?:[[［]\^?\d{1,3}(?:[-,、–—]\d{1,3}){0,4}[\]］]|〔\d{1,3}〕(?!\d+号)|【\d{1,3}】|[①-⑳㉑-㉟㊱-㊿]|[(（]注\d{0,2}[)）]|(?<=\p{sc=Han})[(（]\d{1,2}[)）](?=[\d为约达]))+|(?<=\p{sc=Han})[¹²³⁰⁴-⁹]{1,3}|(?<=\p{sc=Han})[*＊†‡※]{1,3}(?=[\p{sc=Han}\d,，。;；(（]|$))/gu;

/** In order, marks that stand side by side as one. Linear. */
export function findNoteMarks(text: string): Span[] {
  return [...text.matchAll(NOTE_MARK)].map(({ index: start, 0: mark }) => ({ start, end: start + mark.length }));
}

export function dropNoteMarks(text: string): string {
  return text.replace(NOTE_MARK, '');
}
