/**
 * Brings a generation that serves in a cluster in line with another of the same makers, document by document: where little
 * changed that is a small part of writing all anew. Each document is whole before its entry names it; who asks meanwhile
 * tells passages of one text from those of another by their revision.
 */

import { z } from 'zod';
import { WenjuError } from '../../errors.js';
import type { StoreConnection } from './connection.js';
import { type DocumentOperations, operationsOf, type WrittenDocument } from './entries.js';
import { type GenerationNotes, indicesOf, type StoreNames } from './layout.js';
import { readGenerationNotes, resolveAliases } from './names.js';
import { BATCH_SIZE, bulk, listStored, refresh, type WriteOptions } from './write.js';

/** Of more documents than this share a new generation is written. */
const MOST_CHANGED = 0.25;
const REMOVED_AT_ONCE = 500;
const WITHIN_MS = 120_000;

export interface StoreChanges {
  readonly names: StoreNames;
  readonly written: number;
  readonly removed: number;
  readonly kept: number;
}

/** Null when what serves is of other makers, or too much of it has changed: then a new generation is to be written. */
export async function updateGeneration(
  connection: StoreConnection,
  options: WriteOptions,
): Promise<StoreChanges | null> {
  const { prefix, notes, revisions, read, onProgress } = options;
  const names = await resolveAliases(connection, prefix);
  if (names === null) return null;
  const served = await readServedNotes(connection, names.documents);
  if (served === null || !isOfSameMakers(served, notes)) return null;
  const stored = await listStored(connection, names.documents);
  const changed = [...revisions].filter(([id, revision]) => stored.get(id) !== revision).map(([id]) => id);
  const gone = [...stored.keys()].filter((id) => !revisions.has(id));
  // What would be written anew is what serves, where only that was changed.
  const isItself = names.documents === indicesOf(prefix, notes.version).documents;
  if (!isItself && changed.length + gone.length > MOST_CHANGED * revisions.size) return null;
  let batch: DocumentOperations[] = [];
  for (const [done, id] of changed.entries()) {
    batch.push(operationsOf(await read(id), notes.makers.dimensions));
    if (batch.reduce((sum, { size }) => sum + size, 0) >= BATCH_SIZE || done + 1 === changed.length) {
      await putOperations(connection, names, batch);
      batch = [];
    }
    onProgress?.(done + 1, changed.length);
  }
  await removeDocuments(connection, names, gone);
  const isAsTold = JSON.stringify({ ...served, createdAt: '' }) === JSON.stringify({ ...notes, createdAt: '' });
  if (changed.length + gone.length > 0 || !isAsTold) await writeNotes(connection, names, notes);
  return { names, written: changed.length, removed: gone.length, kept: revisions.size - changed.length };
}

async function readServedNotes(connection: StoreConnection, index: string): Promise<GenerationNotes | null> {
  try {
    return await readGenerationNotes(connection, index);
  } catch (error) {
    if (error instanceof WenjuError && error.code === 'INDEX_STALE') return null;
    throw error;
  }
}

function isOfSameMakers(one: GenerationNotes, other: GenerationNotes): boolean {
  return one.search === other.search && JSON.stringify(one.makers) === JSON.stringify(other.makers);
}

/** Resolves when all of it is taken by every copy. */
export async function putDocuments(
  connection: StoreConnection,
  names: StoreNames,
  documents: readonly WrittenDocument[],
  dimensions: number,
): Promise<void> {
  if (documents.length === 0) return;
  const operations = documents.map((document) => operationsOf(document, dimensions));
  await putOperations(connection, names, operations);
}

/** Until its entry is there each document is as it was before, with the passages of that text. */
async function putOperations(
  connection: StoreConnection,
  names: StoreNames,
  documents: readonly DocumentOperations[],
): Promise<void> {
  await bulk(
    connection,
    names.passages,
    documents.flatMap(({ passages }) => passages),
  );
  await refresh(connection, names.passages);
  await bulk(
    connection,
    names.documents,
    documents.map(({ entry }) => entry),
  );
  await refresh(connection, names.documents);
  const own = { terms: { document: documents.map(({ id }) => id) } };
  const fresh = { terms: { revision: documents.map(({ revision }) => revision) } };
  await removePassages(connection, names, { bool: { filter: [own], must_not: [fresh] } });
}

/** Their entries first: nobody is led to passages that are going. */
export async function removeDocuments(
  connection: StoreConnection,
  names: StoreNames,
  ids: readonly string[],
): Promise<void> {
  for (let at = 0; at < ids.length; at += REMOVED_AT_ONCE) {
    const own = ids.slice(at, at + REMOVED_AT_ONCE);
    await deleteByQuery(connection, names.documents, { terms: { id: own } });
    await refresh(connection, names.documents);
    await removePassages(connection, names, { terms: { document: own } });
  }
}

/** How many there were. */
export async function removePassages(connection: StoreConnection, names: StoreNames, query: object): Promise<number> {
  const deleted = await deleteByQuery(connection, names.passages, query);
  await refresh(connection, names.passages);
  return deleted;
}

async function deleteByQuery(connection: StoreConnection, index: string, query: object): Promise<number> {
  const answer = await connection.send({
    method: 'POST',
    path: `/${index}/_delete_by_query`,
    query: { conflicts: 'proceed' },
    body: { query },
    withinMs: WITHIN_MS,
  });
  return z.object({ deleted: z.number() }).parse(answer).deleted;
}

/** What is there is told by the notes; a change of them is one that whoever serves goes over to. */
export async function writeNotes(
  connection: StoreConnection,
  { documents }: StoreNames,
  notes: GenerationNotes,
): Promise<void> {
  await connection.send({ method: 'PUT', path: `/${documents}/_mapping`, body: { _meta: { ...notes } } });
}

export interface StoreTotals {
  readonly documents: number;
  readonly passages: number;
  readonly sentences: number;
  /** Words of all passages. */
  readonly length: number;
}

const total = z.object({ value: z.number() });
const totals = z.object({
  hits: z.object({ total }),
  aggregations: z.object({ passages: total, sentences: total, length: total }),
});

/** Of all documents that are there. */
export async function readTotals(connection: StoreConnection, index: string): Promise<StoreTotals> {
  const sums = ['passages', 'sentences', 'length'].map((field) => [field, { sum: { field } }]);
  const body = { size: 0, track_total_hits: true, aggs: Object.fromEntries(sums) };
  const query = { allow_partial_search_results: false };
  const { hits, aggregations } = totals.parse(
    await connection.send({ method: 'POST', path: `/${index}/_search`, query, body }),
  );
  const { passages, sentences, length } = aggregations;
  return {
    documents: hits.total.value,
    passages: passages.value,
    sentences: sentences.value,
    length: length.value,
  };
}
