/** Small documents, an embedder without a model, and temporary folders for the tests of the index. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach } from 'vitest';
import type { Snapshot, VectorRows } from '../../src/index/contract.js';
import { quantiseInto } from '../../src/vectors.js';

export { type CountingEmbedder, createHashEmbedder, DIMENSIONS, MAKERS, makeDocument, NO_KNOWLEDGE } from './made.js';

const made: string[] = [];

/** A new folder that is removed after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'wenju-index-'));
  made.push(folder);
  return folder;
}

afterEach(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A vector as it lies in a snapshot. */
export function quantise(vector: Float32Array): Int16Array {
  const numbers = new Int16Array(vector.length);
  quantiseInto(vector, numbers);
  return numbers;
}

/** The vectors of all documents one behind the other. */
export function joinVectors({ vectors }: Pick<Snapshot, 'vectors'>): VectorRows {
  return {
    passages: Int16Array.from(vectors.flatMap(({ passages }) => [...passages])),
    sentences: Int16Array.from(vectors.flatMap(({ sentences }) => [...sentences])),
  };
}
