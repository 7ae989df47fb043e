/**
 * From an index on disk to one in a cluster: the generation that serves here, with vectors and words as they lie in its
 * files, is written there document by document. Nothing is embedded anew.
 */

import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { listDocument } from '../../cite/replies.js';
import { kindOf } from '../../document-kinds.js';
import { WenjuError } from '../../errors.js';
import type { IndexedDocument } from '../../index/contract.js';
import { documentFiles, documentsFolder, readPackedDocument } from '../../index/document.js';
import { type Generation, openCurrentGeneration } from '../../index/generations.js';
import { connectStore } from '../../index/opensearch/connection.js';
import { type GenerationNotes, keptLength, STORE_LAYOUT } from '../../index/opensearch/layout.js';
import { encodeVectors } from '../../index/opensearch/read.js';
import { type StoreChanges, type StoreUpdate, updateGeneration } from '../../index/opensearch/update.js';
import { type WrittenDocument, writeGeneration } from '../../index/opensearch/write.js';
import { versionOf } from '../../index/snapshot.js';
import { readWords, wordsFileName, wordsFolder } from '../../index/words.js';
import type { Gazetteer } from '../../lexicon/contract.js';
import { nameDocumentTime } from '../../lexicon/document-years.js';
import { findFamiliarPlaces } from '../../lexicon/familiar-places.js';
import { readKnowledge } from '../../lexicon/knowledge.js';
import { detectLanguage } from '../../lexicon/language.js';
import { numbersOfDocument } from '../../retrieve/document-numbers.js';
import { LANGUAGE_SAMPLE } from '../../retrieve/similarity.js';
import type { Config } from '../../settings/config.js';
import { createTurns } from '../../turns.js';
import { openVectorStore } from '../indexing.js';
import { connectionOf } from './connection.js';

/**
 * Writes the index of the configured folder into the configured cluster and lets it serve there.
 * @throws WenjuError INDEX_MISSING when there is none here; STORE_UNREACHABLE or STORE_REFUSED
 */
export async function uploadIndex(
  config: Config,
  onProgress?: (done: number, total: number) => void,
): Promise<StoreChanges & { readonly version: string }> {
  const connection = connectStore(connectionOf(config));
  try {
    const report = await openCurrentGeneration(config.index, async (generation) => {
      const entries = [...generation.manifest.documents].sort((a, b) => (a.source < b.source ? -1 : 1));
      const ids = entries.map(({ id }) => id);
      const { notes, gazetteer } = await surveyIndex(config, generation, ids);
      const revisions = new Map(
        entries.map(({ id, contentHash, embeddedHash }) => [id, `${contentHash}${embeddedHash}`]),
      );
      const options: StoreUpdate = {
        prefix: config.opensearchIndex,
        shards: config.opensearchShards,
        replicas: config.opensearchReplicas,
        notes,
        ids,
        read: (id) => readWritten(generation, id, revisions.get(id) ?? '', gazetteer, notes.makers.dimensions),
        revisions,
        ...(onProgress ? { onProgress } : {}),
      };
      const changes = (await updateGeneration(connection, options)) ?? {
        ...(await writeGeneration(connection, options)),
        removed: 0,
      };
      return { ...changes, version: notes.version };
    });
    if (report) return report;
  } finally {
    await connection.close();
  }
  throw new WenjuError('INDEX_MISSING', `There is no index at ${path.resolve(config.index)}. Run: wenju index`);
}

