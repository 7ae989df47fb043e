/**
 * Lexicon, quantities for readers of English: a quantity in its canonical unit goes in, the same in words that English
 * has comes out: 亿元 as billion yuan, 亿斤 as million tonnes, 万亩 as hectares.
 */

import { tidy } from './numerals.js';
import type { Bound, Quantity } from './quantities.js';
import { comparedIn } from './units.js';

interface EnglishUnit {
  readonly name: string;
  /** How many of it one of the canonical unit is. */
  readonly factor: number;
}

const unit = (name: string, factor = 1): EnglishUnit => ({ name, factor });

/** By the canonical unit; of what else is counted (家, 个, 套) English says the number alone. */
const ENGLISH_UNITS: Readonly<Record<string, EnglishUnit>> = {
  元: unit('yuan'),
  美元: unit('US dollars'),
  欧元: unit('euros'),
  港元: unit('Hong Kong dollars'),
  人: unit('people'),
  人次: unit('visits'),
  吨: unit('tonnes'),
  // 15 亩 are a hectare.
  亩: unit('hectares', 1 / 15),
  公里: unit('km'),
  海里: unit('nautical miles'),
  立方米: unit('cubic metres'),
  千瓦: unit('kW'),
  千瓦时: unit('kWh'),
  '微克/立方米': unit('µg/m³'),
  百分点: unit('percentage points'),
  倍: unit('times'),
  天: unit('days'),
  工作日: unit('working days'),
  月: unit('months'),
  季度: unit('quarters'),
  年: unit('years'),
  岁: unit('years of age'),
  小时: unit('hours'),
  标箱: unit('TEU'),
  户: unit('households'),
  床: unit('beds'),
  摄氏度: unit('°C'),
};
/** An area is told in square kilometres from here on. */
const SQUARE_KILOMETRE = 1e6;

const BOUNDS: Readonly<Record<Bound, string>> = {
  exact: '',
  about: 'about ',
  atLeast: 'at least ',
  atMost: 'at most ',
  over: 'over ',
  under: 'under ',
  nearly: 'nearly ',
};

const SCALES = [
  [1e12, ' trillion'],
  [1e9, ' billion'],
  [1e6, ' million'],
] as const;
/** Digits a converted number keeps: as many as any report writes. */
const SIGNIFICANT = 6;

/** The quantity in English; null for a unit that English has no word for. Counting words need none. */
export function writeQuantityInEnglish(quantity: Quantity): string | null {
  if (quantity.unit === '位') return `No. ${tidy(quantity.value)}`;
  const own = englishUnitOf(quantity);
  if (own === null) return null;
  const low = writeNumber(quantity.value * own.factor);
  const number = quantity.to === null ? low : `${low}–${writeNumber(quantity.to * own.factor)}`;
  const name = own.name === '' || own.name === '%' ? own.name : ` ${own.name}`;
  return `${BOUNDS[quantity.bound]}${number}${name}`;
}

/** What English calls a canonical unit, in which the same number is the same quantity; null where it has no such word. */
export function nameUnitInEnglish(canonical: string): string | null {
  const own = englishUnitOf({ unit: canonical, value: 0 });
  return own === null || own.name === '' || own.factor !== 1 ? null : own.name;
}

function englishUnitOf({ unit: canonical, value }: Pick<Quantity, 'unit' | 'value'>): EnglishUnit | null {
  if (canonical === '%') return unit('%');
  if (canonical === '平方米') {
    return value >= SQUARE_KILOMETRE ? unit('km²', 1 / SQUARE_KILOMETRE) : unit('m²');
  }
  return ENGLISH_UNITS[canonical] ?? (comparedIn(canonical).name === '个' ? unit('') : null);
}

function writeNumber(value: number): string {
  for (const [scale, word] of SCALES) {
    if (value >= scale) return `${round(value / scale).toLocaleString('en-US', { maximumFractionDigits: 6 })}${word}`;
  }
  return round(value).toLocaleString('en-US', { maximumFractionDigits: 6 });
}

function round(value: number): number {
  return Number(value.toPrecision(SIGNIFICANT));
}
