/**
 * The query parameters of GET as schemas, made of the same fields as the bodies of POST: takes the strings of a
 * query, gives the same request. Parameters of filters may be repeated, all others stand once.
 */

import { z } from 'zod';
import { COMPARE_FORMATS, CompareRequest } from '../api/check.js';
import {
  type AskRequest,
  DEFAULT_TOP_K,
  DocumentIdsFilter,
  Explain,
  exactly,
  Mode,
  Question,
  RegionsFilter,
  ReplyLanguage,
  type SearchRequest,
  TopK,
  TypesFilter,
  YearsFilter,
} from '../api/request.js';

/** Digits of a number in a query: more than any field takes. */
const WHOLE_NUMBER = /^[0-9]{1,9}$/;

/** What is not a number stays as it is, for the schema to refuse and the problem to echo. */
const toNumber = (value: unknown) => (typeof value === 'string' && WHOLE_NUMBER.test(value) ? Number(value) : value);
const toBoolean = (value: unknown) => (value === 'true' ? true : value === 'false' ? false : value);
const toList = (value: unknown) => (Array.isArray(value) ? value : [value]);
const toNumbers = (value: unknown) => toList(value).map(toNumber);

const searchParameters = {
  q: Question,
  topK: z.preprocess(toNumber, TopK).default(DEFAULT_TOP_K),
  language: ReplyLanguage.default('auto'),
  explain: z.preprocess(toBoolean, Explain).default(false),
  region: z.preprocess(toList, RegionsFilter).default([]),
  year: z.preprocess(toNumbers, YearsFilter).default([]),
  type: z.preprocess(toList, TypesFilter).default([]),
  document: z.preprocess(toList, DocumentIdsFilter).default([]),
};

/** Parameters of `GET /v1/search`. */
export const SearchQuery = exactly(searchParameters);
/** Parameters of `GET /v1/ask`. */
export const AskQuery = exactly({ ...searchParameters, mode: Mode.default('auto') });
/** For routes that take no parameters. */
export const NoQuery = exactly({});

/** Parameters of `GET /v1/compare`. */
export const CompareQuery = exactly({
  indicator: CompareRequest.shape.indicator,
  region: z
    .preprocess(toList, CompareRequest.shape.regions.unwrap())
    .default([])
    .meta({ description: 'A place; may be repeated. None: all that have a figure.' }),
  year: z
    .preprocess(toNumbers, CompareRequest.shape.years.unwrap())
    .default([])
    .meta({ description: 'A year of the figures; may be repeated. None: all that have one.' }),
  measure: CompareRequest.shape.measure,
  kind: CompareRequest.shape.kind,
  format: z
    .enum(COMPARE_FORMATS, `one of ${COMPARE_FORMATS.join(', ')}`)
    .default('json')
    .meta({ description: 'csv: comma-separated rows; md: a Markdown table.' }),
});

export function toCompareRequest(query: z.output<typeof CompareQuery>): CompareRequest {
  const { indicator, region, year, measure, kind } = query;
  return { indicator, regions: region, years: year, measure, kind };
}

export function toSearchRequest(query: z.output<typeof SearchQuery>): SearchRequest {
  const { q, topK, language, explain, region, year, type, document } = query;
  const filters = { regions: region, years: year, types: type, documentIds: document };
  return { question: q, topK, filters, language, history: [], explain, stream: false };
}

export function toAskRequest(query: z.output<typeof AskQuery>): AskRequest {
  return { ...toSearchRequest(query), mode: query.mode };
}
