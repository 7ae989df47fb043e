/**
 * Used by search: traditional characters as simplified ones, so that 荊門產業發展 finds 荆门产业发展, and radicals as what
 * they look like. A text goes in; the same text in simplified characters comes out, character by character: words of
 * Taiwan and Hong Kong stay. And back, for what is said to whoever asked in traditional ones.
 */

import { Converter as createTraditionalConverter } from 'opencc-js/cn2t';
import { Converter } from 'opencc-js/t2cn';
import { foldRadicals } from './radicals.js';

/** Where characters that the library knows as traditional stand in Unicode: the unified ideographs of the first plane. */
const FIRST_IDEOGRAPH = 0x4e00;
const LAST_IDEOGRAPH = 0x9fff;
/**
 * Characters with a simplified form that simplified texts hold as well, in names and some words (乾县, 昇腾, 菜薹, 徵 as a
 * note): those of GB 2312 but 後, those of the list of standard characters of 2013, and those of places' names. They do
 * not show that a text is traditional; where others do, they are converted too.
 */
const IN_BOTH = new Set('乾吒夥徵拚捱摺於榘菸薹袷醣麴麽昇濛氾璿陞洩塚');
/**
 * Taiwan writes 著 for 着 too (沿著, 著力), everybody writes it in the words for works and for what is plain (著作, 显著),
 * which are the ones below.
 */
const ZHE_AS_SUFFIX = /(?<![显卓名专论巨编译原土昭新遗合见微])著(?![名作称书述录者])/g;

interface Conversion {
  /** Matches a character that no simplified text holds. */
  readonly traditional: RegExp;
  readonly convert: (text: string) => string;
}

let conversion: Conversion | null = null;

/**
 * The text in simplified characters. Comes back as it is when nothing in it is traditional only, so that simplified
 * texts keep 乾县 and 昇腾. Linear time; a few rare characters have a simplified form of another length in code units.
 */
export function toSimplified(written: string): string {
  const text = foldRadicals(written);
  // Prepared at the first call (about 60 ms): most commands convert nothing.
  conversion ??= prepareConversion();
  if (!conversion.traditional.test(text)) return text;
  return conversion.convert(text).replace(ZHE_AS_SUFFIX, '着');
}

/** Whether it holds a character that no simplified text does; radicals only look like other characters. */
export function isTraditional(written: string): boolean {
  conversion ??= prepareConversion();
  return conversion.traditional.test(foldRadicals(written));
}

/** The same, where each character keeps its place; a text of which one has another length stays as it is. */
export function simplifyInPlace(written: string): string {
  const simplified = toSimplified(written);
  return simplified.length === written.length ? simplified : written;
}

let convertBack: ((text: string) => string) | null = null;

/** The text in traditional characters, phrase by phrase as the library knows them: 后来 is 後來, 皇后 stays. */
export function toTraditional(text: string): string {
  const convert: (text: string) => string = convertBack ?? createTraditionalConverter({ from: 'cn', to: 'hk' });
  convertBack = convert;
  return convert(text);
}

function prepareConversion(): Conversion {
  // Hong Kong's table holds the common traditional characters and its own forms of some (衞); Taiwan's differ in 著 only.
  const convert: (text: string) => string = Converter({ from: 'hk', to: 'cn' });
  const ideographs = Array.from({ length: LAST_IDEOGRAPH - FIRST_IDEOGRAPH + 1 }, (_, offset) =>
    String.fromCodePoint(FIRST_IDEOGRAPH + offset),
  );
  // All at once, apart from each other: one by one they take ten times as long.
  const converted = convert(ideographs.join('\n')).split('\n');
  const traditional = ideographs.filter((character, at) => !IN_BOTH.has(character) && converted[at] !== character);
  return { traditional: new RegExp(`[${traditional.join('')}]`), convert };
}
