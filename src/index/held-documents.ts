/**
 * Beside snapshot.ts: what a snapshot holds of each document, so that the next one takes over what did not change. After
 * an upload that is all but one document, and to read them takes as long as to open the whole index.
 */

import type { Snapshot, VectorRows } from './contract.js';
import type { PackedDocument } from './document.js';
import type { Generation } from './generations.js';
import type { DocumentWords } from './words.js';

/** A document with all that is read of it. */
export interface HeldDocument {
  readonly packed: PackedDocument;
  readonly words: DocumentWords;
  readonly vectors: VectorRows;
}

/** By the hashes of the files that they were read from. */
export type HeldDocuments = ReadonlyMap<string, HeldDocument>;

const heldBy = new WeakMap<Snapshot, HeldDocuments>();

export function holdDocuments(snapshot: Snapshot, documents: HeldDocuments): void {
  heldBy.set(snapshot, documents);
}

/** None of a snapshot that was not loaded, or of none. */
export function listHeld(snapshot: Snapshot | null): HeldDocuments {
  return (snapshot && heldBy.get(snapshot)) ?? new Map();
}

/** For each document of a generation, by its id, what tells its files from any others. */
export function identifyFiles({ manifest }: Generation): ReadonlyMap<string, string> {
  const hashes = new Map<string, string[]>(manifest.documents.map(({ id }) => [id, []]));
  for (const { path, sha256 } of manifest.files) {
    for (const name of path.split(/[/.]/)) hashes.get(name)?.push(`${path} ${sha256}`);
  }
  return new Map(Array.from(hashes, ([id, own]) => [id, own.join('\n')]));
}
