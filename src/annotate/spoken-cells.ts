/**
 * Beside table-figures: the cells of a row go in, each of those with a number comes out as the sentence that says the
 * same: what is measured, when, and the number with its unit.
 */

import { foldWidth } from '../lexicon/characters.js';
import { endsInIndicator, type Glossary } from '../lexicon/glossary.js';
import { type YearSpan, yearsWithin } from '../lexicon/plans.js';
import { YEAR_DIGITS } from '../lexicon/years.js';
import type { Span } from '../types.js';
import { isPlanned } from './comparable.js';
import type { FigureKind } from './figures/contract.js';
import { type ColumnHead, findPeriod, wholeUnit } from './table-heads.js';

/** A cell, where it stands in its row. */
export interface Cell extends Span {
  readonly text: string;
  readonly column: number;
}

/** A cell said as a sentence. */
export interface SpokenCell {
  readonly words: string;
  /** Where what stands in the cell itself begins in the words. */
  readonly from: number;
  /** The cell in its row; null when the words behind `from` are the row's own, from `at` on. */
  readonly number: Span | null;
  readonly at: number;
  /** Null where the words say it, or nothing does. */
  readonly years: readonly number[] | null;
  readonly kind: FigureKind | null;
}

/** A table as far as its rows share it. */
export interface Table {
  readonly heads: readonly ColumnHead[];
  readonly unit: readonly string[];
  readonly year: number | null;
  /** The part of the year that the caption names: 1-11月; '' for none. */
  readonly period: string;
  /** The same for columns that name a year alone: '' where others name parts of one, which these are then all of. */
  readonly yearPeriod: string;
  /** The last that its columns name: growth without a year is that of it. */
  readonly lastYear: number | null;
  /** Of a plan's table: the year that it aims at and the one that it begins from. */
  readonly plan: YearSpan | null;
}

const HAS_YEAR = new RegExp(`${YEAR_DIGITS}年`);
const IS_YEAR = new RegExp(`^${YEAR_DIGITS}年$`);
const ROW_YEAR = new RegExp(`^(${YEAR_DIGITS})年?$`);
const BARE_NUMBER = /^([≥≧>≤≦<])?\s?([+-]?)(\d[\d,]*(?:\.\d+)?)(左右|以上|以下|以内)?$/;
const SIGNS: Readonly<Record<string, string>> = {
  '≥': '不低于',
  '≧': '不低于',
  '>': '超过',
  '≤': '不超过',
  '≦': '不超过',
  '<': '低于',
};
/** 63.2 of 城镇化率 are per cent, whatever the rest of the table is in. */
const IS_RATE = /(?:率|比例|比重|占比|比率|覆盖面)$/;
/** Of these a per cent is no growth: 研发投入强度. */
const HAS_PER_CENT = /率|比|占|强度|覆盖|程度|满意|贡献|结构|系数|指数/;
/** The growth that a row names itself: 地区生产总值增速(%). */
const NAMES_GROWTH = /增速|增长|增幅|涨幅|降幅|下降|降低|减少|提高|上涨/;

/** @param label what the row is about, `labelUnit` the unit that it names. */
export function speakRow(
  cells: readonly Cell[],
  label: string,
  labelUnit: string,
  table: Table,
  glossary: Glossary,
): SpokenCell[] {
  const rowUnit = labelUnit || wholeUnit(cells.find(({ column }) => table.heads[column]?.use === 'unit')?.text ?? '');
  const rowYear = ROW_YEAR.exec(label)?.[1];
  const row = rowYear === undefined ? label : '';
  let columnName = '';
  let period = table.period;
  return cells.flatMap((cell): SpokenCell[] => {
    const head = table.heads[cell.column];
    if (head?.use !== 'value') return [];
    if (head.name !== '' && head.measure !== 'rank') columnName = head.name;
    const name = joinNames(row, head.name || columnName, glossary);
    const years = yearsOf(head, table, rowYear);
    if (name === '' || years === null) return [];
    const ofHead = timeOf(head, table);
    period = findPeriod(ofHead) || period;
    const time = (rowYear === undefined ? '' : `${rowYear}年`) + (ofHead || period);
    const kind = head.kind ?? kindInPlan(head, table);
    const spoken = speakCell(cell, head, name, rowUnit, table);
    const isDated = HAS_YEAR.test(time) || years.length === 0;
    return spoken === null
      ? []
      : [
          {
            ...spoken,
            words: time + spoken.words,
            from: time.length + spoken.from,
            years: isDated ? null : years,
            kind,
          },
        ];
  });
}

