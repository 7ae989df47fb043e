/**
 * Where should the line between answering and refusing be drawn? Outcomes with their evidence go in; out comes, for a
 * dozen thresholds, how many questions would be refused rightly and how many wrongly.
 */

import type { CurvePoint, Outcomes } from './contract.js';
import { FALSE_PRESUPPOSITION } from './questions.js';

/** Shares of the answerable questions whose refusal makes a point: close where a threshold would be chosen. */
const WRONGLY_REFUSED = [0, 0.01, 0.02, 0.03, 0.04, 0.05, 0.07, 0.1, 0.15, 0.2];

/**
 * Points by ascending threshold: the rules alone, the highest thresholds that refuse at most so many of the
 * answerable questions, and the one in force. Of unanswerable questions those with false presuppositions are left out,
 * as refusing is not all that is right for them. Null unless all replies tell their evidence and both kinds of
 * question are there.
 */
export function drawCurve({ answerable, unanswerable }: Outcomes): CurvePoint[] | null {
  const plain = unanswerable.filter(({ question }) => question.category !== FALSE_PRESUPPOSITION);
  const answerableEvidence = readEvidence(answerable);
  const plainEvidence = readEvidence(plain);
  if (answerableEvidence === null || plainEvidence === null) return null;

  const sorted = [...answerableEvidence].sort((a, b) => a - b);
  const steps = WRONGLY_REFUSED.map((share) => sorted[Math.floor(share * sorted.length)] ?? 0);
  const inForce = new Set([...answerable, ...plain].map(({ threshold }) => threshold));
  // Replies that went by several thresholds have none that could be marked.
  const [chosen = null] = inForce.size === 1 ? inForce : [];
  const thresholds = [...new Set([0, ...steps, ...(chosen === null ? [] : [chosen])])].sort((a, b) => a - b);
  return thresholds.map((threshold) => ({
    threshold,
    rightly: shareRefused(plainEvidence, threshold),
    wrongly: shareRefused(answerableEvidence, threshold),
    isChosen: threshold === chosen,
  }));
}

/** Null when there is nothing, or something without evidence. */
function readEvidence(outcomes: readonly { readonly evidence: number | null }[]): number[] | null {
  const known = outcomes.map(({ evidence }) => evidence).filter((evidence) => evidence !== null);
  return known.length === 0 || known.length < outcomes.length ? null : known;
}

function shareRefused(evidence: readonly number[], threshold: number): number {
  return evidence.filter((value) => value <= 0 || value < threshold).length / evidence.length;
}