/** Reads all documents once: what questions need to know of all of them. */
export async function surveyIndex(
  config: Config,
  generation: Generation,
  ids: readonly string[],
): Promise<{ readonly notes: GenerationNotes; readonly gazetteer: Gazetteer }> {
  const { makers } = generation.manifest;
  const vectorStore = openVectorStore(generation.folder, makers.dimensions);
  const knowledge = readKnowledge();
  const regions = new Set<string>();
  const isChinese: boolean[] = [];
  const sums = { passages: new Float64Array(makers.dimensions), sentences: new Float64Array(makers.dimensions) };
  let [sentences, words, kept] = [0, 0, 0];
  const letOthers = createTurns();
  for (const id of ids) {
    const { document } = await readPackedDocument(generation.folder, id);
    if (document.metadata.region !== null) regions.add(document.metadata.region);
    for (const { start, end } of document.passages)
      isChinese.push(detectLanguage(document.text.slice(start, end)) === 'zh');
    const vectors = await vectorStore.read(id);
    for (const vector of vectors.passages) addTo(sums.passages, vector);
    for (const vector of vectors.sentences) addTo(sums.sentences, vector);
    sentences += document.sentences.length;
    for (const length of (await readWords(generation.folder, id)).lengths) {
      words += length;
      kept += keptLength(length);
    }
    await letOthers();
  }
  const passages = isChinese.length;
  const meanOf = (sum: Float64Array, count: number): string =>
    encodeVectors([Float32Array.from(sum, (value) => (count === 0 ? 0 : value / count))]);
  return {
    notes: {
      wenju: STORE_LAYOUT,
      version: versionOf(generation),
      createdAt: new Date().toISOString(),
      makers,
      documents: ids.length,
      passages,
      sentences,
      meanLength: passages === 0 ? 1 : words / passages,
      lengthKept: words === 0 ? 1 : kept / words,
      language: isMostly(isChinese) ? 'zh' : 'en',
      means: { passages: meanOf(sums.passages, passages), sentences: meanOf(sums.sentences, sentences) },
      search: config.opensearchSearch,
    },
    gazetteer: findFamiliarPlaces(
      knowledge.gazetteer,
      [...regions].flatMap((region) => knowledge.gazetteer.resolve(region) ?? []),
    ),
  };
}

function addTo(sum: Float64Array, vector: Float32Array): void {
  for (let at = 0; at < sum.length; at += 1) sum[at] = (sum[at] ?? 0) + (vector[at] ?? 0);
}

/** By the same passages that an index in memory is told by. */
function isMostly(isChinese: readonly boolean[]): boolean {
  const count = Math.min(isChinese.length, LANGUAGE_SAMPLE);
  let chinese = 0;
  for (let sample = 0; sample < count; sample += 1) {
    if (isChinese[Math.floor((sample * isChinese.length) / count)]) chinese += 1;
  }
  return chinese * 2 >= count;
}

/** A document of a generation on disk with all that is written of it. */
export async function readWritten(
  generation: Generation,
  id: string,
  revision: string,
  gazetteer: Gazetteer,
  dimensions: number,
): Promise<WrittenDocument> {
  const { folder } = generation;
  const [document = '', facts = ''] = documentFiles(id).map((name) => path.join(documentsFolder(folder), name));
  const packed = await readPackedDocument(folder, id);
  return {
    packed,
    words: await readWords(folder, id),
    vectors: await openVectorStore(folder, dimensions).read(id),
    listed: listDocument(packed.document),
    revision,
    kind: `${kindOf(packed.document.metadata).label} ${nameDocumentTime(packed.document.metadata) ?? ''}`,
    numbers: numbersOfDocument(packed.document),
    named: listNamed(packed.document, gazetteer),
    files: {
      document: await readFile(document),
      facts: await readFile(facts),
      words: await readFile(path.join(wordsFolder(folder), wordsFileName(id))),
    },
  };
}

/** For each passage the places that it names and those around them. */
function listNamed(document: IndexedDocument, gazetteer: Gazetteer): string[][] {
  return document.passages.map(({ start, end }) => {
    const regions = gazetteer.find(document.text.slice(start, end)).map(({ region }) => region);
    const around = regions.flatMap((region) => [
      ...gazetteer.parents(region),
      ...(region.within ? [region.within] : []),
    ]);
    return [...new Set([...regions, ...around].map((each) => (typeof each === 'string' ? each : each.code)))];
  });
}
