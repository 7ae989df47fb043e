/**
 * Used to judge sentences by the passages that they cite: weights by logistic regression, written by `npm run learn:cited`.
 * Learnt on 871 claims in Chinese, each held against the passage that it is about.
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
    figuresAgree: 0.709,
    figureExact: 0.651,
    figureMargin: 0.715,
    figureDigits: 0.464,
    figureLoose: 0.181,
    figurePlanned: -0.635,
    substituted: 0.392,
    ruledFigures: 0.468,
    ruledAgainst: -0.618,
    statedNear: 0.743,
    statedTerm: 0.407,
    statedApart: -0.962,
    bias: 1.267,
  },
  ofWords: {
    cover: 0.272,
    coverWindow: 0.34,
    coverPassage: 0.261,
    back: 1.502,
    aligned: 0.971,
    alignedWindow: 0.919,
    unknownLacked: -0.151,
    namesLacked: -0.385,
    nameBackMost: -1.022,
    numeralLacked: -0.998,
    numberLackedWindow: -0.998,
    besideOther: -1.061,
    crossed: -0.153,
    substituted: 0.107,
    relevance: 0.86,
    ruledWords: 0.342,
    bias: 0.053,
  },
  figuresFrom: 0.8,
  wordsFrom: 0.8,
};
