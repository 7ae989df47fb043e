/**
 * Runs an evaluation: questions with known answers and something that answers go in, what came of each and the figures
 * come out. What answers is a function, so that an index at hand, a running service or a test can be measured.
 */

import { WenjuError } from '../errors.js';
import type { BeirQuery, Qrels } from './beir.js';
import type {
  AnswerableOutcome,
  Asker,
  BeirReport,
  EvaluationOptions,
  EvaluationReport,
  Outcome,
  Outcomes,
  ReturnedPassage,
} from './contract.js';
import { mean, type PartRanks, recallAt } from './metrics.js';
import type { AnswerPart, QuestionSet, UnanswerableQuestion } from './questions.js';
import { createPlaceTest, holdsAll } from './right-answers.js';
import { listMisses, RANKED, scoreRankings, summarise } from './summary.js';

/** Asks every question and sums up. Throws what `askQuestions` throws. */
export async function evaluate(
  questions: QuestionSet,
  asker: Asker,
  options: EvaluationOptions = {},
): Promise<EvaluationReport> {
  const outcomes = await askQuestions(questions, asker, options);
  return { ...summarise(outcomes), misses: listMisses(outcomes) };
}

/**
 * Asks every question, one after the other so that times do not disturb each other.
 * Throws INPUT_INVALID for an empty set and whatever `asker` throws.
 */
export async function askQuestions(
  questions: QuestionSet,
  asker: Asker,
  options: EvaluationOptions = {},
): Promise<Outcomes> {
  const total = questions.answerable.length + questions.unanswerable.length;
  if (total === 0) throw new WenjuError('INPUT_INVALID', 'expected at least one question to evaluate, came none');
  let asked = 0;
  const ask = async <Question extends { readonly question: string }>(question: Question) => {
    const {
      status,
      passages,
      tookMs,
      said,
      evidence = null,
      threshold = null,
    } = await asker(question.question, RANKED);
    asked += 1;
    options.onProgress?.(asked, total);
    const refused = status === 'not_found';
    const ranked = refused ? [] : passages.slice(0, RANKED);
    const outcome: Outcome<Question> = {
      question,
      status,
      refused,
      first: ranked[0] ?? null,
      tookMs,
      evidence,
      threshold,
    };
    return { outcome, ranked, said: refused ? '' : said };
  };

  const answerable: AnswerableOutcome[] = [];
  for (const question of questions.answerable) {
    const { outcome, ranked, said } = await ask(question);
    answerable.push({
      ...outcome,
      ranks: rankParts(question.parts, ranked),
      holdsAll: question.must.length === 0 || said === undefined ? null : holdsAll(said, question.must),
    });
  }
  const unanswerable: Outcome<UnanswerableQuestion>[] = [];
  for (const question of questions.unanswerable) unanswerable.push((await ask(question)).outcome);
  return { answerable, unanswerable };
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
  const rankings: PartRanks[] = [];
  for (const query of judged) {
    const ranked = query.text.trim() === '' ? [] : await rank(query.text);
    const ids = [...new Set(ranked)].slice(0, RANKED);
    rankings.push([...(qrels.get(query.id) ?? [])].map((id) => toRank(ids.indexOf(id))));
    options.onProgress?.(rankings.length, judged.length);
  }
  const scores = scoreRankings(rankings);
  if (scores === null) {
    throw new WenjuError('INPUT_INVALID', 'expected at least one query with a relevant entry in qrels.tsv, came none');
  }
  const { count, hitAt1, hitAt5, mrr, ndcgAt10 } = scores;
  const recallAt10 = mean(rankings.map((ranks) => recallAt(ranks, RANKED)));
  return { count, hitAt1, hitAt5, mrr, ndcgAt10, recallAt10 };
}

function rankParts(parts: readonly AnswerPart[], passages: readonly ReturnedPassage[]): PartRanks {
  return parts.map(({ places }) => toRank(passages.findIndex(createPlaceTest(places))));
}

function toRank(index: number): number | null {
  return index < 0 ? null : index + 1;
}
