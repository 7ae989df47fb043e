/**
 * Used wherever work in this process takes long: gives others their turn. A pause to call between steps of work goes out; it waits
 * only when the turn is over.
 */

import { setImmediate as nextTurn } from 'node:timers/promises';

/** Milliseconds of work after which others have their turn: a question takes as long. */
const TURN_MS = 10;

/** To be awaited between two steps of work. Rejects once aborted. */
export type LetOthers = () => Promise<void>;

export function createTurns(signal?: AbortSignal): LetOthers {
  let begunAt = performance.now();
  return async () => {
    if (performance.now() - begunAt < TURN_MS) return;
    await nextTurn();
    signal?.throwIfAborted();
    begunAt = performance.now();
  };
}
