/**
 * From an index on disk to one in a cluster: the generation that serves here, with vectors and words as they lie in its
 * files, is written there document by document. Nothing is embedded anew.
 */

import path from 'node:path';
import { listDocument } from '../../cite/replies.js';
import { kindOf } from '../../document-kinds.js';
import { WenjuError } from '../../errors.js';
import { openChecked } from '../../index/checked-files.js';
import type { DocumentVectors, IndexedDocument, VectorStore } from '../../index/contract.js';
import { documentFiles, documentsFolder } from '../../index/document.js';
import type { ReadFile } from '../../index/files.js';
import { type Generation, openCurrentGeneration } from '../../index/generations.js';
import type { StoreConnection } from '../../index/opensearch/connection.js';
import type { LoadedDocument } from '../../index/opensearch/contract.js';
import type { WrittenDocument } from '../../index/opensearch/entries.js';
import { type GenerationNotes, keptLength, STORE_LAYOUT } from '../../index/opensearch/layout.js';
import { type DocumentFiles, encodeVectors, openFiles, revisionOf } from '../../index/opensearch/packing.js';
import { type StoreChanges, updateGeneration } from '../../index/opensearch/update.js';
import { type WriteOptions, writeGeneration } from '../../index/opensearch/write.js';
import { versionOf } from '../../index/snapshot.js';
import { wordsFileName, wordsFolder } from '../../index/words.js';
import type { Gazetteer } from '../../lexicon/contract.js';
import { numbersOfDocument } from '../../lexicon/document-numbers.js';
import { nameDocumentTime } from '../../lexicon/document-years.js';
import { findFamiliarPlaces } from '../../lexicon/familiar-places.js';
import { readKnowledge } from '../../lexicon/knowledge.js';
import { detectLanguage } from '../../lexicon/language.js';
import { LANGUAGE_SAMPLE } from '../../retrieve/similarity.js';
import type { Config } from '../../settings/config.js';
import { createTurns } from '../../turns.js';
import { openVectorStore } from '../indexing.js';

export interface UploadReport extends StoreChanges {
  readonly version: string;
}

/**
 * Writes the index of the configured folder into the cluster and lets it serve there. What was added or removed there over
 * HTTP has to be in that index, and is else undone; and one writer at a time: mirror.ts sees to both.
 * @throws WenjuError INDEX_MISSING when there is none here; STORE_UNREACHABLE or STORE_REFUSED
 */
export async function writeIndexThere(
  config: Config,
  connection: StoreConnection,
  onProgress?: (done: number, total: number) => void,
): Promise<UploadReport> {
  const report = await openCurrentGeneration(config.index, async (generation): Promise<UploadReport> => {
    const { notes, gazetteer, revisions } = await surveyIndex(config, generation);
    const options: WriteOptions = {
      prefix: config.opensearchIndex,
      shards: config.opensearchShards,
      replicas: config.opensearchReplicas,
      notes,
      revisions,
      read: openGenerationReader(generation, revisions, gazetteer),
      ...(onProgress ? { onProgress } : {}),
    };
    const changes = (await updateGeneration(connection, options)) ?? {
      ...(await writeGeneration(connection, options)),
      removed: 0,
    };
    return { ...changes, version: notes.version };
  });
  if (report) return report;
  throw new WenjuError('INDEX_MISSING', `There is no index at ${path.resolve(config.index)}. Run: wenju index`);
}

/** What is known of an index as a whole before it is written elsewhere. */
export interface Survey {
  readonly notes: GenerationNotes;
  readonly gazetteer: Gazetteer;
  /** By the ids of all documents, in the order of their sources. */
  readonly revisions: ReadonlyMap<string, string>;
}

/** Reads all documents once: what questions need to know of all of them. @throws WenjuError INDEX_DAMAGED */
export async function surveyIndex(config: Config, generation: Generation): Promise<Survey> {
  const { makers } = generation.manifest;
  const { readFiles, vectors: vectorStore } = openGenerationFiles(generation);
  const knowledge = readKnowledge();
  const regions = new Set<string>();
  const revisions = new Map<string, string>();
  const isChinese: boolean[] = [];
  const sums = { passages: new Float64Array(makers.dimensions), sentences: new Float64Array(makers.dimensions) };
  let [sentences, words, kept] = [0, 0, 0];
  const letOthers = createTurns();
  for (const { id } of [...generation.manifest.documents].sort((a, b) => (a.source < b.source ? -1 : 1))) {
    const files = await readFiles(id);
    revisions.set(id, revisionOf(files));
    const loaded = await openFiles(id, files);
    const { document } = loaded.packed;
    if (document.metadata.region !== null) regions.add(document.metadata.region);
    for (const { start, end } of document.passages)
      isChinese.push(detectLanguage(document.text.slice(start, end)) === 'zh');
    const vectors = await vectorStore.read(id);
    for (const vector of vectors.passages) addTo(sums.passages, vector);
    for (const vector of vectors.sentences) addTo(sums.sentences, vector);
    sentences += document.sentences.length;
    for (const length of loaded.words.lengths) {
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
      documents: revisions.size,
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
    revisions,
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

interface GenerationFiles {
  readonly readFiles: (id: string) => Promise<DocumentFiles>;
  readonly vectors: VectorStore;
}

/** Each file is held against the manifest as it is read. */
function openGenerationFiles(generation: Generation): GenerationFiles {
  const { folder, manifest } = generation;
  const read: ReadFile = openChecked(generation).read;
  return {
    async readFiles(id) {
      const [document = '', facts = ''] = documentFiles(id).map((name) => path.join(documentsFolder(folder), name));
      return {
        document: await read(document),
        facts: await read(facts),
        words: await read(path.join(wordsFolder(folder), wordsFileName(id))),
      };
    },
    vectors: openVectorStore(folder, manifest.makers.dimensions, read),
  };
}

/** Documents of a generation on disk with all that is written of them. */
export function openGenerationReader(
  generation: Generation,
  revisions: ReadonlyMap<string, string>,
  gazetteer: Gazetteer,
): (id: string) => Promise<WrittenDocument> {
  const { readFiles, vectors } = openGenerationFiles(generation);
  return async (id) => {
    const files = await readFiles(id);
    const revision = revisions.get(id) ?? revisionOf(files);
    return describeWritten({ ...(await openFiles(id, files)), revision }, await vectors.read(id), files, gazetteer);
  };
}

/** All that is written of a document into a cluster. */
export function describeWritten(
  { packed, words, revision }: LoadedDocument,
  vectors: DocumentVectors,
  files: DocumentFiles,
  gazetteer: Gazetteer,
): WrittenDocument {
  const { document } = packed;
  return {
    packed,
    words,
    vectors,
    listed: listDocument(document),
    revision,
    kind: nameKind(document),
    numbers: numbersOfDocument(document),
    named: listNamed(document, gazetteer),
    files,
  };
}

/** What sort of document of which time. */
export function nameKind({ metadata }: Pick<IndexedDocument, 'metadata'>): string {
  return `${kindOf(metadata).label} ${nameDocumentTime(metadata) ?? ''}`;
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
