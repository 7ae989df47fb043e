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
    figuresAgree: 0.538,
    figureMargin: 0.686,
    figureDigits: 0.641,
    figurePlanned: -1.385,
    aligned: 0.031,
    alignedWindow: 0.145,
    nounLacked: -0.117,
    nounsLacked: -0.041,
    numberLackedWindow: -0.102,
    substituted: 0.404,
    relevance: 0.055,
    ruledFigures: 0.976,
    bias: 1.298,
  },
  ofWords: {
    cover: 0.031,
    coverWindow: 0.083,
    coverPassage: 0.096,
    back: 1.68,
    aligned: 0.482,
    alignedWindow: 0.53,
    namesLacked: -0.284,
    nameBackMost: -1.099,
    numeralLacked: -1.186,
    numberLackedWindow: -1.186,
    besideOther: -0.354,
    slipped: -0.524,
    substituted: 0.2,
    relevance: 0.705,
    ruledWords: 0.448,
    bias: -0.218,
  },
  figuresFrom: 0.6,
  wordsFrom: 0.85,
};
