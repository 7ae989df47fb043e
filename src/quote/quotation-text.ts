/**
 * Used to find quotations: a text as it is compared. Width, traditional characters, white space, marks of notes, and the
 * glyphs of quotation marks, dashes and dots are evened out. A text goes in; its folded characters and the words among them come
 * out, each with the place it came from.
 */

import { findNoteMarks } from '../lexicon/note-marks.js';
import { toSimplified } from '../lexicon/simplified.js';

/** A text evened out. One UTF-16 code unit is one character: those outside the first plane get a private one. */
export interface FoldedText {
  readonly characters: string;
  /** Where in the text each character begins; never descending, several may share one place (㎡ is m and 2). */
  readonly starts: Uint32Array;
  /** The characters without punctuation, the letters of English in lower case. */
  readonly words: string;
  /** Index in `characters` of each character of `words`, ascending. */
  readonly wordPlaces: Uint32Array;
}

/** Folds texts that are compared with each other: only they agree on the private characters. */
export type TextFolder = (text: string) => FoldedText;

/** Code units of a base character and its marks, folded as one; more marks than any script writes begin another. */
const MAX_CLUSTER = 10;
/** Private use area of the first plane. */
const FIRST_PRIVATE = 0xe000;
const LAST_PRIVATE = 0xf8ff;
/** The unified ideographs of the first plane, most of a report: NFKC leaves them as they are. */
const FIRST_IDEOGRAPH = 0x4e00;
const LAST_IDEOGRAPH = 0x9fff;

/** Glyphs that write the same sign, besides those NFKC folds. */
const GLYPHS = new Map(
  Object.entries({
    '"': `“”„‟「」『』«»‹›‘’‚‛'`,
    '—': '―─',
    '-': '‐‑−',
    '·': '•・‧∙',
    '~': '〜',
    '...': '⋯',
  }).flatMap(([sign, glyphs]) => Array.from(glyphs, (glyph): [string, string] => [glyph, sign])),
);
/**
 * Characters that simplified texts hold as well, or that are converted by the words around them (回覆, 覆蓋), each before
 * the one it is compared as: a quotation cut or converted elsewhere would keep another.
 */
const AMBIGUOUS = new Map(
  '著着 乾干 昇升 於于 徵征 瞭了 夥伙 摺折 藉借 覆复 麽么 麼么 榘矩 菸烟 薹苔 陞升 洩泄 濛蒙 氾泛 麴曲 麯曲 餘余 馀余 鍾钟 後后 裏里 裡里 託托 佔占 係系 繫系'
    .split(' ')
    .map((pair): [string, string] => [pair.charAt(0), pair.charAt(1)]),
);
const ANY_AMBIGUOUS = new RegExp(`[${[...AMBIGUOUS.keys()].join('')}]`, 'g');

const WORD = 1;
const PUNCTUATION = 2;
const BLANK = 3;
const MARK = 4;
/** Class of each code unit, 0 until it is first met. Halves of a pair count as words. */
const classes = new Uint8Array(0x10000);

