/**
 * Writes a generation into a cluster: documents one by one, each with its passages first, so that one that is there is
 * whole. An upload that was ended goes on with what is missing; it serves when both aliases are turned to it at once.
 */

import { setTimeout as pause } from 'node:timers/promises';
import PQueue from 'p-queue';
import { z } from 'zod';
import { WenjuError } from '../../errors.js';
import type { StoreConnection } from './connection.js';
import { type BulkOperation, type DocumentOperations, operationsOf, type WrittenDocument } from './entries.js';
import {
  aliasesOf,
  documentsIndex,
  type GenerationNotes,
  type IndexShape,
  indicesOf,
  passagesIndex,
  type StoreNames,
  servingSettings,
} from './layout.js';
import { resolveAliases, statusOf } from './names.js';
import { findAll } from './pages.js';

export interface WriteOptions {
  readonly prefix: string;
  readonly shards: number;
  readonly replicas: number;
  readonly notes: GenerationNotes;
  /** What tells a document's text and metadata from any other, by the ids of all documents of the generation, in order. */
  readonly revisions: ReadonlyMap<string, string>;
  readonly read: (id: string) => Promise<WrittenDocument>;
  readonly onProgress?: (done: number, total: number) => void;
}

export interface WriteReport {
  readonly names: StoreNames;
  readonly written: number;
  /** Documents that lay there already. */
  readonly kept: number;
}

/** Characters of a request: more waits in the memory of a node, less pays more often for the way. */
export const BATCH_SIZE = 4 * 2 ** 20;
/** Requests that are under way while the next is made. */
const AT_ONCE = 2;
const BATCH_WITHIN_MS = 60_000;
const FIRST_PAUSE_MS = 200;
const MOST_TRIES = 8;
/** Copies of parts that are being made are waited for so long, a request at a time. */
const COPIED_WITHIN_MS = 3_600_000;
const LOOK_WITHIN_MS = 30_000;
/** Of an answer that says that what was waited for did not come. */
const TIMED_OUT = 408;

/** Writes what is missing and lets it serve. Generations before the one that served until now are deleted. */
export async function writeGeneration(connection: StoreConnection, options: WriteOptions): Promise<WriteReport> {
  const { prefix, notes, revisions, replicas } = options;
  const names = indicesOf(prefix, notes.version);
  await createIndices(connection, names, options);
  const there = await listStored(connection, names.documents);
  const missing = [...revisions.keys()].filter((id) => there.get(id) !== revisions.get(id));
  await writeMissing(connection, names, missing, options);
  await connection.send({
    method: 'PUT',
    path: `/${names.passages}/_settings`,
    body: servingSettings(replicas),
    withinMs: BATCH_WITHIN_MS,
  });
  await refresh(connection, `${names.documents},${names.passages}`);
  await untilCopied(connection, names);
  await turnAliases(connection, prefix, names);
  return { names, written: missing.length, kept: revisions.size - missing.length };
}

/** A batch is made while those before it are taken. */
async function writeMissing(
  connection: StoreConnection,
  names: StoreNames,
  missing: readonly string[],
  { notes, read, onProgress }: WriteOptions,
): Promise<void> {
  const queue = new PQueue({ concurrency: AT_ONCE });
  let failure: { readonly error: unknown } | null = null;
  let batch: DocumentOperations[] = [];
  let size = 0;
  const flush = async (): Promise<void> => {
    const own = batch;
    [batch, size] = [[], 0];
    await queue.onSizeLessThan(1);
    queue
      .add(async () => {
        await bulk(
          connection,
          names.passages,
          own.flatMap(({ passages }) => passages),
        );
        await bulk(
          connection,
          names.documents,
          own.map(({ entry }) => entry),
        );
      })
      .catch((error: unknown) => {
        failure ??= { error };
      });
  };
  for (const [done, id] of missing.entries()) {
    if (failure !== null) break;
    const operations = operationsOf(await read(id), notes.makers.dimensions);
    batch.push(operations);
    size += operations.size;
    if (size >= BATCH_SIZE) await flush();
    onProgress?.(done + 1, missing.length);
  }
  if (failure === null) await flush();
  await queue.onIdle();
  throwFirst(failure);
}

