/**
 * The query parameters of GET as schemas, made of the same fields as the bodies of POST: takes the strings of a
 * query, gives the same request. Parameters of filters may be repeated, all others stand once.
 */

import { z } from 'zod';
import {
  type AskRequest,
  DEFAULT_TOP_K,
  DocumentIdsFilter,
  Explain,
  exactly,
  Language,
  Mode,
  Question,
  RegionsFilter,
  type SearchRequest,
  TopK,
  TypesFilter,
  YearsFilter,
} from '../request.js';

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
  language: Language.default('auto'),
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

export function toSearchRequest(query: z.output<typeof SearchQuery>): SearchRequest {
  const { q, topK, language, explain, region, year, type, document } = query;
  const filters = { regions: region, years: year, types: type, documentIds: document };
  return { question: q, topK, filters, language, explain, stream: false };
}

export function toAskRequest(query: z.output<typeof AskQuery>): AskRequest {
  return { ...toSearchRequest(query), mode: query.mode };
}
