/** From what came of every question to the figures: outcomes of one set, or of several put together, go in. */

import type {
  AnswerScores,
  EvaluationFigures,
  Miss,
  Outcomes,
  PartFigures,
  RefusalCount,
  RefusalCounts,
  ReturnedPassage,
  Scores,
} from './contract.js';
import { drawCurve } from './curve.js';
import { bootstrapInterval } from './interval.js';
import { completeAt, hitAt, mean, ndcgAt, type PartRanks, quantile, reciprocalRank } from './metrics.js';
import { FALSE_PRESUPPOSITION, type RelevantPlace } from './questions.js';
import { isHeldBack, splitOutcomes } from './split.js';

/** Passages asked for a question: nDCG is taken over ten, as published figures are. Nothing below is looked at. */
export const RANKED = 10;

/** Passages a reader is shown by default, and so the depth at which an answer must be complete. */
const SHOWN = 5;

/** The figures of `outcomes`, which hold at least one question. */
export function summarise(outcomes: Outcomes): EvaluationFigures {
  const { answerable, unanswerable } = outcomes;
  const { tuning, heldBack } = splitOutcomes(outcomes);
  const rankings = answerable.map(({ ranks }) => ranks);
  const times = [...answerable, ...unanswerable].map(({ tookMs }) => tookMs);
  return {
    all: scoreRankings(rankings),
    confidence:
      rankings.length === 0
        ? null
        : {
            hitAt1: bootstrapInterval(rankings.map((ranks) => (hitAt(ranks, 1) ? 1 : 0))),
            completeAt5: bootstrapInterval(rankings.map((ranks) => (completeAt(ranks, SHOWN) ? 1 : 0))),
          },
    tuning: summarisePart(tuning),
    heldBack: summarisePart(heldBack),
    byLanguage: scoreGroups(answerable, ({ question }) => question.language),
    byType: scoreGroups(answerable, ({ question }) => question.type),
    refusals: {
      ...countAllRefusals(outcomes),
      unanswerableByCategory: groupBy(unanswerable, ({ question }) => question.category).map(([name, group]) => ({
        name,
        ...countRefusals(group),
      })),
    },
    answers: scoreAnswers(answerable),
    curve: drawCurve(tuning),
    timeMs: { median: quantile(times, 0.5), p95: quantile(times, 0.95) },
  };
}

/** The outcomes of several sets as those of one. */
export function joinOutcomes(sets: readonly Outcomes[]): Outcomes {
  return {
    answerable: sets.flatMap(({ answerable }) => answerable),
    unanswerable: sets.flatMap(({ unanswerable }) => unanswerable),
  };
}

/** What went wrong, in the order of the questions. */
export function listMisses({ answerable, unanswerable }: Outcomes): Miss[] {
  const describe = (
    { question, status, first }: { question: Asked; status: string; first: ReturnedPassage | null },
    expected: readonly RelevantPlace[],
    ranks: PartRanks,
  ): Miss => ({
    id: question.id,
    question: question.question,
    heldBack: isHeldBack(question.id),
    expected,
    ranks,
    status,
    first,
  });
  return [
    ...answerable
      .filter(({ ranks }) => !hitAt(ranks, 1) || !completeAt(ranks, SHOWN))
      .map((outcome) =>
        describe(
          outcome,
          outcome.question.parts.map(({ places }) => places[0]),
          outcome.ranks,
        ),
      ),
    ...unanswerable.filter(({ refused }) => !refused).map((outcome) => describe(outcome, [], [])),
  ];
}

interface Asked {
  readonly id: string;
  readonly question: string;
}

/** Null without a ranking. */
export function scoreRankings(rankings: readonly PartRanks[]): Scores | null {
  if (rankings.length === 0) return null;
  const share = (test: (ranks: PartRanks) => boolean) => rankings.filter(test).length / rankings.length;
  return {
    count: rankings.length,
    hitAt1: share((ranks) => hitAt(ranks, 1)),
    hitAt5: share((ranks) => hitAt(ranks, SHOWN)),
    completeAt5: share((ranks) => completeAt(ranks, SHOWN)),
    mrr: mean(rankings.map(reciprocalRank)),
    ndcgAt10: mean(rankings.map((ranks) => ndcgAt(ranks, RANKED))),
  };
}

function summarisePart(outcomes: Outcomes): PartFigures {
  return {
    scores: scoreRankings(outcomes.answerable.map(({ ranks }) => ranks)),
    refusals: countAllRefusals(outcomes),
  };
}

function scoreGroups(
  answerable: Outcomes['answerable'],
  nameOf: (outcome: Outcomes['answerable'][number]) => string,
): (Scores & { name: string })[] {
  return groupBy(answerable, nameOf).flatMap(([name, group]) => {
    const scores = scoreRankings(group.map(({ ranks }) => ranks));
    return scores === null ? [] : [{ name, ...scores }];
  });
}

/** Of the questions that say what their answer must hold. */
function scoreAnswers(outcomes: Outcomes['answerable']): AnswerScores[] {
  const told = outcomes.filter(({ holdsAll }) => holdsAll !== null);
  if (told.length === 0) return [];
  const scoreGroup = ([name, group]: [string, typeof told]): AnswerScores => {
    const share = (test: (outcome: (typeof told)[number]) => boolean) => group.filter(test).length / group.length;
    return {
      name,
      count: group.length,
      hitAt1: share(({ ranks }) => hitAt(ranks, 1)),
      completeAt5: share(({ ranks }) => completeAt(ranks, SHOWN)),
      holdAll: share(({ holdsAll }) => holdsAll === true),
      refused: share(({ refused }) => refused),
    };
  };
  return [
    scoreGroup(['all', told]),
    ...groupBy(told, ({ question }) => `language ${question.language}`).map(scoreGroup),
    ...groupBy(told, ({ question }) => `type ${question.type}`).map(scoreGroup),
  ];
}

function countAllRefusals({ answerable, unanswerable }: Outcomes): RefusalCounts {
  const isFalse = ({ question }: Outcomes['unanswerable'][number]) => question.category === FALSE_PRESUPPOSITION;
  return {
    answerable: countRefusals(answerable),
    unanswerable: countRefusals(unanswerable),
    withoutFalsePresuppositions: countRefusals(unanswerable.filter((outcome) => !isFalse(outcome))),
    falsePresuppositions: countRefusals(unanswerable.filter(isFalse)),
  };
}

function countRefusals(outcomes: readonly { readonly refused: boolean }[]): RefusalCount {
  return { count: outcomes.length, refused: outcomes.filter(({ refused }) => refused).length };
}

/** Groups sorted by name. */
function groupBy<Item>(items: readonly Item[], nameOf: (item: Item) => string): [string, Item[]][] {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const name = nameOf(item);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [item]);
    else group.push(item);
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1));
}
