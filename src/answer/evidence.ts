/** How well do passages speak to a question? The measure that relevance and refusal go by. */

import type { LexicalIndex } from '../index/contract.js';
import type { RankedPassage, Ranking } from '../retrieve/contract.js';

export interface Evidence {
  /** Largest share of the question's IDF mass that stands in one of the passages, 0 to 1. */
  readonly matchedShare: number;
  /** Largest cosine of the question with a sentence of the passages. */
  readonly similarity: number;
}

/** Zeros when there are no passages. */
export function measureEvidence(
  ranking: Ranking,
  passages: readonly RankedPassage[],
  lexicalIndex: LexicalIndex,
): Evidence {
  const mass = sumWeights(ranking.terms, lexicalIndex);
  let matchedShare = 0;
  let similarity = 0;
  for (const passage of passages) {
    matchedShare = Math.max(matchedShare, mass === 0 ? 0 : sumWeights(passage.matchedTerms, lexicalIndex) / mass);
    similarity = Math.max(similarity, passage.sentenceSimilarity);
  }
  return { matchedShare, similarity };
}

function sumWeights(terms: readonly string[], lexicalIndex: LexicalIndex): number {
  return terms.reduce((sum, term) => sum + lexicalIndex.inverseDocumentFrequency(term), 0);
}
