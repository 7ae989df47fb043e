/** The real model in its process. */

import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Embedder, EmbeddingKind } from '../../src/embed/contract.js';
import { resolveModel } from '../../src/embed/model.js';
import { readPrefixes } from '../../src/embed/prefix.js';
import { createTransformersEmbedder } from '../../src/embed/transformers.js';
import { multiplyRows } from '../../src/vectors.js';
import { childProcesses } from './processes.js';

/** About the length of a passage. */
const PASSAGE =
  '坚持稳中求进工作总基调，地区生产总值增长6.7%，规模以上工业增加值增长8.1%，固定资产投资增长9.3%。'.repeat(6);

let embedder: Embedder;
beforeAll(async () => {
  const model = await resolveModel(path.resolve('embeddings/models/multilingual-e5-small'), false);
  embedder = createTransformersEmbedder(model, readPrefixes());
  await embedder.embed([''], 'query');
  await embedder.embed([''], 'passage');
});
afterAll(() => embedder.close());

async function embedOne(text: string, kind: EmbeddingKind = 'passage') {
  const [embedding] = await embedder.embed([text], kind);
  if (!embedding) throw new Error('no embedding came');
  return embedding;
}

async function cosine(query: string, passage: string): Promise<number> {
  const [one, other] = [await embedOne(query, 'query'), await embedOne(passage)];
  return multiplyRows(one.vector, other.vector)[0] ?? Number.NaN;
}

async function measureTime(run: () => Promise<unknown>): Promise<number> {
  const before = performance.now();
  await run();
  return performance.now() - before;
}

