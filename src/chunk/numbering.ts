/**
 * First step of chunking: reads the numbering a paragraph begins with (`第一章`, `一、`, `（一）`, `1.`, `（1）`, `①`,
 * `——`, `●`) and finds the sequences among them. A numbering counts only as a member of a sequence: `三、四级医院` alone
 * is a list of hospital grades, not a third heading.
 */

import { BELOW_TWENTY, readNumberWords } from '../lexicon/english-number-words.js';

/** Numberings that count, in the order of nesting that GB/T 9704 and common usage give them, outermost first. */
export const ORDINAL_KINDS = [
  'book',
  'chapter',
  'section',
  'article',
  'roman',
  'ideographic',
  'ideographicInParentheses',
  'arabic',
  'arabicInParentheses',
  'arabicBeforeParenthesis',
  'circled',
] as const;
export type OrdinalKind = (typeof ORDINAL_KINDS)[number];

/** What a paragraph begins with. `length` counts code units up to the first one of the words that are numbered. */
export interface Numbering {
  readonly kind: OrdinalKind | 'dash' | 'bullet';
  /** 1 to 999; 0 for dashes and bullets. */
  readonly ordinal: number;
  readonly length: number;
  /** 01 and what goes on from it. */
  readonly isPadded?: true;
}

/** Numberings that follow one another: paragraph indices in their order, at least two but of divisions, whose names are unmistakable. */
export interface Sequence {
  readonly kind: OrdinalKind;
  readonly members: readonly number[];
}

/** Longest numbering with the blanks around it (`第一百二十三条　　`), in code units. */
const LONGEST_NUMBERING = 20;
/** How far a sequence may jump: 2 lets one number be missing, as where a web page broke `（` from `三）`. */
const LARGEST_STEP = 2;

const DIVISION = /^第([一二三四五六七八九十百零〇]{1,7}|[0-9０-９]{1,3})([编篇章节条])(?![款项的和至、，,])\s{0,4}/;
const IDEOGRAPHIC = /^([一二三四五六七八九十百]{1,5}) ?[、．.]\s{0,4}/;
const IDEOGRAPHIC_IN_PARENTHESES = /^[（(] ?([一二三四五六七八九十百]{1,5}) ?[）)][、．.]?\s{0,4}/;
/** `II. Targets for 2025`, in English reports. */
const ROMAN = /^([IVX]{1,5})\.\s{1,4}(?=[A-Z])/;
/** `Part One: Work in 2024`, `Chapter 2 Targets`. */
const ENGLISH_DIVISION = new RegExp(
  String.raw`^(Part|Chapter|Section) (${BELOW_TWENTY.slice(1, 11).join('|')}|[IVX]{1,5}|\d{1,2})\b[:.]?\s{0,4}`,
  'i',
);
/** `1.5万人` is a figure, `20.2026年实事` the twentieth entry. */
const ARABIC = /^([0-9０-９]{1,3}) ?[、．.](?:(?=20[0-9]{2}年)|(?![0-9０-９]))\s{0,4}/;
/** `01 光电信息产业工程`, as boxes of plans count. Only behind those does 12 count: `12万户` opens a line, too. */
const PADDED = /^(0[1-9]|[12]\d) ?(?=\p{Script=Han})(?![年月日时点个项名位家])/u;
const ARABIC_IN_PARENTHESES = /^[（(] ?([0-9０-９]{1,3}) ?[）)][、．.]?\s{0,4}/;
const ARABIC_BEFORE_PARENTHESIS = /^([0-9０-９]{1,3})[）)]\s{0,4}/;
const CIRCLED = /^([①-⑳])\s{0,4}/;
const DASH = /^(?:[—―–]{2}|--)\s{0,4}/;
const BULLET = /^[●■◆▲★○◎•·▪□◇]\s{0,4}/;

const DIVISION_KINDS: Readonly<Record<string, OrdinalKind>> = {
  编: 'book',
  篇: 'book',
  章: 'chapter',
  节: 'section',
  条: 'article',
};

/** Of which one alone is a heading: a chapter may have one section. */
const DIVISIONS: ReadonlySet<OrdinalKind> = new Set<OrdinalKind>(['book', 'chapter', 'section']);

/** `三、四级医院`, `一、二、三产业`: the next number, and a word that grades are counted with. */
const ENUMERATED_GRADE = /^([一二三四五六七八九十])[、级线产类等季代流层环档型期]/;
const NUMERALS = '一二三四五六七八九十';
const ROMAN_VALUES: Readonly<Record<string, number>> = { I: 1, V: 5, X: 10 };

/** A point of a stem that stays body: `一是…`, `二要…`, `第三，…`, `首先…`. */
const STEM_POINT =
  /^(?:[一二三四五六七八九十]{1,3}[是要]|第[一二三四五六七八九十]{1,3}[，,是]|首先|其次|再次|最后[，,])/;

