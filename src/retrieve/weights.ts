/**
 * What a passage's score is made of, and how much each part counts. A score is the sum of features times weights: so the
 * weights can be learnt (softmax over the passages of each question, `npm run learn`), and are kept as data, one file
 * a model. Those here are for a model that nothing was learnt for.
 */

/** Each is 0 where it does not hold; the first five are z-scores over the passages that are ranked. */
export const RANKING_FEATURES = [
  // BM25, by the share of the question's words that the index knows.
  'words',
  'passage',
  'sentence',
  // The same of an English question over Chinese text.
  'passageInEnglish',
  'sentenceInEnglish',
  // The document is about the very place, and not about one around or within it.
  'samePlace',
  // The report's year is one that would hold the answer.
  'reportYear',
  // The passage's figures are about a year asked for: of 62 reports two have the place, and only one part of one the year.
  'figuresYear',
  // A question about a five-year plan finds what is said of the whole plan, and one about a year does not.
  'wholePlan',
  'wholePlanUnasked',
  // Without a year, the newest report is meant.
  'newest',
  // `现在，我代表省人民政府，向大会报告工作`: beside the title there is little else in it, so it is like any question about the place.
  'opening',
  // An entry of a report's glossary, which explains a word and states little else.
  'entry',
  // What is asked for, and the part of the report; `unsaid` is asked about a year without words for the kind.
  'resultInReview',
  'resultInTarget',
  'resultInTask',
  'targetInReview',
  'targetInTarget',
  'targetInTask',
  'targetInOther',
  'personInTarget',
  'personInTask',
  'personInOther',
  'unsaidInReview',
  'unsaidInTask',
  'unsaidInOther',
  'policyInReview',
  'policyInTarget',
  'policyInTask',
  // Nothing says what kind of thing is asked for, nor of when.
  'openInReview',
  'openInTarget',
  'openInTask',
  'meaningInEntry',
  // A passage with the very figure that is asked for, or with a part of what is asked in part.
  'askedFigure',
  // One sentence has of what is asked, by the square of the share that the index knows.
  'coverage',
  // The same whatever the index knows, and of the things that are named.
  'coverageAlone',
  'thingsAlone',
  // A number as it is asked for stands there; the most that a sentence with one has.
  'hasNumber',
  'numberCoverage',
  // A figure stands behind what is asked for.
  'figure',
] as const;
export type RankingFeature = (typeof RANKING_FEATURES)[number];
export type RankingWeights = Readonly<Record<RankingFeature, number>>;

/** Told of each feature that holds. */
export type AddFeature = (feature: RankingFeature, value: number) => void;

/** Learnt on two thirds of questions about 62 provincial and five Hubei documents, then rounded. */
export const CAREFUL_RANKING_WEIGHTS: RankingWeights = {
  words: 0.6,
  passage: 0.8,
  sentence: 0.7,
  passageInEnglish: 0.65,
  sentenceInEnglish: 1,
  samePlace: 0.5,
  reportYear: 0.7,
  figuresYear: 5,
  wholePlan: 4,
  wholePlanUnasked: -2,
  newest: 0.8,
  opening: -1.3,
  entry: -1,
  resultInReview: 2.2,
  resultInTarget: -1.2,
  resultInTask: 0,
  targetInReview: -1.6,
  targetInTarget: 3.3,
  targetInTask: -0.9,
  targetInOther: -0.7,
  personInTarget: -1.7,
  personInTask: -3,
  personInOther: 4,
  unsaidInReview: 1.5,
  unsaidInTask: -2.5,
  unsaidInOther: 1.5,
  policyInReview: 0,
  policyInTarget: 0,
  policyInTask: 0,
  openInReview: 0,
  openInTarget: 0,
  openInTask: 0,
  meaningInEntry: 0,
  askedFigure: 2,
  coverage: 3.2,
  coverageAlone: 0,
  thingsAlone: 0,
  hasNumber: 0,
  numberCoverage: 0,
  figure: 1.3,
};
