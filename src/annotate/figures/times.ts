/** Beside clauses: what does a sentence itself say about time? Its years, and whether a figure is reached or wanted. */

import { matchEnd } from '../../lexicon/characters.js';
import { PLAN_LENGTH, PLAN_NAME, planOfOrdinal, readPlanOrdinal, yearsWithin } from '../../lexicon/plans.js';
import { YEAR_DIGITS } from '../../lexicon/years.js';
import type { FigureKind } from './contract.js';

/** Something said at a place of the text, which holds for the figures behind it, up to the end of its sentence. */
interface Marker<Value> {
  readonly start: number;
  /** Where brackets that it stands in close: it holds for nothing behind them. */
  readonly end: number;
  readonly value: Value;
}

/** What a sentence says of the time of a figure. */
export interface Time {
  readonly years: readonly number[];
  /** The last period of several years that it names; empty when none. */
  readonly period: readonly number[];
  readonly kind: FigureKind | null;
}

/** Gives the time of each figure; to be asked by ascending offset. */
export interface Timeline {
  at(offset: number): Time;
}

/** 2024年, 2021—2025年, “十四五”末. A year in 比2020年增长 is what is compared with. */
const YEARS = new RegExp(
  `(?<![比较以从自由]|[比较][“第])(?:(${YEAR_DIGITS})(?:年?[-—~至到]{1,2}(${YEAR_DIGITS}))?年(?!来|远景)|[“第]?${PLAN_NAME}”?(?:规划)?(时期?末|期末|末|收官)?)`,
  'g',
);

/** 是2020年的2.3倍 is compared with that year, too, and 按2020年平均汇率 is reckoned by it. */
const TIMES_AS_MUCH = /的?\d{1,6}(?:\.\d{1,4})?倍|(?:年?平均|年末|的)?(?:汇率|不变价|可比价|价格)/y;

/** The years named in a text of plain width, in order. */
function findYears(text: string): Marker<readonly number[]>[] {
  return [...text.matchAll(YEARS)]
    .filter(({ index, 0: words }) => matchEnd(TIMES_AS_MUCH, text, index + words.length) === -1)
    .map((match) => ({
      start: match.index,
      end: Number.POSITIVE_INFINITY,
      value:
        match[1] === undefined ? planYears(match[3] ?? '', match[4] !== undefined) : yearsBetween(match[1], match[2]),
    }));
}

function yearsBetween(first: string, last: string | undefined): number[] {
  const from = Number(first);
  const to = last === undefined ? from : Number(last);
  return to < from || to - from > 2 * PLAN_LENGTH ? [from] : yearsWithin({ first: from, last: to });
}

function planYears(ordinal: string, isEnd: boolean): number[] {
  const plan = planOfOrdinal(readPlanOrdinal(ordinal));
  return isEnd ? [plan.last] : yearsWithin(plan);
}

const KINDS: readonly (readonly [FigureKind, RegExp])[] = [
  [
    'target',
    /力争|争取(?=达到|实现|突破|完成|在|到20)|预期目标(?:是|为|:|,)|目标(?:是|为|:|(?=约?\d))|(?<![超好高快于过])预期(?:为|增长|达到)|确保(?!了)|要?努力(?:实现|达到)/g,
  ],
  ['estimate', /预计|预估|估计|有望/g],
  [
    'plan',
    /打算|计划(?=新|建|投|完|实|开|安|引|培|改|用|增|达|突破|下降)|拟(?!定|人|态|合)|将(?=达|新|建|实|完|投|超|突破)/g,
  ],
  ['cumulative', /累计|总计|五年(?:来|间|共|全省)|合计/g],
  ['actual', /去年|上年(?!同期|末)|过去一年|过去五年|已|同比|初步核算|完成了|达到了|实现了|建成了/g],
];

/** The words of a text that say whether its figures are reached, in order. */
function findKinds(text: string): Marker<FigureKind>[] {
  return KINDS.flatMap(([value, pattern]) =>
    [...text.matchAll(pattern)].map((match) => ({ start: match.index, end: bracketEnd(text, match.index), value })),
  ).sort((a, b) => a.start - b.start);
}

/** Longer brackets are sentences, in UTF-16 code units. */
const LONGEST_BRACKET = 40;

/** 82.3万吨(目标81万吨): where the brackets around an offset close; infinity outside of any. */
function bracketEnd(text: string, at: number): number {
  const before = text.slice(Math.max(0, at - LONGEST_BRACKET), at);
  if (before.lastIndexOf('(') <= before.lastIndexOf(')')) return Number.POSITIVE_INFINITY;
  const close = text.slice(at, at + LONGEST_BRACKET).indexOf(')');
  return close === -1 ? Number.POSITIVE_INFINITY : at + close;
}

const PRECEDENCE: readonly FigureKind[] = ['target', 'estimate', 'plan', 'cumulative', 'actual'];

const SENTENCE_END = /[。!?\n]/g;

/** The timeline of a text of plain width. */
export function createTimeline(text: string): Timeline {
  const ends = [...text.matchAll(SENTENCE_END)].map(({ index }) => index);
  const years = findYears(text);
  const kinds = findKinds(text);
  let [end, year, kind] = [0, 0, 0];
  let current: readonly number[] = [];
  let period: readonly number[] = [];
  let said: Marker<FigureKind>[] = [];
  return {
    at(offset) {
      let start = -1;
      for (; (ends[end] ?? offset) < offset; end += 1) start = ends[end] ?? start;
      if (start !== -1) [current, period, said] = [[], [], []];
      for (; (years[year]?.start ?? offset) < offset; year += 1) {
        if ((years[year]?.start ?? 0) <= start) continue;
        current = years[year]?.value ?? [];
        if (current.length > 1) period = current;
      }
      for (; (kinds[kind]?.start ?? offset) < offset; kind += 1) {
        const marker = kinds[kind];
        if (marker !== undefined && marker.start > start) said.push(marker);
      }
      said = said.filter(({ end: close }) => offset < close);
      const holding = said.map(({ value }) => value);
      return { years: current, period, kind: PRECEDENCE.find((one) => holding.includes(one)) ?? null };
    },
  };
}