/** The numbering at `start`, null when there is none. Looks at a fixed number of characters. */
export function readNumbering(text: string, start: number, end: number): Numbering | null {
  const head = text.slice(start, Math.min(end, start + LONGEST_NUMBERING));
  const division = DIVISION.exec(head);
  if (division) return ordinalNumbering(DIVISION_KINDS[division[2] ?? ''] ?? 'chapter', division);
  const ideographic = IDEOGRAPHIC.exec(head);
  if (ideographic) {
    const numbering = ordinalNumbering('ideographic', ideographic);
    const grade = ENUMERATED_GRADE.exec(head.slice(numbering.length));
    return grade && NUMERALS.indexOf(grade[1] ?? '') === numbering.ordinal ? null : numbering;
  }
  const parenthesised = IDEOGRAPHIC_IN_PARENTHESES.exec(head);
  if (parenthesised) return ordinalNumbering('ideographicInParentheses', parenthesised);
  const part = ENGLISH_DIVISION.exec(head);
  if (part) {
    const [whole, division = '', written = ''] = part;
    return {
      kind: /^section/i.test(division) ? 'section' : 'chapter',
      ordinal: readNumberWords(written.toLowerCase()) ?? readOrdinal(written.toUpperCase()),
      length: whole.length,
    };
  }
  const roman = ROMAN.exec(head);
  if (roman) return ordinalNumbering('roman', roman);
  const arabic = ARABIC.exec(head);
  if (arabic) return ordinalNumbering('arabic', arabic);
  const padded = PADDED.exec(head);
  if (padded) return { ...ordinalNumbering('arabic', padded), isPadded: true };
  const arabicInParentheses = ARABIC_IN_PARENTHESES.exec(head);
  if (arabicInParentheses) return ordinalNumbering('arabicInParentheses', arabicInParentheses);
  const arabicBeforeParenthesis = ARABIC_BEFORE_PARENTHESIS.exec(head);
  if (arabicBeforeParenthesis) return ordinalNumbering('arabicBeforeParenthesis', arabicBeforeParenthesis);
  const circled = CIRCLED.exec(head);
  if (circled) return ordinalNumbering('circled', circled);
  const dash = DASH.exec(head);
  if (dash) return { kind: 'dash', ordinal: 0, length: dash[0].length };
  const bullet = BULLET.exec(head);
  if (bullet) return { kind: 'bullet', ordinal: 0, length: bullet[0].length };
  return null;
}

/** True when a paragraph or sentence at `start` is one point of an enumeration in running text. */
export function beginsStemPoint(text: string, start: number, end: number): boolean {
  return STEM_POINT.test(text.slice(start, Math.min(end, start + 6)));
}

/**
 * Sequences among the numberings of a document's paragraphs (null where a paragraph has none or must not count).
 * A sequence begins with 1 and goes on with the next number of its kind, or the one after that; a new 1 begins another.
 */
export function findSequences(numberings: readonly (Numbering | null)[]): Sequence[] {
  const sequences: { kind: OrdinalKind; members: number[] }[] = [];
  const open = new Map<
    OrdinalKind | 'padded',
    { ordinal: number; sequence: { kind: OrdinalKind; members: number[] } }
  >();
  for (const [index, numbering] of numberings.entries()) {
    if (!numbering || numbering.kind === 'dash' || numbering.kind === 'bullet') continue;
    const { kind, ordinal, isPadded } = numbering;
    const list = isPadded ? 'padded' : kind;
    const current = open.get(list);
    if (ordinal === 1) {
      const sequence = { kind, members: [index] };
      sequences.push(sequence);
      open.set(list, { ordinal, sequence });
    } else if (current && ordinal > current.ordinal && ordinal <= current.ordinal + LARGEST_STEP) {
      current.sequence.members.push(index);
      current.ordinal = ordinal;
    }
  }
  return sequences.filter(({ kind, members }) => members.length > 1 || DIVISIONS.has(kind));
}

function ordinalNumbering(kind: OrdinalKind, match: RegExpExecArray): Numbering {
  return { kind, ordinal: readOrdinal(match[1] ?? ''), length: match[0].length };
}

/** 十二 → 12, 一百零三 → 103, １２ → 12, ⑫ → 12. */
function readOrdinal(numeral: string): number {
  const code = numeral.charCodeAt(0);
  if (code >= 0x2460 && code <= 0x2473) return code - 0x2460 + 1;
  if (/^[IVX]/.test(numeral)) return readRoman(numeral);
  let total = 0;
  let digit = 0;
  for (const character of numeral) {
    const value = character.charCodeAt(0);
    if (value >= 48 && value <= 57) total = total * 10 + value - 48;
    else if (value >= 0xff10 && value <= 0xff19) total = total * 10 + value - 0xff10;
    else if (character === '百') {
      total += (digit || 1) * 100;
      digit = 0;
    } else if (character === '十') {
      total += (digit || 1) * 10;
      digit = 0;
    } else digit = NUMERALS.indexOf(character) + 1;
  }
  return total + digit;
}

function readRoman(numeral: string): number {
  const values = Array.from(numeral, (letter) => ROMAN_VALUES[letter] ?? 0);
  return values.reduce((sum, value, at) => sum + (value < (values[at + 1] ?? 0) ? -value : value), 0);
}
