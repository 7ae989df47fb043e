/**
 * Is the question answered at all? Decides by rule, on what was understood and on how strong the evidence is, whether
 * to say "not in these documents", and what is missing.
 */

import type { NotFound } from '../contract.js';
import type { Snapshot } from '../index/contract.js';
import type { Language } from '../language.js';
import type { Filters, Ranking } from '../retrieve/contract.js';
import { type Evidence, measureEvidence } from './evidence.js';

type Missing = NotFound['missing'][number];

/** Passages whose evidence counts: what a reader sees without scrolling. */
const EVIDENCE_PASSAGES = 5;

/**
 * Below both of these a question is about something else; learnt on the questions of test/eval (see there), so low
 * that answerable questions stay. Similarities across languages are centred and lie lower.
 */
const TOPIC_THRESHOLDS = {
  sameLanguage: { matchedShare: 0.3, similarity: 0.86 },
  acrossLanguages: { similarity: 0.2 },
};

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
  const missing: Missing[] = [
    ...regions.map((value): Missing => ({ kind: 'region', value })),
    ...years.map((value): Missing => ({ kind: 'year', value })),
  ];
  if (missing.length > 0) {
    const allRegions = regions.length > 0 && regions.length === understood.regions.length;
    const allYears = years.length > 0 && years.length === understood.years.length;
    return { missing, refused: allRegions || allYears };
  }
  const evidence = measureEvidence(ranking, best, snapshot.lexicalIndex);
  return isAboutSomethingElse(evidence, understood.language)
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

function isAboutSomethingElse(evidence: Evidence, language: Language): boolean {
  if (language === 'en') return evidence.similarity < TOPIC_THRESHOLDS.acrossLanguages.similarity;
  const { matchedShare, similarity } = TOPIC_THRESHOLDS.sameLanguage;
  return evidence.matchedShare < matchedShare && evidence.similarity < similarity;
}

/** 荆门市 → 荆门: how texts name a place. */
function shortName(name: string): string {
  return name.length > 2 ? name.replace(/[省市县区]$/, '') : name;
}
