/**
 * Which sentences answer? Picks, out of the best passages, the sentences that speak most to the question; titles,
 * leads and announcements only where a passage has nothing else.
 */

import type { Snapshot } from '../index/contract.js';
import type { Tokenizer } from '../lexicon/contract.js';
import type { RankedPassage, Ranking } from '../retrieve/contract.js';
import { fuseScores } from '../vectors.js';
import { shareOfMass } from './evidence.js';

/** Passages that sentences are taken from at most, of each side where places are compared, and sentences taken at most. */
const MAX_PASSAGES_READ = 3;
const MAX_SENTENCES = 3;
/** A further sentence is taken when it scores at most this much below the best, in z-scores. */
const FURTHER_SENTENCE_MARGIN = 0.5;
/** Weight of the passage's own score beside the sentence's: between two like sentences the better passage wins. */
const PASSAGE_WEIGHT = 0.5;

/** Weight of holding the figure asked for: more than all likeness together. */
const FIGURE_WEIGHT = 2;

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
  /** It holds the very figure that is asked for. */
  readonly hasFigure: boolean;
}

/**
 * Out of the `shown` first passages: what is cited is shown. Of a question that compares places a sentence for each
 * side. In the order of the ranking, then of the text; empty only when the ranking is.
 */
export function pickSentences(
  ranking: Ranking,
  shown: number,
  snapshot: Snapshot,
  tokenizer: Tokenizer,
): AnsweringSentence[] {
  const passages = ranking.passages.slice(0, shown);
  const sides = new Set(passages.map(({ side }) => side));
  const pick = (read: readonly RankedPassage[], count: number) =>
    pickBest(ranking, read.slice(0, MAX_PASSAGES_READ), count, snapshot, tokenizer);
  const picked =
    sides.size > 1
      ? [...sides].flatMap((side) =>
          side === null
            ? []
            : pick(
                passages.filter((ranked) => ranked.side === side),
                1,
              ),
        )
      : pick(passages, MAX_SENTENCES);
  const rankOf = new Map(passages.map(({ passage }, rank) => [passage, rank]));
  return picked.sort((a, b) => (rankOf.get(a.passage) ?? 0) - (rankOf.get(b.passage) ?? 0) || a.sentence - b.sentence);
}

/** The best sentences of the passages, best first. */
function pickBest(
  ranking: Ranking,
  passages: readonly RankedPassage[],
  count: number,
  snapshot: Snapshot,
  tokenizer: Tokenizer,
): AnsweringSentence[] {
  const candidates = passages.flatMap(({ passage, fused, statements }) =>
    statements.map(({ sentence, similarity }): Candidate => {
      const terms = tokenizer.tokenize(snapshot.sentenceText(sentence));
      return {
        sentence,
        passage,
        similarity,
        matchedShare: shareOfMass(ranking.query.all, terms, snapshot.lexicalIndex),
        passageScore: fused,
        hasFigure: holdsFigure(ranking, sentence),
      };
    }),
  );
  const scores = fuseScores(
    [
      Float32Array.from(candidates, ({ similarity }) => similarity),
      Float32Array.from(candidates, ({ matchedShare }) => matchedShare),
      Float32Array.from(candidates, ({ passageScore }) => passageScore),
      Float32Array.from(candidates, ({ hasFigure }) => (hasFigure ? 1 : 0)),
    ],
    [1, ranking.knownShare, PASSAGE_WEIGHT, FIGURE_WEIGHT],
  );
  const order = [...candidates.keys()].sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b);
  const best = scores[order[0] ?? -1] ?? 0;
  return order
    .slice(0, count)
    .filter((candidate) => (scores[candidate] ?? 0) >= best - FURTHER_SENTENCE_MARGIN)
    .flatMap((candidate) => candidates[candidate] ?? []);
}

/** Whether a sentence holds one of the figures that the question asks for. */
function holdsFigure({ indicators }: Ranking, sentence: number): boolean {
  return indicators.some(({ figures }) => figures.some((fact) => fact.sentence === sentence));
}
