/**
 * Second step of chunking: what a reader sees of each paragraph before its words are understood: its numbering, its
 * first sentence, whether it greets, asks, stands alone. In: cleaned text and paragraphs. Out: one line a paragraph.
 */

import { trimSpan } from '../lexicon/characters.js';
import { firstSentenceEnd } from '../lexicon/sentences.js';
import type { Paragraph } from '../types.js';
import { beginsStemPoint, type Numbering, readNumbering } from './numbering.js';

/** A paragraph without the spaces around it, and what it begins with. */
export interface ParagraphLine {
  readonly start: number;
  readonly end: number;
  /** Number of the paragraph, from 1. */
  readonly paragraph: number;
  /** Page it begins on, for formats that have pages. */
  readonly page: number | null;
  /** A caption has a row below it. What a row's cells begin with is no numbering and no lead. */
  readonly table: 'caption' | 'row' | null;
  /** 1 (outermost) to DEEPEST_MARKED_LEVEL, null where the file format marks nothing. */
  readonly markedLevel: number | null;
  readonly numbering: Numbering | null;
  /** Where the words behind the numbering begin. */
  readonly wordsStart: number;
  /** End of the first sentence with its punctuation; never further than FIRST_SENTENCE_WINDOW from the words. */
  readonly firstEnd: number;
  /** One point (`二是…`) of an enumeration that stays body. */
  readonly stemPoint: boolean;
  /** `各位代表：`, alone or before more. */
  readonly salutation: boolean;
}

/** Leads are looked for within this many code units; longer than any lead, so a long paragraph costs no more. */
const FIRST_SENTENCE_WINDOW = 120;
/** Word processors stop at nine levels of headings. */
const DEEPEST_MARKED_LEVEL = 9;
/** A stand-alone heading has at most this many code units. The longest in 62 provincial reports has 38. */
const LONGEST_STANDALONE = 60;
/** A plain line of at most this many, without numbering, may be a heading. */
const LONGEST_PLAIN_HEADING = 30;
const SHORTEST_PLAIN_HEADING = 4;
/** A question that heads a section of an interview: journalists take their time. */
const LONGEST_QUESTION = 200;

const SALUTATION = /^(?:各位(?:代表|委员|领导|同志|来宾)|同志们|尊敬的)/;
const BYLINE =
  /来源|编辑|责编|记者|作者|摄影|发布|时间|字号|打印|分享|附件下载|相关|扫一扫|https?:|www\.|[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日|[0-9]{4}-[0-9]/;
const ASKER = /^[^：:？?。，,]{0,14}(?:记者|主持人|提问|网友|问|Q)[：:]/;
const GLOSSARY = /^[^。，,]{0,20}(?:名词|术语|用语|词语)(?:解释|注释|说明|释义)[）)]?[：:]?$/;
/** 专栏2 重点工程: a box of a plan, with the projects or the targets of what it stands in. */
const BOX = /^专\s?栏\s?(?:\d{1,2}|[一二三四五六七八九十]{1,3})(?![的中、，,至到—-])/;
const APPENDIX = /^(?:附件|附录|附表|附：|附:|参考文献|结束语|后记)[一二三四五六七八九十0-9]{0,2}[：:]?$/;
/** 图3 2021年—2023年粮食产量: names a picture, or a table that did not come along, and nothing that stands below. */
const FIGURE_CAPTION = /^(?:附?[图表]|Fig(?:ure|\.)|Table)\s?[\d一二三四五六七八九十]/i;
const LETTERS_PER_HAN = 3;
const HAN = /\p{Script=Han}/gu;

/** A line that nothing is read into. */
const PLAIN = { markedLevel: null, numbering: null, stemPoint: false, salutation: false } as const;

/** Reads every paragraph; those of spaces only are left out. */
export function readParagraphLines(text: string, paragraphs: readonly Paragraph[]): ParagraphLine[] {
  const read = paragraphs
    .map((paragraph) => ({ paragraph, ...trimSpan(text, paragraph.start, paragraph.end) }))
    .filter(({ start, end }) => start < end);
  return read.map(({ paragraph, start, end }, index) => {
    const { number, page } = paragraph;
    if (paragraph.table === 'row' || (paragraph.table === 'caption' && read[index + 1]?.paragraph.table === 'row')) {
      return {
        ...PLAIN,
        start,
        end,
        paragraph: number,
        page,
        table: paragraph.table,
        wordsStart: start,
        firstEnd: end,
      };
    }
    const numbering = readNumbering(text, start, end);
    const wordsStart = Math.min(end, start + (numbering?.length ?? 0));
    return {
      start,
      end,
      paragraph: number,
      page,
      table: null,
      markedLevel:
        paragraph.markedLevel === null ? null : Math.max(1, Math.min(DEEPEST_MARKED_LEVEL, paragraph.markedLevel)),
      numbering,
      wordsStart,
      firstEnd: firstSentenceEnd(text, wordsStart, Math.min(end, wordsStart + FIRST_SENTENCE_WINDOW)),
      stemPoint: numbering === null && beginsStemPoint(text, start, end),
      salutation: SALUTATION.test(text.slice(start, Math.min(end, start + 6))),
    };
  });
}

