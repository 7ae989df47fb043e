/** The check each vector passes on its way into the index and out of it. */

import { WenjuError } from '../errors.js';

/** @throws WenjuError INDEX_DAMAGED for a wrong length or a number that is not finite. */
export function checkVector(vector: ArrayLike<number>, dimensions: number, documentId: string): void {
  if (vector.length === dimensions && Array.prototype.every.call(vector, Number.isFinite)) return;
  throw new WenjuError(
    'INDEX_DAMAGED',
    `Expected vectors of ${dimensions} finite numbers for document ${documentId}, got one of ${vector.length} numbers` +
      `${vector.length === dimensions ? ', not all finite' : ''}. Run: wenju index`,
  );
}
