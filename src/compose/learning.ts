/**
 * Learns the weights of ranking and of refusing for the configured model, from folders of questions with known answers.
 * Each question is judged by weights learnt without its province; what is kept is learnt on all of them. Of ranking what
 * is reported so holds for others. Of refusing it is somewhat kind: the passages that it goes by were ranked by weights
 * learnt on all, and the scales of the features and the thresholds come from all too.
 */

import path from 'node:path';
import {
  type ElsewhereLimits,
  EVIDENCE_FEATURES,
  type EvidenceFeatures,
  measureDistance,
  type UsualSimilarity,
  weighEvidence,
} from '../answer/evidence-weights.js';
import { examine } from '../answer/refuse.js';
import type { Embedder } from '../embed/contract.js';
import { readEvaluationFolder } from '../evaluate/folder.js';
import { learnToRank, learnToTell, type RankedExample } from '../evaluate/learn.js';
import { type AnswerableQuestion, type QuestionSet, UNSTATED } from '../evaluate/questions.js';
import { createPlaceTest, isOfFile } from '../evaluate/right-answers.js';
import { detectLanguage } from '../lexicon/language.js';
import type { Ranking } from '../retrieve/contract.js';
import { NO_FILTERS, provinceOf } from '../retrieve/filters.js';
import { interleave } from '../retrieve/sides.js';
import { CAREFUL_RANKING_WEIGHTS, RANKING_FEATURES } from '../retrieve/weights.js';
import type { Config } from '../settings/config.js';
import {
  CAREFUL_CALIBRATION,
  type Calibration,
  type LearntCalibration,
  readCalibration,
  writeCalibration,
} from './calibration.js';
import { openEmbedder } from './indexing.js';
import { type OpenIndex, openIndex } from './service.js';

/** Questions and the index that they are asked of. */
export interface LearningFolder {
  readonly folder: string;
  readonly index: string;
}

interface Learner extends LearningFolder {
  readonly questions: QuestionSet;
  /** No question of the folder is answered: they are about things that no report tells of. */
  readonly isStrange: boolean;
  /** They are queries of a collection, which name no place: they are asked about those of the index. */
  readonly isOfCollection: boolean;
}

/** A passage of a ranking, with the parts of the answer that it holds. */
interface SeenPassage {
  readonly features: readonly number[];
  readonly parts: readonly number[];
  readonly side: number | null;
}

/** What a question showed. */
interface Seen {
  /** Province, or the question itself where none is known: nothing of one is learnt from and judged by. */
  readonly group: string;
  readonly isAnswered: boolean;
  readonly parts: number;
  readonly passages: readonly SeenPassage[];
  /** Null when a rule decides, or nothing was found. */
  readonly features: EvidenceFeatures | null;
  readonly isRefusedByRule: boolean;
  /** Whether it is about something else, which counts as no evidence. */
  readonly isElsewhere: boolean;
  readonly namesPlace: boolean;
  /** One of a folder of which none is answered. */
  readonly isStrange: boolean;
}

const FOLDS = 3;
/** How strongly a weight is drawn to the careful one, or to nothing; chosen so that questions held back fare best. */
const PULL = { ranking: 1, evidence: 10 };
/** Passages of a ranking that are learnt from; those below were not read sentence by sentence. */
const LEARNT_FROM = 30;
const SHOWN = 5;
/**
 * Share of answered questions whose refusal is put up with: at .03 one of fifty more of the others is refused, and
 * of questions about kinds of documents that were not learnt on twice as many are refused wrongly.
 */
const WRONGLY = 0.025;
/** The same of things that no report tells of: at .02 two more of 411 answered questions are refused, and one more of 130 others. */
const WRONGLY_AS_STRANGE = 0.015;
/** Share of answered questions that are no nearer to their best sentence than is usual. */
const UNUSUAL = 0.25;
/** Queries that are taken of a collection. */
const MOST_QUERIES = 60;
const CURVE = [0.01, 0.02, 0.03, 0.04, 0.05, 0.06, 0.08, 0.1, 0.15];
const DIGITS = 4;

