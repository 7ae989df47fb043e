/**
 * Puts the stages together: the only place that names concrete backends. In: a configuration. Out: documents read,
 * an index built, a service that answers.
 */

import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { createAnswerer } from './answer/answerer.js';
import { createLibrary } from './answer/library.js';
import { CHUNKER_VERSION, chunkText } from './chunk/document.js';
import { CLEANER_VERSION, cleanDocument } from './clean/document.js';
import type { Config } from './config.js';
import type { Service } from './contract.js';
import type { Embedder } from './embed/contract.js';
import { readLanguageMeans, writeLanguageMeans } from './embed/means.js';
import { resolveModel } from './embed/model.js';
import { readPrefixes } from './embed/prefix.js';
import { createTransformersEmbedder } from './embed/transformers.js';
import { WenjuError } from './errors.js';
import type { Snapshot, Tokenizer } from './index/contract.js';
import { createFolder } from './index/files.js';
import { type Generation, readCurrentGeneration, verifyGeneration } from './index/generations.js';
import { lockForWriting } from './index/lock.js';
import { compareMakers, type Makers, makersOf } from './index/manifest.js';
import { loadSnapshot } from './index/snapshot.js';
import { createTokenizer } from './index/tokenizer.js';
import { type Progress, type UpdateReport, updateIndex } from './index/update.js';
import { createVectraVectorStore } from './index/vectra.js';
import type { DeclaredMetadata, Gazetteer, RawDocument, SourceFile } from './ingest/contract.js';
import { listSourceFiles, type SkippedFile } from './ingest/files.js';
import { createGazetteer } from './ingest/gazetteer.js';
import { describeDocument } from './ingest/metadata.js';
import { readRawDocument } from './ingest/read.js';
import { readSidecar, type Sidecar } from './ingest/sidecar.js';
import type { Filters, Ranking, Retriever } from './retrieve/contract.js';
import { createRetriever } from './retrieve/retriever.js';
import type { Document } from './types.js';

/** What indexing did, and which files it had to leave out. */
export interface IndexReport extends UpdateReport {
  readonly skipped: readonly SkippedFile[];
}

const VECTORS_FOLDER = 'vectors';

/** Reads, cleans and chunks one file. Throws WenjuError FILE_UNREADABLE naming the file. */
export async function readDocument(file: SourceFile, gazetteer: Gazetteer = createGazetteer()): Promise<Document> {
  const sidecar = await readSidecar(path.dirname(file.path));
  return prepareDocument(await readRawDocument(file), sidecar.get(path.basename(file.source)) ?? null, gazetteer);
}

function prepareDocument(raw: RawDocument, sidecar: DeclaredMetadata | null, gazetteer: Gazetteer): Document {
  const cleaned = cleanDocument(raw);
  if (cleaned.paragraphs.length === 0) {
    throw new WenjuError(
      'FILE_UNREADABLE',
      `${raw.source} holds nothing but navigation, notices and white space. Add the text, or remove the file.`,
    );
  }
  const { metadata, origins } = describeDocument(raw, cleaned, sidecar, gazetteer);
  return {
    id: raw.documentId,
    source: raw.source,
    sources: [{ source: raw.source, url: metadata.url }],
    contentHash: raw.contentHash,
    metadata,
    origins,
    text: cleaned.text,
    ...chunkText(raw.documentId, cleaned.text, cleaned.paragraphs),
    dropped: cleaned.dropped,
  };
}

/** Reads every document below the folders; files that cannot be read are skipped with the reason. */
async function readDocuments(folders: readonly string[]): Promise<{ documents: Document[]; skipped: SkippedFile[] }> {
  const { files, skipped } = await listSourceFiles(folders);
  const gazetteer = createGazetteer();
  const sidecars = new Map<string, Sidecar>();
  const documents: Document[] = [];
  const unreadable: SkippedFile[] = [];
  for (const file of files) {
    const folder = path.dirname(file.path);
    const sidecar = sidecars.get(folder) ?? (await readSidecar(folder));
    sidecars.set(folder, sidecar);
    try {
      const declared = sidecar.get(path.basename(file.source)) ?? null;
      documents.push(prepareDocument(await readRawDocument(file), declared, gazetteer));
    } catch (error) {
      if (!(error instanceof WenjuError)) throw error;
      unreadable.push({ source: file.source, reason: error.message });
    }
  }
  return { documents, skipped: [...skipped, ...unreadable] };
}

