/**
 * Which passages speak to this question? Understands the question, scores every passage by words, by meaning and by
 * its best sentence, fuses the three by value with what place, year and part of the report tell, reranks
 * the best by their sentences, and ranks what passes the filters.
 */

import type { Embedder, LanguageMeans } from '../embed/contract.js';
import type { Snapshot } from '../index/contract.js';
import { mayAnswer } from '../lexicon/asked-number.js';
import type { Gazetteer, Tokenizer, Translate } from '../lexicon/contract.js';
import type { Glossary } from '../lexicon/glossary.js';
import { detectLanguage, type Language } from '../lexicon/language.js';
import { toSimplified } from '../lexicon/simplified.js';
import { createTurns } from '../turns.js';
import type { UnderstoodQuestion } from '../understand/contract.js';
import { findHighest, pickValues, standardise, standardiseBy } from '../vectors.js';
import { describeSituation, type Situated } from './boost.js';
import type {
  BegunQuestion,
  FindCandidates,
  RankedPassage,
  Ranking,
  RankingPart,
  RetrievalFilters,
  Retriever,
  SentenceScore,
  SentenceScores,
  SideCandidates,
  Similarities,
} from './contract.js';
import { resolveRegion } from './filters.js';
import { createNearness } from './nearness.js';
import { createQuestionReader, type ReadQuestion, type ReadSide } from './read-question.js';
import { createSentenceReranker, describeSentences } from './sentence-rerank.js';
import { interleave } from './sides.js';
import { createComparison } from './similarity.js';
import type { AddFeature, RankingFeature, RankingWeights } from './weights.js';

/** Passages that are described in a ranking; no reply holds more than 50. */
const MAX_RANKED = 60;
/** The sentence that the most similar one of its document is held against. */
const LEAD_OVER_RANK = 10;
/** Passages of each side that are reranked by their sentences. */
const RERANKED = 30;
/** What the similarity of a passage, and of its best sentence, counts as for a question in a language. */
const SIMILARITY_FEATURES = {
  zh: ['passage', 'sentence'],
  en: ['passageInEnglish', 'sentenceInEnglish'],
} as const satisfies Record<Language, readonly RankingFeature[]>;
/** Passages of which the figures are made ready: those that evidence is looked for in are most probably among them. */
const READ_FOR_EVIDENCE = 8;
const NOT_RERANKED: SentenceScore = { coverage: 0, lacks: 1, things: 0 };

export interface RetrieverOptions {
  readonly snapshot: Snapshot;
  readonly embedder: Embedder;
  readonly tokenizer: Tokenizer;
  readonly gazetteer: Gazetteer;
  readonly glossary: Glossary;
  readonly means: LanguageMeans | null;
  /** What each part of a score counts. */
  readonly weights: RankingWeights;
  /** Chinese words for English ones. */
  readonly translate: Translate;
  readonly understand: (question: string) => UnderstoodQuestion;
  /** Left out, to see what it is worth. */
  readonly without?: RankingPart | null;
  /** Where the snapshot holds only the best of a corpus; all of it is there unless given. */
  readonly findCandidates?: FindCandidates;
}

/** What was measured of a question against every passage, whatever the filters. */
interface Scores extends Pick<Ranking, 'query' | 'askedNumber' | 'knownShare'>, Pick<ReadQuestion, 'bm25'> {
  readonly passages: Float32Array;
  readonly sentences: Float32Array;
  /** The most similar sentence of each passage that is ranked; one without sentences has the lowest similarity. */
  readonly bestSentences: Float32Array;
  /** Their numbers; -1 for a passage without. */
  readonly bestSentenceNumbers: Int32Array;
}

/** A side with what is known of its passages before the question's vector is. */
interface PreparedSide extends ReadSide {
  /** What `listKnown` tells of each candidate, weighted and added up. */
  readonly known: Float64Array;
  /** All features of the candidate at a position that need no similarity. */
  readonly listKnown: (position: number, add: AddFeature) => void;
  readonly scoreSentences: (passage: number) => SentenceScores;
}

interface Scored {
  readonly passage: number;
  readonly score: number;
  readonly features: RankedPassage['features'];
  /** Null for a passage that was not reranked. */
  readonly sentenceScores: SentenceScores | null;
}

