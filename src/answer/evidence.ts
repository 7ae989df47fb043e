/** How well do passages speak to a question? The measures that relevance, refusal and the choice of sentences go by. */

import type { LexicalIndex, QueryTerm, Snapshot } from '../index/contract.js';
import type { RankedPassage, Ranking } from '../retrieve/contract.js';

export interface Evidence {
  /** Estimated probability that the passages answer, 0 to 1. */
  readonly strength: number;
  /** Below it a question is refused. */
  readonly threshold: number;
}

/** What the estimate goes by, each about 0 to 1. */
interface EvidenceFeatures {
  /** Largest share of what is asked that one sentence of the passages has. */
  readonly coverage: number;
  /** Largest share that stands anywhere in one of their documents. */
  readonly documentShare: number;
  readonly similarity: number;
  readonly passageSimilarity: number;
  /** How far the most similar sentence stands out from the tenth of its document: an answer does, a place alone does not. */
  readonly lead: number;
  /** Largest share of the whole question's words that stands in one passage. */
  readonly matchedShare: number;
  /** One of the passages shares a content word with the question. */
  readonly sharesWord: boolean;
}

const LEAD_OVER_RANK = 10;

function measureFeatures(ranking: Ranking, best: readonly RankedPassage[], snapshot: Snapshot): EvidenceFeatures {
  const { content } = ranking.query;
  const documents = new Set(best.map(({ passage }) => snapshot.passageDocument[passage]));
  const standing = content
    .flatMap(({ variants }) => variants)
    .filter((term) =>
      snapshot.lexicalIndex.entriesWith(term).some((entry) => documents.has(snapshot.passageDocument[entry])),
    );
  return {
    coverage: Math.max(0, ...best.map(({ look }) => look?.coverage ?? 0)),
    documentShare: shareOfMass(content, standing, snapshot.lexicalIndex),
    similarity: Math.max(0, ...best.map(({ sentenceSimilarity }) => sentenceSimilarity)),
    passageSimilarity: Math.max(0, ...best.map(({ passageSimilarity }) => passageSimilarity)),
    lead: measureLead(ranking, snapshot.passageDocument[best[0]?.passage ?? 0] ?? 0, LEAD_OVER_RANK, snapshot),
    matchedShare: Math.max(
      0,
      ...best.map(({ matchedTerms }) => shareOfMass(ranking.query.all, matchedTerms, snapshot.lexicalIndex)),
    ),
    sharesWord: best.some(
      ({ passage }) => snapshot.lexicalIndex.matchedTerms(ranking.contentTerms, passage).length > 0,
    ),
  };
}

/**
 * How far the most similar sentence of a document stands out: its cosine less that of the `rank`th. An answer stands
 * out, while to a question about something else all that is said of its place is about equally near.
 */
function measureLead(ranking: Ranking, document: number, rank: number, snapshot: Snapshot): number {
  const similarities: number[] = [];
  for (const [sentence, passage] of snapshot.sentencePassage.entries()) {
    if (snapshot.passageDocument[passage] === document) similarities.push(ranking.sentenceSimilarities[sentence] ?? 0);
  }
  similarities.sort((a, b) => b - a);
  return (similarities[0] ?? 0) - (similarities[rank - 1] ?? similarities.at(-1) ?? 0);
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

export function judgeEvidence(
  { ranking, snapshot }: { ranking: Ranking; snapshot: Snapshot },
  best: readonly RankedPassage[],
): Evidence {
  const { understood, contentTerms } = ranking;
  const hasPlace = understood.regions.length > 0;
  const features = measureFeatures(ranking, best, snapshot);
  const strength =
    // Only a place, only a year, only a greeting: nothing is asked.
    ranking.query.content.length === 0 && understood.kind === null
      ? 0
      : understood.language === 'en'
        ? weighAcrossLanguages(features, hasPlace)
        : weighInOneLanguage(features, contentTerms.length > 0);
  return { strength: Math.min(1, Math.max(0, strength)), threshold: THRESHOLD };
}

function weighAcrossLanguages({ similarity }: EvidenceFeatures, hasPlace: boolean): number {
  const limit = hasPlace ? ACROSS_LANGUAGES.similarityWithPlace : ACROSS_LANGUAGES.similarity;
  return THRESHOLD + (similarity - limit) / SPREAD.acrossLanguages;
}

function weighInOneLanguage(
  { matchedShare, similarity, lead, sharesWord }: EvidenceFeatures,
  hasContent: boolean,
): number {
  const subject = Math.max(
    (THRESHOLD * matchedShare) / SAME_LANGUAGE.matchedShare,
    THRESHOLD + (similarity - SAME_LANGUAGE.similarity) / SPREAD.similarity,
  );
  if (!hasContent || sharesWord) return subject;
  return Math.min(
    subject,
    THRESHOLD + (similarity - NO_COMMON_WORD.similarity) / SPREAD.similarity,
    THRESHOLD + (lead - NO_COMMON_WORD.lead) / SPREAD.lead,
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
