/**
 * `POST /v1/chat/completions` and `GET /v1/models`: the service as a model of OpenAI's clients. The last question of a
 * conversation is answered by quotations, whole or in chunks; errors have OpenAI's shape.
 */

import { randomUUID } from 'node:crypto';
import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { ChatCompletion, ChatCompletionChunk } from 'openai/resources/chat/completions';
import type { ErrorObject } from 'openai/resources/shared';
import type { AskReply } from '../../api/ask.js';
import { AskRequest } from '../../api/request.js';
import type { Service } from '../../api/service.js';
import { WenjuError } from '../../errors.js';
import { limitDraft, requireJson } from '../encoding.js';
import { describeValue } from '../problem.js';
import { type ReadAddress, readOrigin } from '../public-url.js';
import { NoQuery } from '../query.js';
import { openEvents } from '../stream.js';
import { readHistory, readQuestion, type SaidMessage, writeMessage } from './chat.js';
import {
  ChatErrorReply,
  ChatEvent,
  type ChatMessage,
  ChatReply,
  ChatRequest,
  MODEL,
  MODELS,
  ModelList,
  NO_USAGE,
} from './openai-schemas.js';
import { translateProblems } from './translate.js';

const MS_PER_SECOND = 1_000;

type ChatDelta = ChatCompletionChunk.Choice.Delta & Partial<Pick<ChatMessage, 'annotations' | 'citations'>>;

const error = (description: string) => ({ description, content: { 'application/json': { schema: ChatErrorReply } } });

const postChat = createRoute({
  method: 'post',
  path: '/v1/chat/completions',
  summary: 'Ask as a chat (OpenAI chat completions)',
  description:
    'Set the base URL of a client to `/v1` of this service and the model to `wenju`. The last user message is ' +
    'answered; the turns before it are read to understand it. What the documents do not have is said in content and ' +
    'cites nothing.',
  // A conversation is sent whole each time, and grows.
  middleware: [limitDraft, requireJson] as const,
  request: { query: NoQuery, body: { required: true, content: { 'application/json': { schema: ChatRequest } } } },
  responses: {
    200: {
      description: 'The answer; with stream, server-sent events whose data are chunks, the last [DONE].',
      content: {
        'application/json': { schema: ChatReply },
        'text/event-stream': { schema: ChatEvent },
      },
    },
    400: error('The body is not UTF-8 JSON, a field is not as described, or there is no question.'),
    401: error('The key is missing or wrong.'),
    404: error('There is no such model.'),
    413: error('The body is too large.'),
    415: error('The body is not application/json.'),
    429: error('Too much was asked.'),
    503: error('No index is ready to answer from.'),
  },
});

const listModels = createRoute({
  method: 'get',
  path: '/v1/models',
  summary: 'List the models (OpenAI)',
  request: { query: NoQuery },
  responses: {
    200: { description: 'The one there is.', content: { 'application/json': { schema: ModelList } } },
    400: error('A parameter was given.'),
  },
});

/** Codes that clients know; they try again by the status. */
const CODES: { readonly [Status in number]?: string } = {
  401: 'invalid_api_key',
  404: 'model_not_found',
  429: 'rate_limit_exceeded',
};

/** An error as OpenAI's clients read it. */
export function writeOpenAiError(
  context: Context,
  status: ContentfulStatusCode,
  detail: string,
  param: string | null = null,
): Response {
  const type = status >= 500 ? 'server_error' : status === 429 ? 'rate_limit_error' : 'invalid_request_error';
  const error: ErrorObject = { message: detail, type, param, code: CODES[status] ?? null };
  return context.json({ error }, status);
}

/** For whatever may refuse before the routes do: its problems become OpenAI's errors. */
export const speakOpenAi = translateProblems(writeOpenAiError);

/** `readAddress`: where this service's pages are, for documents that were published nowhere. */
export function addOpenAiRoutes(app: OpenAPIHono, service: Service, readAddress: ReadAddress = readOrigin): void {
  app.openapi(postChat, async (context) => {
    const request = context.req.valid('json');
    if (request.model !== MODEL) {
      const came = describeValue(request.model);
      throw new WenjuError('NOT_FOUND', `Expected the model ${MODEL}, came ${came}. See /v1/models.`);
    }
    const question = readQuestion(request);
    // Before anything is sent, so that what goes wrong has its status.
    const asked = AskRequest.parse({ question, history: readHistory(request) });
    const reply = await service.ask(asked, { signal: context.req.raw.signal });
    const said = writeMessage(reply, question, readAddress(context));
    const { citations } = reply;
    return request.stream ? streamChat(context, request, said, citations) : writeChat(context, said, citations);
  });

  app.openapi(listModels, (context) => context.json(MODELS, 200));
}

function beginCompletion() {
  const created = Math.floor(Date.now() / MS_PER_SECOND);
  return { id: `chatcmpl-${randomUUID().replaceAll('-', '')}`, created, model: MODEL };
}

function writeChat(context: Context, { pieces, annotations }: SaidMessage, citations: AskReply['citations']): Response {
  const content = pieces.join('');
  const message: ChatMessage = { role: 'assistant', content, refusal: null, annotations, citations };
  return context.json({
    ...beginCompletion(),
    object: 'chat.completion',
    choices: [{ index: 0, message, logprobs: null, finish_reason: 'stop' }],
    usage: NO_USAGE,
  } satisfies ChatCompletion);
}

function streamChat(
  context: Context,
  request: ChatRequest,
  { pieces, annotations }: SaidMessage,
  citations: AskReply['citations'],
): Response {
  const hasUsage = request.stream_options?.include_usage === true;
  const completion = { ...beginCompletion(), object: 'chat.completion.chunk' as const };

  function* listChunks(): Generator<ChatCompletionChunk> {
    const chunk = (delta: ChatDelta, finish_reason: 'stop' | null = null): ChatCompletionChunk => ({
      ...completion,
      choices: [{ index: 0, delta, logprobs: null, finish_reason }],
      ...(hasUsage ? { usage: null } : {}),
    });
    yield chunk({ role: 'assistant', content: '' });
    for (const content of pieces) yield chunk({ content });
    yield chunk({ annotations, citations });
    yield chunk({}, 'stop');
    if (hasUsage) yield { ...completion, choices: [], usage: NO_USAGE };
  }

  return openEvents(context, async (stream) => {
    for (const chunk of listChunks()) {
      if (stream.aborted) return;
      // Waits until the client has read: a slow one holds one chunk, not all.
      await stream.writeSSE({ data: JSON.stringify(chunk) });
    }
    await stream.writeSSE({ data: '[DONE]' });
  });
}
