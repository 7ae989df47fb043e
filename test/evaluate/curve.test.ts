/** The curve of refusals for evidence made up by hand. */

import { describe, expect, it } from 'vitest';
import type { Outcome, Outcomes } from '../../src/evaluate/contract.js';
import { drawCurve } from '../../src/evaluate/curve.js';

function outcomeOf<Question>(question: Question, evidence: number | null, threshold: number | null) {
  const status = 'answered';
  return { question, status, refused: false, first: null, tookMs: 1, evidence, threshold } satisfies Outcome<Question>;
}

function outcomes(
  answerable: readonly (number | null)[],
  unanswerable: readonly (number | null)[],
  threshold: number | null = 0.3,
  category = 'other_year',
): Outcomes {
  const common = { id: 'q', language: 'zh', question: '？' };
  return {
    answerable: answerable.map((evidence) => ({
      ...outcomeOf({ ...common, type: 'figure', parts: [], must: [] }, evidence, threshold),
      ranks: [1],
      holdsAll: null,
    })),
    unanswerable: unanswerable.map((evidence) => outcomeOf({ ...common, category }, evidence, threshold)),
  };
}

/** 0.01, 0.02 … 1. */
const HUNDRED = Array.from({ length: 100 }, (_, number) => (number + 1) / 100);

describe('drawCurve', () => {
  it('has a point for each step of answerable questions refused, and for the rules alone', () => {
    const curve = drawCurve(outcomes(HUNDRED, [0, 0.015, 0.045, 0.5], null));
    expect(curve?.slice(0, 4)).toEqual([
      { threshold: 0, rightly: 0.25, wrongly: 0, isChosen: false },
      { threshold: 0.01, rightly: 0.25, wrongly: 0, isChosen: false },
      { threshold: 0.02, rightly: 0.5, wrongly: 0.01, isChosen: false },
      { threshold: 0.03, rightly: 0.5, wrongly: 0.02, isChosen: false },
    ]);
    expect(curve?.at(-1)).toEqual({ threshold: 0.21, rightly: 0.75, wrongly: 0.2, isChosen: false });
    expect(curve?.some(({ isChosen }) => isChosen)).toBe(false);
  });

  it('never refuses more of the answerable questions than a step allows, though many have the same evidence', () => {
    const curve = drawCurve(outcomes([0.1, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.9], [0.4], null));
    expect(curve?.map(({ threshold, wrongly }) => [threshold, wrongly])).toEqual([
      [0, 0],
      [0.1, 0],
      [0.5, 0.1],
    ]);
  });

  it('marks the threshold in force, and none when the replies went by several', () => {
    const chosen = drawCurve(outcomes([0.5, 0.9], [0.2], 0.3))?.filter(({ isChosen }) => isChosen);
    expect(chosen).toEqual([{ threshold: 0.3, rightly: 1, wrongly: 0, isChosen: true }]);
    const [one, other] = [outcomes([0.5], [0.2], 0.3), outcomes([0.9], [0.1], 0.4)];
    const both = {
      answerable: [...one.answerable, ...other.answerable],
      unanswerable: [...one.unanswerable, ...other.unanswerable],
    };
    expect(drawCurve(both)?.some(({ isChosen }) => isChosen)).toBe(false);
  });

  it('leaves false presuppositions out', () => {
    const plain = outcomes([0.5], [0.2]);
    const unanswerable = [...plain.unanswerable, ...outcomes([], [0.9], 0.3, 'false_presupposition').unanswerable];
    expect(drawCurve({ ...plain, unanswerable })).toEqual(drawCurve(plain));
  });

  it('is not there without evidence, or without one of the two kinds of question', () => {
    expect(drawCurve(outcomes([0.5, null], [0.2]))).toBeNull();
    expect(drawCurve(outcomes([0.5], [null]))).toBeNull();
    expect(drawCurve(outcomes([], [0.2]))).toBeNull();
    expect(drawCurve(outcomes([0.5], []))).toBeNull();
  });
});
