/** `POST /v1/cite`, `POST /v1/check` and `GET /v1/compare`: what writers ask, over the service. */

import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import { z } from 'zod';
import { CheckReply, CheckRequest, CiteReply, CiteRequest, CompareReply } from '../api/check.js';
import type { Service } from '../api/service.js';
import { limitDraft, requireJson } from './encoding.js';
import { describeProblems, PROBLEMS_OF_POST } from './problem.js';
import { CompareQuery, NoQuery, toCompareRequest } from './query.js';

const postCite = createRoute({
  method: 'post',
  path: '/v1/cite',
  summary: 'Find where a quotation or claim stands, and how to cite it',
  middleware: [limitDraft, requireJson] as const,
  request: {
    query: NoQuery,
    body: { required: true, content: { 'application/json': { schema: CiteRequest } } },
  },
  responses: {
    200: {
      description: 'Where it stands; not_found is a reply and no error.',
      content: { 'application/json': { schema: CiteReply } },
    },
    ...PROBLEMS_OF_POST,
  },
});

const postCheck = createRoute({
  method: 'post',
  path: '/v1/check',
  summary: 'Check every figure and quotation of a text',
  middleware: [limitDraft, requireJson] as const,
  request: {
    query: NoQuery,
    body: { required: true, content: { 'application/json': { schema: CheckRequest } } },
  },
  responses: {
    200: { description: 'A verdict for each.', content: { 'application/json': { schema: CheckReply } } },
    ...PROBLEMS_OF_POST,
  },
});

const getCompare = createRoute({
  method: 'get',
  path: '/v1/compare',
  summary: 'Set the figures of one indicator side by side',
  request: { query: CompareQuery },
  responses: {
    200: {
      description: 'A cell for every place and year, each cited; empty where no document says it.',
      content: {
        'application/json': { schema: CompareReply },
        'text/csv': { schema: z.string() },
        'text/markdown': { schema: z.string() },
      },
    },
    ...describeProblems({
      400: 'A parameter is not as described, or a place is not known.',
      503: 'No index is ready to answer from.',
    }),
  },
});

export function addCheckRoutes(app: OpenAPIHono, service: Service): void {
  app.openapi(postCite, async (context) => {
    const { signal } = context.req.raw;
    return context.json(await service.cite(context.req.valid('json'), { signal }), 200);
  });
  app.openapi(postCheck, async (context) => {
    const { signal } = context.req.raw;
    return context.json(await service.check(context.req.valid('json'), { signal }), 200);
  });
  app.openapi(getCompare, async (context) => {
    const query = context.req.valid('query');
    const request = toCompareRequest(query);
    if (query.format === 'json') return context.json(await service.compare(request), 200);
    const written = await service.writeComparison(request);
    const type = query.format === 'csv' ? 'text/csv' : 'text/markdown';
    return context.body(written[query.format], 200, { 'Content-Type': `${type}; charset=utf-8` });
  });
}