/** A folder with its own private characters, at most 6,399 different ones; further ones are all the same. */
export function createTextFolder(): TextFolder {
  const privateUnits = new Map<string, string>();
  function toUnit(character: string): string {
    const code = character.codePointAt(0) ?? 0;
    if (code < FIRST_PRIVATE || (code > LAST_PRIVATE && code <= 0xffff)) return character;
    const known = privateUnits.get(character);
    if (known !== undefined) return known;
    // Once all are given away further characters share the last one, and quotations cannot make the map grow.
    const unit = String.fromCharCode(Math.min(FIRST_PRIVATE + privateUnits.size, LAST_PRIVATE));
    if (FIRST_PRIVATE + privateUnits.size < LAST_PRIVATE) privateUnits.set(character, unit);
    return unit;
  }
  const known = new Map<string, string>();
  function foldCluster(cluster: string): string {
    const folded = Array.from(cluster.normalize('NFKC'), (character) => GLYPHS.get(character) ?? toUnit(character))
      .join('')
      .replace(/\s/g, '');
    if (cluster.length === 1) known.set(cluster, folded);
    return folded;
  }

  return (text) => {
    const pieces: string[] = [];
    const starts: number[] = [];
    const marks = findNoteMarks(text);
    let mark = 0;
    for (let start = 0; start < text.length; ) {
      const noted = marks[mark];
      if (noted?.start === start) {
        start = noted.end;
        mark += 1;
        continue;
      }
      const end = clusterEnd(text, start);
      const cluster = text.slice(start, end);
      const code = text.charCodeAt(start);
      if (end === start + 1 && code >= FIRST_IDEOGRAPH && code <= LAST_IDEOGRAPH) {
        pieces.push(cluster);
        starts.push(start);
      } else if (classOf(code) !== BLANK) {
        const folded = known.get(cluster) ?? foldCluster(cluster);
        pieces.push(folded);
        for (let unit = 0; unit < folded.length; unit += 1) starts.push(start);
      }
      start = end;
    }
    const characters = simplify(pieces.join(''), toUnit);
    return { characters, starts: Uint32Array.from(starts), ...findWords(characters) };
  };
}

/** End of the base character at `start` and its marks. */
export function clusterEnd(text: string, start: number): number {
  const isPair = (text.codePointAt(start) ?? 0) > 0xffff;
  let end = start + (isPair ? 2 : 1);
  while (end < text.length && end - start < MAX_CLUSTER && classOf(text.charCodeAt(end)) === MARK) end += 1;
  return Math.min(end, text.length);
}

/** Keeps the number of characters: traditional ones are converted one by one, those outside the first plane have a unit. */
function simplify(characters: string, toUnit: (character: string) => string): string {
  const converted = toSimplified(characters);
  const units = converted.length === characters.length ? converted : Array.from(converted, toUnit).join('');
  const simplified = units.length === characters.length ? units : characters;
  return simplified.replace(ANY_AMBIGUOUS, (character) => AMBIGUOUS.get(character) ?? character);
}

function findWords(characters: string): Pick<FoldedText, 'words' | 'wordPlaces'> {
  const pieces: string[] = [];
  const places: number[] = [];
  for (let place = 0; place < characters.length; place += 1) {
    if (!isWord(characters, place)) continue;
    pieces.push(characters.charAt(place));
    places.push(place);
  }
  const words = pieces.join('').replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  return { words, wordPlaces: Uint32Array.from(places) };
}

/** Letters, digits, and the signs without which a figure is another one: 6.7%, -3. */
function isWord(characters: string, place: number): boolean {
  if (classOf(characters.charCodeAt(place)) === WORD) return true;
  const sign = characters.charAt(place);
  if (sign !== '.' && sign !== '-') return false;
  const isFigure = isDigitAt(characters, place + 1);
  if (sign === '.') return isFigure && isDigitAt(characters, place - 1);
  // Between figures and letters it says from one to the other: 2021-2025, C-919. At the very beginning that is not known.
  return isFigure && place > 0 && !/[\dA-Za-z%‰)]/.test(characters.charAt(place - 1));
}

export function isDigitAt(characters: string, place: number): boolean {
  const character = characters.charAt(place);
  return character >= '0' && character <= '9';
}

function classOf(code: number): number {
  const known = classes[code] ?? 0;
  if (known !== 0) return known;
  const character = String.fromCharCode(code);
  const found = /[\s\p{Cc}\p{Cf}]/u.test(character)
    ? BLANK
    : /\p{M}/u.test(character)
      ? MARK
      : /[\p{L}\p{N}\p{Co}\p{Cs}%‰°]/u.test(character)
        ? WORD
        : PUNCTUATION;
  classes[code] = found;
  return found;
}
