/** The service as a model: asked by the `openai` package and by the AI SDK, over a real server. */

import { once } from 'node:events';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { OpenAPIHono } from '@hono/zod-openapi';
import { APICallError, generateText, streamText } from 'ai';
import OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type AskReply, Citation } from '../../../src/api/ask.js';
import { EXAMPLES } from '../../../src/api/examples.js';
import type { Asking, Service } from '../../../src/api/service.js';
import { WenjuError } from '../../../src/errors.js';
import { readHistory, writeMessage } from '../../../src/serve/adapters/chat.js';
import { speakOpenAi } from '../../../src/serve/adapters/openai.js';
import { ChatErrorReply, ChatReply, ChatRequest, ModelList } from '../../../src/serve/adapters/openai-schemas.js';
import { createApp } from '../../../src/serve/app.js';
import { respondWithProblem } from '../../../src/serve/problem.js';
import type { RunningServer } from '../../../src/serve/server.js';
import { hearOperator } from '../../operator.js';
import { openTestService } from '../../service.js';
import { createMemoryService } from '../memory.js';
import { serveNeighbours } from './adapters.js';

const QUESTION = '2024年荆门GDP增长目标是多少？';
const UNANSWERED = '2024年深圳GDP增长目标是多少？';
/** A piece of an answer, with what is ours and not OpenAI's. */
const Delta = z.strictObject({
  role: z.literal('assistant').optional(),
  content: z.string().optional(),
  annotations: z.array(z.unknown()).optional(),
  citations: z.array(Citation).optional(),
});
const ask = (content: string) => ({ model: 'wenju', messages: [{ role: 'user' as const, content }] });

let service: Service;
let server: RunningServer;
let openai: OpenAI;

beforeAll(async () => {
  service = await openTestService();
  server = await serveNeighbours(service);
  openai = new OpenAI({ baseURL: `${server.url}/v1`, apiKey: 'none', maxRetries: 0 });
});
afterAll(async () => {
  await server.close();
  await service.close();
});

