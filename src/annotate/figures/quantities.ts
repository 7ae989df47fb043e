/**
 * Second step of figures: a text of plain width goes in; every number that counts or measures comes out with its unit,
 * bound and span, in order. Years, dates, numberings, names (5G, 12345热线, 1+3+N) and classes (千亿级) are left out.
 */

import { matchEnd } from '../../lexicon/characters.js';
import { type Numeral, readArabic, readChinese, tidy } from '../../lexicon/numerals.js';
import { type Quantity, roundness } from '../../lexicon/quantities.js';
import { readUnit, type UnitMatch } from '../../lexicon/units.js';
import { YEAR_DIGITS } from '../../lexicon/years.js';
import { readBoundBefore, readBoundBehind } from './bounds.js';
import { isClass, readUnitless } from './classes.js';
import { readRank } from './ranks.js';

/** A quantity and where it stands: from the word that bounds it, or its first digit, to the last of unit and bound. */
export interface FoundQuantity {
  readonly start: number;
  readonly end: number;
  /** Where the number itself begins. */
  readonly numberStart: number;
  /** The unit as written: 位 of 提升6位 is one of order, 名 one of persons. */
  readonly writtenUnit: string;
  readonly quantity: Quantity;
  /** True for -0.5%. */
  readonly isNegative: boolean;
  /** What the number itself says it is; null when the words around it decide. */
  readonly form: 'rank' | 'fraction' | 'growth' | null;
}

const CANDIDATE = /[0-9零〇一二两三四五六七八九十百千万亿第前翻]|首位|榜首|几(?=[十百千万亿])/g;
const NUMERAL_RUN = /(?:\d|[.,](?=\d)){1,40}|[零〇一二两三四五六七八九十百千万亿]{1,40}/y;

