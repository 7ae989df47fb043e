/** What lies in a cluster without its texts: which places, years and kinds there are, and all documents as they are listed. */

import { z } from 'zod';
import { ListedDocument } from '../../api/documents.js';
import type { StoreConnection } from './connection.js';
import type { CatalogueEntry } from './contract.js';
import { findAll } from './pages.js';

const PAGE = 1_000;
/** What documents of one sort have in common; `kind` has the time in it. */
const SORT_FIELDS = ['region', 'year', 'type', 'kind'] as const;

const listedSource = z.object({ listed: ListedDocument });
const listedHit = z.object({ _source: listedSource });
const sortKey = z.object({
  region: z.string().nullable(),
  year: z.number().nullable(),
  type: z.string().nullable(),
  kind: z.string().nullable(),
});
const cataloguePage = z.object({
  aggregations: z.object({
    kinds: z.object({
      after_key: z.unknown().optional(),
      buckets: z.array(
        z.object({
          key: sortKey,
          doc_count: z.number(),
          first: z.object({ hits: z.object({ hits: z.array(listedHit) }) }),
        }),
      ),
    }),
  }),
});
export type Sort = z.infer<typeof sortKey>;

/** Asks an index once; throws what the way to the cluster throws. */
export type AskIndex = (index: string, bodies: readonly unknown[]) => Promise<Record<string, unknown>[]>;

export async function readCatalogue(ask: AskIndex, index: string): Promise<CatalogueEntry[]> {
  const entries: CatalogueEntry[] = [];
  let after: unknown;
  do {
    const composite = {
      size: PAGE,
      ...(after === undefined ? {} : { after }),
      sources: SORT_FIELDS.map((field) => ({ [field]: { terms: { field, missing_bucket: true } } })),
    };
    const first = { top_hits: { size: 1, sort: [{ source: 'asc' }], _source: ['listed'] } };
    const [response] = await ask(index, [{ size: 0, aggs: { kinds: { composite, aggs: { first } } } }]);
    const { kinds } = cataloguePage.parse(response).aggregations;
    for (const { key, doc_count, first: found } of kinds.buckets) {
      const [hit] = found.hits.hits;
      if (hit) entries.push({ listed: hit._source.listed, documents: doc_count, sort: nameSort(key) });
    }
    after = kinds.after_key;
  } while (after !== undefined);
  return entries;
}

/** In one form, whoever has it. */
export function nameSort({ region, year, type, kind }: Sort): string {
  return JSON.stringify([region, year, type, kind]);
}

/** Documents of the sort, or of all sorts that have in common what is named, as a filter. */
export function filterSort(name: string): object[] {
  const values = z.array(z.union([z.string(), z.number(), z.null()])).parse(JSON.parse(name));
  return values.map((value, at) => {
    const field = SORT_FIELDS[at] ?? '';
    return value === null ? { bool: { must_not: [{ exists: { field } }] } } : { term: { [field]: value } };
  });
}

/** All documents without their texts, in the order of their sources. */
export async function listDocuments(connection: StoreConnection, index: string): Promise<ListedDocument[]> {
  const listed: ListedDocument[] = [];
  const search = { index, fields: ['listed'], source: listedSource, order: ['source', 'id'], size: PAGE };
  for await (const { source } of findAll(connection, search)) listed.push(source.listed);
  return listed;
}
