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
    figureMargin: 0.242,
    figurePlanned: -1.186,
    nested: -0.412,
    ruledFigures: 1.097,
    bias: 1.934,
  },
  ofWords: {
    back: 1.549,
    aligned: 0.657,
    alignedWindow: 0.725,
    rarestFound: 0.006,
    namesLacked: -0.24,
    nameBackMost: -1.364,
    nameNear: -0.537,
    numeralLacked: -0.909,
    numberLackedWindow: -0.909,
    differsHalf: -0.955,
    nested: -0.237,
    relevance: 0.538,
    ruledWords: 0.183,
    bias: -0.302,
  },
  figuresFrom: 0.75,
  wordsFrom: 0.75,
};
