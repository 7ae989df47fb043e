/**
 * How is it asked? Takes the service that answers, gives the HTTP application: the routes, their description, and a
 * problem for everything else. Nothing of a request is logged.
 */

import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import type { Service } from '../service.js';
import { addAskRoutes } from './ask.js';
import { addCheckRoutes } from './check.js';
import { addDocumentRoutes } from './documents.js';
import { requireUtf8Query } from './encoding.js';
import { addHealthRoutes } from './health.js';
import { addPageRoutes } from './pages/routes.js';
import { respondWithError, respondWithIssues, respondWithProblem } from './problem.js';
import { addUploadRoutes } from './upload.js';
import { addWidgetRoute } from './widget.js';

/** Version of the HTTP contract: fields are added within a first number, never renamed. */
const API_VERSION = '1.0.0';

const DESCRIPTION = {
  openapi: '3.1.0',
  info: {
    title: '文据 wenju',
    version: API_VERSION,
    description:
      'Ask Chinese government reports a question; get the passages that answer, with the words to cite. Offsets are ' +
      'UTF-16 code units, half-open. Errors are application/problem+json (RFC 9457).',
  },
};

const description = createRoute({
  method: 'get',
  path: '/openapi.json',
  summary: 'This description',
  responses: {
    200: {
      description: 'OpenAPI 3.1.',
      content: { 'application/json': { schema: { type: 'object' } } },
    },
  },
});

/** What the operator decides. */
export interface AppOptions {
  /** Null: documents cannot be changed over HTTP. */
  readonly adminKey: string | null;
}

/** The application over `service`. Throws nothing: what handlers throw becomes a problem. */
export function createApp(service: Service, options: AppOptions = { adminKey: null }): OpenAPIHono {
  const app = new OpenAPIHono({
    defaultHook: (result, context) => {
      if (result.success) return undefined;
      const place = result.target === 'json' ? 'body' : result.target === 'query' ? 'query' : 'path';
      return respondWithIssues(context, result.error.issues, 'data' in result ? result.data : undefined, place);
    },
  });
  app.onError((error, context) => respondWithError(context, error));
  app.notFound((context) =>
    respondWithProblem(context, 404, 'No route has this path. The routes are described in /openapi.json.'),
  );
  app.use(async (context, next) => {
    await next();
    context.header('X-Content-Type-Options', 'nosniff');
  });
  app.use(requireUtf8Query);
  addPageRoutes(app, service, introduce);
  app.openAPIRegistry.registerPath(description);
  app.get(description.path, (context) => context.json(app.getOpenAPI31Document(DESCRIPTION)));
  addAskRoutes(app, service);
  addCheckRoutes(app, service);
  addDocumentRoutes(app, service);
  addUploadRoutes(app, service, options.adminKey);
  addHealthRoutes(app, service);
  addWidgetRoute(app);
  refuseOtherMethods(app);
  return app;
}

/** Answers 405 with `Allow` where a path is known and the method is not. Goes last: routes are tried in order. */
function refuseOtherMethods(app: OpenAPIHono): void {
  const methods = new Map<string, Set<string>>();
  for (const { path, method } of app.routes) {
    if (method === 'ALL') continue;
    const known = methods.get(path) ?? new Set();
    methods.set(path, known.add(method));
    if (method === 'GET') known.add('HEAD');
  }
  for (const [path, known] of methods) {
    const allowed = [...known].sort().join(', ');
    app.all(path, (context) => {
      context.header('Allow', allowed);
      return respondWithProblem(context, 405, `Expected ${allowed}, came ${context.req.method.slice(0, 20)}.`);
    });
  }
}

function introduce(origin: string): string {
  return `文据 wenju：向政府工作报告提问，得到能回答的段落和可以引用的原话；报告里没有的，就说没有。
Ask Chinese government reports a question; get the passages that answer and the words to cite, or a plain "not there".

curl --get ${origin}/v1/ask --data-urlencode 'q=2024年荆门GDP增长目标是多少？'

${origin}/openapi.json
`;
}
