/** What is learnt from examples made so that the right weights are known. */

import { describe, expect, it } from 'vitest';
import { learnToRank, learnToTell } from '../../src/evaluate/learn.js';

describe('learnToRank', () => {
  const examples = Array.from({ length: 20 }, (_, number) => ({
    // The second feature is that of the right passage; the first is noise.
    passages: [
      [number % 3, 0],
      [number % 2, 1],
      [(number + 1) % 3, 0],
    ],
    right: [false, true, false],
    weight: 1,
  }));
  const score = (weights: readonly number[], passage: readonly number[] | undefined): number =>
    (passage ?? []).reduce((sum, value, at) => sum + value * (weights[at] ?? 0), 0);

  it('puts the right passage first', () => {
    const weights = learnToRank(examples, [1, 0], 0.1);
    for (const { passages } of examples) {
      expect(score(weights, passages[1])).toBeGreaterThan(score(weights, passages[0]));
      expect(score(weights, passages[1])).toBeGreaterThan(score(weights, passages[2]));
    }
  });

  it('keeps to where it began where nothing is told, or where it is drawn there strongly', () => {
    expect(learnToRank([], [0.5, -2], 1)).toEqual([0.5, -2]);
    const weights = learnToRank(examples, [1, 0], 1e6);
    expect(weights[0]).toBeCloseTo(1, 2);
    expect(weights[1]).toBeCloseTo(0, 2);
  });
});

describe('learnToTell', () => {
  it('tells likely from unlikely, and by the bias how likely at all', () => {
    const examples = Array.from({ length: 40 }, (_, number) => ({
      features: [number % 2, 1],
      // Of those with the feature three of four are answered, of the others one of four.
      isAnswered: number % 2 === 1 ? number % 8 !== 1 : number % 8 === 0,
    }));
    const [weight = 0, bias = 0] = learnToTell(examples, 0);
    const likelihood = (value: number): number => 1 / (1 + Math.exp(-(weight * value + bias)));
    expect(likelihood(1)).toBeCloseTo(0.75, 2);
    expect(likelihood(0)).toBeCloseTo(0.25, 2);
  });
});
