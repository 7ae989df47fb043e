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
/** From here on figures are written with an exponent. */
const LARGEST_WRITTEN = 1e21;
/** Code units of a format that are looked at. */
const LONGEST_CODE = 255;
const DAY_MILLISECONDS = 86_400_000;
/** Day 0 of the two calendars; the first has a 29 February 1900 that never was, before which no report is. */
const EPOCH_1900 = Date.UTC(1899, 11, 30);
const EPOCH_1904 = Date.UTC(1904, 0, 1);
/** 31 December 9999. */
const LAST_DAY = 2_958_465;

/** What is written in a code beside figures: conditions and colours in brackets (`[h]` counts hours), room; quoted words. */
const ASIDE = /\[(?![hms]+\])[^\]]*\]|[_*]./gi;
const QUOTED = /"([^"]*)"|\\(.)/g;
/** A semicolon, and what holds one that parts nothing. */
const PIECE = /"[^"]*"?|\\.?|[^"\\;]+|;/gsu;

/** What a section of a format says of the figures it shows. */
interface Section {
  /** Of a date and time: `y`, `m`, `d`, `h`, `s`, and the bracket of counted hours. */
  readonly letters: ReadonlySet<string>;
  readonly isPercent: boolean;
  /** Decimals; null for those that the figure has. */
  readonly places: number | null;
  /** What stands behind the figure. */
  readonly unit: string;
  readonly isEmpty: boolean;
}

/** Formats read so far: a sheet has few, and each in thousands of cells. */
const formatsRead = new Map<string, readonly Section[]>();
const MAX_FORMATS = 1_000;

/** @param code the format, or its number; `uses1904` tells how the file counts its days. */
export function showNumber(value: number, code: string | number, uses1904: boolean): string {
  const written = (typeof code === 'string' ? code : (BUILT_IN[code] ?? '')).slice(0, LONGEST_CODE);
  const sections = readFormat(written === '' ? 'General' : written);
  const section = (value < 0 ? sections[1] : value === 0 ? sections[2] : undefined) ?? sections[0];
  if (section === undefined || section.isEmpty) return '';
  const { letters, isPercent, places, unit } = section;
  if (['y', 'm', 'd'].some((letter) => letters.has(letter))) return showDate(value, letters, uses1904) ?? String(value);
  if (letters.has('h') || letters.has('s')) return trim(value);
  const shown = isPercent ? value * 100 : value;
  return `${places === null ? trim(shown) : round(shown, places)}${isPercent ? '%' : ''}${unit}`;
}

function readFormat(code: string): readonly Section[] {
  const known = formatsRead.get(code);
  if (known !== undefined) return known;
  const sections = splitSections(code).map(readSection);
  if (formatsRead.size === MAX_FORMATS) formatsRead.clear();
  formatsRead.set(code, sections);
  return sections;
}

function readSection(section: string): Section {
  const bare = section.replace(ASIDE, '');
  const digits = bare.replace(QUOTED, '');
  const hasDigits = /[0#]/.test(digits);
  const places = /\.([0#?]+)/.exec(digits)?.[1]?.length ?? (hasDigits ? 0 : null);
  const unit = [...bare.slice(bare.search(/[0#?]/) + 1).matchAll(QUOTED)].map(
    ([, words = '', one = '']) => words + one,
  );
  return {
    letters: new Set(digits.toLowerCase().match(/[ymdhs[]/g)),
    isPercent: digits.includes('%'),
    // Thousands that a format takes off (0.0,) would change the figure.
    places: places === null || /[eE/]|[0#?],+(?![0#?])/.test(digits) ? null : Math.min(places, MAX_DECIMALS),
    unit: hasDigits ? unit.join('') : '',
    isEmpty: section === '',
  };
}

/** Positive; negative; zero. One without anything shows nothing. */
function splitSections(code: string): string[] {
  const sections: string[] = [];
  let open = '';
  for (const [piece] of code.matchAll(PIECE)) {
    if (piece !== ';') open += piece;
    else {
      sections.push(open);
      open = '';
    }
  }
  return [...sections, open];
}

function trim(value: number): string {
  return String(Number(value.toPrecision(SIGNIFICANT)));
}

/** Rounds the decimal figure, as sheets do: 1.005 is 1.01, though the double next to it lies below. */
function round(value: number, places: number): string {
  if (Math.abs(value) >= LARGEST_WRITTEN) return trim(value);
  const [mantissa = '', exponent = ''] = Math.abs(value)
    .toExponential(SIGNIFICANT - 1)
    .split('e');
  const digits = BigInt(mantissa.replace('.', ''));
  // Digits behind the last place; beyond all there are, nothing is left.
  const behind = Math.min(SIGNIFICANT - 1 - Number(exponent) - places, SIGNIFICANT + 1);
  const part = 10n ** BigInt(Math.abs(behind));
  const whole = behind <= 0 ? digits * part : (digits + part / 2n) / part;
  const figures = whole.toString().padStart(places + 1, '0');
  const decimals = places === 0 ? '' : `.${figures.slice(-places)}`;
  return `${value < 0 ? '-' : ''}${figures.slice(0, figures.length - places)}${decimals}`;
}

function showDate(value: number, letters: ReadonlySet<string>, uses1904: boolean): string | null {
  const shows = (letter: string) => letters.has(letter);
  const day = Math.floor(value);
  if (day < 1 || day > LAST_DAY) return shows('y') || shows('d') ? null : trim(value);
  // Of a time m is minutes.
  if (!shows('y') && !shows('d') && (shows('h') || shows('s') || shows('['))) return trim(value);
  const date = new Date((uses1904 ? EPOCH_1904 : EPOCH_1900) + day * DAY_MILLISECONDS);
  const [year, month] = [`${date.getUTCFullYear()}年`, `${date.getUTCMonth() + 1}月`];
  return `${shows('y') ? year : ''}${shows('m') ? month : ''}${shows('d') ? `${date.getUTCDate()}日` : ''}`;
}
