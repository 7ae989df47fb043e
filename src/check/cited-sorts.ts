/**
 * Used to judge sentences by the passages that they cite: a figure with the right value may be of another sort than the
 * document's, and what is first or has a share may be so among others. The two go in; whether they are of one sort comes out.
 */

import { MORE_DONE } from '../annotate/figures/wording.js';
import type { Fact } from '../index/contract.js';
import type { FigureClaim } from './claims.js';

/**
 * By how much it changed is not how much there is, what it was not what it is, and what is new not all there is. 突破 says
 * both of the first, and 新增32家 is either.
 */
export function isOfOtherSort(claim: FigureClaim, { figure: stated, text, scope }: Fact): boolean {
  const { figure: own } = claim;
  if (stated.isFormer && !own.isFormer) return true;
  if (scope.startsWith('新') && claim.language === 'zh' && !ADDS.test(claim.text)) return true;
  const isMove = own.measure === 'change' || own.measure === 'growth' || BY.test(claim.text.slice(0, own.start));
  if (own.measure === 'level' && !isMove) return stated.measure === 'change' && stated.quantity.bound !== 'over';
  const isLevel = stated.measure === 'level' || stated.measure === 'share';
  if (!isMove || !isLevel || own.quantity.bound === 'over') return false;
  const front = text.slice(Math.max(0, stated.start - NEAR), stated.start);
  return UP_TO.test(front) || !ADDS.test(front);
}

const ADDS = new RegExp(
  `[增减降升添涨]|新|提高|扩大|缩|[多少长]了|[多又][有长添多建通开修造增引收挣招办]|多出|${MORE_DONE}`,
);
/** In front of an English figure: rose by 5%. */
const BY = /\bby (?:about |around |nearly |almost |over |more than |some )?$/i;
const UP_TO = /[到至达]$/;
/** Characters in front of a figure. */
const NEAR = 14;

/** What says more than the thing alone, and what a sentence that says as much has: all there is, more than was to be, sooner. */
const MORE: readonly (readonly [claimed: RegExp, stated: RegExp])[] = [
  [/总数|累计/, /[总共]|累计|达|现有/],
  [/超额/, /超/],
  [/提前(?:完成|实现|达到)/, /提前|超前|[早先]于/],
];

/** Among whom something is the first or has a share, the widest first. */
const SCOPES: readonly (readonly [claimed: RegExp, stated: RegExp])[] = [
  [/全球|世界|\bin the world\b|\bworldwide\b|\bglobally\b/i, /全球|世界|国际/],
  [/全国|国内|我国|\bin (?:the country|the nation|China)\b|\bnation-?wide\b|\bnationally\b/i, /全国|国内|我国|中国/],
  [
    /(?:居|占|列|为|是)?全(?:省|区)(?=第|首|唯一|的?\d)|(?:居|占|列)全(?:省|区)|\bin the province\b|\bprovince-?wide\b/i,
    /全省|省内|全区|我省|我区/,
  ],
  [/(?:居|占|列)全市|全市(?=第|首|唯一|的?\d)/, /全市|市内|我市/],
];

/** 全国第二 is not 全省第二, nor 总数320家 新增320家: one that the sentence does not name, while it names another. */
export function isOfOtherScope(claim: string, stated: string): boolean {
  if (MORE.some(([own, same]) => own.test(claim) && !same.test(stated))) return true;
  return SCOPES.some(
    ([own, same], at) =>
      own.test(claim) && !same.test(stated) && SCOPES.some(([, other], place) => place !== at && other.test(stated)),
  );
}

/** What is closed, and what is begun; in Chinese what an English word of these has to stand beside. */
const CLOSES = /\b(?:clos(?:e|ed|es|ing|ure)|shut|cancel\w*|abolish\w*|eliminat\w*|scrapp\w*|phas\w+ out)\b/i;
const CLOSED = /关停|关闭|淘汰|取缔|撤销|取消|停产|退出|化解|压减|清退|出清/;
const BEGINS =
  /\b(?:attract\w*|add(?:ed|s|ing)?|creat\w+|open(?:ed|s|ing)?|built|build\w*|establish\w*|launch\w*|introduc\w*|recruit\w*|new|newly)\b/i;
const DENIES =
  /\b(?:no|not|never|none|nobody|without|free of|zero|fail\w*|avoid\w*|prevent\w*|lack\w*|cannot)\b|n['’]t\b/i;
const DENIED = /未(?!来)|没有|无(?!人机|线|锡|为)|不(?!断|仅|少|久|同|动产)|零(?!售|部件|碳)/;

/** English words for the opposite of what a Chinese sentence says, where its words alone would be as near. */
export function saysOppositeInEnglish(claim: string, stated: string, hasFigures: boolean): boolean {
  if (CLOSES.test(claim) !== CLOSED.test(stated) && (CLOSES.test(claim) || BEGINS.test(claim))) return true;
  // Beside a figure other clauses may deny something else.
  return !hasFigures && DENIES.test(claim) !== DENIED.test(stated);
}
