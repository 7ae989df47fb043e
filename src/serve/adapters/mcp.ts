/**
 * `/mcp`: the Model Context Protocol over streamable HTTP, for programs that let a model use tools. A server is made
 * for every request and forgotten, so nothing of one caller reaches another. Who asks from a page of another site, or
 * under a name that is not this service's, is refused.
 */

import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import {
  createMcpHandler,
  isLegacyRequest,
  readRequestBody,
  validateHostHeader,
  validateOriginHeader,
  WebStandardStreamableHTTPServerTransport,
} from '@modelcontextprotocol/server';
import type { Context, MiddlewareHandler } from 'hono';
import { z } from 'zod';
import type { Service } from '../../api/service.js';
import { MAX_DRAFT_BYTES } from '../encoding.js';
import { listHosts } from '../guard/hosts.js';
import { describeError, describeValue } from '../problem.js';
import { createAddress } from '../public-url.js';
import { createTools } from './tools.js';

/** JSON-RPC's code for a refusal that it has no code of its own for. */
const REFUSED = -32_000;
/** JSON-RPC's code for what is no request (JSON-RPC 2.0, section 5.1). */
const INVALID_REQUEST = -32_600;
const ADVICE = 'Whoever runs the service can allow it.';

const JsonRpc = z
  .looseObject({
    jsonrpc: z.literal('2.0').meta({ description: 'Version of JSON-RPC.' }),
    id: z
      .union([z.string(), z.number(), z.null()])
      .optional()
      .meta({ description: 'Of the request, and the same of its reply; none for a notification.' }),
    method: z.string().optional().meta({ description: 'Of a request: initialize, tools/list, tools/call, …' }),
    params: z.looseObject({}).optional().meta({ description: 'Of a request: what the method takes.' }),
    result: z.looseObject({}).optional().meta({ description: 'Of a reply: what the method gives.' }),
    error: z
      .looseObject({
        code: z.int().meta({ description: 'What kind of error.' }),
        message: z.string().meta({ description: 'The same as a sentence.' }),
      })
      .optional()
      .meta({ description: 'Of a reply: what went wrong.' }),
  })
  .meta({
    id: 'JsonRpcMessage',
    description: 'A message of the Model Context Protocol, which clients write and read; see modelcontextprotocol.io.',
    example: {
      jsonrpc: '2.0',
      id: 1,
      method: 'tools/call',
      params: { name: 'ask', arguments: { question: '2024年荆门GDP增长目标是多少？' } },
    },
  });

const message = (description: string) => ({ description, content: { 'application/json': { schema: JsonRpc } } });

const postMcp = createRoute({
  method: 'post',
  path: '/mcp',
  summary: 'Speak the Model Context Protocol',
  description:
    'Streamable HTTP without sessions: tools `search`, `ask`, `cite`, `check`, `compare`, `get_passage`, whose ' +
    '`structuredContent` is the reply of the route of that name, and resources `wenju://documents`, ' +
    '`wenju://documents/{id}`, `wenju://passages/{id}`. Send `Accept: application/json, text/event-stream`.',
  request: { body: { required: true, content: { 'application/json': { schema: JsonRpc } } } },
  responses: {
    200: message('The reply; an error of a tool is a result with isError.'),
    202: { description: 'A notification was taken.' },
    400: message('The message is not as the protocol has it.'),
    403: message('Host or Origin is of another site.'),
    406: message('Accept does not take JSON and events.'),
    413: message('The message is too large.'),
    415: message('The body is not application/json.'),
  },
});

export interface McpOptions {
  /** Names the service is reached under, besides those of this machine: without scheme and port, IPv6 in brackets. */
  readonly allowedHosts?: readonly string[];
  /** Origins whose pages may ask, as browsers send them (`https://example.org`), or `*`; this machine's always may. */
  readonly allowedOrigins?: readonly string[];
  /** Origin that others reach the service under, whose name is allowed, too; null: the one that a request names. */
  readonly publicUrl?: string | null;
}

export function addMcpRoutes(app: OpenAPIHono, service: Service, options: McpOptions = {}): void {
  const readAddress = createAddress(options.publicUrl ?? null);

  async function serve(context: Context): Promise<Response> {
    const request = context.req.raw;
    if (request.method !== 'POST') return refuseMethod();
    if (await isBatch(request)) return refuseBatch();
    const origin = readAddress(context);
    const create = () => createTools(service, { origin, explain: (error) => describeError(context, error).detail });
    const limit = { maxRequestBodySize: MAX_DRAFT_BYTES };
    if (!(await isLegacyRequest(request, undefined, limit))) {
      // Nothing is ever announced, so no stream of announcements is kept open.
      return createMcpHandler(create, { legacy: 'reject', maxSubscriptions: 0, ...limit }).fetch(request);
    }
    // Clients of the protocol before 2026-07-28, which are most: one JSON reply, where the SDK by itself would stream.
    const server = create();
    const transport = new WebStandardStreamableHTTPServerTransport({ enableJsonResponse: true, ...limit });
    request.signal.addEventListener('abort', () => void server.close(), { once: true });
    await server.connect(transport);
    try {
      return await transport.handleRequest(request);
    } finally {
      await server.close();
    }
  }

  app.use(postMcp.path, refuseForeign(options));
  app.openAPIRegistry.registerPath(postMcp);
  app.post(postMcp.path, serve);
  app.all(postMcp.path, serve);
}

/** Against DNS rebinding: a page of another site that makes its own name mean this machine. No Origin is no page. */
function refuseForeign({ allowedHosts = [], allowedOrigins = [], publicUrl = null }: McpOptions): MiddlewareHandler {
  const hosts = listHosts({ hosts: allowedHosts, publicUrl });
  return async (context, next) => {
    const host = validateHostHeader(context.req.header('Host'), hosts);
    if (!host.ok) {
      return refuse(403, `Expected a Host of ${hosts.join(', ')}, came ${describeValue(host.hostname)}. ${ADVICE}`);
    }
    const origin = context.req.header('Origin');
    const isListed = allowedOrigins.includes('*') || (origin !== undefined && allowedOrigins.includes(origin));
    if (!isListed && !validateOriginHeader(origin, hosts).ok) {
      return refuse(403, `Expected an Origin that may ask, came ${describeValue(origin)}. ${ADVICE}`);
    }
    return next();
  };
}

/** Whether a list was sent. What is too large or cannot be read is none: the SDK refuses it. */
async function isBatch(request: Request): Promise<boolean> {
  const body = await readRequestBody(request.clone(), MAX_DRAFT_BYTES).catch(() => null);
  return body !== null && !body.tooLarge && body.text.trimStart().startsWith('[');
}

/** One request is one piece of work to whoever counts and queues requests; a list of calls would be a hundred. */
function refuseBatch(): Response {
  const text = 'Expected one message, came a list. MCP has no batches since 2025-06-18: send each by itself.';
  return refuse(400, text, {}, INVALID_REQUEST);
}

/** Without sessions there is nothing to listen to and nothing to end. */
function refuseMethod(): Response {
  return refuse(405, 'Expected POST; this service keeps no sessions.', { Allow: 'POST' });
}

function refuse(
  status: number,
  text: string,
  headers: Readonly<Record<string, string>> = {},
  code: number = REFUSED,
): Response {
  const error = { code, message: text };
  return Response.json({ jsonrpc: '2.0', error, id: null }, { status, headers });
}
