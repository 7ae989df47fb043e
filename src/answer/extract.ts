/**
 * Which sentences answer? Picks, out of the best passages, the sentences that speak most to the question; titles,
 * leads and announcements only where a passage has nothing else.
 */

import { isPlanned } from '../annotate/comparable.js';
import type { PassageTime } from '../annotate/contract.js';
import type { AnswerKind } from '../api/ask.js';
import type { Fact, Snapshot } from '../index/contract.js';
import type { RankedPassage, Ranking } from '../retrieve/contract.js';
import type { UnderstoodQuestion } from '../understand/contract.js';
import { fuseScores } from '../vectors.js';
import type { AnsweringSentence } from './contract.js';
import { measureShares } from './evidence.js';
import { isNumberAsked, isOfAskedTime } from './fitting-facts.js';

/** How much is quoted. */
interface Amount {
  /** Passages that sentences are taken from at most, of each side where places are compared. */
  readonly passages: number;
  readonly sentences: number;
  /** A further sentence is taken when it scores at most this much below the best, in z-scores. */
  readonly margin: number;
  /** Of each side that is compared. */
  readonly ofSide: number;
}

const USUAL: Amount = { passages: 4, sentences: 3, margin: 3, ofSide: 2 };
/** Where a fact answers for certain its own sentence is enough. */
const BESIDE_FACTS: Amount = { passages: 3, sentences: 3, margin: 0.5, ofSide: 1 };
const AMOUNTS: { readonly [Kind in AnswerKind]?: Amount } = {
  summary: { ...USUAL, sentences: 7, ofSide: 3 },
  explanation: { ...USUAL, sentences: 4 },
  definition: { ...USUAL, sentences: 4 },
};
const BEST_FIRST: ReadonlySet<AnswerKind> = new Set(['figure', 'yes_no', 'person', 'time']);
/** Weight of the passage's own score beside the sentence's: between two like sentences the better passage wins. */
const PASSAGE_WEIGHT = 0.5;

/** Weight of holding the figure asked for: more than all likeness together. */
const FIGURE_WEIGHT = 2;

/**
 * What a sentence gains for each thing in which its figures are what is asked for, in z-scores. Learnt over the candidates
 * of questions on half of some documents: the right sentence came first in .84 instead of .81 of those on the other half.
 */
const GAINS = { year: 0.7, figure: 0.25, kind: 0.25 };

interface Candidate extends AnsweringSentence {
  readonly similarity: number;
  /** Share of the question's IDF mass that stands in the sentence. */
  readonly matchedShare: number;
  readonly passageScore: number;
  /** It holds the very figure that is asked for. */
  readonly hasFigure: boolean;
  readonly gain: number;
}

/**
 * Out of the `shown` first passages: what is cited is shown. `facts`: figures known to be those asked for. Of a question that compares places a sentence for each
 * side. In the order of the ranking, then of the text; empty only when the ranking is.
 */
export function pickSentences(
  ranking: Ranking,
  shown: number,
  facts: readonly Fact[],
  snapshot: Snapshot,
): AnsweringSentence[] {
  const passages = ranking.passages.slice(0, shown);
  const sides = new Set(passages.map(({ side }) => side));
  const holding = findHolding(ranking, facts);
  const amount = facts.length > 0 ? BESIDE_FACTS : (AMOUNTS[ranking.understood.answerKind] ?? USUAL);
  const pick = (read: readonly RankedPassage[], sentences: number) =>
    pickBest(ranking, read.slice(0, amount.passages), { ...amount, sentences }, holding, snapshot);
  const picked =
    sides.size > 1
      ? [...sides].flatMap((side) =>
          side === null
            ? []
            : pick(
                passages.filter((ranked) => ranked.side === side),
                amount.ofSide,
              ),
        )
      : pick(passages, amount.sentences);
  // A single figure, name or date stands in the best sentence; of everything else the order of the text is kept.
  if (sides.size <= 1 && BEST_FIRST.has(ranking.understood.answerKind)) {
    return putFittingFirst(picked, ranking, snapshot);
  }
  const rankOf = new Map(passages.map(({ passage }, rank) => [passage, rank]));
  return picked.sort((a, b) => (rankOf.get(a.passage) ?? 0) - (rankOf.get(b.passage) ?? 0) || a.sentence - b.sentence);
}

