/**
 * Terms for BM25: words and character bigrams of Han text, words and numbers of the rest. Words come from nodejieba
 * with a user dictionary; where its native part is missing, from Intl.Segmenter.
 */

import { fileURLToPath } from 'node:url';
import type { CutWord, Tokenizer } from './contract.js';
import { DOMAIN_WORDS } from './domain-words.js';
import { toSimplified } from './simplified.js';

/**
 * Raised when a text would be cut otherwise than before, by DOMAIN_WORDS and `toSimplified` too, or when another text of a
 * passage is cut (`lexicalText` of index): words that are stored are kept while this stays.
 */
const TOKENIZER_VERSION = '2';
const HAN_RUN = /\p{Script=Han}+/gu;
/** A term has at least one letter or digit; the rest is punctuation. */
const HAS_LETTER = /[\p{L}\p{N}]/u;
const THOUSANDS_SEPARATOR = /(?<=\d),(?=\d{3}(?!\d))/g;
/** A comma left between digits parts a list (2022,2023); Intl.Segmenter would take it for one number. */
const COMMA_BETWEEN_DIGITS = /(?<=\d),(?=\d)/g;
/** What Intl.Segmenter gets at once, in code points: its time grows with the square of a text's length. */
const SEGMENTED_RUN = /[^\s。;!?]{1,400}/gu;

/** Stands for nodejieba's weights of keywords, 20 MB that cutting does not ask for; an empty file it does not take. */
const NO_WEIGHTS = fileURLToPath(new URL('../../src/lexicon/no-weights.txt', import.meta.url));

/** Cuts normalised text into words; `findNames` gives those that name things, `cutWords` all, with their kind. */
interface Segmenter {
  cut(text: string): string[];
  findNames(text: string, withPlaces: boolean): string[];
  cutWords(text: string): CutWord[];
}

/**
 * Parts of speech of nodejieba's dictionary (ICTCLAS) that name things: nouns, verbs used as nouns, abbreviations, Latin
 * words, and words it does not know, which mostly are names; not places, which are found by the gazetteer.
 */
const NAMES_THING = /^(?:n(?!s)\w*|vn|an|j|l|i|eng|x|)$/;
const NAMES_PLACE = /^ns$/;
/** Names of persons, places and bodies, abbreviations, unknown words. */
const IS_NAME = /^(?:n[rstz]\w*|j|eng|x|)$/;
/** Verbs but those used as nouns, adverbs, prepositions, conjunctions, particles, pronouns. */
const IS_DOING = /^(?:v(?!n)\w*|[dpcury]\w*)$/;

/** Once a process, to which the dictionary belongs. */
let jieba: ReturnType<typeof loadJieba> | undefined;

/** nodejieba when it can be loaded, `Intl.Segmenter` otherwise; `id` says which. */
export async function createTokenizer(): Promise<Tokenizer> {
  jieba ??= loadJieba();
  const segmenter = await jieba;
  return segmenter ? tokenizerOf('jieba', segmenter) : createSegmenterTokenizer();
}

/** The tokenizer without a native part. */
export function createSegmenterTokenizer(): Tokenizer {
  const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });
  const cut = (text: string): string[] =>
    (text.match(SEGMENTED_RUN) ?? []).flatMap((run) => Array.from(segmenter.segment(run), (part) => part.segment));
  const cutWords = (text: string): CutWord[] =>
    cut(text).map((word) => ({ word, isName: false, isNoun: false, isDoing: false }));
  return tokenizerOf('segmenter', { cut, findNames: cut, cutWords });
}

function tokenizerOf(name: string, segmenter: Segmenter): Tokenizer {
  return {
    id: `${name}+bigrams@${TOKENIZER_VERSION}`,
    tokenize(text) {
      const normalised = normaliseForTerms(text);
      const terms = segmenter.cut(normalised).filter((word) => HAS_LETTER.test(word));
      for (const [run] of normalised.matchAll(HAN_RUN)) {
        // By code points: a rare character of two code units must not be cut in half.
        const characters = Array.from(run);
        for (let index = 1; index < characters.length; index += 1) {
          terms.push(`${characters[index - 1]}${characters[index]}`);
        }
      }
      return terms;
    },
    findNames: (text, withPlaces = false) =>
      segmenter.findNames(normaliseForTerms(text), withPlaces).filter((word) => HAS_LETTER.test(word)),
    cutWords: (text) => segmenter.cutWords(normaliseForTerms(text)).filter(({ word }) => HAS_LETTER.test(word)),
  };
}

/** NFKC, simplified characters, lower case, `3,400` as one number: nodejieba splits it otherwise. */
export function normaliseForTerms(text: string): string {
  return toSimplified(text.normalize('NFKC'))
    .toLowerCase()
    .replace(THOUSANDS_SEPARATOR, '')
    .replace(COMMA_BETWEEN_DIGITS, ' ');
}

/** Null when the native part was not built. */
async function loadJieba(): Promise<Segmenter | null> {
  let jieba: typeof import('nodejieba');
  try {
    jieba = (await import('nodejieba')).default;
  } catch {
    // Ordinary where no compiler was at hand when wenju was installed; the manifest records which tokenizer served.
    return null;
  }
  let hasDictionary = false;
  /** With the first text: a dictionary of 120 MB that takes half a second, which not all who open an index need. */
  const loaded = (): typeof jieba => {
    if (!hasDictionary) {
      jieba.load({ idfDict: NO_WEIGHTS });
      for (const word of DOMAIN_WORDS) jieba.insertWord(word);
      hasDictionary = true;
    }
    return jieba;
  };
  // Strict mode keeps digits and Latin words whole: 2024, GDP.
  return {
    cut: (text) => loaded().cut(text, true),
    findNames: (text, withPlaces) =>
      loaded()
        .tag(text)
        .flatMap(({ word, tag }) => (NAMES_THING.test(tag) || (withPlaces && NAMES_PLACE.test(tag)) ? word : [])),
    cutWords: (text) =>
      loaded()
        .tag(text)
        .map(({ word, tag }) => ({
          word,
          isName: IS_NAME.test(tag),
          isNoun: tag.startsWith('n'),
          isDoing: IS_DOING.test(tag),
        })),
  };
}
