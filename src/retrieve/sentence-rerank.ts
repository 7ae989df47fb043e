/**
 * Reranks the best passages by their sentences: does one sentence say what was asked for, with a figure
 * where one is asked? A passage may have all the words of a question scattered over sentences about other things.
 */

import type { QueryTerm, SentenceWords, Snapshot } from '../index/contract.js';
import type { Glossary } from '../lexicon/glossary.js';
import { indexTermOf, isGlossaryTerm } from '../lexicon/glossary-terms.js';
import type { UnderstoodQuestion } from '../understand/contract.js';
import type { LexicalQuery, SentenceScore, SentenceScores } from './contract.js';
import type { AddFeature } from './weights.js';

/** The question as reranking needs it. */
export interface RerankedQuestion {
  readonly asked: UnderstoodQuestion;
  readonly query: Pick<LexicalQuery, 'content' | 'things'>;
}

export interface RerankTools {
  readonly snapshot: Pick<Snapshot, 'lexicalIndex' | 'sentenceText' | 'sentenceWords'>;
  readonly glossary: Glossary;
}

/** How far behind a term its figure may stand, in UTF-16 code units, and still be in the same clause. */
const FIGURE_BEHIND = /^[^。；;，,]{0,16}?\d/;
const FIGURE_REACH = 18;

/** Words in other scripts; a number must not be found within another. */
const OTHER_WORD = /[^\p{Script=Han}\s\p{P}\p{S}]+(?:\.\d+)?/gu;
const HAN = /\p{Script=Han}/u;

/** Looks through sentences of the snapshot, by their numbers. */
export function createSentenceReranker({ snapshot, glossary }: RerankTools, { asked, query }: RerankedQuestion) {
  const content = weigh(query.content, snapshot);
  const things = weigh(query.things, snapshot);
  const names = new Set(asked.terms.map(({ name }) => name));
  const named = asked.terms.map(indexTermOf);
  return (sentences: readonly number[]): SentenceScores => {
    const scores: SentenceScore[] = [];
    const figures = new Set<string>();
    for (const sentence of sentences) {
      const words = snapshot.sentenceWords(sentence);
      const { coverage, lacks } = cover(content, words);
      scores.push({ coverage, lacks, things: cover(things, words).coverage });
      if (!named.some(words.has)) continue;
      const text = snapshot.sentenceText(sentence);
      for (const { term, end } of glossary.findWritten(text)) {
        if (!names.has(term.name)) continue;
        if (FIGURE_BEHIND.test(text.slice(end, end + FIGURE_REACH))) figures.add(term.name);
      }
    }
    return {
      sentences: scores,
      coverage: Math.max(0, ...scores.map(({ coverage }) => coverage)),
      things: Math.max(0, ...scores.map((score) => score.things)),
      figure: figures.size / Math.max(1, names.size),
    };
  };
}

/** Whether a variant of a term stands in a sentence. */
type Stands = (words: SentenceWords) => boolean;

/** Han words are looked for as they stand, however the sentence is cut. */
function findVariant(variant: string): Stands {
  if (isGlossaryTerm(variant)) return ({ has }) => has(variant);
  if (HAN.test(variant)) return ({ plain }) => plain.includes(variant);
  return ({ plain }) => plain.includes(variant) && plain.match(OTHER_WORD)?.includes(variant) === true;
}

interface Weighed {
  readonly variants: readonly Stands[];
  /** Share of all. */
  readonly share: number;
}

function weigh(query: readonly QueryTerm[], { lexicalIndex }: RerankTools['snapshot']): Weighed[] {
  const masses = query.map((term) => lexicalIndex.massOf(term));
  const mass = masses.reduce((sum, own) => sum + own, 0);
  return query.map(({ variants }, number) => ({
    variants: variants.map(findVariant),
    share: mass === 0 ? 0 : (masses[number] ?? 0) / mass,
  }));
}

function cover(query: readonly Weighed[], words: SentenceWords): Pick<SentenceScore, 'coverage' | 'lacks'> {
  let coverage = 0;
  let lacks = query.length === 0 ? 1 : 0;
  for (const { variants, share } of query) {
    let stands = false;
    // In a loop: some thousand times a question a function would be made for `some`.
    for (let at = 0; at < variants.length && !stands; at += 1) stands = variants[at]?.(words) === true;
    if (stands) coverage += share;
    else lacks = Math.max(lacks, share);
  }
  return { coverage, lacks };
}

/** `certainty`: the share of the question's words that the index knows for certain, 0 to 1. */
export function describeSentences(
  { sentences, coverage, things, figure }: SentenceScores,
  hasNumber: readonly boolean[],
  certainty: number,
  add: AddFeature,
): void {
  add('coverage', certainty ** 2 * coverage);
  add('coverageAlone', coverage);
  add('thingsAlone', things);
  add('figure', figure);
  if (!hasNumber.includes(true)) return;
  add('hasNumber', 1);
  add('numberCoverage', Math.max(0, ...sentences.filter((_, at) => hasNumber[at]).map((score) => score.coverage)));
}
