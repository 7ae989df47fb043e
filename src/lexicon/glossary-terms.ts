/**
 * Terms of the glossary as terms of the lexical index: whatever a text calls 地区生产总值, it gets one and the same
 * index term, so that a question that calls it GDP finds it.
 */

import type { Tokenizer } from './contract.js';
import type { Glossary, GlossaryTerm } from './glossary.js';

/** In front of a glossary term's name: no tokenizer makes a term with it. */
const MARK = '§';

/** The index term of a glossary term. */
export function indexTermOf({ name }: GlossaryTerm): string {
  return `${MARK}${name}`;
}

/** True for what `indexTermOf` gives. */
export function isGlossaryTerm(term: string): boolean {
  return term.startsWith(MARK);
}

/** An index term as people read it: 地区生产总值. */
export function writeTerm(term: string): string {
  return isGlossaryTerm(term) ? term.slice(MARK.length) : term;
}

/** A tokenizer that adds, behind the terms of a text, those of the glossary that it names. */
export function addGlossaryTerms(tokenizer: Tokenizer, glossary: Glossary): Tokenizer {
  return {
    id: tokenizer.id,
    findNames: tokenizer.findNames,
    cutWords: tokenizer.cutWords,
    tokenize: (text) => [
      ...tokenizer.tokenize(text),
      ...glossary.findWritten(text).map(({ term }) => indexTermOf(term)),
    ],
  };
}
