/**
 * Lexicon, new areas and development zones: places that have a government and reports of their own and mostly no code. A
 * name is one by its last words (星湖新区, 绵阳高新区); it is never the city that it lies in.
 */

import { matchEnd } from './characters.js';
import type { Region } from './contract.js';
import { isReadAs } from './sounds.js';

/** Longest first where one ends another. */
const KINDS = '高新技术产业开发区|高新技术开发区|经济技术开发区|经济开发区|高新区|经开区|开发区|工业园区|管理区|新区';
/** What an area calls itself. */
const OWN_NAMES: readonly string[] = ['高新区', '经开区', '开发区', '园区', '新区'];
/** Those whose names of their own tell them from words for what is done with one (深化开发区改革); others need their place. */
const NAMED_KIND = /管理区|新区/g;
const AREA_KIND_HERE = new RegExp(KINDS, 'y');
const AREA_NAME = new RegExp(`^[\\p{Script=Han}]{2,8}(?:${KINDS})$`, 'u');
const AREA_IN_ENGLISH =
  /\b[A-Z][a-z]+(?: [A-Z][a-z]+)? (?:New (?:Area|District)|(?:Economic (?:and Technological )?)?Development (?:Zone|Area)|High-[Tt]ech (?:Zone|Area))\b/g;
/** Names of one's own have two to four characters: 雄安, 两江, 屈家岭. */
const SHORTEST_NAME = 2;
const LONGEST_NAME = 4;
/** What a name of one's own stands behind, besides the beginning, marks and another place. */
const BEFORE_NAME = /(?:[年在和与及为对到从向比于由将]|支持|推进|推动|加快|建设|打造|关于|请问|设立|规划|批复|同意)$/;
/** Words that say of what sort an area is, and name none. */
const SORTS =
  /^(?:国家级?|省级?|市级|县级|城市|农村|一批|一个|两个|三个|各个?|各类|各级|所有|有关|相关|重点|生态|旅游|工业|产业|科技|城乡|老城|新城|示范|综合|现代|特色|沿海|边境|自由贸易|其他|多个|全[省市区县国]|我[省市区县]|本[省市区县]|建成|新设|全部|部分|自然保护|建设|打造|推[进动]|支持|深化|优化|强化|提升|完成|力争|实施|出台|加[快强]|促进|做[强大优]|发展|开发|开放|创建|设立|规划|管理|探索|参与|服务|关于)/;

/** A stretch of a text that names an area. */
export interface AreaMention {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

export function isAreaName(name: string): boolean {
  return (AREA_NAME.test(name) && !SORTS.test(name)) || name.match(AREA_IN_ENGLISH)?.[0] === name;
}

/** Short names by which texts of a place speak of it; none unless it is an area. */
export function listOwnNames(name: string): readonly string[] {
  return isAreaName(name) ? OWN_NAMES : [];
}

/** 绵阳高新技术产业开发区 is 绵阳高新区, 经济技术开发区 经开区. */
export function shortenKind(name: string): string {
  return name.replace(/高新技术(?:产业)?开发区$/, '高新区').replace(/经济(?:技术)?开发区$/, '经开区');
}

export function areaOf(name: string, within?: Region): Region {
  return { code: shortenKind(name), name, level: 'area', ...(within === undefined ? {} : { within: within.code }) };
}

/** What the kinds are called in English. */
const KINDS_IN_ENGLISH: readonly (readonly [RegExp, RegExp])[] = [
  [/ New (?:Area|District)$/, /新区$/],
  [/ High-[Tt]ech (?:Zone|Area)$/, /高新(?:区|技术(?:产业)?开发区)$/],
  [/ (?:Economic (?:and Technological )?)?Development (?:Zone|Area)$/, /(?:经济(?:技术)?)?开发区$|经开区$/],
];

/** Whether an English name is that of an area: Xinghu New Area of 星湖新区. */
export function isAreaInEnglish(english: string, name: string): boolean {
  return KINDS_IN_ENGLISH.some(
    ([kind, own]) => kind.test(english) && own.test(name) && isReadAs(name.replace(own, ''), english.replace(kind, '')),
  );
}

/** Where the words for an area go on right behind a place: 绵阳|高新区. Gives its end, null when none does. */
export function endOfArea(text: string, start: number): number | null {
  const end = matchEnd(AREA_KIND_HERE, text, start);
  return end === -1 ? null : end;
}

/** Areas with names of their own. `endsPlace`: whether another place ends at an offset. Linear time. */
export function findAreas(text: string, endsPlace: (offset: number) => boolean): AreaMention[] {
  const chinese = [...text.matchAll(NAMED_KIND)].flatMap(({ 0: kind, index }): AreaMention[] => {
    for (let length = SHORTEST_NAME; length <= LONGEST_NAME; length += 1) {
      const start = index - length;
      const own = text.slice(Math.max(0, start), index);
      if (start < 0 || !/^\p{Script=Han}+$/u.test(own)) break;
      const before = text.slice(Math.max(0, start - 2), start);
      const isBegun = !/\p{Script=Han}$/u.test(before) || endsPlace(start) || BEFORE_NAME.test(before);
      if (isBegun && !SORTS.test(own)) return [{ name: own + kind, start, end: index + kind.length }];
    }
    return [];
  });
  const english = [...text.matchAll(AREA_IN_ENGLISH)].map(({ 0: name, index }) => ({
    name,
    start: index,
    end: index + name.length,
  }));
  return [...chinese, ...english].sort((one, other) => one.start - other.start);
}
