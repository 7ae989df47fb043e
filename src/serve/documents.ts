/** `GET` of `/v1/documents`, one document and one passage: what is indexed, as the service tells it. */

import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import { z } from 'zod';
import { DocumentReply, DocumentsReply, PassageContextReply } from '../api/documents.js';
import { Name } from '../api/request.js';
import type { Service } from '../api/service.js';
import { describeProblems } from './problem.js';
import { NoQuery } from './query.js';

const identified = (description: string) => z.object({ id: Name.meta({ description }) });

const PROBLEMS = describeProblems({
  400: 'The id is too long, or a parameter was given.',
  404: 'Nothing has this id.',
  503: 'No index is ready.',
});

const listDocuments = createRoute({
  method: 'get',
  path: '/v1/documents',
  summary: 'List what is indexed',
  request: { query: NoQuery },
  responses: {
    200: { description: 'Every document.', content: { 'application/json': { schema: DocumentsReply } } },
    ...describeProblems({ 400: 'A parameter was given.', 503: 'No index is ready.' }),
  },
});

const getDocument = createRoute({
  method: 'get',
  path: '/v1/documents/{id}',
  summary: 'Read a document',
  request: { query: NoQuery, params: identified('Id of the document.') },
  responses: {
    200: {
      description: 'Its text, outline, passages and what was dropped.',
      content: { 'application/json': { schema: DocumentReply } },
    },
    ...PROBLEMS,
  },
});

const getPassage = createRoute({
  method: 'get',
  path: '/v1/passages/{id}',
  summary: 'Read a passage',
  request: { query: NoQuery, params: identified('Id of the passage.') },
  responses: {
    200: {
      description: 'The passage and its neighbours.',
      content: { 'application/json': { schema: PassageContextReply } },
    },
    ...PROBLEMS,
  },
});

export function addDocumentRoutes(app: OpenAPIHono, service: Service): void {
  app.openapi(listDocuments, async (context) => context.json(await service.documents(), 200));
  app.openapi(getDocument, async (context) => context.json(await service.document(context.req.valid('param').id), 200));
  app.openapi(getPassage, async (context) => context.json(await service.passage(context.req.valid('param').id), 200));
}
