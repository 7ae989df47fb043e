/**
 * Files that were added and removed over HTTP, kept in the cluster until `wenju index` has them in its folders: there all
 * of it can be made anew, and no process that answers has folders of its own.
 */

import { z } from 'zod';
import { WenjuError } from '../../errors.js';
import type { StoreConnection } from './connection.js';
import { changesIndex } from './layout.js';
import { statusOf } from './names.js';
import { findAll } from './pages.js';

/** Changes of a page whose ids are listed. */
const LISTED_AT_ONCE = 100;

/** What became of a file. */
export interface FileChange {
  /** Its name below the first corpus folder. */
  readonly source: string;
  /** Null when it was removed. */
  readonly file: { readonly bytes: Uint8Array; readonly declared: Readonly<Record<string, unknown>> | null } | null;
}

/** A change as it lies there, told from a later one of the same file. */
export interface StoredChange extends FileChange {
  readonly id: string;
  readonly state: { readonly if_seq_no: number; readonly if_primary_term: number };
}

const stored = z.object({
  _seq_no: z.number(),
  _primary_term: z.number(),
  _source: z.object({
    source: z.string(),
    file: z.object({ bytes: z.string(), declared: z.record(z.string(), z.unknown()).nullable() }).nullable(),
  }),
});

/** @param id of the file, which one change of it takes the place of another by */
export async function recordChange(
  connection: StoreConnection,
  prefix: string,
  id: string,
  { source, file }: FileChange,
): Promise<void> {
  const body = {
    source,
    file: file && { bytes: Buffer.from(file.bytes).toString('base64'), declared: file.declared },
  };
  const { name } = changesIndex(prefix, 0);
  await connection.send({ method: 'PUT', path: `/${name}/_doc/file-${id}`, query: { refresh: true }, body });
}

/** One after the other, as a file may have twenty megabytes; none where nothing was ever changed. */
export async function* listChanges(connection: StoreConnection, prefix: string): AsyncGenerator<StoredChange> {
  const { name } = changesIndex(prefix, 0);
  const search = {
    index: name,
    fields: ['source'],
    source: z.object({ source: z.string() }),
    order: ['source'],
    size: LISTED_AT_ONCE,
    query: { exists: { field: 'source' } },
    mayBeMissing: true,
  };
  for await (const { id } of findAll(connection, search)) {
    yield readChange(id, await connection.send({ method: 'GET', path: `/${name}/_doc/${id}` }));
  }
}

function readChange(id: string, answer: unknown): StoredChange {
  const { _seq_no, _primary_term, _source } = stored.parse(answer);
  const { source, file } = _source;
  return {
    id,
    source,
    file: file && { bytes: Uint8Array.from(Buffer.from(file.bytes, 'base64')), declared: file.declared },
    state: { if_seq_no: _seq_no, if_primary_term: _primary_term },
  };
}

/** Those that came later stay. */
export async function forgetChanges(
  connection: StoreConnection,
  prefix: string,
  changes: readonly Pick<StoredChange, 'id' | 'state'>[],
): Promise<void> {
  const { name } = changesIndex(prefix, 0);
  for (const { id, state } of changes) {
    try {
      await connection.send({
        method: 'DELETE',
        path: `/${name}/_doc/${id}`,
        query: { ...state, refresh: true },
      });
    } catch (error) {
      if (!(error instanceof WenjuError) || ![404, 409].includes(statusOf(error) ?? 0)) throw error;
    }
  }
}
