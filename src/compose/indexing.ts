/** From documents to an index: embed and index put together. A configuration goes in; the index on disk is brought in line. */

import path from 'node:path';
import { annotateDocument, annotatorId } from '../annotate/annotate.js';
import type { AnnotatedDocument } from '../annotate/contract.js';
import { CHUNKER_VERSION } from '../chunk/document.js';
import { CLEANER_VERSION } from '../clean/document.js';
import type { Embedder } from '../embed/contract.js';
import { writeLanguageMeans } from '../embed/means.js';
import { resolveModel } from '../embed/model.js';
import { readPrefixes } from '../embed/prefix.js';
import { createTransformersEmbedder, TO_INDEX } from '../embed/transformers.js';
import { WenjuError } from '../errors.js';
import { createFolder } from '../files.js';
import type { Snapshot, VectorStore } from '../index/contract.js';
import { readStoredDocument as readIndexedDocument } from '../index/document.js';
import type { ReadFile } from '../index/files.js';
import {
  type Generation,
  openCurrentGeneration,
  readCurrentGeneration,
  readCurrentName,
  verifyGeneration,
} from '../index/generations.js';
import { lockForWriting } from '../index/lock.js';
import { type Makers, makersOf } from '../index/manifest.js';
import { type Changes, type Progress, planUpdate, type UpdateReport, updateIndex } from '../index/update.js';
import { createVectraVectorStore } from '../index/vectra.js';
import type { WholeFiles } from '../index/whole-files.js';
import { fileOfRow } from '../ingest/csv.js';
import type { FileRemark, SkippedFile } from '../ingest/files.js';
import { deleteFiles, findFolder, storeUpload, type Upload } from '../ingest/keep.js';
import { readSidecar } from '../ingest/sidecar.js';
import type { Tokenizer } from '../lexicon/contract.js';
import { addGlossaryTerms } from '../lexicon/glossary-terms.js';
import { readKnowledge } from '../lexicon/knowledge.js';
import { createTokenizer } from '../lexicon/tokenizer.js';
import type { Config } from '../settings/config.js';
import type { Document } from '../types.js';
import { type Corpus, readCorpus } from './corpus.js';
import { type Merged, mergeNearDuplicates } from './duplicates.js';
import { type JustRead, openKnownFiles } from './known-files.js';
import { type FileRefusal, openRefusals, type TriesAgain } from './refusals.js';

/** What indexing did, which files are copies of others, and which it had to leave out, as a whole or in part. */
export interface IndexReport extends UpdateReport {
  /** Whose document has the other as a further source. */
  readonly merged: readonly Merged[];
  readonly skipped: readonly SkippedFile[];
  readonly remarks: readonly FileRemark[];
}

const VECTORS_FOLDER = 'vectors';

