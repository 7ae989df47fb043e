/**
 * How much is done at once: takes a service, gives one that works on a few questions at a time, lets a bounded number
 * wait and refuses the rest, forgets those whose asker has left, and answers what was asked before from memory.
 */

import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import PQueue from 'p-queue';
import type { AskReply, SearchReply } from '../api/ask.js';
import { askInSteps } from '../api/ask-steps.js';
import type { AskRequest } from '../api/request.js';
import type { Asking, Service } from '../api/service.js';
import { WenjuError } from '../errors.js';

export interface WorkLimits {
  /** Questions worked on at once: one is embedded by the model's process while the other is ranked. */
  readonly concurrency: number;
  /** Questions that may wait; one more is refused. */
  readonly maxWaiting: number;
  /** The same for texts to check, of which one is worked on at a time: a long one takes as long as fifty questions. */
  readonly maxWaitingTexts: number;
  /** Replies kept for whoever asks the same of the same index on the same day. */
  readonly maxKept: number;
}

/** A hundred that wait are answered in about four seconds over 67 reports. */
export const WORK_LIMITS: WorkLimits = { concurrency: 2, maxWaiting: 100, maxWaitingTexts: 20, maxKept: 200 };

/**
 * Milliseconds a question may wait for its turn: on a slow machine a hundred would wait longer than anyone does, and
 * what nobody waits for any more must not hold up those who come when the rush is over.
 */
const MAX_WAIT_MS = 4_000;

/** How much is being done, for whoever watches. */
export interface WorkLoad {
  readonly working: number;
  readonly waiting: number;
  readonly keptReplies: number;
  /** Since the start: questions answered from memory, those that were worked on, and those refused. */
  readonly hits: number;
  readonly misses: number;
  readonly refused: number;
}

export interface LimitedService extends Service {
  load(): WorkLoad;
  /** Ends what is being answered and what waits: each rejects with WenjuError STOPPING, and so does what comes later. */
  stop(): void;
}

