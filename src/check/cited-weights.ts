/**
 * Used to judge sentences by the passages that they cite: weights by logistic regression, written by `npm run learn:cited`.
 * Learnt on 849 claims in Chinese, each held against the passage that it is about.
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
    figureMargin: 0.172,
    figureDigits: 0.141,
    figurePlanned: -1.265,
    alignedWindow: 0.017,
    numberLackedWindow: -0.018,
    ruledFigures: 0.849,
    bias: 2.191,
  },
  ofWords: {
    back: 1.536,
    aligned: 0.716,
    alignedWindow: 0.795,
    namesLacked: -0.226,
    nameBackMost: -1.31,
    nameNear: -0.548,
    numeralLacked: -0.877,
    numberLackedWindow: -0.877,
    differsHalf: -0.605,
    nested: -0.247,
    relevance: 0.541,
    ruledWords: 0.168,
    bias: -0.385,
  },
  figuresFrom: 0.85,
  wordsFrom: 0.85,
};
