/** `POST` and `GET` of `/v1/ask` and `/v1/search`: takes a question, gives the service's reply. */

import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import { AskReply, SearchReply, type Service } from '../contract.js';
import { AskRequest, SearchRequest } from '../request.js';
import { limitBody, requireJson } from './encoding.js';
import { describeProblems } from './problem.js';
import { AskQuery, NoQuery, SearchQuery, toAskRequest, toSearchRequest } from './query.js';

const PROBLEMS_OF_GET = describeProblems({
  400: 'The question, a parameter or the encoding is not as described; unknown parameters are refused.',
  503: 'No index is ready to answer from.',
});
const PROBLEMS_OF_POST = describeProblems({
  400: 'The body is not UTF-8 JSON, or a field is not as described; unknown fields are refused.',
  413: 'The body is too large.',
  415: 'The body is not application/json.',
  503: 'No index is ready to answer from.',
});

const ASKED = {
  description: 'The answer with its citations, or a refusal that says what is missing (status not_found).',
  content: { 'application/json': { schema: AskReply } },
};
const SEARCHED = {
  description: 'The passages, best first; none when nothing fits.',
  content: { 'application/json': { schema: SearchReply } },
};

const postAsk = createRoute({
  method: 'post',
  path: '/v1/ask',
  summary: 'Ask a question',
  middleware: [limitBody, requireJson] as const,
  request: {
    query: NoQuery,
    body: { required: true, content: { 'application/json': { schema: AskRequest } } },
  },
  responses: { 200: ASKED, ...PROBLEMS_OF_POST },
});

const getAsk = createRoute({
  method: 'get',
  path: '/v1/ask',
  summary: 'Ask a question',
  request: { query: AskQuery },
  responses: { 200: ASKED, ...PROBLEMS_OF_GET },
});

const postSearch = createRoute({
  method: 'post',
  path: '/v1/search',
  summary: 'Find passages',
  middleware: [limitBody, requireJson] as const,
  request: {
    query: NoQuery,
    body: { required: true, content: { 'application/json': { schema: SearchRequest } } },
  },
  responses: { 200: SEARCHED, ...PROBLEMS_OF_POST },
});

const getSearch = createRoute({
  method: 'get',
  path: '/v1/search',
  summary: 'Find passages',
  request: { query: SearchQuery },
  responses: { 200: SEARCHED, ...PROBLEMS_OF_GET },
});

export function addAskRoutes(app: OpenAPIHono, service: Service): void {
  app.openapi(postAsk, async (context) => context.json(await service.ask(context.req.valid('json')), 200));
  app.openapi(getAsk, async (context) =>
    context.json(await service.ask(toAskRequest(context.req.valid('query'))), 200),
  );
  app.openapi(postSearch, async (context) => context.json(await service.search(context.req.valid('json')), 200));
  app.openapi(getSearch, async (context) =>
    context.json(await service.search(toSearchRequest(context.req.valid('query'))), 200),
  );
}
