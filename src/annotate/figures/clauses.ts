/**
 * Third step of figures: the words in front of a number go in; what they are about, what they measure and which way it
 * went comes out, when the words that only lead up to the number (预计, 达到, 增长, 占…比重, 高于全国) are taken off.
 */

import type { GlossaryMention, GlossaryTerm } from '../../lexicon/glossary.js';
import { YEAR_DIGITS } from '../../lexicon/years.js';
import type { Measure } from './contract.js';
import * as wording from './wording.js';

/** What a figure is about. */
export interface Subject {
  readonly words: string;
  /** The same with the words that introduce it: what a list may begin with. */
  readonly full: string;
  readonly term: GlossaryTerm | null;
  readonly qualifier: string;
}

/** What the words in front of a number say. */
export interface Clause {
  /** Null when they name nothing: 同比增长. */
  readonly subject: Subject | null;
  readonly measure: Measure | null;
  /** True when a verb of growth stands right before the number: 增加300家, not 稳增长政策32项. */
  readonly isMoved: boolean;
  readonly direction: 'up' | 'down' | null;
  readonly isComparison: boolean;
  readonly isFormer: boolean;
  /** 新增, 新建 … in front, '' when nothing of the kind. */
  readonly addition: string;
  /** 增速, 增量: what a rank behind it is one of; '' when none is named. */
  readonly growthNoun: string;
}

const MOVED_BY = new RegExp(`(?:(${wording.UP_BY})|(${wording.DOWN_BY}))(?:了|率|速|达到|达|为)?$`);
const MOVED_TO = new RegExp(`(?:(${wording.UP_TO})|(${wording.DOWN_TO}))(?:至|到|为|成|到了|至了)$`);
/** Higher than another thing: 高于全国, 比全省高, 快于经济增长, 是全国的. */
const THAN_OTHER =
  /(?:(?:[高低快慢好优多少大小]于|领先(?:于)?|超出|高出|低出|落后|跑赢|领跑)|(?:是|为|相当于|超过?)(?=全国|全省|世界|年度|计划|目标|年初|调整|变动|预算|预期))(?!每)(?:(?![率例占达])[^,。;、]){2,16}$/;
const THAN_OTHER_BY =
  /(?:(?<![占对环同可相之])比|较)(?![重例率]|上|去|前|同期|年|“|[一二三四五六七八九十]{2}|19|20|改)[^,。;、]{1,14}?[高低快慢好优多少大小](?:出)?$/;
const LESS = /^[^高快好优多大]{0,2}[低慢少小落]/;
const BY_ADJECTIVE = /(?:(?<![占对环同可相之])比|较)(?![重例率])[^,。;、]{1,16}?(?:([高快多])|([低慢少]))出?了?$/;
/** Compared with itself before; its years are no years of the figure. */
const EARLIER =
  /(?:同比|环比|[比较按以](?:“?[一二三四五六七八九十]{2,3}五”?(?:时期|期|初|末|期末|规划)?|上年|去年|上一年|年初|年末|上届|同期|(?:19|20)\d\d年|前年|五年前|改革前|可比|不变|现)(?:同期|末|底|初|期|(?:执行|决算|完成|预算|实际|预计)数?|价格?|口径|计算|计|的)*)$/;
const FORMER = /(?:从(?!业)|(?<![自理缘])由)([^,。;、]{0,12})$/;
/** Only what moves on to another number was a former one: 从5%提高到6%. */
const MOVES_ON = /^[^,。;]{0,16}?(?:[到至为成]|第)/;
const SHARE_OF =
  /(?:占(?!地(?!区|方)|[比用领据道线空优有])[^,。;、]{0,24}|相当于[^,。;、]{1,20}的?(?:比重|比例|份额)[^,。;、]{0,6})$/;
