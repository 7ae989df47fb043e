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
    figuresAgree: 0.74,
    figureMargin: 0.634,
    figureDigits: 0.779,
    figureLoose: 0.184,
    figurePlanned: -1.506,
    substituted: 0.193,
    relevance: 0.019,
    ruledFigures: 0.708,
    statedNear: 0.538,
    statedTerm: 0.54,
    statedApart: -0.816,
    bias: 1.134,
  },
  ofWords: {
    cover: 0.345,
    coverWindow: 0.346,
    coverPassage: 0.336,
    back: 1.502,
    aligned: 0.938,
    alignedWindow: 0.812,
    unknownLacked: -0.119,
    namesLacked: -0.446,
    nameBackMost: -1.068,
    numeralLacked: -0.926,
    numberLackedWindow: -0.926,
    besideOther: -0.718,
    substituted: 0.056,
    relevance: 0.843,
    ruledWords: 0.34,
    bias: 0.031,
  },
  figuresFrom: 0.85,
  wordsFrom: 0.9,
};
