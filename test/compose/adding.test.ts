/** Adding a document on disks that fail: all of it, or nothing; and where neither can be, what is so is said. */

import { readdirSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { addSource, holdIndex, mirrorCorpus } from '../../src/compose/indexing.js';
import { readStoredDocument } from '../../src/index/document.js';
import { readCurrentGeneration } from '../../src/index/generations.js';
import { type Config, readConfig } from '../../src/settings/config.js';
import { watchDisk } from '../crash/disk.js';
import { createHashEmbedder, temporaryFolder } from '../index/documents.js';
import { root } from '../service.js';

const OLD = '全年新建公路三百公里，惠及沿线村民。';
const NEW = '全年新建公路四百公里，惠及沿线村民，再建桥梁两座。';

let corpus: string;
let config: Config;

async function begin(): Promise<void> {
  const folder = temporaryFolder();
  corpus = path.join(folder, 'corpus');
  config = readConfig({ corpus: [corpus], index: path.join(folder, 'index') }, {}, root);
  await mkdir(corpus);
  await writeFile(path.join(corpus, 'b.txt'), OLD);
  await holdIndex(config.index, () => mirrorCorpus(config, createHashEmbedder()));
}

beforeEach(begin);

const add = () =>
  holdIndex(config.index, () =>
    addSource(config, createHashEmbedder(), { name: 'b.txt', bytes: Buffer.from(NEW), declared: { year: 2024 } }),
  );

const readFiles = () => readdirSync(corpus).map((name) => [name, readFileSync(path.join(corpus, name), 'utf8')]);

async function readIndexed(): Promise<string[]> {
  const generation = await readCurrentGeneration(config.index);
  const entries = generation?.manifest.documents ?? [];
  return Promise.all(entries.map(async ({ id }) => (await readStoredDocument(generation?.folder ?? '', id)).text));
}

describe('a document that is added', () => {
  it('is indexed in the place of the file of its name', async () => {
    await add();
    expect(readFiles()).toContainEqual(['b.txt', NEW]);
    expect(await readIndexed()).toEqual([NEW]);
  });

  // The last of them confirms the index, which serves by then.
  it.each([1, 2, 'last'] as const)(
    'and not confirmed by the disk (%s) leaves nothing in folder and index',
    async (at) => {
      const { count } = await watchDisk({ folder: config.index, only: 'fsync' }, add);
      await begin();
      const failAt = at === 'last' ? count : at;
      const { error } = await watchDisk({ folder: config.index, only: 'fsync', failAt, fault: 'EIO' }, add);
      expect(error).toMatchObject({ code: 'EIO' });
      expect(readFiles()).toEqual([['b.txt', OLD]]);
      expect(await readIndexed()).toEqual([OLD]);
    },
  );

  it('and cannot be taken back is told to be so, and not that nothing was changed', async () => {
    // The row of sources.csv is written first, then the file; from there on the disk takes nothing.
    const { error } = await watchDisk({ folder: corpus, only: 'rename', failAt: 2, fault: 'dead' }, add);
    expect(error).toMatchObject({
      code: 'FILE_UNREADABLE',
      message: expect.stringMatching(/^b\.txt was not added, and its folder could not be put back as it was\./),
    });
    expect(readdirSync(corpus)).toContain('sources.csv');
    expect(await readIndexed()).toEqual([OLD]);
  });
});
