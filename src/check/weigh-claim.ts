/**
 * The way from what the rules found of a claimed sentence in Chinese to its verdict: the sentences that speak of it are
 * measured, the decision is made, and its figures get what they go by. What no sentence speaks of stays as the rules found it.
 */

import type { LetOthers } from '../turns.js';
import { decideClaim } from './claim-decision.js';
import { type ClaimFeatures, type MeasuredClaim, measureClaim, readClaim } from './claim-features.js';
import type { WrittenNumber } from './claim-numbers.js';
import type { EvidenceTools, FoundEvidence, SoughtSentence } from './evidence.js';
import type { FigureFinding } from './figure-features.js';
import { type Judgement, OPEN } from './judge.js';
import type { SentenceJudgement } from './sentence-judge.js';
import { findSureDifference } from './sure-differences.js';
import { isVerbatim } from './verbatim.js';
import { isOpen, isRight, isWrong } from './verdicts.js';

/** Pieces of a claim without figures, or characters of one: 碳达峰. */
const LEAST_UNITS = 3;

/** @param stated what the figures' exact words tell, one a figure. */
export async function weighClaim(
  sought: SoughtSentence,
  stated: readonly Judgement[],
  found: FoundEvidence,
  ruled: SentenceJudgement,
  tools: EvidenceTools,
  letOthers: LetOthers,
): Promise<SentenceJudgement> {
  if (found.sentences.length === 0 || isOfAnyPlace(sought, found, tools)) return ruled;
  // What the exact words of a figure say is surer than what is weighed, and so is that documents disagree on it.
  if (ruled.verdict === 'contradicted' && stated.some(isWrong)) return ruled;
  if (stated.some(({ verdict }) => verdict === 'conflicting_sources')) return ruled;
  const differing = findSureDifference(sought.text, found, tools.snapshot);
  if (differing !== null && (ruled.verdict !== 'supported' || ruled.figures.length === 0)) {
    return { verdict: 'contradicted', sentence: differing, figures: ruled.figures.map(() => OPEN) };
  }
  const claim = readClaim(sought, found.units, tools);
  const { names, prepared } = claim;
  // What names nothing says nothing that could be right or wrong: （据报告）.
  if (prepared.length + names.things.length + names.places.length === 0) return ruled;
  const measured: MeasuredClaim[] = [];
  for (const evidence of found.sentences) {
    measured.push(measureClaim(claim, evidence, tools));
    await letOthers();
  }
  const quoted = found.sentences.findIndex(({ sentence }, at) => {
    const features = measured[at]?.features;
    return features !== undefined && isSameTimeAndPlace(features) && isVerbatim(claim.compared, sentence, tools);
  });
  if (quoted !== -1 && !stated.some(isWrong)) {
    const findings = measured[quoted]?.findings ?? [];
    const sentence = found.sentences[quoted]?.sentence ?? null;
    return { verdict: 'supported', sentence, figures: ruled.figures.map((own, at) => support(own, findings[at])) };
  }
  const decided = decideClaim(
    measured.map(({ features }) => features),
    ruled,
  );
  const sentence = found.sentences[decided.at]?.sentence ?? ruled.sentence;
  const findings = measured[decided.at]?.findings ?? [];
  // Of one or two words that stand somewhere nothing follows: 报告说，路都修得好极了.
  const saysEnough =
    prepared.length > 0 ||
    (!claim.numbers.some(countsNothing) &&
      (found.units.length >= LEAST_UNITS ||
        found.units.some(({ forms }) => forms.some((form) => form.length >= LEAST_UNITS))));
  if (decided.verdict === 'supported' && saysEnough) {
    if (ruled.verdict === 'supported') return ruled;
    return { verdict: 'supported', sentence, figures: ruled.figures.map((own, at) => support(own, findings[at])) };
  }
  const isStatedElsewhere = stated.length > 0 && stated.every((own) => isRight(own) && own.fact?.sentence !== sentence);
  if (decided.verdict === 'contradicted' && !isStatedElsewhere) {
    if (ruled.verdict === 'contradicted') return ruled;
    return {
      verdict: 'contradicted',
      sentence,
      figures: ruled.figures.map((own, at) => contradict(own, findings[at])),
    };
  }
  return leaveOpen(stated, ruled, decided.isExcluded ? sentence : null);
}

/** 增长6.7 is no figure, as its unit may be any. */
function countsNothing({ inDigits, counted }: WrittenNumber): boolean {
  return inDigits && counted === '';
}

/** Figures of a part of a year (截至10月底，投资增长9.4%) are not the year's, though the words are the same. */
function isSameTimeAndPlace(features: ClaimFeatures): boolean {
  const { yearOpen, placeMissing, placeOther, placeElsewhere, hasFigures, figuresAgree } = features;
  return yearOpen + placeMissing + placeOther + placeElsewhere === 0 && figuresAgree === hasFigures;
}

/** Shares of the claim that are as good as the same. */
const CLOSE = 0.1;

/** Without a place an indicator is anybody's, and so is what the documents of several places say as well. */
function isOfAnyPlace(
  { region, figures }: SoughtSentence,
  { sentences }: FoundEvidence,
  { snapshot }: EvidenceTools,
): boolean {
  if (region !== null) return false;
  if (figures.some(({ term }) => term?.kind === 'indicator')) return true;
  const most = Math.max(...sentences.map(({ cover }) => cover));
  const places = sentences
    .filter(({ cover }) => cover >= most - CLOSE)
    .map(({ sentence }) => snapshot.sentenceAt(sentence).document.metadata.region);
  return new Set(places).size > 1;
}

function support(own: Judgement, finding: FigureFinding | undefined): Judgement {
  if (isRight(own)) return own;
  return finding !== undefined && isRight(finding) ? { ...finding, other: null } : OPEN;
}

function contradict(own: Judgement, finding: FigureFinding | undefined): Judgement {
  return finding !== undefined && isWrong(finding) ? { ...finding, other: null } : isWrong(own) ? own : OPEN;
}

/**
 * What the figures' exact words tell stays, but of a sentence beside which something with a name stands.
 * @param excluded number of that sentence.
 */
function leaveOpen(stated: readonly Judgement[], ruled: SentenceJudgement, excluded: number | null): SentenceJudgement {
  const figures = ruled.figures.map((own, at) => {
    const exact = stated[at] ?? OPEN;
    const isExact = exact.verdict === own.verdict && exact.fact === own.fact;
    return isExact && !(isRight(own) && own.fact?.sentence === excluded) ? own : OPEN;
  });
  if (figures.some(isWrong) && ruled.verdict === 'contradicted') return { ...ruled, figures };
  const isWhole = figures.length > 0 && figures.every(isRight);
  if (isWhole && ruled.verdict === 'supported') return ruled;
  return { verdict: 'not_found', sentence: figures.some((own) => !isOpen(own)) ? ruled.sentence : null, figures };
}
