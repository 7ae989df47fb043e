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
    cover: 0.07,
    coverWindow: 0.086,
    coverPassage: 0.096,
    back: 1.651,
    aligned: 0.486,
    alignedWindow: 0.431,
    unknownLacked: -0.233,
    namesLacked: -0.257,
    nameBackMost: -1.226,
    numeralLacked: -1.086,
    numberLackedWindow: -1.086,
    besideOther: -0.27,
    slipped: -0.596,
    substituted: 0.158,
    relevance: 0.74,
    ruledWords: 0.253,
    bias: 0.238,
  },
  figuresFrom: 0.6,
  wordsFrom: 0.9,
};
