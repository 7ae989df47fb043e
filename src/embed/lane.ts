/**
 * One process that runs the model, watched: a text that it does not answer in time (it was stopped, it hangs) ends it,
 * and whoever waits is told. Waiting is never left to the pool alone, whose handles do not keep this process alive.
 */

import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import Tinypool from 'tinypool';
import { WenjuError } from '../errors.js';
import type { Model } from './model.js';
import type { EmbeddedText } from './worker.js';

/** Built by `npm run build`; sources run under a TypeScript loader find it in `dist/`, as processes have no loader. */
const WORKER_FILE = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? '../../dist/embed/worker.js' : './worker.js', import.meta.url),
);

/** Milliseconds to wait for a process to be gone; the pool kills it after one second, a busy machine takes longer. */
const ENDED_WITHIN_MS = 10_000;

/** Milliseconds that a text may take; the first one also loads the model. */
interface LaneLimits {
  readonly loading: number;
  readonly text: number;
}

/** Embeds one text after the other, in the order of the calls. */
export interface Lane {
  /** Takes a text with its prefix. Throws WenjuError MODEL_SILENT when the process does not answer in time. */
  embed(text: string): Promise<EmbeddedText>;
  /** Milliseconds that the text under way has taken; 0 while there is none. */
  waitedFor(): number;
  /** Ends the process; what is under way is rejected. */
  end(): Promise<void>;
}

/** Starts its process. `onLost` hears that it cannot be used any more: it ended unasked, or was ended for its silence. */
export function startLane(model: Model, limits: LaneLimits, onLost: () => void): Lane {
  const pool = new Tinypool({
    runtime: 'child_process',
    filename: WORKER_FILE,
    argv: [JSON.stringify(model)],
    // For the one time when most of what loading needed is waste: see the worker.
    execArgv: ['--expose-gc'],
    // Float32Array survives the way only in the structured clone format.
    serialization: 'advanced',
    minThreads: 1,
    maxThreads: 1,
  });
  const waiting = new Set<(error: Error) => void>();
  let isLoaded = false;
  let since = 0;
  let watch: NodeJS.Timeout | undefined;

  // A process that ends unasked while it has nothing to do (out of memory, killed) must not take the service with it.
  pool.on('error', () => {
    onLost();
    void end();
  });

  /** The time runs from text to text and not from call to call: indexing asks for thousands at once. */
  function watchNext(): void {
    clearTimeout(watch);
    if (waiting.size === 0) return;
    since = performance.now();
    const limit = isLoaded ? limits.text : limits.loading + limits.text;
    watch = setTimeout(() => {
      onLost();
      const seconds = Math.round(limit / 1_000);
      const silent = `Expected the model ${model.id} to embed a text within ${seconds} s, nothing came; its process is ended. Ask again.`;
      for (const reject of waiting) reject(new WenjuError('MODEL_SILENT', silent));
      void end();
    }, limit);
  }

  async function end(): Promise<void> {
    const ended = new AbortController();
    // The pool's own wait keeps nobody alive: a command that waits here would end in the middle, with exit code 13.
    const patience = pause(ENDED_WITHIN_MS, undefined, { signal: ended.signal }).catch(() => undefined);
    await Promise.race([pool.destroy(), patience]);
    ended.abort();
  }

  return {
    embed: (text) =>
      new Promise((resolve, reject) => {
        waiting.add(reject);
        if (waiting.size === 1) watchNext();
        const settle = () => {
          waiting.delete(reject);
          watchNext();
        };
        pool.run(text).then(
          (embedded: EmbeddedText) => {
            isLoaded = true;
            settle();
            resolve(embedded);
          },
          (error: unknown) => {
            settle();
            reject(error);
          },
        );
      }),
    waitedFor: () => (waiting.size === 0 ? 0 : performance.now() - since),
    end,
  };
}
