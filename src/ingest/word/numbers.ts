/**
 * Ingest, automatic numbers of Word: a number and the name of a format (ECMA-376 part 1, 17.18.59) go in; the number
 * as Word shows it comes out: `十二`, `⑫`, `xii`.
 */

/** Beyond these a format has no signs, or no sensible ones, and Word too shows Arabic numerals or nothing. */
const LARGEST_COUNTED = 9_999;
const LARGEST_ROMAN = 3_999;
const LARGEST_LETTER = 260;

const DIGITS = '〇一二三四五六七八九';
const COUNTING = { digits: '零一二三四五六七八九', units: ['', '十', '百', '千'], tenAlone: true };
const LEGAL = { digits: '零壹贰叁肆伍陆柒捌玖', units: ['', '拾', '佰', '仟'], tenAlone: false };
const LEGAL_TRADITIONAL = { digits: '零壹貳參肆伍陸柒捌玖', units: ['', '拾', '佰', '仟'], tenAlone: false };

const ROMAN_SIGNS = 'm cm d cd c xc l xl x ix v iv i'.split(' ');
const ROMAN_WORTHS = [1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1];

const FORMATS: Readonly<Record<string, (value: number) => string | null>> = {
  none: () => '',
  decimalZero: (value) => String(value).padStart(2, '0'),
  decimalFullWidth: writeFullWidth,
  decimalFullWidth2: writeFullWidth,
  chineseCounting: (value) => count(value, COUNTING),
  chineseCountingThousand: (value) => count(value, COUNTING),
  japaneseCounting: (value) => count(value, COUNTING),
  taiwaneseCounting: (value) => count(value, COUNTING),
  taiwaneseCountingThousand: (value) => count(value, COUNTING),
  chineseLegalSimplified: (value) => count(value, LEGAL),
  ideographLegalTraditional: (value) => count(value, LEGAL_TRADITIONAL),
  ideographDigital: writeDigits,
  japaneseDigitalTenThousand: writeDigits,
  taiwaneseDigital: writeDigits,
  ideographTraditional: (value) => pick('甲乙丙丁戊己庚辛壬癸', value),
  ideographZodiac: (value) => pick('子丑寅卯辰巳午未申酉戌亥', value),
  ideographEnclosedCircle: (value) => pick('㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉', value),
  decimalEnclosedCircle: encircle,
  decimalEnclosedCircleChinese: encircle,
  decimalEnclosedParen: (value) => pick('⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇', value),
  decimalEnclosedFullstop: (value) => pick('⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛', value),
  upperRoman: (value) => writeRoman(value)?.toUpperCase() ?? null,
  lowerRoman: writeRoman,
  upperLetter: (value) => writeLetters(value)?.toUpperCase() ?? null,
  lowerLetter: writeLetters,
};

/** `value` is a whole number from 0; a format that is unknown, or has no sign for it, gives Arabic numerals. */
export function formatNumber(value: number, format: string): string {
  return (Object.hasOwn(FORMATS, format) ? FORMATS[format]?.(value) : null) ?? String(value);
}

/** 一, 十, 十二, 二十, 一百零五: the counting of headings in Chinese texts. */
function count(value: number, signs: typeof COUNTING): string | null {
  if (value < 1 || value > LARGEST_COUNTED) return null;
  const digits = Array.from(String(value), Number);
  let text = '';
  let gap = false;
  digits.forEach((digit, index) => {
    const unit = signs.units[digits.length - 1 - index] ?? '';
    if (digit === 0) {
      gap = true;
      return;
    }
    text += `${gap ? signs.digits[0] : ''}${signs.digits[digit]}${unit}`;
    gap = false;
  });
  return signs.tenAlone && value >= 10 && value < 20 ? text.slice(1) : text;
}

function writeDigits(value: number): string {
  return Array.from(String(value), (digit) => DIGITS[Number(digit)]).join('');
}

function writeFullWidth(value: number): string {
  return Array.from(String(value), (digit) => String.fromCodePoint('０'.charCodeAt(0) + Number(digit))).join('');
}

/** Circled numbers stand in three places of Unicode: ① to ⑳, ㉑ to ㉟, ㊱ to ㊿. */
function encircle(value: number): string | null {
  if (value === 0) return '⓪';
  if (value <= 20) return String.fromCodePoint(0x2460 + value - 1);
  if (value <= 35) return String.fromCodePoint(0x3251 + value - 21);
  return value <= 50 ? String.fromCodePoint(0x32b1 + value - 36) : null;
}

function writeRoman(value: number): string | null {
  if (value < 1 || value > LARGEST_ROMAN) return null;
  let rest = value;
  let text = '';
  for (const [place, worth] of ROMAN_WORTHS.entries()) {
    text += ROMAN_SIGNS[place]?.repeat(Math.floor(rest / worth)) ?? '';
    rest %= worth;
  }
  return text;
}

/** a to z, then aa, bb, … zz, aaa: Word repeats the letter. */
function writeLetters(value: number): string | null {
  if (value < 1 || value > LARGEST_LETTER) return null;
  return String.fromCodePoint(97 + ((value - 1) % 26)).repeat(Math.ceil(value / 26));
}

function pick(signs: string, value: number): string | null {
  return signs[value - 1] ?? null;
}