/** Writes what was learnt and returns it with its file. Throws what reading folders and opening indexes throws. */
export async function learnCalibration(
  config: Config,
  folders: readonly LearningFolder[],
  onProgress: (done: number, total: number) => void = () => {},
): Promise<{ file: string; learnt: LearntCalibration }> {
  const learners: Learner[] = [];
  for (const each of folders) learners.push({ ...each, ...(await readQuestions(each.folder)) });
  const total = 2 * learners.reduce((sum, { questions }) => sum + countQuestions(questions), 0);
  let done = 0;
  const tick = (): void => onProgress(++done, total);
  const embedder = await openEmbedder(config);
  try {
    // Found by hand and not learnt: what the model has of them stays.
    const { elsewhere } = (await readCalibration(embedder.modelId)).evidence;
    const careful = { ...CAREFUL_CALIBRATION, evidence: { ...CAREFUL_CALIBRATION.evidence, elsewhere } };
    const first = (await askAll(learners, embedder, careful, tick)).filter(({ isStrange }) => !isStrange);
    const start = RANKING_FEATURES.map((feature) => CAREFUL_RANKING_WEIGHTS[feature]);
    const learnRanking = (seen: readonly Seen[]): number[] => learnToRank(listRanked(seen), start, PULL.ranking);
    const judged = crossJudge(first, learnRanking);
    const ranking = named(RANKING_FEATURES, learnRanking(first).map(round));
    // What refusing goes by stands on the ranking, and is asked anew.
    const second = await askAll(learners, embedder, { ...careful, ranking }, tick);
    const { evidence, ...refusals } = learnEvidence(second, elsewhere);
    const learnt: LearntCalibration = {
      model: embedder.modelId,
      learntOn: learners.map(({ folder, questions }) => ({
        folder: path.basename(folder),
        answered: questions.answerable.length,
        unanswered: questions.unanswerable.length,
      })),
      reaches: { before: measure(first.map((seen) => [seen, start])), after: measure(judged), ...refusals },
      ranking,
      evidence,
    };
    return { file: await writeCalibration(learnt), learnt };
  } finally {
    await embedder.close();
  }
}

/** Questions of a folder; of a collection some of its queries, which nothing in an index of reports answers. */
async function readQuestions(folder: string): Promise<Omit<Learner, keyof LearningFolder>> {
  const read = await readEvaluationFolder(folder);
  if (read.kind === 'questions') {
    const { questions } = read;
    return { questions, isStrange: questions.answerable.length === 0, isOfCollection: false };
  }
  const queries = read.collection.queries.filter(({ text }) => text.trim() !== '');
  const step = Math.max(1, Math.floor(queries.length / MOST_QUERIES));
  const unanswerable = queries
    .filter((_, at) => at % step === 0)
    .slice(0, MOST_QUERIES)
    .map(({ id, text }) => ({ id, language: detectLanguage(text), category: UNSTATED, question: text }));
  return { questions: { answerable: [], unanswerable }, isStrange: true, isOfCollection: true };
}

/** Asked about a place that documents are about, as readers do: of one that names none a rule decides. */
function askOfPlace(question: string, language: string, { snapshot, gazetteer }: OpenIndex, turn: number): string {
  const regions = [...new Set(snapshot.documents.flatMap(({ metadata }) => metadata.region ?? []))];
  const place = gazetteer.resolve(regions[turn % Math.max(1, regions.length)] ?? '');
  if (place === null) return question;
  return language === 'en' ? `In ${gazetteer.nameInEnglish(place)}, ${question}` : `${place.name}${question}`;
}

async function askAll(
  learners: readonly Learner[],
  embedder: Embedder,
  calibration: Calibration,
  tick: () => void,
): Promise<Seen[]> {
  const seen: Seen[] = [];
  for (const { index, questions, isStrange, isOfCollection } of learners) {
    const opened = await openIndex(index, embedder, { calibration });
    for (const asked of [...questions.answerable, ...questions.unanswerable]) {
      const question = isOfCollection
        ? askOfPlace(asked.question, asked.language, opened, seen.length)
        : asked.question;
      const ranking = await opened.retriever.retrieve(question, NO_FILTERS);
      seen.push({ ...describe({ ...asked, question }, ranking, opened), isStrange });
      tick();
    }
  }
  return seen;
}

