/**
 * Which passages speak to this question? Understands the question, scores every passage by words, by meaning and by
 * its best sentence, fuses the three by value with what place, year and part of the report tell, reranks
 * the best by their sentences, and ranks what passes the filters.
 */

import type { Embedder, LanguageMeans } from '../embed/contract.js';
import type { Snapshot } from '../index/contract.js';
import { type AskedNumber, findAskedNumber, mayAnswer } from '../lexicon/asked-number.js';
import { findContentTerms } from '../lexicon/content-words.js';
import type { Gazetteer, Region, Tokenizer, Translate } from '../lexicon/contract.js';
import type { Glossary } from '../lexicon/glossary.js';
import { detectLanguage } from '../lexicon/language.js';
import { toSimplified } from '../lexicon/simplified.js';
import { createTurns } from '../turns.js';
import type { UnderstoodQuestion } from '../understand/contract.js';
import { findHighest, pickValues, standardise, standardiseBy } from '../vectors.js';
import { describeSituation, type Situated } from './boost.js';
import type {
  FindCandidates,
  IndicatorEvidence,
  LexicalQuery,
  RankedPassage,
  Ranking,
  RankingPart,
  RetrievalFilters,
  Retriever,
  SentenceScore,
  SentenceScores,
  Side,
  SideCandidates,
  Similarities,
} from './contract.js';
import { createNumberFinder } from './document-numbers.js';
import { findFigureEvidence } from './figure-evidence.js';
import { coversRegion, filterDocuments, provinceOf, resolveRegion } from './filters.js';
import { createNearness } from './nearness.js';
import { buildQuery } from './query.js';
import { createSentenceReader, createSentenceReranker, describeSentences } from './sentence-rerank.js';
import { findSides, interleave } from './sides.js';
import { createComparison } from './similarity.js';
import { findUncoveredYears } from './uncovered-years.js';
import type { AddFeature, RankingFeature, RankingWeights } from './weights.js';

/** Passages that are described in a ranking; no reply holds more than 50. */
const MAX_RANKED = 60;
/** The sentence that the most similar one of its document is held against. */
const LEAD_OVER_RANK = 10;
/** Passages of each side that are reranked by their sentences. */
const RERANKED = 30;
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
interface Scores {
  readonly query: LexicalQuery;
  readonly askedNumber: AskedNumber | null;
  readonly knownShare: number;
  readonly bm25: Float32Array;
  readonly passages: Float32Array;
  readonly sentences: Float32Array;
  /** The most similar sentence of each passage that is ranked; one without sentences has the lowest similarity. */
  readonly bestSentences: Float32Array;
  /** Their numbers; -1 for a passage without. */
  readonly bestSentenceNumbers: Int32Array;
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
  const { snapshot, embedder, tokenizer, gazetteer, glossary, translate, weights, without = null } = options;
  const { documents, passageAnnotations } = snapshot;
  const passageCount = snapshot.passageDocument.length;
  const compare = createComparison(snapshot, without === 'centring' ? null : options.means);
  const regions = documents.map((document) => resolveRegion(document, gazetteer));
  const { isNear, keepAbout, findNewest } = createNearness(snapshot, regions, gazetteer);
  const findNumbered = createNumberFinder(documents);
  const rerankTools = { readSentence: createSentenceReader(glossary), lexicalIndex: snapshot.lexicalIndex };
  const rankable = [...passageAnnotations.keys()].filter((passage) => passageAnnotations[passage]?.isTelling);

