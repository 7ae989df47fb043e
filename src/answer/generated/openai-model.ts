/**
 * A language model behind an endpoint that speaks OpenAI's chat completions (Ollama, vLLM, llama.cpp, vendors). The only
 * network that is asked, and only this address: no redirect is followed, nothing of the environment is read. A reply is
 * bounded in bytes and in silence; a call that nobody waits for is ended.
 */

import OpenAI from 'openai';
import { type LanguageModel, ModelError, type ModelRequest } from './contract.js';

export interface OpenAiModelOptions {
  /** Address in front of `/chat/completions`. */
  readonly baseUrl: string;
  readonly model: string;
  /** Null where the endpoint takes none. */
  readonly apiKey: string | null;
  /** Milliseconds without a word, from the question on, after which it is given up. */
  readonly silentMs: number;
}

/** Attempts after the first, with pauses that grow and are never the same; inside the time that it may be silent. */
const RETRIES = 2;
/** Bytes of a reply: a long answer with the frames around each of its pieces. */
const MOST_BYTES = 500_000;
/** UTF-16 code units of text. */
const MOST_TEXT = 20_000;
/** Milliseconds for it to say that it is there, and for which that is believed. */
const READY_WITHIN_MS = 2_000;
const READY_FOR_MS = 10_000;
/** The client sends a key in any case. */
const NO_KEY = 'none';
const BAD_REQUEST = 400;
const TOO_MANY_REQUESTS = 429;
const SERVER_ERROR = 500;

export function createOpenAiModel({ baseUrl, model, apiKey, silentMs }: OpenAiModelOptions): LanguageModel {
  const client = new OpenAI({
    baseURL: baseUrl,
    apiKey: apiKey ?? NO_KEY,
    // Null is what keeps them from being looked for in the environment.
    organization: null,
    project: null,
    webhookSecret: null,
    adminAPIKey: null,
    maxRetries: RETRIES,
    timeout: silentMs,
    // What it would write down holds questions.
    logLevel: 'off',
    fetch: fetchBounded,
  });
  let known = { isReady: false, until: 0 };
  let checking: Promise<boolean> | null = null;

  async function* stream({ messages, mostTokens }: ModelRequest, signal: AbortSignal): AsyncGenerator<string, void> {
    signal.throwIfAborted();
    const ended = new AbortController();
    const leave = (): void => ended.abort();
    signal.addEventListener('abort', leave);
    let isSilent = false;
    const giveUp = (): void => {
      isSilent = true;
      ended.abort();
    };
    let timer = setTimeout(giveUp, silentMs);
    try {
      const chunks = await client.chat.completions.create(
        { model, messages: [...messages], stream: true, temperature: 0, max_tokens: mostTokens },
        { signal: ended.signal },
      );
      const reading: Reading = { length: 0, isFinished: false, hasCalled: false };
      for await (const chunk of chunks) {
        clearTimeout(timer);
        timer = setTimeout(giveUp, silentMs);
        const text = readChunk(chunk, reading);
        if (text !== '') yield text;
      }
      // The client ends its stream without a word when the call is ended.
      if (ended.signal.aborted) throw new ModelError('timeout');
      if (reading.length === 0) throw new ModelError(reading.hasCalled ? 'tool_call' : 'empty');
      if (!reading.isFinished) throw new ModelError('cut');
    } catch (error) {
      signal.throwIfAborted();
      throw isSilent ? new ModelError('timeout') : toModelError(error);
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', leave);
      ended.abort();
    }
  }

  async function check(): Promise<boolean> {
    const isReady = await client.models.list({ timeout: READY_WITHIN_MS, maxRetries: 0 }).then(
      () => true,
      // One that has no list of its models is there all the same.
      (error: unknown) => error instanceof OpenAI.NotFoundError,
    );
    known = { isReady, until: Date.now() + READY_FOR_MS };
    return isReady;
  }

  return {
    name: model,
    stream,
    // Once it is known, nobody waits for it to be asked again.
    async isReady() {
      if (Date.now() < known.until) return known.isReady;
      checking ??= check().finally(() => {
        checking = null;
      });
      return known.until === 0 ? checking : known.isReady;
    },
  };
}

interface Reading {
  length: number;
  isFinished: boolean;
  hasCalled: boolean;
}

/** The text of a piece, '' for one without. An endpoint may send anything that is JSON. */
function readChunk(chunk: OpenAI.ChatCompletionChunk, reading: Reading): string {
  const choice = Array.isArray(chunk?.choices) ? chunk.choices[0] : undefined;
  if (choice == null) return '';
  const { delta, finish_reason: finished } = choice;
  if (finished === 'content_filter' || delta?.refusal) throw new ModelError('refused');
  if (finished != null) reading.isFinished = true;
  if (delta?.tool_calls != null) reading.hasCalled = true;
  const text = typeof delta?.content === 'string' ? delta.content : '';
  reading.length += text.length;
  if (reading.length > MOST_TEXT) throw new ModelError('too_long');
  return text;
}

function toModelError(error: unknown): ModelError {
  if (error instanceof ModelError) return error;
  if (causedBy(error, TooManyBytes)) return new ModelError('too_long');
  if (error instanceof OpenAI.APIConnectionTimeoutError) return new ModelError('timeout');
  if (error instanceof OpenAI.APIConnectionError) return new ModelError('away');
  if (error instanceof OpenAI.APIError) {
    const status: number = error.status ?? SERVER_ERROR;
    if (status === TOO_MANY_REQUESTS) return new ModelError('overloaded');
    return new ModelError(status >= BAD_REQUEST && status < SERVER_ERROR ? 'refused' : 'failed');
  }
  // What is no JSON, and a connection that ends amid its text.
  return new ModelError(error instanceof SyntaxError ? 'malformed' : 'cut');
}

function causedBy(error: unknown, kind: typeof TooManyBytes): boolean {
  let cause = error;
  for (let depth = 0; depth < MOST_CAUSES && cause instanceof Error; depth += 1) {
    if (cause instanceof kind) return true;
    cause = cause.cause;
  }
  return false;
}

const MOST_CAUSES = 5;

class TooManyBytes extends Error {}

/** The others tell of this machine, or come from the environment. */
const SENT_HEADERS = ['accept', 'authorization', 'content-type'];

/** Follows no redirect, and ends a reply that has more bytes than one can have. */
async function fetchBounded(input: string | URL | Request, init?: RequestInit): Promise<Response> {
  const given = new Headers(init?.headers);
  const headersSent = SENT_HEADERS.flatMap((name): [string, string][] => {
    const value = given.get(name);
    return value === null || value === `Bearer ${NO_KEY}` ? [] : [[name, value]];
  });
  const response = await fetch(input, { ...init, headers: headersSent, redirect: 'error' });
  if (response.body === null) return response;
  let bytes = 0;
  const counted = response.body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        bytes += chunk.byteLength;
        if (bytes > MOST_BYTES) controller.error(new TooManyBytes(`Expected at most ${MOST_BYTES} bytes.`));
        else controller.enqueue(chunk);
      },
    }),
  );
  const { status, statusText, headers } = response;
  return new Response(counted, { status, statusText, headers });
}
