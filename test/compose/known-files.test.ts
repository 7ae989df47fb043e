/** A file that was read before is not read again at an upload; what it became comes out as it was made. */

import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { prepareFile, readCorpus } from '../../src/compose/corpus.js';
import {
  addSource,
  holdIndex,
  mirrorCorpus,
  openVectorStore,
  readPreviousGeneration,
} from '../../src/compose/indexing.js';
import { keyOfFile, openKnownFiles } from '../../src/compose/known-files.js';
import { readStoredDocument } from '../../src/index/document.js';
import { loadSnapshot } from '../../src/index/snapshot.js';
import { readKnowledge } from '../../src/lexicon/knowledge.js';
import { type Config, readConfig } from '../../src/settings/config.js';
import { createHashEmbedder, temporaryFolder } from '../index/documents.js';
import { root } from '../service.js';

const SCHOOLS = '全年新建学校十二所，改造老旧小区四十个。';
const ROADS = '全年新建公路三百公里，惠及沿线村民。';

let corpus: string;
let config: Config;

const write = (name: string, text: string) => writeFile(path.join(corpus, name), text);
const hold = <Result>(update: () => Promise<Result>) => holdIndex(config.index, update);
const mirror = (readsKnown = false) =>
  hold(() => mirrorCorpus(config, createHashEmbedder(), undefined, { readsKnown }));

async function serving() {
  const generation = await readPreviousGeneration(config.index);
  if (!generation) throw new Error('no generation serves');
  return generation;
}

beforeEach(async () => {
  const folder = temporaryFolder();
  corpus = path.join(folder, 'corpus');
  config = readConfig({ corpus: [corpus], index: path.join(folder, 'index') }, {}, root);
  await mkdir(corpus);
  await write('a.txt', SCHOOLS);
  await write('b.txt', ROADS);
  await mirror();
});

describe('a file that was read before', () => {
  it('comes out as the document that it became', async () => {
    const generation = await serving();
    const read = await readCorpus([corpus]);
    const knownFiles = openKnownFiles({ previous: generation, makers: generation.manifest.makers });
    const again = await readCorpus([corpus], { knownFiles });
    expect(again.documents).toEqual(read.documents);
    expect(again.known.size).toBe(2);
    expect(read.known.size).toBe(0);
    expect(again.readKeys).toEqual(read.readKeys);
    expect(again.readKeys.size).toBe(2);
  });

  it('is not read of the index either where that is open, and is the same', async () => {
    const generation = await serving();
    const { makers } = generation.manifest;
    const store = openVectorStore(generation.folder, makers.dimensions);
    const opened = await loadSnapshot(generation, store, readKnowledge());
    const gone = { ...generation, folder: path.join(generation.folder, 'gone') };
    const held = await readCorpus([corpus], { knownFiles: openKnownFiles({ previous: gone, makers, opened }) });
    expect(held.known.size).toBe(2);
    const knownFiles = openKnownFiles({ previous: generation, makers });
    expect(held.documents).toEqual((await readCorpus([corpus], { knownFiles })).documents);
  });

  it('is another with other bytes, under another name, or when something else is stated of it', async () => {
    const file = { source: 'a.txt', bytes: Buffer.from(SCHOOLS), stated: null };
    const others = [
      { ...file, source: 'c.txt' },
      { ...file, bytes: Buffer.from(ROADS) },
      { ...file, stated: { year: 2024 } },
    ];
    const generation = await serving();
    const { find } = openKnownFiles({ previous: generation, makers: generation.manifest.makers });
    expect(await find(keyOfFile(file))).toMatchObject({ document: { text: SCHOOLS }, isIndexed: true });
    for (const other of others) expect(await find(keyOfFile(other))).toBeNull();
  });

  it('is read again by who cleans, cuts or annotates otherwise', async () => {
    const generation = await serving();
    const key = keyOfFile({ source: 'a.txt', bytes: Buffer.from(SCHOOLS), stated: null });
    for (const maker of ['cleaner', 'chunker', 'annotator'] as const) {
      const { find } = openKnownFiles({
        previous: generation,
        makers: { ...generation.manifest.makers, [maker]: 'another' },
      });
      expect(await find(key), maker).toBeNull();
    }
  });
});

describe('a file that was just read', () => {
  it('comes out as what it became, and the index has nothing of it yet', async () => {
    const upload = { bytes: Buffer.from('新建水库一座。'), declared: { year: 2024 } };
    const { documents, justRead } = await prepareFile({ source: 'c.txt', path: path.join(corpus, 'c.txt') }, upload);
    const generation = await serving();
    const { find } = openKnownFiles({ previous: generation, makers: generation.manifest.makers, justRead });
    const file = { source: 'c.txt', bytes: upload.bytes, stated: upload.declared };
    expect(await find(keyOfFile(file))).toEqual({ document: documents[0], isIndexed: false });
    expect(await find(keyOfFile({ ...file, bytes: Buffer.from('新建水库两座。') }))).toBeNull();
  });

  it('is indexed as it was read, with what is stated of it', async () => {
    const upload = { name: 'c.txt', bytes: Buffer.from('新建水库一座。'), declared: { year: 2024, region: '仙桃市' } };
    const place = { source: upload.name, path: path.join(corpus, upload.name) };
    const { documents, justRead } = await prepareFile(place, upload);
    await hold(() => addSource(config, createHashEmbedder(), upload, undefined, { justRead }));
    const { folder, manifest } = await serving();
    const { readKey, id } = manifest.documents.find(({ source }) => source === 'c.txt') ?? { readKey: null, id: '' };
    expect(justRead.has(readKey ?? '')).toBe(true);
    expect(await readStoredDocument(folder, id)).toMatchObject({ ...documents[0] });
  });
});

describe('an upload', () => {
  it('leaves what the index has of other files, and takes in what was changed beside it', async () => {
    await write('b.txt', `${ROADS}再建桥梁两座。`);
    await hold(() =>
      addSource(config, createHashEmbedder(), { name: 'c.txt', bytes: Buffer.from('新建水库一座。'), declared: null }),
    );
    const { folder, manifest } = await serving();
    const texts = await Promise.all(
      manifest.documents.map(async ({ id }) => (await readStoredDocument(folder, id)).text),
    );
    expect(texts.sort()).toEqual([SCHOOLS, `${ROADS}再建桥梁两座。`, '新建水库一座。'].sort());
  });

  it('takes in what is stated of a file by now', async () => {
    await write('sources.csv', 'file,year\na.txt,2023\n');
    expect((await mirror()).replaced).toEqual(['a.txt']);
    expect((await mirror()).unchanged).toEqual(['a.txt', 'b.txt']);
  });

  it('keeps every file of the generation whole, those it shares with the one before too', async () => {
    const before = await serving();
    await write('c.txt', '新建水库一座。');
    await mirror();
    const { manifest, folder } = await serving();
    const shared = manifest.files.filter(({ sha256 }) => before.manifest.files.some((file) => file.sha256 === sha256));
    expect(shared).toHaveLength(before.manifest.files.length);
    for (const { path: name, bytes } of manifest.files) {
      expect((await readFile(path.join(folder, name))).length).toBe(bytes);
    }
  });

  it('reads all files again when told to, and finds the same', async () => {
    expect(await mirror(true)).toMatchObject({ unchanged: ['a.txt', 'b.txt'], added: [], replaced: [], removed: [] });
  });
});
