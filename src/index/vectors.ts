/** The checks that every VectorStore makes: of a document's id, and of each vector on its way in and out. */

import { WenjuError } from '../errors.js';

/** Ids become names of files; anything that could lead to another folder is refused. */
const DOCUMENT_ID = /^[0-9a-z-]{1,64}$/;

/** @throws WenjuError INPUT_INVALID for an id that is not 1 to 64 of a-z, 0-9 and -. */
export function checkDocumentId(documentId: string): void {
  if (DOCUMENT_ID.test(documentId)) return;
  throw new WenjuError(
    'INPUT_INVALID',
    `Expected a document id of 1 to 64 of a-z, 0-9 and -, got "${documentId.slice(0, 80)}".`,
  );
}

/** @throws WenjuError INDEX_DAMAGED for a wrong length or a number that is not finite. */
export function checkVector(vector: ArrayLike<number>, dimensions: number, documentId: string): void {
  if (vector.length === dimensions && Array.prototype.every.call(vector, Number.isFinite)) return;
  throw new WenjuError(
    'INDEX_DAMAGED',
    `Expected vectors of ${dimensions} finite numbers for document ${documentId}, got one of ${vector.length} numbers` +
      `${vector.length === dimensions ? ', not all finite' : ''}. Run: wenju index`,
  );
}