function describe(
  question: QuestionSet['unanswerable'][number] | AnswerableQuestion,
  ranking: Ranking,
  { snapshot, gazetteer, glossary, tokenizer, calibration }: OpenIndex,
): Omit<Seen, 'isStrange'> {
  const parts = 'parts' in question ? question.parts : [];
  const tests = parts.map(({ places }) => createPlaceTest(places));
  const passages = ranking.passages.map(({ passage, features, side }): SeenPassage => {
    const { source } = snapshot.passageAt(passage).document;
    const found = { source, text: snapshot.passageText(passage) };
    return {
      features: RANKING_FEATURES.map((feature) => features[feature] ?? 0),
      parts: tests.flatMap((holds, part) => (holds(found) ? part : [])),
      side,
    };
  });
  const examined =
    ranking.passages.length === 0
      ? null
      : examine(
          { question: question.question, ranking, snapshot, gazetteer, glossary, tokenizer },
          calibration.evidence,
        );
  const file = parts[0]?.places[0].doc;
  const about =
    file === undefined ? null : snapshot.documents.find(({ source }) => isOfFile(source, file))?.metadata.region;
  const region = about ? gazetteer.resolve(about) : (ranking.understood.regions[0] ?? null);
  return {
    group: region === null ? question.id : provinceOf(region),
    isAnswered: 'parts' in question,
    parts: parts.length,
    passages,
    features: examined?.decided === null ? examined.features : null,
    isRefusedByRule: examined === null || (examined.decided?.refused ?? false),
    isElsewhere: examined?.isElsewhere ?? false,
    namesPlace: ranking.understood.regions.length > 0,
  };
}

/** Each question with the weights learnt without its province. */
function crossJudge(seen: readonly Seen[], learn: (seen: readonly Seen[]) => number[]): [Seen, readonly number[]][] {
  const groups = [...new Set(seen.map(({ group }) => group))].sort();
  const foldOf = ({ group }: Seen): number => groups.indexOf(group) % FOLDS;
  return Array.from({ length: FOLDS }, (_, fold) => fold).flatMap((fold) => {
    const weights = learn(seen.filter((each) => foldOf(each) !== fold));
    return seen.filter((each) => foldOf(each) === fold).map((each): [Seen, readonly number[]] => [each, weights]);
  });
}

/** One example a part of the answer: each is to come first, and several cannot come first together. */
function listRanked(seen: readonly Seen[]): RankedExample[] {
  return seen.flatMap((each) => {
    const passages = each.passages.slice(0, LEARNT_FROM);
    return Array.from({ length: each.parts }, (_, part) => part).flatMap((part) => {
      const right = passages.map(({ parts }) => parts.includes(part));
      if (!right.includes(true)) return [];
      return { passages: passages.map(({ features }) => features), right, weight: 1 / each.parts };
    });
  });
}

function measure(judged: readonly (readonly [Seen, readonly number[]])[]): { hitAt1: number; completeAt5: number } {
  const answered = judged.filter(([{ isAnswered }]) => isAnswered);
  const count = Math.max(1, answered.length);
  const orders = answered.map(([seen, weights]) => ({ seen, order: putInOrder(seen, weights) }));
  const isComplete = ({ seen, order }: (typeof orders)[number]): boolean =>
    new Set(order.slice(0, SHOWN).flatMap(({ parts }) => parts)).size === seen.parts;
  return {
    hitAt1: round(orders.filter(({ order }) => (order[0]?.parts.length ?? 0) > 0).length / count),
    completeAt5: round(orders.filter(isComplete).length / count),
  };
}

function putInOrder({ passages }: Seen, weights: readonly number[]): SeenPassage[] {
  const scored = passages.map((passage) => ({
    passage,
    score: passage.features.reduce((sum, value, at) => sum + value * (weights[at] ?? 0), 0),
  }));
  const sides = [...new Set(passages.map(({ side }) => side))];
  const rankings = sides.map((side) =>
    scored.filter(({ passage }) => passage.side === side).sort((a, b) => b.score - a.score),
  );
  return interleave(rankings, ({ passage }) => passages.indexOf(passage)).map(({ passage }) => passage);
}

type Refusals = Pick<LearntCalibration['reaches'], 'refused' | 'refusedAsStrange'>;

