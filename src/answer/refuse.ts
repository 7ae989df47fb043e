/**
 * Is the question answered at all? Decides by rule, on what was understood and on how strong the evidence is, whether
 * to say "not in these documents", and what is missing.
 */

import type { NotFound } from '../contract.js';
import type { Snapshot } from '../index/contract.js';
import type { Filters, Ranking, UnderstoodQuestion } from '../retrieve/contract.js';
import { type Evidence, measureEvidence } from './evidence.js';

type Missing = NotFound['missing'][number];

/** Passages whose evidence counts: what a reader sees without scrolling. */
const EVIDENCE_PASSAGES = 5;

/**
 * Below both of these a question in the documents' language is about something else. Learnt on the questions of
 * test/eval and held low, so that hardly an answerable question is refused: the worst answerable ones lie just above.
 */
const SAME_LANGUAGE = { matchedShare: 0.15, similarity: 0.845 };
/**
 * Across languages there are no words to share, and centred similarities lie lower. A question that names a covered
 * place has much of its similarity from there, and is refused only when hardly anything else is alike.
 */
const ACROSS_LANGUAGES = { similarity: 0.19, similarityWithPlace: 0.13 };

export interface Decision {
  readonly missing: readonly Missing[];
  /** True when nothing of what was asked is there; with something missing and not refused, a part is. */
  readonly refused: boolean;
}

/** Decides about a ranking made with `filters`. */
export function findMissing(ranking: Ranking, filters: Filters, snapshot: Snapshot): Decision {
  const { understood } = ranking;
  const best = ranking.passages.slice(0, EVIDENCE_PASSAGES);
  if (best.length === 0) return { missing: explainEmptiness(ranking, filters), refused: true };

  const texts = best.map(({ passage }) => snapshot.passageText(passage));
  const isNamed = (name: string): boolean => texts.some((text) => text.includes(name));
  // A place that nothing is about may still be what a passage speaks of: 上海 in "参加上海进博会".
  const regions = ranking.uncoveredRegions.filter((name) => !isNamed(shortName(name)));
  const years = ranking.uncoveredYears.map(String).filter((year) => !isNamed(year));
  if (regions.length > 0) {
    const missing = regions.map((value): Missing => ({ kind: 'region', value }));
    // A region that only the filters name is missing beside what the others answer.
    const named = understood.regions.map(({ name }) => name);
    return { missing, refused: named.length > 0 && named.every((name) => regions.includes(name)) };
  }
  // One year of several is often the end of a span (2016 to 2020) that a report does speak of.
  if (years.length > 0 && years.length === understood.years.length) {
    return { missing: years.map((value): Missing => ({ kind: 'year', value })), refused: true };
  }
  const evidence = measureEvidence(ranking, best, snapshot.lexicalIndex);
  return isAboutSomethingElse(evidence, understood)
    ? { missing: [{ kind: 'topic', value: '' }], refused: true }
    : { missing: [], refused: false };
}

/** Why no document passed the filters. */
function explainEmptiness(ranking: Ranking, filters: Filters): Missing[] {
  const regions = ranking.uncoveredRegions.map((value): Missing => ({ kind: 'region', value }));
  if (regions.length > 0) return regions;
  const years = filters.years.map((value): Missing => ({ kind: 'year', value: String(value) }));
  return years.length > 0 ? years : [{ kind: 'topic', value: '' }];
}

function isAboutSomethingElse(evidence: Evidence, { language, regions }: UnderstoodQuestion): boolean {
  if (language === 'en') {
    const { similarity, similarityWithPlace } = ACROSS_LANGUAGES;
    return evidence.similarity < (regions.length > 0 ? similarityWithPlace : similarity);
  }
  return evidence.matchedShare < SAME_LANGUAGE.matchedShare && evidence.similarity < SAME_LANGUAGE.similarity;
}

/** 荆门市 → 荆门: how texts name a place. */
function shortName(name: string): string {
  return name.length > 2 ? name.replace(/[省市县区]$/, '') : name;
}
