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
    figuresAgree: 0.648,
    figureMargin: 0.572,
    figureDigits: 0.305,
    figurePlanned: -1.283,
    numberLackedWindow: -0.039,
    substituted: 0.457,
    ruledFigures: 1.202,
    bias: 1.181,
  },
  ofWords: {
    back: 1.615,
    aligned: 0.608,
    alignedWindow: 0.69,
    namesLacked: -0.145,
    nameBackMost: -1.237,
    nameNear: -0.589,
    numeralLacked: -0.89,
    numberLackedWindow: -0.89,
    differsHalf: -0.994,
    nested: -0.232,
    substituted: 0.301,
    relevance: 0.693,
    ruledWords: 0.548,
    bias: -0.694,
  },
  figuresFrom: 0.85,
  wordsFrom: 0.85,
};
