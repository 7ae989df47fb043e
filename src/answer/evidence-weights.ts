/**
 * What tells whether a question is answered, and how much each part counts: the logistic function of features times
 * weights. Both are learnt (`npm run learn`) and kept as data, one file a model; those here are for a model that nothing
 * was learnt for, and go by words alone, since cosines of two models do not compare.
 */

import { logistic } from '../vectors.js';

/** Each about 0 to 1; a statement is a sentence of the best passages. */
export const EVIDENCE_FEATURES = [
  'english',
  // The most that one statement has of what is asked; of those with a number and a time as asked for.
  'coverage',
  'together',
  // The heaviest thing asked for that the best of those lacks.
  'lacks',
  // None has such a number; none such a time.
  'noNumber',
  'noTime',
  // The same of the things that are named: in one statement, as what a figure is about.
  'thingsTogether',
  'thingsInFact',
  'pairsInFact',
  // No figure is in the unit asked for and of its place, year and kind; what the sentences of those that are have of the question.
  'noFit',
  'fitCoverage',
  'fitThings',
  // What is asked for and stands nowhere in the documents about the place; things in no passage that was ranked.
  'absentMost',
  'thingsAbsentMost',
  // A thing is named by a noun that stands in no document at all.
  'unknownNoun',
  // What reports seldom tell, where no passage found has its word.
  'priceAbsent',
  'privateAbsent',
  'endingAbsent',
  'asksAdvice',
  'noSpeaker',
  // Words in common with one passage, by their mass; none that says what the question is about.
  'matched',
  'noWord',
  'leadWithoutWord',
  // Cosines lie elsewhere across languages.
  'similarity',
  'similarityInEnglish',
  'passageSimilarity',
  'passageSimilarityInEnglish',
  'lead',
  'leadInEnglish',
  // How much less alike the best sentence is than those of most questions that are answered.
  'far',
  'farInEnglish',
  // How far the best passages stand above all, and above the fifth.
  'standsOutByWords',
  'standsOutByPassage',
  'gap',
  // What is asked.
  'asksNumber',
  'indicator',
  'indicatorFigures',
  'indicatorMissing',
  // A place that no report is about, in one that some are about.
  'surrounded',
  'surroundedCoverage',
  'surroundedThings',
  // No place, of documents about several provinces.
  'noPlace',
  'firstPerson',
  'terms',
  'asksPolicy',
  'asksTarget',
  'asksDate',
  'asksMeaning',
] as const;
export type EvidenceFeature = (typeof EVIDENCE_FEATURES)[number];
export type EvidenceFeatures = Readonly<Record<EvidenceFeature, number>>;
/** Those that are measured; how far is told by what is usual. */
export type SeenEvidence = Omit<EvidenceFeatures, 'far' | 'farInEnglish'>;

/**
 * Who names neither place nor year may ask about anything: below these a question is about something else. What was
 * learnt rests on reports of many provinces, where naming none says enough, and is too kind in an index of one.
 */
export interface ElsewhereLimits {
  /** Words in common and cosine, where both are low. */
  readonly matched: number;
  readonly similarity: number;
  /** Cosine of an English question, over Chinese text. */
  readonly inEnglish: number;
  /** Cosine and lead of a question without a word that the documents have. */
  readonly withoutWord: { readonly similarity: number; readonly lead: number };
}

/** Cosines that three of four answered questions reach with their best sentence. */
export interface UsualSimilarity {
  readonly inChinese: number;
  /** Of an English question, over Chinese text. */
  readonly inEnglish: number;
}

export interface EvidenceDecider {
  readonly bias: number;
  /** A question that is less likely answered is refused. */
  readonly threshold: number;
  readonly weights: EvidenceFeatures;
}

export interface EvidenceWeights extends EvidenceDecider {
  /**
   * Learnt on questions about things that no report tells of, as the others are on those that reports nearly answer: what tells
   * the one sort is not what tells the other. Null for a model that nothing was learnt for.
   */
  readonly strange: EvidenceDecider | null;
  /** Null likewise: then nothing is far. */
  readonly usual: UsualSimilarity | null;
  /** Found by hand for one model, whose cosines they are; null for the others. */
  readonly elsewhere: ElsewhereLimits | null;
}

/**
 * Those learnt for the bundled model without what goes by cosines, whose mean is in the bias; half of its threshold so that little is
 * refused wrongly.
 */
export const CAREFUL_EVIDENCE_WEIGHTS: EvidenceWeights = {
  bias: -1.98,
  threshold: 0.25,
  strange: null,
  usual: null,
  elsewhere: null,
  weights: {
    english: 0.72,
    coverage: -0.05,
    together: 2.2,
    lacks: 1.04,
    noNumber: 1.16,
    noTime: -1.72,
    thingsTogether: 0.4,
    thingsInFact: 1.71,
    pairsInFact: 0.16,
    noFit: 0,
    fitCoverage: 0,
    fitThings: 0,
    absentMost: -2.07,
    thingsAbsentMost: -0.78,
    unknownNoun: 0,
    priceAbsent: -4.88,
    privateAbsent: -2.88,
    endingAbsent: -5.59,
    asksAdvice: -2.03,
    noSpeaker: -3.43,
    matched: -0.97,
    noWord: -1.03,
    leadWithoutWord: 0,
    similarity: 0,
    similarityInEnglish: 0,
    passageSimilarity: 0,
    passageSimilarityInEnglish: 0,
    lead: 0,
    leadInEnglish: 0,
    far: 0,
    farInEnglish: 0,
    standsOutByWords: -0.08,
    standsOutByPassage: 0.14,
    gap: 0.18,
    asksNumber: -0.96,
    indicator: -0.2,
    indicatorFigures: 0.07,
    indicatorMissing: -2.9,
    surrounded: -1.54,
    surroundedCoverage: -2.24,
    surroundedThings: 1.21,
    noPlace: -2.16,
    firstPerson: -0.19,
    terms: 1.33,
    asksPolicy: -0.19,
    asksTarget: 0.8,
    asksDate: -1.86,
    asksMeaning: 1.43,
  },
};

/** How likely the question is answered, 0 to 1. */
export function weighEvidence(
  features: EvidenceFeatures,
  { bias, weights }: Pick<EvidenceDecider, 'bias' | 'weights'>,
): number {
  const sum = EVIDENCE_FEATURES.reduce((total, feature) => total + weights[feature] * features[feature], bias);
  return logistic(sum);
}

/** Adds how far the best sentence is from the usual. */
export function measureDistance(seen: SeenEvidence, usual: UsualSimilarity | null): EvidenceFeatures {
  const isEnglish = seen.english === 1;
  const below = (limit: number, similarity: number): number => Math.max(0, limit - similarity);
  return {
    ...seen,
    far: usual === null || isEnglish ? 0 : below(usual.inChinese, seen.similarity),
    farInEnglish: usual === null || !isEnglish ? 0 : below(usual.inEnglish, seen.similarityInEnglish),
  };
}

/** How likely the question is answered, and what it must reach: of the two decisions the one that refuses it. */
export function judgeEvidence(
  features: EvidenceFeatures,
  { strange, ...weights }: EvidenceWeights,
): { evidence: number; threshold: number } {
  const { threshold } = weights;
  const evidence = weighEvidence(features, weights);
  if (strange === null || evidence < threshold) return { evidence, threshold };
  const told = weighEvidence(features, strange);
  return told < strange.threshold ? { evidence: told, threshold: strange.threshold } : { evidence, threshold };
}
