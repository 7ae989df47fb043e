/** Reads one generation of a cluster: what is asked of it is a query each, and nothing of it is kept here. */

import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import { ListedDocument } from '../../api/documents.js';
import { WenjuError } from '../../errors.js';
import { parsePackedDocument } from '../document.js';
import { readWords } from '../words.js';
import type { StoreConnection } from './connection.js';
import type {
  CatalogueEntry,
  FoundPassage,
  LoadedDocument,
  LookUp,
  Measures,
  PassagePlace,
  PassageScope,
  PassageVectors,
  Spread,
  Spreads,
  StoredGeneration,
  StoreRanking,
} from './contract.js';
import { CHANCES, type GenerationNotes, type StoreNames, storedWord } from './layout.js';
import { nameOf, readGenerationNotes, resolveAliases } from './names.js';
import {
  CENTRED_SHIFT,
  COSINE_SHIFT,
  cosinesOfPassages,
  cosinesOfSentences,
  countOf,
  type Means,
  nearestQueries,
  rankingQuery,
  scoreWords,
  spreadOf,
} from './queries.js';
import { explainPart, whole } from './whole-answers.js';

/** Documents that are asked for at once: together some megabytes. */
const DOCUMENTS_AT_ONCE = 50;
const COUNTED_AT_ONCE = 200;
const PASSAGES_AT_ONCE = 200;
const CATALOGUE_PAGE = 1_000;
/** Passages of a scope that are looked at one by one though there is a graph, and of a larger one by which spreads are told. */
const LOOKED_AT_WHOLE = 4_000;
const DRAWN = 8_000;
/** Lucene leaves the constant factor of BM25 away. */
const BM25_FACTOR = 2.2;

const hits = z.object({
  hits: z.object({ hits: z.array(z.object({ fields: z.record(z.string(), z.array(z.unknown())).optional() })) }),
});
const searched = z.object({ responses: z.array(z.record(z.string(), z.unknown())) });
const listedHit = z.object({ _source: z.object({ listed: ListedDocument }), sort: z.array(z.unknown()).optional() });
const listedPage = z.object({ hits: z.object({ hits: z.array(listedHit) }) });
const cataloguePage = z.object({
  aggregations: z.object({
    kinds: z.object({
      after_key: z.unknown().optional(),
      buckets: z.array(
        z.object({ doc_count: z.number(), first: z.object({ hits: z.object({ hits: z.array(listedHit) }) }) }),
      ),
    }),
  }),
});
const packedSchema = z.object({ document: z.string(), facts: z.string(), words: z.string() });
const packedDocument = z.object({ packed: packedSchema, revision: z.string() });
const storedVectors = z.object({ vectors: z.string().optional() });
const fetched = z.object({
  docs: z.array(z.object({ _source: z.unknown().optional(), error: z.unknown().optional() })),
});
const totals = z.object({ hits: z.object({ total: z.object({ value: z.number() }) }) });
const documentBuckets = z.object({
  aggregations: z.object({ documents: z.object({ buckets: z.array(z.object({ key: z.string() })) }) }),
});
const spreads = z.object({
  aggregations: z.object({
    spread: z.object({ avg: z.number().nullable(), std_deviation: z.union([z.number(), z.string()]).nullable() }),
  }),
});

/** The generation that serves. @throws WenjuError INDEX_MISSING, INDEX_STALE, STORE_UNREACHABLE, STORE_REFUSED */
export async function openStoredGeneration(connection: StoreConnection, prefix: string): Promise<StoredGeneration> {
  const names = await resolveAliases(connection, prefix);
  if (names === null) {
    throw new WenjuError(
      'INDEX_MISSING',
      `The OpenSearch cluster (${connection.urls.join(', ')}) has no index "${prefix}" of wenju. Run: wenju index --store opensearch`,
    );
  }
  const notes = await readGenerationNotes(connection, names.documents);
  return createReader(connection, names, notes);
}

