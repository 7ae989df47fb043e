/**
 * How an index lies in OpenSearch: two indices a generation behind one alias each, documents as they are packed in files,
 * and passages with what they are found by. What the whole of it was made by, and what BM25 and centring need to know of
 * all passages, stands in the mapping's own notes (`_meta`).
 */

import { z } from 'zod';
import { WenjuError } from '../../errors.js';
import type { FoundPassage } from './contract.js';

/** Raised when what lies in the cluster changes its form. */
export const STORE_LAYOUT = 2;
/** What a frequency is held against, and how much length counts: as in bm25.ts, which has the last word. */
const TERM_SATURATION = 1.2;
const LENGTH_NORMALISATION = 0.75;

/** Everything that is known of a generation as a whole. */
const generationNotesSchema = z.object({
  wenju: z.literal(STORE_LAYOUT),
  /** As replies state it in `indexVersion`. */
  version: z.string(),
  createdAt: z.string(),
  makers: z.object({
    layout: z.number(),
    model: z.string(),
    dimensions: z.number(),
    tokenizer: z.string(),
    cleaner: z.string(),
    chunker: z.string(),
    annotator: z.string(),
  }),
  documents: z.number(),
  passages: z.number(),
  sentences: z.number(),
  /** Words of a passage on average. */
  meanLength: z.number(),
  /** How much of a length is left on average when Lucene has written it in a byte. */
  lengthKept: z.number(),
  language: z.enum(['zh', 'en']),
  /** Mean vectors of all passages and sentences, which a question in the other language is centred by. */
  means: z.object({ passages: z.string(), sentences: z.string() }),
  /** Whether nearest neighbours are found by a graph, or by looking at all. */
  search: z.enum(['exact', 'hnsw']),
});
export type GenerationNotes = z.infer<typeof generationNotesSchema>;

/** Names of the indices of a generation, and of the aliases that it serves under. */
export interface StoreNames {
  readonly documents: string;
  readonly passages: string;
}

export function aliasesOf(prefix: string): StoreNames {
  return { documents: `${prefix}-documents`, passages: `${prefix}-passages` };
}

/** By the version of what they hold: an upload that was interrupted goes on where it was. */
export function indicesOf(prefix: string, version: string): StoreNames {
  const name = `${prefix}-${version.toLowerCase()}`;
  return { documents: `${name}.documents`, passages: `${name}.passages` };
}

/** @throws WenjuError INDEX_STALE when they are of another layout or no notes of ours */
export function readNotes(notes: unknown): GenerationNotes {
  const parsed = generationNotesSchema.safeParse(notes);
  if (parsed.success) return parsed.data;
  throw new WenjuError(
    'INDEX_STALE',
    `The index in the cluster is of another layout than ${STORE_LAYOUT}, or of others. Run: wenju index --store opensearch`,
    { cause: parsed.error },
  );
}

/** The index of what was changed over HTTP and of the lock of whoever writes; of the prefix, whichever generation serves. */
export function changesIndex(prefix: string, replicas: number) {
  return {
    name: `${prefix}-changes`,
    body: {
      settings: { index: { number_of_shards: 1, number_of_replicas: replicas } },
      mappings: {
        dynamic: 'strict',
        properties: { holder: keyword, source: keyword, file: { type: 'object', enabled: false } },
      },
    },
  };
}

export interface IndexShape {
  readonly dimensions: number;
  readonly shards: number;
  readonly replicas: number;
  readonly search: GenerationNotes['search'];
  readonly lengthKept: number;
}

const keyword = { type: 'keyword' } as const;

export function documentsIndex({ replicas }: Pick<IndexShape, 'replicas'>, notes: GenerationNotes) {
  return {
    settings: { index: { number_of_shards: 1, number_of_replicas: replicas, codec: 'best_compression' } },
    mappings: {
      _meta: { ...notes },
      dynamic: 'strict',
      properties: {
        id: keyword,
        source: keyword,
        sources: keyword,
        region: keyword,
        year: { type: 'integer' },
        type: keyword,
        kind: keyword,
        numbers: keyword,
        revision: keyword,
        vectors: { ...keyword, index: false, doc_values: false },
        passages: { type: 'integer' },
        sentences: { type: 'integer' },
        length: { type: 'long' },
        listed: { type: 'object', enabled: false },
        packed: { type: 'object', enabled: false },
      },
    },
  };
}

