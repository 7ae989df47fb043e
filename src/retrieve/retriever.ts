/**
 * Which passages speak to this question? Understands the question, scores every passage by words, by meaning and by
 * its best sentence, fuses the three by value and ranks what passes the filters.
 */

import type { Embedder, LanguageMeans } from '../embed/contract.js';
import type { Snapshot, Tokenizer } from '../index/contract.js';
import type { Gazetteer, Region } from '../ingest/contract.js';
import { fuseScores } from '../vectors.js';
import { boostDocuments } from './boost.js';
import { findContentTerms, writeOutAbbreviations } from './content.js';
import type { Filters, RankedPassage, Ranking, Retriever, UnderstoodQuestion } from './contract.js';
import { coversRegion, filterDocuments, resolveRegion } from './filters.js';
import { findSides, takeInTurn } from './sides.js';
import { createComparison } from './similarity.js';
import { classifySentences, findTellingPassages } from './statements.js';
import { understandQuestion } from './understand.js';
import { findNamedYears } from './years.js';

/**
 * Weights of the z-scores of passage and best sentence, BM25 having 1 at most. With them nDCG@10 on MLQA's development
 * set is .895 for Chinese questions over Chinese text and .780 for English ones.
 */
const PASSAGE_WEIGHT = 0.5;
const SENTENCE_WEIGHT = 1;
/**
 * BM25 weighs (share of the question's IDF mass that the index knows) to this power: it steps back when the index does
 * not know the question's words, as with an English question over Chinese text.
 */
const KNOWN_SHARE_POWER = 2;
/** A year that one of so many first passages names is covered whatever the year of its document. */
const BEST_PASSAGES = 5;
/** Passages that are described in a ranking; no reply holds more than 50. */
const MAX_RANKED = 60;

export interface RetrieverOptions {
  readonly snapshot: Snapshot;
  readonly embedder: Embedder;
  readonly tokenizer: Tokenizer;
  readonly gazetteer: Gazetteer;
  readonly means: LanguageMeans | null;
}

/** What was measured of a question against every passage, whatever the filters. */
interface Scores {
  readonly terms: readonly string[];
  readonly knownShare: number;
  readonly bm25: Float32Array;
  readonly passages: Float32Array;
  readonly sentences: Float32Array;
  /** The most similar sentence of each passage; a passage without sentences has none and the lowest similarity. */
  readonly bestSentences: Float32Array;
  readonly bestSentenceNumbers: readonly (number | null)[];
}

