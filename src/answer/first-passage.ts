/** Used by the composers that go by how a document is laid out: where in the index do its passages begin? */

import type { IndexedDocument, Snapshot } from '../index/contract.js';

/** Number of the first passage of an indexed document; the others follow it in the order of the document. */
export function firstPassageOf(document: IndexedDocument, { documents, firstPassage }: Snapshot): number {
  return firstPassage[documents.indexOf(document)] ?? 0;
}
