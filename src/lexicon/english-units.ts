/** Lexicon, English units: the words behind an English number go in; its canonical Chinese unit and factor come out. */

export interface EnglishUnitMatch {
  readonly unit: string;
  /** How many of the canonical unit one of the written one is. */
  readonly factor: number;
  readonly end: number;
}

/** Canonical unit and factor of the words behind a number; anything else is counted: 50 projects. */
const UNITS: readonly (readonly [RegExp, string, number])[] = [
  [/(?:percentage points?|pp\b)/y, '百分点', 1],
  [/(?:%|percent\b|per cent\b|pct\b)/y, '%', 1],
  [/hong kong dollars?\b|hkd\b/y, '港元', 1],
  [/(?:us |u\.s\. )?dollars?\b|usd\b/y, '美元', 1],
  [/euros?\b/y, '欧元', 1],
  [/(?:yuan|rmb|cny|renminbi)\b/y, '元', 1],
  [/(?:people|persons?|residents|workers|jobs|students|migrants|participants|graduates|farmers)\b/y, '人', 1],
  [/(?:passenger trips|person-times|visits|tourist trips|trips)\b/y, '人次', 1],
  [/(?:metric )?(?:tons?|tonnes?)\b/y, '吨', 1],
  [/(?:kilograms?|kg)\b/y, '吨', 1e-3],
  [/jin\b/y, '吨', 5e-4],
  [/(?:mu)\b/y, '亩', 1],
  [/(?:hectares?|ha)\b/y, '亩', 15],
  [/(?:square (?:kilometers?|kilometres?)|sq\.? ?km|km2|km²)/y, '平方米', 1e6],
  [/(?:square (?:meters?|metres?)|m2|m²)/y, '平方米', 1],
  [/(?:micrograms? per cubic met(?:er|re)s?|[µμ]g\/m(?:3|³)|[µμ]g per cubic met(?:er|re))/y, '微克/立方米', 1],
  [/(?:teus?|standard containers)\b/y, '标箱', 1],
  [/(?:cubic (?:meters?|metres?)|m3|m³)/y, '立方米', 1],
  [/(?:km\/h|kph|(?:kilometers?|kilometres?|km) (?:per|an) hour)\b/y, '公里/小时', 1],
  [/(?:kilometers?|kilometres?|km)\b/y, '公里', 1],
  [/(?:kilowatt[- ]hours?|kwh)\b/y, '千瓦时', 1],
  [/(?:megawatt[- ]hours?|mwh)\b/y, '千瓦时', 1e3],
  [/(?:gigawatt[- ]hours?|gwh)\b/y, '千瓦时', 1e6],
  [/(?:terawatt[- ]hours?|twh)\b/y, '千瓦时', 1e9],
  [/(?:kilowatts?|kw)\b/y, '千瓦', 1],
  [/(?:megawatts?|mw)\b/y, '千瓦', 1e3],
  [/(?:gigawatts?|gw)\b/y, '千瓦', 1e6],
  [/(?:households?|families)\b/y, '户', 1],
  [/(?:times|fold)\b/y, '倍', 1],
  [/(?:years old|years of age)\b/y, '岁', 1],
  [/days\b/y, '天', 1],
];
const CURRENCY_BEFORE: readonly (readonly [RegExp, string])[] = [
  [/(?:hk\$) ?$/, '港元'],
  [/(?:rmb|cny|yuan|¥|￥) ?$/, '元'],
  [/(?:us\$|usd|\$) ?$/, '美元'],
  [/(?:eur|€) ?$/, '欧元'],
];

const PEOPLE = /^ (?:[a-z-]{2,20} ){0,3}(?:people|persons|jobs|students|workers|graduates)\b/;
/** 329 good-air days. */
const DAYS = /^ (?:[a-z-]{2,20} ){1,2}days\b/;
/** 91 domestic and international freight routes, 332 of them. */
const COUNTED =
  /^ (?:of (?:them|these|which|its)\b|[“"‘]?(?:[a-z-]{2,20} ){0,4}(?:[a-z-]{2,20}s|children|women|men|staff|personnel|aircraft|cattle)\b)/;
/** What is counted may stand in front: the number of enterprises rose from 160 to 185. */
const COUNTED_BEFORE = /\b(?:numbers?|totals?) of [^.;]{3,90}$/;
const LONGEST_COUNT = 100;

/**
 * A unit of measure, or what is counted; null for a bare number.
 *
 * @param plain the text in lower case; the number stands from `start` to `end`.
 */
export function readEnglishUnit(plain: string, start: number, end: number): EnglishUnitMatch | null {
  const before = plain.slice(Math.max(0, start - 5), start);
  const currency = CURRENCY_BEFORE.find(([pattern]) => pattern.test(before));
  if (currency !== undefined) return { unit: currency[1], factor: 1, end };
  const space = plain.charAt(end) === ' ' || plain.charAt(end) === '-' ? 1 : 0;
  for (const [pattern, unit, factor] of UNITS) {
    pattern.lastIndex = end + space;
    if (pattern.test(plain)) return { unit, factor, end: pattern.lastIndex };
  }
  const next = plain.slice(end, end + 60);
  if (PEOPLE.test(next)) return { unit: '人', factor: 1, end };
  if (DAYS.test(next)) return { unit: '天', factor: 1, end };
  // Who parts thousands counts something.
  const isLong = /\d,\d{3}$/.test(plain.slice(start, end));
  const isCounted =
    isLong || COUNTED.test(next) || COUNTED_BEFORE.test(plain.slice(Math.max(0, start - LONGEST_COUNT), start));
  return isCounted ? { unit: '个', factor: 1, end } : null;
}
