/** Both vector stores, and what is particular to the one on disk. */

import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { createVectraVectorStore } from '../../src/index/vectra.js';
import { temporaryFolder } from './documents.js';
import { createMemoryVectorStore } from './memory.js';
import { describeVectorStore } from './vector-store.js';

describeVectorStore('memory', (dimensions) => createMemoryVectorStore({ dimensions }));
describeVectorStore('vectra', (dimensions) => createVectraVectorStore({ dimensions, folder: temporaryFolder() }));

describe('createVectraVectorStore', () => {
  const vectors = { passages: [Float32Array.of(1, 0)], sentences: [Float32Array.of(0, 1), Float32Array.of(1, 1)] };

  it('is read by another store over the same folder', async () => {
    const folder = temporaryFolder();
    await createVectraVectorStore({ dimensions: 2, folder }).write('a', vectors);
    expect(await createVectraVectorStore({ dimensions: 2, folder }).read('a')).toEqual(vectors);
  });

  it('creates no file before the first write', () => {
    const folder = temporaryFolder();
    createVectraVectorStore({ dimensions: 2, folder: path.join(folder, 'vectors') });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('leaves no temporary file', async () => {
    const folder = temporaryFolder();
    await createVectraVectorStore({ dimensions: 2, folder }).write('a', vectors);
    expect(readdirSync(folder, { recursive: true }).filter((name) => String(name).endsWith('.tmp'))).toEqual([]);
  });

  it('writes two documents at the same time', async () => {
    const store = createVectraVectorStore({ dimensions: 2, folder: temporaryFolder() });
    await Promise.all([store.write('a', vectors), store.write('b', vectors)]);
    expect(await store.read('a')).toEqual(vectors);
    expect(await store.read('b')).toEqual(vectors);
  });

  it('refuses vectors that were written with other dimensions', async () => {
    const folder = temporaryFolder();
    await createVectraVectorStore({ dimensions: 2, folder }).write('a', vectors);
    const other = createVectraVectorStore({ dimensions: 3, folder });
    await expect(other.read('a')).rejects.toMatchObject({ code: 'INDEX_DAMAGED' });
  });

  it('never gives back a vector that was not written when a file is cut short', async () => {
    const folder = temporaryFolder();
    const store = createVectraVectorStore({ dimensions: 2, folder });
    await store.write('a', vectors);
    const [file] = readdirSync(path.join(folder, 'a')).map((name) => path.join(folder, 'a', name));
    if (file === undefined) throw new Error('vectra wrote no file');
    const content = readFileSync(file);
    for (let length = 0; length < content.length; length += 1) {
      writeFileSync(file, content.subarray(0, length));
      const read = await store.read('a').catch((error: unknown) => {
        expect(error).toMatchObject({ code: 'INDEX_DAMAGED' });
        return { passages: [], sentences: [] };
      });
      expect(read.passages).toEqual(vectors.passages.slice(0, read.passages.length));
      expect(read.sentences).toEqual(vectors.sentences.slice(0, read.sentences.length));
    }
  });

  it('calls a missing file damaged', async () => {
    const folder = temporaryFolder();
    const store = createVectraVectorStore({ dimensions: 2, folder });
    await store.write('a', vectors);
    for (const name of readdirSync(path.join(folder, 'a'))) rmSync(path.join(folder, 'a', name));
    await expect(store.read('a')).rejects.toMatchObject({ code: 'INDEX_DAMAGED' });
  });
});
