/**
 * One change of a generation that serves in a cluster: documents that come, with their vectors, and ids of those that go.
 * What is told of all of it (how many, how long, the mean vectors) is brought in line, by which every process sees it.
 */

import { createHash } from 'node:crypto';
import { WenjuError } from '../../errors.js';
import type { DocumentVectors } from '../../index/contract.js';
import type { StoreConnection } from '../../index/opensearch/connection.js';
import type { StoredGeneration } from '../../index/opensearch/contract.js';
import type { WrittenDocument } from '../../index/opensearch/entries.js';
import type { GenerationNotes } from '../../index/opensearch/layout.js';
import { readGenerationNotes, resolveAliases } from '../../index/opensearch/names.js';
import { decodeVector, encodeVectors } from '../../index/opensearch/packing.js';
import { putDocuments, readTotals, removeDocuments, writeNotes } from '../../index/opensearch/update.js';

/** Digits of a version's hash, as of one of an index in files. */
const VERSION_DIGITS = 8;

/** The caller holds the cluster's lock. */
export async function changeStored(
  connection: StoreConnection,
  prefix: string,
  generation: StoredGeneration,
  written: readonly WrittenDocument[],
  gone: readonly string[],
): Promise<void> {
  const names = await resolveAliases(connection, prefix);
  if (names === null) throw new WenjuError('INDEX_MISSING', `The cluster has no index "${prefix}" any more.`);
  const served = await readGenerationNotes(connection, names.documents);
  const replaced = [...written.map(({ packed }) => packed.document.id), ...gone];
  const before: DocumentVectors[] = [];
  for (const id of replaced) {
    const own = await readStoredVectors(generation, id);
    if (own !== null) before.push(own);
  }
  await putDocuments(connection, names, written, served.makers.dimensions);
  await removeDocuments(connection, names, gone);
  const totals = await readTotals(connection, names.documents);
  const revisions = written.map(({ packed, revision }) => [packed.document.id, revision]);
  const hash = createHash('sha256')
    .update(JSON.stringify([served.version, revisions, gone]))
    .digest('hex');
  const after = written.map(({ vectors }) => vectors);
  await writeNotes(connection, names, {
    ...served,
    version: `${served.version.slice(0, served.version.lastIndexOf('-'))}-${hash.slice(0, VERSION_DIGITS)}`,
    createdAt: new Date().toISOString(),
    documents: totals.documents,
    passages: totals.passages,
    sentences: totals.sentences,
    meanLength: totals.passages === 0 ? 1 : totals.length / totals.passages,
    means: {
      passages: moveMean(served, 'passages', before, after),
      sentences: moveMean(served, 'sentences', before, after),
    },
  });
}

/** Null when it is not there, or not all of it. */
export async function readStoredVectors(generation: StoredGeneration, id: string): Promise<DocumentVectors | null> {
  const [loaded] = await generation.loadDocuments([id]);
  if (loaded === undefined) return null;
  const { revision } = loaded;
  const { passages } = loaded.packed.document;
  const read = await generation.readVectors(passages.map((_, ordinal) => ({ document: id, ordinal, revision })));
  const found = read.filter((vectors) => vectors !== null);
  if (found.length < passages.length) return null;
  return { passages: found.map(({ passage }) => passage), sentences: found.flatMap(({ sentences }) => sentences) };
}

/** Encoded: of what was there less what was before, and what is there after. */
function moveMean(
  notes: GenerationNotes,
  of: 'passages' | 'sentences',
  before: readonly DocumentVectors[],
  after: readonly DocumentVectors[],
): string {
  const sum = Float64Array.from(decodeVector(notes.means[of]), (value) => value * notes[of]);
  let count = notes[of];
  for (const [documents, sign] of [
    [before, -1],
    [after, 1],
  ] as const) {
    for (const vector of documents.flatMap((vectors) => vectors[of])) {
      count += sign;
      for (let at = 0; at < sum.length; at += 1) sum[at] = (sum[at] ?? 0) + sign * (vector[at] ?? 0);
    }
  }
  return encodeVectors([Float32Array.from(sum, (value) => (count <= 0 ? 0 : value / count))]);
}
