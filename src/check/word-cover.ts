/**
 * Beside word claims: what a claim says by words, and how much of it a text has. Places and years are left to the
 * judge; whatever else of content a text lacks is named, since one word may make another claim of it.
 */

import { foldWidth, listPairs } from '../lexicon/characters.js';
import { removePlacesAndYears } from '../lexicon/content-words.js';
import type { Gazetteer, Translate } from '../lexicon/contract.js';
import { isFunctionWord, splitWords } from '../lexicon/english.js';
import type { Glossary } from '../lexicon/glossary.js';
import { detectLanguage } from '../lexicon/language.js';
import { toSimplified } from '../lexicon/simplified.js';

/** What claims are compared with. */
export interface CoverTools {
  readonly gazetteer: Gazetteer;
  readonly glossary: Glossary;
  readonly translate: Translate;
}

/** How much of a claim a text has. */
export interface Cover {
  /** 0 to 1: of a Chinese claim's characters, of an English one's phrases. */
  readonly share: number;
  /** Words of content that the text lacks. */
  readonly missing: readonly string[];
  /** True when it lacks nothing but numbers and has other numbers of the same things. */
  readonly hasOtherNumbers: boolean;
}

/** UTF-16 code units of a claim that are read. */
export const LONGEST_CLAIM = 2000;

/** Makes the measure of a claim, or of a clause of one, for any text. Both take linear time. */
export function createCover(claim: string, tools: CoverTools): (text: string) => Cover {
  const written = claim.slice(0, LONGEST_CLAIM);
  return detectLanguage(written) === 'zh' ? coverChinese(written, tools) : coverEnglish(written, tools);
}

/** Ways to say the same, the first for all. */
const SAME: readonly (readonly [RegExp, string])[] = [
  [/荣获|获得|获评|被评为|获授/g, '获'],
  [/落成|建好/g, '建成'],
  [/医护人员|医务工作者/g, '医务人员'],
  [/新(?:型)?冠(?:状病毒)?(?:肺炎)?疫情|新冠肺炎/g, '疫情'],
  [/第[一1]个|首个|头一个|首例/g, '首个'],
  [/老年人|长者/g, '老人'],
  [/企业营业收入|企业营收/g, '企业营收'],
  [/外贸进出口/g, '进出口'],
  [/重新回到|重返|重回/g, '重回'],
  [/世界上|全球|世界/g, '世界'],
  [/提高|升至|提升/g, '提升'],
  [/悉数|全数/g, '全部'],
  [/名列|位居|位列|排名|排在|居于/g, '居'],
];

const NUMERALS = '零一二三四五六七八九';
/** 三家, 第四次, 二期: written in digits as often. */
const COUNTED = /(?<![一二三四五六七八九十百千万亿])[一二三四五六七八九](?=[家个次期届位条座项类批大方])/g;

