/** How well do passages speak to a question? The measures that relevance, refusal and the choice of sentences go by. */

import type { LexicalIndex, Snapshot } from '../index/contract.js';
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
  let matchedShare = 0;
  let similarity = 0;
  for (const passage of passages) {
    matchedShare = Math.max(matchedShare, shareOfMass(ranking.terms, passage.matchedTerms, lexicalIndex));
    similarity = Math.max(similarity, passage.sentenceSimilarity);
  }
  return { matchedShare, similarity };
}

/** Share of the terms' IDF mass that those of them have which are `standing`, 0 to 1; 0 when there is no term. */
export function shareOfMass(terms: readonly string[], standing: readonly string[], lexicalIndex: LexicalIndex): number {
  const found = new Set(standing);
  let mass = 0;
  let matched = 0;
  for (const term of terms) {
    const weight = lexicalIndex.inverseDocumentFrequency(term);
    mass += weight;
    if (found.has(term)) matched += weight;
  }
  return mass === 0 ? 0 : matched / mass;
}

/**
 * How far the most similar sentence of a document stands out: its cosine less that of the `rank`th. An answer stands
 * out, while to a question about something else all that is said of its place is about equally near.
 */
export function measureLead(ranking: Ranking, document: number, rank: number, snapshot: Snapshot): number {
  const similarities: number[] = [];
  for (const [sentence, passage] of snapshot.sentencePassage.entries()) {
    if (snapshot.passageDocument[passage] === document) similarities.push(ranking.sentenceSimilarities[sentence] ?? 0);
  }
  similarities.sort((a, b) => b - a);
  return (similarities[0] ?? 0) - (similarities[rank - 1] ?? similarities.at(-1) ?? 0);
}