/** 消费对经济增长贡献率 is not about growth. */
const OF_CONTRIBUTION = /对[^,。;、]{1,14}(?:贡献|拉动)[^,。;、]{0,4}$/;
/** 为预算的101.2%, 完成年度计划的98%: how much of what was meant came of it, and nothing about the plan. */
const OF_PLAN = /(?:预算|计划|目标|任务)数?的?$/;
/** 物流总费用与地区生产总值的比率 is not about the product. */
const RATIO_WITH = /与[^,。;、]{1,14}(?:比率|之比|比值)[^,。;、]{0,6}$/;
const SHARE = /(?:占比|比重|比例|份额|占)[^,。;、]{0,8}$/;
const GROWTH = /(?:增速|增幅|涨幅|增长率|增长|增量|降幅|下降)[^,。;、]{0,6}$/;
const GROWTH_NOUN = /(增速|增幅|涨幅|增量|降幅|增长率)[^,。;、]{0,12}$/;
const FALL = /(?:降幅|下降)[^,。;、]{0,6}$/;
/** In 进出口和出口 the first is no part of the second's name. */
const LISTED_BEFORE = /^.*(?:(?<![共中])和(?![美谐])|(?<!参)与|(?<![普涉危])及)/;
/** 增长到2025年的4.9万亿元. */
const OF_YEAR = new RegExp(`${YEAR_DIGITS}年(?:底|末)?的?$`);
/** 提高到每月815元. */
const EACH_PERIOD = /(?:每人)?每[月年天日]$/;
const BOUND_WORD = /(?:约|近|超|超过|突破|达|了)$/;

const TRAILING = new RegExp(`(?:${wording.RECKONED}|${wording.TRAILING})$`);
const GENERAL_NOUN = new RegExp(`^(?:${wording.GENERAL_NOUN})$`);
const HARMLESS_TAIL = new RegExp(`^”?(?:${wording.HARMLESS_TAIL})?”?$`);
/** What 年降水量 leaves of 全年降水量. */
const PART_OF_YEAR = /^[全年]$/;
/** 居民人均可支配收入(城镇). */
const NARROWING_TAIL = /^\(([^()]{1,20})\)/;
const INTRODUCING = new RegExp(`^(?:${longestFirst(wording.INTRODUCING)}|${wording.INTRODUCING_PATTERN})`);
const DOING = new RegExp(`^(?:${longestFirst(wording.DOING)})`);
const ADDED = /新增|新设|新登记|净增(?!长)/;
const ADDITION = new RegExp(`^(?:${wording.ADDITION})`);

/** Words taken off at either end, at most; no clause of a report has more. */
const MOST_WORDS = 14;

/**
 * Reads the words directly in front of a number.
 *
 * @param words one piece between commas, of plain width, at most some 100 characters.
 * @param mentions the glossary's terms in it, offsets into `words`.
 * @param behind what follows the number, some 20 characters.
 */
export function readClause(words: string, mentions: readonly GlossaryMention[], behind: string): Clause {
  const former = FORMER.exec(words);
  const isFormer = former !== null && !/[至到为]/.test(former[1] ?? '') && MOVES_ON.test(behind);
  let cut = isFormer ? former.index : words.length;
  const before = words.slice(0, cut).replace(OF_YEAR, '');
  const bare = before.replace(BOUND_WORD, '').replace(EACH_PERIOD, '');
  const movedTo = isFormer ? null : (MOVED_TO.exec(before) ?? MOVED_TO.exec(bare));
  const movedBy = isFormer || movedTo !== null ? null : (MOVED_BY.exec(before) ?? MOVED_BY.exec(bare));
  const adjective = movedTo === null && movedBy === null ? BY_ADJECTIVE.exec(bare) : null;
  const moved = movedTo ?? movedBy ?? adjective;
  let direction: Clause['direction'] = moved === null ? null : moved[1] === undefined ? 'down' : 'up';
  let measure: Measure | null = movedBy !== null || adjective !== null ? 'growth' : null;
  if (OF_CONTRIBUTION.test(bare)) measure = 'share';
  else if (moved === null && !isFormer && GROWTH.test(bare)) {
    measure = 'growth';
    direction = FALL.test(bare) ? 'down' : 'up';
  }
  const other = THAN_OTHER.exec(bare) ?? THAN_OTHER_BY.exec(bare);
  const isComparison = other !== null;
  if (other !== null) {
    direction = LESS.test(other[0].replace(/^[比较][^高低快慢好优多少大小]*/, '')) ? 'down' : 'up';
    cut = Math.min(cut, other.index);
  }
  if (measure === null && movedTo === null && (SHARE.test(bare) || OF_PLAN.test(bare))) measure = 'share';
  const share = SHARE_OF.exec(words.slice(0, cut));
  // A name may have 占 in itself: 研发经费支出占地区生产总值比重.
  const isInName = mentions.some(({ start, end }) => share !== null && start < share.index && share.index < end);
  if (isInName) measure = measure === 'share' ? null : measure;
  else if (share !== null) {
    measure ??= 'share';
    cut = share.index;
  } else if (movedTo !== null && SHARE.test(words.slice(0, movedTo.index))) measure = 'share';
  if (RATIO_WITH.exec(words)?.index === 0) {
    // 研发经费361亿元,与地区生产总值之比为2.7% goes on about the expenditure.
    measure = 'share';
    cut = 0;
  }
  const { subject, addition } = readSubject(
    words.slice(0, cut),
    mentions,
    moved !== null && cut > moved.index ? moved.index : cut,
  );
  return {
    subject,
    measure,
    isMoved: movedBy !== null || adjective !== null,
    direction,
    isComparison,
    isFormer,
    addition,
    growthNoun: GROWTH_NOUN.exec(bare)?.[1] ?? '',
  };
}

