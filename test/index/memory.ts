/** The VectorStore that keeps vectors in memory: for tests and for corpora that are asked once. */

import { WenjuError } from '../../src/errors.js';
import type { DocumentVectors, VectorStore } from '../../src/index/contract.js';
import { checkDocumentId, checkVector, quantiseRows } from '../../src/index/vectors.js';

/** Keeps vectors of `dimensions` numbers until the process ends. */
export function createMemoryVectorStore(options: { dimensions: number }): VectorStore {
  const { dimensions } = options;
  const kept = new Map<string, DocumentVectors>();
  function find(documentId: string): DocumentVectors {
    checkDocumentId(documentId);
    const vectors = kept.get(documentId);
    if (!vectors) throw new WenjuError('INDEX_DAMAGED', `No vectors are kept for document ${documentId}.`);
    return vectors;
  }
  return {
    dimensions,
    async write(documentId, vectors) {
      checkDocumentId(documentId);
      for (const vector of [...vectors.passages, ...vectors.sentences]) {
        checkVector(vector, dimensions, documentId);
      }
      // Copies, so that what the caller does with its arrays afterwards changes nothing here.
      kept.set(documentId, {
        passages: vectors.passages.map((vector) => vector.slice()),
        sentences: vectors.sentences.map((vector) => vector.slice()),
      });
    },
    read: async (documentId) => find(documentId),
    async readInto(documentId, rows) {
      const { passages, sentences } = find(documentId);
      quantiseRows(passages, rows.passages, dimensions, documentId);
      quantiseRows(sentences, rows.sentences, dimensions, documentId);
    },
  };
}
