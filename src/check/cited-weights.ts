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
    figuresAgree: 0.548,
    figureExact: 0.045,
    figureMargin: 1.115,
    figureDigits: 0.222,
    figurePlanned: -0.876,
    nounLacked: -0.215,
    nounsLacked: -0.095,
    namesLacked: -0.011,
    numberLackedWindow: -0.222,
    substituted: 0.285,
    relevance: 0.093,
    ruledFigures: 1.123,
    bias: 1.78,
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