async function openEmbedder(config: Config): Promise<Embedder> {
  return createTransformersEmbedder(await resolveModel(config.model, config.modelDownload), readPrefixes());
}

/** Computes the mean question vectors of the configured model anew; returns the file they are in. */
export async function computeLanguageMeans(config: Config): Promise<string> {
  const embedder = await openEmbedder(config);
  try {
    return await writeLanguageMeans(embedder);
  } finally {
    await embedder.close();
  }
}

function openVectorStore(generationFolder: string, dimensions: number) {
  return createVectraVectorStore({ folder: path.join(generationFolder, VECTORS_FOLDER), dimensions });
}

function currentMakers(embedder: Embedder, tokenizer: Tokenizer): Makers {
  return makersOf({
    model: embedder.modelId,
    dimensions: embedder.dimensions,
    tokenizer: tokenizer.id,
    cleaner: CLEANER_VERSION,
    chunker: CHUNKER_VERSION,
  });
}

/**
 * Makes the index mirror the corpus folders. Only what changed is embedded.
 * @throws WenjuError INDEX_LOCKED while another process writes it; INPUT_INVALID or NOT_FOUND for the folders.
 */
export async function buildIndex(config: Config, onProgress?: (progress: Progress) => void): Promise<IndexReport> {
  const { documents, skipped } = await readDocuments(config.corpus);
  const embedder = await openEmbedder(config);
  try {
    return { ...(await writeIndex(config.index, documents, embedder, onProgress)), skipped };
  } finally {
    await embedder.close();
  }
}

async function writeIndex(
  indexFolder: string,
  documents: readonly Document[],
  embedder: Embedder,
  onProgress?: (progress: Progress) => void,
): Promise<UpdateReport> {
  await createFolder(path.resolve(indexFolder));
  const unlock = await lockForWriting(indexFolder);
  try {
    return await updateIndex({
      indexFolder,
      documents,
      makers: currentMakers(embedder, await createTokenizer()),
      previous: await readPreviousGeneration(indexFolder),
      embedder,
      openVectorStore: (folder) => openVectorStore(folder, embedder.dimensions),
      vectorFolder: (folder, documentId) => path.join(folder, VECTORS_FOLDER, documentId),
      now: () => new Date(),
      ...(onProgress ? { onProgress } : {}),
    });
  } finally {
    await unlock();
  }
}

/** A damaged generation keeps nothing for the next one: everything is embedded again. */
async function readPreviousGeneration(indexFolder: string): Promise<Generation | null> {
  try {
    const generation = await readCurrentGeneration(indexFolder);
    if (generation) await verifyGeneration(generation);
    return generation;
  } catch (error) {
    if (error instanceof WenjuError && error.code === 'INDEX_DAMAGED') return null;
    throw error;
  }
}

interface OpenIndex {
  readonly snapshot: Snapshot;
  readonly retriever: Retriever;
  readonly tokenizer: Tokenizer;
  readonly embedder: Embedder;
}

/**
 * Opens the index for questions.
 * @throws WenjuError INDEX_MISSING, INDEX_STALE (made by another model or version) or INDEX_DAMAGED.
 */
async function openIndex(indexFolder: string, embedder: Embedder): Promise<OpenIndex> {
  const generation = await readCurrentGeneration(indexFolder);
  if (!generation) {
    throw new WenjuError('INDEX_MISSING', `There is no index at ${path.resolve(indexFolder)}. Run: wenju index`);
  }
  const tokenizer = await createTokenizer();
  const differences = compareMakers(generation.manifest.makers, currentMakers(embedder, tokenizer));
  if (differences.length > 0) {
    throw new WenjuError(
      'INDEX_STALE',
      `The index at ${path.resolve(indexFolder)} was made by others (${differences.join('; ')}). Run: wenju index`,
    );
  }
  await verifyGeneration(generation);
  const snapshot = await loadSnapshot(generation, openVectorStore(generation.folder, embedder.dimensions), tokenizer);
  const retriever = createRetriever({
    snapshot,
    embedder,
    tokenizer,
    gazetteer: createGazetteer(),
    means: await readLanguageMeans(embedder.modelId),
  });
  return { snapshot, retriever, tokenizer, embedder };
}

