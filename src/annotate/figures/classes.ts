/**
 * Beside quantities: numbers that are not simply followed by a unit. What a number without one measures, and which
 * numbers state nothing because they name a class or a time.
 */

import { matchEnd } from '../../lexicon/characters.js';
import type { Numeral } from '../../lexicon/numerals.js';
import type { UnitMatch } from '../../lexicon/units.js';

const PERSONS =
  /(?:名|多|余)?(?:\d{1,2}(?:周)?岁及?以上)?(?:[^,。;、0-9]{0,4})(?:儿童|群众|农民|学生|婴幼儿|职工|老年人|老人|党员|干部|游客|人口|居民|牧民|劳动力|毕业生|青年|女生|人民(?!币)|妇女|教师|民众)/y;
const HOUSEHOLDS = /农户|农牧户|牧户|困难户|家庭/y;
/** Numbers without a unit after these are an index or ratio: 收入比缩小到2.31. */
const INDEX_BEFORE = /(?:为|至|到|达|在|于|比|数)$/;
const RATIO = /:1(?![\d.:])/y;
/** 万亿 alone is always money. */
const MONEY_FACTOR = 1e12;

/** 78万农牧户, 43万儿童, 突破6万亿, 2.31, 2.5:1; null for a bare number, which is mostly a name. */
export function readUnitless(text: string, position: number, numeral: Numeral): UnitMatch | null {
  const { end, factor } = numeral;
  // 6月份居民消费价格 counts no residents.
  if (text.charAt(end) === '月') return null;
  if (matchEnd(HOUSEHOLDS, text, end) !== -1) return { unit: { name: '户', factor: 1 }, end };
  if (matchEnd(PERSONS, text, end) !== -1) return { unit: { name: '人', factor: 1 }, end };
  if (factor === MONEY_FACTOR) return { unit: { name: '元', factor: 1 }, end };
  if (factor >= 1e4) return { unit: { name: '', factor: 1 }, end };
  const ratio = matchEnd(RATIO, text, end);
  if (ratio !== -1) return { unit: { name: '', factor: 1 }, end: ratio };
  const isIndex = numeral.step < 1 && INDEX_BEFORE.test(text.slice(Math.max(0, position - 1), position));
  return isIndex && text.charAt(end) !== ':' ? { unit: { name: '', factor: 1 }, end } : null;
}

const AGE_CLASS = /(?:及)?以[上下]|儿童|老人|至|-|—/y;
/** 15分钟生活圈 is a name. */
const CIRCLE = /[^,。;、]{0,12}圈/y;
const DURATION_BEFORE = /(?:连续|时隔|历时|年限|年限达|年限为|提高到|提前|达到|持续)$/;
const MARK_BEHIND = /[,。;、)!?\n]|$|以上/y;

/** Numbers that name a class or a time and state nothing: 3岁以下, 5年行动, 10万吨级码头, 12点30分. */
export function isClass(text: string, position: number, { unit, end }: UnitMatch): boolean {
  if (text.charAt(end) === '级') return true;
  if (unit.name === '岁') return matchEnd(AGE_CLASS, text, end) !== -1 && !/[到达为]$/.test(text.charAt(position - 1));
  if (unit.name === '小时') return matchEnd(CIRCLE, text, end) !== -1;
  if (unit.name === '年') {
    return (
      !DURATION_BEFORE.test(text.slice(Math.max(0, position - 4), position)) && !text.slice(position, end).includes('.')
    );
  }
  if (unit.name === '分') return matchEnd(MARK_BEHIND, text, end) === -1 || '时点'.includes(text.charAt(position - 1));
  return false;
}