function createReader(connection: StoreConnection, names: StoreNames, notes: GenerationNotes): StoredGeneration {
  const means: Means = { passages: decodeVector(notes.means.passages), sentences: decodeVector(notes.means.sentences) };

  async function searchAll(
    index: string,
    bodies: readonly unknown[],
    globally = false,
  ): Promise<Record<string, unknown>[]> {
    if (bodies.length === 0) return [];
    const header = {
      index,
      allow_partial_search_results: false,
      ...(globally ? { search_type: 'dfs_query_then_fetch' } : {}),
    };
    return whole(async () => {
      const answer = await connection.send({
        method: 'POST',
        path: '/_msearch',
        lines: bodies.flatMap((body) => [header, body]),
      });
      return searched.parse(answer).responses.map((response) => {
        if (response.error === undefined) return response;
        throw explainPart(index, response.error, Number(response.status));
      });
    });
  }

  /** Documents of an index by their ids, in order; undefined for one that is not there. */
  async function getAll(index: string, ids: readonly string[], source: string): Promise<unknown[]> {
    return whole(async () => {
      const answer = await connection.send({
        method: 'POST',
        path: `/${index}/_mget`,
        query: { _source: source },
        body: { ids },
      });
      return fetched.parse(answer).docs.map(({ _source, error }) => {
        if (error !== undefined) throw explainPart(index, error, 503);
        return _source;
      });
    });
  }

  async function readCatalogue(): Promise<CatalogueEntry[]> {
    const entries: CatalogueEntry[] = [];
    let after: unknown;
    do {
      const [response] = await searchAll(names.documents, [
        {
          size: 0,
          aggs: {
            kinds: {
              composite: {
                size: CATALOGUE_PAGE,
                ...(after === undefined ? {} : { after }),
                sources: ['region', 'year', 'type', 'kind'].map((field) => ({
                  [field]: { terms: { field, missing_bucket: true } },
                })),
              },
              aggs: { first: { top_hits: { size: 1, sort: [{ source: 'asc' }], _source: ['listed'] } } },
            },
          },
        },
      ]);
      const { kinds } = cataloguePage.parse(response).aggregations;
      for (const { doc_count, first } of kinds.buckets) {
        const [hit] = first.hits.hits;
        if (hit) entries.push({ listed: hit._source.listed, documents: doc_count });
      }
      after = kinds.after_key;
    } while (after !== undefined);
    return entries;
  }

  async function loadDocuments(ids: readonly string[]): Promise<LoadedDocument[]> {
    const loaded: LoadedDocument[] = [];
    for (let at = 0; at < ids.length; at += DOCUMENTS_AT_ONCE) {
      const asked = ids.slice(at, at + DOCUMENTS_AT_ONCE);
      for (const [position, source] of (await getAll(names.documents, asked, 'packed,revision')).entries()) {
        if (source === undefined) continue;
        const { packed, revision } = packedDocument.parse(source);
        loaded.push({ ...(await unpack(asked[position] ?? '', packed)), revision });
      }
    }
    return loaded;
  }

  async function countPassages(terms: readonly string[]): Promise<Map<string, number>> {
    const counts = new Map<string, number>();
    for (let at = 0; at < terms.length; at += COUNTED_AT_ONCE) {
      const asked = terms.slice(at, at + COUNTED_AT_ONCE);
      const responses = await searchAll(
        names.passages,
        asked.map((term) => ({ size: 0, track_total_hits: true, query: { term: { words: storedWord(term) } } })),
      );
      for (const [number, response] of responses.entries()) {
        counts.set(asked[number] ?? '', totals.parse(response).hits.total.value);
      }
    }
    return counts;
  }

  async function findDocuments(
    { by, value }: LookUp,
    regions: readonly string[] | null,
    most: number,
  ): Promise<string[] | null> {
    const where = regions === null ? [] : [{ terms: { region: regions } }];
    if (by === 'numbers' || by === 'regions') {
      const filter = [...(by === 'numbers' ? [{ term: { numbers: value } }] : []), ...where];
      const body = { size: most + 1, _source: false, query: { bool: { filter } }, docvalue_fields: ['id'] };
      const [response] = await searchAll(names.documents, [body]);
      const ids = hits.parse(response).hits.hits.map(({ fields }) => String(fields?.id?.[0] ?? ''));
      return ids.length > most ? null : ids;
    }
    const term = by === 'words' ? storedWord(value) : value;
    const [response] = await searchAll(names.passages, [
      {
        size: 0,
        track_total_hits: false,
        query: { bool: { filter: [{ term: { [by]: term } }, ...where] } },
        aggs: { documents: { terms: { field: 'document', size: most + 1 } } },
      },
    ]);
    const { buckets } = documentBuckets.parse(response).aggregations.documents;
    return buckets.length > most ? null : buckets.map(({ key }) => key);
  }

  async function findWitnesses(
    terms: readonly string[],
    years: readonly number[],
    regions: readonly string[] | null,
  ): Promise<string[]> {
    const where = regions === null ? [] : [{ terms: { region: regions } }];
    const dated = { exists: { field: 'year' } };
    const queries = [
      ...terms.map((term) => ({ bool: { filter: [{ term: { words: storedWord(term) } }, ...where] } })),
      ...years.flatMap((year) => [
        { bool: { filter: [{ term: { years: year } }, dated, ...where] } },
        { bool: { filter: [{ term: { years: year } }, ...where], must_not: [dated] } },
      ]),
    ];
    const found = { size: 1, track_total_hits: false, _source: false, docvalue_fields: ['document'] };
    const responses = await searchAll(
      names.passages,
      queries.map((query) => ({ ...found, query })),
    );
    const first = responses.flatMap((response) => hits.parse(response).hits.hits);
    return [...new Set(first.map(({ fields }) => String(fields?.document?.[0] ?? '')))];
  }

  /** How many passages there are to be drawn from; null for what is looked at one by one: all, or few where there are graphs. */
  async function countDrawn(scope: PassageScope): Promise<number | null> {
    if (notes.search === 'exact') return null;
    const [response] = await searchAll(names.passages, [countOf(scope)]);
    const { value } = totals.parse(response).hits.total;
    return value <= LOOKED_AT_WHOLE ? null : value;
  }

  async function measureSpreads(scope: PassageScope, measures: Measures): Promise<Spreads> {
    const drawn = await countDrawn(scope);
    const below = drawn === null ? null : Math.ceil((CHANCES * DRAWN) / drawn);
    const scores = [
      scoreWords(measures.query),
      [cosinesOfPassages(measures, means)],
      [cosinesOfSentences(measures, means)],
    ];
    const bodies = scores.map((should) => spreadOf(scope, should, below));
    const [words, passages, sentences] = await searchAll(names.passages, bodies, true);
    const shift = measures.centred ? CENTRED_SHIFT : COSINE_SHIFT;
    return {
      words: readSpread(words, 0, BM25_FACTOR),
      passages: readSpread(passages, shift, 1),
      sentences: readSpread(sentences, shift, 1),
    };
  }

  async function rank(ranking: StoreRanking): Promise<FoundPassage[]> {
    const { worth } = ranking;
    const asked = { ...ranking, worth: { ...worth, words: worth.words * BM25_FACTOR } };
    const drawn = await countDrawn(ranking.scope);
    const bodies = drawn === null ? [rankingQuery(asked, means)] : nearestQueries(asked, means);
    const responses = await searchAll(names.passages, bodies, true);
    const found = new Map<string, FoundPassage>();
    for (const response of responses) {
      for (const { fields } of hits.parse(response).hits.hits) {
        const [document, ordinal, revision] = [fields?.document?.[0], fields?.ordinal?.[0], fields?.revision?.[0]];
        const passage = { document: String(document), ordinal: Number(ordinal), revision: String(revision) };
        found.set(`${passage.document}-${passage.ordinal}`, passage);
      }
    }
    return [...found.values()];
  }

  async function readVectors(passages: readonly PassagePlace[]): Promise<PassageVectors[]> {
    const read: PassageVectors[] = [];
    for (let at = 0; at < passages.length; at += PASSAGES_AT_ONCE) {
      const keys = passages
        .slice(at, at + PASSAGES_AT_ONCE)
        .map(({ document, ordinal }) => passageKey(document, ordinal));
      for (const source of await getAll(names.passages, keys, 'vectors')) {
        read.push(cutVectors(storedVectors.parse(source ?? {}).vectors ?? '', notes.makers.dimensions));
      }
    }
    return read;
  }

  return {
    name: nameOf(names, notes),
    version: notes.version,
    makers: notes.makers,
    documents: notes.documents,
    passages: notes.passages,
    meanLength: notes.meanLength,
    language: notes.language,
    means,
    readCatalogue,
    listDocuments: () => listDocuments(connection, names.documents),
    loadDocuments,
    countPassages,
    findDocuments,
    findWitnesses,
    measureSpreads,
    rank,
    readVectors,
  };
}