/** Asking, citing, checking and comparing throw WenjuError OVERLOADED when too many wait already. */
export function limitWork(service: Service, limits: WorkLimits = WORK_LIMITS): LimitedService {
  const questions = { queue: new PQueue({ concurrency: limits.concurrency }), maxWaiting: limits.maxWaiting };
  const texts = { queue: new PQueue({ concurrency: 1 }), maxWaiting: limits.maxWaitingTexts };
  const kept = new LRUCache<string, AskReply | SearchReply>({ max: limits.maxKept });
  const counted = { hits: 0, misses: 0, refused: 0 };
  const underWay = new Set<AbortController>();
  let isStopped = false;

  /**
   * An asker who leaves is let go at once. What waits is then never begun; what has begun keeps its place until it has
   * come to its end, as it goes on using the model until it hears of it.
   */
  async function inTurn<Result>(
    { queue, maxWaiting }: typeof questions,
    work: (signal: AbortSignal) => Promise<Result>,
    asker: AbortSignal | undefined,
  ): Promise<Result> {
    if (isStopped) throw createStopping();
    if (asker?.aborted) throw createAbandoned();
    if (queue.size >= maxWaiting) throw refuse(`Expected at most ${maxWaiting} to wait; one more came.`);
    const ended = new AbortController();
    /** Takes it out of the queue; once it has begun, aborting this would give its place away. */
    const unqueued = new AbortController();
    let hasBegun = false;
    const aborted = new Promise<never>((_resolve, reject) => {
      ended.signal.addEventListener('abort', () => {
        reject(ended.signal.reason);
        if (!hasBegun) unqueued.abort(ended.signal.reason);
      });
    });
    const leave = (): void => ended.abort(createAbandoned());
    const giveUp = setTimeout(
      () => ended.abort(refuse(`Expected its turn within ${MAX_WAIT_MS / 1_000} seconds; it did not come.`)),
      MAX_WAIT_MS,
    );
    const begin = (): Promise<Result> => {
      hasBegun = true;
      clearTimeout(giveUp);
      return work(ended.signal);
    };
    asker?.addEventListener('abort', leave);
    underWay.add(ended);
    try {
      return await Promise.race([queue.add(begin, { signal: unqueued.signal }), aborted]);
    } finally {
      clearTimeout(giveUp);
      underWay.delete(ended);
      asker?.removeEventListener('abort', leave);
    }
  }

  function refuse(why: string): WenjuError {
    counted.refused += 1;
    return new WenjuError('OVERLOADED', why);
  }

  /** Of the same index and day a question has the same reply; only the time it took is its own. */
  async function answer<Reply extends AskReply | SearchReply>(
    kind: string,
    request: object,
    work: (signal: AbortSignal) => Promise<Reply>,
    asker: AbortSignal | undefined,
  ): Promise<Reply> {
    const startedAt = performance.now();
    const key = hashRequest(kind, service.readiness().indexVersion, request);
    // The kind is in the key: what is kept under it is of the type that was put there.
    const known = kept.get(key) as Reply | undefined;
    if (known !== undefined) {
      counted.hits += 1;
      return { ...known, tookMs: Math.round((performance.now() - startedAt) * 10) / 10 };
    }
    const reply = await inTurn(questions, work, asker);
    counted.misses += 1;
    // One that a newer index answered meanwhile is not kept under the older one's name.
    if (reply.indexVersion === service.readiness().indexVersion) kept.set(key, reply);
    return reply;
  }

  /**
   * `explain` is part of the request; whether it is streamed is not, nor the mode, but where an answer in a language model's
   * words is asked for, which is refused without one.
   */
  function compose(request: AskRequest, asking: Asking = {}): Promise<AskReply> {
    return answer(
      'ask',
      { ...request, stream: false, mode: request.mode === 'generated' ? 'generated' : 'extractive' },
      (signal) => service.compose(request, { ...asking, signal }),
      asking.signal,
    );
  }

  const rewrite: Service['rewrite'] = (request, composed, asking = {}) =>
    whileAsked((signal) => service.rewrite(request, composed, { ...asking, signal }), asking.signal);

  /**
   * Takes no place from those whose answers are composed: a language model takes seconds, most of which are not spent here,
   * and has a queue of its own. What it gave is kept; what it failed at is asked again.
   */
  async function write(request: AskRequest, composed: AskReply, asking: Asking = {}): Promise<AskReply> {
    if (isStopped) throw createStopping();
    const key = hashRequest('written', composed.indexVersion, { ...request, stream: false });
    const known = kept.get(key) as AskReply | undefined;
    if (known !== undefined) return { ...known, tookMs: composed.tookMs };
    const reply = await whileAsked((signal) => service.write(request, composed, { ...asking, signal }), asking.signal);
    if (reply.mode === 'generated') kept.set(key, reply);
    return reply;
  }

  /** Until the asker leaves or the service is stopped: work that takes no place from others. */
  async function whileAsked<Result>(
    work: (signal: AbortSignal) => Promise<Result>,
    asker: AbortSignal | undefined,
  ): Promise<Result> {
    if (isStopped) throw createStopping();
    const ended = new AbortController();
    const leave = (): void => ended.abort(createAbandoned());
    asker?.addEventListener('abort', leave);
    if (asker?.aborted) leave();
    underWay.add(ended);
    try {
      return await work(ended.signal);
    } finally {
      underWay.delete(ended);
      asker?.removeEventListener('abort', leave);
    }
  }

  return {
    ...service,
    ask: (request, asking) => askInSteps({ ...service, compose, rewrite, write }, request, asking),
    compose,
    rewrite,
    write,
    search: (request, asking = {}) =>
      answer('search', request, (signal) => service.search(request, { signal }), asking.signal),
    cite: (request, asking = {}) => inTurn(questions, (signal) => service.cite(request, { signal }), asking.signal),
    async check(request, asking = {}) {
      const { opinions, ...plain } = request;
      const checked = await inTurn(texts, (signal) => service.check(plain, { signal }), asking.signal);
      // A language model takes seconds, in which others have their texts checked.
      return opinions === true
        ? whileAsked((signal) => service.addOpinions(request, checked, { signal }), asking.signal)
        : checked;
    },
    compare: (request) => inTurn(questions, () => service.compare(request), undefined),
    writeComparison: (request) => inTurn(questions, () => service.writeComparison(request), undefined),
    stop() {
      isStopped = true;
      for (const abort of underWay) abort.abort(createStopping());
    },
    load: () => ({
      working: questions.queue.pending + texts.queue.pending,
      waiting: questions.queue.size + texts.queue.size,
      keptReplies: kept.size,
      ...counted,
    }),
  };
}

/** What makes a reply the same, the turns before the question too; hashed, as a hundred kilobytes are kept two hundred times. */
function hashRequest(kind: string, indexVersion: string | null, request: object): string {
  const parts = [kind, indexVersion, new Date().toDateString(), JSON.stringify(request)];
  return createHash('sha256').update(parts.join('\n')).digest('base64');
}

function createStopping(): WenjuError {
  return new WenjuError('STOPPING', 'The service is being stopped.');
}

/** Who left without a word is told nothing; that it was so stands in the log. */
function createAbandoned(): WenjuError {
  return new WenjuError('ABANDONED', 'The client has left.');
}
