/** Counts down for a reader who is asked to wait: redraws every second until what failed may be tried again. */

import type { ChatError } from './errors.js';

export interface WaitingListener {
  changed(): void;
  /** Everything may be tried again. */
  ended(): void;
}

const MS_PER_S = 1_000;

export class Waiting {
  readonly #listener: WaitingListener;
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(listener: WaitingListener) {
    this.#listener = listener;
  }

  /** Called after every drawing, with what is shown as failed. */
  follow(errors: readonly (ChatError | null)[]): void {
    const isWaiting = errors.some((error) => error !== null && error.secondsLeft > 0);
    if (!isWaiting || this.#timer !== null) return;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.#listener.changed();
      if (errors.every((error) => error === null || error.secondsLeft === 0)) this.#listener.ended();
    }, MS_PER_S);
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }
}
