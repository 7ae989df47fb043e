/**
 * Lexicon, white space: a line with spaces of any kind goes in; the line with the spaces inside Chinese words closed
 * comes out. Only white space, invisible characters and radicals change: every other character stays the source's own.
 */

import { foldRadicals } from './radicals.js';

/**
 * What Unicode lets programs leave out when they show a text (zero-width characters, marks of writing direction, tags,
 * fillers, variation selectors) and the marks of interlinear notes: they hide from a reader, or reorder, what a model
 * reads. Linear.
 */
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\uFFF9-\uFFFB]/gu;

const WHITE_SPACE = /\s+/g;

/** Han characters and the punctuation that is set without spaces around it. */
const CHINESE = /[\p{Script=Han}〇、-〃〈-】〔-〟！-～“”‘’—…·％●■◆○□▲★]/u;
const HAN = /\p{Script=Han}/u;

/** Lines up to this length are looked at for titles, names and slogans, in UTF-16 code units. */
const SHORT_LINE = 80;

/** The halves of a slogan are at most this long (鹭引五洲 才聚八闽 is four and four). */
const LONGEST_SLOGAN_HALF = 12;

/** A title or office before a person's name: the space before the name says where it begins. */
const BEFORE_NAME =
  /(?:省长|市长|县长|区长|州长|盟长|旗长|镇长|乡长|主席|主任|书记|部长|局长|厅长|总理|委员长|代表|记者|通讯员|编辑|会议上|大会上)$/;
const DATE_END = /\d日$/;
const NAME_ONLY = /^[\p{Script=Han}·]{2,15}(?:[)）]|$)/u;
const SPACED_NAME = /^\p{Script=Han}\s+\p{Script=Han}{1,2}(?:[)）]|$)/u;
const CHAPTER_NUMBER = /(?:^|[“《])第[一二三四五六七八九十百零〇\d]{1,6}[编章节条部]分?$/;
const CLOSING_MARK = /[”》」]$/;

/** How many characters before a space are read to judge it. */
const REACH = 24;

/** Removes the characters that nobody sees. */
export function dropInvisible(text: string): string {
  return text.replace(INVISIBLE, '');
}

/** The text as a reader sees it. What a document or its keeper states passes here as its text does. */
export function evenCharacters(text: string): string {
  return foldRadicals(dropInvisible(text));
}

/** Removes invisible characters, trims, makes each run of white space one space. Linear. */
export function squeezeSpaces(line: string): string {
  return evenCharacters(line).replace(WHITE_SPACE, ' ').trim();
}

/**
 * Closes the white space of one line: `疫后重  振` → `疫后重振`, `827.9 亿元` → `827.9亿元`. One space stays between Latin
 * words, before a name (市长 陈家伟), after a chapter's number, between the halves of a slogan or a title; one tab stays
 * between the cells of a table, one space beside the bars of another. Linear.
 */
export function closeSpaces(line: string): string {
  const text = evenCharacters(line).trim();
  if (!HAN.test(text)) return text.replace(WHITE_SPACE, ' ');
  return text.replace(WHITE_SPACE, (run: string, at: number) => {
    const left = text.slice(Math.max(0, at - REACH), at);
    const right = text.slice(at + run.length, at + run.length + REACH);
    if (!CHINESE.test(left.slice(-1)) && !CHINESE.test(right.charAt(0))) return run.includes('\t') ? '\t' : ' ';
    // A bar parts the cells of a Markdown table; its spaces are the same on both sides of every cell.
    if (left.endsWith('|') || right.startsWith('|')) return ' ';
    if (run.includes('\t')) return /[\p{P}]$/u.test(left) ? '' : '\t';
    return isMeaningful(left, right, text, at) ? ' ' : '';
  });
}

/** 丙市统计局 国家统计局丙市调查队: bodies that issue a text together stand alone on their line. */
const BODY = String.raw`\p{Script=Han}{3,30}(?:政府|办公[厅室]|委员会|[厅局委]|调查总?队)`;
const JOINT_BODIES = new RegExp(`^${BODY}(?:\\s+${BODY}){1,4}$`, 'u');

function isMeaningful(left: string, right: string, text: string, at: number): boolean {
  if (isSlogan(left, right)) return true;
  if (text.length > SHORT_LINE) return false;
  if (JOINT_BODIES.test(text)) return true;
  if (CHAPTER_NUMBER.test(left)) return true;
  if (BEFORE_NAME.test(left) || DATE_END.test(left))
    return NAME_ONLY.test(right) || SPACED_NAME.test(right) || isOffice(left);
  // A title in two parts, the first of which ends in a quotation: 打造“三区一城” 提升发展能级
  return CLOSING_MARK.test(left) && at > 4 && HAN.test(right.charAt(0)) && !/[。；;，,]/.test(text);
}

/** 在……会议上 陕西省省长 赵刚: what follows the assembly is an office and a name. */
function isOffice(left: string): boolean {
  return /(?:会议|大会)上$/.test(left);
}

/** Two or more phrases of equal length that fill a quotation or a line: “雄奇山水 新韵重庆”. */
function isSlogan(left: string, right: string): boolean {
  const before = trailingHan(left);
  const after = leadingHan(right);
  if (before !== after || before < 3 || before > LONGEST_SLOGAN_HALF) return false;
  const opening = left.charAt(left.length - before - 1);
  const closing = right.charAt(after);
  const isEdge = (mark: string, edges: string) => mark === '' || edges.includes(mark) || /\s/.test(mark);
  // A line of three and three is as likely a broken word: 持续打 好蓝天
  return isEdge(opening, '“‘《') && isEdge(closing, '”’》') && (before > 3 || (opening !== '' && closing !== ''));
}

function trailingHan(text: string): number {
  let count = 0;
  while (count < text.length && HAN.test(text.charAt(text.length - 1 - count))) count += 1;
  return count;
}

function leadingHan(text: string): number {
  let count = 0;
  while (count < text.length && HAN.test(text.charAt(count))) count += 1;
  return count;
}
