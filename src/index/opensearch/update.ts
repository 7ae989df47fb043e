/**
 * Brings a generation that serves in a cluster in line with another of the same makers, document by document: where little
 * changed that is a small part of writing all anew. Each document is whole before its entry names it; who asks meanwhile
 * tells passages of one text from those of another by their revision.
 */

import { z } from 'zod';
import { WenjuError } from '../../errors.js';
import type { StoreConnection } from './connection.js';
import type { GenerationNotes, StoreNames } from './layout.js';
import { readGenerationNotes, resolveAliases } from './names.js';
import { bulk, documentEntry, listPassages, listStored, type WriteOptions, type WrittenDocument } from './write.js';

/** Of more documents than this share a new generation is written. */
const MOST_CHANGED = 0.25;
const WITHIN_MS = 120_000;

export interface StoreUpdate extends WriteOptions {
  /** What tells a document's text and metadata from any other, by its id. */
  readonly revisions: ReadonlyMap<string, string>;
}

export interface StoreChanges {
  readonly names: StoreNames;
  readonly written: number;
  readonly removed: number;
  readonly kept: number;
}

/** Null when what serves is of other makers, or too much of it has changed: then a new generation is to be written. */
export async function updateGeneration(
  connection: StoreConnection,
  options: StoreUpdate,
): Promise<StoreChanges | null> {
  const { prefix, notes, ids, revisions, read, onProgress } = options;
  const names = await resolveAliases(connection, prefix);
  if (names === null) return null;
  const served = await readServedNotes(connection, names.documents);
  if (served === null || !isOfSameMakers(served, notes)) return null;
  const stored = await listStored(connection, names.documents);
  const changed = ids.filter((id) => stored.get(id) !== revisions.get(id));
  const wanted = new Set(ids);
  const gone = [...stored.keys()].filter((id) => !wanted.has(id));
  if (changed.length + gone.length > MOST_CHANGED * ids.length) return null;
  for (const [done, id] of changed.entries()) {
    await putDocument(connection, names, await read(id));
    onProgress?.(done + 1, changed.length);
  }
  for (const id of gone) await removeStored(connection, names, id);
  const all = `/${names.documents},${names.passages}`;
  await connection.send({ method: 'POST', path: `${all}/_refresh`, withinMs: WITHIN_MS });
  if (served.version !== notes.version) await writeNotes(connection, names.documents, notes);
  return { names, written: changed.length, removed: gone.length, kept: ids.length - changed.length };
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

/** Resolves when both are taken by every copy. */
export async function putDocument(
  connection: StoreConnection,
  names: StoreNames,
  document: WrittenDocument,
): Promise<void> {
  await bulk(connection, names.passages, listPassages(document));
  await bulk(connection, names.documents, [documentEntry(document)]);
  const { id } = document.packed.document;
  const older = { must_not: [{ term: { revision: document.revision } }], filter: [{ term: { document: id } }] };
  await removePassages(connection, names, { bool: older });
}

/** Its entry first: nobody is led to passages that are going. */
async function removeStored(connection: StoreConnection, names: StoreNames, id: string): Promise<void> {
  const query = { term: { document: id } };
  await connection.send({
    method: 'POST',
    path: `/${names.documents}/_delete_by_query`,
    query: { conflicts: 'proceed' },
    body: { query: { term: { id } } },
  });
  await removePassages(connection, names, query);
}

/** Of a shorter text than before: those that its passages did not take the place of. */
export async function removePassages(connection: StoreConnection, names: StoreNames, query: object): Promise<number> {
  await connection.send({ method: 'POST', path: `/${names.passages}/_refresh`, withinMs: WITHIN_MS });
  const answer = await connection.send({
    method: 'POST',
    path: `/${names.passages}/_delete_by_query`,
    query: { conflicts: 'proceed' },
    body: { query },
    withinMs: WITHIN_MS,
  });
  return z.object({ deleted: z.number() }).parse(answer).deleted;
}

async function writeNotes(connection: StoreConnection, index: string, notes: GenerationNotes): Promise<void> {
  await connection.send({ method: 'PUT', path: `/${index}/_mapping`, body: { _meta: { ...notes } } });
}
