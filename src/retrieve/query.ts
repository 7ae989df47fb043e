/**
 * What a question asks the lexical index for: its own words, the glossary's terms whatever it calls them, and for
 * English words over Chinese text what a dictionary says they mean.
 */

import type { LexicalIndex, QueryTerm } from '../index/contract.js';
import { findContentTerms, findNamedThings, removePlacesAndYears } from '../lexicon/content-words.js';
import type { Gazetteer, Tokenizer, Translate } from '../lexicon/contract.js';
import { indexTermOf, isGlossaryTerm } from '../lexicon/glossary-terms.js';
import type { UnderstoodQuestion } from '../understand/contract.js';
import type { LexicalQuery } from './contract.js';

/** A term of the glossary is what the question is about; its words alone stand in many passages. */
const GLOSSARY_WEIGHT = 1;
/** Places and years decide by themselves; as words they stand in the title of every passage of a report. */
const CONTEXT_WEIGHT = 0.5;
/** A dictionary knows all meanings of a word and not which is meant. */
const DICTIONARY_WEIGHT = 0.5;
/** Chinese words for one English one that the index knows; further ones are ever less likely. */
const MAX_SENSES = 8;
/** A word of two characters is a pair itself. */
const SHORTEST_CUT_WORD = 3;

export interface QueryOptions {
  readonly tokenizer: Tokenizer;
  readonly gazetteer: Gazetteer;
  readonly lexicalIndex: LexicalIndex;
  /** Null when a question's words are not to be translated. */
  readonly translate: Translate | null;
}

/** Terms of a question for the index: repeats removed, words of the glossary by its terms. */
export function buildQuery(question: string, understood: UnderstoodQuestion, options: QueryOptions): LexicalQuery {
  const { tokenizer, gazetteer, lexicalIndex, translate } = options;
  const glossary = understood.terms.map((term) => ({ variants: [indexTermOf(term)], weight: GLOSSARY_WEIGHT }));
  if (understood.language === 'zh') {
    // The tokenizer of an index knows terms by their written names only; the question's own stand in `glossary`.
    const own = findContentTerms(question, gazetteer, tokenizer).filter((term) => !isGlossaryTerm(term));
    const content = [...toQuery(own, 1), ...glossary];
    const context = tokenizer.tokenize(question).filter((term) => !own.includes(term) && !isGlossaryTerm(term));
    const isTerm = (word: string): boolean =>
      understood.terms.some((term) => term.written.some((name) => name.toLowerCase().includes(word)));
    const things = findNamedThings(question, gazetteer, tokenizer).filter((word) => !isTerm(word));
    return {
      all: [...content, ...toQuery(context, CONTEXT_WEIGHT)],
      content,
      things: [...toQuery(things, 1), ...glossary],
    };
  }
  // Places asked for in English stand with their Chinese names.
  const context = [...understood.regions.map(({ name }) => name), ...understood.years].join(' ');
  const look = (text: string): QueryTerm[] =>
    (translate?.(text) ?? []).flatMap(({ english, chinese }) => {
      const known = findKnown(chinese, lexicalIndex).slice(0, MAX_SENSES);
      // What the dictionary says of wine industry stands nowhere, and what it says of wine does.
      const words = known.length === 0 ? english.split(' ') : [];
      return words.length > 1 ? words.flatMap(look) : [{ variants: [english, ...known], weight: DICTIONARY_WEIGHT }];
    });
  const dictionary = look(removePlacesAndYears(question, gazetteer));
  const content = [...glossary, ...dictionary];
  return { all: [...content, ...toQuery(tokenizer.tokenize(context), CONTEXT_WEIGHT)], content, things: content };
}

function toQuery(terms: readonly string[], weight: number): QueryTerm[] {
  return [...new Set(terms)].map((term) => ({ variants: [term], weight }));
}

/**
 * Terms of the index that stand for words. A long word that the tokenizer cuts differently is found by its rarest pair
 * of characters: 可支配收入 by 配收, which hardly anything else has.
 */
function findKnown(words: readonly string[], lexicalIndex: LexicalIndex): string[] {
  const isKnown = (term: string): boolean => lexicalIndex.frequencyOf(term) > 0;
  return words.flatMap((word) => {
    if (isKnown(word)) return word;
    if (word.length < SHORTEST_CUT_WORD) return [];
    const pairs = Array.from({ length: word.length - 1 }, (_, at) => word.slice(at, at + 2));
    if (!pairs.every(isKnown)) return [];
    return pairs.reduce((rarest, pair) =>
      lexicalIndex.frequencyOf(pair) < lexicalIndex.frequencyOf(rarest) ? pair : rarest,
    );
  });
}
