/** How well do passages speak to a question? The measures that relevance, refusal and the choice of sentences go by. */

import type { LexicalIndex, QueryTerm, Snapshot } from '../index/contract.js';
import type { RankedPassage, Ranking } from '../retrieve/contract.js';

export interface Evidence {
  /** How well the passages speak to the question, 0 to 1: a scale for thresholds and no probability. */
  readonly strength: number;
  /** Below it a question is refused. */
  readonly threshold: number;
}

/** Refused below it: half of the scale, on which each limit below stands in the middle. */
const THRESHOLD = 0.5;
/**
 * Below both of these a question in the documents' language is about something else. Learnt on the questions of
 * test/eval and held low, so that hardly an answerable question is refused: the worst answerable ones lie just above.
 */
const SAME_LANGUAGE = { matchedShare: 0.15, similarity: 0.845 };
/**
 * For a question in the documents' language of which no content word stands in any of the best passages. A paraphrase
 * may share none; then its answer stands out from the rest of its document.
 */
const NO_COMMON_WORD = { similarity: 0.86, lead: 0.0145 };
/**
 * Across languages words meet by translation only, and centred similarities lie lower. A question that names a covered
 * place has much of its similarity from there, and is refused only when hardly anything else is alike.
 */
const ACROSS_LANGUAGES = { similarity: 0.19, similarityWithPlace: 0.13 };
/** How much of each measure takes the strength from 0 to 1: about its spread over all questions. */
const SPREAD = { similarity: 0.1, lead: 0.03, acrossLanguages: 0.4 };

interface Judged {
  readonly ranking: Ranking;
  readonly snapshot: Snapshot;
}

export function judgeEvidence(judged: Judged, best: readonly RankedPassage[]): Evidence {
  const { understood, query } = judged.ranking;
  // Only a place, only a year, only a greeting: nothing is asked.
  const asksNothing = query.content.length === 0 && understood.kind === null;
  const weigh = understood.language === 'en' ? weighAcrossLanguages : weighInOneLanguage;
  const strength = asksNothing ? 0 : weigh(judged, best);
  return { strength: Math.min(1, Math.max(0, strength)), threshold: THRESHOLD };
}

function bestSimilarity(best: readonly RankedPassage[]): number {
  return Math.max(0, ...best.map(({ sentenceSimilarity }) => sentenceSimilarity));
}

function weighAcrossLanguages({ ranking }: Judged, best: readonly RankedPassage[]): number {
  const hasPlace = ranking.understood.regions.length > 0;
  const limit = hasPlace ? ACROSS_LANGUAGES.similarityWithPlace : ACROSS_LANGUAGES.similarity;
  return THRESHOLD + (bestSimilarity(best) - limit) / SPREAD.acrossLanguages;
}

function weighInOneLanguage(judged: Judged, best: readonly RankedPassage[]): number {
  const { query, contentTerms } = judged.ranking;
  const { lexicalIndex } = judged.snapshot;
  const similarity = bestSimilarity(best);
  const shares = best.map(({ matchedTerms }) => shareOfMass(query.all, matchedTerms, lexicalIndex));
  const subject = Math.max(
    (THRESHOLD * Math.max(0, ...shares)) / SAME_LANGUAGE.matchedShare,
    THRESHOLD + (similarity - SAME_LANGUAGE.similarity) / SPREAD.similarity,
  );
  const sharesWord = best.some(({ passage }) => lexicalIndex.matchedTerms(contentTerms, passage).length > 0);
  if (contentTerms.length === 0 || sharesWord) return subject;
  return Math.min(
    subject,
    THRESHOLD + (similarity - NO_COMMON_WORD.similarity) / SPREAD.similarity,
    THRESHOLD + (judged.ranking.lead - NO_COMMON_WORD.lead) / SPREAD.lead,
  );
}

/** Share of the query's weighted IDF mass of which one of the `standing` terms is a variant, 0 to 1; 0 without terms. */
export function shareOfMass(
  query: readonly QueryTerm[],
  standing: readonly string[],
  lexicalIndex: LexicalIndex,
): number {
  const found = new Set(standing);
  let mass = 0;
  let matched = 0;
  for (const term of query) {
    const own = lexicalIndex.massOf(term);
    mass += own;
    if (term.variants.some((variant) => found.has(variant))) matched += own;
  }
  return mass === 0 ? 0 : matched / mass;
}
