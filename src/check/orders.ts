/**
 * Used to judge English claims: which places in an order does a text speak of, in English or Chinese, that are no figures?
 * The seventh city, the 14th games, the largest of any; 第七个, 第十四届, 首位, 最大.
 */

import { foldWidth } from '../lexicon/characters.js';
import { ORDINAL_WORD, readOrdinal } from '../lexicon/english-number-words.js';
import { readArabic, readChinese } from '../lexicon/numerals.js';
import { PLAN_IN_ENGLISH } from '../lexicon/plans.js';

const BEST = 'largest|biggest|highest|busiest|longest|fastest|tallest|deepest|widest|greatest|oldest|best|top|most';
/** The first of its kind or the first place, said of itself. */
const FIRST_IN_ENGLISH = new RegExp(
  String.raw`\b(?:world|country|nation|province|region|china|asia)['’]s (?:first|only|${BEST})\b|\bfirst(?:-ever|-place| of its kind)|\bfor the first time\b|\b(?:the|its) (?:first|only)\b(?! (?:half|quarter|time|three|two))|\b(?:the|its) (?:${BEST}) (?:[a-z-]+ )?(?:of any|of all|in the (?:world|country|nation|province)|in china|anywhere|of its kind|among|globally|nationwide)|\bmore [a-z -]{0,40}than (?:any|anywhere)|\b(?:topp(?:ed|s|ing)|leads?|led|leading) (?:the )?(?:country|nation|world|national|global|china)|\bfirst in (?:the )?(?:country|nation|world|china)\b|\ba first\b|\bnumber one\b`,
  'i',
);
const ORDINAL = new RegExp(
  String.raw`\b(${ORDINAL_WORD})\b(?! (?:half|quarter|straight|consecutive)|[-–](?:hand|party))`,
  'gi',
);

/** In English: ordinals, and 1 where something is the first or the most. */
export function readEnglishOrders(text: string): number[] {
  const plain = foldWidth(text).replace(PLAN_IN_ENGLISH, ' ');
  const orders = Array.from(plain.matchAll(ORDINAL), ([, word = '']) => readOrdinal(word.toLowerCase()) ?? 0);
  if (FIRST_IN_ENGLISH.test(plain)) orders.push(1);
  return [...new Set(orders.filter((order) => order > 0))];
}

const FIRST = /首[个次例家座位条张套台批颗艘届款部创]?|最|第一|第1(?!\d)|(?<!新)冠|唯一|榜首|领跑|之首|一等奖|金奖/;
const ORDERED = /第(?=[\d一二三四五六七八九十])/g;
/** 二、三级子公司. */
const GRADED = /[一二三四五六七八九](?=[级等档线]|、[一二三四五六七八九][级等档线])/g;

/** In Chinese. */
export function readChineseOrders(text: string): number[] {
  const plain = foldWidth(text);
  const orders = Array.from(plain.matchAll(ORDERED), ({ index }) => {
    const at = index + 1;
    return (readArabic(plain, at) ?? readChinese(plain, at))?.value ?? 0;
  });
  for (const [numeral] of plain.matchAll(GRADED)) orders.push(readChinese(numeral, 0)?.value ?? 0);
  if (FIRST.test(plain)) orders.push(1);
  return [...new Set(orders.filter((order) => order > 0))];
}
