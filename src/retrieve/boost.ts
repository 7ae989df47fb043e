/**
 * How much a passage gains because the question names its place, its year or what its part of a report is for. Gains are
 * in units of a z-score and are added to the fused score. All were learnt together with the weights of fusion: softmax
 * over the passages of a question, on two thirds of the questions about 62 provincial and five Hubei documents, then
 * rounded; the held-back third confirms them (ARCHITECTURE.md has the figures).
 */

import type { PassageRole, PassageTime } from '../annotate/contract.js';
import type { Region } from '../lexicon/contract.js';
import type { UnderstoodQuestion } from '../understand/contract.js';

/** The document is about the very place, and not about one around or within it. */
const SAME_PLACE = 0.5;
/** The report's year is one that would hold the answer. */
const REPORT_YEAR = 0.7;
/** The passage's figures are about a year asked for: of 62 reports two have the place, and only one part of one the year. */
const FIGURES_YEAR = 5;
/** A question about a five-year plan finds what is said of the whole plan, and one about a year does not. */
const WHOLE_PLAN = 4;
const WHOLE_PLAN_UNASKED = -2;
/** Without a year, the newest report is meant. */
const NEWEST = 0.8;
/** `现在，我代表省人民政府，向大会报告工作`: beside the title there is little else in it, so it is like any question about the place. */
const OPENING = -1.3;
/** An entry of a report's glossary, which explains a word and states little else. */
const ENTRY = -1;

/** By what is asked; a question about a year whose words do not say is mostly about what was achieved. */
const ROLE: Readonly<Record<string, Readonly<Record<PassageRole, number>>>> = {
  result: { review: 2.2, target: -1.2, task: 0, other: 0 },
  target: { review: -1.6, target: 3.3, task: -0.9, other: -0.7 },
  // Who delivered it stands at the opening; interviews and articles name more people than reports.
  person: { review: 0, target: -1.7, task: -3, other: 4 },
  unsaid: { review: 1.5, target: 0, task: -2.5, other: 1.5 },
};

/** What a passage and its document are, as far as gains go. */
export interface Situated {
  readonly region: Region | null;
  /** Year of the report. */
  readonly year: number | null;
  readonly time: PassageTime | undefined;
  readonly isOpening: boolean;
  readonly isEntry: boolean;
}

/** `newest` is the year of the newest report about the place. */
export function boostPassage(
  { region, year, time, isOpening, isEntry }: Situated,
  asked: UnderstoodQuestion,
  place: Region | null,
  newest: number | null,
): number {
  const samePlace = place !== null && region?.code === place.code ? SAME_PLACE : 0;
  const isNewest = asked.years.length === 0 && asked.reportYears.length === 0 && year !== null && year === newest;
  const reportYear = year !== null && asked.reportYears.includes(year) ? REPORT_YEAR : 0;
  // Years named in a text that is no report of a year may be anything's.
  const figuresYear = year !== null && time?.years.some((own) => asked.years.includes(own)) ? FIGURES_YEAR : 0;
  const opening = isOpening && asked.kind !== 'person' && asked.kind !== 'date' ? OPENING : 0;
  const entry = isEntry && asked.kind !== 'meaning' ? ENTRY : 0;
  const situation = samePlace + (isNewest ? NEWEST : 0) + reportYear + figuresYear + opening + entry;
  return situation + boostPlan(time, asked) + boostRole(time, asked);
}

function boostPlan(time: PassageTime | undefined, asked: UnderstoodQuestion): number {
  if (!time?.plan || asked.years.length === 0) return 0;
  return asked.wholePlan ? WHOLE_PLAN : WHOLE_PLAN_UNASKED;
}

function boostRole(time: PassageTime | undefined, asked: UnderstoodQuestion): number {
  const kind = asked.kind ?? (asked.years.length > 0 ? 'unsaid' : '');
  return time === undefined ? 0 : (ROLE[kind]?.[time.role] ?? 0);
}
