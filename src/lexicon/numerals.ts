/** Lexicon, numerals: a number as it is written, in digits or Chinese numerals, goes in; what it is worth comes out. */

/** A number read from a text. */
export interface Numeral {
  readonly value: number;
  /** Worth of one in the last written digit: 0.1 for 5.5, 1000 for 20.3万. */
  readonly step: number;
  /** Its magnitude word in digits: 10000 for 20.3万, 1 without. */
  readonly factor: number;
  /** End of the number, magnitude (万亿) included. */
  readonly end: number;
  /** True when 多, 余 or 几 follow it: 3200多亿, 三十几万. */
  readonly isMore: boolean;
  /** True for 百亿, 万亿 without a figure in front. */
  readonly isBare: boolean;
}

/** No number of a report is longer; beyond, digits are an identifier. */
const LONGEST_NUMBER = 15;

const DIGITS: Readonly<Record<string, number>> = {
  ...Object.fromEntries(Array.from('零一二三四五六七八九', (digit, value) => [digit, value])),
  〇: 0,
  两: 2,
};
const MAGNITUDES: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000, 万: 1e4, 亿: 1e8 };
const MYRIAD = 1e4;

const ARABIC = /(?:\d{1,3}(?:,\d{3}){1,4}(?![\d,])|\d{1,16})(?:\.\d{1,8})?/y;
/** 多 and 余 before or after the magnitude: 3200多亿, 10万余. 几 only behind tens and the like: 三十几万, 10几家. */
const MORE = /[多余]/;
const TENS = /[十百千万0]/;
/** 千 before these is of the unit: 过亿千瓦. */
const CHINESE_RUN =
  /[零〇一二两三四五六七八九十百千万亿]{1,15}(?<!千(?=[瓦米克伏]))|[零〇一二两三四五六七八九十百千万亿]{1,14}(?=千[瓦米克伏])/y;
const CHINESE_DECIMALS = /点[零〇一二三四五六七八九]{1,6}/y;

/** The number in digits that begins at a position of a text of plain width, with its magnitude; null when none does. */
export function readArabic(text: string, position: number): Numeral | null {
  ARABIC.lastIndex = position;
  const written = ARABIC.exec(text)?.[0].replaceAll(',', '');
  if (written === undefined) return null;
  const [whole = '', decimals = ''] = written.split('.');
  if (whole.length > LONGEST_NUMBER) return null;
  return scale(text, Number(written), 10 ** -decimals.length, ARABIC.lastIndex);
}

/**
 * The number in Chinese numerals that begins at a position: 两千二百八十, 十余, 百亿; null for what is no number (一二三,
 * 十四五).
 */
export function readChinese(text: string, position: number): Numeral | null {
  CHINESE_RUN.lastIndex = position;
  const run = CHINESE_RUN.exec(text)?.[0];
  if (run === undefined) return null;
  let end = CHINESE_RUN.lastIndex;
  const parsed = parseChinese(run);
  if (parsed === null) return null;
  const isBare = !(Object.hasOwn(DIGITS, run.charAt(0)) || run.startsWith('十'));
  CHINESE_DECIMALS.lastIndex = end;
  const decimals = CHINESE_DECIMALS.exec(text)?.[0].slice(1) ?? '';
  if (decimals !== '') end += decimals.length + 1;
  const fraction = [...decimals].reduce((sum, digit, place) => sum + (DIGITS[digit] ?? 0) / 10 ** (place + 1), 0);
  const step = decimals === '' ? parsed.step : 10 ** -decimals.length;
  const scaled = scale(text, parsed.value + fraction, step, end);
  return { ...scaled, isBare };
}

/** Takes the magnitude behind a number in: 20.3 and 万. 百分点 is a unit; 兆 is one, too (兆瓦). */
function scale(text: string, value: number, step: number, position: number): Numeral {
  let end = position;
  let isMore = false;
  if (MORE.test(text.charAt(end)) || (text.charAt(end) === '几' && TENS.test(text.charAt(end - 1)))) {
    isMore = true;
    end += 1;
  }
  let factor = 1;
  while (end - position < 4) {
    const character = text.charAt(end);
    const magnitude = MAGNITUDES[character];
    if (magnitude === undefined || (character === '百' && text.charAt(end + 1) === '分')) break;
    factor *= magnitude;
    end += 1;
  }
  if (!isMore && MORE.test(text.charAt(end)) && end > position) {
    isMore = true;
    end += 1;
  }
  return { value: tidy(value * factor), step: tidy(step * factor), factor, end, isMore, isBare: false };
}

/**
 * The value of a run of Chinese numerals by their grammar: digits before magnitudes that become smaller within each
 * 万 and 亿. A bare magnitude counts once (百亿).
 */
function parseChinese(run: string): { value: number; step: number } | null {
  let total = 0;
  let section = 0;
  let digit: number | null = null;
  let lastMagnitude = Number.POSITIVE_INFINITY;
  let step = 1;
  for (const character of run) {
    const value = DIGITS[character];
    const magnitude = MAGNITUDES[character];
    if (value !== undefined) {
      if (digit !== null && digit !== 0) return null;
      digit = value;
      step = 1;
    } else if (magnitude !== undefined && magnitude < MYRIAD) {
      if (magnitude >= lastMagnitude) return null;
      section += (digit ?? 1) * magnitude;
      lastMagnitude = magnitude;
      digit = null;
    } else if (magnitude !== undefined) {
      const below = section + (digit ?? 0);
      total =
        magnitude === MYRIAD
          ? total + (below === 0 ? 1 : below) * magnitude
          : (total + (below === 0 && total === 0 ? 1 : below)) * magnitude;
      step *= magnitude;
      section = 0;
      digit = null;
      lastMagnitude = Number.POSITIVE_INFINITY;
    }
  }
  return { value: total + section + (digit ?? 0), step };
}

/** What words of magnitude are worth together: 1e12 for 万亿; 1 for none. */
export function magnitudeOf(words: string): number {
  return Array.from(words).reduce((product, word) => product * (MAGNITUDES[word] ?? 1), 1);
}

/** Twelve significant digits: no report writes more, and 1.1 × 10000 is 11000 again. */
export function tidy(value: number): number {
  return Number(value.toPrecision(12));
}