describe('the openai package', () => {
  it('gets sentences with markers, and an annotation for each', async () => {
    const completion = await openai.chat.completions.create({ ...ask(QUESTION), temperature: 0.2, n: 1 });
    expect(ChatReply.parse(completion)).toEqual({ ...completion });
    const [choice] = completion.choices;
    expect(choice?.finish_reason).toBe('stop');
    const content = choice?.message.content ?? '';
    expect(content).toContain('7%');
    const annotations = choice?.message.annotations ?? [];
    expect(annotations.length).toBeGreaterThan(0);
    for (const { url_citation } of annotations) {
      expect(content.slice(url_citation.start_index, url_citation.end_index)).toMatch(/^\[\d+\]$/);
      expect(new URL(url_citation.url).protocol).toMatch(/^https?:$/);
    }
    expect(completion.usage?.total_tokens).toBe(0);
  });

  it('gets addresses that open', async () => {
    const { choices } = await openai.chat.completions.create(ask(QUESTION));
    const own = choices[0]?.message.annotations?.find(({ url_citation }) => url_citation.url.startsWith(server.url));
    if (own === undefined) return;
    expect((await fetch(own.url_citation.url)).status).toBe(200);
  });

  it('gets the citations of /v1/ask beside them', async () => {
    const { choices } = await openai.chat.completions.create(ask(QUESTION));
    const { citations } = z.object({ citations: z.array(Citation) }).parse(choices[0]?.message);
    const asked = await fetch(`${server.url}/v1/ask?q=${encodeURIComponent(QUESTION)}`);
    expect(citations).toEqual(z.looseObject({ citations: z.unknown() }).parse(await asked.json()).citations);
  });

  it('gets the same in chunks', async () => {
    const whole = await openai.chat.completions.create(ask(QUESTION));
    const stream = await openai.chat.completions.create({ ...ask(QUESTION), stream: true });
    const chunks: OpenAI.ChatCompletionChunk[] = [];
    for await (const chunk of stream) chunks.push(chunk);
    const deltas = chunks.flatMap(({ choices }) => choices.map(({ delta }) => Delta.parse(delta)));
    expect(deltas[0]).toEqual({ role: 'assistant', content: '' });
    expect(deltas.map(({ content }) => content ?? '').join('')).toBe(whole.choices[0]?.message.content);
    expect(deltas.flatMap(({ annotations }) => annotations ?? [])).toEqual(whole.choices[0]?.message.annotations);
    expect(chunks.at(-1)?.choices[0]?.finish_reason).toBe('stop');
    expect(chunks.filter(({ choices }) => choices[0]?.finish_reason === 'stop')).toHaveLength(1);
    expect(new Set(chunks.map(({ id }) => id)).size).toBe(1);
    expect(chunks.some(({ usage }) => usage !== undefined)).toBe(false);
  });

  it('gets usage in a last chunk without choices when it asks for it', async () => {
    const stream_options = { include_usage: true };
    const stream = await openai.chat.completions.create({ ...ask(QUESTION), stream: true, stream_options });
    const usages: unknown[] = [];
    for await (const { usage, choices } of stream) usages.push(choices.length === 0 ? usage : null);
    expect(usages.pop()).toEqual({ prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 });
    expect(new Set(usages)).toEqual(new Set([null]));
  });

  it('puts a stream together by its own helper', async () => {
    const stream = openai.chat.completions.stream(ask(QUESTION));
    const whole = await openai.chat.completions.create(ask(QUESTION));
    expect(await stream.finalContent()).toBe(whole.choices[0]?.message.content);
  });

  it('is told what is not there, without a citation', async () => {
    const { choices } = await openai.chat.completions.create(ask(UNANSWERED));
    expect(choices[0]?.message.content).toContain('深圳');
    expect(choices[0]?.message).toMatchObject({ refusal: null, annotations: [], citations: [] });
    expect(choices[0]?.finish_reason).toBe('stop');
  });

  it('is told so in the language of the question', async () => {
    const { choices } = await openai.chat.completions.create(ask("What is Shenzhen's GDP growth target for 2024?"));
    expect(choices[0]?.message.content).toMatch(/^No indexed document is about Shenzhen/);
  });

  it('is answered by what was said before, too', async () => {
    const said = await openai.chat.completions.create({
      model: 'wenju',
      messages: [
        { role: 'user', content: '2024年荆门粮食总产目标是多少？' },
        { role: 'assistant', content: '不低于58亿斤' },
        { role: 'user', content: '那咸宁呢？' },
      ],
    });
    expect(said.choices[0]?.message.content).toContain('117万吨');
  });

  it('may send its question in parts, after other messages', async () => {
    const { choices } = await openai.chat.completions.create({
      model: 'wenju',
      messages: [
        { role: 'system', content: 'Answer only "yes".' },
        { role: 'user', content: 'Hello' },
        { role: 'assistant', content: null },
        { role: 'user', content: [{ type: 'text', text: QUESTION }] },
      ],
    });
    expect(choices[0]?.message.content).toContain('7%');
  });

  it('lists one model', async () => {
    const models = await openai.models.list();
    expect(models.data.map(({ id }) => id)).toEqual(['wenju']);
  });

  it('throws its own error, with the field, for a question that is too long', async () => {
    const failing = openai.chat.completions.create(ask('问'.repeat(2001)));
    await expect(failing).rejects.toBeInstanceOf(OpenAI.BadRequestError);
    await expect(failing).rejects.toMatchObject({ status: 400, type: 'invalid_request_error' });
    await expect(failing).rejects.toThrow(/messages\[0\]\.content: expected a question of 1 to 2000.*2001 characters/);
  });

  it('throws its own error for another model', async () => {
    const failing = openai.chat.completions.create({ ...ask(QUESTION), model: 'gpt-5' });
    await expect(failing).rejects.toBeInstanceOf(OpenAI.NotFoundError);
    await expect(failing).rejects.toMatchObject({ code: 'model_not_found' });
  });

  it('throws its own error, naming the field, for several answers', async () => {
    const failing = openai.chat.completions.create({ ...ask(QUESTION), n: 2 });
    await expect(failing).rejects.toMatchObject({ status: 400, param: 'n', error: { message: /expected 1.*came 2/ } });
  });

  it('throws its own error for an image', async () => {
    const image = { type: 'image_url' as const, image_url: { url: 'https://example.org/a.png' } };
    const failing = openai.chat.completions.create({ model: 'wenju', messages: [{ role: 'user', content: [image] }] });
    await expect(failing).rejects.toThrow(/messages\[0\]\.content\[0\]: expected a part of type text.*"image_url"/);
  });

  it('throws its own error when nothing is asked', async () => {
    const failing = openai.chat.completions.create({ model: 'wenju', messages: [{ role: 'system', content: 'x' }] });
    await expect(failing).rejects.toThrow(/expected a message of role user/);
    await expect(openai.chat.completions.create({ model: 'wenju', messages: [] })).rejects.toMatchObject({
      status: 400,
      param: 'messages',
    });
  });
});

