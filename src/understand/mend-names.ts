/**
 * A name that is typed wrongly (荆们, 财政收人) as the nearest known one: where a question names no place, a place that
 * documents are about; where it names no indicator, one of the glossary. One character may differ, by another that is
 * read or looks alike. Only what is no word itself is mended, and only to a name that alone is near: a right word never
 * becomes another.
 */

import { findAreas, isAreaInEnglish } from '../lexicon/areas.js';
import type { Gazetteer, Region } from '../lexicon/contract.js';
import type { Glossary } from '../lexicon/glossary.js';
import { readPlaces } from '../lexicon/places.js';
import { soundsLike } from '../lexicon/sounds.js';
import type { Span } from '../types.js';

export interface MendingTools {
  readonly gazetteer: Gazetteer;
  readonly glossary: Glossary;
}

/** Mends names in a question. */
export type MendNames = (question: string) => string;

/** UTF-16 code units that are read: a longer text is pasted, not typed. */
const MAX_READ = 300;
const SHORTEST_NAME = 2;
/** Shorter forms of indicators have too many neighbours. */
const SHORTEST_FORM = 4;
/** Characters that stand by themselves in any sentence: beside another they are no name. */
const FREE =
  /[的了着过是在有为被把给让和与及或也都又再还就才只会要能可来去到上下中内外前后里年月日个多少几这那哪其每各将从向对于比等不没很更最大小新高低好呢吗吧啊呀]/;

interface Names {
  readonly list: readonly string[];
  /** Names of a length that have a character at a place, by `length:place:character`. */
  readonly byCharacter: ReadonlyMap<string, readonly string[]>;
}

interface Word extends Span {
  readonly text: string;
}

interface Mended extends Span {
  readonly name: string;
}

const DIVISION = /[省市州县区]/;
/** Characters that are typed for each other as they look alike. */
const LOOKALIKES = [
  '人入八',
  '己已巳',
  '未末',
  '土士',
  '千干于',
  '日曰目',
  '天夫无',
  '力刀',
  '大太犬',
  '口囗',
  '王玉主',
  '贝见',
];
const SEGMENTER = new Intl.Segmenter('zh', { granularity: 'word' });

/** `regions`: what the documents are about. Prepared once an index. */
export function createNameMender(regions: readonly Region[], { gazetteer, glossary }: MendingTools): MendNames {
  const codes = new Set(regions.map(({ code }) => code));
  const shorts = readPlaces().flatMap(({ code, short }) => (codes.has(code) ? [short] : []));
  const places = collectNames(shorts);
  const forms = collectNames(listForms(glossary));
  const areas = regions.filter(({ level }) => level === 'area').map(({ name }) => name);
  return (question) => {
    if (question.length > MAX_READ) return question;
    if (!/\p{Script=Han}/u.test(question)) return nameAreas(question, areas);
    const namesPlace = gazetteer.find(question).length > 0;
    const text = namesPlace ? question : replace(question, findNearest(question, places, isPlaceMistyped));
    const indicator = findNearest(text, forms, isFormMistyped);
    // 研发投入 is a term too, and 研发投入强渡 means a longer one.
    const namesAnother = glossary
      .findAsked(text)
      .some(
        ({ term, start, end }) =>
          term.kind === 'indicator' && !(indicator && start >= indicator.start && end <= indicator.end),
      );
    return namesAnother ? text : replace(text, indicator);
  };
}

/** New areas and development zones, of which no list has the English names, as documents call them. */
function nameAreas(question: string, areas: readonly string[]): string {
  let text = question;
  for (const { name: english } of areas.length === 0 ? [] : findAreas(question, () => false)) {
    const [name, ...others] = new Set(areas.filter((area) => isAreaInEnglish(english, area)));
    if (name !== undefined && others.length === 0) text = text.replace(english, name);
  }
  return text;
}

function listForms(glossary: Glossary): string[] {
  return glossary.terms
    .filter(({ kind }) => kind === 'indicator')
    .flatMap(({ written }) => written)
    .filter((form) => form.length >= SHORTEST_FORM && /^\p{Script=Han}+$/u.test(form));
}

