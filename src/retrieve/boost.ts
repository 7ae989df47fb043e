/**
 * Which features does a passage have because the question names its place, its year or what its part of a report is
 * for? What each counts says weights.ts.
 */

import type { PassageRole, PassageTime } from '../annotate/contract.js';
import type { Region } from '../lexicon/contract.js';
import type { UnderstoodQuestion } from '../understand/contract.js';
import type { AddFeature, RankingFeature } from './weights.js';

/** By what is asked; a question about a year whose words do not say is mostly about what was achieved. */
const ROLE: Readonly<Record<string, Partial<Readonly<Record<PassageRole, RankingFeature>>>>> = {
  result: { review: 'resultInReview', target: 'resultInTarget', task: 'resultInTask' },
  target: { review: 'targetInReview', target: 'targetInTarget', task: 'targetInTask', other: 'targetInOther' },
  // Who delivered it stands at the opening; interviews and articles name more people than reports.
  person: { target: 'personInTarget', task: 'personInTask', other: 'personInOther' },
  policy: { review: 'policyInReview', target: 'policyInTarget', task: 'policyInTask' },
  open: { review: 'openInReview', target: 'openInTarget', task: 'openInTask' },
  unsaid: { review: 'unsaidInReview', task: 'unsaidInTask', other: 'unsaidInOther' },
};

/** What a passage and its document are, as far as features go. */
export interface Situated {
  readonly region: Region | null;
  /** Year of the report. */
  readonly year: number | null;
  /** No later report is about the same place. */
  readonly isNewest: boolean;
  readonly time: PassageTime | undefined;
  readonly isOpening: boolean;
  readonly isEntry: boolean;
}

export function describeSituation(
  { region, year, isNewest, time, isOpening, isEntry }: Situated,
  asked: UnderstoodQuestion,
  place: Region | null,
  add: AddFeature,
): void {
  if (place !== null && region?.code === place.code) add('samePlace', 1);
  if (asked.years.length === 0 && asked.reportYears.length === 0 && isNewest) add('newest', 1);
  if (year !== null && asked.reportYears.includes(year)) add('reportYear', 1);
  // Years named in a text that is no report of a year may be anything's.
  if (year !== null && time?.years.some((own) => asked.years.includes(own))) add('figuresYear', 1);
  if (isOpening && asked.kind !== 'person' && asked.kind !== 'date') add('opening', 1);
  if (isEntry) add(asked.kind === 'meaning' ? 'meaningInEntry' : 'entry', 1);
  if (time?.plan && asked.years.length > 0) add(asked.wholePlan ? 'wholePlan' : 'wholePlanUnasked', 1);
  const role = time && rolesFor(asked)[time.role];
  if (role !== undefined) add(role, 1);
}

/** What each part of a report counts as, to this question. */
export function rolesFor({ kind, years }: UnderstoodQuestion): Partial<Readonly<Record<PassageRole, RankingFeature>>> {
  return ROLE[kind ?? (years.length > 0 ? 'unsaid' : 'open')] ?? {};
}
