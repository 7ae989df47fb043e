/**
 * Reranks the best passages by their sentences: does one sentence say what was asked for, with a figure
 * where one is asked? A passage may have all the words of a question scattered over sentences about other things.
 */

import type { LexicalIndex, QueryTerm } from '../index/contract.js';
import type { Glossary } from '../lexicon/glossary.js';
import { indexTermOf, isGlossaryTerm } from '../lexicon/glossary-terms.js';
import { normaliseForTerms } from '../lexicon/tokenizer.js';
import type { UnderstoodQuestion } from '../understand/contract.js';
import type { SentenceScores } from './contract.js';

/** The question as reranking needs it. */
export interface RerankedQuestion {
  readonly asked: UnderstoodQuestion;
  readonly query: readonly QueryTerm[];
}

export interface RerankTools {
  readonly glossary: Glossary;
  readonly lexicalIndex: LexicalIndex;
}

/** How far behind a term its figure may stand, in UTF-16 code units, and still be in the same clause. */
const FIGURE_BEHIND = /^[^。；;，,]{0,16}?\d/;
const FIGURE_REACH = 18;

/** Words in other scripts; a number must not be found within another. */
const OTHER_WORD = /[^\p{Script=Han}\s\p{P}\p{S}]+(?:\.\d+)?/gu;
const HAN = /\p{Script=Han}/u;

/** Han words are looked for as they stand: cutting each sentence into words took half of a question's time. */
export function createSentenceReranker({ glossary, lexicalIndex }: RerankTools, { asked, query }: RerankedQuestion) {
  const masses = query.map((term) => lexicalIndex.massOf(term));
  const mass = masses.reduce((sum, own) => sum + own, 0);
  const names = new Set(asked.terms.map(({ name }) => name));
  return (sentences: readonly string[]): SentenceScores => {
    const coverages: number[] = [];
    const figures = new Set<string>();
    for (const text of sentences) {
      const plain = normaliseForTerms(text);
      const mentions = glossary.findWritten(text);
      const terms = new Set([...(plain.match(OTHER_WORD) ?? []), ...mentions.map(({ term }) => indexTermOf(term))]);
      const stands = (term: string): boolean =>
        terms.has(term) || (HAN.test(term) && !isGlossaryTerm(term) && plain.includes(term));
      let found = 0;
      for (const [number, { variants }] of query.entries()) {
        if (variants.some(stands)) found += masses[number] ?? 0;
      }
      coverages.push(mass === 0 ? 0 : found / mass);
      for (const { term, end } of mentions) {
        if (!names.has(term.name)) continue;
        if (FIGURE_BEHIND.test(text.slice(end, end + FIGURE_REACH))) figures.add(term.name);
      }
    }
    return { coverages, coverage: Math.max(0, ...coverages), figure: figures.size / Math.max(1, names.size) };
  };
}

/** Gains in units of a z-score, learnt with those of boost.ts. */
const COVERAGE = 3.2;
const FIGURE = 1.3;

/** `certainty`: the share of the question's words that the index knows for certain, 0 to 1. */
export function weighSentenceScores({ coverage, figure }: SentenceScores, certainty: number): number {
  return COVERAGE * certainty ** 2 * coverage + FIGURE * figure;
}
