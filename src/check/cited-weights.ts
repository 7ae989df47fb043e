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
    figuresAgree: 0.741,
    figureMargin: 0.63,
    figureDigits: 0.782,
    figureLoose: 0.183,
    figurePlanned: -1.506,
    substituted: 0.192,
    relevance: 0.013,
    ruledFigures: 0.71,
    statedNear: 0.541,
    statedTerm: 0.547,
    statedApart: -0.816,
    bias: 1.14,
  },
  ofWords: {
    cover: 0.132,
    coverWindow: 0.147,
    coverPassage: 0.152,
    back: 1.566,
    aligned: 0.433,
    alignedWindow: 0.419,
    unknownLacked: -0.267,
    namesLacked: -0.314,
    nameBackMost: -1.155,
    numeralLacked: -1.115,
    numberLackedWindow: -1.115,
    besideOther: -0.324,
    slipped: -0.63,
    substituted: 0.144,
    relevance: 0.749,
    ruledWords: 0.65,
    bias: 0.225,
  },
  figuresFrom: 0.8,
  wordsFrom: 0.87,
};
