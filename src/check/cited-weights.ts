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
    figureMargin: 0.169,
    figureDigits: 0.179,
    figurePlanned: -1.274,
    alignedWindow: 0.009,
    numberLackedWindow: -0.029,
    ruledFigures: 0.82,
    bias: 2.216,
  },
  ofWords: {
    back: 1.536,
    aligned: 0.704,
    alignedWindow: 0.778,
    namesLacked: -0.251,
    nameBackMost: -1.33,
    nameNear: -0.545,
    numeralLacked: -0.926,
    numberLackedWindow: -0.926,
    differsHalf: -0.731,
    nested: -0.246,
    relevance: 0.534,
    ruledWords: 0.169,
    bias: -0.344,
  },
  figuresFrom: 0.85,
  wordsFrom: 0.85,
};