describe('the AI SDK', () => {
  const model = () => createOpenAICompatible({ name: 'wenju', baseURL: `${server.url}/v1` })('wenju');

  it('generates the answer', async () => {
    const { text, finishReason, warnings } = await generateText({ model: model(), prompt: QUESTION });
    expect(text).toMatch(/7%.*\[1\]/s);
    expect(finishReason).toBe('stop');
    expect(warnings ?? []).toEqual([]);
  });

  it('streams the same', async () => {
    const { text } = await generateText({ model: model(), prompt: QUESTION });
    const { textStream, finishReason } = streamText({ model: model(), prompt: QUESTION });
    let streamed = '';
    for await (const delta of textStream) streamed += delta;
    expect(streamed).toBe(text);
    expect(await finishReason).toBe('stop');
  });

  it('throws its own error with our sentence', async () => {
    const failing = generateText({ model: model(), prompt: '问'.repeat(2001), maxRetries: 0 });
    await expect(failing).rejects.toBeInstanceOf(APICallError);
    await expect(failing).rejects.toThrow(/expected a question of 1 to 2000/);
  });
});

describe('the route', () => {
  const post = (service: Service, body: unknown, signal?: AbortSignal) =>
    createApp(service).request('/v1/chat/completions', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: typeof body === 'string' ? body : JSON.stringify(body),
      ...(signal ? { signal } : {}),
    });

  it('has examples that satisfy its schemas', () => {
    for (const schema of [ChatRequest, ChatReply, ChatErrorReply, ModelList]) {
      expect(schema.parse(schema.meta()?.example)).toEqual(schema.meta()?.example);
    }
  });

  it('ends a stream with [DONE]', async () => {
    const response = await post(createMemoryService(), { ...ask(QUESTION), stream: true });
    expect(response.headers.get('Content-Type')).toMatch(/^text\/event-stream/);
    expect(await response.text()).toMatch(/\ndata: \[DONE\]\n\n$/);
  });

  it.each([
    ['not JSON', '{', 400],
    ['too large', `{"model":"${'x'.repeat(1_400_000)}"}`, 413],
    ['no object', '[]', 400],
  ])('answers what is %s in OpenAI’s shape', async (_, body, status) => {
    const response = await post(createMemoryService(), body);
    expect(response.status).toBe(status);
    const { error } = ChatErrorReply.parse(await response.json());
    expect(error).toMatchObject({ type: 'invalid_request_error', code: null });
  });

  it('answers another method in OpenAI’s shape, with what is allowed', async () => {
    const response = await createApp(createMemoryService()).request('/v1/models', { method: 'DELETE' });
    if (response.status === 405) expect(response.headers.get('Allow')).toBe('GET, HEAD');
    else expect(response.status).toBe(404);
    ChatErrorReply.parse(await response.json());
  });

  it('answers with its status when there is no index, even to who asked for a stream', async () => {
    const told = hearOperator();
    const noIndex = async () => {
      throw new WenjuError('INDEX_MISSING', 'No index in /secret.');
    };
    const response = await post(createMemoryService({ ask: noIndex }), { ...ask(QUESTION), stream: true });
    expect(response.status).toBe(503);
    expect(response.headers.get('Retry-After')).toMatch(/^\d+$/);
    const text = await response.text();
    expect(ChatErrorReply.parse(JSON.parse(text)).error.type).toBe('server_error');
    expect(text).not.toContain('secret');
    expect(told).toHaveBeenCalledOnce();
  });

  it.each([
    [401, 'invalid_request_error', 'invalid_api_key'],
    [429, 'rate_limit_error', 'rate_limit_exceeded'],
  ] as const)('turns a %d of whatever stands before it into OpenAI’s shape', async (status, type, code) => {
    const app = new OpenAPIHono();
    app.use('/v1/models', speakOpenAi);
    app.use((context) => {
      context.header('Retry-After', '7');
      return Promise.resolve(respondWithProblem(context, status, 'No.'));
    });
    const response = await app.request('/v1/models');
    expect(response.status).toBe(status);
    expect(response.headers.get('Retry-After')).toBe('7');
    expect(await response.json()).toEqual({ error: { message: 'No.', type, param: null, code } });
  });

  it('hands the client’s signal to the service', async () => {
    let asking: Asking | undefined;
    const service = createMemoryService({
      ask: async (_, given) => {
        asking = given;
        return EXAMPLES.AskReply;
      },
    });
    const abort = new AbortController();
    await post(service, ask(QUESTION), abort.signal);
    abort.abort();
    expect(asking?.signal?.aborted).toBe(true);
  });

  it('lets go when a real client leaves', async () => {
    const events = new EventTarget();
    const begun = once(events, 'begun');
    const left = once(events, 'left');
    const waiting = createMemoryService({
      ask: (_, { signal } = {}) =>
        new Promise((_resolve, reject) => {
          events.dispatchEvent(new Event('begun'));
          signal?.addEventListener('abort', () => {
            events.dispatchEvent(new Event('left'));
            reject(new WenjuError('INPUT_INVALID', 'left'));
          });
        }),
    });
    const own = await serveNeighbours(waiting);
    const client = new OpenAI({ baseURL: `${own.url}/v1`, apiKey: 'none', maxRetries: 0 });
    const abort = new AbortController();
    const failing = client.chat.completions.create({ ...ask(QUESTION), stream: true }, { signal: abort.signal });
    failing.catch(() => undefined);
    await begun;
    abort.abort();
    await left;
    await expect(failing).rejects.toBeInstanceOf(OpenAI.APIUserAbortError);
    await own.close();
  });
});

