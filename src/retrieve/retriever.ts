/**
 * Which passages speak to this question? Understands the question, scores every passage by words, by meaning and by
 * its best sentence, fuses the three by value and ranks what passes the filters.
 */

import type { Embedder, LanguageMeans } from '../embed/contract.js';
import type { Snapshot, Tokenizer } from '../index/contract.js';
import type { Gazetteer } from '../ingest/contract.js';
import { fuseScores } from '../vectors.js';
import { boostDocuments } from './boost.js';
import type { Filters, RankedPassage, Ranking, Retriever } from './contract.js';
import { filterDocuments } from './filters.js';
import { createComparison } from './similarity.js';
import { understandQuestion } from './understand.js';

/** Weights of the z-scores of passage and best sentence; the best on public sets (ARCHITECTURE.md has the table). */
const PASSAGE_WEIGHT = 0.5;
const SENTENCE_WEIGHT = 1;
/**
 * BM25 weighs (share of the question's IDF mass that the index knows) to this power: it steps back when the index does
 * not know the question's words, as with an English question over Chinese text.
 */
const KNOWN_SHARE_POWER = 2;
/** Passages that are described in a ranking; no reply holds more than 50. */
const MAX_RANKED = 60;

export interface RetrieverOptions {
  readonly snapshot: Snapshot;
  readonly embedder: Embedder;
  readonly tokenizer: Tokenizer;
  readonly gazetteer: Gazetteer;
  readonly means: LanguageMeans | null;
}

/** Prepares a snapshot for questions; the work is done once. */
export function createRetriever(options: RetrieverOptions): Retriever {
  const { snapshot, embedder, tokenizer, gazetteer } = options;
  const passageCount = snapshot.passageDocument.length;
  const compare = createComparison(snapshot, options.means);

  async function retrieve(question: string, filters: Filters): Promise<Ranking> {
    const understood = understandQuestion(question, gazetteer);
    const [embedding] = await embedder.embed([question], 'query');
    const similarities = compare(embedding?.vector ?? new Float32Array(snapshot.dimensions), understood.language);
    // Chinese names of places asked for in English: the one translation that is certain.
    const named = understood.regions.map(({ name }) => name).join(' ');
    const terms = [...new Set(tokenizer.tokenize(understood.language === 'en' ? `${question} ${named}` : question))];
    const lexical = snapshot.lexicalIndex.search(terms);
    const { passes, uncovered } = filterDocuments(snapshot.documents, filters, gazetteer);
    const candidates = selectCandidates(passes);
    const best = findBestSentences(similarities.sentences);
    const pick = (scores: Float32Array): Float32Array => Float32Array.from(candidates, (c) => scores[c] ?? 0);
    const fused = fuseScores(
      [pick(lexical.scores), pick(similarities.passages), pick(best.similarities)],
      [lexical.knownShare ** KNOWN_SHARE_POWER, PASSAGE_WEIGHT, SENTENCE_WEIGHT],
    );
    // When nothing passes, a reader is shown what there is of the places asked for.
    const onlyRegions = { regions: filters.regions, years: [], types: [], documentIds: [] };
    const shown = passes.includes(true) ? passes : filterDocuments(snapshot.documents, onlyRegions, gazetteer).passes;
    // When nothing passes, the filters are to blame and not what the question names.
    const mayAnswer = passes.includes(true) ? passes : passes.map(() => true);
    const boosts = boostDocuments(snapshot.documents, mayAnswer, understood, gazetteer);
    const ranked = [...candidates]
      .map((passage, position) => ({
        passage,
        score: (fused[position] ?? 0) + (boosts.byDocument[snapshot.passageDocument[passage] ?? 0] ?? 0),
      }))
      // Equal scores keep the order of the documents, so that ranking does not depend on the sort.
      .sort((a, b) => b.score - a.score || a.passage - b.passage)
      .slice(0, MAX_RANKED);
    return {
      understood,
      terms,
      knownShare: lexical.knownShare,
      documents: snapshot.documents.filter((_, number) => shown[number]),
      uncoveredRegions: [...new Set([...uncovered, ...boosts.uncoveredRegions.map(({ name }) => name)])],
      uncoveredYears: boosts.uncoveredYears,
      sentenceSimilarities: similarities.sentences,
      passages: ranked.map(
        ({ passage, score }): RankedPassage => ({
          passage,
          bestSentence: best.sentences[passage] ?? null,
          bm25: lexical.scores[passage] ?? 0,
          passageSimilarity: similarities.passages[passage] ?? 0,
          sentenceSimilarity: best.similarities[passage] ?? 0,
          fused: score,
          matchedTerms: snapshot.lexicalIndex.matchedTerms(terms, passage),
        }),
      ),
    };
  }

  function selectCandidates(passes: readonly boolean[]): Int32Array {
    const selected: number[] = [];
    for (let passage = 0; passage < passageCount; passage += 1) {
      if (passes[snapshot.passageDocument[passage] ?? 0]) selected.push(passage);
    }
    return Int32Array.from(selected);
  }

  /** The most similar sentence of each passage; a passage without sentences has none and the lowest similarity. */
  function findBestSentences(sentences: Float32Array): { similarities: Float32Array; sentences: (number | null)[] } {
    const bestSimilarities = new Float32Array(passageCount).fill(-1);
    const bestSentences: (number | null)[] = new Array(passageCount).fill(null);
    for (const [sentence, similarity] of sentences.entries()) {
      const passage = snapshot.sentencePassage[sentence] ?? 0;
      if (similarity <= (bestSimilarities[passage] ?? -1)) continue;
      bestSimilarities[passage] = similarity;
      bestSentences[passage] = sentence;
    }
    return { similarities: bestSimilarities, sentences: bestSentences };
  }

  return { retrieve };
}
