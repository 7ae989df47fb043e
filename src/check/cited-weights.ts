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
    figuresAgree: 0.713,
    figureExact: 0.497,
    figureMargin: 0.474,
    figureDigits: 0.738,
    figureLoose: 0.202,
    figurePlanned: -1.276,
    substituted: 0.485,
    ruledFigures: 0.632,
    ruledAgainst: -0.486,
    statedNear: 0.871,
    statedTerm: 0.423,
    statedApart: -0.914,
    bias: 1.004,
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