/** `processes`: how many embed; one is enough for questions. */
export async function openEmbedder(config: Config, processes = 1): Promise<Embedder> {
  const model = await resolveModel(config.model, config.modelDownload);
  return createTransformersEmbedder(model, readPrefixes(), undefined, processes);
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

export function openVectorStore(generationFolder: string, dimensions: number, read?: ReadFile): VectorStore {
  const folder = path.join(generationFolder, VECTORS_FOLDER);
  return createVectraVectorStore({ folder, dimensions, ...(read ? { read } : {}) });
}

function currentAnnotator(): string {
  return annotatorId(readKnowledge().glossary);
}

export function currentMakers(embedder: Embedder, tokenizer: Tokenizer): Makers {
  return makersOf({
    model: embedder.modelId,
    dimensions: embedder.dimensions,
    tokenizer: tokenizer.id,
    cleaner: CLEANER_VERSION,
    chunker: CHUNKER_VERSION,
    annotator: currentAnnotator(),
  });
}

/**
 * Makes the index mirror the corpus folders. Only what changed is embedded. A file that cannot be read any more keeps
 * what the index has of it.
 * @throws WenjuError INDEX_LOCKED while another process writes it; INPUT_INVALID or NOT_FOUND for the folders.
 */
export async function buildIndex(config: Config, onProgress?: (progress: Progress) => void): Promise<IndexReport> {
  const embedder = await openEmbedder(config, TO_INDEX);
  try {
    const triesAgain = ({ mayPass }: FileRefusal) => mayPass;
    return await holdIndex(config.index, () =>
      mirrorCorpus(config, embedder, onProgress, { triesAgain, readsKnown: true }),
    );
  } finally {
    await embedder.close();
  }
}

/**
 * Runs an update under the writer's lock. Corpus folders are read and changed under it too: an index written from what
 * they held before another process added a document would be without that document.
 * @throws WenjuError INDEX_LOCKED while another process writes the index.
 */
export async function holdIndex<Result>(indexFolder: string, update: () => Promise<Result>): Promise<Result> {
  await createFolder(path.resolve(indexFolder));
  const unlock = await lockForWriting(indexFolder);
  try {
    return await update();
  } finally {
    await unlock();
  }
}

/** Which of the files are read. */
interface ReadOptions {
  /** Of those that were refused before. */
  readonly triesAgain?: TriesAgain | undefined;
  /** One that is not, as the folders will be when it is deleted. */
  readonly leftOut?: string | undefined;
  /** Those whose documents the index holds already are, too. */
  readonly readsKnown?: boolean;
  /** Those that are not because it has just been done. */
  readonly justRead?: JustRead | undefined;
  /** What is open of the index, whose documents need not be read. */
  readonly opened?: Snapshot | null;
  /** Files of the index that were found whole, and are not looked at again. */
  readonly whole?: WholeFiles | undefined;
}

/** What whoever changes the index has at hand. */
export type AtHand = Pick<ReadOptions, 'justRead' | 'opened' | 'whole'>;

/** Brings the index in line with the corpus folders; the caller holds the index. */
export async function mirrorCorpus(
  config: Config,
  embedder: Embedder,
  onProgress?: (progress: Progress) => void,
  options: ReadOptions = {},
): Promise<IndexReport> {
  const { leftOut, triesAgain, readsKnown = false, justRead, opened, whole } = options;
  const previous = await readPreviousGeneration(config.index, whole);
  const makers = currentMakers(embedder, await createTokenizer());
  const refusals = await openRefusals(config.index, triesAgain);
  const knownFiles = readsKnown ? undefined : openKnownFiles({ previous, makers, justRead, opened });
  const corpus = await readCorpus(config.corpus, { leftOut, refusals, knownFiles });
  await refusals.save();
  const { skipped, remarks } = corpus;
  return { ...(await updateHeldIndex(config.index, previous, corpus, embedder, onProgress)), skipped, remarks };
}

/**
 * Stores a file in the first corpus folder and indexes it; the caller holds the index. What was just read of it holds if
 * its bytes, and what is stated of it, are found as they were.
 * @throws what the disk says, or why the file was left out, and then nothing has changed; WenjuError FILE_UNREADABLE
 * when it could not be taken back, saying what is so.
 */
export async function addSource(
  config: Config,
  embedder: Embedder,
  upload: Upload,
  onProgress?: (progress: Progress) => void,
  atHand: AtHand = {},
): Promise<void> {
  const [folder = ''] = config.corpus;
  const before = await readCurrentName(config.index);
  const undo = await storeUpload(folder, upload);
  try {
    await mirrorUpload(config, embedder, upload.name, onProgress, atHand);
  } catch (error) {
    await undo();
    await takeOut(config, embedder, upload.name, before);
    throw error;
  }
}

/**
 * The disk may have refused to confirm an index that serves already: mirrors the folders again unless `before` serves.
 * @throws WenjuError FILE_UNREADABLE when the index keeps what was taken back
 */
async function takeOut(config: Config, embedder: Embedder, source: string, before: string | null): Promise<void> {
  try {
    if ((await readCurrentName(config.index)) !== before) await mirrorCorpus(config, embedder);
  } catch (cause) {
    const message = `${source} was not added, but may be in the index for now. Run: wenju index`;
    throw new WenjuError('FILE_UNREADABLE', message, { cause });
  }
}

/**
 * Brings the index in line after a file was stored. A disk that could not read it this once would keep the index as it
 * was, which is no failure for a folder, but is one for whoever gave this file.
 * @throws WenjuError FILE_UNREADABLE when the file was left out
 */
async function mirrorUpload(
  config: Config,
  embedder: Embedder,
  source: string,
  onProgress?: (progress: Progress) => void,
  atHand: AtHand = {},
): Promise<void> {
  // The file has just been read, whatever became of it before.
  const triesAgain = (_: FileRefusal, file: string) => file === source;
  const { skipped } = await mirrorCorpus(config, embedder, onProgress, { triesAgain, ...atHand });
  const left = skipped.find((file) => file.source === source);
  if (left) throw new WenjuError('FILE_UNREADABLE', `${source} was stored and then left out: ${left.reason}`);
}

/** What `buildIndex` would do; writes nothing. */
export async function compareIndex(
  config: Config,
): Promise<Changes & Pick<IndexReport, 'merged' | 'skipped' | 'remarks'>> {
  const corpus = await readCorpus(config.corpus, { refusals: await openRefusals(config.index) });
  const embedder = await openEmbedder(config);
  const makers = currentMakers(embedder, await createTokenizer());
  await embedder.close();
  const previous = await readPreviousGeneration(config.index);
  const documents = await keepUnreadable(corpus, previous);
  const { changes } = await planUpdate({ documents, makers, previous });
  const { skipped, remarks } = corpus;
  return { ...changes, merged: listMerged(documents), skipped, remarks };
}

/**
 * Takes a document out of the index and deletes its file from the corpus folders; returns the file. Copies that were
 * merged into it keep their files, and the first of them takes its place.
 * @throws WenjuError NOT_FOUND when no document has this id, INPUT_INVALID when it is a row of a file.
 */
export async function removeDocument(config: Config, id: string): Promise<string> {
  const embedder = await openEmbedder(config);
  try {
    return await holdIndex(config.index, async () => {
      const generation = await readCurrentGeneration(config.index);
      const entry = generation?.manifest.documents.find((each) => each.id === id);
      if (entry === undefined) {
        throw new WenjuError(
          'NOT_FOUND',
          `No document has the id "${id.slice(0, 60)}". wenju documents lists the ids.`,
        );
      }
      await removeSource(config, embedder, entry.source);
      return entry.source;
    });
  } finally {
    await embedder.close();
  }
}

/**
 * Takes a file's document out of the index and then deletes the file; the caller holds the index. The file goes last:
 * an index that could not be written, on a full disk, leaves everything as it was.
 * @throws what the disk says, and then nothing has changed; WenjuError FILE_UNREADABLE when only half could be done.
 */
export async function removeSource(
  config: Config,
  embedder: Embedder,
  source: string,
  atHand: AtHand = {},
): Promise<void> {
  const folder = await findFolder(config.corpus, source);
  const fileOfRows = folder === null ? fileOfRow(source) : null;
  if (fileOfRows !== null) {
    throw new WenjuError(
      'INPUT_INVALID',
      `${source} is a row of ${fileOfRows}. Take the row out of that file instead.`,
    );
  }
  if (folder !== null) await readSidecar(path.dirname(path.join(folder, source)));
  try {
    await mirrorCorpus(config, embedder, undefined, { leftOut: source, ...atHand });
    if (folder !== null) await deleteFiles([{ folder, source }]);
  } catch (error) {
    await putBack(config, embedder, source, error);
    throw error;
  }
}

/**
 * After a removal that failed halfway the index has the document again.
 * @throws WenjuError FILE_UNREADABLE when it has not, saying what is so
 */
async function putBack(config: Config, embedder: Embedder, source: string, cause: unknown): Promise<void> {
  const has = async (): Promise<boolean> => {
    const generation = await readCurrentGeneration(config.index).catch(() => null);
    return generation?.manifest.documents.some((entry) => entry.source === source) ?? false;
  };
  if (await has()) return;
  await mirrorCorpus(config, embedder).catch(() => undefined);
  if (await has()) return;
  const isThere = (await findFolder(config.corpus, source)) !== null;
  const what = isThere
    ? 'but its file could not be deleted, and the index could not be put back. Delete the file by hand; until then the next wenju index brings it back.'
    : 'and its file is deleted, but the disk did not confirm it. Run: wenju index';
  throw new WenjuError('FILE_UNREADABLE', `${source} is out of the index, ${what}`, { cause });
}

/** The documents of the corpus, and of its unreadable files what the generation before has; copies merged anew. */
async function keepUnreadable(
  { documents, unreadable }: Pick<Corpus, 'documents' | 'unreadable'>,
  previous: Generation | null,
): Promise<readonly AnnotatedDocument[]> {
  const files = new Set(unreadable);
  const isUnreadable = (source: string): boolean => files.has(source) || files.has(fileOfRow(source) ?? source);
  const entries = (previous?.manifest.documents ?? []).filter(({ source }) => isUnreadable(source));
  if (previous === null || entries.length === 0) return documents;
  const kept: AnnotatedDocument[] = [];
  const isCurrent = previous.manifest.makers.annotator === currentAnnotator();
  for (const { id } of entries) {
    const { indexedAt, ...stored } = await readIndexedDocument(previous.folder, id);
    const document = isCurrent ? stored : annotateDocument(stored, readKnowledge());
    kept.push({ ...document, sources: document.sources.filter(({ source }) => source === document.source) });
  }
  // What was merged into a readable copy is not kept, so that the next update finds the same.
  const merged = await mergeNearDuplicates([...documents, ...kept]);
  // One that nothing is taken from stays the very same: it is known by that to be as it was.
  return merged.documents.map((document) =>
    isUnreadable(document.source) || !document.sources.some(({ source }) => isUnreadable(source))
      ? document
      : { ...document, sources: document.sources.filter(({ source }) => !isUnreadable(source)) },
  );
}

/** Brings the index of a folder in line with the documents. Throws WenjuError INDEX_LOCKED while another writes it. */
export async function writeIndex(
  indexFolder: string,
  corpus: ReadDocuments,
  embedder: Embedder,
  onProgress?: (progress: Progress) => void,
): Promise<UpdateReport> {
  return holdIndex(indexFolder, async () =>
    updateHeldIndex(indexFolder, await readPreviousGeneration(indexFolder), corpus, embedder, onProgress),
  );
}

type ReadDocuments = Pick<Corpus, 'documents' | 'unreadable'> & Partial<Pick<Corpus, 'readKeys' | 'known'>>;

async function updateHeldIndex(
  indexFolder: string,
  previous: Generation | null,
  corpus: ReadDocuments,
  embedder: Embedder,
  onProgress?: (progress: Progress) => void,
): Promise<UpdateReport & Pick<IndexReport, 'merged'>> {
  const { readKeys, known } = corpus;
  const documents = await keepUnreadable(corpus, previous);
  const tokenizer = addGlossaryTerms(await createTokenizer(), readKnowledge().glossary);
  const report = await updateIndex({
    indexFolder,
    documents,
    makers: currentMakers(embedder, tokenizer),
    tokenizer,
    previous,
    embedder,
    openVectorStore: (folder) => openVectorStore(folder, embedder.dimensions),
    vectorsFolder: (folder) => path.join(folder, VECTORS_FOLDER),
    now: () => new Date(),
    ...(readKeys ? { readKeys } : {}),
    ...(known ? { known } : {}),
    ...(onProgress ? { onProgress } : {}),
  });
  return { ...report, merged: listMerged(documents) };
}

function listMerged(documents: readonly Document[]): Merged[] {
  return documents.flatMap(({ source: kept, sources }) =>
    sources.filter(({ source }) => source !== kept).map(({ source }) => ({ kept, dropped: source })),
  );
}

/** A damaged generation keeps nothing for the next one: everything is embedded again. */
export async function readPreviousGeneration(indexFolder: string, whole?: WholeFiles): Promise<Generation | null> {
  try {
    return await openCurrentGeneration(indexFolder, async (generation) => {
      await verifyGeneration(generation, whole);
      return generation;
    });
  } catch (error) {
    if (error instanceof WenjuError && error.code === 'INDEX_DAMAGED') return null;
    throw error;
  }
}
