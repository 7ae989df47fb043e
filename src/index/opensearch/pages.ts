/**
 * Beside those that read all there is of something in a cluster: everything that a search finds, a page at a time, each from
 * behind the last of the one before. What lies on a node that is away would be taken for gone: then it fails.
 */

import { z } from 'zod';
import type { StoreConnection } from './connection.js';

export interface WholeSearch<Source> {
  readonly index: string;
  /** The fields that are wanted. */
  readonly fields: readonly string[];
  readonly source: z.ZodType<Source>;
  /** Fields by which no two are alike. */
  readonly order: readonly string[];
  /** Hits of a page. */
  readonly size: number;
  readonly query?: object;
  /** True for an index that may not have been made yet. */
  readonly mayBeMissing?: boolean;
}

export interface Hit<Source> {
  readonly id: string;
  readonly source: Source;
}

/** In the order of the fields. Throws WenjuError STORE_UNREACHABLE, STORE_REFUSED. */
export async function* findAll<Source>(
  connection: StoreConnection,
  { index, fields, source, order, size, query: wanted, mayBeMissing = false }: WholeSearch<Source>,
): AsyncGenerator<Hit<Source>> {
  const page = z.object({
    hits: z.object({
      hits: z.array(z.object({ _id: z.string(), _source: source, sort: z.array(z.unknown()) })),
    }),
  });
  const query = { allow_partial_search_results: false, ignore_unavailable: mayBeMissing };
  let after: unknown;
  for (;;) {
    const body = {
      size,
      _source: fields,
      sort: order.map((field) => ({ [field]: 'asc' })),
      ...(wanted === undefined ? {} : { query: wanted }),
      ...(after === undefined ? {} : { search_after: after }),
    };
    const { hits } = page.parse(await connection.send({ method: 'POST', path: `/${index}/_search`, query, body })).hits;
    for (const { _id, _source } of hits) yield { id: _id, source: _source };
    if (hits.length === 0) return;
    after = hits.at(-1)?.sort;
  }
}
