/**
 * Beside table-figures: what the head of a column or the label of a row says. Words go in; the indicator, unit, time and
 * measure that they name come out apart: 2024年增速(%) has a time, a measure and a unit and names no indicator.
 */

import { foldWidth } from '../lexicon/characters.js';
import type { Glossary } from '../lexicon/glossary.js';
import { findPeriodWords, PERIOD_WORDS } from '../lexicon/periods.js';
import { readUnit } from '../lexicon/units.js';
import { YEAR_DIGITS } from '../lexicon/years.js';
import type { FigureKind } from './figures/contract.js';

/** level: how much there is; the others as of figures. `aside`: nothing that is measured. */
type ColumnMeasure = 'level' | 'growth' | 'share' | 'rank';

/** What a column holds. */
export interface ColumnHead {
  readonly use: 'label' | 'unit' | 'value' | 'aside';
  /** Its words without unit, for shares: 占地区生产总值比重. */
  readonly words: string;
  /** The indicator it names, '' when it only names a time or a measure. */
  readonly name: string;
  /** As written: 亿元; '' when it names none. */
  readonly unit: string;
  /** 2024年, 1-11月; '' when it names none. */
  readonly time: string;
  readonly year: number | null;
  /** 上年 is one before the table's year; null when it names no such. */
  readonly relativeYear: number | null;
  readonly measure: ColumnMeasure;
  readonly isYearly: boolean;
  readonly kind: FigureKind | null;
}

const COUNTING = /^(?:序号|编号|代码|行次|No\.?)$/i;
const UNIT_HEAD = /^(?:计量)?单位(?:名称)?$/;
/** Columns of words, dates and numbers that measure nothing. */
const ASIDE =
  /^(?:.{0,2}属性|备注|说明|类型|类别|.{0,6}(?:责任|牵头|主管|实施|建设|配合)(?:单位|部门|主体)|(?:联系)?电话|邮编|地址|(?:完成|开工|竣工|建设)(?:时间|时限|期限|年限|起止)|时间|日期)$/;
const TRAILING_BRACKET = /\(([^()]{1,12})\)$/;
const INNER_BRACKET = /\(([^()]{1,12})\)/g;
const PER_CENT_END = /[%‰]$/;
const BEHIND_SLASH = /\/([^/]{1,8})$/;
const SPREAD = /[±+-]\s?(?=%|‰|$)/g;
const MAGNITUDE = /^[十百千万亿]{0,3}/;

const TIME = new RegExp(
  `${YEAR_DIGITS}(?:年度?(?:末|底|初)?|(?:末|底|初)?(?!\\d))|${PERIOD_WORDS}|全年|年末|期末|年底`,
  'gi',
);
const BARE_YEAR = new RegExp(`(${YEAR_DIGITS})(?!年|\\d)`, 'g');
const YEAR = new RegExp(`(?<!\\d)${YEAR_DIGITS}(?!\\d)`);
const LAST_YEAR = /^(?:上年|去年|上年同期)(?:数|值|完成|实绩|末|底)?$/;
const THIS_YEAR = /^(?:本年|今年|当年|本期)(?:数|值|完成|实绩|末|底)?$/;

const RANK = /位次|排名|名次|排位/;
const SHARE = /占比|比重|占.{1,12}的?[%％]?$/;
const GROWTH = /增速|增长|增幅|涨幅|降幅|升降|增减|涨跌|变化率|同比|环比|[比较](?:上年|去年|上月|年初|同期)|±/;
const YEARLY = /年均|年平均/;
/** What a head says of its numbers besides the indicator. */
const OF_NUMBERS =
  /[比较](?:上年|去年|上月|年初|同期)(?:同期|末|底)?|同比|环比|年均|年平均|增长(?:率|速度|幅度)?|增速|增幅|涨幅|降幅|升降|增减|涨跌|变化率|幅度|百分比|累计|绝对[额值数量]|总量|数值|数量|金额|数额|实绩|实际|完成|情况|指标值|指标|目标|规划|预期|预计|计划|现状|基期|任务|[全国省市区县]{1,2}位次|位次|排名|名次|排位|占比|比重|[:、\s值数额]/g;

const KINDS: readonly (readonly [FigureKind, RegExp])[] = [
  ['target', /目标|规划|预期|任务/],
  ['plan', /计划/],
  ['estimate', /预计|预测/],
  ['actual', /实绩|实际|完成|现状|基期/],
];

