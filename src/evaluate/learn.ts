/**
 * Learns weights from questions with known answers: which passage comes first (softmax over the passages of each
 * question), and whether a question is answered at all (logistic regression). Both are convex but for several right
 * passages, small, and drawn towards where they start, so that what the questions do not tell stays as it was.
 */

import { logistic } from '../vectors.js';

/** The passages of a question by their features, and which of them are right. */
export interface RankedExample {
  readonly passages: readonly (readonly number[])[];
  readonly right: readonly boolean[];
  readonly weight: number;
}

/** A question by its features, the last of which is 1, and whether the documents answer it. */
export interface ToldExample {
  readonly features: readonly number[];
  readonly isAnswered: boolean;
  /** How much it counts beside the others; 1 where nothing is said. */
  readonly weight?: number;
}

/** Steps of Rprop (Riedmiller & Braun 1993): each weight has its own step, which grows while its slope keeps its sign. */
const STEPS = 400;
const STEP = { first: 0.02, longest: 0.5, shortest: 1e-6, growth: 1.2, shrinkage: 0.5 };

/** Weights near `start` by which a right passage comes first. `pull`: how strongly each weight is drawn to its start. */
export function learnToRank(examples: readonly RankedExample[], start: readonly number[], pull: number): number[] {
  return descend(start, [], (weights) => {
    const slopes = weights.map((weight, at) => pull * (weight - (start[at] ?? 0)));
    for (const { passages, right, weight } of examples) {
      const scores = passages.map((features) => multiply(weights, features));
      const all = softmax(scores);
      const own = softmax(scores.map((score, at) => (right[at] ? score : Number.NEGATIVE_INFINITY)));
      for (const [at, features] of passages.entries()) {
        const push = weight * ((all[at] ?? 0) - (own[at] ?? 0));
        if (push === 0) continue;
        for (const [number, value] of features.entries()) slopes[number] = (slopes[number] ?? 0) + push * value;
      }
    }
    return slopes;
  });
}

/**
 * Weights, the last of them the bias, by which the logistic function tells how likely a question is answered. `pull`: how
 * strongly each but the bias is drawn to 0; `signs`: 1 for a weight that may not fall below 0, -1 for one that may not rise
 * above, 0 or nothing for any.
 */
export function learnToTell(examples: readonly ToldExample[], pull: number, signs: readonly number[] = []): number[] {
  const start = (examples[0]?.features ?? []).map(() => 0);
  return descend(start, signs, (weights) => {
    const slopes = weights.map((weight, at) => (at === weights.length - 1 ? 0 : pull * weight));
    for (const { features, isAnswered, weight = 1 } of examples) {
      const push = weight * (logistic(multiply(weights, features)) - (isAnswered ? 1 : 0));
      for (const [number, value] of features.entries()) slopes[number] = (slopes[number] ?? 0) + push * value;
    }
    return slopes;
  });
}

function descend(
  start: readonly number[],
  signs: readonly number[],
  slopesAt: (weights: readonly number[]) => number[],
): number[] {
  const weights = [...start];
  const steps = start.map(() => STEP.first);
  let before = start.map(() => 0);
  for (let step = 0; step < STEPS; step += 1) {
    const slopes = slopesAt(weights);
    for (const [number, slope] of slopes.entries()) {
      const turned = slope * (before[number] ?? 0);
      const own = steps[number] ?? 0;
      if (turned > 0) steps[number] = Math.min(own * STEP.growth, STEP.longest);
      // Passed the lowest point: a shorter step, and none this time.
      if (turned < 0) {
        steps[number] = Math.max(own * STEP.shrinkage, STEP.shortest);
        slopes[number] = 0;
        continue;
      }
      const moved = (weights[number] ?? 0) - Math.sign(slope) * (steps[number] ?? 0);
      weights[number] = moved * (signs[number] ?? 0) < 0 ? 0 : moved;
    }
    before = slopes;
  }
  return weights;
}

function multiply(weights: readonly number[], features: readonly number[]): number {
  let sum = 0;
  for (const [number, value] of features.entries()) sum += (weights[number] ?? 0) * value;
  return sum;
}

function softmax(scores: readonly number[]): number[] {
  const most = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - most));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}
