/**
 * An answer as server-sent events: takes the reply the service is working on, gives the events `passages` as soon as
 * they are found, then `citation`…, `text`…, where a language model writes its sentences as they are checked, `done` (the
 * whole reply), or `error` (a problem), and comments for as long as it takes. A client that reads nothing for half a minute is let go.
 */

import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import { accepts } from 'hono/accepts';
import { type SSEStreamingApi, streamSSE } from 'hono/streaming';
import { z } from 'zod';
import type { Answer, AskReply } from '../api/ask.js';
import type { Asking, FoundPassages, WrittenDelta } from '../api/service.js';
import { describeError } from './problem.js';

const EVENT_STREAM = 'text/event-stream';
/** Milliseconds between comments: proxies end connections that are silent for 30 to 60 seconds. */
const HEARTBEAT_EVERY_MS = 15_000;
/** Milliseconds in which a client has to read an event: one that has stopped holds a connection and a reply. */
const READ_WITHIN_MS = 30_000;

/** Milliseconds between comments, and for a client to read an event. */
export interface StreamTimes {
  readonly heartbeatEveryMs: number;
  readonly readWithinMs: number;
}

const TIMES: StreamTimes = { heartbeatEveryMs: HEARTBEAT_EVERY_MS, readWithinMs: READ_WITHIN_MS };

/** For a route's description beside the reply in JSON. */
export const EVENTS_CONTENT = {
  [EVENT_STREAM]: {
    // An event is described, as the stream has no schema of its own in OpenAPI 3.1.
    schema: z.object({
      event: z.enum(['passages', 'citation', 'text', 'composed', 'sentence', 'done', 'error']),
      data: z.string().meta({
        description:
          'JSON. `passages`: {passages, nearest, understood} of the reply; `citation`: one citation, before any text; ' +
          '`text`: {delta}, the deltas together are the text of the answer made of quotations; where a language ' +
          'model is to write, `composed`: the whole reply with that answer, and `sentence`: {delta, citations}, a sentence of its answer that was checked, with the citations ' +
          'that are new; `done`: the whole reply, always the last but for `error`: a Problem, after which nothing ' +
          'comes. Where `done` has mode generated its answer takes the place of the other. A comment every 15 s.',
      }),
    }),
  },
};

/** Whether the client prefers events to JSON; who takes anything gets JSON. */
export function prefersEvents(context: Context): boolean {
  const supports = ['application/json', EVENT_STREAM];
  return accepts(context, { header: 'Accept', supports, default: 'application/json' }) === EVENT_STREAM;
}

/**
 * Streams what `ask` resolves to; when it rejects, the stream ends with the problem. When its client leaves, `ask` hears
 * of it by its signal.
 */
export function streamReply(
  context: Context,
  ask: (asking: Required<Asking>) => Promise<AskReply>,
  times: StreamTimes = TIMES,
): Response {
  return openEvents(context, async (stream) => {
    const abort = new AbortController();
    stream.onAbort(() => abort.abort());
    const send = createSender(context, stream, times.readWithinMs);
    /** One behind the other; whoever has left by then is noticed when the reply is there. */
    let sent: Promise<void> = Promise.resolve();
    const follow = (event: string, data: unknown): void => {
      sent = sent.then(() => (stream.aborted ? undefined : send(event, data)));
      sent.catch(() => undefined);
    };
    let hasFound = false;
    let hasComposed = false;
    const onPassages = ({ passages, nearest, understood }: FoundPassages): void => {
      hasFound = true;
      follow('passages', { passages, nearest, understood });
    };
    const onComposed = (composed: AskReply): void => {
      // One that was answered before is there at once.
      if (!hasFound) onPassages(composed);
      hasComposed = true;
      for (const { event, data } of listEvents(composed)) follow(event, data);
    };
    const onWriting = (composed: AskReply): void => {
      onComposed(composed);
      follow('composed', composed);
    };
    const onSentence = (sentence: WrittenDelta): void => follow('sentence', sentence);
    try {
      const reply = await keepAlive(stream, times.heartbeatEveryMs, abort.signal, () =>
        ask({ signal: abort.signal, onPassages, onComposed: onWriting, onSentence }),
      );
      if (!hasComposed) onComposed(reply);
      await sent;
      if (!stream.aborted) await send('done', reply);
    } catch (error) {
      await sent.catch(() => undefined);
      if (stream.aborted) return;
      await send('error', describeError(context, error));
    }
  });
}

/** The stream of every route that sends events; `write` fills it, and it ends when that is done. */
export function openEvents(context: Context, write: (stream: SSEStreamingApi) => Promise<void>): Response {
  // Nginx and those that follow it would hold events back.
  context.header('X-Accel-Buffering', 'no');
  const response = streamSSE(context, write);
  // Whether the connection is kept is for the server to say: a client that asked for its end waits for it.
  context.header('Connection', undefined);
  response.headers.delete('Connection');
  return response;
}

/** Writes an event; resolves when the client has read it, so that a slow one holds one event, not all. */
function createSender(
  context: Context<{ Bindings: Partial<HttpBindings> }>,
  stream: SSEStreamingApi,
  withinMs: number,
) {
  return async (event: string, data: unknown): Promise<void> => {
    const giveUp = setTimeout(() => {
      stream.abort();
      // What is written already waits in the socket for a client that does not come.
      context.env?.outgoing?.destroy();
    }, withinMs);
    try {
      await stream.writeSSE({ event, data: JSON.stringify(data) });
    } finally {
      clearTimeout(giveUp);
    }
  };
}

/** Does `work`, and writes a comment now and then until it is done or nobody listens. */
async function keepAlive<Result>(
  stream: SSEStreamingApi,
  everyMs: number,
  signal: AbortSignal,
  work: () => Promise<Result>,
): Promise<Result> {
  let written = Promise.resolve<unknown>(undefined);
  let isWriting = false;
  const timer = setInterval(() => {
    // One that was not read yet is enough.
    if (isWriting) return;
    isWriting = true;
    written = stream.write(': \n\n').finally(() => {
      isWriting = false;
    });
  }, everyMs);
  signal.addEventListener('abort', () => clearInterval(timer));
  try {
    return await work();
  } finally {
    clearInterval(timer);
    await written;
  }
}

/** What follows the passages, up to the whole reply. */
function* listEvents(reply: AskReply): Generator<{ readonly event: string; readonly data: unknown }> {
  const { citations, answer } = reply;
  for (const citation of citations) yield { event: 'citation', data: citation };
  for (const delta of answer === null ? [] : splitBySentence(answer)) yield { event: 'text', data: { delta } };
}

/**
 * The answer's text cut before each line of its lead and each of its sentences; the pieces together are the text, whatever
 * stands between them.
 */
export function splitBySentence({ text, lead, sentences }: Pick<Answer, 'text' | 'lead' | 'sentences'>): string[] {
  const pieces: string[] = [];
  let begun = 0;
  let searchedTo = 0;
  for (const sentence of [...lead, ...sentences]) {
    const start = text.indexOf(sentence.text, searchedTo);
    if (start === -1) continue;
    if (start > begun) pieces.push(text.slice(begun, start));
    begun = Math.max(begun, start);
    searchedTo = start + sentence.text.length;
  }
  if (begun < text.length) pieces.push(text.slice(begun));
  return pieces;
}
