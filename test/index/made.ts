/** Small documents and an embedder without a model, for tests of the index and for the processes they start. */

import { createHash } from 'node:crypto';
import type { AnnotatedDocument } from '../../src/annotate/contract.js';
import type { Embedder } from '../../src/embed/contract.js';

import { makersOf } from '../../src/index/manifest.js';
import { createGlossary } from '../../src/lexicon/glossary.js';
import type { Knowledge } from '../../src/lexicon/knowledge.js';
import { blankMetadata } from '../../src/metadata.js';

import type { Document, Passage, Sentence } from '../../src/types.js';
import { normalise } from '../../src/vectors.js';

export const DIMENSIONS = 8;

/** What an index of these documents is made by. */
export const MAKERS = makersOf({
  model: 'hash@1',
  dimensions: DIMENSIONS,
  tokenizer: 't',
  cleaner: '1',
  chunker: '1',
  annotator: '1',
});

/** Names no term and no place: annotations of these documents have none. */
export const NO_KNOWLEDGE: Knowledge = {
  glossary: createGlossary('name,kind,written,asked,english', 'test'),
  gazetteer: { resolve: () => null, withCode: () => null, find: () => [], parents: () => [], contains: () => false },
};

function hash(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/** What is known of each passage: nothing. */
const PLAIN = {
  role: 'other',
  years: [],
  plan: false,
  isTelling: true,
  isOpening: false,
  isEntry: false,
} as const;

/** Every line becomes a passage, every `。` ends a sentence. */
export function makeDocument(
  source: string,
  text: string,
  changes: Partial<Document['metadata']> = {},
): AnnotatedDocument {
  const id = hash(source).toString('hex').slice(0, 16);
  const passages: Passage[] = [];
  const sentences: Sentence[] = [];
  let start = 0;
  for (const [ordinal, line] of text.split('\n').entries()) {
    const end = start + line.length;
    const place = { headingPath: [], paragraph: ordinal + 1, page: null, cut: false };
    passages.push({ id: `${id}-${ordinal}`, start, end, ...place });
    for (let from = start; from < end; ) {
      const stop = text.indexOf('。', from);
      const next = stop === -1 || stop >= end ? end : stop + 1;
      sentences.push({ start: from, end: next, passage: ordinal });
      from = next;
    }
    start = end + 1;
  }
  return {
    id,
    source,
    sources: [{ source, url: null }],
    contentHash: hash(text).toString('hex'),
    metadata: {
      ...blankMetadata(`${source}的报告`),
      type: 'report',
      ...changes,
    },
    origins: { title: 'text' },
    text,
    sections: [],
    passages,
    sentences,
    pageStarts: [],
    tableRows: [],
    dropped: [],
    annotations: {
      passages: passages.map(() => PLAIN),
      sentences: sentences.map(() => 'statement'),
      facts: [],
    },
  };
}

export interface CountingEmbedder extends Embedder {
  /** Every text that was embedded, in order. */
  readonly embedded: string[];
}

/** Vectors out of the text's hash. Fails with `disk on fire` at the first text that holds `failsAt`. */
export function createHashEmbedder(failsAt?: string): CountingEmbedder {
  const embedded: string[] = [];
  return {
    modelId: 'hash@1',
    dimensions: DIMENSIONS,
    maxInputTokens: 100,
    embedded,
    async embed(texts) {
      return texts.map((text) => {
        if (failsAt !== undefined && text.includes(failsAt)) throw new Error('disk on fire');
        embedded.push(text);
        const bytes = hash(text).subarray(0, DIMENSIONS);
        return { vector: normalise(Float32Array.from(bytes, (byte) => byte - 127.5)), truncated: text.length > 100 };
      });
    },
    isAnswering: () => true,
    async close() {},
  };
}
