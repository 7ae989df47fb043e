/** A retriever over a workset: the one that ranks everywhere, with candidates from the cluster. */

import type { Embedder } from '../../embed/contract.js';
import type { Snapshot } from '../../index/contract.js';
import type { FoundPassage, StoredGeneration } from '../../index/opensearch/contract.js';
import { detectLanguage } from '../../lexicon/language.js';
import type { Ranking, Retriever } from '../../retrieve/contract.js';
import { createRetriever, type RetrieverOptions } from '../../retrieve/retriever.js';
import { centreQuestion, createRowComparison } from '../../retrieve/similarity.js';
import { createCandidateFinder } from './candidates.js';
import { NotAtHand, type Workset } from './workset.js';

/** Passages with the nearest sentences that a text is compared with. */
const NEAREST = 80;
/** Passages of documents at hand that it is compared with besides, where they are no more. */
const MOST_COMPARED = 800;

export type WorksetRetrieverOptions = Omit<RetrieverOptions, 'snapshot' | 'findCandidates' | 'without'> & {
  readonly generation: StoredGeneration;
  readonly workset: Workset;
};

export function createWorksetRetriever({ generation, workset, ...options }: WorksetRetrieverOptions): Retriever {
  const { snapshot } = workset;
  const { means, gazetteer, weights } = options;
  const embedder = rememberEmbeddings(options.embedder, workset);
  const retriever = createRetriever({
    ...options,
    embedder,
    snapshot,
    findCandidates: createCandidateFinder({ generation, workset, gazetteer, weights, means }),
  });

  async function retrieve(...asked: Parameters<Retriever['retrieve']>): Promise<Ranking> {
    const ranking = await retriever.retrieve(...asked);
    const [best] = ranking.passages;
    if (best) {
      // How far its best sentence stands out is told by all of its document.
      const { id } = snapshot.passageAt(best.passage).document;
      const isNew = !workset.leads.has(id);
      workset.leads.add(id);
      if (isNew) throw new NotAtHand();
    }
    return ranking;
  }

  async function compareSentences(text: string, isWanted: (document: number) => boolean): Promise<Float32Array> {
    const [embedding] = await embedder.embed([text], 'query');
    const vector = embedding?.vector ?? new Float32Array(snapshot.dimensions);
    const language = detectLanguage(text);
    const centred = means !== null && language !== generation.language;
    const measured = centred ? centreQuestion(vector, means, language) : vector;
    const wanted = [...snapshot.documents.keys()].filter(isWanted);
    const regions =
      wanted.length === snapshot.documents.length
        ? null
        : [...new Set(wanted.flatMap((number) => snapshot.documents[number]?.metadata.region ?? []))];
    const nearest = await workset.once(`nearest ${JSON.stringify([text, regions])}`, () =>
      generation.rank({
        query: [],
        vector: measured,
        centred,
        scope: { regions, years: [], types: [], documents: [], naming: null, telling: false },
        worth: { words: 0, passages: 0, sentences: 1 },
        traits: [],
        count: NEAREST,
      }),
    );
    if (!workset.need(nearest.map(({ document }) => document))) throw new NotAtHand();
    const ofText = nearest.filter((passage) => workset.isOfText(passage));
    if (!workset.isComplete) throw new NotAtHand();
    const held = wanted.flatMap((number) => workset.passagesOf(snapshot.documents[number]?.id ?? ''));
    const compared = [...ofText, ...(held.length <= MOST_COMPARED ? held : [])];
    return compare(compared, measured, centred ? generation.means.sentences : null, snapshot, workset);
  }

  return { ...retriever, retrieve, compareSentences };
}

async function compare(
  passages: readonly FoundPassage[],
  vector: Float32Array,
  mean: Float32Array | null,
  snapshot: Snapshot,
  workset: Workset,
): Promise<Float32Array> {
  const similar = new Float32Array(snapshot.sentencePassage.length);
  const first = new Map(snapshot.documents.map(({ id }, number) => [id, snapshot.firstPassage[number] ?? 0]));
  const vectors = await workset.readVectors(passages);
  const compareRow = createRowComparison(vector, mean);
  for (const [at, { document, ordinal }] of passages.entries()) {
    const [start = 0] = snapshot.sentencesOf((first.get(document) ?? 0) + ordinal);
    for (const [position, row] of (vectors[at]?.sentences ?? []).entries()) {
      similar[start + position] = compareRow(row);
    }
  }
  return similar;
}

/** A question that begins again is embedded once. */
function rememberEmbeddings(embedder: Embedder, workset: Workset): Embedder {
  return {
    ...embedder,
    modelId: embedder.modelId,
    dimensions: embedder.dimensions,
    embed: (texts, role) => workset.once(`embed ${role} ${JSON.stringify(texts)}`, () => embedder.embed(texts, role)),
  };
}
