/** A snapshot that takes over from the one before it: the same as one that is read whole, and nothing of what is shared is read. */

import { readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import type { AnnotatedDocument } from '../../src/annotate/contract.js';
import { openChecked } from '../../src/index/checked-files.js';
import type { Snapshot } from '../../src/index/contract.js';
import { type Generation, readCurrentGeneration } from '../../src/index/generations.js';
import { loadSnapshot } from '../../src/index/snapshot.js';
import { updateIndex } from '../../src/index/update.js';
import { createVectraVectorStore } from '../../src/index/vectra.js';
import { createWholeFiles } from '../../src/index/whole-files.js';
import { createSegmenterTokenizer } from '../../src/lexicon/tokenizer.js';
import { createHashEmbedder, DIMENSIONS, MAKERS, makeDocument, NO_KNOWLEDGE, temporaryFolder } from './documents.js';

const ROADS = makeDocument('a.txt', '新建公路。改造桥梁。\n扩建港口。');
const SCHOOLS = makeDocument('b.txt', '新建学校。');
const CANALS = makeDocument('c.txt', '疏浚河道。修建水库。');

function createIndex() {
  const indexFolder = temporaryFolder();
  return async (documents: readonly AnnotatedDocument[]): Promise<Generation> => {
    const { generation } = await updateIndex({
      indexFolder,
      documents,
      makers: MAKERS,
      tokenizer: createSegmenterTokenizer(),
      previous: await readCurrentGeneration(indexFolder),
      embedder: createHashEmbedder(),
      openVectorStore: (folder) =>
        createVectraVectorStore({ folder: path.join(folder, 'vectors'), dimensions: DIMENSIONS }),
      vectorsFolder: (folder) => path.join(folder, 'vectors'),
      now: () => new Date(0),
    });
    return generation;
  };
}

/** Loads a generation and tells which documents' files were read. */
async function load(generation: Generation, before: Snapshot | null = null) {
  const places = new Set<string>();
  const read = (file: string): Promise<Uint8Array> => {
    places.add(path.relative(generation.folder, file));
    return readFile(file);
  };
  const folder = path.join(generation.folder, 'vectors');
  const store = createVectraVectorStore({ folder, dimensions: DIMENSIONS, read });
  return {
    snapshot: await loadSnapshot(generation, store, NO_KNOWLEDGE, { written: { read, readBriefly: read }, before }),
    places,
  };
}

/** All that can be compared of a snapshot. */
const describeSnapshot = ({ lexicalIndex, passageAt, facts, ...rest }: Snapshot) => ({
  ...Object.fromEntries(Object.entries(rest).filter(([, value]) => typeof value !== 'function')),
  passages: [...rest.passageDocument.keys()].map((passage) => passageAt(passage).passage),
  found: ['新建', '修建', '港口'].map((term) => [...lexicalIndex.entriesWith(term)]),
  facts: facts.all,
});

describe('a snapshot after another', () => {
  it('is what it is when it is read whole', async () => {
    const update = createIndex();
    const { snapshot: before } = await load(await update([ROADS, CANALS]));
    for (const documents of [
      [ROADS, SCHOOLS, CANALS],
      [SCHOOLS, CANALS],
      [makeDocument('a.txt', '新建铁路。'), CANALS],
    ]) {
      const generation = await update(documents);
      const after = await load(generation, before);
      expect(describeSnapshot(after.snapshot)).toEqual(describeSnapshot((await load(generation)).snapshot));
    }
  });

  it('reads the files of documents that changed and no others', async () => {
    const update = createIndex();
    const { snapshot: before } = await load(await update([ROADS, CANALS]));
    const { places, snapshot } = await load(await update([ROADS, SCHOOLS, CANALS]), before);
    expect([...places].every((place) => place.includes(SCHOOLS.id))).toBe(true);
    expect(places.size).toBe(4);
    expect(snapshot.documents[0]).toBe(before.documents[0]);
  });

  it('may be followed by a third, and hands on what it took over', async () => {
    const update = createIndex();
    const first = await load(await update([ROADS, CANALS]));
    const second = await load(await update([ROADS, SCHOOLS, CANALS]), first.snapshot);
    const third = await load(await update([SCHOOLS, CANALS]), second.snapshot);
    expect(third.places).toEqual(new Set());
    expect(third.snapshot.documents).toEqual([second.snapshot.documents[1], second.snapshot.documents[2]]);
  });

  it('leaves vectors where they are, until too much else lies there', async () => {
    const update = createIndex();
    const texts = Array.from({ length: 6 }, (_, number) =>
      makeDocument(`${number}.txt`, `新建学校。修建水库${number}座。`),
    );
    const arrayOf = ({ vectors }: Snapshot, number: number) => vectors[number]?.sentences.buffer;
    const whole = await load(await update(texts));
    const most = await load(await update(texts.slice(1)), whole.snapshot);
    expect(arrayOf(most.snapshot, 0)).toBe(arrayOf(whole.snapshot, 1));
    const few = await load(await update(texts.slice(4)), most.snapshot);
    expect(arrayOf(few.snapshot, 0)).not.toBe(arrayOf(whole.snapshot, 4));
    expect(few.snapshot.vectors).toEqual(whole.snapshot.vectors.slice(4));
    let last = few.snapshot;
    for (const { source } of texts) {
      for (const turn of ['春', '秋']) {
        const changed = [makeDocument(source, `新建学校${turn}。`), ...texts.filter((text) => text.source !== source)];
        last = (await load(await update(changed), last)).snapshot;
        expect(
          new Set(last.vectors.flatMap(({ passages, sentences }) => [passages.buffer, sentences.buffer])).size,
        ).toBeLessThan(20);
        expect(last.vectors).toEqual((await load(await update(changed))).snapshot.vectors);
      }
    }
  });

  it('lets go of it', async () => {
    setFlagsFromString('--expose-gc');
    const collect: () => void = runInNewContext('gc');
    const update = createIndex();
    const loadBoth = async () => {
      const { snapshot: before } = await load(await update([ROADS, CANALS]));
      const { snapshot: after } = await load(await update([ROADS, SCHOOLS]), before);
      return { numbers: new WeakRef(before.passageDocument.buffer), after };
    };
    const { numbers, after } = await loadBoth();
    for (let round = 0; round < 5 && numbers.deref(); round += 1) {
      await pause(10);
      collect();
    }
    expect(numbers.deref()).toBeUndefined();
    expect(after.sentenceText(0)).toBe('新建公路。');
  });
});

describe('the files of a generation after another', () => {
  /** A file that both have, whose time of writing can be told again. */
  async function shareFile() {
    const update = createIndex();
    const before = await update([ROADS]);
    const shared = path.join(before.folder, 'documents', `${ROADS.id}.json`);
    utimesSync(shared, 1, 1);
    const whole = createWholeFiles();
    await openChecked(before, whole).checkRest();
    const after = await update([ROADS, SCHOOLS]);
    return { shared, whole, after };
  }
  const damage = (file: string): void => writeFileSync(file, readFileSync(file, 'utf8').replace('公路', '铁路'));

  it('are looked at as far as the one before had others', async () => {
    const { shared, whole, after } = await shareFile();
    damage(shared);
    utimesSync(shared, 1, 1);
    await expect(openChecked(after, whole).checkRest()).resolves.toBeUndefined();
  });

  it('are looked at again when they were written since', async () => {
    const { shared, whole, after } = await shareFile();
    damage(shared);
    await expect(openChecked(after, whole).checkRest()).rejects.toMatchObject({
      code: 'INDEX_DAMAGED',
      message: expect.stringContaining(ROADS.id),
    });
  });

  it('are looked at when none were before', async () => {
    const { shared, after } = await shareFile();
    damage(shared);
    utimesSync(shared, 1, 1);
    const own = path.join(after.folder, 'documents', `${ROADS.id}.json`);
    await expect(openChecked(after).read(own)).rejects.toMatchObject({ code: 'INDEX_DAMAGED' });
    utimesSync(shared, 2, 2);
    await expect(openChecked(after).checkRest()).rejects.toMatchObject({ code: 'INDEX_DAMAGED' });
  });
});
