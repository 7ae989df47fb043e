/**
 * Judges one sentence of a draft: what it claims and the sentences that speak of it go in; a verdict for each of its
 * figures and one for the whole come out. Figures decide first; then the words must not say something else of them; a
 * sentence without figures is judged by its words alone.
 */

import type { Fact, Snapshot } from '../index/contract.js';
import { foldWidth } from '../lexicon/characters.js';
import { detectLanguage } from '../lexicon/language.js';
import { toSimplified } from '../lexicon/simplified.js';
import type { LetOthers } from '../turns.js';
import {
  coverRemarks,
  hasNumbersOfNames,
  isDoubtful,
  isOfYears,
  isPutTogether,
  isTurnedList,
  isTwiceClaimed,
} from './claim-guards.js';
import { type ClaimUnit, evenWords, lackedBy } from './claim-units.js';
import type { FigureClaim } from './claims.js';
import { CLAUSE_ENDS, clauseBefore, clauseBehind } from './clauses.js';
import {
  type ComparedClaim,
  findDifference,
  findMissingPlaces,
  findOtherPlace,
  findSubstitution,
  readCompared,
} from './differences.js';
import type { EvidenceTools, FoundEvidence, SoughtSentence } from './evidence.js';
import { judgeByEvidence } from './evidence-judge.js';
import { prepareFigures, type SoughtFigure } from './figure-likeness.js';
import { compareValues, isAgreeing } from './figure-values.js';
import { type Judgement, OPEN } from './judge.js';
import { isClearDifference, judgeWords, regionOf, type StatementJudgement } from './statement-judge.js';
import { isOpen, isRight, isWrong } from './verdicts.js';

export interface SentenceJudgement extends StatementJudgement {
  /** One a figure, in order. */
  readonly figures: readonly Judgement[];
}

/** Share of a claim's words, by their weight, that the words around its figures may lack at most. */
const MOST_LACKED = 0.85;

/** @param stated what the figures' exact words tell, one a figure. */
export async function judgeSentence(
  sought: SoughtSentence,
  stated: readonly Judgement[],
  found: FoundEvidence,
  tools: EvidenceTools,
  letOthers: LetOthers,
): Promise<SentenceJudgement> {
  if (found.units.length === 0 && found.sentences.length === 0) return judgeExactly(stated);
  const read: Judgement[] = [];
  const exact = new Set<Judgement>();
  const prepared = prepareFigures(sought.figures, tools);
  for (const [index, figure] of prepared.entries()) {
    const own = stated[index] ?? OPEN;
    const judged = combine(own, judgeByEvidence(figure, found, tools));
    if (judged === own) exact.add(judged);
    read.push(judged);
    await letOthers();
  }
  const figures = pinToOne(sought, withoutShared(read), prepared, found, tools);
  const claim = readCompared(coverRemarks(toSimplified(foldWidth(sought.text))), tools.gazetteer);
  const wrong = figures.find(isWrong);
  if (wrong !== undefined) {
    return { verdict: 'contradicted', figures, sentence: wrong.fact?.sentence ?? null };
  }
  const right = figures.filter(isRight);
  if (figures.length > 0) {
    const isWhole = right.length === figures.length;
    if (!isWhole) return { verdict: 'not_found', figures, sentence: right[0]?.fact?.sentence ?? null };
    const guarded = guard(claim, sought, prepared, figures, found.units, tools);
    if (guarded.verdict !== 'not_found') return guarded;
    // What only the evidence told is open with its sentence.
    return { ...guarded, figures: figures.map((judged) => (exact.has(judged) ? judged : OPEN)) };
  }
  return { figures, ...judgeWords(claim, sought, found, tools) };
}

/** What each figure is told by stands in a document in English, whose words a claim in Chinese cannot be held against. */
export function isOfOtherLanguage(stated: readonly Judgement[]): boolean {
  return stated.length > 0 && stated.every(({ fact }) => fact !== null && detectLanguage(fact.text) === 'en');
}

/** Without evidence: what the figures' own words tell. */
export function judgeExactly(figures: readonly Judgement[]): SentenceJudgement {
  const sentence = figures.find(({ fact }) => fact !== null)?.fact?.sentence ?? null;
  const isSupported = figures.length > 0 && figures.every(isRight);
  return {
    verdict: figures.some(isWrong) ? 'contradicted' : isSupported ? 'supported' : 'not_found',
    figures,
    sentence,
  };
}

/** What the exact words say goes first; what they leave open the evidence may tell. */
function combine(stated: Judgement, judged: Judgement): Judgement {
  if (stated.verdict === 'conflicting_sources') return stated;
  if (isOpen(stated)) return judged === OPEN ? stated : judged;
  if (isRight(stated)) return isWrong(judged) ? OPEN : stated;
  return isRight(judged) ? judged : stated;
}