/** Prepares a snapshot for questions; the work is done once. */
export function createRetriever(options: RetrieverOptions): Retriever {
  const { snapshot, embedder, tokenizer, gazetteer } = options;
  const { documents } = snapshot;
  const passageCount = snapshot.passageDocument.length;
  const compare = createComparison(snapshot, options.means);
  const regions = documents.map((document) => resolveRegion(document, gazetteer));
  const kinds = classifySentences(snapshot);
  const rankable = findTellingPassages(snapshot, kinds);

  async function retrieve(question: string, filters: Filters): Promise<Ranking> {
    const understood = understandQuestion(question, gazetteer);
    const scores = await scorePassages(question, understood);
    const selection = selectDocuments(filters, understood);
    const { boosts } = selection;
    const missed = boosts.uncoveredRegions.map(({ name }) => name);
    const covered = understood.regions.filter(({ name }) => !missed.includes(name));
    const candidates = rankable.filter((passage) => selection.passes[documentOf(passage)]);
    const ranked = rankPassages(scores, candidates, boosts.byDocument, findSides(covered, gazetteer));
    const named = findNamedYears(
      ranked
        .slice(0, BEST_PASSAGES)
        .map(({ passage }) => snapshot.passageText(passage))
        .join('\n'),
    );
    return {
      understood,
      terms: scores.terms,
      contentTerms: findContentTerms(question, gazetteer, tokenizer),
      knownShare: scores.knownShare,
      documents: documents.filter((_, number) => selection.shown[number]),
      uncoveredRegions: [...new Set([...selection.uncovered, ...missed])],
      uncoveredYears: boosts.uncoveredYears.filter((year) => !named.has(year)),
      namedYears: boosts.namedYears,
      sentenceSimilarities: scores.sentences,
      passages: ranked,
    };
  }

  /**
   * When nothing passes, the filters are to blame and not what the question names: nothing is ranked, the question is
   * held against all documents, and a reader is shown what there is of the places that the filters name.
   */
  function selectDocuments(filters: Filters, understood: UnderstoodQuestion) {
    const { passes, uncovered } = filterDocuments(documents, regions, filters, gazetteer);
    const isEmpty = !passes.includes(true);
    const onlyRegions = { regions: filters.regions, years: [], types: [], documentIds: [] };
    const shown = isEmpty ? filterDocuments(documents, regions, onlyRegions, gazetteer).passes : passes;
    const candidates = isEmpty ? passes.map(() => true) : passes;
    return { passes, uncovered, shown, boosts: boostDocuments(documents, regions, candidates, understood, gazetteer) };
  }

  async function scorePassages(question: string, { language, regions: named }: UnderstoodQuestion): Promise<Scores> {
    const [embedding] = await embedder.embed([question], 'query');
    const similarities = compare(embedding?.vector ?? new Float32Array(snapshot.dimensions), language);
    // Chinese names of places asked for in English: the one translation that is certain.
    const translated = language === 'en' ? ` ${named.map(({ name }) => name).join(' ')}` : '';
    const terms = [...new Set(tokenizer.tokenize(`${writeOutAbbreviations(question)}${translated}`))];
    const { scores: bm25, knownShare } = snapshot.lexicalIndex.search(terms);
    return { terms, knownShare, bm25, ...similarities, ...findBestSentences(similarities.sentences) };
  }

  /** Best first, or the best of each side in turn. */
  function rankPassages(
    scores: Scores,
    candidates: readonly number[],
    boosts: readonly number[],
    sides: readonly Region[],
  ): RankedPassage[] {
    const pick = (values: Float32Array): Float32Array => Float32Array.from(candidates, (c) => values[c] ?? 0);
    const fused = fuseScores(
      [pick(scores.bm25), pick(scores.passages), pick(scores.bestSentences)],
      [scores.knownShare ** KNOWN_SHARE_POWER, PASSAGE_WEIGHT, SENTENCE_WEIGHT],
    );
    const sideOf = sides.length > 1 ? documents.map((_, number) => findSide(number, sides)) : [];
    const ranked = candidates
      .map((passage, position) => ({ passage, score: (fused[position] ?? 0) + (boosts[documentOf(passage)] ?? 0) }))
      // Equal scores keep the order of the documents, so that ranking does not depend on the sort.
      .sort((a, b) => b.score - a.score || a.passage - b.passage);
    return takeInTurn(ranked, ({ passage }) => sideOf[documentOf(passage)] ?? null)
      .slice(0, MAX_RANKED)
      .map(({ passage, score }) => ({
        passage,
        bestSentence: scores.bestSentenceNumbers[passage] ?? null,
        bm25: scores.bm25[passage] ?? 0,
        passageSimilarity: scores.passages[passage] ?? 0,
        sentenceSimilarity: scores.bestSentences[passage] ?? 0,
        fused: score,
        matchedTerms: snapshot.lexicalIndex.matchedTerms(scores.terms, passage),
        statements: selectStatements(passage),
        side: sideOf[documentOf(passage)] ?? null,
      }));
  }

  function documentOf(passage: number): number {
    return snapshot.passageDocument[passage] ?? 0;
  }

  function findSide(document: number, sides: readonly Region[]): number | null {
    const own = regions[document] ?? null;
    const side = own === null ? -1 : sides.findIndex((asked) => coversRegion(own, asked, gazetteer));
    return side < 0 ? null : side;
  }

  function selectStatements(passage: number): readonly number[] {
    const sentences = snapshot.sentencesOf(passage);
    const statements = sentences.filter((sentence) => kinds[sentence] === 'statement');
    return statements.length > 0 ? statements : sentences;
  }

  function findBestSentences(sentences: Float32Array): Pick<Scores, 'bestSentences' | 'bestSentenceNumbers'> {
    const bestSentences = new Float32Array(passageCount).fill(-1);
    const bestSentenceNumbers: (number | null)[] = new Array(passageCount).fill(null);
    for (const [sentence, similarity] of sentences.entries()) {
      const passage = snapshot.sentencePassage[sentence] ?? 0;
      if (similarity <= (bestSentences[passage] ?? -1)) continue;
      bestSentences[passage] = similarity;
      bestSentenceNumbers[passage] = sentence;
    }
    return { bestSentences, bestSentenceNumbers };
  }

  return { retrieve };
}
