/** Which sentences answer? Picks, out of the best passages, the sentences that speak most to the question. */

import type { LexicalIndex, Snapshot, Tokenizer } from '../index/contract.js';
import type { Ranking } from '../retrieve/contract.js';
import { fuseScores } from '../vectors.js';

/** Passages that sentences are taken from at most, and sentences taken at most. */
const MAX_PASSAGES_READ = 3;
const MAX_SENTENCES = 3;
/** A further sentence is taken when it scores at most this much below the best, in z-scores. */
const FURTHER_SENTENCE_MARGIN = 0.5;
/** Weight of the passage's own score beside the sentence's: between two like sentences the better passage wins. */
const PASSAGE_WEIGHT = 0.5;

/** A sentence of the snapshot that answers. Numbers of the snapshot. */
export interface AnsweringSentence {
  readonly sentence: number;
  readonly passage: number;
}

interface Candidate extends AnsweringSentence {
  readonly similarity: number;
  /** Share of the question's IDF mass that stands in the sentence. */
  readonly matchedShare: number;
  readonly passageScore: number;
}

/** Best first, out of the `shown` first passages: what is cited is shown. Empty only when the ranking is. */
export function pickSentences(
  ranking: Ranking,
  shown: number,
  snapshot: Snapshot,
  tokenizer: Tokenizer,
): AnsweringSentence[] {
  const candidates = ranking.passages.slice(0, Math.min(shown, MAX_PASSAGES_READ)).flatMap(({ passage, fused }) =>
    snapshot.sentencesOf(passage).map((sentence): Candidate => {
      const terms = tokenizer.tokenize(snapshot.sentenceText(sentence));
      return {
        sentence,
        passage,
        similarity: ranking.sentenceSimilarities[sentence] ?? 0,
        matchedShare: shareOf(ranking.terms, new Set(terms), snapshot.lexicalIndex),
        passageScore: fused,
      };
    }),
  );
  const scores = fuseScores(
    [
      Float32Array.from(candidates, ({ similarity }) => similarity),
      Float32Array.from(candidates, ({ matchedShare }) => matchedShare),
      Float32Array.from(candidates, ({ passageScore }) => passageScore),
    ],
    [1, ranking.knownShare, PASSAGE_WEIGHT],
  );
  const order = [...candidates.keys()].sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b);
  const best = scores[order[0] ?? -1] ?? 0;
  return order
    .slice(0, MAX_SENTENCES)
    .filter((candidate) => (scores[candidate] ?? 0) >= best - FURTHER_SENTENCE_MARGIN)
    .flatMap((candidate) => candidates[candidate] ?? []);
}

function shareOf(terms: readonly string[], standing: ReadonlySet<string>, lexicalIndex: LexicalIndex): number {
  let mass = 0;
  let matched = 0;
  for (const term of terms) {
    const weight = lexicalIndex.inverseDocumentFrequency(term);
    mass += weight;
    if (standing.has(term)) matched += weight;
  }
  return mass === 0 ? 0 : matched / mass;
}
