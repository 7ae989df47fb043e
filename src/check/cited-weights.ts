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
    figureDigits: 0.532,
    figurePlanned: -1.52,
    substituted: 0.148,
    ruledFigures: 0.584,
    bias: 3.094,
  },
  ofWords: {
    cover: 0.159,
    coverWindow: 0.112,
    coverPassage: 0.16,
    back: 1.338,
    aligned: 0.597,
    alignedWindow: 0.493,
    rarestFound: 0.063,
    unknownLacked: -0.362,
    namesLacked: -0.236,
    nameBackMost: -1.22,
    numeralLacked: -1.177,
    numberLackedWindow: -1.177,
    besideOther: -0.045,
    slipped: -0.661,
    substituted: 0.124,
    relevance: 0.644,
    ruledWords: 0.102,
    bias: 0.473,
  },
  figuresFrom: 0.6,
  wordsFrom: 0.9,
};
