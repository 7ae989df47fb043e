/** Beside quantities: how exact is a number? The words directly before and behind it go in, the bound comes out. */

import type { Bound } from '../../lexicon/quantities.js';

/** A bound with how many characters its word has. */
export interface BoundMatch {
  readonly bound: Bound;
  readonly length: number;
}

/** 不得超过, 没有突破: what is denied is the other side. */
const NOT = '(?:不[得能应要可许]?|不允许|没有?|[并从]?未能?)';
/** Longest first; 节约 and 集约 are no 约, 最近 and 附近 no 近. */
const BEFORE: readonly (readonly [RegExp, Bound])[] = [
  [new RegExp(`(?:${NOT}(?:低于|少于|小于|下于|跌破)|[没未]下过|至少|最少)$`), 'atLeast'],
  [new RegExp(`(?:${NOT}(?:超过|超出|突破|高于|大于|多于)了?|不超|最多)$`), 'atMost'],
  [/(?:超过|突破|高于|大于|多于|跨过|越过|迈过|站上|逾|超|首破|冲破|(?<![通经不超突跨越迈])过)了?$/, 'over'],
  [/(?:不足|不到|不满|低于|少于|小于)$/, 'under'],
  [/(?:将近|接近|逼近|[都也就已]快|(?<![最附临邻靠相远])近)$/, 'nearly'],
  [/(?:大约|大概|差不多|(?<![节集契签合预条制公])约)为?$/, 'about'],
];
/** The longest words above, with 了. */
const LONGEST_BEFORE = 6;

const BEHIND: readonly (readonly [RegExp, Bound])[] = [
  [/(?:及以上|以上|之上)/y, 'atLeast'],
  [/(?:及以下|以下|以内|之内|之下)/y, 'atMost'],
  [/(?:左右|上下)/y, 'about'],
  [/(?:出头|有余|还多一?[点些]?|[稍略]多一?[点些]?|多一[点些]|强(?=[,。;:、!?)]|$))/y, 'over'],
  [/(?:多|余)(?=[,。;:、!?)\n的]|$)/y, 'over'],
];

/** The bound that ends at a position, null when the words there bound nothing. */
export function readBoundBefore(text: string, position: number): BoundMatch | null {
  const words = text.slice(Math.max(0, position - LONGEST_BEFORE), position);
  for (const [pattern, bound] of BEFORE) {
    const found = pattern.exec(words);
    if (found !== null) return { bound, length: found[0].length };
  }
  return null;
}

/** The bound that begins at a position. */
export function readBoundBehind(text: string, position: number): BoundMatch | null {
  for (const [pattern, bound] of BEHIND) {
    pattern.lastIndex = position;
    const found = pattern.exec(text);
    if (found !== null) return { bound, length: found[0].length };
  }
  return null;
}
