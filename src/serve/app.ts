/**
 * How is it asked? Takes the service that answers, gives the HTTP application: the routes, their description, and a
 * problem for everything else. Nothing of a request is logged.
 */

import { OpenAPIHono } from '@hono/zod-openapi';
import { compress } from 'hono/compress';
import { requestId } from 'hono/request-id';
import type { Service } from '../api/service.js';
import { addDifyRoutes, speakDify } from './adapters/dify.js';
import { addMcpRoutes } from './adapters/mcp.js';
import { addOpenAiRoutes, speakOpenAi } from './adapters/openai.js';
import { addAskRoutes } from './ask.js';
import { addCheckRoutes } from './check.js';
import { addDescription } from './description.js';
import { addDocumentRoutes } from './documents.js';
import { requireUtf8Query } from './encoding.js';
import { tagReplies } from './etag.js';
import { hideFolders } from './folders.js';
import { type GuardOptions, guard } from './guard/guard.js';
import { secureReplies } from './guard/headers.js';
import { isLoopback, listHosts, requireHost } from './guard/hosts.js';
import { createAllowList, shareWithOrigins } from './guard/origins.js';
import { addHealthRoutes } from './health.js';
import { type LogOptions, logRequests } from './log.js';
import { createMetrics } from './metrics.js';
import { addDeskRoutes } from './pages/desks.js';
import { addPageRoutes, respondWithNoPage } from './pages/routes.js';
import { explainLeaving, respondWithError, respondWithIssues, respondWithProblem } from './problem.js';
import { createAddress } from './public-url.js';
import { addUploadRoutes } from './upload.js';
import { addWidgetRoute } from './widget.js';
import type { WorkLoad } from './work.js';

/** What the operator decides; what is left out is as in the settings' defaults. */
export interface AppOptions extends Partial<GuardOptions> {
  /** Origins of the pages that may ask from a browser, or `*`; null: pages of this machine. */
  readonly origins?: readonly string[] | null;
  /** Where it listens: on this machine alone and without keys, it answers to names that it knows only. */
  readonly host?: string;
  /** Further names under which it may be addressed; null: this machine's alone. */
  readonly hosts?: readonly string[] | null;
  /** Origin under which others reach the service; null: the one a request names. */
  readonly publicUrl?: string | null;
  /** Where uploads go: what is told of files there is told without these folders. */
  readonly corpus?: readonly string[];
  /** Null writes nothing down. */
  readonly log?: LogOptions | null;
  /** How much is being done, for the metrics. */
  readonly readLoad?: (() => WorkLoad) | null;
}

/** The application over `service`. Throws nothing: what handlers throw becomes a problem. */
export function createApp(service: Service, options: AppOptions = {}): OpenAPIHono {
  const { adminKey = null, apiKeys = null, rateLimit = null, trustedProxies = 0 } = options;
  const { origins = null, hosts = null, host = '127.0.0.1', publicUrl = null, log = null, readLoad = null } = options;
  const { corpus = [] } = options;
  const readAddress = createAddress(publicUrl);
  const app = new OpenAPIHono({
    defaultHook: (result, context) => {
      if (result.success) return undefined;
      const place = result.target === 'json' ? 'body' : result.target === 'query' ? 'query' : 'path';
      return respondWithIssues(context, result.error.issues, 'data' in result ? result.data : undefined, place);
    },
  });
  app.onError((error, context) => respondWithError(context, error));
  app.notFound(
    (context) =>
      respondWithNoPage(context) ??
      respondWithProblem(context, 404, 'No route has this path. The routes are described in /openapi.json.'),
  );
  app.use(requestId());
  if (log) app.use(logRequests(log));
  const metrics = createMetrics({ service, readLoad });
  app.use(metrics.count);
  app.use(secureReplies);
  const isOpenAtHome = apiKeys === null && isLoopback(host);
  app.use(requireHost(isOpenAtHome ? listHosts({ hosts, publicUrl }) : null));
  const door = guard({ apiKeys, adminKey, rateLimit, trustedProxies });
  // What asks whether it may ask is answered by the next, and so is counted before.
  app.use((context, next) => (context.req.method === 'OPTIONS' ? door(context, next) : next()));
  const share = shareWithOrigins(createAllowList(origins));
  for (const path of SHARED) app.use(path, share);
  app.use('/retrieval', speakDify);
  for (const path of ['/v1/chat/completions', '/v1/models']) app.use(path, speakOpenAi);
  app.use((context, next) => (context.req.method === 'OPTIONS' ? next() : door(context, next)));
  app.use(requireUtf8Query);
  app.use(explainLeaving);
  for (const path of COMPRESSED) app.use(path, compress());
  const tag = tagReplies(() => service.readiness().indexVersion);
  for (const path of TAGGED) app.use(path, tag);
  addPageRoutes(app, service, introduce, readAddress);
  addDeskRoutes(app, service);
  addAskRoutes(app, service);
  addCheckRoutes(app, service);
  addDocumentRoutes(app, service);
  addUploadRoutes(app, hideFolders(service, corpus), adminKey);
  addDifyRoutes(app, service, readAddress);
  addOpenAiRoutes(app, service, readAddress);
  addMcpRoutes(app, service, { allowedHosts: hosts ?? [], allowedOrigins: origins ?? [], publicUrl });
  addHealthRoutes(app, service);
  metrics.addRoute(app);
  addWidgetRoute(app);
  addDescription(app, readAddress);
  refuseOtherMethods(app);
  return app;
}

/** What pages of other origins may ask. */
const SHARED = ['/v1/*', '/retrieval', '/mcp', '/openapi.json'];
/** What follows from the address and the index alone. */
const TAGGED = ['/', '/check', '/compare', '/documents/*', '/v1/*', '/openapi.json', '/docs'];

/** Pages and what they load; `/widget.js` lies there compressed. */
const COMPRESSED = ['/', '/check', '/compare', '/documents/*', '/docs', '/openapi.json', '/assets/*'];

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