/** The id of a passage in its index. */
export function passageKey(document: string, ordinal: number): string {
  return `${document}-${ordinal}`;
}

function readSpread(response: unknown, shift: number, factor: number): Spread {
  const { avg, std_deviation: deviation } = spreads.parse(response).aggregations.spread;
  // Of no passage, or of one alone, it is NaN in words.
  return { mean: ((avg ?? 0) - shift) * factor, deviation: typeof deviation === 'number' ? deviation * factor : 0 };
}

/** @throws WenjuError INDEX_DAMAGED when it is no document: nobody has held it against what was written */
async function unpack(id: string, packed: z.infer<typeof packedSchema>): Promise<Omit<LoadedDocument, 'revision'>> {
  const open = (part: string): Uint8Array => Uint8Array.from(gunzipSync(Buffer.from(part, 'base64')));
  try {
    return {
      packed: parsePackedDocument(open(packed.document), open(packed.facts)),
      words: await readWords('', id, async () => open(packed.words)),
    };
  } catch (cause) {
    throw new WenjuError(
      'INDEX_DAMAGED',
      `Document ${id} in the cluster is not as it was written. Delete the indices of wenju there and run: wenju index --store opensearch`,
      { cause },
    );
  }
}

function cutVectors(encoded: string, dimensions: number): PassageVectors {
  const numbers = decodeVector(encoded);
  const rows = Array.from({ length: numbers.length / dimensions }, (_, row) =>
    numbers.subarray(row * dimensions, (row + 1) * dimensions),
  );
  const [passage = new Float32Array(dimensions), ...sentences] = rows;
  return { passage, sentences };
}

export function encodeVectors(vectors: readonly Float32Array[]): string {
  return Buffer.concat(
    vectors.map((vector) => Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength)),
  ).toString('base64');
}

function decodeVector(encoded: string): Float32Array {
  const bytes = Uint8Array.from(Buffer.from(encoded, 'base64'));
  return new Float32Array(bytes.buffer);
}

async function listDocuments(connection: StoreConnection, index: string): Promise<ListedDocument[]> {
  const listed: ListedDocument[] = [];
  let after: unknown;
  for (;;) {
    const answer = listedPage.parse(
      await connection.send({
        method: 'POST',
        path: `/${index}/_search`,
        body: {
          size: CATALOGUE_PAGE,
          _source: ['listed'],
          sort: [{ source: 'asc' }, { id: 'asc' }],
          ...(after === undefined ? {} : { search_after: after }),
        },
      }),
    );
    for (const { _source } of answer.hits.hits) listed.push(_source.listed);
    const last = answer.hits.hits.at(-1);
    if (last === undefined) return listed;
    after = last.sort;
  }
}