/** Code units, of English a third: what one character of Chinese says takes three letters. */
export function countAsHan(text: string, start: number, end: number): number {
  return /\p{Script=Han}/u.test(text.slice(start, end)) ? end - start : Math.ceil((end - start) / LETTERS_PER_HAN);
}

/** True when the whole line is one sentence or less. */
export function isOneSentence(line: ParagraphLine): boolean {
  return line.firstEnd === line.end;
}

/** True when the line closes as a sentence, a clause or a list item does, in English too, and so is no title. */
export function closesAsText(text: string, line: ParagraphLine): boolean {
  return (
    '。；;，,、！!…'.includes(text.charAt(line.end - 1)) || /[a-z\d)"”]\.$/.test(text.slice(line.end - 2, line.end))
  );
}

/** True for a line that announces what follows it: `主要做了以下工作：`. */
export function announces(text: string, line: ParagraphLine): boolean {
  return line.table === null && '：:'.includes(text.charAt(line.end - 1));
}

/** True for a numbered line that is all heading: `（一）坚持以稳增长为重中之重，着力……良好势头`. */
export function isStandaloneNumbered(text: string, line: ParagraphLine): boolean {
  return (
    isOneSentence(line) &&
    countAsHan(text, line.wordsStart, line.end) <= LONGEST_STANDALONE &&
    !closesAsText(text, line)
  );
}

/** True for `名词解释`, with or without a colon. */
export function isGlossaryTitle(text: string, line: ParagraphLine): boolean {
  return line.end - line.start <= LONGEST_PLAIN_HEADING && GLOSSARY.test(text.slice(line.start, line.end));
}

/** True for `附件`, `附录一`, `参考文献`: parts of their own behind the text. */
export function isAppendixTitle(text: string, line: ParagraphLine): boolean {
  return line.end - line.start <= LONGEST_PLAIN_HEADING && APPENDIX.test(text.slice(line.start, line.end));
}

/** True for the name of a box. */
export function isBoxTitle(text: string, line: ParagraphLine): boolean {
  return (
    line.table === null &&
    line.end - line.start <= LONGEST_STANDALONE &&
    isOneSentence(line) &&
    !closesAsText(text, line) &&
    !announces(text, line) &&
    BOX.test(text.slice(line.start, line.end))
  );
}

/** True for a journalist's turn (`人民网记者：…`), whether it ends in a question mark or not. */
export function isAskersTurn(text: string, line: ParagraphLine): boolean {
  return (
    line.end - line.start <= LONGEST_QUESTION && ASKER.test(text.slice(line.start, Math.min(line.end, line.start + 20)))
  );
}

/** True for a line that ends in a question mark. */
export function endsInQuestion(text: string, line: ParagraphLine): boolean {
  return '？?'.includes(text.charAt(line.end - 1));
}

/** True for a short line of words that is neither sentence, byline nor date, and could be a heading by its place. */
export function looksLikePlainHeading(text: string, line: ParagraphLine): boolean {
  const length = line.end - line.start;
  if (length < SHORTEST_PLAIN_HEADING || length > LONGEST_PLAIN_HEADING) return false;
  if (line.table || line.numbering || line.salutation || !isOneSentence(line)) return false;
  if (closesAsText(text, line) || announces(text, line)) return false;
  const words = text.slice(line.start, line.end);
  return (
    !BYLINE.test(words) &&
    !FIGURE_CAPTION.test(words) &&
    !/[：:]./.test(words) &&
    !/[|。；]/.test(words) &&
    balanced(words) &&
    (words.match(HAN)?.length ?? 0) * 2 > length
  );
}

/** False for a piece of a broken line such as `青山就是金山银山”示范县`. */
function balanced(words: string): boolean {
  let open = 0;
  for (const character of words) {
    if ('“（(《「'.includes(character)) open++;
    if ('”）)》」'.includes(character) && --open < 0) return false;
  }
  return open === 0;
}