/** A service over the configured index, its model loaded. Throws what opening the index throws. */
export async function openService(config: Config): Promise<Service> {
  const embedder = await openEmbedder(config);
  let open: OpenIndex;
  try {
    open = await openIndex(config.index, embedder);
    await embedder.warmUp();
  } catch (error) {
    await embedder.close();
    throw error;
  }
  const { snapshot } = open;
  return {
    ...createAnswerer({ ...open, clock: () => performance.now() }),
    ...createLibrary(snapshot),
    readiness: () => ({
      ready: true,
      indexVersion: snapshot.version,
      documents: snapshot.documents.length,
      passages: snapshot.passageDocument.length,
      model: snapshot.modelId,
    }),
    close: () => embedder.close(),
  };
}

/** A text with a title, from a collection that brings its own corpus. */
export interface CollectionEntry {
  readonly id: string;
  readonly title: string;
  readonly text: string;
}

/** Ranks the entries of a collection; the best passage stands for its entry. */
export interface CollectionRanker {
  rank(question: string): Promise<string[]>;
  close(): Promise<void>;
}

const NO_FILTERS: Filters = { regions: [], years: [], types: [], documentIds: [] };

/** Indexes a collection, once: its index is kept below `cacheFolder` under a hash of its texts. */
export async function openCollection(
  config: Config,
  entries: readonly CollectionEntry[],
  onProgress?: (progress: Progress) => void,
): Promise<CollectionRanker> {
  const documents = entries.map(toDocument);
  const embedder = await openEmbedder(config);
  try {
    const hash = createHash('sha256').update(JSON.stringify(entries)).digest('hex').slice(0, 16);
    const indexFolder = path.join(path.dirname(path.resolve(config.index)), 'cache', hash);
    if (!existsSync(indexFolder) || (await isStale(indexFolder, embedder))) {
      await writeIndex(indexFolder, documents, embedder, onProgress);
    }
    const { snapshot, retriever } = await openIndex(indexFolder, embedder);
    return {
      rank: async (question) => rankEntries(await retriever.retrieve(question, NO_FILTERS), snapshot),
      close: () => embedder.close(),
    };
  } catch (error) {
    await embedder.close();
    throw error;
  }
}

async function isStale(indexFolder: string, embedder: Embedder): Promise<boolean> {
  const generation = await readPreviousGeneration(indexFolder);
  const makers = currentMakers(embedder, await createTokenizer());
  return generation === null || compareMakers(generation.manifest.makers, makers).length > 0;
}

function rankEntries(ranking: Ranking, snapshot: Snapshot): string[] {
  return [...new Set(ranking.passages.map(({ passage }) => snapshot.passageAt(passage).document.source))];
}

function toDocument(entry: CollectionEntry): Document {
  const lines = entry.text.split('\n').map((line) => line.trim());
  const text = lines.filter((line) => line !== '').join('\n');
  let start = 0;
  const paragraphs = text.split('\n').map((line, index) => {
    const paragraph = { number: index + 1, start, end: start + line.length, markedLevel: null };
    start = paragraph.end + 1;
    return paragraph;
  });
  const id = createHash('sha256').update(entry.id).digest('hex').slice(0, 16);
  return {
    id,
    source: entry.id,
    sources: [{ source: entry.id, url: null }],
    contentHash: createHash('sha256').update(entry.text).digest('hex'),
    metadata: {
      title: entry.title,
      region: null,
      year: null,
      type: 'other',
      delivered: null,
      published: null,
      speaker: null,
      publisher: null,
      url: null,
      basedOn: null,
    },
    origins: {},
    text,
    ...chunkText(id, text, paragraphs),
    dropped: [],
  };
}