function learnEvidence(
  seen: readonly Seen[],
  elsewhere: ElsewhereLimits | null,
): Pick<LearntCalibration, 'evidence'> & Refusals {
  const usual = findUsual(seen);
  const measured = seen.map((each) => ({
    ...each,
    features: each.features === null ? null : measureDistance(each.features, usual),
  }));
  const near = learnToRefuse(
    measured.filter(({ isStrange }) => !isStrange),
    WRONGLY,
  );
  const strange = learnToRefuse(
    measured.filter(({ isStrange, isAnswered, namesPlace }) => namesPlace && (isStrange || isAnswered)),
    WRONGLY_AS_STRANGE,
  );
  const hasStrange = seen.some(({ isStrange }) => isStrange);
  return {
    evidence: { ...near.decider, strange: hasStrange ? strange.decider : null, usual, elsewhere },
    refused: near.refused,
    refusedAsStrange: hasStrange ? strange.refused : [],
  };
}

/** The lower quartile of answered questions, by language. */
function findUsual(seen: readonly Seen[]): UsualSimilarity {
  const lowerQuartile = (language: number, similarityOf: (features: EvidenceFeatures) => number): number => {
    const own = seen
      .flatMap(({ isAnswered, features }) =>
        isAnswered && features?.english === language ? similarityOf(features) : [],
      )
      .sort((a, b) => a - b);
    return round(own[Math.floor(UNUSUAL * own.length)] ?? 0);
  };
  return {
    inChinese: lowerQuartile(0, ({ similarity }) => similarity),
    inEnglish: lowerQuartile(1, ({ similarityInEnglish }) => similarityInEnglish),
  };
}

/** `wrongly`: share of answered questions whose refusal is put up with. */
function learnToRefuse(
  seen: readonly Seen[],
  wrongly: number,
): { decider: LearntCalibration['evidence']['strange'] & object; refused: Refusals['refused'] } {
  const open = seen.flatMap((each) => (each.features === null ? [] : [{ ...each, features: each.features }]));
  // On one scale, so that one pull fits all.
  const scales = EVIDENCE_FEATURES.map((feature) => measureScale(open.map(({ features }) => features[feature])));
  const learn = (own: readonly Seen[]): number[] => {
    const examples = own.flatMap(({ features, isAnswered }) => {
      if (features === null) return [];
      return {
        features: [...EVIDENCE_FEATURES.map((name, at) => features[name] / (scales[at] ?? 1)), 1],
        isAnswered,
      };
    });
    return learnToTell(examples, PULL.evidence);
  };
  const toWeights = (weights: readonly number[]) => ({
    bias: round(weights.at(-1) ?? 0),
    weights: named(
      EVIDENCE_FEATURES,
      EVIDENCE_FEATURES.map((_, at) => round((weights[at] ?? 0) / (scales[at] ?? 1))),
    ),
  });
  const judged = crossJudge(seen, learn).map(([each, weights]) => ({
    isAnswered: each.isAnswered,
    evidence: each.isRefusedByRule
      ? -1
      : each.features === null
        ? 1
        : each.isElsewhere
          ? 0
          : weighEvidence(each.features, toWeights(weights)),
  }));
  const evidenceOf = (isAnswered: boolean): number[] =>
    judged
      .filter((each) => each.isAnswered === isAnswered)
      .map(({ evidence }) => evidence)
      .sort((a, b) => a - b);
  const [answered, unanswered] = [evidenceOf(true), evidenceOf(false)];
  const thresholdAt = (share: number): number => Math.max(0, answered[Math.floor(share * answered.length)] ?? 0);
  const shareBelow = (values: readonly number[], limit: number): number =>
    round(values.filter((value) => value < limit).length / Math.max(1, values.length));
  return {
    decider: { ...toWeights(learn(seen)), threshold: round(thresholdAt(wrongly)) },
    refused: CURVE.map((share) => ({
      wrongly: shareBelow(answered, thresholdAt(share)),
      rightly: shareBelow(unanswered, thresholdAt(share)),
    })),
  };
}

/** Standard deviation; 1 for what never changes. */
function measureScale(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, values.length);
  return variance === 0 ? 1 : Math.sqrt(variance);
}

function named<Name extends string>(names: readonly Name[], values: readonly number[]): Record<Name, number> {
  const entries = names.map((name, at) => [name, values[at] ?? 0] as const);
  // Object.fromEntries forgets its keys.
  return Object.fromEntries(entries) as Record<Name, number>;
}

function countQuestions({ answerable, unanswerable }: QuestionSet): number {
  return answerable.length + unanswerable.length;
}

function round(value: number): number {
  return Number(value.toFixed(DIGITS));
}
