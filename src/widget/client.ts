/**
 * Asks the service over HTTP. Takes requests, gives its replies as api/ask.ts describes them, those of a question as
 * they stream in; throws ChatError, or the reason of an abort.
 */

import { createParser } from 'eventsource-parser';
import type { AskReply, Citation } from '../api/ask.js';
import type { CheckReply, CiteReply, ReferenceStyle } from '../api/check.js';
import type { DocumentsReply, PassageContextReply } from '../api/documents.js';
import type { AskRequest } from '../api/request.js';
import { ChatError, readDetail, readProblem, toChatError } from './errors.js';

/** What a question is limited to; empty lists limit nothing. */
export interface AskFilters {
  readonly regions: readonly string[];
  readonly years: readonly number[];
}

/** A question and the turns before it, oldest first. */
export type AskedQuestion = Pick<AskRequest, 'question' | 'history'>;

export type AskEvent =
  | ({ readonly type: 'passages' } & Pick<AskReply, 'passages' | 'nearest' | 'understood'>)
  | { readonly type: 'citation'; readonly citation: Citation }
  | { readonly type: 'text'; readonly delta: string }
  | { readonly type: 'composed'; readonly reply: AskReply }
  | { readonly type: 'sentence'; readonly delta: string }
  | { readonly type: 'done'; readonly reply: AskReply };

export interface CiteOptions {
  readonly style: ReferenceStyle;
  readonly documentId?: string;
}

export interface Client {
  /** Ends with `done`, whether the service streams or not. Leaving the loop ends the request. */
  ask(question: AskedQuestion, filters: AskFilters, signal: AbortSignal): AsyncGenerator<AskEvent, void>;
  cite(text: string, options: CiteOptions, signal: AbortSignal): Promise<CiteReply>;
  /** `opinions`: with what a language model holds of what stays open. */
  check(text: string, opinions: boolean, signal: AbortSignal): Promise<CheckReply>;
  documents(signal: AbortSignal): Promise<DocumentsReply>;
  passage(id: string, signal: AbortSignal): Promise<PassageContextReply>;
}

/** Milliseconds without a byte after which a request is given up: longer than a language model may take over opinions. */
const SILENCE_MS = 75_000;
/** Milliseconds in which a service says that it is there. */
const PROBE_MS = 3_000;
/** UTF-16 code units of one event: a reply of 50 long passages is well below it. */
const MAX_EVENT_LENGTH = 4_000_000;

/** `endpoint` is the service's address without a slash at its end. */
export function createClient(endpoint: string): Client {
  async function fetchJson<Reply extends object>(path: string, signal: AbortSignal, body?: unknown): Promise<Reply> {
    const silence = watchSilence(signal);
    try {
      const response = await send(path, silence.signal, 'application/json', body);
      return await readJson<Reply>(response);
    } catch (error) {
      throw await explain(toChatError(error, silence.signal, false), `${endpoint}${path}`);
    } finally {
      silence.end();
    }
  }

  async function send(path: string, signal: AbortSignal, accept: string, body?: unknown): Promise<Response> {
    const headers = { Accept: accept, ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) };
    const response = await fetch(`${endpoint}${path}`, {
      headers,
      signal,
      credentials: 'same-origin',
      ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    });
    if (!response.ok) throw await readProblem(response);
    return response;
  }

  return {
    async *ask({ question, history }, filters, signal) {
      const silence = watchSilence(signal);
      let begun = false;
      try {
        const body = { question, filters, history };
        const response = await send('/v1/ask', silence.signal, 'text/event-stream, application/json;q=0.5', body);
        begun = true;
        if (!response.headers.get('Content-Type')?.startsWith('text/event-stream') || response.body === null) {
          const reply = await readJson<AskReply>(response);
          yield { type: 'passages', ...reply };
          yield { type: 'done', reply };
          return;
        }
        for await (const event of readEvents(response.body, silence.reset)) {
          yield event;
          if (event.type === 'done') return;
        }
        throw new ChatError('interrupted');
      } catch (error) {
        throw await explain(toChatError(error, silence.signal, begun), `${endpoint}/v1/ask`);
      } finally {
        silence.end();
      }
    },
    cite: (text, { style, documentId }, signal) =>
      fetchJson('/v1/cite', signal, {
        text,
        kind: 'quote',
        styles: [style],
        ...(documentId === undefined ? {} : { filters: { documentIds: [documentId] }, topK: 1 }),
      }),
    check: (text, opinions, signal) => fetchJson('/v1/check', signal, { text, ...(opinions ? { opinions } : {}) }),
    documents: (signal) => fetchJson('/v1/documents', signal),
    passage: (id, signal) => fetchJson(`/v1/passages/${encodeURIComponent(id)}`, signal),
  };
}

