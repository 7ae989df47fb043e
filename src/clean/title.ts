/**
 * Cleaning, the title: which line of a file's head names the document. Lines and what was dropped of them go in; the
 * position of the title line comes out.
 */

import type { TidyLine } from './line.js';

/** UTF-16 code units; the longest title seen has 40. */
const SHORTEST_TITLE = 4;
const LONGEST_TITLE = 80;

/** A name alone on its line is no title (余珂, 毛伟明, 嘎玛泽登). */
const LONGEST_BARE_NAME = 4;

const SALUTATION = /^(?:各位代表|各位委员|同志们|尊敬的)/;
const NUMBERED_HEADING =
  /^(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）]|第[一二三四五六七八九十]{1,3}[章节条编]|\d{1,2}[.、])/;
const ASSEMBLY = /(?:会议|大会)上/;
const DATE_FIRST = /^[—―–\-（(\s]{0,4}(?:\d{4}|[二〇○零一九]{4})年.{1,4}月/;
const OFFICE_AND_NAME = /(?:长|主席|主任|书记|代表)\s[\p{Script=Han}·\s]{2,15}$/u;
/** Who signs stands below the title. */
const BODY_ALONE =
  /^[\p{Script=Han}\s]{2,30}(?:人民政府|[省市县区]委|办公[厅室]|研究室|政研室|委员会|[厅局]|调查总?队)$/u;
const NAMES_A_DOCUMENT = /报告|规划|纲要|意见|方案|办法|通知|决定|条例|解读|讲话|公报|白皮书|纪要|批复|通告|公告/;
/** What an office writes about, under the head of its paper (丙市人民政府专题会议纪要, 丙市人民政府办公室文件). */
const WRITES_ABOUT =
  /关于.{2,60}的\S{0,8}(?:报告|意见|方案|办法|通知|决定|规定|公告|通告|通报|批复|纪要|函|说明|解读)$/;

/** True for a line with which the body begins: the salutation, the first numbered heading. */
export function opensBody(text: string): boolean {
  return SALUTATION.test(text) || NUMBERED_HEADING.test(text);
}

/**
 * The position of the title: the heading marked as level 1; else the line that names a kind of document, the last one
 * above the byline before any below it; else the last possible line above the byline, or without a byline the first.
 */
export function findTitle(
  lines: readonly TidyLine[],
  reasons: readonly (string | null)[],
  headEnd: number,
  firstByline: number,
): number | null {
  const candidates: number[] = [];
  for (let position = 0; position < headEnd; position += 1) {
    const line = lines[position];
    if (line === undefined || reasons[position] !== null || line.table?.kind === 'row') continue;
    if (line.level === 1) return position;
    if (mayBeTitle(line.text)) candidates.push(position);
  }
  const above = firstByline < 0 ? [] : candidates.filter((position) => position < firstByline);
  const namesDocument = (position: number) => NAMES_A_DOCUMENT.test(lines[position]?.text ?? '');
  const writesAbout = (position: number) => WRITES_ABOUT.test(lines[position]?.text ?? '');
  const written =
    above.findLast(writesAbout) ?? (above.some(namesDocument) ? null : candidates.find(writesAbout)) ?? null;
  if (written !== null) return written;
  return above.findLast(namesDocument) ?? above.at(-1) ?? candidates.find(namesDocument) ?? candidates[0] ?? null;
}

function mayBeTitle(text: string): boolean {
  if (text.length < SHORTEST_TITLE || text.length > LONGEST_TITLE) return false;
  if (/[。；：:，,;]$/.test(text) || DATE_FIRST.test(text) || ASSEMBLY.test(text)) return false;
  if (text.length <= LONGEST_BARE_NAME && !NAMES_A_DOCUMENT.test(text)) return false;
  return !OFFICE_AND_NAME.test(text) && !BODY_ALONE.test(text);
}