/**
 * What words in front of a number are about. `end` is where their verb begins, which a term may still reach over
 * (经济增长).
 */
export function readSubject(
  words: string,
  mentions: readonly GlossaryMention[],
  end = words.length,
): { readonly subject: Subject | null; readonly addition: string } {
  const contribution = (OF_CONTRIBUTION.exec(words) ?? RATIO_WITH.exec(words))?.index ?? words.length;
  const named = words.slice(0, end).search(EARLIER);
  const limit = named === -1 ? words.length : named;
  const last = mentions.findLast((mention) => mention.end <= limit && mention.start < contribution);
  const floor = last === undefined ? 0 : last.end;
  const rest = takeOffEnd(words.slice(0, Math.max(end, floor)), floor);
  const first = mentions[0]?.start ?? rest.length;
  const beginning = takeOffBeginning(rest, first);
  const { start, doing } = beginning;
  const subjectWords = start < rest.length ? withoutHalfQuotes(rest.slice(start)) : doing;
  const nameOfLast = last === undefined || ADDED.test(last.term.name) ? '' : words.slice(last.start, last.end);
  const addition = beginning.addition || (ADDED.exec(nameOfLast + words.slice(rest.length))?.[0] ?? '');
  if (subjectWords === '') return { subject: null, addition };
  const tail = last === undefined ? '' : rest.slice(last.end);
  const narrowing = NARROWING_TAIL.exec(tail)?.[1] ?? '';
  const bareTail = tail.replace(NARROWING_TAIL, '');
  const isAbout =
    last !== undefined &&
    (contribution === words.length || last.end > contribution) &&
    (HARMLESS_TAIL.test(bareTail) || GENERAL_NOUN.test(bareTail));
  const qualifier = isAbout
    ? words.slice(start, last.start).replace(LISTED_BEFORE, '').replace(PART_OF_YEAR, '') + narrowing
    : '';
  return {
    subject: { words: subjectWords, full: rest, term: isAbout ? last.term : null, qualifier },
    addition,
  };
}

/** Takes words of no content off the end, not beyond `floor`; a general noun (规模) stays when there are words before it. */
function takeOffEnd(words: string, floor: number): string {
  let rest = words;
  for (let count = 0; count < MOST_WORDS && rest.length > floor; count += 1) {
    const match = EARLIER.exec(rest) ?? TRAILING.exec(rest);
    if (match === null || match.index < floor) break;
    const shorter = rest.slice(0, match.index);
    if (GENERAL_NOUN.test(match[0]) && floor === 0 && takeOffBeginning(shorter, shorter.length).start < shorter.length)
      break;
    rest = shorter;
  }
  return rest;
}

/** Takes introducing words off the beginning, not beyond `ceiling`. */
function takeOffBeginning(words: string, ceiling: number): { start: number; addition: string; doing: string } {
  let start = 0;
  let addition = '';
  let doing = '';
  for (let count = 0; count < MOST_WORDS; count += 1) {
    const rest = words.slice(start, ceiling);
    const added = ADDITION.exec(rest)?.[0];
    const verb = added === undefined ? DOING.exec(rest)?.[0] : undefined;
    const match = added ?? verb ?? INTRODUCING.exec(rest)?.[0] ?? '';
    if (match === '') break;
    addition = added ?? addition;
    doing = verb ?? doing;
    start += match.length;
  }
  return { start, addition, doing };
}

/** A quotation mark whose other half was taken off. */
function withoutHalfQuotes(words: string): string {
  return words.split('“').length === words.split('”').length ? words : words.replace(/[“”]/g, '');
}

function longestFirst(alternatives: string): string {
  return alternatives
    .split('|')
    .sort((a, b) => b.length - a.length)
    .join('|');
}
