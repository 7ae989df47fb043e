/**
 * What counts as right, for whatever is evaluated: whether a passage is a place where the answer stands, and whether an
 * answer holds all that it must.
 */

import type { AskReply } from '../api/ask.js';
import type { ReturnedPassage } from './contract.js';
import { normaliseForComparison } from './metrics.js';
import type { RelevantPlace } from './questions.js';

/** Whether a path leads to a file of this base name; systems differ in how they write accents. */
export function isOfFile(source: string, name: string): boolean {
  return source.slice(source.lastIndexOf('/') + 1).normalize('NFC') === name.normalize('NFC');
}

/** Tells whether a passage holds the words of any of the places. */
export function createPlaceTest(places: readonly RelevantPlace[]): (passage: ReturnedPassage) => boolean {
  const wanted = places.map(({ doc, span }) => ({ doc, span: normaliseForComparison(span) }));
  return ({ source, text }) => {
    const spans = wanted.filter(({ doc }) => isOfFile(source, doc)).map(({ span }) => span);
    if (spans.length === 0) return false;
    const words = normaliseForComparison(text);
    return spans.some((span) => words.includes(span));
  };
}

/** All that an answer says: its text, then its lines, table and figures as they are sent. */
export function readAnswer(answer: AskReply['answer']): string {
  if (answer === null) return '';
  const { text, sentences: _quoted, note: _aside, ...said } = answer;
  return `${text} ${JSON.stringify(said)}`;
}

/** White space and width aside. */
export function holdsAll(said: string, must: readonly string[]): boolean {
  const text = normaliseForComparison(said);
  return must.every((words) => text.includes(normaliseForComparison(words)));
}