/** @param isFirst true for the first column that does not count rows: it says what a row is about. */
export function readColumnHead(head: string, isFirst: boolean, glossary: Glossary): ColumnHead {
  const plain = foldWidth(head).replace(/\s+/g, ' ').trim();
  const { words, unit } = splitUnit(plain);
  const time = (words.match(TIME) ?? []).map((part) => part.replace(BARE_YEAR, '$1年')).join('');
  const year = YEAR.exec(time)?.[0];
  const bare = words.replace(TIME, '').replace(/[()]/g, '').trim();
  const mention = glossary.findWritten(bare).findLast(({ term }) => term.kind === 'indicator');
  // 人口自然增长率 is an indicator, not the growth of one.
  const around = mention === undefined ? bare : bare.slice(0, mention.start) + bare.slice(mention.end);
  const relativeYear = LAST_YEAR.test(bare) ? -1 : THIS_YEAR.test(bare) ? 0 : null;
  const measure: ColumnMeasure = RANK.test(around)
    ? 'rank'
    : GROWTH.test(around) && relativeYear === null
      ? 'growth'
      : SHARE.test(around)
        ? 'share'
        : 'level';
  return {
    use: useOf(words, isFirst),
    words,
    name:
      relativeYear !== null || measure === 'share'
        ? ''
        : mention === undefined
          ? stripped(bare)
          : // What follows an indicator says how it is given.
            bare.slice(0, mention.end),
    unit,
    time,
    year: year === undefined ? null : Number(year),
    relativeYear,
    measure,
    isYearly: YEARLY.test(bare),
    kind: KINDS.find(([, pattern]) => pattern.test(around))?.[0] ?? null,
  };
}

function useOf(words: string, isFirst: boolean): ColumnHead['use'] {
  if (COUNTING.test(words)) return 'aside';
  if (isFirst) return 'label';
  if (UNIT_HEAD.test(words)) return 'unit';
  return ASIDE.test(words) ? 'aside' : 'value';
}

/** True for a column that only counts rows. */
export function countsRows(head: string): boolean {
  return COUNTING.test(foldWidth(head).trim());
}

/** True for words that name no indicator, only how one is given: 增速, 同比增长. */
export function saysMeasureOnly(words: string): boolean {
  return words !== '' && stripped(words) === '';
}

/** A part of a year that words name: 1-11月, 上半年; '' for none. */
export function findPeriod(words: string): string {
  return findPeriodWords(foldWidth(words));
}

/** Words without those that every indicator has, and without marks that are left of them: (%)/〔〕. */
function stripped(words: string): string {
  const rest = words.replace(OF_NUMBERS, '');
  return /\p{L}/u.test(rest) ? rest : '';
}

/** Words and the unit at their end: 地区生产总值(亿元), 增速%, 产量/万吨. The unit is '' when there is none. */
export function splitUnit(plain: string): { readonly words: string; readonly unit: string } {
  const text = plain.trim();
  const bracket = TRAILING_BRACKET.exec(text);
  const inBracket = bracket === null ? '' : wholeUnit(bracket[1] ?? '');
  if (bracket !== null && inBracket !== '') return { words: text.slice(0, bracket.index).trim(), unit: inBracket };
  const slash = BEHIND_SLASH.exec(text);
  const behind = slash === null ? '' : wholeUnit(slash[1] ?? '');
  if (slash !== null && behind !== '') return { words: text.slice(0, slash.index).trim(), unit: behind };
  // 年均增长(%)/〔累计〕
  for (const { 0: inner, 1: content = '', index } of text.matchAll(INNER_BRACKET)) {
    const unitInside = wholeUnit(content);
    if (unitInside !== '') return { words: text.slice(0, index) + text.slice(index + inner.length), unit: unitInside };
  }
  const percent = PER_CENT_END.exec(text)?.[0];
  if (percent !== undefined) return { words: text.slice(0, -1).replace(SPREAD, '±').trim(), unit: percent };
  return { words: text, unit: '' };
}

/** A unit that is all of some words: 亿元, 个百分点, ±%; '' for anything else. */
export function wholeUnit(written: string): string {
  const words = foldWidth(written)
    .replace(SPREAD, '')
    .replace(/^单位:/, '')
    .trim();
  const at = MAGNITUDE.exec(words)?.[0].length ?? 0;
  for (const position of at === 0 ? [0] : [at, 0]) {
    if (readUnit(words, position)?.end === words.length) return words;
  }
  return '';
}
