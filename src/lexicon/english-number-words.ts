/** Lexicon, English number words: twenty-two, four thousand, third, four fifths go in; what they are worth comes out. */

const ONES: readonly string[] = 'zero one two three four five six seven eight nine'.split(' ');
const TEENS: readonly string[] =
  'ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(' ');
/** Zero to nineteen, each at the place that it is worth. */
export const BELOW_TWENTY: readonly string[] = [...ONES, ...TEENS];
const TENS: readonly string[] = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const ORDINALS: readonly string[] = (
  'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth ' +
  'sixteenth seventeenth eighteenth nineteenth twentieth'
).split(' ');
const PARTS: Readonly<Record<string, number>> = {
  half: 2,
  third: 3,
  quarter: 4,
  fifth: 5,
  sixth: 6,
  seventh: 7,
  eighth: 8,
  ninth: 9,
  tenth: 10,
};

const ONE = ONES.slice(1).join('|');
const BELOW_HUNDRED = `(?:(?:${TENS.join('|')})(?:[- ](?:${ONE}))?|${TEENS.join('|')}|${ONE})`;
/**
 * Below a hundred, hundreds of these, and both: twenty-two, three hundred, two hundred and fifty. For patterns over text
 * in lower case.
 */
export const NUMBER_WORD = `${BELOW_HUNDRED}(?: hundred(?: (?:and )?${BELOW_HUNDRED}\\b(?! hundred))?)?`;
/** third, 22nd. */
export const ORDINAL_WORD = `(?:${ORDINALS.join('|')}|\\d{1,3}(?:st|nd|rd|th))`;
/** What things are divided into. */
export const PART_WORD = Object.keys(PARTS).join('|');
/** a quarter, four-fifths; what follows has to show that no other third thing is meant. */
export const FRACTION = `(?:an?|${ONE})[- ](?:${PART_WORD})s?`;

/** What words that match NUMBER_WORD are worth; null for any other. */
export function readNumberWords(words: string): number | null {
  const [first = '', rest] = words.split(/ hundred(?: and)? ?/);
  const value = readBelowHundred(first);
  const below = rest === undefined || rest === '' ? 0 : readBelowHundred(rest);
  if (value === null || below === null) return null;
  return rest === undefined ? value : value * 100 + below;
}

function readBelowHundred(words: string): number | null {
  const [first = '', unit] = words.split(/[- ]/);
  const tens = TENS.indexOf(first);
  const below = unit === undefined ? 0 : ONES.indexOf(unit);
  if (tens >= 0) return below < 0 ? null : tens * 10 + 20 + below;
  const value = BELOW_TWENTY.indexOf(first);
  return value > 0 ? value : null;
}

/** 3 for third and 3rd; null for what is no ordinal. */
export function readOrdinal(word: string): number | null {
  const place = ORDINALS.indexOf(word) + 1;
  if (place > 0) return place;
  return /^\d+(?:st|nd|rd|th)$/.test(word) ? Number.parseInt(word, 10) : null;
}

/** .8 for four fifths; null for what is no fraction. */
export function readFraction(words: string): number | null {
  const [count = '', part = ''] = words.split(/[- ]/);
  const parts = PARTS[part.replace(/s$/, '')];
  if (parts === undefined) return null;
  return Math.max(1, ONES.indexOf(count)) / parts;
}
