/**
 * The step between reading a sentence that cites passages and judging it: the sentences of those passages come out as
 * evidence, and their figures as the only ones that count.
 */

import type { Fact, Facts, Snapshot } from '../index/contract.js';
import { coverOf, evenWords, listUnits } from './claim-units.js';
import { type EvidenceTools, type FoundEvidence, type SoughtSentence, withoutFigures } from './evidence.js';

/** Sentences of the cited passages that are looked at. */
const MOST_SENTENCES = 24;

/** All sentences of the passages, those with most of the words first. */
export function findCitedEvidence(
  { text, figures }: SoughtSentence,
  passages: readonly number[],
  tools: EvidenceTools,
): FoundEvidence {
  const { snapshot } = tools;
  const units = listUnits(withoutFigures(text, figures), 'zh', tools);
  const sentences = passages
    .flatMap((passage) => snapshot.sentencesOf(passage))
    .map((sentence) => {
      const even = evenWords(snapshot.sentenceText(sentence));
      return { sentence, even, cover: coverOf(units, even), facts: snapshot.facts.inSentence(sentence) };
    })
    .sort((one, other) => other.cover - one.cover)
    .slice(0, MOST_SENTENCES);
  return { units, sentences };
}

/** The figures of some passages alone. */
export function factsOfPassages(passages: readonly number[], { facts, sentencesOf }: Snapshot): Facts {
  const all = passages.flatMap((passage) => sentencesOf(passage).flatMap((sentence) => facts.inSentence(sentence)));
  const those = (test: (fact: Fact) => boolean): readonly Fact[] => all.filter(test);
  return {
    all,
    inSentence: facts.inSentence,
    ofDocument: (document) => those((fact) => fact.document === document),
    ofRegion: (code) => those(({ region }) => region?.code === code),
    aboutTerm: (name) => those(({ term }) => term?.name === name),
    aboutPair: (pair) => those(({ pairs }) => pairs.includes(pair)),
  };
}
