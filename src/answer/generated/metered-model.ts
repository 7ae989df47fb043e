/**
 * What a language model is used for and what comes of it, counted for whoever watches the service: takes a model and the
 * replies that it was to write, gives the same model and the counts since the start.
 */

import type { AskReply } from '../../api/ask.js';
import type { ModelUse } from '../../api/service.js';
import { type LanguageModel, ModelError } from './contract.js';

export interface MeteredModel extends LanguageModel {
  use(): ModelUse;
  /** Counts what became of an answer that it was to write. */
  countWritten(reply: AskReply): void;
}

const MS_PER_SECOND = 1_000;

/** `clock` gives milliseconds that only ever grow. */
export function meterModel(model: LanguageModel, clock: () => number): MeteredModel {
  let calls = 0;
  let milliseconds = 0;
  const failures: Record<string, number> = {};
  const answers: Record<string, number> = {};
  const removed: Record<string, number> = {};
  const count = (counts: Record<string, number>, key: string): void => {
    counts[key] = (counts[key] ?? 0) + 1;
  };
  return {
    ...model,
    async *stream(request, signal) {
      calls += 1;
      const startedAt = clock();
      try {
        yield* model.stream(request, signal);
      } catch (error) {
        // Who leaves has made nothing fail.
        if (error instanceof ModelError) count(failures, error.failure);
        throw error;
      } finally {
        milliseconds += clock() - startedAt;
      }
    },
    countWritten({ generation }) {
      if (generation === undefined) return;
      count(answers, generation.reason ?? 'written');
      for (const { reason } of generation.removed) count(removed, reason);
    },
    use: () => ({ calls, seconds: milliseconds / MS_PER_SECOND, failures, answers, removed }),
  };
}