function throwFirst(failure: { readonly error: unknown } | null): void {
  if (failure !== null) throw failure.error;
}

/** What was written is seen by whoever searches from then on. */
export async function refresh(connection: StoreConnection, index: string): Promise<void> {
  await connection.send({ method: 'POST', path: `/${index}/_refresh`, withinMs: BATCH_WITHIN_MS });
}

/** A part that is being copied would be on one node alone when the generation before it goes. */
async function untilCopied(connection: StoreConnection, { documents, passages }: StoreNames): Promise<void> {
  const until = performance.now() + COPIED_WITHIN_MS;
  const copied = { wait_for_no_initializing_shards: true, wait_for_events: 'languid' };
  while (!(await isHealthy(connection, `${documents},${passages}`, copied)) && performance.now() < until);
}

/** Whether indices come to be so within a while. */
async function isHealthy(
  connection: StoreConnection,
  index: string,
  state: Readonly<Record<string, string | boolean>>,
): Promise<boolean> {
  try {
    await connection.send({
      method: 'GET',
      path: `/_cluster/health/${index}`,
      query: { ...state, timeout: `${LOOK_WITHIN_MS / 3}ms` },
      withinMs: LOOK_WITHIN_MS,
    });
    return true;
  } catch (error) {
    if (error instanceof WenjuError && statusOf(error) === TIMED_OUT) return false;
    throw error;
  }
}

async function createIndices(connection: StoreConnection, names: StoreNames, options: WriteOptions): Promise<void> {
  const { notes, shards, replicas } = options;
  await deleteLost(connection, names);
  const shape: IndexShape = {
    dimensions: notes.makers.dimensions,
    shards,
    replicas,
    search: notes.search,
    lengthKept: notes.lengthKept,
  };
  for (const [index, body] of [
    [names.passages, passagesIndex(shape)],
    [names.documents, documentsIndex(shape, notes)],
  ] as const) {
    await createIndex(connection, index, body);
  }
}

/** One that is there already stays: an answer that was lost on its way may have been of its making. */
export async function createIndex(connection: StoreConnection, index: string, body: object): Promise<void> {
  if (await exists(connection, index)) return;
  try {
    await connection.send({ method: 'PUT', path: `/${index}`, body: { ...body }, withinMs: BATCH_WITHIN_MS });
  } catch (error) {
    if (!(error instanceof WenjuError) || statusOf(error) !== 400 || !(await exists(connection, index))) throw error;
  }
}

/** Where a part of what nobody asks yet is gone with its node, all of it is written again. */
async function deleteLost(connection: StoreConnection, { documents, passages }: StoreNames): Promise<void> {
  const there: string[] = [];
  for (const index of [documents, passages]) if (await exists(connection, index)) there.push(index);
  if (there.length === 0) return;
  const all = there.join(',');
  const isThere = await isHealthy(connection, all, { wait_for_status: 'yellow' });
  if (!isThere) for (const index of there) await connection.send({ method: 'DELETE', path: `/${index}` });
}

async function exists(connection: StoreConnection, index: string): Promise<boolean> {
  try {
    await connection.send({ method: 'GET', path: `/${index}/_mapping` });
    return true;
  } catch (error) {
    if (error instanceof WenjuError && statusOf(error) === 404) return false;
    throw error;
  }
}

/** Documents of a page whose ids are listed. */
const LISTED_AT_ONCE = 5_000;

/** Ids of the documents that are there with their revisions. */
export async function listStored(connection: StoreConnection, index: string): Promise<Map<string, string>> {
  await connection.send({ method: 'POST', path: `/${index}/_refresh` });
  const ids = new Map<string, string>();
  const source = z.object({ revision: z.string() });
  const search = { index, fields: ['revision'], source, order: ['id'], size: LISTED_AT_ONCE };
  for await (const hit of findAll(connection, search)) ids.set(hit.id, hit.source.revision);
  return ids;
}

