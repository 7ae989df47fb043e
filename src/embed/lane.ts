/**
 * One process that runs the model, watched: a text that it does not answer in time (it was stopped, it hangs) ends it,
 * and whoever waits is told. It has one passage at a time, or sentences as long as one, so that a question never waits behind
 * more than that; nor does a passage behind more than a few questions, or an upload would never end while others ask.
 */

import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { WenjuError } from '../errors.js';
import type { EmbeddingKind } from './contract.js';
import type { Model } from './model.js';
import type { EmbeddedText, WorkerReply } from './worker.js';

/** Built by `npm run build`; sources run under a TypeScript loader find it in `dist/`, as processes have no loader. */
const WORKER_FILE = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? '../../dist/embed/worker.js' : './worker.js', import.meta.url),
);

const MOST_QUESTIONS_IN_A_ROW = 2;
/** Characters of passages that go in one message, those of a long one: the way there and back takes milliseconds. */
const MESSAGE_CHARACTERS = 400;

/** Milliseconds that a message may take, with one text or several short ones; the first one also loads the model. */
interface LaneLimits {
  readonly loading: number;
  readonly text: number;
}

/** Embeds one message after the other: of questions a few before passages, each kind in the order of the calls. */
export interface Lane {
  /** Takes a text with its prefix. Throws WenjuError MODEL_SILENT when the process does not answer in time. */
  embed(text: string, kind: EmbeddingKind): Promise<EmbeddedText>;
  /** Milliseconds that a question has waited and nothing was answered; 0 while none waits. */
  waitedFor(): number;
  /** Ends the process; what is under way and what waits is rejected. */
  end(): Promise<void>;
}

interface Waiting {
  readonly text: string;
  readonly kind: EmbeddingKind;
  /** When it came, by performance.now(). */
  readonly since: number;
  readonly resolve: (embedded: EmbeddedText) => void;
  readonly reject: (error: unknown) => void;
}

/** Starts its process. `onLost` hears that it cannot be used any more: it ended unasked, or was ended for its silence. */
export function startLane(model: Model, limits: LaneLimits, onLost: () => void): Lane {
  const worker = fork(WORKER_FILE, [JSON.stringify(model)], {
    // For the one time when most of what loading needed is waste: see the worker.
    execArgv: ['--expose-gc'],
    // Float32Array survives the way only in the structured clone format.
    serialization: 'advanced',
    // No keys: it needs none.
    env: {},
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const queues: Readonly<Record<EmbeddingKind, Waiting[]>> = { query: [], passage: [] };
  let underWay: readonly Waiting[] = [];
  let questionsInARow = 0;
  let begunAt = 0;
  let isLoaded = false;
  let watch: NodeJS.Timeout | undefined;

  const gone = new Promise<void>((resolve) => {
    // One that cannot be started does not exit.
    for (const event of ['exit', 'error']) worker.once(event, () => resolve());
  });
  // One that ends unasked while it has nothing to do (out of memory, killed) must not take the service with it.
  void gone.then(() => {
    onLost();
    clearTimeout(watch);
    worker.kill('SIGKILL');
    rejectAll(new Error('its process was ended'));
  });
  // What comes after the first says no more.
  worker.on('error', () => undefined);
  worker.on('message', (reply: WorkerReply) => {
    const answered = underWay;
    isLoaded ||= 'embedded' in reply;
    for (const [at, { resolve, reject }] of answered.entries()) {
      const own = 'embedded' in reply ? reply.embedded[at] : undefined;
      if (own !== undefined) resolve(own);
      else
        reject(new Error('failure' in reply ? reply.failure : `it gave too few vectors for ${answered.length} texts`));
    }
    embedNext();
  });

  /** The time runs from message to message and not from call to call: indexing asks for many at once. */
  function embedNext(): void {
    clearTimeout(watch);
    const next = takeNext();
    underWay = next;
    // Until it has answered, whoever waits for it must not end; idle it keeps nobody.
    keepAlive(next.length > 0);
    if (next.length === 0) return;
    begunAt = performance.now();
    const limit = isLoaded ? limits.text : limits.loading + limits.text;
    watch = setTimeout(() => {
      onLost();
      const seconds = Math.round(limit / 1_000);
      const silent = `Expected the model ${model.id} to embed a text within ${seconds} s, nothing came; its process is ended. Ask again.`;
      rejectAll(new WenjuError('MODEL_SILENT', silent));
      void end();
    }, limit);
    // One that has just died cannot be sent anything; that it died, its exit says.
    worker.send(
      next.map(({ text }) => text),
      () => undefined,
    );
  }

  function keepAlive(isAwaited: boolean): void {
    if (isAwaited) {
      worker.ref();
      worker.channel?.ref();
    } else {
      worker.unref();
      worker.channel?.unref();
    }
  }

  function takeNext(): readonly Waiting[] {
    const isTurnOfPassages = questionsInARow >= MOST_QUESTIONS_IN_A_ROW && queues.passage.length > 0;
    const question = isTurnOfPassages ? undefined : queues.query.shift();
    questionsInARow = question === undefined ? 0 : questionsInARow + 1;
    return question === undefined ? takePassages() : [question];
  }

  function takePassages(): Waiting[] {
    const taken = queues.passage.splice(0, 1);
    let characters = taken[0]?.text.length ?? 0;
    for (let next = queues.passage[0]; next !== undefined; next = queues.passage[0]) {
      characters += next.text.length;
      if (characters > MESSAGE_CHARACTERS) break;
      taken.push(...queues.passage.splice(0, 1));
    }
    return taken;
  }

  function rejectAll(error: Error): void {
    for (const { reject } of underWay) reject(error);
    for (const queue of Object.values(queues)) {
      for (const { reject } of queue.splice(0)) reject(error);
    }
  }

  async function end(): Promise<void> {
    rejectAll(new Error('its process was ended'));
    keepAlive(true);
    // It has nothing to put in order, and one that was stopped hears of no other signal.
    worker.kill('SIGKILL');
    await gone;
  }

  return {
    embed: (text, kind) =>
      new Promise((resolve, reject) => {
        queues[kind].push({ text, kind, since: performance.now(), resolve, reject });
        if (underWay.length === 0) embedNext();
      }),
    waitedFor() {
      const question = [...underWay, ...queues.query].find(({ kind }) => kind === 'query');
      return question === undefined ? 0 : performance.now() - Math.max(question.since, begunAt);
    },
    end,
  };
}
