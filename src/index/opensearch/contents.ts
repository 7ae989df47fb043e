/**
 * Beside doctor.ts: is what lies in a cluster what was written? Documents and vectors are held against the hashes that their
 * entries have, and every passage against the entries, some at a time.
 */

import { z } from 'zod';
import type { StoreConnection } from './connection.js';
import { passageKey, type StoreNames } from './layout.js';
import { hashEncoded, packedSchema, revisionOf, unpackContents } from './packing.js';
import { findAll } from './pages.js';

/** Documents that are held against their hashes at once: some megabytes. */
const DOCUMENTS_AT_ONCE = 20;
const VECTORS_AT_ONCE = 200;
const OWNERS_AT_ONCE = 1_000;
/** What lies on a node that is away would be taken for altered. */
const WHOLE = { allow_partial_search_results: false };

const entry = z.object({
  id: z.string(),
  revision: z.string(),
  vectors: z.string(),
  passages: z.number(),
  packed: packedSchema,
});
type Entry = z.infer<typeof entry>;
const vectors = z.object({ docs: z.array(z.object({ _source: z.object({ vectors: z.string() }).optional() })) });
const owners = z.object({
  aggregations: z.object({
    owners: z.object({
      after_key: z.unknown().optional(),
      buckets: z.array(
        z.object({ key: z.object({ document: z.string(), revision: z.string() }), doc_count: z.number() }),
      ),
    }),
  }),
});

/** Ids of documents that are not as they were written. */
export async function findAltered(connection: StoreConnection, names: StoreNames): Promise<string[]> {
  const altered: string[] = [];
  const fields = ['id', 'revision', 'vectors', 'passages', 'packed'];
  const search = { index: names.documents, fields, source: entry, order: ['id'], size: DOCUMENTS_AT_ONCE };
  for await (const { source } of findAll(connection, search)) {
    if (!isAsWritten(source) || !(await hasItsVectors(connection, names, source))) altered.push(source.id);
  }
  return altered;
}

function isAsWritten({ packed, revision }: Entry): boolean {
  try {
    return revisionOf(unpackContents(packed)) === revision;
  } catch {
    // No archive, or nothing that can be read in it.
    return false;
  }
}

async function hasItsVectors(connection: StoreConnection, names: StoreNames, entry: Entry): Promise<boolean> {
  const { id: document, revision, passages } = entry;
  const encoded: string[] = [];
  for (let at = 0; at < passages; at += VECTORS_AT_ONCE) {
    const count = Math.min(VECTORS_AT_ONCE, passages - at);
    const ids = Array.from({ length: count }, (_, next) => passageKey({ document, ordinal: at + next, revision }));
    const answer = await connection.send({
      method: 'POST',
      path: `/${names.passages}/_mget`,
      query: { _source: 'vectors' },
      body: { ids },
    });
    for (const { _source } of vectors.parse(answer).docs) encoded.push(_source?.vectors ?? '');
  }
  return hashEncoded(encoded) === entry.vectors;
}

/** A text of a document that passages lie there of. */
export interface Owner {
  readonly document: string;
  readonly revision: string;
  readonly passages: number;
}

export async function* listOwners(connection: StoreConnection, index: string): AsyncGenerator<Owner> {
  let after: unknown;
  do {
    const composite = {
      size: OWNERS_AT_ONCE,
      sources: ['document', 'revision'].map((field) => ({ [field]: { terms: { field } } })),
      ...(after === undefined ? {} : { after }),
    };
    const body = { size: 0, aggs: { owners: { composite } } };
    const found = owners.parse(
      await connection.send({ method: 'POST', path: `/${index}/_search`, query: WHOLE, body }),
    );
    for (const { key, doc_count } of found.aggregations.owners.buckets) yield { ...key, passages: doc_count };
    after = found.aggregations.owners.after_key;
  } while (after !== undefined);
}
