/**
 * Cleaning works on lines: what a line is while it is being judged, and how one is let go. Used by every other file of
 * this stage.
 */

import type { RawLine } from '../ingest/contract.js';
import { closeSpaces, squeezeSpaces } from '../lexicon/spaces.js';
import type { Dropped } from '../types.js';

/** One line of the raw document, tidied, not yet judged. `text` has its white space closed; empty for a blank line. */
export interface TidyLine extends RawLine {
  /** The line as it stands in the file, trimmed, each run of white space one space: for bylines and what is dropped. */
  readonly original: string;
}

export function tidyLine(raw: RawLine): TidyLine {
  return { ...raw, text: closeSpaces(raw.text), original: squeezeSpaces(raw.text) };
}

/** 标题：丙县2023年政府工作报告, as forms and collections have it. */
const LABELLED_TITLE = /^(标题|题目|文件名称)\s?[:：]\s?(.{4,80})$/;
/** Lines among which a file names itself. */
const HEAD_LINES = 10;

/** The lines, with the label before the title let go. */
export function unlabelTitle(lines: readonly TidyLine[], drops: Drops): readonly TidyLine[] {
  const at = lines.slice(0, HEAD_LINES).findIndex(({ text, table }) => table === null && LABELLED_TITLE.test(text));
  const [, label = '', text = ''] = LABELLED_TITLE.exec(lines[at]?.text ?? '') ?? [];
  if (text === '') return lines;
  recordDrop(drops, label, 'label');
  return lines.map((line, position) => (position === at ? { ...line, text, original: text, startsBlock: true } : line));
}

/** Characters of a dropped text that are kept to show it; the rest is cut. */
const MAX_DROPPED_LENGTH = 2_000;

/** Collects what is dropped, in the order of the file. */
export interface Drops {
  readonly dropped: Dropped[];
  readonly bylines: string[];
}

export function recordDrop(drops: Drops, text: string, reason: string): void {
  if (text !== '') drops.dropped.push({ text: text.slice(0, MAX_DROPPED_LENGTH), reason });
}

/** True when a line of running text may end here: after it, nothing is expected. */
export function endsSentence(text: string): boolean {
  return /[。！？；：…!?;:.][”’"'）)」』》\]】]*$/.test(text.slice(-6));
}
