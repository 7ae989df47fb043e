/** A collection that brings its own corpus, put together for evaluation: its entries go in; what ranks them comes out. */

import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { annotateDocument } from '../annotate/annotate.js';
import { chunkText } from '../chunk/document.js';
import type { Embedder } from '../embed/contract.js';
import type { Snapshot } from '../index/contract.js';
import { compareMakers } from '../index/manifest.js';
import type { Progress } from '../index/update.js';
import { readKnowledge } from '../lexicon/knowledge.js';
import { createTokenizer } from '../lexicon/tokenizer.js';
import { blankMetadata } from '../metadata.js';
import type { Ranking } from '../retrieve/contract.js';
import { NO_FILTERS } from '../retrieve/filters.js';
import type { Config } from '../settings/config.js';
import type { Document } from '../types.js';
import { CAREFUL_CALIBRATION } from './calibration.js';
import { currentMakers, openEmbedder, readPreviousGeneration, writeIndex } from './indexing.js';
import { type OpenOptions, openIndex } from './service.js';

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

/** Indexes a collection, once: its index is kept below `cacheFolder` under a hash of its texts. */
export async function openCollection(
  config: Config,
  entries: readonly CollectionEntry[],
  onProgress?: (progress: Progress) => void,
  options: OpenOptions = {},
): Promise<CollectionRanker> {
  const embedder = await openEmbedder(config);
  try {
    const hash = createHash('sha256').update(JSON.stringify(entries)).digest('hex').slice(0, 16);
    const indexFolder = path.join(path.dirname(path.resolve(config.index)), 'cache', hash);
    if (!existsSync(indexFolder) || (await isStale(indexFolder, embedder))) {
      const documents = entries.map((entry) => annotateDocument(toDocument(entry), readKnowledge()));
      await writeIndex(indexFolder, { documents, unreadable: [] }, embedder, onProgress);
    }
    const { snapshot, retriever } = await openIndex(indexFolder, embedder, {
      calibration: CAREFUL_CALIBRATION,
      ...options,
    });
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
    const paragraph = {
      number: index + 1,
      start,
      end: start + line.length,
      markedLevel: null,
      page: null,
      table: null,
    } as const;
    start = paragraph.end + 1;
    return paragraph;
  });
  const id = createHash('sha256').update(entry.id).digest('hex').slice(0, 16);
  return {
    id,
    source: entry.id,
    sources: [{ source: entry.id, url: null }],
    contentHash: createHash('sha256').update(entry.text).digest('hex'),
    metadata: blankMetadata(entry.title),
    origins: {},
    text,
    ...chunkText(id, text, paragraphs),
    pageStarts: [],
    tableRows: [],
    dropped: [],
  };
}
