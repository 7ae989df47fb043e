/**
 * Runs an evaluation: questions with known answers and something that answers go in, the figures and the list of
 * misses come out. What answers is a function, so that an index at hand, a running service or a test can be measured.
 */

import { WenjuError } from '../errors.js';
import type { BeirQuery, Qrels } from './beir.js';
import type {
  Asker,
  BeirReport,
  EvaluationOptions,
  EvaluationReport,
  Miss,
  RankedPassage,
  Refusals,
  Scores,
} from './contract.js';
import {
  completeAt,
  hitAt,
  mean,
  ndcgAt,
  normaliseForComparison,
  type PartRanks,
  quantile,
  recallAt,
  reciprocalRank,
} from './metrics.js';
import type { AnswerableQuestion, Part, QuestionSet, UnanswerableQuestion } from './questions.js';

/** Passages asked for a question: nDCG is taken over ten, as published figures are. Nothing below is looked at. */
export const RANKED = 10;

/** Passages a reader is shown by default, and so the depth at which an answer must be complete. */
const SHOWN = 5;

interface Outcome {
  readonly question: AnswerableQuestion;
  readonly refused: boolean;
  readonly ranks: PartRanks;
}

/**
 * Asks every question, one after the other so that times do not disturb each other.
 * Throws INPUT_INVALID for an empty set and whatever `asker` throws.
 */
export async function evaluate(
  questions: QuestionSet,
  asker: Asker,
  options: EvaluationOptions = {},
): Promise<EvaluationReport> {
  const total = questions.answerable.length + questions.unanswerable.length;
  if (total === 0) throw new WenjuError('INPUT_INVALID', 'expected at least one question to evaluate, came none');
  const times: number[] = [];
  const misses: Miss[] = [];
  const ask = async (question: string) => {
    const { status, passages, tookMs } = await asker(question, RANKED);
    times.push(tookMs);
    options.onProgress?.(times.length, total);
    const refused = status === 'not_found';
    return { status, refused, passages: refused ? [] : passages.slice(0, RANKED) };
  };

  const outcomes: Outcome[] = [];
  for (const question of questions.answerable) {
    const { status, refused, passages } = await ask(question.question);
    const ranks = rankParts(question.parts, passages);
    outcomes.push({ question, refused, ranks });
    if (hitAt(ranks, 1) && completeAt(ranks, SHOWN)) continue;
    const expected = question.parts.map((part) => part.places[0]);
    misses.push({ id: question.id, question: question.question, expected, ranks, status, first: passages[0] ?? null });
  }

  const refusals: { question: UnanswerableQuestion; refused: boolean }[] = [];
  for (const question of questions.unanswerable) {
    const { status, refused, passages } = await ask(question.question);
    refusals.push({ question, refused });
    if (refused) continue;
    misses.push({
      id: question.id,
      question: question.question,
      expected: [],
      ranks: [],
      status,
      first: passages[0] ?? null,
    });
  }

  return {
    all: outcomes.length === 0 ? null : scoreOutcomes(outcomes),
    byLanguage: groupBy(outcomes, (outcome) => outcome.question.language, scoreOutcomes),
    byType: groupBy(outcomes, (outcome) => outcome.question.type, scoreOutcomes),
    refusals: {
      answerable: countRefusals(outcomes),
      unanswerable: countRefusals(refusals),
      unanswerableByCategory: groupBy(refusals, ({ question }) => question.category, countRefusals),
    },
    timeMs: { median: quantile(times, 0.5), p95: quantile(times, 0.95) },
    misses,
  };
}

/**
 * Ranks every judged query of a BEIR collection; queries nobody judged are left out, as BEIR does.
 * `rank` gives entry ids, best first; an id that comes again is ignored. A blank query is not asked and
 * counts as one that found nothing, so that the count stays that of the published collection.
 * Throws INPUT_INVALID when no query is judged and whatever `rank` throws.
 */
export async function evaluateBeir(
  queries: readonly BeirQuery[],
  qrels: Qrels,
  rank: (question: string) => Promise<readonly string[]>,
  options: EvaluationOptions = {},
): Promise<BeirReport> {
  const judged = queries.filter((query) => (qrels.get(query.id)?.size ?? 0) > 0);
  if (judged.length === 0) {
    throw new WenjuError('INPUT_INVALID', 'expected at least one query with a relevant entry in qrels.tsv, came none');
  }
  const rankings: PartRanks[] = [];
  for (const query of judged) {
    const ranked = query.text.trim() === '' ? [] : await rank(query.text);
    const ids = [...new Set(ranked)].slice(0, RANKED);
    rankings.push([...(qrels.get(query.id) ?? [])].map((id) => toRank(ids.indexOf(id))));
    options.onProgress?.(rankings.length, judged.length);
  }
  const { count, hitAt1, hitAt5, mrr, ndcgAt10 } = scoreRankings(rankings);
  const recallAt10 = mean(rankings.map((ranks) => recallAt(ranks, RANKED)));
  return { count, hitAt1, hitAt5, mrr, ndcgAt10, recallAt10 };
}

function rankParts(parts: readonly Part[], passages: readonly RankedPassage[]): PartRanks {
  const candidates = passages.map(({ source, text }) => ({
    doc: source.slice(source.lastIndexOf('/') + 1).normalize('NFC'),
    text: normaliseForComparison(text),
  }));
  return parts.map((part) => {
    const places = part.places.map(({ doc, span }) => ({
      doc: doc.normalize('NFC'),
      span: normaliseForComparison(span),
    }));
    return toRank(
      candidates.findIndex(({ doc, text }) => places.some((place) => place.doc === doc && text.includes(place.span))),
    );
  });
}

function toRank(index: number): number | null {
  return index < 0 ? null : index + 1;
}

function scoreOutcomes(outcomes: readonly Outcome[]): Scores {
  return scoreRankings(outcomes.map((outcome) => outcome.ranks));
}

function scoreRankings(rankings: readonly PartRanks[]): Scores {
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

function countRefusals(asked: readonly { readonly refused: boolean }[]): Refusals {
  return { count: asked.length, refused: asked.filter(({ refused }) => refused).length };
}

function groupBy<Item, Figures>(
  items: readonly Item[],
  nameOf: (item: Item) => string,
  measure: (group: readonly Item[]) => Figures,
): (Figures & { name: string })[] {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const name = nameOf(item);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [item]);
    else group.push(item);
  }
  return [...groups.keys()].sort().map((name) => ({ name, ...measure(groups.get(name) ?? []) }));
}
