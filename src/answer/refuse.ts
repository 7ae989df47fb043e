/**
 * Is the question answered at all? Decides by rule, on what was understood and on how strong the evidence is, whether
 * to say "not in these documents", and what is missing.
 */

import type { NotFound } from '../contract.js';
import type { Snapshot } from '../index/contract.js';
import type { Filters, RankedPassage, Ranking } from '../retrieve/contract.js';
import { measureEvidence, measureLead } from './evidence.js';
import type { Refusal } from './messages.js';

type Missing = NotFound['missing'][number];

/** Passages whose evidence counts: what a reader sees without scrolling. */
const EVIDENCE_PASSAGES = 5;

/**
 * Below both of these a question in the documents' language is about something else. Learnt on the questions of
 * test/eval and held low, so that hardly an answerable question is refused: the worst answerable ones lie just above.
 */
const SAME_LANGUAGE = { matchedShare: 0.15, similarity: 0.845 };
/**
 * For a question in the documents' language of which no content word stands in any of the best passages. A paraphrase
 * may share none; then its answer stands out from the rest of its document. On the answerable questions of test/eval and
 * of five real reports the lead of such an answer is .0155 or more, the lead before what does not answer mostly below
 * .0135; greetings, jokes and the weather stay below the similarity.
 */
const NO_COMMON_WORD = { similarity: 0.86, lead: 0.0145, leadOverRank: 10 };
/**
 * Across languages there are no words to share, and centred similarities lie lower. A question that names a covered
 * place has much of its similarity from there, and is refused only when hardly anything else is alike.
 */
const ACROSS_LANGUAGES = { similarity: 0.19, similarityWithPlace: 0.13 };

/** Longest part of the question that stands for a missing topic, in characters. */
const MAX_TOPIC_CHARACTERS = 40;

export interface Decision extends Refusal {
  /** True when nothing of what was asked is there; with something missing and not refused, a part is. */
  readonly refused: boolean;
}

/** Decides about a ranking of `question` made with `filters`. */
export function findMissing(question: string, ranking: Ranking, filters: Filters, snapshot: Snapshot): Decision {
  const { understood } = ranking;
  const places = understood.regions.map(({ name }) => name).filter((name) => !ranking.uncoveredRegions.includes(name));
  const decide = (missing: readonly Missing[], refused: boolean): Decision => ({
    missing,
    places,
    isFilteredOut: false,
    refused,
  });
  const topic: Missing = { kind: 'topic', value: Array.from(question.trim()).slice(0, MAX_TOPIC_CHARACTERS).join('') };
  const best = ranking.passages.slice(0, EVIDENCE_PASSAGES);
  if (best.length === 0) return explainEmptiness(ranking, filters, topic, snapshot);

  const text = best.map(({ passage }) => snapshot.passageText(passage)).join('\n');
  // A place that nothing is about may still be what a passage speaks of: 上海 in "参加上海进博会".
  const regions = ranking.uncoveredRegions.filter((name) => !text.includes(shortName(name)));
  if (regions.length > 0) {
    // A region that only the filters name is missing beside what the others answer.
    const named = understood.regions.map(({ name }) => name);
    return decide(
      regions.map((value): Missing => ({ kind: 'region', value })),
      named.length > 0 && named.every((name) => regions.includes(name)),
    );
  }
  const years = ranking.uncoveredYears;
  // One year of several is often the end of a span (2016 to 2020) that a report does speak of.
  if (years.length > 0 && years.length === understood.years.length) {
    // A year that a document does name is not missing, though what was asked about it is.
    const unknown = years.filter((year) => !ranking.namedYears.includes(year));
    return decide(unknown.length > 0 ? unknown.map(missingYear) : [topic], true);
  }
  return isAboutSomethingElse(ranking, best, snapshot) ? decide([topic], true) : decide([], false);
}

/** Why no document passed the filters. */
function explainEmptiness(ranking: Ranking, filters: Filters, topic: Missing, snapshot: Snapshot): Decision {
  const regions = ranking.uncoveredRegions.map((value): Missing => ({ kind: 'region', value }));
  const years = filters.years.filter((year) => !snapshot.documents.some(({ metadata }) => metadata.year === year));
  const named = regions.length > 0 ? regions : years.map(missingYear);
  return {
    missing: named.length > 0 ? named : [topic],
    places: [],
    isFilteredOut: regions.length === 0,
    refused: true,
  };
}

function missingYear(year: number): Missing {
  return { kind: 'year', value: String(year) };
}

function isAboutSomethingElse(ranking: Ranking, best: readonly RankedPassage[], snapshot: Snapshot): boolean {
  const { understood, contentTerms } = ranking;
  const { matchedShare, similarity } = measureEvidence(ranking, best, snapshot.lexicalIndex);
  const hasPlace = understood.regions.length > 0;
  if (contentTerms.length === 0 && !hasPlace) return true;
  if (understood.language === 'en') {
    return similarity < (hasPlace ? ACROSS_LANGUAGES.similarityWithPlace : ACROSS_LANGUAGES.similarity);
  }
  if (matchedShare < SAME_LANGUAGE.matchedShare && similarity < SAME_LANGUAGE.similarity) return true;
  const sharesWord = best.some(({ passage }) => snapshot.lexicalIndex.matchedTerms(contentTerms, passage).length > 0);
  if (contentTerms.length === 0 || sharesWord) return false;
  const document = snapshot.passageDocument[best[0]?.passage ?? 0] ?? 0;
  return (
    similarity < NO_COMMON_WORD.similarity ||
    measureLead(ranking, document, NO_COMMON_WORD.leadOverRank, snapshot) < NO_COMMON_WORD.lead
  );
}

/** 荆门市 → 荆门: how texts name a place. */
function shortName(name: string): string {
  return name.length > 2 ? name.replace(/[省市县区]$/, '') : name;
}
