/** What every VectorStore keeps to, whatever it is built on. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { VectorStore } from '../../src/index/contract.js';

/** Numbers that a careless encoding loses: not representable exactly, tiny, huge, negative zero. */
const DELICATE = [0.1, -1 / 3, 1e-45, 3.4e38, -0, 1, Math.PI];

/**
 * @param create opens an empty store of the given dimensions
 * @param runs how many random documents are tried
 */
export function describeVectorStore(name: string, create: (dimensions: number) => VectorStore, runs = 20): void {
  describe(`VectorStore: ${name}`, () => {
    it('states its dimensions', () => {
      expect(create(7).dimensions).toBe(7);
    });

    it('gives back every number exact to float32', async () => {
      const store = create(DELICATE.length);
      const vector = Float32Array.from(DELICATE);
      await store.write('a', { passages: [vector], sentences: [vector, vector] });
      expect(await store.read('a')).toEqual({ passages: [vector], sentences: [vector, vector] });
    });

    it('gives back any vectors in their order', async () => {
      const vector = fc.float32Array({ minLength: 3, maxLength: 3, noNaN: true, noDefaultInfinity: true });
      // Every sentence is of a passage.
      const [whole, parts] = [fc.array(vector, { minLength: 1, maxLength: 30 }), fc.array(vector, { maxLength: 30 })];
      await fc.assert(
        fc.asyncProperty(whole, parts, async (passages, sentences) => {
          const store = create(3);
          await store.write('a', { passages, sentences });
          expect(await store.read('a')).toEqual({ passages, sentences });
        }),
        { numRuns: runs },
      );
    });

    it('reads them quantised into rows of an array, and refuses another number of them', async () => {
      const store = create(2);
      await store.write('a', {
        passages: [Float32Array.of(0.6, 0.8)],
        sentences: [Float32Array.of(-0.6, 0.8), Float32Array.of(1, -1e-6)],
      });
      const all = new Int16Array(8);
      await store.readInto('a', { passages: all.subarray(0, 2), sentences: all.subarray(4) });
      expect([...all]).toEqual([19_660, 26_214, 0, 0, -19_660, 26_214, 32_767, 0]);
      for (const rows of [
        { passages: all.subarray(0, 4), sentences: all.subarray(4) },
        { passages: all.subarray(0, 2), sentences: all.subarray(6) },
      ]) {
        await expect(store.readInto('a', rows)).rejects.toMatchObject({ code: 'INDEX_DAMAGED' });
      }
      await expect(store.readInto('unknown', { passages: all, sentences: all })).rejects.toMatchObject({
        code: 'INDEX_DAMAGED',
      });
    });

    it('keeps the order of hundreds of sentences', async () => {
      const store = create(2);
      const sentences = Array.from({ length: 700 }, (_, ordinal) => Float32Array.of(ordinal, 1));
      await store.write('a', { passages: [Float32Array.of(1, 0)], sentences });
      expect((await store.read('a')).sentences.map(([ordinal]) => ordinal)).toEqual([...sentences.keys()]);
    });

    it('keeps a document without passages', async () => {
      const store = create(2);
      await store.write('a', { passages: [], sentences: [] });
      expect(await store.read('a')).toEqual({ passages: [], sentences: [] });
    });

    it('replaces all that was kept for the document and nothing of others', async () => {
      const store = create(2);
      const [old, other, young] = [Float32Array.of(1, 0), Float32Array.of(0, 1), Float32Array.of(1, 1)];
      await store.write('a', { passages: [old, old], sentences: [old] });
      await store.write('b', { passages: [other], sentences: [] });
      await store.write('a', { passages: [young], sentences: [] });
      expect(await store.read('a')).toEqual({ passages: [young], sentences: [] });
      expect(await store.read('b')).toEqual({ passages: [other], sentences: [] });
    });

    it('keeps what was written when the caller changes its array afterwards', async () => {
      const store = create(2);
      const vector = Float32Array.of(1, 0);
      await store.write('a', { passages: [vector], sentences: [] });
      vector[0] = 9;
      expect((await store.read('a')).passages).toEqual([Float32Array.of(1, 0)]);
    });

    it.each([
      ['too short', Float32Array.of(1)],
      ['too long', Float32Array.of(1, 2, 3)],
      ['NaN', Float32Array.of(1, Number.NaN)],
      ['infinite', Float32Array.of(Number.POSITIVE_INFINITY, 1)],
    ])('refuses a vector that is %s and keeps what was there', async (_, wrong) => {
      const store = create(2);
      const right = Float32Array.of(1, 0);
      await store.write('a', { passages: [right], sentences: [right] });
      for (const vectors of [
        { passages: [Float32Array.of(0, 1), wrong], sentences: [] },
        { passages: [Float32Array.of(0, 1)], sentences: [wrong] },
      ]) {
        await expect(store.write('a', vectors)).rejects.toMatchObject({ code: 'INDEX_DAMAGED' });
      }
      expect(await store.read('a')).toEqual({ passages: [right], sentences: [right] });
    });

    it('keeps nothing of a document whose first vectors were refused', async () => {
      const store = create(2);
      await expect(store.write('a', { passages: [Float32Array.of(1)], sentences: [] })).rejects.toThrow(/2 finite/);
      await expect(store.read('a')).rejects.toMatchObject({ code: 'INDEX_DAMAGED' });
    });

    it('says that nothing is kept for an unknown document, naming it', async () => {
      await expect(create(2).read('unknown')).rejects.toMatchObject({
        code: 'INDEX_DAMAGED',
        message: expect.stringContaining('unknown'),
      });
    });

    it.each(['', '.', '..', '../a', 'a/b', 'a\\b', 'C:', 'a\0', 'A', '荆门', 'a\n', 'a'.repeat(65)])(
      'refuses the document id %j for writing and reading',
      async (id) => {
        const store = create(2);
        await expect(store.write(id, { passages: [], sentences: [] })).rejects.toMatchObject({ code: 'INPUT_INVALID' });
        await expect(store.read(id)).rejects.toMatchObject({ code: 'INPUT_INVALID' });
      },
    );
  });
}
