/**
 * An answer as server-sent events: takes the reply the service is working on, gives the events `passages`,
 * `citation`…, `text`…, `done` (the whole reply), or `error` (a problem), and comments for as long as it takes.
 */

import type { Context } from 'hono';
import { accepts } from 'hono/accepts';
import { type SSEStreamingApi, streamSSE } from 'hono/streaming';
import { z } from 'zod';
import type { Answer, AskReply } from '../contract.js';
import { describeError } from './problem.js';

const EVENT_STREAM = 'text/event-stream';
/** Milliseconds between comments: proxies end connections that are silent for 30 to 60 seconds. */
const HEARTBEAT_EVERY_MS = 15_000;

/** For a route's description beside the reply in JSON. */
export const EVENTS_CONTENT = {
  [EVENT_STREAM]: {
    schema: z.string().meta({
      description:
        'Server-sent events, their data in JSON. `passages`: {passages, nearest, understood} of the reply; ' +
        '`citation`: one citation, before any text; `text`: {delta}, the deltas together are answer.text; `done`: the ' +
        'whole reply, always the last but for `error`: a Problem, after which nothing comes. A comment every 15 s.',
    }),
  },
};

/** Whether the client prefers events to JSON; who takes anything gets JSON. */
export function prefersEvents(context: Context): boolean {
  const supports = ['application/json', EVENT_STREAM];
  return accepts(context, { header: 'Accept', supports, default: 'application/json' }) === EVENT_STREAM;
}

/** Streams what `ask` resolves to. A client that leaves gets nothing more written; `ask` hears of it by its signal. */
export function streamReply(
  context: Context,
  ask: (signal: AbortSignal) => Promise<AskReply>,
  heartbeatEveryMs: number = HEARTBEAT_EVERY_MS,
): Response {
  // Nginx and those that follow it would hold events back.
  context.header('X-Accel-Buffering', 'no');
  return streamSSE(context, async (stream) => {
    const abort = new AbortController();
    stream.onAbort(() => abort.abort());
    try {
      const reply = await keepAlive(stream, heartbeatEveryMs, abort.signal, () => ask(abort.signal));
      for (const { event, data } of listEvents(reply)) {
        if (stream.aborted) return;
        // Waits until the client has read: a slow one holds one event, not all.
        await stream.writeSSE({ event, data: JSON.stringify(data) });
      }
    } catch (error) {
      if (stream.aborted) return;
      await stream.writeSSE({ event: 'error', data: JSON.stringify(describeError(context, error)) });
    }
  });
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

function* listEvents(reply: AskReply): Generator<{ readonly event: string; readonly data: unknown }> {
  const { passages, nearest, understood, citations, answer } = reply;
  yield { event: 'passages', data: { passages, nearest, understood } };
  for (const citation of citations) yield { event: 'citation', data: citation };
  for (const delta of answer === null ? [] : splitBySentence(answer)) yield { event: 'text', data: { delta } };
  yield { event: 'done', data: reply };
}

/** The answer's text cut before each of its sentences; the pieces together are the text, whatever stands between them. */
export function splitBySentence({ text, sentences }: Pick<Answer, 'text' | 'sentences'>): string[] {
  const pieces: string[] = [];
  let begun = 0;
  let searchedTo = 0;
  for (const sentence of sentences) {
    const start = text.indexOf(sentence.text, searchedTo);
    if (start === -1) continue;
    if (start > begun) pieces.push(text.slice(begun, start));
    begun = Math.max(begun, start);
    searchedTo = start + sentence.text.length;
  }
  if (begun < text.length) pieces.push(text.slice(begun));
  return pieces;
}
