/**
 * The way into checking one claim: a claim and the passages ranked for it go in; a verdict comes out, with the sentences
 * it goes by, best first. Its sentences are judged as those of a draft; what is left open there, of a claim without
 * figures, the ranked passages may say in nearly its words.
 */

import { createTurns } from '../turns.js';
import type { Span } from '../types.js';
import type { CheckTools, FoundQuotation } from './check-text.js';
import { judgeSentences } from './draft-judge.js';
import type { Judgement } from './judge.js';
import type { SentenceJudgement } from './sentence-judge.js';
import { checkWords } from './word-claims.js';

export interface ClaimMatch {
  /** Index in the snapshot's documents. */
  readonly document: number;
  /** Number in the snapshot. */
  readonly passage: number;
  /** The sentence, in the document's text. */
  readonly span: Span;
}

export interface CheckedClaimWords {
  readonly verdict: 'supported' | 'contradicted' | 'not_found';
  /** Best first, one a sentence; empty for not_found. */
  readonly matches: readonly ClaimMatch[];
}

export interface ClaimCheckTools extends Omit<CheckTools<FoundQuotation>, 'findQuotation'> {
  /** Passages ranked for the claim as for a question: numbers of the snapshot, best first. */
  readonly ranked: readonly number[];
}

const NOT_FOUND: CheckedClaimWords = { verdict: 'not_found', matches: [] };

/** Checks one claim in Chinese or English. */
export async function checkClaim(text: string, tools: ClaimCheckTools): Promise<CheckedClaimWords> {
  const letOthers = createTurns(tools.signal);
  const judged: SentenceJudgement[] = [];
  let hasFigures = false;
  for await (const { sentence, judged: own } of judgeSentences(text, tools, letOthers)) {
    judged.push(own);
    hasFigures ||= sentence.claims.length > 0;
  }
  const wrong = judged.filter(({ verdict }) => verdict === 'contradicted');
  if (wrong.length > 0) return { verdict: 'contradicted', matches: listMatches(wrong, tools) };
  const right = judged.filter(({ verdict }) => verdict === 'supported');
  if (right.length > 0 && right.length === judged.length) {
    return { verdict: 'supported', matches: listMatches(right, tools) };
  }
  if (hasFigures) return NOT_FOUND;
  const { verdict, sentence } = await checkWords(text, tools.ranked, tools);
  return sentence === null ? NOT_FOUND : { verdict, matches: [matchOf(sentence, tools)] };
}

function listMatches(judged: readonly SentenceJudgement[], tools: ClaimCheckTools): ClaimMatch[] {
  const ofFigures = (figures: readonly Judgement[]): number[] =>
    figures.flatMap(({ fact }) => (fact === null ? [] : [fact.sentence]));
  const sentences = judged.flatMap(({ sentence, figures }) => [
    ...(sentence === null ? [] : [sentence]),
    ...ofFigures(figures),
  ]);
  return [...new Set(sentences)].map((sentence) => matchOf(sentence, tools));
}

function matchOf(number: number, { snapshot }: ClaimCheckTools): ClaimMatch {
  const passage = snapshot.sentencePassage[number] ?? 0;
  const { sentence } = snapshot.sentenceAt(number);
  const document = snapshot.passageDocument[passage] ?? 0;
  return { document, passage, span: { start: sentence.start, end: sentence.end } };
}
