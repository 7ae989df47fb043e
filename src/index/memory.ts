/** The VectorStore that keeps vectors in memory: for tests and for corpora that are asked once. */

import { WenjuError } from '../errors.js';
import type { DocumentVectors, VectorStore } from './contract.js';
import { checkVector } from './vectors.js';

/** Keeps vectors of `dimensions` numbers until the process ends. */
export function createMemoryVectorStore(options: { dimensions: number }): VectorStore {
  const { dimensions } = options;
  const kept = new Map<string, DocumentVectors>();
  return {
    dimensions,
    async write(documentId, vectors) {
      for (const vector of [...vectors.passages, ...vectors.sentences]) {
        checkVector(vector, dimensions, documentId);
      }
      kept.set(documentId, vectors);
    },
    async read(documentId) {
      const vectors = kept.get(documentId);
      if (!vectors) throw new WenjuError('INDEX_DAMAGED', `No vectors are kept for document ${documentId}.`);
      return vectors;
    },
  };
}
