/**
 * Between a question and what was said before: words that only tie it on (那, 不对，我说的是, and, I meant) come off, and a
 * year that it explains itself (今年，我说的是2025年) takes the place of the one counted from the present day.
 */

import { RELATIVE_YEARS } from '../../lexicon/years.js';

/** A question without what ties it to those before. */
export interface Opened {
  readonly text: string;
  /** True when words came off: it leans on what was said before. */
  readonly isTied: boolean;
  /** True when it says that it turns to something else. */
  readonly turnsAway: boolean;
}

/** Each may come off in turn; none is a question by itself. */
const TIES: readonly RegExp[] = [
  /^(?:那么|那(?!一?[年时边里儿个些位天月座条种样]|[两三几]|会儿|项)|然后|还有|接着|另外|顺便|好的?[，,。]|嗯+|哦+|噢|对了|谢谢|(?:再|还是)?(?:说|讲|看|问)?回到?(?=[^答应复顾升暖落])(?!.{0,2}[?？]?$))[，,、。：:\s]*/,
  /^(?:不对|不是的?|错了|不)[，,。、\s]+/,
  // What is denied is not what is asked: 不是煤，说的是新能源车.
  /^不是[^，,。？?吗]{1,20}[，,]\s*/,
  /^我?(?:再|还)?(?:想要?)?(?:说|问|指|要|看|查|讲|关心)的(?:其实)?是/,
  /^我(?:就?是|想要?|要)?(?:问|说|指|看|查|知道|了解)(?:的(?:其实)?是|一下)?|^我要/,
  /^请?(?:问|介绍|告诉我|说说|讲讲|谈谈)(?:一下)?[，,：:\s]*(?=.{4})/,
  /^而?是(?=[^否不])/,
  /^(?:and|but|so|then|ok(?:ay)?|no|sorry|thanks|thank you|well|right|also)\b[\s,.!:;–—-]*/i,
  /^(?:(?:what|how) about|i (?:meant|mean|was asking (?:about|for)|am asking (?:about|for)|want(?:ed)?)|for(?= ))\b[\s,:]*/i,
];
const TURNS: readonly RegExp[] = [
  /^(?:我?(?:再|另外|还)?(?:想)?(?:问|说|聊|看|换)(?:一?下|一?个|点)?(?:别的|其他的?|话题|问题)|换个?(?:话题|问题))[，,、。：:\s]*/,
  /^(?:(?:let(?:'|’)s )?change (?:the )?(?:topic|subject)|(?:on )?another (?:topic|question|thing)|(?:a )?different (?:topic|question))[\s,.:;–—-]*/i,
];
/** More ties than anybody writes. */
const MAX_TIES = 6;

export function openQuestion(written: string): Opened {
  let text = written.trim();
  let turnsAway = false;
  let isTied = false;
  for (let ties = 0; ties < MAX_TIES; ties += 1) {
    const turn = TURNS.map((words) => text.replace(words, '')).find((rest) => rest !== text);
    const rest = turn ?? TIES.map((words) => text.replace(words, '')).find((each) => each !== text);
    // A tie by itself is all that was said.
    if (rest === undefined || rest.trim() === '') break;
    if (turn === undefined) isTied = true;
    else turnsAway = true;
    text = rest.trim();
  }
  return { text, isTied, turnsAway };
}

/** A question with the year that it explains in place of the word for it. */
export interface Explained {
  readonly text: string;
  /** The year that it takes for the present; null when it explains none. */
  readonly present: number | null;
}

const IN_BRACKETS = /^\s?[（(]\s?(20\d\d)\s?年?\s?[)）]/;
const IN_WORDS =
  /[，,。？?！!；;.\s]+(?:也?就是|即|我?(?:说|指|问|看|要|讲)的?(?:是)?|i mean(?:t)?|meaning|that is|i\.e\.,?)\s*(20\d\d)\s?年?的?[。.？?]?$/i;

/** The text itself when it explains no year. Linear time. */
export function explainYear(text: string): Explained {
  for (const [words, distance] of RELATIVE_YEARS) {
    for (const { 0: word, index } of text.matchAll(words)) {
      const behind = text.slice(index + word.length);
      const inBrackets = IN_BRACKETS.exec(behind);
      const inWords = IN_WORDS.exec(behind);
      const year = Number(inBrackets?.[1] ?? inWords?.[1] ?? Number.NaN);
      if (Number.isNaN(year)) continue;
      const written = /\p{Script=Han}/u.test(word) ? `${year}年` : `in ${year}`;
      const rest = inBrackets === null ? behind.slice(0, inWords?.index ?? 0) : behind.slice(inBrackets[0].length);
      return { text: `${text.slice(0, index)}${written}${rest}`, present: year - distance };
    }
  }
  return { text, present: null };
}
