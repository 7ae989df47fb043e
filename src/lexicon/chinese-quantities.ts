/**
 * Lexicon, quantities for readers of Chinese: a quantity in its canonical unit goes in, the same as Chinese reports write it
 * comes out: billion yuan as 亿元. Used for documents in English.
 */

import { tidy } from './numerals.js';
import type { Bound, Quantity } from './quantities.js';

const BOUNDS: Readonly<Record<Bound, readonly [before: string, behind: string]>> = {
  exact: ['', ''],
  about: ['', '左右'],
  atLeast: ['', '以上'],
  atMost: ['', '以内'],
  over: ['超过', ''],
  under: ['不到', ''],
  nearly: ['近', ''],
};
const SCALES = [
  [1e12, '万亿'],
  [1e8, '亿'],
  [1e4, '万'],
] as const;
/** Digits a converted number keeps: as many as any report writes. */
const SIGNIFICANT = 6;

export function writeQuantityInChinese({ value, to, unit, bound }: Quantity): string {
  const [before, behind] = BOUNDS[bound];
  if (unit === '位') return `第${tidy(value)}位`;
  const number = to === null ? writeNumber(value) : `${writeNumber(value)}—${writeNumber(to)}`;
  return `${before}${number}${unit === '百分点' ? '个百分点' : unit}${behind}`;
}

function writeNumber(value: number): string {
  for (const [scale, word] of SCALES) {
    if (value >= scale) return `${Number((value / scale).toPrecision(SIGNIFICANT))}${word}`;
  }
  return String(Number(value.toPrecision(SIGNIFICANT)));
}
