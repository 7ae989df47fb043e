/**
 * What is answered of a question that leans on the turns before it? The question in full; and where a place or time that
 * was taken from them is missing in the documents, the question without it: what nobody asked for refuses nothing.
 */

import type { SearchRequest } from '../api/request.js';
import type { Language } from '../lexicon/language.js';
import type { Ranking, Retriever } from '../retrieve/contract.js';
import type { AssumedSlot, CompletedQuestion, CompleteQuestion } from '../understand/contract.js';
import type { Decision } from './refuse.js';

/** A question in full, what was found for it, and whether that answers it. */
export interface Understanding {
  readonly question: string;
  /** That of the question as it was asked. */
  readonly language: Language;
  readonly ranking: Ranking;
  /** Judges the evidence, once; who only searches needs no judgement. */
  readonly decide: () => Decision;
}

export interface AssumingParts {
  readonly complete: CompleteQuestion;
  readonly retriever: Retriever;
  readonly judge: (question: string, ranking: Ranking) => Decision;
}

/** Ranks again only when something assumed is missing: at most once for each slot. */
export async function answerInFull(
  { question, history, filters }: Pick<SearchRequest, 'question' | 'history' | 'filters'>,
  { complete, retriever, judge }: AssumingParts,
  signal?: AbortSignal,
): Promise<Understanding> {
  signal?.throwIfAborted();
  // With nothing to lean on it is nearly always asked as it was written, and the model can begin.
  const begun = history.length === 0 ? retriever.begin(question) : null;
  const completeWithout = complete(question, history);
  const left = new Set<AssumedSlot>();
  for (;;) {
    const completed = completeWithout(left);
    const ranking = await retriever.retrieve(completed.text, filters, signal, begun);
    let decision: Decision | null = null;
    const decide = (): Decision => {
      decision ??= judge(completed.text, ranking);
      return decision;
    };
    const isLeaning = completed.assumed.some((slot) => !left.has(slot));
    const missing = isLeaning ? findAssumedMissing(completed, decide()).filter((slot) => !left.has(slot)) : [];
    if (missing.length === 0) {
      return { question: completed.text, language: completed.language, ranking, decide };
    }
    for (const slot of missing) left.add(slot);
  }
}

/** An indicator is missing for a place and time: there may be one of another time. */
function findAssumedMissing({ assumed }: CompletedQuestion, { missing }: Decision): AssumedSlot[] {
  const kinds = new Set(missing.map(({ kind }) => kind));
  const isMissing = { place: kinds.has('region'), time: kinds.has('year') || kinds.has('indicator') };
  return assumed.filter((slot) => isMissing[slot]);
}
