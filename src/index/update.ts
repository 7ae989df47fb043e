/**
 * Brings the index in line with a set of documents: writes one new generation in which unchanged documents keep
 * their vectors, changed ones are embedded again and missing ones are gone. Nothing changed: nothing is written.
 */

import path from 'node:path';
import type { AnnotatedDocument } from '../annotate/contract.js';
import type { Embedder } from '../embed/contract.js';
import { createFolder } from '../files.js';
import type { Tokenizer } from '../lexicon/contract.js';
import { createTurns } from '../turns.js';
import type { VectorStore } from './contract.js';
import { documentFiles, documentsFolder, readStoredDocument, writeDocument } from './document.js';
import { linkFiles, linkFolders } from './files.js';
import { beginGeneration, collectGenerations, commitGeneration, type Generation } from './generations.js';
import { cutWords, type EmbeddedTexts, embeddedTexts, hashEmbeddedTexts } from './indexed-text.js';
import { compareMakers, type DocumentEntry, type Makers } from './manifest.js';
import { wordsFileName, wordsFolder, writeWords } from './words.js';

/** Texts given to the embedder at once; between two batches progress is reported. */
const BATCH_SIZE = 64;

/** How far embedding is, in characters of the texts to embed: their time goes with their length. */
export interface Progress {
  readonly done: number;
  readonly total: number;
  /** Source of the document being embedded. */
  readonly source: string;
}

/** What differs between an index and a set of documents; lists hold sources. */
export interface Changes {
  readonly added: readonly string[];
  readonly replaced: readonly string[];
  readonly removed: readonly string[];
  readonly unchanged: readonly string[];
}

/** What an update did. */
export interface UpdateReport extends Changes {
  readonly generation: Generation;
  /** Texts longer than the model's window, embedded by their beginning. */
  readonly truncated: number;
}

interface PlanOptions {
  readonly documents: readonly AnnotatedDocument[];
  readonly makers: Makers;
  /** The generation that serves, found whole; null when there is none that can be kept. */
  readonly previous: Generation | null;
  /** Those of the documents that are as that generation has them. */
  readonly known?: ReadonlySet<AnnotatedDocument>;
}

/** What an update will do. */
interface UpdatePlan {
  readonly changes: Changes;
  readonly planned: readonly PlannedDocument[];
}

interface PlannedDocument {
  readonly document: AnnotatedDocument;
  readonly texts: EmbeddedTexts;
  readonly embeddedHash: string;
  /** Entry of the generation before, whose vectors can be kept. */
  readonly kept: DocumentEntry | null;
}

/** Of a document whose vectors are kept. */
const NO_TEXTS: EmbeddedTexts = { passages: [], sentences: [] };

/** Compares documents with the generation that serves; writes nothing. */
export async function planUpdate(options: PlanOptions): Promise<UpdatePlan> {
  const { documents, makers, previous, known } = options;
  const before = new Map((previous?.manifest.documents ?? []).map((entry) => [entry.id, entry]));
  const found = previous?.manifest.makers;
  const sameVectors = found?.model === makers.model && found.dimensions === makers.dimensions;
  const planned: PlannedDocument[] = [];
  const changes = {
    added: [] as string[],
    replaced: [] as string[],
    removed: [] as string[],
    unchanged: [] as string[],
  };
  const letOthers = createTurns();
  for (const document of documents) {
    await letOthers();
    const entry = before.get(document.id);
    before.delete(document.id);
    if (entry && sameVectors && known?.has(document)) {
      planned.push({ document, texts: NO_TEXTS, embeddedHash: entry.embeddedHash, kept: entry });
      changes.unchanged.push(document.source);
      continue;
    }
    const texts = embeddedTexts(document);
    const embeddedHash = hashEmbeddedTexts(texts);
    const kept = sameVectors && entry?.embeddedHash === embeddedHash ? entry : null;
    planned.push({ document, texts, embeddedHash, kept });
    if (!entry) changes.added.push(document.source);
    else if (previous && kept && (await isStoredAlike(previous.folder, document)))
      changes.unchanged.push(document.source);
    else changes.replaced.push(document.source);
  }
  changes.removed.push(...[...before.values()].map((entry) => entry.source));
  return { ...options, changes, planned };
}

export interface UpdateOptions extends PlanOptions {
  readonly indexFolder: string;
  readonly embedder: Embedder;
  /** Cuts passages into the words that they are found by. */
  readonly tokenizer: Tokenizer;
  /** Opens the vector store of a generation's folder. */
  readonly openVectorStore: (generationFolder: string) => VectorStore;
  /** Folder of the vectors of a generation, in which those of each document lie in a folder named by its id. */
  readonly vectorsFolder: (generationFolder: string) => string;
  readonly now: () => Date;
  /** Keys of the files that documents were made of, by the documents' ids. */
  readonly readKeys?: ReadonlyMap<string, string>;
  readonly onProgress?: (progress: Progress) => void;
}