  async function retrieve(written: string, filters: RetrievalFilters, signal?: AbortSignal): Promise<Ranking> {
    signal?.throwIfAborted();
    const question = toSimplified(written);
    const understood = understand(question);
    const [embedding] = await embedder.embed([question], 'query');
    signal?.throwIfAborted();
    const letOthers = createTurns(signal);
    const { passes, shown, uncovered } = selectDocuments(filters, question);
    const allowed = passes.includes(true) ? passes : passes.map(() => true);
    const covers = (asked: Region): boolean =>
      regions.some((own, number) => allowed[number] && own !== null && coversRegion(own, asked, gazetteer));
    const missed = understood.regions.filter((asked) => !covers(asked));
    const covered = understood.regions.filter((asked) => !missed.includes(asked));
    const sides = findSides(understood, without === 'regions' ? [] : covered, gazetteer);
    const aboutPlace = documents.filter(
      (_, number) =>
        allowed[number] && (covered.length === 0 || covered.some((asked) => isNear(regions[number] ?? null, asked))),
    );
    // What stands elsewhere is not ranked, and with a place asked for that is nearly all there is.
    const isRanked = (document: number): boolean =>
      passes[document] === true &&
      sides.some(({ region }) => region === null || isNear(regions[document] ?? null, region));
    const vector = embedding?.vector ?? new Float32Array(snapshot.dimensions);
    const query = buildQuery(question, understood, {
      tokenizer,
      gazetteer,
      lexicalIndex: snapshot.lexicalIndex,
      translate: without === 'dictionary' ? null : translate,
    });
    const { scores: bm25, knownShare } = snapshot.lexicalIndex.search(query.all);
    const indicators = findFigureEvidence(understood, aboutPlace, snapshot);
    const asked = sides.map((side) => ({
      side,
      indicators: side.asked === understood ? indicators : findFigureEvidence(side.asked, aboutPlace, snapshot),
    }));
    const found = await options.findCandidates?.({
      question,
      understood,
      query,
      knownShare,
      vector,
      filters,
      passes,
      sides: asked,
      aboutPlace,
    });
    const similarities = found?.similarities ?? compare(vector, understood.language, isRanked);
    const scores: Scores = {
      query,
      askedNumber: findAskedNumber(question),
      knownShare,
      bm25,
      ...similarities,
      ...findBestSentences(similarities),
    };
    await letOthers();
    const candidates = rankable.filter((passage) => passes[documentOf(passage)]);
    const rankings: Scored[][] = [];
    for (const [number, { side, indicators: own }] of asked.entries()) {
      const evidence = without === 'sentenceRerank' ? [] : own;
      rankings.push(rankSide(scores, candidates, side, evidence, found?.sides[number] ?? null));
      await letOthers();
    }
    const taken = interleave(
      rankings.map((own, side) => own.map((scored) => ({ ...scored, side }))),
      ({ passage }) => passage,
    );
    const ranked: RankedPassage[] = [];
    for (const scored of taken.slice(0, MAX_RANKED)) {
      ranked.push(describe(scored, scores, sides.length > 1 ? scored.side : null));
      await letOthers();
    }
    const about = new Set(aboutPlace);
    const isAboutPlace = (passage: number): boolean => {
      const document = documents[documentOf(passage)];
      return document !== undefined && about.has(document);
    };
    return {
      understood,
      query: scores.query,
      askedNumber: scores.askedNumber,
      contentTerms: findContentTerms(question, gazetteer, tokenizer),
      knownShare: scores.knownShare,
      documents: documents.filter((_, number) => shown[number]),
      aboutPlace,
      provinces: new Set(
        regions.flatMap((own, number) =>
          allowed[number] && own !== null && own.level !== 'nation' ? provinceOf(own) : [],
        ),
      ).size,
      uncoveredRegions: [...new Set([...uncovered, ...missed.map(({ name }) => name)])],
      surroundedRegions: covered
        .filter(
          (asked) => !regions.some((own, number) => allowed[number] && own !== null && gazetteer.contains(asked, own)),
        )
        .map(({ name }) => name),
      uncoveredYears: findUncoveredYears(understood, aboutPlace, (year, isUndated) =>
        passageAnnotations.some(
          ({ years }, passage) =>
            years.includes(year) && isAboutPlace(passage) && (!isUndated || yearOf(passage) === null),
        ),
      ),
      indicators,
      lead: measureLead(ranked[0], scores.sentences),
      passages: ranked,
    };
  }

  function understand(question: string): UnderstoodQuestion {
    const understood = options.understand(question);
    return without === 'glossary'
      ? { ...understood, terms: [], askedFigure: { ...understood.askedFigure, indicators: [] } }
      : understood;
  }

  /**
   * When nothing passes, the filters are to blame and not what the question names: nothing is ranked, the question is
   * held against all documents, and a reader is shown what there is of the places that the filters name.
   */
  function selectDocuments(filters: RetrievalFilters, question: string) {
    const filtered = filterDocuments(documents, regions, filters, gazetteer);
    const { uncovered } = filtered;
    const numbered = findNumbered(question);
    const meant = filtered.passes.map((passes, number) => passes && numbered?.[number] !== false);
    const passes = meant.includes(true) ? meant : filtered.passes;
    const onlyRegions = { regions: filters.regions, years: [], types: [], documentIds: [] };
    const shown = passes.includes(true) ? passes : filterDocuments(documents, regions, onlyRegions, gazetteer).passes;
    return { passes, uncovered, shown };
  }

