/**
 * Ingest, workbooks: a number as a sheet shows it. What is stored and its format code go in (0.062 and `0.0%`); what stands
 * in the cell comes out (6.2%), without separators of thousands, and dates as Chinese reports write them.
 */

/** Formats that a file names by number only (ECMA-376, 18.8.30, the Chinese ones included); others it writes out. */
const BUILT_IN: Readonly<Record<number, string>> = {
  1: '0',
  2: '0.00',
  3: '0',
  4: '0.00',
  9: '0%',
  10: '0.00%',
  37: '0',
  38: '0',
  39: '0.00',
  40: '0.00',
  ...Object.fromEntries([14, 15, 16, 22, 30, 31, 50, 51, 54, 58].map((id) => [id, 'yyyy-mm-dd'])),
  ...Object.fromEntries([17, 27, 36, 52, 57].map((id) => [id, 'yyyy-mm'])),
  ...Object.fromEntries([18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47, 55, 56].map((id) => [id, 'h:mm'])),
};

/** Digits that a double has; what stands behind them (1341.8000000000002) nobody typed. */
const SIGNIFICANT = 15;
const MAX_DECIMALS = 15;
/** Code units of a format that are looked at. */
const LONGEST_CODE = 255;
const DAY_MILLISECONDS = 86_400_000;
/** Day 0 of the two calendars; the first has a 29 February 1900 that never was, before which no report is. */
const EPOCH_1900 = Date.UTC(1899, 11, 30);
const EPOCH_1904 = Date.UTC(1904, 0, 1);
/** 31 December 9999. */
const LAST_DAY = 2_958_465;

/** What is written in a code beside figures: quoted words, escaped characters, conditions and colours in brackets, room. */
const ASIDE = /\[[^\]]*\]|[_*]./g;
const QUOTED = /"([^"]*)"|\\(.)/g;

/** @param code the format, or its number; `uses1904` tells how the file counts its days. */
export function showNumber(value: number, code: string | number, uses1904: boolean): string {
  const written = (typeof code === 'string' ? code : (BUILT_IN[code] ?? 'General')).slice(0, LONGEST_CODE);
  const sections = splitSections(written);
  const section = (value < 0 ? sections[1] : value === 0 ? sections[2] : undefined) ?? sections[0] ?? 'General';
  const bare = section.replace(ASIDE, '');
  const digits = bare.replace(QUOTED, '');
  if (/[yd]/i.test(digits) || /m/i.test(digits)) return showDate(value, digits, uses1904) ?? String(value);
  if (/[hs]/i.test(digits)) return trim(value);
  const shown = digits.includes('%') ? value * 100 : value;
  const places = /\.([0#?]+)/.exec(digits)?.[1]?.length ?? (/[0#]/.test(digits) ? 0 : null);
  // Thousands that a format takes off (0.0,) would change the figure.
  const figure =
    places === null || /[eE/]|[0#?],+(?![0#?])/.test(digits)
      ? trim(shown)
      : shown.toFixed(Math.min(places, MAX_DECIMALS));
  const unit = [...bare.slice(bare.search(/[0#?]/) + 1).matchAll(QUOTED)].map(
    ([, words = '', one = '']) => words + one,
  );
  return `${figure}${digits.includes('%') ? '%' : ''}${/[0#]/.test(digits) ? unit.join('') : ''}`;
}

/** Positive; negative; zero. A semicolon in quotation marks parts nothing. */
function splitSections(code: string): string[] {
  return code.match(/(?:"[^"]*"|\\.|[^;"\\])+/g) ?? [];
}

function trim(value: number): string {
  return String(Number(value.toPrecision(SIGNIFICANT)));
}

function showDate(value: number, digits: string, uses1904: boolean): string | null {
  const day = Math.floor(value);
  if (day < 1 || day > LAST_DAY) return /[yd]/i.test(digits) ? null : trim(value);
  const date = new Date((uses1904 ? EPOCH_1904 : EPOCH_1900) + day * DAY_MILLISECONDS);
  const [year, month] = [`${date.getUTCFullYear()}年`, `${date.getUTCMonth() + 1}月`];
  const shows = (letter: string) => digits.toLowerCase().includes(letter);
  // Hours and minutes alone have an m too.
  if (!shows('y') && !shows('d') && shows('h')) return trim(value);
  return `${shows('y') ? year : ''}${shows('m') ? month : ''}${shows('d') ? `${date.getUTCDate()}日` : ''}`;
}