/** In front of a number these make it part of a name: G60, PM2.5, 1+3, 每10万人; GDP5万亿元 is none. */
const NAME_BEFORE = /(?<!(?<![A-Za-z])(?:GDP|CPI|PPI))(?<=[A-Za-z+×*#&·/.每第])$|(?<!提)前$|[A-Za-z]-$|\d:$/;
const NAME_WINDOW = 4;
/** 数十 and 上百 are too vague; “十项行动” is a name. */
const NO_WORDS_BEFORE = '数几上“';
/** 几十亿: some tens. */
const SOME = /几(?=[十百千万亿])/y;
/** 几万里 is poetry. */
const LI = '里';
const YEAR = new RegExp(String.raw`${YEAR_DIGITS}(?=年|[-—~至到]{1,2}${YEAR_DIGITS}|[-—]\d\d年)`, 'y');
const NOTE = /^\[\d{1,3}\]|^\(\d{1,3}\)/;
const NUMBERING = /\d{1,3}(?:[.)](?!\d)|、(?!\d)|\.(?=20\d\d年))/y;
const RANGE_SIGN = /[-–—~]{1,2}|[至到]/y;
/** 从5%到6% is a change, no range. */
const MOVE_BEFORE = /[从由自][^,。;、]{0,12}$/;
const MOVE_WINDOW = 13;
const LIST_SIGN = /[、,和及与]|以及/y;
/** Numbers that share the unit of the last: 提高15、22个百分点. */
const LONGEST_LIST = 6;

const PARTS = /[1-9]\/(?:10|[2-9])(?![\d/月.])/y;
const PERCENT_OF = /[分成]之/y;
const TENTHS = /成(?![立为果效功都品员本熟长就绩年交分套])/y;
const MORE = /[多余]/;
const TENTH_DIGITS = /[一二两三四五六七八九]成/y;
const HALF = /一半(?![山岛球])/y;
/** 一个半|小时. */
const AND_A_HALF = /[一二两三四五六七八九1-9]个半(?=小时|钟头|月)/y;
const DOUBLING = /翻(?:了|一|两|三|四|[1-4]){0,2}番/y;
const SMALL = 10;
/** Units that a single Chinese digit may stand before; with others (三个, 两项) it is mostly a slogan. */
const STRONG_UNITS: ReadonlySet<string> = new Set([
  '%',
  '百分点',
  '倍',
  '元',
  '亩',
  '吨',
  '公里',
  '平方米',
  '千瓦',
  '工作日',
]);
const REACHED_BEFORE = /(?:达|达到|实现|破|上|成)$/;

/** Every quantity of a text whose characters have plain width (foldWidth); linear in its length. */
export function findQuantities(text: string): FoundQuantity[] {
  const found: FoundQuantity[] = [];
  CANDIDATE.lastIndex = 0;
  for (let match = CANDIDATE.exec(text); match !== null; match = CANDIDATE.exec(text)) {
    const quantity = readQuantity(text, match.index);
    if (quantity !== null) found.push(quantity);
    CANDIDATE.lastIndex = quantity?.end ?? skipRun(text, match.index);
  }
  return found;
}

function skipRun(text: string, position: number): number {
  return Math.max(position + 1, matchEnd(NUMERAL_RUN, text, position));
}

function readQuantity(text: string, position: number): FoundQuantity | null {
  const character = text.charAt(position);
  if ('第前首榜'.includes(character)) return readPlace(text, position);
  if (character === '翻') return readDoubling(text, position);
  if (matchEnd(SOME, text, position) !== -1) return readSome(text, position);
  if (NAME_BEFORE.test(text.slice(Math.max(0, position - NAME_WINDOW), position))) return null;
  const half = matchEnd(AND_A_HALF, text, position);
  if (half !== -1) return readAndAHalf(text, position, half);
  return isDigit(character) ? readInDigits(text, position) : readInWords(text, position);
}

function readAndAHalf(text: string, position: number, end: number): FoundQuantity | null {
  const whole = (readArabic(text, position) ?? readChinese(text, position))?.value ?? 0;
  const unit = readUnit(text, end);
  if (unit === null) return null;
  const quantity = { value: whole + 0.5, to: null, unit: unit.unit.name, step: 0.5 };
  return bounded(text, position, unit.end, quantity, text.slice(end, unit.end), null);
}

function readPlace(text: string, position: number): FoundQuantity | null {
  const rank = readRank(text, position);
  if (rank === null) return null;
  const quantity: Quantity = {
    value: rank.place,
    to: null,
    unit: '位',
    bound: rank.isWithin ? 'atMost' : 'exact',
    step: 1,
  };
  return {
    start: position,
    end: rank.end,
    numberStart: position,
    writtenUnit: '位',
    quantity,
    isNegative: false,
    form: 'rank',
  };
}

/** 翻一番 grows by once what it was, 翻两番 by three times. */
function readDoubling(text: string, position: number): FoundQuantity | null {
  const end = matchEnd(DOUBLING, text, position);
  if (end === -1) return null;
  const times = Math.max(1, '一两三四'.indexOf(text.charAt(end - 2)) + 1, Number(text.charAt(end - 2)) || 0);
  return bounded(text, position, end, { value: 2 ** times - 1, to: null, unit: '倍', step: 1 }, '番', 'growth');
}

/** From two of the magnitude to ten: 几十亿元 is 20 to 100. */
function readSome(text: string, position: number): FoundQuantity | null {
  const numeral = readChinese(text, position + 1);
  if (numeral === null) return null;
  const unit = readUnit(text, numeral.end);
  if (unit === null || isClass(text, position, unit) || text.charAt(numeral.end) === LI) return null;
  const { name, factor } = unit.unit;
  const one = tidy(numeral.value * factor);
  const written = text.slice(numeral.end, unit.end);
  return bounded(text, position, unit.end, { value: 2 * one, to: 10 * one, unit: name, step: one }, written, null);
}

function readInDigits(text: string, position: number): FoundQuantity | null {
  const isLineStart = position === 0 || text.charAt(position - 1) === '\n';
  if (isLineStart && matchEnd(NUMBERING, text, position) !== -1) return null;
  if (matchEnd(YEAR, text, position) !== -1) return null;
  if (NOTE.test(text.slice(Math.max(0, position - 1), position + 5))) return null;
  const parts = matchEnd(PARTS, text, position);
  if (parts !== -1) return readParts(text, position, parts);
  const numeral = readArabic(text, position);
  return numeral === null ? null : measure(text, position, numeral);
}

/** 占全国1/4, 1/10以上. */
function readParts(text: string, position: number, end: number): FoundQuantity | null {
  const [numerator = 0, denominator = 0] = text.slice(position, end).split('/').map(Number);
  if (numerator >= denominator) return null;
  const value = tidy((numerator / denominator) * 100);
  return bounded(text, position, end, { value, to: null, unit: '%', step: 0 }, '%', 'fraction');
}

function readInWords(text: string, position: number): FoundQuantity | null {
  if (position > 0 && NO_WORDS_BEFORE.includes(text.charAt(position - 1))) return null;
  const tenths = matchEnd(TENTH_DIGITS, text, position);
  if (tenths !== -1 && matchEnd(TENTHS, text, tenths - 1) !== -1) return readTenths(text, position, tenths);
  const half = matchEnd(HALF, text, position);
  if (half !== -1) {
    return bounded(text, position, half, { value: 50, to: null, unit: '%', step: 10 }, '半', 'fraction');
  }
  const numeral = readChinese(text, position);
  if (numeral === null) return null;
  if (matchEnd(PERCENT_OF, text, numeral.end) !== -1) return readFraction(text, position, numeral);
  if (
    numeral.isBare &&
    readBoundBefore(text, position) === null &&
    !REACHED_BEFORE.test(text.slice(Math.max(0, position - 2), position))
  ) {
    return null;
  }
  const unit =
    readUnit(text, numeral.end) ?? readUnitBehindSome(text, numeral.end) ?? readUnitless(text, position, numeral);
  if (unit === null) return null;
  if (numeral.value < SMALL && !STRONG_UNITS.has(unit.unit.name)) return null;
  // 最后一公里 is a saying.
  if (unit.unit.name === '年' || (unit.unit.name === '公里' && numeral.value === 1)) return null;
  return measure(text, position, numeral);
}

function readTenths(text: string, position: number, end: number): FoundQuantity | null {
  const whole = readChinese(text, position)?.value ?? 0;
  if (text.charAt(end) === '半') {
    return bounded(text, position, end + 1, { value: whole * 10 + 5, to: null, unit: '%', step: 5 }, '成', 'fraction');
  }
  const half = readChinese(text, end);
  const hasHalf = half !== null && half.value < SMALL && !readUnit(text, half.end);
  const value = whole * 10 + (hasHalf ? half.value : 0);
  const isMore = !hasHalf && MORE.test(text.charAt(end));
  const last = hasHalf ? half.end : end + (isMore ? 1 : 0);
  const quantity = { value, to: null, unit: '%', step: hasHalf ? 1 : 10 };
  return bounded(text, position, last, quantity, '成', 'fraction', isMore);
}

function readFraction(text: string, position: number, denominator: Numeral): FoundQuantity | null {
  const numerator = readChinese(text, denominator.end + 2) ?? readArabic(text, denominator.end + 2);
  if (numerator === null || denominator.value === 0) return null;
  const isDecimal = denominator.value === 100 || denominator.value === 1000;
  const value = tidy((numerator.value / denominator.value) * 100);
  const step = isDecimal ? (numerator.step / denominator.value) * 100 : 0;
  const form = denominator.value === 100 ? null : 'fraction';
  return bounded(text, position, numerator.end, { value, to: null, unit: '%', step }, '%', form, numerator.isMore);
}

/** What follows a number: its unit, a range's other end, or a list that names the unit last. */
function measure(text: string, position: number, numeral: Numeral): FoundQuantity | null {
  const own = readUnit(text, numeral.end) ?? readUnitBehindSome(text, numeral.end);
  const range = readRange(text, position, numeral, own);
  if (range !== null) return range;
  const unit = own ?? readSharedUnit(text, numeral.end) ?? readUnitless(text, position, numeral);
  if (unit === null || isClass(text, position, unit)) return null;
  const { name, factor } = unit.unit;
  const quantity = { value: tidy(numeral.value * factor), to: null, unit: name, step: tidy(numeral.step * factor) };
  const end = own === null ? Math.max(numeral.end, unit.end) : unit.end;
  const figure = bounded(text, position, end, quantity, text.slice(numeral.end, end), null, numeral.isMore);
  return text.charAt(numeral.end) === SOME_MORE && unit.end > numeral.end
    ? { ...figure, quantity: { ...figure.quantity, bound: 'about', step: roundness(quantity) } }
    : figure;
}

/** 一千二百来户 are about as many, to the hundred. */
const SOME_MORE = '来';
const ROUND = /[十百千万亿0]/;

function readUnitBehindSome(text: string, end: number): UnitMatch | null {
  return text.charAt(end) === SOME_MORE && ROUND.test(text.charAt(end - 1)) ? readUnit(text, end + 1) : null;
}

function readRange(text: string, position: number, low: Numeral, lowUnit: UnitMatch | null): FoundQuantity | null {
  const sign = matchEnd(RANGE_SIGN, text, lowUnit?.end ?? low.end);
  if (sign === -1 || MOVE_BEFORE.test(text.slice(Math.max(0, position - MOVE_WINDOW), position))) return null;
  const high = readArabic(text, sign) ?? readChinese(text, sign);
  const unit = high === null ? null : readUnit(text, high.end);
  if (high === null || unit === null || isClass(text, position, unit)) return null;
  if (lowUnit !== null && lowUnit.unit.name !== unit.unit.name) return null;
  const lowFactor = lowUnit === null ? unit.unit.factor * (low.factor === 1 ? high.factor : 1) : lowUnit.unit.factor;
  const value = tidy(low.value * lowFactor);
  const to = tidy(high.value * unit.unit.factor);
  if (to <= value) return null;
  const step = tidy(high.step * unit.unit.factor);
  return bounded(
    text,
    position,
    unit.end,
    { value, to, unit: unit.unit.name, step },
    text.slice(high.end, unit.end),
    null,
  );
}

/** The unit at the end of a list of numbers: of 15 in 15、22个百分点. Its end is the number's own. */
function readSharedUnit(text: string, end: number): UnitMatch | null {
  let at = end;
  for (let count = 0; count < LONGEST_LIST; count += 1) {
    const sign = matchEnd(LIST_SIGN, text, at);
    if (sign === -1) return null;
    const numeral = readArabic(text, sign);
    if (numeral === null) return null;
    const unit = readUnit(text, numeral.end);
    if (unit !== null) return unit.unit.name === '年' ? null : { unit: unit.unit, end };
    at = numeral.end;
  }
  return null;
}

const GROWTH_BEHIND = /的?(?:年均|预期)?(?:增长|增速|增幅|涨幅|速度)/y;

function bounded(
  text: string,
  numberStart: number,
  numberEnd: number,
  quantity: Omit<Quantity, 'bound'>,
  writtenUnit: string,
  form: FoundQuantity['form'],
  isMore = false,
): FoundQuantity {
  const isNegative = text.charAt(numberStart - 1) === '-' || text.charAt(numberStart - 1) === '−';
  const before = readBoundBefore(text, isNegative ? numberStart - 1 : numberStart);
  const behind = readBoundBehind(text, numberEnd);
  const start = (isNegative ? numberStart - 1 : numberStart) - (before?.length ?? 0);
  const bound = before?.bound ?? behind?.bound ?? (isMore ? 'over' : 'exact');
  const end = numberEnd + (behind?.length ?? 0);
  const said = quantity.unit === '%' && form === null ? formOfPercent(text, start, end) : form;
  return { start, end, numberStart, writtenUnit, quantity: { ...quantity, bound }, isNegative, form: said };
}

/** 62%的支出 and 支出的62% are parts, 5%的增速 is growth. */
function formOfPercent(text: string, start: number, end: number): FoundQuantity['form'] {
  if (matchEnd(GROWTH_BEHIND, text, end) !== -1) return 'growth';
  return text.charAt(end) === '的' || text.charAt(start - 1) === '的' ? 'fraction' : null;
}

function isDigit(character: string): boolean {
  return character >= '0' && character <= '9';
}
