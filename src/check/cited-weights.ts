/**
 * Used to judge sentences by the passages that they cite: weights by logistic regression, written by `npm run learn:cited`.
 * Learnt on 872 claims in Chinese, each held against the passage that it is about.
 */

export interface CitedWeights {
  /** How near a sentence with figures, and one without, is to what it cites. */
  readonly ofFigures: Readonly<Record<string, number>>;
  readonly ofWords: Readonly<Record<string, number>>;
  /** Likelihoods from which on it is let through. */
  readonly figuresFrom: number;
  readonly wordsFrom: number;
}

export const CITED_WEIGHTS: CitedWeights = {
  ofFigures: {
    figuresAgree: 0.685,
    figureExact: 0.025,
    figureMargin: 0.36,
    figureDigits: 0.743,
    figurePlanned: -1.427,
    substituted: 0.287,
    ruledFigures: 0.795,
    bias: 1.692,
  },
  ofWords: {
    cover: 0.247,
    coverWindow: 0.199,
    coverPassage: 0.257,
    back: 1.477,
    aligned: 0.479,
    alignedWindow: 0.435,
    unknownLacked: -0.069,
    namesLacked: -0.195,
    nameBackMost: -1.347,
    numeralLacked: -1.311,
    numberLackedWindow: -1.311,
    slipped: -0.607,
    substituted: 0.161,
    relevance: 0.646,
    ruledWords: 0.226,
    bias: 0.132,
  },
  figuresFrom: 0.6,
  wordsFrom: 0.85,
};
