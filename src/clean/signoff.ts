/**
 * Cleaning, the sign-off: takes what a newspaper puts behind the last full stop. The paragraphs go in; the same come
 * out, the last one without the reporter's name and the end mark.
 */

import { type Drops, recordDrop } from './line.js';
import type { JoinedLine } from './wraps.js';

/** UTF-16 code units between the brackets of a sign-off: (本报记者 张某某 通讯员 李某某). */
const LONGEST_SIGN_OFF = 30;

const END_MARK = /[。！？!?][■◆●□▪]$/;
const BRACKETS_AFTER_STOP = /[。！？!?”][(（]([^()（）]+)[)）]$/;
const ROLE = /本报|本网|记者|通讯员|实习生|作者|编辑|供稿/g;
const NAMES = /^(?:\p{Script=Han}{2,4}[、,，]?\s?){1,4}$/u;

/** @param isWebPage whether the page named a source or an editor: without either, brackets at the end are the text's. */
export function trimEndMarks(lines: readonly JoinedLine[], isWebPage: boolean, drops: Drops): JoinedLine[] {
  const last = lines.at(-1);
  if (last === undefined) return [];
  let { text } = last;
  if (END_MARK.test(text.slice(-2))) {
    recordDrop(drops, text.slice(-1), 'end mark');
    text = text.slice(0, -1);
  }
  const signOff = BRACKETS_AFTER_STOP.exec(text.slice(-LONGEST_SIGN_OFF - 3));
  const words = signOff?.[1]?.replace(ROLE, '').trim() ?? '';
  if (signOff !== null && isWebPage && (words === '完' || NAMES.test(words))) {
    const length = signOff[0].length - 1;
    recordDrop(drops, text.slice(-length), 'reporter');
    text = text.slice(0, -length);
  }
  return [...lines.slice(0, -1), { ...last, text }];
}