/** A service that can be reached, though not asked, does not answer pages of this origin. */
async function explain(error: unknown, address: string): Promise<unknown> {
  if (!(error instanceof ChatError) || error.kind !== 'unreachable') return error;
  if (new URL(address, document.baseURI).origin === location.origin) return error;
  const isThere = await fetch(address, { mode: 'no-cors', signal: AbortSignal.timeout(PROBE_MS) }).then(
    () => true,
    () => false,
  );
  return isThere ? new ChatError('foreign', location.origin, null, 0, error) : error;
}

/** The events of a reply, each as soon as it is whole. Stops reading when the loop is left. */
async function* readEvents(body: ReadableStream<Uint8Array>, onBytes: () => void): AsyncGenerator<AskEvent, void> {
  const waiting: AskEvent[] = [];
  const parser = createParser({
    maxBufferSize: MAX_EVENT_LENGTH,
    onEvent: ({ event, data }) => {
      const read = readEvent(event, JSON.parse(data));
      if (read !== null) waiting.push(read);
    },
    onError: (error) => {
      // Unknown fields are to be ignored; anything else is no stream of events.
      if (error.type !== 'unknown-field') throw new ChatError('failed', error.message);
    },
  });
  const decoder = new TextDecoder();
  const reader = body.getReader();
  try {
    for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
      onBytes();
      parser.feed(decoder.decode(chunk.value, { stream: true }));
      while (waiting.length > 0) {
        const event = waiting.shift();
        if (event) yield event;
      }
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

/** The service is trusted to keep its contract; what it sends is shown as text only. Unknown events are null. */
function readEvent(name: string | undefined, data: unknown): AskEvent | null {
  switch (name) {
    case 'passages':
      return { type: 'passages', ...(data as Pick<AskReply, 'passages' | 'nearest' | 'understood'>) };
    case 'citation':
      return { type: 'citation', citation: data as Citation };
    case 'text':
      return { type: 'text', delta: (data as { delta: string }).delta };
    case 'composed':
      return { type: 'composed', reply: data as AskReply };
    case 'sentence':
      return { type: 'sentence', delta: (data as { delta: string }).delta };
    case 'done':
      return { type: 'done', reply: data as AskReply };
    case 'error':
      throw new ChatError('failed', readDetail(data));
    default:
      return null;
  }
}

/** The contract says what a 2xx reply holds; what is no JSON object comes from something else at that address. */
async function readJson<Reply extends object>(response: Response): Promise<Reply> {
  const text = await response.text();
  try {
    const reply: unknown = JSON.parse(text);
    if (typeof reply === 'object' && reply !== null) return reply as Reply;
  } catch (error) {
    throw new ChatError('failed', '', response.status, 0, error);
  }
  throw new ChatError('failed', '', response.status);
}

interface Silence {
  /** Aborts with the outer signal, or with a ChatError after too long without a byte. */
  readonly signal: AbortSignal;
  readonly reset: () => void;
  readonly end: () => void;
}

function watchSilence(outer: AbortSignal): Silence {
  const inner = new AbortController();
  const giveUp = () => inner.abort(new ChatError('timeout'));
  const leave = () => inner.abort(outer.reason);
  let timer = setTimeout(giveUp, SILENCE_MS);
  outer.addEventListener('abort', leave);
  if (outer.aborted) leave();
  return {
    signal: inner.signal,
    reset: () => {
      clearTimeout(timer);
      timer = setTimeout(giveUp, SILENCE_MS);
    },
    end: () => {
      clearTimeout(timer);
      outer.removeEventListener('abort', leave);
    },
  };
}
