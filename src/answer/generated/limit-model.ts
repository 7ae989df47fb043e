/**
 * How many answers are written at once: takes a language model, gives one that lets a few calls through, some wait a little,
 * and refuses the rest. Questions without it are not held up, as it has a queue of its own.
 */

import type { LanguageModel } from './contract.js';
import { ModelError } from './contract.js';

export interface ModelLimits {
  readonly concurrency: number;
  readonly mostWaiting: number;
  /** Milliseconds a call may wait: the composed answer is there already. */
  readonly waitMs: number;
}

/** A model on one's own machine answers few at a time. */
const MODEL_LIMITS: ModelLimits = { concurrency: 2, mostWaiting: 8, waitMs: 10_000 };

export function limitModel(model: LanguageModel, limits: ModelLimits = MODEL_LIMITS): LanguageModel {
  let working = 0;
  const waiting: (() => void)[] = [];

  async function enter(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (working < limits.concurrency) {
      working += 1;
      return;
    }
    if (waiting.length >= limits.mostWaiting) throw new ModelError('overloaded');
    await new Promise<void>((resolve, reject) => {
      const stop = (error: unknown): void => {
        waiting.splice(waiting.indexOf(begin), 1);
        settle();
        reject(error);
      };
      const timer = setTimeout(() => stop(new ModelError('overloaded')), limits.waitMs);
      const leave = (): void => stop(signal.reason);
      const settle = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', leave);
      };
      const begin = (): void => {
        settle();
        resolve();
      };
      signal.addEventListener('abort', leave);
      waiting.push(begin);
    });
  }

  /** Whoever waits longest takes the place. */
  function leave(): void {
    const next = waiting.shift();
    if (next === undefined) working -= 1;
    else next();
  }

  return {
    ...model,
    async *stream(request, signal) {
      await enter(signal);
      try {
        yield* model.stream(request, signal);
      } finally {
        leave();
      }
    },
  };
}
