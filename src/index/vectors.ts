/** What every VectorStore checks: a document's id, and each vector on its way in and out. */

import { WenjuError } from '../errors.js';
import { quantiseInto } from '../vectors.js';

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
  if (vector.length === dimensions && areFinite(vector)) return;
  throw new WenjuError(
    'INDEX_DAMAGED',
    `Expected vectors of ${dimensions} finite numbers for document ${documentId}, got one of ${vector.length} numbers` +
      `${vector.length === dimensions ? ', not all finite' : ''}. Run: wenju index`,
  );
}

/** Quantises vectors of a store that has them one by one. @throws WenjuError INDEX_DAMAGED when they are not as many, or not of this length */
export function quantiseRows(
  vectors: readonly Float32Array[],
  target: Int16Array,
  dimensions: number,
  documentId: string,
): void {
  checkRows(vectors.length * dimensions, target, documentId);
  for (let row = 0; row < vectors.length; row += 1) {
    const vector = vectors[row] ?? new Float32Array(0);
    checkVector(vector, dimensions, documentId);
    quantiseInto(vector, target.subarray(row * dimensions, (row + 1) * dimensions));
  }
}

/** @throws WenjuError INDEX_DAMAGED when there are more or fewer numbers than fill the rows */
export function checkRows(numbers: number, target: Int16Array, documentId: string): void {
  if (numbers === target.length) return;
  throw new WenjuError(
    'INDEX_DAMAGED',
    `Expected vectors of ${target.length} numbers in all for document ${documentId}, got ${numbers}. Run: wenju index`,
  );
}

/** A loop, as a call a number would take most of the time that an index is opened in. */
function areFinite(vector: ArrayLike<number>): boolean {
  let sum = 0;
  // What is not finite less itself is NaN, and stays so.
  for (let at = 0; at < vector.length; at += 1) sum += (vector[at] as number) - (vector[at] as number);
  return sum === 0;
}
