/** What is asked of OpenSearch in its own language: scopes as filters, measures as scores, a ranking as their sum. */

import type { QueryTerm } from '../contract.js';
import type { Measures, PassageScope, StoreRanking, Trait } from './contract.js';
import { storedWord } from './layout.js';

type Query = Readonly<Record<string, unknown>>;

/** A cosine is never below -1, and no score of Lucene may be below 0. */
export const COSINE_SHIFT = 1;
/** Centred cosines of rows with little left after centring pass 1. */
export const CENTRED_SHIFT = 2;

/** Means that rows are centred by. */
export interface Means {
  readonly passages: Float32Array;
  readonly sentences: Float32Array;
}

/** Passages that may be ranked in a scope. */
function filterScope({ regions, years, types, documents, naming, telling }: PassageScope): Query[] {
  const filters: Query[] = telling ? [{ term: { isTelling: true } }] : [];
  if (regions !== null) filters.push({ terms: { region: regions } });
  if (years.length > 0) filters.push({ terms: { year: years } });
  if (types.length > 0) filters.push({ terms: { type: types } });
  if (documents.length > 0) filters.push({ terms: { document: documents } });
  if (naming !== null) {
    const either = [{ terms: { region: naming.inside } }, { terms: { named: naming.codes } }];
    filters.push({ bool: { should: either, minimum_should_match: 1 } });
  }
  return filters;
}

/** BM25 as bm25.ts adds it up: of words that mean the same the best counts. */
export function scoreWords(query: readonly QueryTerm[], worth = 1): Query[] {
  return query.map(({ variants, weight }) => ({
    dis_max: {
      queries: variants.map((term) => ({ term: { words: { value: storedWord(term), boost: weight * worth } } })),
    },
  }));
}

/** Cosines of all passages; with `worth` as a part of a sum. */
export function cosinesOfPassages({ vector, centred }: Measures, means: Means, worth = 1): Query {
  return {
    script_score: {
      query: { match_all: {} },
      script: similarity('vector', vector, centred ? means.passages : null, worth),
    },
  };
}

/** The best cosine of each passage's sentences. */
export function cosinesOfSentences({ vector, centred }: Measures, means: Means, worth = 1): Query {
  const script = similarity('sentences.vector', vector, centred ? means.sentences : null, worth);
  return {
    nested: {
      path: 'sentences',
      score_mode: 'max',
      query: { script_score: { query: { match_all: {} }, script } },
    },
  };
}

function similarity(field: string, vector: Float32Array, mean: Float32Array | null, worth: number) {
  const value = `innerProduct(params.vector, doc['${field}'])`;
  if (mean === null) {
    return {
      source: `params.worth * (${COSINE_SHIFT} + ${value})`,
      params: { vector: Array.from(vector), worth },
    };
  }
  let [offset, square] = [0, 0];
  for (const [at, each] of mean.entries()) {
    offset += each * (vector[at] ?? 0);
    square += each * each;
  }
  // Rows have unit length: |row - mean|² = 1 - 2 row·mean + |mean|².
  const left = `Math.sqrt(Math.max(1 - 2 * innerProduct(params.mean, doc['${field}']) + params.square, 1e-9))`;
  return {
    source: `params.worth * Math.max(0, ${CENTRED_SHIFT} + (${value} - params.offset) / ${left})`,
    params: { vector: Array.from(vector), mean: Array.from(mean), offset, square, worth },
  };
}

/** What a trait adds; one that takes something off is what its lack adds, as no score may be below 0. */
function scoreTrait({ holds, worth }: Trait): Query {
  const has = holds.map(({ field, values }) =>
    field === 'hasYear' ? { exists: { field: 'year' } } : { terms: { [field]: values } },
  );
  const filter = worth > 0 ? { bool: { filter: has } } : { bool: { must_not: [{ bool: { filter: has } }] } };
  return { constant_score: { filter, boost: Math.abs(worth) } };
}

/** How many passages a scope has. */
export function countOf(scope: PassageScope): Query {
  return { size: 0, track_total_hits: true, query: { bool: { filter: filterScope(scope) } } };
}

/** Scores alone, over all passages of a scope, or over those whose chance is below a number. */
export function spreadOf(scope: PassageScope, should: readonly Query[], below: number | null): Query {
  const drawn = below === null ? [] : [{ range: { chance: { lt: below } } }];
  return {
    size: 0,
    track_total_hits: false,
    query: { bool: { filter: [...filterScope(scope), ...drawn], should, minimum_should_match: 0 } },
    aggs: { spread: { extended_stats: { script: { source: '_score' } } } },
  };
}

/** The best of a scope by the sum of all. */
export function rankingQuery(ranking: StoreRanking, means: Means): Query {
  const { scope, worth, traits, count } = ranking;
  const should = [
    ...(worth.words > 0 ? scoreWords(ranking.query, worth.words) : []),
    ...(worth.passages > 0 ? [cosinesOfPassages(ranking, means, worth.passages)] : []),
    ...(worth.sentences > 0 ? [cosinesOfSentences(ranking, means, worth.sentences)] : []),
    ...traits.filter((trait) => trait.worth !== 0).map(scoreTrait),
  ];
  return {
    size: count,
    track_total_hits: false,
    _source: false,
    docvalue_fields: ['document', 'ordinal', 'revision'],
    query: { bool: { filter: filterScope(scope), should, minimum_should_match: 0 } },
  };
}

/**
 * The best of a scope by each measure, the cosines by graphs: passages that come first in one of them, or in words and what
 * they have besides, are what is ranked.
 */
export function nearestQueries(ranking: StoreRanking, means: Means): Query[] {
  const { scope, vector, count, worth } = ranking;
  const filter = { bool: { filter: filterScope(scope) } };
  const sought = { vector: Array.from(vector), k: count };
  const { query, ...found } = rankingQuery({ ...ranking, worth: { ...worth, passages: 0, sentences: 0 } }, means);
  const nested = {
    path: 'sentences',
    score_mode: 'max',
    query: { knn: { 'sentences.vector': { ...sought, filter } } },
  };
  return [
    { ...found, query },
    ...(worth.passages > 0 ? [{ ...found, query: { knn: { vector: { ...sought, filter } } } }] : []),
    ...(worth.sentences > 0 ? [{ ...found, query: { nested } }] : []),
  ];
}
