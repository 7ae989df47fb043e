/** How many answers a language model writes at once. */

import { describe, expect, it } from 'vitest';
import type { LanguageModel } from '../../../src/answer/generated/contract.js';
import { limitModel } from '../../../src/answer/generated/limit-model.js';

const ASKED = { messages: [], mostTokens: 1 };

/** A model whose calls end when the test says so. */
function createHeldModel() {
  const ends: (() => void)[] = [];
  const model: LanguageModel = {
    name: 'held',
    async *stream() {
      yield 'begun';
      await new Promise<void>((resolve) => ends.push(resolve));
    },
    isReady: async () => true,
  };
  return { model, ends };
}

async function drain(model: LanguageModel, signal = new AbortController().signal): Promise<string> {
  let text = '';
  for await (const piece of model.stream(ASKED, signal)) text += piece;
  return text;
}

const settle = () => new Promise((resolve) => setTimeout(resolve, 5));

describe('limitModel', () => {
  it('lets so many through, the others one after the other, and refuses the rest', async () => {
    const { model, ends } = createHeldModel();
    const limited = limitModel(model, { concurrency: 1, mostWaiting: 1, waitMs: 5_000 });
    const first = drain(limited);
    const second = drain(limited);
    await expect(drain(limited)).rejects.toMatchObject({ failure: 'overloaded' });
    await settle();
    expect(ends).toHaveLength(1);
    ends[0]?.();
    await first;
    await settle();
    expect(ends).toHaveLength(2);
    ends[1]?.();
    await second;
  });

  it('gives up what waits too long, and the place of who leaves to the next', async () => {
    const { model, ends } = createHeldModel();
    const limited = limitModel(model, { concurrency: 1, mostWaiting: 3, waitMs: 20 });
    const first = drain(limited);
    await expect(drain(limited)).rejects.toMatchObject({ failure: 'overloaded' });
    const leave = new AbortController();
    const left = drain(limited, leave.signal);
    leave.abort(new Error('left'));
    await expect(left).rejects.toThrow('left');
    ends[0]?.();
    await first;
    const last = drain(limited);
    await settle();
    ends[1]?.();
    expect(await last).toBe('begun');
  });

  it('gives its place back when a reader stops in the middle', async () => {
    const { model } = createHeldModel();
    const limited = limitModel(model, { concurrency: 1, mostWaiting: 0, waitMs: 20 });
    for (let turn = 0; turn < 3; turn += 1) {
      for await (const piece of limited.stream(ASKED, new AbortController().signal)) {
        expect(piece).toBe('begun');
        break;
      }
    }
  });
});
