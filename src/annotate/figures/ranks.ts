/** Beside quantities: a place in an order (居全国第2位, 稳居首位, 进入全国前十) goes in, its number comes out. */

import { readArabic, readChinese } from '../../lexicon/numerals.js';

/** A rank found in a text: the offsets of its own words, its place, and whether it is only within it (前十). */
export interface RankMatch {
  readonly end: number;
  readonly place: number;
  readonly isWithin: boolean;
}

/** What makes 第一 or 首位 a rank and not an ordinal: a verb of ranking or the field it is ranked in, just before. */
const RANKED =
  /(?:居|列|排|升至|升到|跃至|跃升|位次|保持|稳定在|进位|跻身|进入|迈入|前移至|上升到|上升至|提升至|提升到|提高到|提至|蝉联|获|为|全国|全省|全区|全市|全球|世界|亚洲|国内|省内|东部|中部|西部|西北|东北|省份|省市|省区|城市|同类)[^,。;:、!?\n]{0,10}$/;
/** Just before: 全国第1、第3位 ranks the first, too. */
const RANKED_BEFORE = 16;
const LAST_PLACE = 1000;

const FIRST = /首位|榜首/y;
const END_OF_RANK = /[,。;:、!?\n)”》和及与]|$|的|并|,/y;

/** The rank that begins at a position with 第, 前, 首位 or 榜首; null when it is an ordinal (第18届, 第一产业). */
export function readRank(text: string, position: number): RankMatch | null {
  const isRanked = RANKED.test(text.slice(Math.max(0, position - RANKED_BEFORE), position));
  FIRST.lastIndex = position;
  if (FIRST.test(text)) return isRanked ? { end: FIRST.lastIndex, place: 1, isWithin: false } : null;
  const word = text.charAt(position);
  if (word !== '第' && (word !== '前' || !isRanked || text.charAt(position - 1) === '提')) return null;
  const numeral = readArabic(text, position + 1) ?? readChinese(text, position + 1);
  if (numeral === null || numeral.value < 1 || numeral.value > LAST_PLACE || numeral.isMore) return null;
  const behind = text.charAt(numeral.end);
  if ('%‰‱'.includes(behind) && behind !== '') return null;
  const isWithin = word === '前';
  if (behind === '位' || (isRanked && (behind === '名' || (isWithin && behind === '强')))) {
    return { end: numeral.end + 1, place: numeral.value, isWithin };
  }
  END_OF_RANK.lastIndex = numeral.end;
  return isRanked && END_OF_RANK.test(text) ? { end: numeral.end, place: numeral.value, isWithin } : null;
}
