/**
 * Takes requests for a few milliseconds each time the event loop goes round: a listener goes in, one that spreads its
 * work comes out. Node hands over all that have arrived in one go, and two hundred replies from memory in a row would
 * keep all else waiting: the model, timers, streams. The queue of `work.ts` holds only what has to be worked on, so these
 * pass it by.
 */

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** Milliseconds of a turn of the event loop that go to requests that have arrived: a few of those in memory. */
const TURN_MS = 5;
/** Requests that a client may send before it has read the reply to the first; browsers send one, HTTP/1.1 libraries few. */
const MAX_PIPELINED = 100;

type RequestListener = (request: IncomingMessage, response: ServerResponse) => unknown;

export function takeInTurns(listener: RequestListener): RequestListener {
  const waiting: Parameters<RequestListener>[] = [];
  /** Requests sent before the reply to the last one was read: a client that reads nothing holds one reply, not all. */
  const behind = new WeakMap<Socket, Parameters<RequestListener>[]>();
  function takeTurn(): void {
    const endsAt = performance.now() + TURN_MS;
    const takeNext = (): void => {
      if (performance.now() >= endsAt) {
        setImmediate(takeTurn);
        return;
      }
      const [request, response] = waiting.shift() ?? [];
      // What is asked for is handed on by promises: the next tick after theirs comes when they have come to rest.
      if (waiting.length > 0) queueMicrotask(() => process.nextTick(takeNext));
      // Whoever has left meanwhile is not answered.
      if (request && response && !response.destroyed) listener(request, response);
    };
    takeNext();
  }
  function append(arrived: Parameters<RequestListener>): void {
    const [{ socket }, response] = arrived;
    response.once('close', () => {
      const next = socket.destroyed ? undefined : behind.get(socket)?.shift();
      if (next) append(next);
      else behind.delete(socket);
    });
    if (waiting.push(arrived) === 1) setImmediate(takeTurn);
  }
  return (...arrived) => {
    const [{ socket }] = arrived;
    const others = behind.get(socket);
    if (others) {
      if (others.push(arrived) > MAX_PIPELINED) socket.destroy();
      return;
    }
    behind.set(socket, []);
    append(arrived);
  };
}