/** How things are counted in a column names nothing besides an indicator: 发电量 in the column 产量. */
const COUNT = /^(?:产量|产值|数量|人数|户数)$/;

/** The name of what a cell measures: a kind or place stands in front of it, be it the row's or the column's. */
function joinNames(row: string, column: string, glossary: Glossary): string {
  if (column === '' || row === '') return row + column;
  if (!endsInIndicator(row, glossary) || endsInIndicator(column, glossary)) return row + column;
  return COUNT.test(column) ? row : column + row;
}

/** When a column's numbers are, in words: what its head says, with the part of the year that the caption names. */
function timeOf({ time, kind }: ColumnHead, { yearPeriod }: Table): string {
  return IS_YEAR.test(time) && !isPlanned(kind) ? time + yearPeriod : time;
}

/** Empty when nothing but the passage tells; null when it cannot be told. */
function yearsOf(
  head: ColumnHead,
  { year, lastYear, plan }: Table,
  rowYear: string | undefined,
): readonly number[] | null {
  if (head.isYearly && plan !== null) {
    return yearsWithin({ first: plan.first + 1, last: plan.last });
  }
  if (head.relativeYear !== null)
    return year === null ? (head.relativeYear === 0 ? [] : null) : [year + head.relativeYear];
  if (head.year !== null) return [head.year];
  if (rowYear !== undefined) return [Number(rowYear)];
  if (head.measure === 'growth' && lastYear !== null) return [lastYear];
  return year === null ? [] : [year];
}

function kindInPlan({ year, isYearly }: ColumnHead, { plan }: Table): FigureKind | null {
  if (plan === null) return null;
  if (isYearly || year === plan.last) return 'target';
  return year === null ? null : 'actual';
}

function speakCell(
  cell: Cell,
  head: ColumnHead,
  name: string,
  rowUnit: string,
  table: Table,
): Pick<SpokenCell, 'words' | 'from' | 'number' | 'at'> | null {
  const written = foldWidth(cell.text);
  if (!/\d/.test(written)) return null;
  const text = written.replace(/[−－–]/g, '-').trim();
  const bare = BARE_NUMBER.exec(text);
  const verb = head.measure === 'growth' ? (head.isYearly ? '年均增长' : '增长') : '';
  if (bare === null) {
    // The cell has words of its own: 6%左右, 增长5.2%, 新建2所.
    const front = name + (/^[^\d]{0,4}\d/.test(text) && NAMES_GROWTH.test(text) ? '' : verb);
    return { words: front + cell.text, from: front.length, number: null, at: cell.start };
  }
  const [, sign = '', minus = '', digits = '', around = ''] = bare;
  const number = { start: cell.start, end: cell.end };
  const bound = SIGNS[sign] ?? '';
  const say = (front: string, unit: string): ReturnType<typeof speakCell> => ({
    words: `${front}${bound}${digits}${unit}${around}`,
    from: front.length,
    number,
    at: cell.start,
  });
  if (head.measure === 'rank') return say(`${name}居${head.words.replace(/[^全国省市区县]/g, '')}第`, '位');
  if (head.measure === 'share') return say(name + head.words, head.unit || '%');
  const isRate = IS_RATE.test(name);
  if (head.measure === 'growth') {
    const isInPerCent = isRate && (rowUnit === '' || rowUnit === '%');
    const unit = head.unit || (isInPerCent ? '个百分点' : '%');
    return say(name + (minus === '-' ? verb.replace('增长', '下降') : verb), unit);
  }
  const unit =
    rowUnit || head.unit || (isRate ? '%' : (table.unit.find((each) => each !== '%') ?? table.unit[0] ?? ''));
  if (unit === '') return null;
  const grows = unit === '%' && !HAS_PER_CENT.test(name) && !NAMES_GROWTH.test(name);
  return say(name + (grows ? (minus === '-' ? '下降' : '增长') : '') + (grows || minus === '' ? '' : minus), unit);
}