function collectNames(list: readonly string[]): Names {
  const byCharacter = new Map<string, string[]>();
  for (const name of new Set(list)) {
    for (const [at, character] of Array.from(name).entries()) {
      const key = `${name.length}:${at}:${character}`;
      const names = byCharacter.get(key);
      if (names) names.push(name);
      else byCharacter.set(key, [name]);
    }
  }
  return { list, byCharacter };
}

/** Null when nothing is near, or more than one name is. */
function findNearest(
  text: string,
  names: Names,
  isMistyped: (typed: string, name: string, start: number, words: () => readonly Word[]) => boolean,
): Mended | null {
  let cut: readonly Word[] | null = null;
  const words = (): readonly Word[] => {
    cut ??= splitIntoWords(text);
    return cut;
  };
  const lengths = [...new Set(names.list.map(({ length }) => length))];
  const found: Mended[] = [];
  for (let start = 0; start < text.length; start += 1) {
    for (const length of lengths) {
      const typed = text.slice(start, start + length);
      if (typed.length < length || !/^\p{Script=Han}+$/u.test(typed)) continue;
      // A name shares its beginning or its end with what was typed for it.
      for (const at of [0, length - 1]) {
        for (const name of names.byCharacter.get(`${length}:${at}:${typed.charAt(at)}`) ?? []) {
          if (isMistyped(typed, name, start, words)) found.push({ name, start, end: start + length });
        }
      }
    }
  }
  return new Set(found.map(({ name }) => name)).size === 1 ? (found[0] ?? null) : null;
}

/** 穿的 in 四穿的人口 is two words. */
function splitIntoWords(text: string): Word[] {
  return Array.from(SEGMENTER.segment(text), ({ index, segment }) => ({
    start: index,
    end: index + segment.length,
    text: segment,
  })).flatMap((word) =>
    /^.的$/u.test(word.text)
      ? [
          { start: word.start, end: word.end - 1, text: word.text.slice(0, -1) },
          { start: word.end - 1, end: word.end, text: '的' },
        ]
      : [word],
  );
}

/** No word of the text has the character that differs, and nothing beside it shows a longer name: 伊丽莎白. */
function isPlaceMistyped(typed: string, name: string, start: number, readWords: () => readonly Word[]): boolean {
  const end = start + typed.length;
  const at = findOnlyDifference(typed, name);
  if (
    at === null ||
    (typed.length === SHORTEST_NAME && FREE.test(typed)) ||
    !areAlike(typed.charAt(at), name.charAt(at))
  )
    return false;
  const words = readWords();
  const isApart = overlapping(words, start, end).every(
    (word) => word.start >= start && word.end <= end && word.end - word.start < typed.length,
  );
  const beside = words.filter((word) => word.end === start || word.start === end);
  return (
    isApart && beside.every(({ text }) => !/^\p{Script=Han}$/u.test(text) || FREE.test(text) || DIVISION.test(text))
  );
}

/** One character is another, which leaves of a word of the form only single characters: 收人 for 收入. */
function isFormMistyped(typed: string, name: string, start: number, words: () => readonly Word[]): boolean {
  const at = findOnlyDifference(typed, name);
  if (at === null || !areAlike(typed.charAt(at), name.charAt(at))) return false;
  const own = Array.from(SEGMENTER.segment(name)).find(
    ({ index, segment }) => index <= at && at < index + segment.length,
  );
  if (own === undefined || own.segment.length < 2) return false;
  const broken = overlapping(words(), start + own.index, start + own.index + own.segment.length);
  return broken.every((word) => word.end - word.start === 1);
}

/** Null when the two differ in no or in several characters. */
function findOnlyDifference(typed: string, name: string): number | null {
  let only: number | null = null;
  for (let at = 0; at < name.length; at += 1) {
    if (typed.charAt(at) === name.charAt(at)) continue;
    if (only !== null) return null;
    only = at;
  }
  return only;
}

function areAlike(one: string, other: string): boolean {
  return soundsLike(one, other) || LOOKALIKES.some((alike) => alike.includes(one) && alike.includes(other));
}

function overlapping(words: readonly Word[], start: number, end: number): Word[] {
  return words.filter((word) => word.start < end && word.end > start);
}

function replace(text: string, mended: Mended | null): string {
  return mended === null ? text : text.slice(0, mended.start) + mended.name + text.slice(mended.end);
}
