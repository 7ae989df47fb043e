/** One request at a time and what became of it: for the tabs, whose forms are sent, waited for and sent again. */

import { ChatError } from './errors.js';

export class Task<Input, Reply> {
  state: 'idle' | 'running' | 'done' | 'failed' = 'idle';
  input: Input | null = null;
  reply: Reply | null = null;
  error: ChatError | null = null;

  readonly #work: (input: Input, signal: AbortSignal) => Promise<Reply>;
  readonly #changed: () => void;
  #running: AbortController | null = null;

  constructor(work: (input: Input, signal: AbortSignal) => Promise<Reply>, changed: () => void) {
    this.#work = work;
    this.#changed = changed;
  }

  /** What ran before is given up. Rejects never: a failure is its state. */
  async run(input: Input): Promise<void> {
    this.#running?.abort();
    const running = new AbortController();
    this.#running = running;
    // What was asked before stays to be read, and keeps the focus, until the same is answered anew.
    this.#become('running', input, input === this.input ? this.reply : null);
    try {
      const reply = await this.#work(input, running.signal);
      if (!running.signal.aborted) this.#become('done', input, reply);
    } catch (error) {
      if (running.signal.aborted) return;
      const known = error instanceof ChatError ? error : new ChatError('failed', '', null, 0, error);
      this.#become('failed', input, null, known);
    }
  }

  /** Back to where nothing was asked; what runs is given up. */
  stop(): void {
    this.#running?.abort();
    if (this.state === 'running') this.#become('idle', null);
  }

  #become(
    state: Task<Input, Reply>['state'],
    input: Input | null,
    reply: Reply | null = null,
    error: ChatError | null = null,
  ): void {
    Object.assign(this, { state, input, reply, error });
    this.#changed();
  }
}
