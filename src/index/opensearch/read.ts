/** Reads one generation of a cluster: what is asked of it is a query each, and nothing of it is kept here. */

import { z } from 'zod';
import { WenjuError } from '../../errors.js';
import { filterSort, listDocuments, readCatalogue } from './catalogue.js';
import type { StoreConnection } from './connection.js';
import type {
  FoundPassage,
  LoadedDocument,
  LookUp,
  Measures,
  PassageScope,
  PassageVectors,
  Spread,
  Spreads,
  StoredGeneration,
  StoreRanking,
} from './contract.js';
import { CHANCES, type GenerationNotes, passageKey, type StoreNames, storedWord } from './layout.js';
import { findMentions } from './mention.js';
import { nameOf, readGenerationNotes, resolveAliases } from './names.js';
import { cutVectors, decodeVector, openPacked, packedSchema } from './packing.js';
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
/** Passages of a scope that are looked at one by one though there is a graph, and of a larger one by which spreads are told. */
const LOOKED_AT_WHOLE = 4_000;
const DRAWN = 8_000;
/** Between a CSV file and the row of it that is a document, as ingest names them. */
const BEFORE_ROW = '#';
/** Lucene leaves the constant factor of BM25 away. */
const BM25_FACTOR = 2.2;

const hits = z.object({
  hits: z.object({ hits: z.array(z.object({ fields: z.record(z.string(), z.array(z.unknown())).optional() })) }),
});
const searched = z.object({ responses: z.array(z.record(z.string(), z.unknown())) });
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
        lines: bodies.flatMap((body) => [JSON.stringify(header), JSON.stringify(body)]),
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

  async function loadDocuments(ids: readonly string[]): Promise<LoadedDocument[]> {
    const loaded: LoadedDocument[] = [];
    for (let at = 0; at < ids.length; at += DOCUMENTS_AT_ONCE) {
      const asked = ids.slice(at, at + DOCUMENTS_AT_ONCE);
      for (const [position, source] of (await getAll(names.documents, asked, 'packed,revision')).entries()) {
        if (source === undefined) continue;
        const { packed, revision } = packedDocument.parse(source);
        loaded.push({ ...(await openPacked(asked[position] ?? '', packed)), revision });
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
    if (by === 'mention') return findMentions(searchAll, names.passages, value, regions, most);
    const where = regions === null ? [] : [{ terms: { region: regions } }];
    const ofDocuments = filterDocuments(by, value);
    if (ofDocuments !== null) {
      const filter = [...ofDocuments, ...where];
      const body = { size: most + 1, _source: false, query: { bool: { filter } }, docvalue_fields: ['id'] };
      const [response] = await searchAll(names.documents, [body]);
      const ids = hits.parse(response).hits.hits.map(({ fields }) => String(fields?.id?.[0] ?? ''));
      return ids.length > most ? null : ids;
    }
    const [response] = await searchAll(names.passages, [
      {
        size: 0,
        track_total_hits: false,
        query: { bool: { filter: [{ term: { [by]: value } }, ...where] } },
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
        found.set(passageKey(passage), passage);
      }
    }
    return [...found.values()];
  }

  async function readVectors(passages: readonly FoundPassage[]): Promise<(PassageVectors | null)[]> {
    const read: (PassageVectors | null)[] = [];
    for (let at = 0; at < passages.length; at += PASSAGES_AT_ONCE) {
      const keys = passages.slice(at, at + PASSAGES_AT_ONCE).map(passageKey);
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
    readCatalogue: () => readCatalogue(searchAll, names.documents),
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

/** Null for what passages are looked up by. */
function filterDocuments(by: LookUp['by'], value: string): object[] | null {
  if (by === 'numbers') return [{ term: { numbers: value } }];
  if (by === 'regions') return [];
  if (by === 'sort') return filterSort(value);
  if (by !== 'file') return null;
  const rows = { prefix: { source: `${value}${BEFORE_ROW}` } };
  return [{ bool: { should: [{ term: { sources: value } }, rows], minimum_should_match: 1 } }];
}

function readSpread(response: unknown, shift: number, factor: number): Spread {
  const { avg, std_deviation: deviation } = spreads.parse(response).aggregations.spread;
  // Of no passage, or of one alone, it is NaN in words.
  return { mean: ((avg ?? 0) - shift) * factor, deviation: typeof deviation === 'number' ? deviation * factor : 0 };
}
