/** The contract of the embed stage: a text in, a unit vector out. Limits are data; callers branch on them. */

import type { Language } from '../lexicon/language.js';

/** One mean question vector a language, each as long as the model's embeddings. */
export type LanguageMeans = Readonly<Record<Language, Float32Array>>;

/** Questions and passages are embedded with different prefixes (E5, arXiv 2402.05672, section 3). */
export type EmbeddingKind = 'query' | 'passage';

export interface Embedding {
  /** Unit length, `dimensions` long. */
  readonly vector: Float32Array;
  /** True when the text was longer than `maxInputTokens` and only its beginning was embedded. */
  readonly truncated: boolean;
}

export interface Embedder {
  /** Name and, for local files, the hash of the weights: vectors of different ids must never be compared. */
  readonly modelId: string;
  readonly dimensions: number;
  /** Tokens a text may have, prefix included. */
  readonly maxInputTokens: number;
  /**
   * One embedding a text, in order. Throws WenjuError MODEL_INVALID when the model cannot be run, MODEL_SILENT
   * when it does not answer in time; the next call starts it anew.
   */
  embed(texts: readonly string[], kind: EmbeddingKind): Promise<Embedding[]>;
  /**
   * False while a question waits for too long, and after one that failed until one succeeds. Cheap; asking it while
   * the last success is old, or after a failure, has the model embed an empty question.
   */
  isAnswering(): boolean;
  close(): Promise<void>;
}
