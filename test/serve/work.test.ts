/** How much is done at once: the queue, its bound, those who leave, replies from memory, and the end of it all. */

import { describe, expect, it } from 'vitest';
import { EXAMPLES } from '../../src/examples.js';
import { AskRequest } from '../../src/request.js';
import { limitWork } from '../../src/serve/work.js';
import type { Asking } from '../../src/service.js';
import { createMemoryService } from './memory.js';

const LIMITS = { concurrency: 1, maxWaiting: 2, maxKept: 2 };
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

  it('never begins what nobody waits for any more, and ends what has begun', async () => {
    const { service, begun } = createSlowService();
    const limited = limitWork(service, LIMITS);
    const [first, second] = [new AbortController(), new AbortController()];
    const running = limited.ask(ask('a'), { signal: first.signal });
    const waiting = limited.ask(ask('b'), { signal: second.signal });
    second.abort(new Error('left'));
    await expect(waiting).rejects.toThrow('left');
    first.abort(new Error('left too'));
    await expect(running).rejects.toThrow('left too');
    await turn();
    expect(begun.map(({ question }) => question)).toEqual(['a']);
    expect(begun[0]?.asking.signal?.aborted).toBe(true);
    expect(limited.load()).toMatchObject({ working: 0, waiting: 0 });
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
