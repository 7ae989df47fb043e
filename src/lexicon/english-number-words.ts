/** Lexicon, English number words: twenty-two, four thousand, third, four fifths go in; what they are worth comes out. */

const ONES: readonly string[] = 'zero one two three four five six seven eight nine'.split(' ');
const TEENS: readonly string[] =
  'ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(' ');
const TENS: readonly string[] = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const ORDINALS: readonly string[] = (
  'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth ' +
  'sixteenth seventeenth eighteenth nineteenth twentieth'
).split(' ');
const PARTS: Readonly<Record<string, number>> = {
  half: 2,
  halve: 2,
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
/** Below a hundred, and hundreds of these: twenty-two, three hundred. For patterns over text in lower case. */
export const NUMBER_WORD = `(?:(?:${TENS.join('|')})(?:[- ](?:${ONE}))?|${TEENS.join('|')}|${ONE})(?: hundred)?`;
/** third, 22nd. */
export const ORDINAL_WORD = `(?:${ORDINALS.join('|')}|\\d{1,3}(?:st|nd|rd|th))`;
/** a quarter, four-fifths; what follows has to show that no other third thing is meant. */
export const FRACTION = `(?:an?|${ONE})[- ](?:half|third|quarter|fifth|sixth|seventh|eighth|ninth|tenth)s?`;

/** What words that match NUMBER_WORD are worth; null for any other. */
export function readNumberWords(words: string): number | null {
  const [first = '', ...rest] = words.split(/[- ]/);
  const hundred = rest.at(-1) === 'hundred' ? 100 : 1;
  const tens = TENS.indexOf(first);
  const below = rest[0] === undefined || rest[0] === 'hundred' ? 0 : ONES.indexOf(rest[0]);
  if (tens >= 0) return below < 0 ? null : (tens * 10 + 20 + below) * hundred;
  const teens = TEENS.indexOf(first);
  const value = teens >= 0 ? teens + 10 : ONES.indexOf(first);
  return value > 0 ? value * hundred : null;
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
