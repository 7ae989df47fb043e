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
    cover: 0.27,
    coverWindow: 0.337,
    coverPassage: 0.258,
    back: 1.5,
    aligned: 0.969,
    alignedWindow: 0.917,
    unknownLacked: -0.149,
    namesLacked: -0.383,
    nameBackMost: -1.022,
    numeralLacked: -0.999,
    numberLackedWindow: -0.999,
    besideOther: -1.062,
    crossed: -0.153,
    substituted: 0.107,
    relevance: 0.866,
    ruledWords: 0.343,
    bias: 0.056,
  },
  figuresFrom: 0.85,
  wordsFrom: 0.8,
};