/**
 * Until a generation serves nobody looks at its passages: none is made visible, none copied, and what a node that falls
 * would lose is sent again.
 */
const WHILE_LOADING = { number_of_replicas: 0, refresh_interval: '-1', 'translog.durability': 'async' };

/** Settings of passages that serve. */
export function servingSettings(replicas: number) {
  return { index: { number_of_replicas: replicas, refresh_interval: null, 'translog.durability': null } };
}

export function passagesIndex({ dimensions, shards, search, lengthKept }: Omit<IndexShape, 'replicas'>) {
  const vector =
    search === 'hnsw'
      ? {
          type: 'knn_vector',
          dimension: dimensions,
          method: {
            name: 'hnsw',
            engine: 'lucene',
            space_type: 'cosinesimil',
            parameters: { m: 16, ef_construction: 128 },
          },
        }
      : { type: 'knn_vector', dimension: dimensions };
  return {
    settings: {
      index: {
        number_of_shards: shards,
        ...WHILE_LOADING,
        knn: search === 'hnsw',
        similarity: { words: similarityFor(lengthKept) },
      },
    },
    mappings: {
      dynamic: 'strict',
      _source: { excludes: ['vector', 'sentences', 'words', 'pairs'] },
      properties: {
        document: keyword,
        revision: keyword,
        ordinal: { type: 'integer' },
        chance: { type: 'integer' },
        source: keyword,
        region: keyword,
        year: { type: 'integer' },
        type: keyword,
        placeYear: keyword,
        named: keyword,
        isTelling: { type: 'boolean' },
        isOpening: { type: 'boolean' },
        isEntry: { type: 'boolean' },
        role: keyword,
        years: { type: 'integer' },
        plan: { type: 'boolean' },
        terms: keyword,
        places: keyword,
        cores: keyword,
        pairs: { type: 'keyword', doc_values: false },
        words: { type: 'text', analyzer: 'whitespace', similarity: 'words', index_options: 'freqs' },
        vector,
        sentences: { type: 'nested', properties: { ordinal: { type: 'integer' }, vector } },
        vectors: { type: 'binary' },
      },
    },
  };
}

/** Such that k1 · (1 - b + b · length / mean length) is on average what it is with the whole length. */
function similarityFor(lengthKept: number) {
  const ofLength = (TERM_SATURATION * LENGTH_NORMALISATION) / lengthKept;
  const k1 = TERM_SATURATION * (1 - LENGTH_NORMALISATION) + ofLength;
  return { type: 'BM25', k1, b: ofLength / k1 };
}

/** Lengths below this are written whole. */
const WHOLE_LENGTH = 24;
/** Binary digits that are left of a longer one. */
const KEPT_DIGITS = 4;

/** A length as Lucene has it back (SmallFloat.intToByte4). */
export function keptLength(length: number): number {
  const rest = length - WHOLE_LENGTH;
  if (rest < 0) return length;
  const dropped = Math.max(0, 32 - Math.clz32(rest) - KEPT_DIGITS);
  return WHOLE_LENGTH + (rest >>> dropped) * 2 ** dropped;
}

/** Passages are drawn by numbers below this. */
export const CHANCES = 10_000;

/** A word of our own as one of the whitespace analyser's. */
export function storedWord(term: string): string {
  return term.replace(/\s/g, '_').slice(0, LONGEST_WORD);
}

/** Longer ones the analyser would cut in pieces. */
const LONGEST_WORD = 255;

/** The id of a passage in its index: of two texts of a document each has its own until the older is gone. */
export function passageKey({ document, ordinal, revision }: FoundPassage): string {
  return `${document}-${ordinal}-${revision}`;
}

/** A place with a year, by which the newest of each place are found. */
export function placeYear(region: string | null, year: number | null): string {
  return `${region ?? ''}|${year ?? ''}`;
}