/** The caller holds the writer's lock. Throws what the file system or the embedder throws; the old generation stays. */
export async function updateIndex(options: UpdateOptions): Promise<UpdateReport> {
  const { indexFolder, makers, previous, openVectorStore } = options;
  const { changes, planned } = await planUpdate(options);
  const sameMakers = previous !== null && compareMakers(previous.manifest.makers, makers).length === 0;
  if (sameMakers && changes.unchanged.length === planned.length && changes.removed.length === 0) {
    return { ...changes, generation: previous, truncated: 0 };
  }

  const started = await beginGeneration(indexFolder);
  await createFolder(documentsFolder(started.folder));
  await createFolder(wordsFolder(started.folder));
  const store = openVectorStore(started.folder);
  const unchanged = new Set(changes.unchanged);
  const keptIds: string[] = [];
  const keptVectors: string[] = [];
  const linked: string[] = [];
  const letOthers = createTurns();
  const embedding = createBatches(planned, options);
  const entries: DocumentEntry[] = [];
  for (const { document, texts, embeddedHash, kept } of planned) {
    if (kept && previous?.manifest.makers.layout === makers.layout) {
      keptVectors.push(kept.id);
    } else if (kept && previous) {
      await store.write(kept.id, await openVectorStore(previous.folder).read(kept.id));
    } else {
      await store.write(document.id, {
        passages: await embedding.embed(texts.passages, document.source),
        sentences: await embedding.embed(texts.sentences, document.source),
      });
    }
    const indexedAt = kept?.indexedAt ?? options.now().toISOString();
    if (sameMakers && unchanged.has(document.source)) keptIds.push(document.id);
    else {
      await writeDocument(started.folder, { ...document, indexedAt });
      await writeWords(started.folder, document.id, await cutWords(document, options.tokenizer, letOthers));
    }
    const { id, source, contentHash } = document;
    entries.push({ id, source, contentHash, embeddedHash, indexedAt, readKey: options.readKeys?.get(id) ?? null });
  }
  // All at once, as each time the folder is made durable.
  if (previous) {
    const { folder } = previous;
    const [from, to] = [options.vectorsFolder(folder), options.vectorsFolder(started.folder)];
    if (keptVectors.length > 0) linked.push(...(await linkFolders(from, to, keptVectors)));
    for (const [folderOf, names] of [
      [documentsFolder, keptIds.flatMap(documentFiles)],
      [wordsFolder, keptIds.map(wordsFileName)],
    ] as const) {
      linked.push(...(await linkFiles(folderOf(folder), folderOf(started.folder), names)));
    }
  }
  const createdAt = options.now().toISOString();
  const isLinked = new Set(linked);
  const shared = previous?.manifest.files.filter((file) => isLinked.has(path.join(started.folder, file.path)));
  const generation = await commitGeneration(indexFolder, started, { makers, createdAt, documents: entries }, shared);
  // The update is done whether or not the folders of old ones can be removed: the next one removes them. What was taken
  // out must not lie there any longer; readers that find their generation gone begin again.
  await collectGenerations(indexFolder, generation.name, changes.removed.length === 0).catch(() => undefined);
  return { ...changes, generation, truncated: embedding.countTruncated() };
}

/** Embeds lists of texts in batches and says between them how far all of it is. */
function createBatches(planned: readonly PlannedDocument[], { embedder, onProgress }: UpdateOptions) {
  const total = planned.reduce((sum, item) => sum + (item.kept ? 0 : countCharacters(item.texts)), 0);
  let done = 0;
  let truncated = 0;
  return {
    countTruncated: () => truncated,
    async embed(texts: readonly string[], source: string): Promise<Float32Array[]> {
      const vectors: Float32Array[] = [];
      for (let start = 0; start < texts.length; start += BATCH_SIZE) {
        const batch = texts.slice(start, start + BATCH_SIZE);
        for (const embedding of await embedder.embed(batch, 'passage')) {
          vectors.push(embedding.vector);
          truncated += embedding.truncated ? 1 : 0;
        }
        done += batch.reduce((sum, text) => sum + text.length, 0);
        onProgress?.({ done, total, source });
      }
      return vectors;
    },
  };
}

/** True when the stored document says the same: metadata may change (a sidecar) while the file does not. */
async function isStoredAlike(generationFolder: string, document: AnnotatedDocument): Promise<boolean> {
  const stored = await readStoredDocument(generationFolder, document.id);
  const { indexedAt, ...rest } = stored;
  return indexedAt !== '' && JSON.stringify(sortKeys(rest)) === JSON.stringify(sortKeys(document));
}

/** Objects with their keys in order, so that two of them compare as text. */
export function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sortKeys(inner)]),
  );
}

function countCharacters(texts: EmbeddedTexts): number {
  return [...texts.passages, ...texts.sentences].reduce((sum, text) => sum + text.length, 0);
}
