/** Does a question ask for a number, and counted in what? By its words: 多少元, 几公里, how many people. */

import { comparedIn, RELATIVE_UNITS, readUnit } from './units.js';

export interface AskedNumber {
  /** The unit that quantities like it are compared in; null when any will do. */
  readonly unit: string | null;
  /** Of a whole: what something has of another, and not by how much it grew. */
  readonly isShare?: boolean;
}

const ASKS =
  /多少|几(?=[十百千万亿成倍个家条座项公元人名户套台辆所吨里块所间处件分趟次])|百分之几|多[大高长远快重宽久]|\bhow (?:many|much|large|big|high|long|far|fast|tall|old)\b|\bwhat (?:share|percentage|proportion|number|amount)\b/iu;
/** What stands between the word of asking and the unit. */
const QUANTITY_IN_CHINESE = /(?:多少|几)(?:[十百千万亿]{1,2})?/gu;
const MONEY =
  /(?:多少|几个?)(?:块?钱)|\bhow much (?:money|does .{1,60} cost|did .{1,60} cost|will .{1,60} cost|is the (?:fee|fare|toll|ticket))|\bin yuan\b/i;
const SHARE = /百分之几|百分比|几成|几个百分点|占比|\bper ?cent|\bpercentage\b|\bproportion\b|\bwhat share\b/i;
const OF_WHOLE =
  /占[^，,]{0,12}(?:比重|比例|百分之几|几成|多少(?![亿万元]))|占比|\bwhat (?:share|proportion|percentage) of\b|\bas a share of\b/i;
const COUNT = /\bhow many\b/i;
/** What counts nothing by itself; longest unit that is looked for. */
const LONGEST_UNIT = 8;

/** A thing that is measured and nothing behind it, as for a search engine: 山东新能源汽车产量, 青海2025年赤字率. */
const BARE_MEASURE =
  /(?:[产销存总流储运]量|吞吐量|发电量|用电量|排放量|产值|收入|总额|总值|投资额|增速|增幅|(?:总|常住|户籍|出生)人口|面积|里程|优良天数|人次|(?:[^效频]率)|比重|占比|比例)(?:是|有|情况|数据|数字)?[?？。]?$/;
const BARE_SHARE = /(?:比重|占比|比例|增速|增幅|率)(?:是|情况|数据|数字)?[?？。]?$/;
/** Then something else is asked about what is measured. */
const OTHER_ASKING = /怎么|怎样|如何|为什么|为何|哪|什么|谁|吗|是否|提高|增加|扩大|促进|总结|介绍|比较|对比/;

const YEAR_BEHIND = /[，,\s]*(?:(?:19|20)\d\d年?|[今去前]年)[?？。]?$/;

/** Whether a question is nothing but the name of what is measured. */
export function isBareMeasure(question: string): boolean {
  // 新能源汽车产量2025年 is the same.
  const text = question.normalize('NFKC').trim().replace(YEAR_BEHIND, '');
  return BARE_MEASURE.test(text) && !OTHER_ASKING.test(text);
}

/** Null when none is asked for. */
export function findAskedNumber(question: string): AskedNumber | null {
  const text = question.normalize('NFKC');
  if (MONEY.test(text)) return { unit: '元' };
  if (OF_WHOLE.test(text)) return { unit: '%', isShare: true };
  if (SHARE.test(text)) return { unit: '%' };
  if (COUNT.test(text)) return { unit: COUNTED };
  for (const match of text.matchAll(QUANTITY_IN_CHINESE)) {
    const end = match.index + match[0].length;
    const unit = readUnit(text.slice(end, end + LONGEST_UNIT), 0)?.unit;
    if (unit !== undefined) return { unit: comparedIn(unit.name).name };
  }
  if (isBareMeasure(text)) return { unit: BARE_SHARE.test(text) ? '%' : null };
  return ASKS.test(text) ? { unit: null } : null;
}

/** How many things: whatever they are. */
const COUNTED = 'count';
const COUNTS_NOTHING = new Set([...RELATIVE_UNITS, '元', '美元', '公里', '吨', '千瓦', '千瓦时', '平方米', '亩']);

/** True when a figure in `unit` may be what is asked for. */
export function mayAnswer(asked: AskedNumber, unit: string): boolean {
  if (asked.unit === null) return true;
  if (asked.unit === COUNTED) return !COUNTS_NOTHING.has(unit);
  return comparedIn(unit).name === comparedIn(asked.unit).name;
}