/** Who asks how much reads a figure first: one in such a unit and of the time asked for, then one in such a unit. */
function putFittingFirst(
  sentences: readonly AnsweringSentence[],
  ranking: Ranking,
  snapshot: Snapshot,
): AnsweringSentence[] {
  if (ranking.understood.answerKind !== 'figure') return [...sentences];
  const rank = ({ sentence }: AnsweringSentence): number => {
    const numbers = snapshot.facts.inSentence(sentence).filter((fact) => isNumberAsked(fact, ranking));
    return numbers.some((fact) => isOfAskedTime(fact, ranking)) ? 0 : numbers.length > 0 ? 1 : 2;
  };
  return [...sentences].sort((a, b) => rank(a) - rank(b));
}

/** The best sentences of the passages, best first. */
function pickBest(
  ranking: Ranking,
  passages: readonly RankedPassage[],
  { sentences: count, margin }: Amount,
  holding: ReadonlySet<number>,
  snapshot: Snapshot,
): AnsweringSentence[] {
  const measureShare = measureShares(ranking.query.all, snapshot.lexicalIndex);
  const candidates = passages.flatMap(({ passage, fused, statements, time }) =>
    statements.map(
      ({ sentence, similarity }): Candidate => ({
        sentence,
        passage,
        similarity,
        matchedShare: measureShare(snapshot.sentenceWords(sentence).has),
        passageScore: fused,
        hasFigure: holding.has(sentence),
        gain: weighFigures(snapshot.facts.inSentence(sentence), time, ranking.understood),
      }),
    ),
  );
  const likeness = fuseScores(
    [
      Float32Array.from(candidates, ({ similarity }) => similarity),
      Float32Array.from(candidates, ({ matchedShare }) => matchedShare),
      Float32Array.from(candidates, ({ passageScore }) => passageScore),
      Float32Array.from(candidates, ({ hasFigure }) => (hasFigure ? 1 : 0)),
    ],
    [1, ranking.knownShare, PASSAGE_WEIGHT, FIGURE_WEIGHT],
  );
  const scores = likeness.map((score, candidate) => score + (candidates[candidate]?.gain ?? 0));
  const order = [...candidates.keys()].sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b);
  const best = scores[order[0] ?? -1] ?? 0;
  return order
    .slice(0, count)
    .filter((candidate) => (scores[candidate] ?? 0) >= best - margin)
    .flatMap((candidate) => candidates[candidate] ?? []);
}

/**
 * Sentences that hold a figure that the question asks for: those that are certain, else all that may be; a figure of many
 * years (40年来增长132.3倍) only when that is asked.
 */
function findHolding({ indicators, understood }: Ranking, facts: readonly Fact[]): ReadonlySet<number> {
  const possible = indicators.flatMap(({ figures }) => figures);
  const ofTime = understood.wholePlan ? possible : possible.filter(({ wholePlan }) => !wholePlan);
  return new Set((facts.length > 0 ? facts : ofTime).map(({ sentence }) => sentence));
}

/** A figure may be none that is asked for; then its sentence gains for its time alone. */
function weighFigures(
  facts: readonly Fact[],
  time: PassageTime | null,
  { years, kind, answerKind }: UnderstoodQuestion,
): number {
  const isOfYear = (own: readonly number[]): boolean => own.some((year) => years.includes(year));
  const ofYear = isOfYear(time?.years ?? []) || facts.some((fact) => isOfYear(fact.years));
  const asksFigure = answerKind === 'figure' || answerKind === 'comparison';
  const ofKind =
    (kind === 'target' && facts.some((fact) => isPlanned(fact.kind))) ||
    (kind === 'result' && facts.some((fact) => fact.kind !== null && !isPlanned(fact.kind)));
  return (ofYear ? GAINS.year : 0) + (asksFigure && facts.length > 0 ? GAINS.figure : 0) + (ofKind ? GAINS.kind : 0);
}
