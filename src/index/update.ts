/**
 * Brings the index in line with a set of documents: writes one new generation in which unchanged documents keep
 * their vectors, changed ones are embedded again and missing ones are gone. Nothing changed: nothing is written.
 */

import { link, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Embedder } from '../embed/contract.js';
import type { Document } from '../types.js';
import type { IndexedDocument, VectorStore } from './contract.js';
import { documentsFolder, readDocument, writeDocument } from './document.js';
import { createFolder, syncFolder, writeFileDurably } from './files.js';
import { beginGeneration, collectGenerations, commitGeneration, type Generation } from './generations.js';
import { type EmbeddedTexts, embeddedTexts, hashEmbeddedTexts } from './indexedtext.js';
import { compareMakers, type DocumentEntry, type Makers } from './manifest.js';

/** Texts given to the embedder at once; between two batches progress is reported. */
const BATCH_SIZE = 32;

/** How far embedding is, in characters of the texts to embed: their time goes with their length. */
export interface Progress {
  readonly done: number;
  readonly total: number;
  /** Source of the document being embedded. */
  readonly source: string;
}

/** What an update did; lists hold sources. */
export interface UpdateReport {
  readonly generation: Generation;
  readonly added: readonly string[];
  readonly replaced: readonly string[];
  readonly removed: readonly string[];
  readonly unchanged: readonly string[];
  /** Texts longer than the model's window, embedded by their beginning. */
  readonly truncated: number;
}

export interface UpdateOptions {
  readonly indexFolder: string;
  readonly documents: readonly Document[];
  readonly makers: Makers;
  readonly previous: Generation | null;
  readonly embedder: Embedder;
  /** Opens the vector store of a generation's folder. */
  readonly openVectorStore: (generationFolder: string) => VectorStore;
  /** Folder of one document's vectors below a generation's folder. */
  readonly vectorFolder: (generationFolder: string, documentId: string) => string;
  readonly now: () => Date;
  readonly onProgress?: (progress: Progress) => void;
}

interface Planned {
  readonly document: Document;
  readonly texts: EmbeddedTexts;
  readonly embeddedHash: string;
  /** Entry of the generation before, whose vectors can be kept. */
  readonly kept: DocumentEntry | null;
}

/** The caller holds the writer's lock. Throws what the file system or the embedder throws; the old generation stays. */
export async function updateIndex(options: UpdateOptions): Promise<UpdateReport> {
  const { indexFolder, makers, previous, openVectorStore } = options;
  const before = new Map((previous?.manifest.documents ?? []).map((entry) => [entry.id, entry]));
  const sameMakers = previous !== null && compareMakers(previous.manifest.makers, makers).length === 0;
  const planned = options.documents.map((document) => plan(document, sameMakers ? before.get(document.id) : undefined));
  const ids = new Set(planned.map(({ document }) => document.id));
  const unchanged = planned.filter(({ kept, document }) => kept?.contentHash === document.contentHash);
  const report = {
    added: sources(planned.filter(({ document }) => !before.has(document.id))),
    replaced: sources(planned.filter((item) => before.has(item.document.id) && !unchanged.includes(item))),
    removed: [...before.values()].filter((entry) => !ids.has(entry.id)).map((entry) => entry.source),
    unchanged: sources(unchanged),
  };
  if (previous && sameMakers && unchanged.length === planned.length && report.removed.length === 0) {
    const same = await Promise.all(unchanged.map(({ document }) => isStoredAlike(previous.folder, document)));
    if (same.every(Boolean)) return { ...report, generation: previous, truncated: 0 };
  }

  const started = await beginGeneration(indexFolder);
  await createFolder(documentsFolder(started.folder));
  const store = openVectorStore(started.folder);
  const total = planned.reduce((sum, item) => sum + (item.kept ? 0 : countCharacters(item.texts)), 0);
  let done = 0;
  let truncated = 0;
  const entries: DocumentEntry[] = [];
  for (const item of planned) {
    const { document, texts, embeddedHash, kept } = item;
    if (kept && previous) {
      await linkFolder(options.vectorFolder(previous.folder, kept.id), options.vectorFolder(started.folder, kept.id));
    } else {
      const embed = async (list: readonly string[]): Promise<Float32Array[]> => {
        const vectors: Float32Array[] = [];
        for (let start = 0; start < list.length; start += BATCH_SIZE) {
          const batch = list.slice(start, start + BATCH_SIZE);
          for (const embedding of await options.embedder.embed(batch, 'passage')) {
            vectors.push(embedding.vector);
            truncated += embedding.truncated ? 1 : 0;
          }
          done += batch.reduce((sum, text) => sum + text.length, 0);
          options.onProgress?.({ done, total, source: document.source });
        }
        return vectors;
      };
      await store.write(document.id, {
        passages: await embed(texts.passages),
        sentences: await embed(texts.sentences),
      });
    }
    const indexedAt = kept?.indexedAt ?? options.now().toISOString();
    await writeDocument(started.folder, { ...document, indexedAt });
    entries.push({
      id: document.id,
      source: document.source,
      contentHash: document.contentHash,
      embeddedHash,
      indexedAt,
    });
  }
  const generation = await commitGeneration(indexFolder, started, {
    makers,
    createdAt: options.now().toISOString(),
    documents: entries,
  });
  await collectGenerations(indexFolder, generation.name);
  return { ...report, generation, truncated };
}

function plan(document: Document, before: DocumentEntry | undefined): Planned {
  const texts = embeddedTexts(document);
  const embeddedHash = hashEmbeddedTexts(texts);
  return { document, texts, embeddedHash, kept: before?.embeddedHash === embeddedHash ? before : null };
}

/** True when the stored document says the same: metadata may change (a sidecar) while the file does not. */
async function isStoredAlike(generationFolder: string, document: Document): Promise<boolean> {
  const stored: IndexedDocument = await readDocument(generationFolder, document.id);
  const { indexedAt, ...rest } = stored;
  return indexedAt !== '' && JSON.stringify(sortKeys(rest)) === JSON.stringify(sortKeys(document));
}

/** Objects with their keys in order, so that two of them compare as text. */
function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sortKeys(inner)]),
  );
}

/** Files of a generation are never changed in place, so two generations may share them. */
async function linkFolder(from: string, to: string): Promise<void> {
  await createFolder(path.dirname(to));
  await createFolder(to);
  for (const name of await readdir(from)) {
    const source = path.join(from, name);
    const target = path.join(to, name);
    // Some file systems have no hard links.
    await link(source, target).catch(async () => writeFileDurably(target, await readFile(source)));
  }
  await syncFolder(to);
}

function sources(items: readonly Planned[]): string[] {
  return items.map(({ document }) => document.source);
}

function countCharacters(texts: EmbeddedTexts): number {
  return [...texts.passages, ...texts.sentences].reduce((sum, text) => sum + text.length, 0);
}
