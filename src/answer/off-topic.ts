/**
 * Which sentence is read first? Of rows of sentences, which keep the order of the text, those that speak of something else
 * come last: they may say what is asked in other words, and nobody should read them first.
 */

import { isPlaceNamed } from '../lexicon/named-places.js';
import type { AnsweringSentence, Composing } from './contract.js';
import { shareOfMass } from './evidence.js';

/** Share of what the best sentence has of the question's words, below which one is of something else. */
const OFF_TOPIC = 0.3;

/** Those without the place that the documents around it only mention, then those with next to none of the question's words. */
export function putOffTopicLast(sentences: readonly AnsweringSentence[], composing: Composing): AnsweringSentence[] {
  const { ranking, snapshot, tokenizer, gazetteer } = composing;
  const { language, comparison } = ranking.understood;
  if (comparison) return [...sentences];
  const read = sentences.map(({ sentence, passage }) => {
    const text = snapshot.sentenceText(sentence);
    // What stands below 办好五件民生实事 names none of them.
    const below = snapshot.passageAt(passage).passage.headingPath.join(' ');
    const words = new Set(tokenizer.tokenize(below));
    const { has } = snapshot.sentenceWords(sentence);
    return {
      sentence: { sentence, passage },
      namesPlace: ranking.surroundedRegions.some((name) => isPlaceNamed(text, name, gazetteer)),
      share: shareOfMass(ranking.query.all, (term) => has(term) || words.has(term), snapshot.lexicalIndex),
    };
  });
  // An English question has its words by way of a dictionary.
  const least = language === 'en' ? 0 : OFF_TOPIC * Math.max(0, ...read.map(({ share }) => share));
  const isSurrounded = read.some(({ namesPlace }) => namesPlace);
  const rank = ({ namesPlace, share }: (typeof read)[number]): number =>
    isSurrounded && !namesPlace ? 2 : share < least ? 1 : 0;
  return read.sort((a, b) => rank(a) - rank(b)).map(({ sentence }) => sentence);
}
