/**
 * Ingest, tables: what stands above one. Lines so far go in; the caption and the unit that their last two state come
 * out, and those lines are taken off their end.
 */

import type { RawLine } from './contract.js';
import { readUnitLine } from './table.js';

/** Characters of a paragraph that may be the caption of the table below it. */
const MAX_CAPTION_LENGTH = 40;
const CAPTION =
  /^附?表|表 ?[\d一二三四五六七八九十]|(?:表|情况|一览|指标|统计|目标|计划|清单|名单|明细|数据)(?:[（(][^（()）]*[)）])?$/u;
/** A sentence, or a heading that counts. */
const NO_CAPTION = /[。：；，！？:;,]$|^[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]/u;

/** Takes the line with the unit, and the caption above it, off the end of `above`. */
export function takeSurroundings(above: RawLine[]): { caption: string | null; unit: string | null } {
  let unit: string | null = null;
  let caption = above.at(-1);
  if (isPlain(caption)) {
    unit = readUnitLine(caption.text);
    if (unit !== null) caption = above.at(-2);
  }
  const taken = isPlain(caption) && isCaption(caption.text) ? caption.text : null;
  above.length -= (unit === null ? 0 : 1) + (taken === null ? 0 : 1);
  return { caption: taken, unit };
}

function isPlain(line: RawLine | undefined): line is RawLine {
  return line !== undefined && line.level === null && line.table === null;
}

function isCaption(text: string): boolean {
  return text.length <= MAX_CAPTION_LENGTH && CAPTION.test(text) && !NO_CAPTION.test(text);
}
