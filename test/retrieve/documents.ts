/** Small documents for the tests of this folder, a real snapshot over them whose vectors a test decides, and questions understood on one fixed day. */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { annotateDocument } from '../../src/annotate/annotate.js';
import { chunkText } from '../../src/chunk/document.js';
import type { Embedder } from '../../src/embed/contract.js';
import type { IndexedDocument, Snapshot } from '../../src/index/contract.js';
import { makersOf } from '../../src/index/manifest.js';
import { loadSnapshot } from '../../src/index/snapshot.js';
import { updateIndex } from '../../src/index/update.js';
import type { Tokenizer } from '../../src/lexicon/contract.js';
import { createGazetteer } from '../../src/lexicon/gazetteer.js';
import { readGlossary } from '../../src/lexicon/glossary.js';
import { blankMetadata, type DocumentMetadata } from '../../src/metadata.js';
import type { UnderstoodQuestion } from '../../src/understand/contract.js';

import { understandQuestion } from '../../src/understand/understand.js';
import { normalise } from '../../src/vectors.js';
import { createMemoryVectorStore } from '../index/memory.js';

export const gazetteer = createGazetteer();
export const glossary = readGlossary();
/** The day all questions are asked on. */
export const TODAY = new Date('2024-06-01T00:00:00Z');

/** The question as it is understood on that day. */
export function understand(question: string): UnderstoodQuestion {
  return understandQuestion(question, { gazetteer, glossary, today: TODAY });
}

/** A document whose paragraphs are the lines of `text`; its id is its source. */
export function documentOf(
  source: string,
  metadata: Partial<DocumentMetadata> = {},
  text = '全年地区生产总值增长6.7%。',
): IndexedDocument {
  let start = 0;
  const paragraphs = text.split('\n').map((line, index) => {
    const paragraph = {
      number: index + 1,
      start,
      end: start + line.length,
      markedLevel: null,
      page: null,
      table: null,
    };
    start = paragraph.end + 1;
    return paragraph;
  });
  return {
    id: source,
    source,
    sources: [{ source, url: null }],
    contentHash: source,
    metadata: {
      ...blankMetadata('政府工作报告'),
      type: 'report',
      ...metadata,
    },
    origins: {},
    text,
    ...chunkText(source, text, paragraphs),
    tableRows: [],
    pageStarts: [],
    dropped: [],
    indexedAt: '2024-01-10T00:00:00.000Z',
  };
}

/** An embedder that places each text where `locate` says, scaled to unit length. */
export function createEmbedder(dimensions: number, locate: (text: string) => readonly number[]): Embedder {
  return {
    modelId: 'by-hand',
    dimensions,
    maxInputTokens: 512,
    embed: async (texts) =>
      texts.map((text) => ({ vector: normalise(Float32Array.from(locate(text))), truncated: false })),
    isAnswering: () => true,
    close: async () => {},
  };
}

/** Indexes the documents in a temporary folder and loads them; the folder is gone afterwards. */
export async function openSnapshot(
  documents: readonly IndexedDocument[],
  embedder: Embedder,
  tokenizer: Tokenizer,
): Promise<Snapshot> {
  const indexFolder = await mkdtemp(path.join(tmpdir(), 'wenju-snapshot-'));
  const store = createMemoryVectorStore({ dimensions: embedder.dimensions });
  try {
    const { generation } = await updateIndex({
      indexFolder,
      documents: documents.map((document) => annotateDocument(document, { gazetteer, glossary })),
      makers: makersOf({
        model: embedder.modelId,
        dimensions: embedder.dimensions,
        tokenizer: tokenizer.id,
        cleaner: '1',
        chunker: '1',
        annotator: '1',
      }),
      tokenizer,
      previous: null,
      embedder,
      openVectorStore: () => store,
      vectorsFolder: (folder) => folder,
      now: () => new Date('2024-01-10T00:00:00Z'),
    });
    return await loadSnapshot(generation, store, { gazetteer, glossary });
  } finally {
    await rm(indexFolder, { recursive: true });
  }
}