describe('createTransformersEmbedder', () => {
  it('states 384 dimensions, a window of 512 tokens and the hash of the weights', () => {
    expect(embedder).toMatchObject({ dimensions: 384, maxInputTokens: 512 });
    expect(embedder.modelId).toMatch(/^multilingual-e5-small@[0-9a-f]{12}$/);
  });

  it.each([
    ['a question', '荆门2024年的增长目标'],
    ['an English word', 'growth'],
    ['an empty text', ''],
    ['a space', ' '],
    ['NUL', '\0'],
    ['half a surrogate pair', '\ud800'],
    ['300 emoji', '😀'.repeat(300)],
    ['3,000 digits', '1'.repeat(3000)],
  ])('gives a vector of 384 numbers and unit length for %s', async (_, text) => {
    for (const kind of ['query', 'passage'] as const) {
      const { vector } = await embedOne(text, kind);
      expect(vector).toBeInstanceOf(Float32Array);
      expect(vector).toHaveLength(384);
      expect(vector.reduce((sum, value) => sum + value * value, 0)).toBeCloseTo(1, 5);
    }
  });

  it('gives the same vector for the same text, alone or among others', async () => {
    const { vector } = await embedOne('粮食产量稳定在50亿斤以上');
    const [first, , third] = await embedder.embed(
      ['粮食产量稳定在50亿斤以上', PASSAGE, '粮食产量稳定在50亿斤以上'],
      'passage',
    );
    expect(first?.vector).toEqual(vector);
    expect(third?.vector).toEqual(vector);
  });

  it('gives another vector for the same text as a question', async () => {
    expect((await embedOne('增长', 'query')).vector).not.toEqual((await embedOne('增长')).vector);
  });

  it('gives one embedding a text, in order, and none for none', async () => {
    const texts = ['长'.repeat(400), '短', '中'.repeat(50)];
    const together = await embedder.embed(texts, 'passage');
    for (const [number, text] of texts.entries()) {
      expect(together[number]?.vector).toEqual((await embedOne(text)).vector);
    }
    expect(await embedder.embed([], 'passage')).toEqual([]);
  });

  it('puts 增长 closer to economic growth than to a train, in either language', async () => {
    expect(await cosine('增长', 'economic growth')).toBeGreaterThan(await cosine('增长', 'a railway train'));
    expect(await cosine('growth', '经济增长')).toBeGreaterThan(await cosine('growth', '火车时刻表'));
  });

  it('says that 5,000 characters were cut, and 200 were not', async () => {
    expect((await embedOne(PASSAGE.repeat(20).slice(0, 5000))).truncated).toBe(true);
    expect((await embedOne(PASSAGE.slice(0, 200))).truncated).toBe(false);
    expect((await embedOne('')).truncated).toBe(false);
  });

  it('embeds a cut text by its beginning', async () => {
    const beginning = '增'.repeat(6000);
    expect((await embedOne(`${beginning}火车`)).vector).toEqual((await embedOne(`${beginning}教育`)).vector);
  });

  it('takes no longer for a line of a million characters than for one of 10,000', async () => {
    for (const unit of ['增长', 'a', ' ', '1,']) {
      const [short, long] = [unit.repeat(10_000 / unit.length), unit.repeat(1_000_000 / unit.length)];
      await embedOne(short);
      const shortTime = await measureTime(() => embedOne(short));
      const longTime = await measureTime(() => embedOne(long));
      expect(longTime, `for ${JSON.stringify(unit)}`).toBeLessThan(4 * shortTime + 1000);
    }
  });

  it('answers a question while passages are being embedded', async () => {
    let embedded = 0;
    const passages = Array.from({ length: 60 }, (_, number) =>
      embedder.embed([`${number} ${PASSAGE}`], 'passage').then(() => {
        embedded += 1;
      }),
    );
    const { vector } = await embedOne('荆门2024年GDP增长目标是多少？', 'query');
    expect(vector).toHaveLength(384);
    // It waited for the one that was under way, in the same process.
    expect(embedded).toBeLessThan(5);
    await Promise.all(passages);
    expect(embedded).toBe(60);
  });

  it.skipIf(!existsSync('/proc'))('has one process for questions and passages', async () => {
    const before = childProcesses().length;
    const model = await resolveModel(path.resolve('embeddings/models/multilingual-e5-small'), false);
    const other = createTransformersEmbedder(model, readPrefixes());
    await Promise.all([other.embed(['增长'], 'query'), other.embed(['增长', '下降'], 'passage')]);
    expect(childProcesses().length - before).toBe(1);
    await other.close();
  });

  it.skipIf(!existsSync('/proc'))('gives the same vectors from several processes', async () => {
    const before = childProcesses().length;
    const model = await resolveModel(path.resolve('embeddings/models/multilingual-e5-small'), false);
    const several = createTransformersEmbedder(model, readPrefixes(), undefined, 2);
    const texts = Array.from({ length: 20 }, (_, number) => PASSAGE.slice(0, 4 + number * 9));
    expect(await several.embed(texts, 'passage')).toEqual(await embedder.embed(texts, 'passage'));
    expect(childProcesses().length - before).toBe(2);
    await several.close();
  });

  it.skipIf(!existsSync('/proc'))('starts no second process for a few texts', async () => {
    const before = childProcesses().length;
    const model = await resolveModel(path.resolve('embeddings/models/multilingual-e5-small'), false);
    const several = createTransformersEmbedder(model, readPrefixes(), undefined, 2);
    await several.embed(['增长', '粮食', '就业'], 'passage');
    expect(childProcesses().length - before).toBe(1);
    await several.close();
  });

  it('leaves the event loop free while it embeds', async () => {
    let ticks = 0;
    const timer = setInterval(() => {
      ticks += 1;
    }, 5);
    const passages = Array.from({ length: 10 }, () => PASSAGE);
    await embedder.embed(passages, 'passage');
    clearInterval(timer);
    // A passage takes several times 5 ms: were it embedded here, the timer would tick once each.
    expect(ticks).toBeGreaterThan(2 * passages.length);
  });

  it('says MODEL_INVALID, and neither hangs nor crashes, when the weights cannot be loaded', async () => {
    const parentFolder = mkdtempSync(path.join(tmpdir(), 'wenju-model-'));
    try {
      const model = {
        id: 'broken@0',
        parentFolder,
        name: 'missing',
        dimensions: 384,
        maxInputTokens: 512,
        download: false,
        isBundled: false,
        sums: null,
      };
      const broken = createTransformersEmbedder(model, readPrefixes());
      for (const attempt of [() => broken.embed([''], 'query'), () => broken.embed(['a', 'b'], 'passage')]) {
        await expect(attempt()).rejects.toMatchObject({
          code: 'MODEL_INVALID',
          message: expect.stringContaining('broken@0'),
        });
      }
      await broken.close();
    } finally {
      rmSync(parentFolder, { recursive: true });
    }
  });

  it('loads nothing of a model that was altered, and names the file', async () => {
    const model = await resolveModel(path.resolve('embeddings/models/multilingual-e5-small'), false);
    const sums = { files: { 'tokenizer.json': '0'.repeat(64) }, origin: 'wenju' };
    const altered = createTransformersEmbedder({ ...model, sums }, readPrefixes());
    await expect(altered.embed(['增长'], 'query')).rejects.toMatchObject({
      code: 'MODEL_INVALID',
      message: expect.stringContaining('tokenizer.json was altered: wenju expects 0000'),
    });
    await altered.close();
  });

  it.skipIf(!existsSync('/proc'))('starts another process when one was killed, at work or idle', async () => {
    const model = await resolveModel(path.resolve('embeddings/models/multilingual-e5-small'), false);
    const mortal = createTransformersEmbedder(model, readPrefixes());
    const others = new Set(childProcesses());
    const [before] = await mortal.embed(['增长'], 'passage');
    const killChildren = () => {
      for (const pid of childProcesses()) if (!others.has(pid)) process.kill(pid, 'SIGKILL');
    };
    const atWork = mortal.embed(
      Array.from({ length: 20 }, () => PASSAGE),
      'passage',
    );
    killChildren();
    await expect(atWork).rejects.toMatchObject({ code: 'MODEL_INVALID' });
    expect((await mortal.embed(['增长'], 'passage'))[0]).toEqual(before);
    killChildren();
    // Its end is heard of when it is no child any more; on a busy machine that takes a while.
    while (childProcesses().some((pid) => !others.has(pid))) await pause(20);
    await pause(20);
    expect((await mortal.embed(['增长'], 'passage'))[0]).toEqual(before);
    await mortal.close();
  });

  it('can be closed twice, and before it was used', async () => {
    const model = await resolveModel(path.resolve('embeddings/models/multilingual-e5-small'), false);
    const unused = createTransformersEmbedder(model, readPrefixes());
    await unused.close();
    await unused.close();
  });
});