const bulkAnswer = z.object({
  errors: z.boolean(),
  items: z.array(z.object({ index: z.object({ _id: z.string(), status: z.number(), error: z.unknown().optional() }) })),
});

/** In requests of a size that a node takes, one after the other. */
export async function bulk(
  connection: StoreConnection,
  index: string,
  operations: readonly BulkOperation[],
): Promise<void> {
  let part: BulkOperation[] = [];
  let size = 0;
  for (const operation of operations) {
    part.push(operation);
    size += operation.line.length;
    if (size < BATCH_SIZE) continue;
    await bulkAtOnce(connection, index, part);
    [part, size] = [[], 0];
  }
  await bulkAtOnce(connection, index, part);
}

/** What a busy node turns away is sent again after a pause that grows: the cluster says how fast it takes. */
async function bulkAtOnce(
  connection: StoreConnection,
  index: string,
  operations: readonly BulkOperation[],
): Promise<void> {
  let left = operations;
  for (let attempt = 0; left.length > 0; attempt += 1) {
    const answer = bulkAnswer.parse(
      await connection.send({
        method: 'POST',
        path: `/${index}/_bulk`,
        lines: left.flatMap(({ id, line }) => [JSON.stringify({ index: { _id: id } }), line]),
        withinMs: BATCH_WITHIN_MS,
      }),
    );
    if (!answer.errors) return;
    const failed = answer.items.map(({ index: item }) => item).filter(({ status }) => status >= 300);
    const refused = failed.find(({ status }) => status !== 429 && status !== 503);
    if (refused || attempt >= MOST_TRIES) {
      const { _id, status, error } = refused ?? failed[0] ?? { _id: '', status: 0, error: null };
      throw new WenjuError(
        'STORE_REFUSED',
        `The OpenSearch cluster did not take ${_id} into ${index} (${status} ${JSON.stringify(error).slice(0, 300)}). Mend that and run again: wenju index --store opensearch`,
      );
    }
    const again = new Set(failed.map(({ _id }) => _id));
    left = left.filter(({ id }) => again.has(id));
    await pause(FIRST_PAUSE_MS * 2 ** attempt * (0.5 + Math.random() / 2));
  }
}

/** Both at once. What served before stays for those who still ask it; what served before that goes. */
async function turnAliases(connection: StoreConnection, prefix: string, names: StoreNames): Promise<void> {
  const before = await resolveAliases(connection, prefix);
  const aliases = aliasesOf(prefix);
  if (before?.documents !== names.documents) {
    const turn = (index: string, old: string | undefined, alias: string) => [
      ...(old === undefined ? [] : [{ remove: { index: old, alias } }]),
      { add: { index, alias } },
    ];
    const actions = [
      ...turn(names.documents, before?.documents, aliases.documents),
      ...turn(names.passages, before?.passages, aliases.passages),
    ];
    await connection.send({ method: 'POST', path: '/_aliases', body: { actions } });
  }
  await deleteOlder(connection, prefix, [names, ...(before ? [before] : [])]);
}

async function deleteOlder(connection: StoreConnection, prefix: string, kept: readonly StoreNames[]): Promise<void> {
  const names = new Set(kept.flatMap(({ documents, passages }) => [documents, passages]));
  const older = (await listIndices(connection, prefix)).filter((name) => !names.has(name));
  for (const name of older) await connection.send({ method: 'DELETE', path: `/${name}` });
}

/** Indices of all generations of this prefix. */
export async function listIndices(connection: StoreConnection, prefix: string): Promise<string[]> {
  const answer = await connection.send({
    method: 'GET',
    path: `/_cat/indices/${prefix}-*`,
    query: { format: 'json', h: 'index' },
  });
  const own = new RegExp(`^${prefix}-g\\d{6,}-[0-9a-f]+\\.(?:documents|passages)$`);
  return z
    .array(z.object({ index: z.string() }))
    .parse(answer)
    .map(({ index }) => index)
    .filter((name) => own.test(name));
}