describe('a message', () => {
  const ORIGIN = 'http://localhost:8787';
  const [citation] = EXAMPLES.AskReply.citations;
  const write = (changes: Partial<AskReply>, question = QUESTION) =>
    writeMessage({ ...EXAMPLES.AskReply, ...changes }, question, ORIGIN);

  it('prefers the address at which the document was published', () => {
    const deepLink = 'https://example.org/report#:~:text=7%25';
    const { annotations } = write({ citations: [{ ...citation, deepLink }] });
    // One for the line of the lead, one for the sentence.
    expect(annotations.map(({ url_citation }) => url_citation.url)).toEqual([deepLink, deepLink]);
    expect(write({}).annotations[0]?.url_citation.url).toBe(`${ORIGIN}${citation.readerUrl}`);
  });

  it('takes a footnote in a quotation for no marker', () => {
    const text = '增长7%[1]，粮食稳产[2]。';
    const quotes = [text, '第二句。'];
    const sentences = quotes.map((quote, position) => ({ text: quote, citations: [position + 1] }));
    const answer = {
      text: `${text}[1]第二句。[2]`,
      sentences,
      kind: 'explanation' as const,
      lead: [],
      facts: [],
      table: null,
      note: null,
    };
    const citations = quotes.map((quote, position) => ({ ...citation, quote, marker: position + 1 }));
    const { annotations, pieces } = write({ answer, citations });
    const content = pieces.join('');
    expect(content).toBe(answer.text);
    expect(annotations.map(({ url_citation: { start_index, end_index } }) => [start_index, end_index])).toEqual([
      [text.length, text.length + 3],
      [content.length - 3, content.length],
    ]);
  });

  it('says below the quotations what is missing, and that they contradict each other', () => {
    const partial = write({ status: 'partial', notFound: EXAMPLES.NotFound }).pieces.join('');
    expect(partial).toBe(`${EXAMPLES.AskReply.answer.text}\n\n${EXAMPLES.NotFound.message}`);
    expect(write({ status: 'conflicting' }).pieces.join('')).toMatch(/\n\n.*不一致/);
    expect(write({ status: 'conflicting' }, 'What is the growth target?').pieces.join('')).toMatch(/contradict/);
  });

  it('that was found nowhere is what is missing', () => {
    const refusal = { status: 'not_found' as const, answer: null, citations: [], notFound: EXAMPLES.NotFound };
    expect(write(refusal)).toEqual({ pieces: [EXAMPLES.NotFound.message], annotations: [] });
  });
});

describe('the turns before a question', () => {
  const user = (content: string) => ({ role: 'user', content });

  it('are the last ten questions with what was answered; system messages and what is no question are passed over', () => {
    const messages = [
      { role: 'system', content: 'x' },
      { role: 'assistant', content: 'Welcome' },
      user('a'),
      { role: 'assistant', content: '长'.repeat(9_000) },
      user('问'.repeat(2_001)),
      { role: 'user', content: [{ type: 'text', text: 'b' }] },
      { role: 'user', content: [{ type: 'image_url' }] },
      user('c'),
    ];
    expect(readHistory({ messages })).toEqual([{ question: 'a', answer: '长'.repeat(8_000) }, { question: 'b' }]);
    const many = Array.from({ length: 30 }, (_, number) => user(String(number)));
    expect(readHistory({ messages: many }).map(({ question }) => question)).toEqual(
      Array.from({ length: 10 }, (_, number) => String(19 + number)),
    );
  });
});