/** Width, traditional characters, white space, quotation marks and ways to say the same evened out. */
function evenOut(text: string): string {
  const plain = toSimplified(foldWidth(text))
    .replace(/[\s“”"'‘’「」《》]/g, '')
    .replace(COUNTED, (numeral) => String(NUMERALS.indexOf(numeral)));
  return SAME.reduce((even, [ways, one]) => even.replace(ways, one), plain);
}

/** Words that narrow nothing: how something is said, by whom, and that it is so. */
const IDLE =
  /政府工作报告|工作报告|正在|正式|开始|提出|介绍|表示|指出|做法|情况|方面|领域|项目|工程|工作|期间|当中|过程|已经|曾经|一年|之一|这个|该[市省县区州]|[我全][省市区州县]的|进行|属于|位于|有所|得到|来自|其中|还有|以及|由此|当年|去年|一项|一个|任务|[第均都的了在是和与及被到将已也就其中之个各为对把由里内上让使从所有并又还等于地得获]/g;
/** A shorter run of characters may stand anywhere. */
const SHORTEST_RUN = 2;
const NUMBER = /\d+(?:\.\d+)?(?:万亿|[万亿千百])?[\p{Script=Han}%％]?|[a-z][a-z0-9+-]*/giu;
const DATE = /\d{1,2}月(?:\d{1,2}日)?/g;

function coverChinese(claim: string, { gazetteer }: CoverTools): (text: string) => Cover {
  const words = evenOut(removePlacesAndYears(claim, gazetteer).replace(DATE, ' ').replace(/\s/g, '，'));
  const numbers = Array.from(words.matchAll(NUMBER), ([number]) => number.toLowerCase());
  const runs = words
    .replace(NUMBER, '，')
    .split(/[^\p{L}]+/u)
    .filter((run) => run !== '');
  return (text) => {
    const even = evenOut(text).toLowerCase();
    const pairs = new Set(listPairs(even));
    const missing: string[] = [];
    let found = 0;
    for (const run of runs) {
      const has = Array.from({ length: run.length }, () => false);
      for (let at = 0; at + SHORTEST_RUN <= run.length; at += 1) {
        if (pairs.has(run.slice(at, at + SHORTEST_RUN))) has.fill(true, at, at + SHORTEST_RUN);
      }
      found += has.filter(Boolean).length;
      const lacking = Array.from({ length: run.length }, (_, at) => (has[at] ? ' ' : run.charAt(at))).join('');
      missing.push(
        ...lacking
          .replace(IDLE, ' ')
          .split(' ')
          .filter((word) => word !== ''),
      );
    }
    const total = found + missing.join('').length;
    return { share: total === 0 ? 0 : found / total, ...compareNumbers(numbers, even, missing) };
  };
}

function compareNumbers(numbers: readonly string[], text: string, missing: readonly string[]): Omit<Cover, 'share'> {
  const lacking = numbers.filter((number) => !hasNumber(text, number));
  const isNumber = missing.length === 0 && lacking.length > 0 && lacking.every((number) => /^\d/.test(number));
  const plain = isNumber ? text.replace(LATIN_WITH_DIGITS, ' ') : '';
  const units = new Set(lacking.map((number) => /(?<![^\d.])[^\d.]*$/.exec(number)?.[0] ?? ''));
  const hasOtherNumbers = isNumber && [...units].every((unit) => hasDigitBefore(plain, unit));
  return { missing: [...missing, ...lacking], hasOtherNumbers };
}

/** With no unit, any number will do. */
function hasDigitBefore(plain: string, unit: string): boolean {
  if (unit === '') return /\d/.test(plain);
  for (let at = plain.indexOf(unit); at >= 0; at = plain.indexOf(unit, at + 1)) {
    if (/\d/.test(plain.charAt(at - 1))) return true;
  }
  return false;
}

/** 5G is no number. What begins inside a run is not tried: a long run would be read again from each of its characters. */
const LATIN_WITH_DIGITS = /(?<!\d)\d+[a-z]+|(?<![a-z])[a-z]+[\d-]+/gi;
const CONTINUES_NUMBER = /[\d.a-z]/i;

/** As a whole: 20件 does not stand in 120件. */
function hasNumber(text: string, number: string): boolean {
  for (let at = text.indexOf(number); at >= 0; at = text.indexOf(number, at + 1)) {
    const isCut = /[\da-z]$/i.test(number) && CONTINUES_NUMBER.test(text.charAt(at + number.length));
    if (!isCut && !CONTINUES_NUMBER.test(text.charAt(at - 1))) return true;
  }
  return false;
}

/** English words that narrow nothing. */
const IDLE_IN_ENGLISH = new Set(
  'new plan planned aim aimed put up set become became carried carry out see saw report reported government province city county total level number during course year annual annually its their according work state stated amount reach reached total overall successfully officially'.split(
    ' ',
  ),
);

function coverEnglish(claim: string, { gazetteer, glossary, translate }: CoverTools): (text: string) => Cover {
  let rest = claim.replace(/[’']s\b/g, '');
  const phrases: { readonly english: string; readonly chinese: readonly string[] }[] = [];
  for (const { term, start, end } of [...glossary.findAsked(rest)].reverse()) {
    phrases.push({ english: rest.slice(start, end), chinese: term.written });
    rest = `${rest.slice(0, start)} , ${rest.slice(end)}`;
  }
  for (const { english, chinese } of translate(removePlacesAndYears(rest, gazetteer))) {
    const words = english.split(' ').filter((word) => !IDLE_IN_ENGLISH.has(word));
    if (words.length > 0) phrases.push({ english, chinese });
  }
  const content = phrases.filter(
    ({ english, chinese }) => chinese.length > 0 || !splitWords(english).every(({ normal }) => isFunctionWord(normal)),
  );
  const numbers = [...removePlacesAndYears(claim, gazetteer).matchAll(/(?<![\w.])\d[\d,.]*(?!\w)/g)].map(([number]) =>
    number.replace(/,|[.,]$/g, ''),
  );
  return (text) => {
    const even = toSimplified(foldWidth(text)).replace(/\s/g, '');
    const lacking = content.filter(
      ({ english, chinese }) => !even.toLowerCase().includes(english) && !chinese.some((word) => even.includes(word)),
    );
    const share = content.length === 0 ? 0 : 1 - lacking.length / content.length;
    return {
      share,
      ...compareNumbers(
        numbers,
        even,
        lacking.map(({ english }) => english),
      ),
    };
  };
}