/** Figures that agree, in words that say something else of them. */
function guard(
  claim: ComparedClaim,
  sought: SoughtSentence,
  prepared: readonly SoughtFigure[],
  figures: readonly Judgement[],
  units: readonly ClaimUnit[],
  tools: EvidenceTools,
): SentenceJudgement {
  const { snapshot, gazetteer } = tools;
  const facts = figures.flatMap(({ fact }) => (fact === null ? [] : [fact]));
  const [first] = facts;
  const sentence = first?.sentence ?? null;
  const open: SentenceJudgement = { verdict: 'not_found', figures, sentence };
  if (first === undefined) return open;
  const passages = [...new Set(facts.map(({ passage }) => passage))];
  const around = passages.map((passage) => textOf(snapshot, passage)).join('\n');
  const own = regionOf(first, gazetteer);
  if (sentence === null || isTwiceClaimed(sought, figures) || isTurnedList(figures)) return open;
  if (isPutTogether(sought, figures)) return open;
  if (!hasNumbersOfNames(sought, foldWidth(around))) return open;
  if (!isOfYears(claim.text, snapshot, ...new Set(facts.map((fact) => fact.sentence)))) return open;
  const [missing] = findMissingPlaces(claim, facts.map(({ text }) => text).join('\n'), own, gazetteer);
  if (missing !== undefined) {
    const other = findOtherPlace(claim, missing, first.text, own, gazetteer);
    if (other === null) return open;
    return { ...open, verdict: 'contradicted' };
  }
  for (const fact of facts) {
    const difference = findDifference(claim, clauseOf(fact, claim.text));
    if (difference === null) continue;
    return isClearDifference(difference, claim.text, fact.text) ? { ...open, verdict: 'contradicted' } : open;
  }
  if (isDoubtful(claim, prepared, figures, snapshot)) return open;
  const replaced = findSubstitution(claim.text, first.text, own, tools);
  if (replaced?.isSure) return { ...open, verdict: 'contradicted' };
  if (replaced !== null) return open;
  const lacked = lackedBy(units, evenWords(around));
  if (shareOf(lacked, units) > MOST_LACKED) return open;
  return { ...open, verdict: 'supported' };
}

/** What is open is looked for in the sentence of what was found; a value said twice in two units is one figure. */
function pinToOne(
  { figures: claims }: SoughtSentence,
  figures: readonly Judgement[],
  prepared: readonly SoughtFigure[],
  found: FoundEvidence,
  tools: EvidenceTools,
): Judgement[] {
  const pinned = figures.find((judged) => isRight(judged) && judged.fact !== null)?.fact?.sentence;
  if (pinned === undefined) return [...figures];
  const taken = new Set(figures.flatMap(({ fact }) => (fact === null ? [] : [fact])));
  return figures.map((judged, index) => {
    const [own, sought] = [claims[index], prepared[index]];
    if (judged.verdict !== 'not_found' || own === undefined || sought === undefined) return judged;
    const again = figures.find((other) => isRight(other) && other.fact !== null && saysAgain(own, other.fact));
    return again ?? judgeByEvidence(sought, found, tools, { sentence: pinned, taken });
  });
}

function saysAgain(claim: FigureClaim, fact: Fact): boolean {
  return claim.figure.quantity.unit === fact.figure.quantity.unit && isAgreeing(compareValues(claim, fact));
}

/** A figure of a document that one of the claim's says right is no other value of another of them. */
function withoutShared(figures: readonly Judgement[]): Judgement[] {
  const said = new Set(figures.filter(isRight).map(({ fact }) => fact));
  return figures.map((judged) => (!isRight(judged) && judged.fact !== null && said.has(judged.fact) ? OPEN : judged));
}

function shareOf(part: readonly ClaimUnit[], whole: readonly ClaimUnit[]): number {
  const weigh = (units: readonly ClaimUnit[]): number => units.reduce((sum, { weight }) => sum + weight, 0);
  const all = weigh(whole);
  return all === 0 ? 0 : weigh(part) / all;
}

function textOf(snapshot: Snapshot, passage: number): string {
  const { document, passage: place } = snapshot.passageAt(passage);
  return [...place.headingPath, document.text.slice(place.start, place.end)].join('\n');
}

const MORE_CLAUSES = /(?:[，；;]|,(?!\d)).{4,}/;

/** The clause of a figure and, for a claim that says more than one, what follows it without a figure of its own. */
function clauseOf({ text, figure }: Fact, claim: string): string {
  const behind = text.slice(figure.end).split(CLAUSE_ENDS)[1] ?? '';
  const more = /\d/.test(behind) || !MORE_CLAUSES.test(claim) ? '' : `，${behind}`;
  return clauseBefore(text, figure.start) + clauseBehind(text, figure.start) + more;
}
