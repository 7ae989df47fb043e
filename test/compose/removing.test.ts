/** Taking a document out: on disks that fail, among copies, under names like those of rows, and for good. */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { holdIndex, mirrorCorpus, removeSource } from '../../src/compose/indexing.js';
import { examineGenerations } from '../../src/index/doctor.js';
import { readCurrentGeneration } from '../../src/index/generations.js';
import { documentIdOf } from '../../src/ingest/files.js';
import { type Config, readConfig } from '../../src/settings/config.js';
import { type Fault, watchDisk } from '../crash/disk.js';
import { createHashEmbedder, temporaryFolder } from '../index/documents.js';
import { root } from '../service.js';

const SECRET = '这一句话不该再在任何地方：新建水库三百零七座，惠及沿线村民。';

let folder: string;
let corpus: string;
let config: Config;

const write = (name: string, text: string) => writeFile(path.join(corpus, name), text);
const mirror = () => holdIndex(config.index, () => mirrorCorpus(config, createHashEmbedder()));
const removing = (source: string) => holdIndex(config.index, () => removeSource(config, createHashEmbedder(), source));
const listed = async () =>
  (await readCurrentGeneration(config.index))?.manifest.documents.map(({ source }) => source).sort();

beforeEach(async () => {
  folder = temporaryFolder();
  corpus = path.join(folder, 'corpus');
  config = readConfig({ corpus: [corpus], index: path.join(folder, 'index') }, {}, root);
  await mkdir(corpus);
  await write('a.txt', '全年新建学校十二所，改造老旧小区四十个。');
  await write('b.txt', SECRET);
  await mirror();
});

describe('a removal', () => {
  it.each<Fault>(['ENOSPC', 'EIO'])('that the index has no room for (%s) changes nothing', async (fault) => {
    for (const failAt of [1, 5, 9]) {
      const watch = { folder: config.index, only: 'write', failAt, fault } as const;
      const { error, count } = await watchDisk(watch, () => removing('b.txt'));
      if (count < failAt) break;
      expect(error).toMatchObject({ code: fault });
      expect(readFileSync(path.join(corpus, 'b.txt'), 'utf8')).toBe(SECRET);
      expect(await listed()).toEqual(['a.txt', 'b.txt']);
    }
  });

  it('whose file cannot be deleted puts the document back into the index', async () => {
    const watch = { folder: corpus, only: 'rm', failAt: 1, fault: 'EIO' } as const;
    expect((await watchDisk(watch, () => removing('b.txt'))).error).toMatchObject({ code: 'EIO' });
    expect(existsSync(path.join(corpus, 'b.txt'))).toBe(true);
    expect(await listed()).toEqual(['a.txt', 'b.txt']);
  });

  it('leaves what was stated of a file that could not be deleted', async () => {
    const rows = 'file,year\nb.txt,2024\n';
    await write('sources.csv', rows);
    await mirror();
    const watch = { folder: path.join(corpus, 'b.txt'), only: 'rm', failAt: 1, fault: 'EIO' } as const;
    expect((await watchDisk(watch, () => removing('b.txt'))).error).toMatchObject({ code: 'EIO' });
    expect(await readFile(path.join(corpus, 'sources.csv'), 'utf8')).toBe(rows);
    expect(await listed()).toEqual(['a.txt', 'b.txt']);
  });

  it('leaves the text nowhere on disk, in no generation either', async () => {
    await removing('b.txt');
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    expect(files.length).toBeGreaterThan(3);
    for (const { parentPath, name } of files) {
      expect(readFileSync(path.join(parentPath, name)).includes(SECRET.slice(0, 20)), name).toBe(false);
    }
  });

  it('is not undone by the doctor, though an older generation could not be cleared away', async () => {
    const watch = { folder: config.index, only: 'rm', failAt: 1, fault: 'EIO' } as const;
    expect((await watchDisk(watch, () => removing('b.txt'))).error).toBeNull();
    const serving = await readCurrentGeneration(config.index);
    expect(readdirSync(config.index).filter((name) => name.startsWith('g'))).toHaveLength(2);
    await rm(path.join(serving?.folder ?? '', 'documents', `${documentIdOf('a.txt')}.json`));
    const { generation, findings } = await examineGenerations(config.index, true);
    expect(generation).toBeNull();
    expect(findings.at(-1)).toMatchObject({ state: 'left', what: expect.stringContaining('were removed since') });
  });

  it('deletes the one file of that id; a copy keeps its file and takes its place', async () => {
    await write('0.txt', SECRET);
    const { merged } = await mirror();
    expect(merged).toEqual([{ kept: '0.txt', dropped: 'b.txt' }]);
    await removing('0.txt');
    expect(readdirSync(corpus).sort()).toEqual(['a.txt', 'b.txt']);
    expect(await listed()).toEqual(['a.txt', 'b.txt']);
  });

  it('finds a file by its name before it takes the name for that of a row', async () => {
    await write('b.csv#3.txt', '建成泵站七座，疏浚河道两百公里。');
    await mirror();
    await removing('b.csv#3.txt');
    expect(readdirSync(corpus).sort()).toEqual(['a.txt', 'b.txt']);
    await write('b.csv', 'title,text\n第一篇,新建学校十二所。\n');
    await mirror();
    await expect(removing('b.csv#2')).rejects.toThrow('is a row of b.csv');
  });
});

describe('a file named like a row that cannot be read any more', () => {
  it('keeps what the index has of it', async () => {
    await write('b.csv#3.txt', '建成泵站七座，疏浚河道两百公里。');
    await mirror();
    await writeFile(path.join(corpus, 'b.csv#3.txt'), Buffer.from([0xe4, 0xbb, 0xff, 0x41]));
    await mirror();
    expect(await listed()).toContain('b.csv#3.txt');
  });
});
