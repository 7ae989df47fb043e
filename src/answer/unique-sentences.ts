/** Sentences of several sources, each once, in the order in which they come first. */

import type { AnsweringSentence } from './contract.js';

export function uniqueSentences<Sentence extends AnsweringSentence>(sentences: readonly Sentence[]): Sentence[] {
  const seen = new Set<number>();
  return sentences.filter(({ sentence }) => {
    if (seen.has(sentence)) return false;
    seen.add(sentence);
    return true;
  });
}
