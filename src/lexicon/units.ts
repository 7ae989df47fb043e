/**
 * Lexicon, units: the word behind a number goes in, its canonical unit and factor come out. Units of measure by
 * GB 3100 to 3102; everyday ones by State Council order of 1984: 1 亩 = 1/15 公顷, 1 斤 = 0.5 kg.
 */

import { foldWidth, matchEnd } from './characters.js';
import { magnitudeOf } from './numerals.js';

export interface Unit {
  readonly name: string;
  /** How many of the canonical unit one of the written unit is. */
  readonly factor: number;
}

/** A unit found in a text, with its end. */
export interface UnitMatch {
  readonly unit: Unit;
  readonly end: number;
}

/** Counting words that stand as they are; what differs between them (50家, 50户, 50个 企业) is no difference in quantity. */
export const COUNTERS: readonly string[] = [
  ...'家户个项件条座处所套张台辆列架艘只头羽株棵场次起宗部款种类批支对栋幢间本册篇首门轮口根颗枚块片组笔单份例封顶盏箱桶趟班班次',
  ...'户次 辆次 航次 架次 列次 艘次 场次 床 床位 标箱 城'.split(' '),
];

/** Canonical unit, then written units with their factor. */
const MEASURES: readonly (readonly [string, Readonly<Record<string, number>>])[] = [
  ['%', { '%': 1, '‰': 0.1, '‱': 0.01 }],
  ['百分点', { 个百分点: 1, 百分点: 1 }],
  ['倍', { 倍: 1 }],
  ['元', { 元: 1, 元人民币: 1, 块钱: 1 }],
  ['美元', { 美元: 1 }],
  ['欧元', { 欧元: 1 }],
  ['港元', { 港元: 1, 港币: 1 }],
  ['人', { 人: 1, 名: 1, 位: 1, 人口: 1, 口人: 1 }],
  ['人次', { 人次: 1 }],
  ['吨公里', { 吨公里: 1, 吨千米: 1 }],
  ['人公里', { 人公里: 1, 人千米: 1 }],
  ['吨', { 吨: 1, 公斤: 1e-3, 千克: 1e-3, 斤: 5e-4, 克: 1e-6, 吨标准煤: 1, 吨标煤: 1 }],
  ['亩', { 亩: 1, 公顷: 15, 亩次: 1 }],
  ['平方米', { 平方米: 1, 平方公里: 1e6, 平方千米: 1e6, 平米: 1, m2: 1, '㎡': 1 }],
  ['公里', { 公里: 1, 千米: 1, 米: 1e-3, 厘米: 1e-5, 毫米: 1e-6, 里: 0.5, km: 1 }],
  ['海里', { 海里: 1 }],
  ['立方米', { 立方米: 1, 立方: 1, 方: 1, 升: 1e-3, 吨水: 1 }],
  ['千瓦', { 瓦: 1e-3, 千瓦: 1, 兆瓦: 1e3, 吉瓦: 1e6, kW: 1, MW: 1e3, GW: 1e6 }],
  ['千瓦时', { 瓦时: 1e-3, 千瓦时: 1, 兆瓦时: 1e3, 吉瓦时: 1e6, 度电: 1, kWh: 1, MWh: 1e3, GWh: 1e6 }],
  ['千伏', { 伏: 1e-3, 千伏: 1 }],
  ['千伏安', { 伏安: 1e-3, 千伏安: 1 }],
  ['PFLOPS', { P: 1, PFLOPS: 1, PFlops: 1, EFLOPS: 1e3, EFlops: 1e3, Eflops: 1e3, EFlop: 1e3 }],
  ['标箱', { 标箱: 1, 标准箱: 1, TEU: 1, 个标箱: 1, 个标准箱: 1 }],
  ['微克/立方米', { '微克/立方米': 1, 微克每立方米: 1, 微克: 1 }],
  ['小时', { 小时: 1, 个小时: 1, 分钟: 1 / 60, 学时: 1, 课时: 1 }],
  ['天', { 天: 1 }],
  ['工作日', { 个工作日: 1, 工作日: 1 }],
  ['月', { 个月: 1 }],
  ['季度', { 个季度: 1 }],
  ['岁', { 岁: 1, 周岁: 1 }],
  ['年', { 年: 1 }],
  ['分', { 分: 1 }],
  ['摄氏度', { '℃': 1, 摄氏度: 1 }],
  ['床', { 床: 1, 张床: 1, 张床位: 1, 床位: 1, 个床位: 1 }],
  ['公里/小时', { '公里/小时': 1 }],
  ['台', { 台: 1, 台套: 1, '台(套)': 1 }],
  ['批次', { 批次: 1 }],
  ['艘', { 艘: 1, 艘次: 1 }],
];