/** Prepares a snapshot for questions; the work is done once. */
export function createRetriever(options: RetrieverOptions): Retriever {
  const { snapshot, embedder, gazetteer, glossary, weights, without = null } = options;
  const { documents, passageAnnotations } = snapshot;
  const passageCount = snapshot.passageDocument.length;
  const compare = createComparison(snapshot, without === 'centring' ? null : options.means);
  const regions = documents.map((document) => resolveRegion(document, gazetteer));
  const nearness = createNearness(snapshot, regions, gazetteer);
  const { findNewest } = nearness;
  let sentences = 0;
  const firstSentences = documents.map((document) => {
    sentences += document.sentences.length;
    return sentences - document.sentences.length;
  });
  const reader = createQuestionReader({ ...options, regions, nearness, without });

  function begin(question: string): BegunQuestion {
    const text = toSimplified(question);
    const embeddings = embedder.embed([text], 'query');
    embeddings.catch(() => undefined);
    return { text, embeddings };
  }

  async function retrieve(
    written: string,
    filters: RetrievalFilters,
    signal?: AbortSignal,
    begun: BegunQuestion | null = null,
  ): Promise<Ranking> {
    signal?.throwIfAborted();
    const question = toSimplified(written);
    // Read while the model, in a process of its own, embeds it.
    const { embeddings } = begun?.text === question ? begun : begin(question);
    const [{ read, prepared }, [embedded]] = await Promise.all([prepare(question, filters, signal), embeddings]);
    signal?.throwIfAborted();
    const letOthers = createTurns(signal);
    const vector = embedded?.vector ?? new Float32Array(snapshot.dimensions);
    const found = await options.findCandidates?.({
      ...read.known,
      question,
      vector,
      filters,
      passes: read.passes,
      sides: read.sides.map((side) => ({ side, indicators: side.indicators })),
    });
    const similarities = found?.similarities ?? compare(vector, read.known.understood.language, read.isRanked);
    const scores: Scores = { ...read.known, bm25: read.bm25, ...similarities, ...findBestSentences(similarities) };
    await letOthers();
    const rankings: Scored[][] = [];
    for (const [number, side] of read.sides.entries()) {
      const chosen = found?.sides[number] ?? null;
      rankings.push(rankSide(scores, prepared[number] ?? prepareSide(read, side, chosen), chosen));
      await letOthers();
    }
    const taken = interleave(
      rankings.map((own, side) => own.map((scored) => ({ ...scored, side }))),
      ({ passage }) => passage,
    );
    const terms = [...new Set(read.known.query.all.flatMap(({ variants }) => variants))];
    const ranked: RankedPassage[] = [];
    for (const scored of taken.slice(0, MAX_RANKED)) {
      ranked.push(describe(scored, scores, terms, read.sides.length > 1 ? scored.side : null));
      await letOthers();
    }
    return { ...read.known, lead: measureLead(ranked[0], scores.sentences), passages: ranked };
  }

  /**
   * All that needs no vector, as this process has nothing else to do until the model answers: where everything is at hand,
   * also what sentences show of the passages that will probably be ranked. What this throws and what embedding throws are
   * awaited together.
   */
  async function prepare(question: string, filters: RetrievalFilters, signal: AbortSignal | undefined) {
    const letOthers = createTurns(signal);
    const read = reader.read(question, filters);
    const prepared: PreparedSide[] = [];
    for (const side of options.findCandidates ? [] : read.sides) {
      await letOthers();
      const own = prepareSide(read, side, null);
      prepared.push(own);
      for (const [rank, position] of findHighest(own.known, RERANKED).entries()) {
        const passage = own.candidates[position] ?? 0;
        own.scoreSentences(passage);
        // Figures are read from where they are stored when they are looked up first.
        if (rank >= READ_FOR_EVIDENCE) continue;
        for (const sentence of snapshot.sentencesOf(passage)) snapshot.facts.inSentence(sentence);
      }
    }
    return { read, prepared };
  }

  /** What is known before similarities are: of all that a side may be answered from, or of what was chosen. */
  function prepareSide({ known, bm25 }: ReadQuestion, side: ReadSide, chosen: SideCandidates | null): PreparedSide {
    const { region, asked, indicators } = side;
    const candidates = chosen?.passages ?? side.candidates;
    const picked = pickValues(bm25, candidates);
    const words = chosen ? standardiseBy(picked, chosen.words) : standardise(picked);
    const newest = findNewest(chosen?.documents ?? [...new Set(candidates.map(documentOf))]);
    const answering = indicators.map(({ figures }) => new Set(figures.map(({ passage }) => passage)));
    const timed = without === 'years' ? { ...asked, years: [], reportYears: [] } : asked;
    const listKnown = (position: number, add: AddFeature): void => {
      const passage = candidates[position] ?? 0;
      if (without !== 'words') add('words', known.knownShare * (words[position] ?? 0));
      describeSituation(situate(passage, newest), timed, region, add);
      const found = answering.filter((passages) => passages.has(passage));
      if (found.length > 0) add('askedFigure', found.length / answering.length);
    };
    const sums = new Float64Array(candidates.length);
    let at = 0;
    const addTo: AddFeature = (feature, value) => {
      sums[at] = (sums[at] ?? 0) + weights[feature] * value;
    };
    for (; at < sums.length; at += 1) listKnown(at, addTo);
    const scoreSentences = createSentenceReranker({ snapshot, glossary }, { asked, query: known.query });
    return {
      ...side,
      candidates,
      listKnown,
      known: sums,
      scoreSentences: keepResults((passage) => scoreSentences(snapshot.sentencesOf(passage))),
    };
  }

  /** Best first. */
  function rankSide(scores: Scores, side: PreparedSide, chosen: SideCandidates | null): Scored[] {
    const { asked, candidates, known, listKnown, scoreSentences } = side;
    const level = (values: Float32Array, measure: 'whole' | 'best'): Float32Array => {
      const picked = pickValues(values, candidates);
      return chosen ? standardiseBy(picked, chosen[measure]) : standardise(picked);
    };
    const [whole, best] = [level(scores.passages, 'whole'), level(scores.bestSentences, 'best')];
    const [ofWhole, ofBest] = SIMILARITY_FEATURES[asked.language];
    const fused = known.slice();
    // In a loop: a function called for each of thousands of passages takes several times as long.
    for (let at = 0; at < fused.length; at += 1) {
      if (without !== 'passages') fused[at] = (fused[at] ?? 0) + weights[ofWhole] * (whole[at] ?? 0);
      if (without !== 'sentences') fused[at] = (fused[at] ?? 0) + weights[ofBest] * (best[at] ?? 0);
    }
    const { askedNumber } = scores;
    const holdsNumber = (sentence: number): boolean =>
      askedNumber !== null && snapshot.facts.unitsIn(sentence).some((unit) => mayAnswer(askedNumber, unit));
    return findHighest(fused, MAX_RANKED)
      .map((position, rank): Scored => {
        const passage = candidates[position] ?? 0;
        const features: Partial<Record<RankingFeature, number>> = {};
        let score = 0;
        const add: AddFeature = (feature, value) => {
          features[feature] = value;
          score += weights[feature] * value;
        };
        listKnown(position, add);
        if (without !== 'passages') add(ofWhole, whole[position] ?? 0);
        if (without !== 'sentences') add(ofBest, best[position] ?? 0);
        if (rank >= RERANKED) return { passage, score, features, sentenceScores: null };
        const sentenceScores = scoreSentences(passage);
        if (without !== 'sentenceRerank') {
          const hasNumber = snapshot.sentencesOf(passage).map(holdsNumber);
          describeSentences(sentenceScores, hasNumber, scores.knownShare, add);
        }
        return { passage, score, features, sentenceScores };
      })
      .sort(byScore);
  }

  function situate(passage: number, newest: ReadonlySet<number>): Situated {
    const time = passageAnnotations[passage];
    const document = documentOf(passage);
    return {
      region: regions[document] ?? null,
      year: yearOf(passage),
      isNewest: newest.has(document),
      time: without === 'roles' ? undefined : time,
      isOpening: time?.isOpening ?? false,
      isEntry: time?.isEntry ?? false,
    };
  }

  function describe(
    { passage, score, features, sentenceScores }: Scored,
    scores: Scores,
    terms: readonly string[],
    side: number | null,
  ): RankedPassage {
    const bestSentence = scores.bestSentenceNumbers[passage] ?? -1;
    // Of sixty few are looked at more closely: what takes longest is worked out when it is asked for.
    let matchedTerms: RankedPassage['matchedTerms'] | null = null;
    let sentences: RankedPassage['sentences'] | null = null;
    let statements: RankedPassage['statements'] | null = null;
    const listSentences = (): RankedPassage['sentences'] =>
      snapshot.sentencesOf(passage).map((sentence, position) => {
        const { coverage, lacks, things } = sentenceScores?.sentences[position] ?? NOT_RERANKED;
        return { sentence, similarity: scores.sentences[sentence] ?? 0, coverage, lacks, things };
      });
    const keepStatements = (own: RankedPassage['sentences']): RankedPassage['statements'] => {
      const stating = own.filter(({ sentence }) => snapshot.sentenceKinds[sentence] === 'statement');
      return stating.length > 0 ? stating : own;
    };
    return {
      passage,
      bestSentence: bestSentence < 0 ? null : bestSentence,
      bm25: scores.bm25[passage] ?? 0,
      passageSimilarity: scores.passages[passage] ?? 0,
      sentenceSimilarity: scores.bestSentences[passage] ?? 0,
      fused: score,
      features,
      get matchedTerms() {
        matchedTerms ??= snapshot.lexicalIndex.matchedTerms(terms, passage);
        return matchedTerms;
      },
      get sentences() {
        sentences ??= listSentences();
        return sentences;
      },
      get statements() {
        statements ??= keepStatements(this.sentences);
        return statements;
      },
      sentenceScores,
      time: passageAnnotations[passage] ?? null,
      side,
    };
  }

  function yearOf(passage: number): number | null {
    return documents[documentOf(passage)]?.metadata.year ?? null;
  }

  function documentOf(passage: number): number {
    return snapshot.passageDocument[passage] ?? 0;
  }

  function measureLead(best: RankedPassage | undefined, similarities: Float32Array): number {
    const number = documentOf(best?.passage ?? 0);
    const first = firstSentences[number] ?? 0;
    const own = similarities.slice(first, first + (documents[number]?.sentences.length ?? 0)).sort();
    return (own.at(-1) ?? 0) - (own.at(-LEAD_OVER_RANK) ?? own[0] ?? 0);
  }

  function findBestSentences({
    sentences,
    sentenceRows,
  }: Similarities): Pick<Scores, 'bestSentences' | 'bestSentenceNumbers'> {
    const bestSentences = new Float32Array(passageCount).fill(-1);
    const bestSentenceNumbers = new Int32Array(passageCount).fill(-1);
    const { sentencePassage } = snapshot;
    for (const { start, end } of sentenceRows) {
      for (let sentence = start; sentence < end; sentence += 1) {
        const passage = sentencePassage[sentence] ?? 0;
        const similarity = sentences[sentence] ?? 0;
        if (similarity <= (bestSentences[passage] ?? -1)) continue;
        bestSentences[passage] = similarity;
        bestSentenceNumbers[passage] = sentence;
      }
    }
    return { bestSentences, bestSentenceNumbers };
  }

  async function compareSentences(text: string, isWanted: (document: number) => boolean): Promise<Float32Array> {
    const [embedding] = await embedder.embed([text], 'query');
    return compare(embedding?.vector ?? new Float32Array(snapshot.dimensions), detectLanguage(text), isWanted)
      .sentences;
  }

  return { begin, retrieve, compareSentences, select: (filters) => reader.selectDocuments(filters, '').passes };
}

/** Works out each result once. */
function keepResults<Result>(work: (number: number) => Result): (number: number) => Result {
  const kept = new Map<number, Result>();
  return (number) => {
    const known = kept.get(number) ?? work(number);
    kept.set(number, known);
    return known;
  };
}

/** Equal scores keep the order of the documents, so that ranking does not depend on the sort. */
function byScore(a: Pick<Scored, 'passage' | 'score'>, b: Pick<Scored, 'passage' | 'score'>): number {
  return b.score - a.score || a.passage - b.passage;
}
