/** `POST` and `GET` of `/v1/ask` and `/v1/search`: takes a question, gives the service's reply, whole or as events. */

import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { AskReply, SearchReply } from '../api/ask.js';
import { AskRequest, NO_LANGUAGE_MODEL, SearchRequest } from '../api/request.js';
import type { Service } from '../api/service.js';
import { limitHistory, requireJson } from './encoding.js';
import { describeProblems, PROBLEMS_OF_POST, respondWithProblem } from './problem.js';
import { AskQuery, NoQuery, SearchQuery, toAskRequest, toSearchRequest } from './query.js';
import { EVENTS_CONTENT, prefersEvents, type StreamTimes, streamReply } from './stream.js';

const PROBLEMS_OF_GET = describeProblems({
  400: 'The question, a parameter or the encoding is not as described; unknown parameters are refused.',
  503: 'No index is ready to answer from.',
});

const ASKED = {
  description: 'The answer with its citations, or a refusal that says what is missing (status not_found).',
  content: { 'application/json': { schema: AskReply }, ...EVENTS_CONTENT },
};
const SEARCHED = {
  description: 'The passages, best first; none when nothing fits.',
  content: { 'application/json': { schema: SearchReply } },
};

const postAsk = createRoute({
  method: 'post',
  path: '/v1/ask',
  summary: 'Ask a question',
  middleware: [limitHistory, requireJson] as const,
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
  middleware: [limitHistory, requireJson] as const,
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

const MODE = {
  path: 'mode',
  message: 'expected auto or extractive, as no language model is configured, came "generated"',
};

export function addAskRoutes(app: OpenAPIHono, service: Service, times?: StreamTimes): void {
  async function answer(context: Context, request: AskRequest): Promise<Response> {
    if (request.mode === 'generated' && !service.writes)
      return respondWithProblem(context, 400, NO_LANGUAGE_MODEL, [MODE]);
    if (request.stream || prefersEvents(context)) {
      return streamReply(context, (asking) => service.ask(request, asking), times);
    }
    const { signal } = context.req.raw;
    const reply = await service.ask(request, { signal });
    // What a language model failed at may be asked again, and is then not what it was.
    if (reply.generation?.used === false) context.header('Cache-Control', 'no-store');
    return context.json(reply, 200);
  }
  app.openapi(postAsk, (context) => answer(context, context.req.valid('json')));
  app.openapi(getAsk, (context) => answer(context, toAskRequest(context.req.valid('query'))));
  async function search(context: Context, request: SearchRequest) {
    const { signal } = context.req.raw;
    return context.json(await service.search(request, { signal }), 200);
  }
  app.openapi(postSearch, (context) => search(context, context.req.valid('json')));
  app.openapi(getSearch, (context) => search(context, toSearchRequest(context.req.valid('query'))));
}