const UNITS: ReadonlyMap<string, Unit> = new Map([
  ...COUNTERS.map((name) => [name, { name, factor: 1 }] as const),
  ...MEASURES.flatMap(([name, written]) =>
    Object.entries(written).map(([word, factor]) => [word, { name, factor }] as const),
  ),
]);

/** Units of parts, differences and growth, which count nothing by themselves. */
export const RELATIVE_UNITS: ReadonlySet<string> = new Set(['%', '百分点', '倍']);

/** Of people and things: what is counted without naming it may be any of these. */
const OF_COUNTED: ReadonlySet<string> = new Set([...COUNTERS, '人', '人次', '批次']);
/** Units of money, size, time, parts: what is measured in one of them is no number of things. */
export const MEASURED_UNITS: ReadonlySet<string> = new Set(
  MEASURES.map(([name]) => name).filter((name) => !OF_COUNTED.has(name)),
);

/** A level in them says how long something has lasted, not how much of it there is. */
export const TIME_UNITS: ReadonlySet<string> = new Set(['年', '月', '季度', '天', '小时']);

/** What a canonical unit is of another that measures the same; every other one is compared in itself. */
const COMPARED_IN: Readonly<Record<string, Unit>> = {
  // 1 亩 is 1/15 公顷.
  亩: { name: '平方米', factor: 10_000 / 15 },
  倍: { name: '%', factor: 100 },
};
const COUNTED: ReadonlySet<string> = new Set([...COUNTERS, '']);

/** The unit that quantities in a canonical unit are compared in, and how many of it one is. */
export function comparedIn(unit: string): Unit {
  return COMPARED_IN[unit] ?? { name: COUNTED.has(unit) ? '个' : unit, factor: 1 };
}

/** How many of one canonical unit another one is; null when they measure different things, or count different ones. */
export function unitRatio(from: string, to: string): number | null {
  if (from === to) return 1;
  const [own, other] = [comparedIn(from), comparedIn(to)];
  return own.name === other.name && !COUNTED.has(from) ? own.factor / other.factor : null;
}

/** Longest first: 个百分点 before 个. Brackets are the unit's own: 台(套). */
const UNIT = new RegExp(
  [...UNITS.keys()]
    .sort((a, b) => b.length - a.length)
    .join('|')
    .replace(/[()]/g, '\\$&'),
  'y',
);

/** 元/吨, 元每人: what a rate is per; written out in the canonical unit. */
const PER = /\/(?:人|吨|亩|公斤|斤|年|月|日|天|平方米|立方米|小时|千瓦时|户|次|个|标箱|公里|秒)/y;

/** Words that only begin like a unit: 8部门, 10方面, 三分之一, 20城市. */
const NO_UNIT =
  /人[均大民工]|方[面式向案]|部[门分委]|分[之别类布]|年均|天然|升级|城[市镇乡区]|里程|批发|本[科土省市级]|口岸|片区|家庭|户籍|类型|班列|项目/y;

/** The unit that begins at a position of a text of plain width; null when none does. */
export function readUnit(text: string, position: number): UnitMatch | null {
  if (matchEnd(NO_UNIT, text, position) !== -1) return null;
  const end = matchEnd(UNIT, text, position);
  if (end === -1) return isOfPower(text, position) ? { unit: POWER, end: position + 1 } : null;
  const unit = UNITS.get(text.slice(position, end));
  if (unit === undefined) return null;
  const perEnd = matchEnd(PER, text, end);
  if (perEnd === -1) return { unit, end };
  return { unit: { name: unit.name + text.slice(end, perEnd), factor: unit.factor }, end: perEnd };
}

/** 3150亿度 are of electricity: of nothing else there are so many. */
const POWER: Unit = { name: '千瓦时', factor: 1 };

function isOfPower(text: string, position: number): boolean {
  return text.charAt(position) === '度' && text.charAt(position - 1) === '亿';
}

/** The magnitude behind the last digit of a number. */
const MAGNITUDE = /\d([十百千万亿]{1,4})/;

/**
 * The unit a figure is written in, with its magnitude, and how many of the canonical one it is: 万亿元, 1e12 for
 * 1.2万亿元. The canonical one where that cannot be told.
 */
export function readWrittenUnit(figure: string, canonical: string): Unit {
  const plain = foldWidth(figure);
  const magnitude = MAGNITUDE.exec(plain);
  const words = magnitude?.[1] ?? '';
  const digits = /\d(?!.*\d)/.exec(plain);
  const end = (magnitude?.index ?? digits?.index ?? -1) + 1 + words.length;
  const match = end === 0 ? null : readUnit(plain, end);
  if (match === null || match.unit.name !== canonical) return { name: canonical, factor: 1 };
  return { name: plain.slice(end - words.length, match.end), factor: magnitudeOf(words) * match.unit.factor };
}
