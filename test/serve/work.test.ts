/** How much is done at once: the queue, its bound, those who leave, replies from memory, and the end of it all. */

import { describe, expect, it } from 'vitest';
import { EXAMPLES } from '../../src/api/examples.js';
import { AskRequest } from '../../src/api/request.js';
import type { Asking } from '../../src/api/service.js';
import { limitWork } from '../../src/serve/work.js';
import { createMemoryService } from './memory.js';

const LIMITS = { concurrency: 1, maxWaiting: 2, maxWaitingTexts: 1, maxKept: 2 };
const ask = (question: string) => AskRequest.parse({ question });

/** A service whose replies come when the test says so. */
function createSlowService() {
  const begun: { question: string; asking: Asking; finish: () => void }[] = [];
  const service = createMemoryService({
    ask: ({ question }, asking = {}) =>
      new Promise((resolve, reject) => {
        asking.signal?.addEventListener('abort', () => reject(asking.signal?.reason));
        begun.push({ question, asking, finish: () => resolve(EXAMPLES.AskReply) });
      }),
    readiness: () => ({ ...EXAMPLES.Readiness, indexVersion: EXAMPLES.AskReply.indexVersion }),
  });
  return { service, begun };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('limitWork', () => {
  it('works on as many as it may, lets the bounded number wait, and refuses one more', async () => {
    const { service, begun } = createSlowService();
    const limited = limitWork(service, LIMITS);
    const replies = ['a', 'b', 'c'].map((question) => limited.ask(ask(question)));
    await expect(limited.ask(ask('d'))).rejects.toMatchObject({ code: 'OVERLOADED' });
    expect(begun.map(({ question }) => question)).toEqual(['a']);
    expect(limited.load()).toMatchObject({ working: 1, waiting: 2, refused: 1 });
    for (let done = 0; done < 3; done += 1) {
      begun[done]?.finish();
      await replies[done];
      await turn();
    }
    expect(begun.map(({ question }) => question)).toEqual(['a', 'b', 'c']);
    expect(limited.load()).toMatchObject({ working: 0, waiting: 0, misses: 3 });
  });

  it('ends what a language model is asked for when it is stopped, and asks it nothing more', async () => {
    const ended: unknown[] = [];
    const asked = (signal: AbortSignal | undefined): Promise<never> =>
      new Promise((_, reject) => {
        signal?.addEventListener('abort', () => {
          ended.push(signal.reason);
          reject(signal.reason);
        });
      });
    const limited = limitWork({
      ...createMemoryService(),
      rewrite: (_request, _composed, asking) => asked(asking?.signal),
      addOpinions: (_request, _checked, asking) => asked(asking?.signal),
    });
    const rewriting = limited.rewrite(ask('a'), EXAMPLES.AskReply);
    const judging = limited.check({ text: 'x', opinions: true });
    await turn();
    limited.stop();
    await expect(rewriting).rejects.toMatchObject({ code: 'STOPPING' });
    await expect(judging).rejects.toMatchObject({ code: 'STOPPING' });
    expect(ended).toHaveLength(2);
    await expect(limited.rewrite(ask('b'), EXAMPLES.AskReply)).rejects.toMatchObject({ code: 'STOPPING' });
  });

  it('never begins what nobody waits for any more, and ends what has begun', async () => {
    const { service, begun } = createSlowService();
    const limited = limitWork(service, LIMITS);
    const [first, second] = [new AbortController(), new AbortController()];
    const running = limited.ask(ask('a'), { signal: first.signal });
    const waiting = limited.ask(ask('b'), { signal: second.signal });
    second.abort();
    await expect(waiting).rejects.toMatchObject({ code: 'ABANDONED' });
    first.abort('a text, as the connection gives it');
    await expect(running).rejects.toMatchObject({ code: 'ABANDONED' });
    await turn();
    expect(begun.map(({ question }) => question)).toEqual(['a']);
    expect(begun[0]?.asking.signal?.aborted).toBe(true);
    expect(limited.load()).toMatchObject({ working: 0, waiting: 0 });
  });

  it('lets nobody begin before the work of one who left has come to its end', async () => {
    const finish: (() => void)[] = [];
    // Deaf: the model embeds what it was given, whoever has left.
    const askDeaf = () =>
      new Promise<typeof EXAMPLES.AskReply>((resolve) => finish.push(() => resolve(EXAMPLES.AskReply)));
    const limited = limitWork(createMemoryService({ ask: askDeaf }), LIMITS);
    const leaving = new AbortController();
    const left = limited.ask(ask('a'), { signal: leaving.signal });
    const next = limited.ask(ask('b'));
    await turn();
    leaving.abort();
    await expect(left).rejects.toMatchObject({ code: 'ABANDONED' });
    await turn();
    expect(finish).toHaveLength(1);
    expect(limited.load()).toMatchObject({ working: 1, waiting: 1 });
    finish[0]?.();
    await turn();
    await turn();
    expect(finish).toHaveLength(2);
    finish[1]?.();
    await next;
  });

  it('keeps no question waiting behind a text that is checked, and checks one text at a time', async () => {
    let signalOfCheck: AbortSignal | undefined;
    const check = (_request: object, { signal }: { readonly signal?: AbortSignal } = {}) =>
      new Promise<never>((_resolve, reject) => {
        signalOfCheck ??= signal;
        signal?.addEventListener('abort', () => reject(signal.reason));
      });
    const limited = limitWork(createMemoryService({ check }), LIMITS);
    const leaving = new AbortController();
    const checked = limited.check({ text: 'x' }, { signal: leaving.signal });
    const second = limited.check({ text: 'y' });
    await expect(limited.check({ text: 'z' })).rejects.toMatchObject({ code: 'OVERLOADED' });
    expect((await limited.ask(ask('a'))).status).toBe('answered');
    leaving.abort();
    await expect(checked).rejects.toMatchObject({ code: 'ABANDONED' });
    expect(signalOfCheck?.aborted).toBe(true);
    await turn();
    limited.stop();
    await expect(second).rejects.toMatchObject({ code: 'STOPPING' });
  });

  it('takes the same words after other turns for another question', async () => {
    const { service, begun } = createSlowService();
    const limited = limitWork(service, LIMITS);
    const askAfter = (question: string) => AskRequest.parse({ question: '去年呢', history: [{ question }] });
    for (const before of ['荆门的GDP', '仙桃的GDP']) {
      const reply = limited.ask(askAfter(before));
      begun.at(-1)?.finish();
      await reply;
    }
    await limited.ask(askAfter('荆门的GDP'));
    expect(limited.load()).toMatchObject({ hits: 1, misses: 2 });
  });

  it('answers the same question from memory, until another index serves', async () => {
    let version = 'one';
    const service = createMemoryService({
      ask: async () => ({ ...EXAMPLES.AskReply, indexVersion: version }),
      readiness: () => ({ ...EXAMPLES.Readiness, indexVersion: version }),
    });
    const limited = limitWork(service, LIMITS);
    const first = await limited.ask(ask('a'));
    expect(await limited.ask(ask('a'))).toEqual({ ...first, tookMs: expect.any(Number) });
    expect(limited.load()).toMatchObject({ hits: 1, misses: 1, keptReplies: 1 });
    await limited.ask({ ...ask('a'), topK: 3 });
    version = 'two';
    expect((await limited.ask(ask('a'))).indexVersion).toBe('two');
    expect(limited.load()).toMatchObject({ hits: 1, misses: 3, keptReplies: LIMITS.maxKept });
  });

  it('ends what is under way when it is stopped, and refuses what comes later', async () => {
    const { service } = createSlowService();
    const limited = limitWork(service, LIMITS);
    const replies = ['a', 'b'].map((question) => limited.ask(ask(question)));
    limited.stop();
    for (const reply of replies) await expect(reply).rejects.toMatchObject({ code: 'STOPPING' });
    await expect(limited.ask(ask('c'))).rejects.toMatchObject({ code: 'STOPPING' });
  });
});
