/**
 * Lexicon: keeps what a text was read as. Questions ask of the same sentences again and again, and reading one takes a
 * hundred times as long as finding what it was read as.
 */

import type { Gazetteer, Tokenizer } from './contract.js';
import type { Glossary } from './glossary.js';

/** Sentences and questions; a passage is read once a question at most. In UTF-16 code units. */
const LONGEST_KEPT = 300;
/** Characters of all texts that are kept: twelve thousand sentences, some thirty megabytes with their words. */
const MOST_KEPT = 600_000;

/** `read` with a memory. What it gives must not be changed by whoever gets it. */
export function remember<Result>(read: (text: string) => Result): (text: string) => Result {
  const kept = new Map<string, Result>();
  let characters = 0;
  return (text) => {
    if (text.length > LONGEST_KEPT) return read(text);
    const known = kept.get(text);
    if (known !== undefined) return known;
    const result = read(text);
    // All at once: to know which were asked for last would take longer than to read some again.
    if (characters + text.length > MOST_KEPT) {
      kept.clear();
      characters = 0;
    }
    kept.set(text, result);
    characters += text.length;
    return result;
  };
}

/** Words, terms and places of texts, for whoever reads the same ones often. */
export function rememberFound(tools: {
  readonly tokenizer: Tokenizer;
  readonly glossary: Glossary;
  readonly gazetteer: Gazetteer;
}): typeof tools {
  const { tokenizer, glossary, gazetteer } = tools;
  return {
    tokenizer: { ...tokenizer, tokenize: remember(tokenizer.tokenize), cutWords: remember(tokenizer.cutWords) },
    glossary: {
      ...glossary,
      findWritten: remember(glossary.findWritten),
      findAsked: remember(glossary.findAsked),
    },
    gazetteer: { ...gazetteer, find: remember(gazetteer.find) },
  };
}
