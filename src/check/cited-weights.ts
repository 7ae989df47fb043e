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
    figuresAgree: 0.683,
    figureExact: 0.026,
    figureMargin: 0.357,
    figureDigits: 0.747,
    figurePlanned: -1.419,
    substituted: 0.211,
    ruledFigures: 0.832,
    bias: 1.668,
  },
  ofWords: {
    cover: 0.207,
    coverWindow: 0.159,
    coverPassage: 0.213,
    back: 1.469,
    aligned: 0.521,
    alignedWindow: 0.605,
    unknownLacked: -0.338,
    namesLacked: -0.156,
    nameBackMost: -1.139,
    numeralLacked: -1.254,
    numberLackedWindow: -1.254,
    besideOther: -0.049,
    slipped: -0.653,
    substituted: 0.127,
    relevance: 0.647,
    ruledWords: 0.113,
    bias: 0.206,
  },
  figuresFrom: 0.6,
  wordsFrom: 0.9,
};