  /** Best first. With a place asked for, of its documents only: what stands elsewhere is about somewhere else. */
  function rankSide(
    scores: Scores,
    all: readonly number[],
    side: Side,
    indicators: readonly IndicatorEvidence[],
    found: SideCandidates | null,
  ): Scored[] {
    const { region, asked } = side;
    const candidates = found?.passages ?? (region === null ? all : keepAbout(all, region, indicators));
    const pick = (values: Float32Array): Float32Array => pickValues(values, candidates);
    const picked = { words: pick(scores.bm25), whole: pick(scores.passages), best: pick(scores.bestSentences) };
    const level = (measure: 'words' | 'whole' | 'best'): Float32Array =>
      found ? standardiseBy(picked[measure], found[measure]) : standardise(picked[measure]);
    const [words, whole, best] = [level('words'), level('whole'), level('best')];
    const across = asked.language === 'en';
    const newest = findNewest(found?.documents ?? [...new Set(candidates.map(documentOf))]);
    const answering = indicators.map(({ figures }) => new Set(figures.map(({ passage }) => passage)));
    const timed = without === 'years' ? { ...asked, years: [], reportYears: [] } : asked;
    const listFeatures = (passage: number, position: number, add: AddFeature): void => {
      if (without !== 'words') add('words', scores.knownShare * (words?.[position] ?? 0));
      if (without !== 'passages') add(across ? 'passageInEnglish' : 'passage', whole?.[position] ?? 0);
      if (without !== 'sentences') add(across ? 'sentenceInEnglish' : 'sentence', best?.[position] ?? 0);
      describeSituation(situate(passage, newest), timed, region, add);
      const found = answering.filter((passages) => passages.has(passage));
      if (found.length > 0) add('askedFigure', found.length / answering.length);
    };
    const fused = new Float64Array(candidates.length);
    let at = 0;
    const addTo: AddFeature = (feature, value) => {
      fused[at] = (fused[at] ?? 0) + weights[feature] * value;
    };
    for (; at < candidates.length; at += 1) listFeatures(candidates[at] ?? 0, at, addTo);
    const ranked = findHighest(fused, MAX_RANKED).map((position) => ({ passage: candidates[position] ?? 0, position }));
    const { askedNumber } = scores;
    const holdsNumber = (sentence: number): boolean =>
      askedNumber !== null &&
      snapshot.facts.inSentence(sentence).some(({ figure }) => mayAnswer(askedNumber, figure.quantity.unit));
    const scoreSentences = createSentenceReranker(rerankTools, { asked, query: scores.query });
    return ranked
      .map(({ passage, position }, rank): Scored => {
        const features: Partial<Record<RankingFeature, number>> = {};
        let score = 0;
        const add: AddFeature = (feature, value) => {
          features[feature] = value;
          score += weights[feature] * value;
        };
        listFeatures(passage, position, add);
        if (rank >= RERANKED) return { passage, score, features, sentenceScores: null };
        const sentenceScores = scoreSentences(
          snapshot.sentencesOf(passage).map((sentence) => snapshot.sentenceText(sentence)),
        );
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
    side: number | null,
  ): RankedPassage {
    const bestSentence = scores.bestSentenceNumbers[passage] ?? -1;
    const sentences = snapshot.sentencesOf(passage).map((sentence, position) => ({
      sentence,
      similarity: scores.sentences[sentence] ?? 0,
      ...(sentenceScores?.sentences[position] ?? NOT_RERANKED),
    }));
    const statements = sentences.filter(({ sentence }) => snapshot.sentenceKinds[sentence] === 'statement');
    return {
      passage,
      bestSentence: bestSentence < 0 ? null : bestSentence,
      bm25: scores.bm25[passage] ?? 0,
      passageSimilarity: scores.passages[passage] ?? 0,
      sentenceSimilarity: scores.bestSentences[passage] ?? 0,
      fused: score,
      features,
      matchedTerms: snapshot.lexicalIndex.matchedTerms(
        scores.query.all.flatMap(({ variants }) => variants),
        passage,
      ),
      sentences,
      statements: statements.length > 0 ? statements : sentences,
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
    const own = (documents[number]?.passages ?? [])
      .flatMap((_, ordinal) => snapshot.sentencesOf((snapshot.firstPassage[number] ?? 0) + ordinal))
      .map((sentence) => similarities[sentence] ?? 0)
      .sort((a, b) => b - a);
    return (own[0] ?? 0) - (own[LEAD_OVER_RANK - 1] ?? own.at(-1) ?? 0);
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

  return { retrieve, compareSentences, select: (filters) => selectDocuments(filters, '').passes };
}

/** Equal scores keep the order of the documents, so that ranking does not depend on the sort. */
function byScore(a: Pick<Scored, 'passage' | 'score'>, b: Pick<Scored, 'passage' | 'score'>): number {
  return b.score - a.score || a.passage - b.passage;
}
