/**
 * Reranks the best passages by their sentences: does one sentence say what was asked for, with a figure
 * where one is asked? A passage may have all the words of a question scattered over sentences about other things.
 */

import type { LexicalIndex, QueryTerm } from '../index/contract.js';
import type { Glossary, GlossaryMention } from '../lexicon/glossary.js';
import { indexTermOf, isGlossaryTerm } from '../lexicon/glossary-terms.js';
import { remember } from '../lexicon/remember.js';
import { normaliseForTerms } from '../lexicon/tokenizer.js';
import type { UnderstoodQuestion } from '../understand/contract.js';
import type { LexicalQuery, SentenceScore, SentenceScores } from './contract.js';
import type { AddFeature } from './weights.js';

/** The question as reranking needs it. */
export interface RerankedQuestion {
  readonly asked: UnderstoodQuestion;
  readonly query: Pick<LexicalQuery, 'content' | 'things'>;
}

export interface RerankTools {
  readonly readSentence: (text: string) => ReadSentence;
  readonly lexicalIndex: LexicalIndex;
}

/** A sentence as it is looked through, whatever is asked. */
interface ReadSentence {
  readonly plain: string;
  readonly mentions: readonly GlossaryMention[];
  /** Index terms of what it mentions, and its words in other scripts. */
  readonly terms: ReadonlySet<string>;
}

/** How far behind a term its figure may stand, in UTF-16 code units, and still be in the same clause. */
const FIGURE_BEHIND = /^[^。；;，,]{0,16}?\d/;
const FIGURE_REACH = 18;

/** Words in other scripts; a number must not be found within another. */
const OTHER_WORD = /[^\p{Script=Han}\s\p{P}\p{S}]+(?:\.\d+)?/gu;
const HAN = /\p{Script=Han}/u;

/** Made once an index: of the same place the same sentences are read for many questions. */
export function createSentenceReader(glossary: Glossary): RerankTools['readSentence'] {
  return remember((text) => {
    const plain = normaliseForTerms(text);
    const mentions = glossary.findWritten(text);
    const terms = new Set([...(plain.match(OTHER_WORD) ?? []), ...mentions.map(({ term }) => indexTermOf(term))]);
    return { plain, mentions, terms };
  });
}

/** Han words are looked for as they stand: cutting each sentence into words took half of a question's time. */
export function createSentenceReranker(
  { readSentence, lexicalIndex }: RerankTools,
  { asked, query }: RerankedQuestion,
) {
  const content = weigh(query.content, lexicalIndex);
  const things = weigh(query.things, lexicalIndex);
  const names = new Set(asked.terms.map(({ name }) => name));
  return (sentences: readonly string[]): SentenceScores => {
    const scores: SentenceScore[] = [];
    const figures = new Set<string>();
    for (const text of sentences) {
      const { plain, mentions, terms } = readSentence(text);
      const stands = (term: string): boolean =>
        terms.has(term) || (HAN.test(term) && !isGlossaryTerm(term) && plain.includes(term));
      scores.push({ ...cover(content, stands), things: cover(things, stands).coverage });
      for (const { term, end } of mentions) {
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

interface Weighed {
  readonly term: QueryTerm;
  /** Share of all. */
  readonly share: number;
}

function weigh(query: readonly QueryTerm[], lexicalIndex: LexicalIndex): Weighed[] {
  const masses = query.map((term) => lexicalIndex.massOf(term));
  const mass = masses.reduce((sum, own) => sum + own, 0);
  return query.map((term, number) => ({ term, share: mass === 0 ? 0 : (masses[number] ?? 0) / mass }));
}

function cover(
  query: readonly Weighed[],
  stands: (term: string) => boolean,
): Pick<SentenceScore, 'coverage' | 'lacks'> {
  let coverage = 0;
  let lacks = query.length === 0 ? 1 : 0;
  for (const { term, share } of query) {
    if (term.variants.some(stands)) coverage += share;
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
