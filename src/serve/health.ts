/** `/healthz` and `/readyz`: tells whoever watches the service that it lives, and whether it can answer. */

import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import { z } from 'zod';
import { Readiness, type Service } from '../api/service.js';
import { describeProblems, respondWithProblem } from './problem.js';

const Health = z
  .object({ status: z.literal('ok').meta({ description: 'Always ok.' }) })
  .meta({ id: 'Health', description: 'The process answers.', example: { status: 'ok' } });

const healthz = createRoute({
  method: 'get',
  path: '/healthz',
  summary: 'Alive?',
  responses: { 200: { description: 'Alive.', content: { 'application/json': { schema: Health } } } },
});

const readyz = createRoute({
  method: 'get',
  path: '/readyz',
  summary: 'Ready to answer?',
  responses: {
    200: { description: 'Index and model are ready.', content: { 'application/json': { schema: Readiness } } },
    ...describeProblems({ 503: 'Not ready, or not yet.' }),
  },
});

export function addHealthRoutes(app: OpenAPIHono, service: Service): void {
  app.openapi(healthz, (context) => context.json({ status: 'ok' as const }, 200));
  app.openAPIRegistry.registerPath(readyz);
  app.get(readyz.path, async (context) => {
    const readiness = service.readiness();
    // A language model that is away makes nobody wait: answers are composed without it.
    if (readiness.ready) return context.json({ ...readiness, languageModel: await service.languageModel() });
    return respondWithProblem(
      context,
      503,
      readiness.problem ?? 'Expected an open index and a model that answers, one is missing. Ask again.',
    );
  });
}
