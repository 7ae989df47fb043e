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
    figuresAgree: 0.531,
    figureMargin: 0.699,
    figureDigits: 0.633,
    figurePlanned: -1.383,
    aligned: 0.025,
    alignedWindow: 0.158,
    nounLacked: -0.113,
    nounsLacked: -0.038,
    numberLackedWindow: -0.127,
    substituted: 0.355,
    relevance: 0.049,
    ruledFigures: 0.986,
    bias: 1.288,
  },
  ofWords: {
    cover: 0.039,
    coverWindow: 0.091,
    coverPassage: 0.102,
    back: 1.695,
    aligned: 0.499,
    alignedWindow: 0.545,
    namesLacked: -0.296,
    nameBackMost: -1.102,
    numeralLacked: -1.187,
    numberLackedWindow: -1.187,
    besideOther: -0.351,
    slipped: -0.523,
    substituted: 0.2,
    relevance: 0.651,
    ruledWords: 0.446,
    bias: -0.211,
  },
  figuresFrom: 0.6,
  wordsFrom: 0.85,
};
