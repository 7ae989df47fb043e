/** From folders to documents: what a `sources.csv` that cannot be meant, or read, keeps out, and what it does not. */

import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readCorpus } from '../../src/compose/corpus.js';
import { storeUpload } from '../../src/ingest/keep.js';
import { watchDisk } from '../crash/disk.js';

const BODY = '过去一年，全市上下坚持稳中求进工作总基调，统筹推进稳增长、促改革、调结构、惠民生、防风险各项工作。';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'wenju-corpus-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function write(name: string, content: string): Promise<void> {
  await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
  await writeFile(path.join(folder, name), content);
}

/** Reports that no two are near-duplicates of each other. */
async function writeReports(names: readonly string[]): Promise<void> {
  for (const [index, name] of names.entries()) await write(name, `${String(index).repeat(300)}。${BODY}`);
}

describe('a row of sources.csv that cannot be meant', () => {
  it('keeps out the file it names and no other', async () => {
    await writeReports(['a.txt', 'b.txt', 'c.txt', 'sub/b.txt']);
    await write('sources.csv', 'file,year,region\na.txt,2024,荆门市\nb.txt,soon,\n,2020,\n,2021,\nc.txt,2023,\n');
    const { documents, skipped, unreadable } = await readCorpus([folder]);
    const years = documents.map(({ source, metadata }) => [source, metadata.year]);
    expect(years.sort()).toEqual([
      ['a.txt', 2024],
      ['c.txt', 2023],
      ['sub/b.txt', null],
    ]);
    expect(skipped).toEqual([
      { source: 'sources.csv', reason: expect.stringMatching(/row 4.*column "file"/) },
      { source: 'b.txt', reason: expect.stringMatching(/row 3.*year/) },
    ]);
    expect(unreadable).toEqual(['b.txt']);
  });
});

describe('a sources.csv that is no file of its folder', () => {
  const outside = () => path.join(folder, 'outside.csv');
  const KINDS: Readonly<Record<string, (sidecar: string) => unknown>> = {
    'a pipe': (sidecar) => execFileSync('mkfifo', [sidecar]),
    'a link to a device': (sidecar) => symlink('/dev/zero', sidecar),
    'a link to a file elsewhere': async (sidecar) => {
      await writeFile(outside(), 'file,year\na.txt,1999\n');
      await symlink(outside(), sidecar);
    },
    'a link that leads nowhere': (sidecar) => symlink('nowhere', sidecar),
    'a folder': (sidecar) => mkdir(sidecar),
    'larger than any list of files': async (sidecar) => {
      await writeFile(sidecar, 'file,year\na.txt,1999\n');
      await truncate(sidecar, 3_000_000_000);
    },
    'no rows of cells': (sidecar) => writeFile(sidecar, 'file,year\n"a.txt'),
  };

  it.each(Object.keys(KINDS))('is reported and keeps nothing else out: %s', async (kind) => {
    await writeReports(['in/a.txt', 'in/b.txt', 'in/sub/c.txt']);
    await KINDS[kind]?.(path.join(folder, 'in', 'sources.csv'));
    const { documents, skipped } = await readCorpus([path.join(folder, 'in')]);
    expect(documents.map(({ source }) => source)).toEqual(['a.txt', 'b.txt', 'sub/c.txt']);
    expect(documents[0]?.metadata.year).toBeNull();
    expect(skipped).toEqual([{ source: 'sources.csv', reason: expect.stringContaining('sources.csv') }]);
  });

  it('is not waited for by an upload either', async () => {
    execFileSync('mkfifo', [path.join(folder, 'sources.csv')]);
    const upload = { name: 'a.txt', bytes: Buffer.from(BODY), declared: { year: 2024 } };
    await expect(storeUpload(folder, upload)).rejects.toThrow(/sources\.csv: expected a regular file/);
  });
});

describe('a sources.csv that the disk does not give this once', () => {
  it('keeps out the files of its folder, as what it states of them is not known', async () => {
    await writeReports(['a.txt', 'sub/b.txt']);
    await write('sources.csv', 'file,year\na.txt,2024\n');
    const { count } = await watchDisk({ folder }, () => readCorpus([folder]));
    let kept = 0;
    for (let failAt = 1; failAt <= count; failAt += 1) {
      const { result } = await watchDisk({ folder, failAt, fault: 'EIO' }, () => readCorpus([folder]));
      const own = result?.documents.find(({ source }) => source === 'a.txt');
      expect(own === undefined || own.metadata.year === 2024, `call ${failAt}`).toBe(true);
      if (own === undefined && result?.unreadable.includes('a.txt')) kept += 1;
    }
    expect(kept).toBeGreaterThan(1);
  });
});

describe('a long sources.csv', () => {
  it('is read once a folder, not once a file', async () => {
    const rows = Array.from({ length: 20_000 }, (_, index) => `file-${index}.txt,2024,荆门市`);
    for (const name of ['one', 'many']) await write(`${name}/sources.csv`, `file,year,region\n${rows.join('\n')}\n`);
    await writeReports(['one/a.txt', ...Array.from({ length: 30 }, (_, index) => `many/${index}.txt`)]);
    const time = async (name: string) => {
      const startedAt = performance.now();
      await readCorpus([path.join(folder, name)]);
      return performance.now() - startedAt;
    };
    await time('one');
    const once = await time('one');
    expect((await time('many')) / once).toBeLessThan(6);
  }, 60_000);
});
