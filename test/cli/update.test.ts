/** `wenju index --dry-run` and `wenju remove` as a user meets them: what they say, and what is on disk afterwards. */

import { randomUUID } from 'node:crypto';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DocumentsReply } from '../../src/api/documents.js';
import { documentIdOf } from '../../src/ingest/files.js';
import { type Ended, runCommand } from './command.js';

let folder: string;
let corpus: string;
let index: string;

/** A corpus and its index, made once; every test has a copy. */
let original: string;

function use(other: string): void {
  folder = other;
  [corpus, index] = [path.join(folder, 'corpus'), path.join(folder, 'index')];
}

beforeAll(async () => {
  original = await mkdtemp(path.join(tmpdir(), 'wenju-cli-'));
  use(original);
  await mkdir(corpus);
  await write('a.txt', '全年新建学校十二所，改造老旧小区四十个。');
  await write('b.txt', '全年新建公路三百公里，惠及沿线村民。');
  await write('sources.csv', 'file,region,year\na.txt,荆门市,2024\nb.txt,仙桃市,2021\n');
  expect((await run('index')).code).toBe(0);
});
afterAll(() => rm(original, { recursive: true, force: true }));
beforeEach(async () => {
  use(await mkdtemp(path.join(tmpdir(), 'wenju-cli-')));
  await cp(original, folder, { recursive: true });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function write(name: string, content: string | Buffer): Promise<void> {
  return writeFile(path.join(corpus, name), content);
}

const run = (...args: readonly string[]): Promise<Ended> =>
  runCommand([...args, '--corpus', corpus, '--index', index], { folder });

/** Everything below the test's folder: when it was written, and how long it is. */
async function listing(): Promise<string[]> {
  const names = (await readdir(folder, { recursive: true })).sort();
  return Promise.all(
    names.map(async (name) => {
      const { mtimeMs, size } = await stat(path.join(folder, name));
      return `${name} ${mtimeMs} ${size}`;
    }),
  );
}

async function listSources(): Promise<string[]> {
  const { stdout } = await run('documents', '--json');
  return DocumentsReply.parse(JSON.parse(stdout)).documents.map(({ source }) => source);
}

describe('wenju index --dry-run', () => {
  it('says what would be added where there is no index, and makes none', async () => {
    await rm(index, { recursive: true });
    const before = await listing();
    expect(await run('index', '--dry-run')).toEqual({
      code: 0,
      stdout:
        '2 added, 0 replaced, 0 removed, 0 unchanged, 0 skipped · nothing was written\nadded a.txt\nadded b.txt\n',
      stderr: '',
    });
    expect(await listing()).toEqual(before);
  });

  it('says what would change, writes nothing, and is right', async () => {
    await write('a.txt', '全年新建学校十三所，改造老旧小区四十个。');
    await rm(path.join(corpus, 'b.txt'));
    await write('c.txt', '全年新建水库两座。');
    const before = await listing();
    const told = '1 added, 1 replaced, 1 removed, 0 unchanged, 0 skipped';
    const changes = 'added c.txt\nreplaced a.txt\nremoved b.txt\n';
    expect(await run('index', '--dry-run')).toEqual({
      code: 0,
      stdout: `${told} · nothing was written\n${changes}`,
      stderr: '',
    });
    expect(await listing()).toEqual(before);
    expect((await run('index')).stdout).toBe(`${told} · g000002\n${changes}`);
  });

  it('ends with 1 and the reason when a file would be skipped, and keeps what the index has of it', async () => {
    await write('b.txt', Buffer.from([0xe4, 0xbb, 0xff, 0x41]));
    const before = await listing();
    const { code, stdout, stderr } = await run('index', '--dry-run', '--json');
    expect(code).toBe(1);
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toEqual({
      generation: null,
      added: [],
      replaced: [],
      removed: [],
      unchanged: ['a.txt', 'b.txt'],
      merged: [],
      skipped: [{ source: 'b.txt', reason: expect.stringContaining('expected UTF-8') }],
      remarks: [],
      truncated: 0,
    });
    expect(await listing()).toEqual(before);
  });
});

describe('a file that says the same as another', () => {
  it('is named with the one that is kept, in words and with --json', async () => {
    await write('copy.txt', await readFile(path.join(corpus, 'a.txt'), 'utf8'));
    await write('sources.csv', 'file,region,year\na.txt,荆门市,2024\nb.txt,仙桃市,2021\ncopy.txt,荆门市,2024\n');
    const { merged } = JSON.parse((await run('index', '--dry-run', '--json')).stdout);
    expect(merged).toEqual([{ kept: 'a.txt', dropped: 'copy.txt' }]);
    expect((await run('index')).stdout).toContain('\nmerged copy.txt into a.txt\n');
  });
});

describe('wenju remove', () => {
  it('deletes the file and its row of sources.csv, and takes the document out of the index', async () => {
    expect(await run('remove', documentIdOf('a.txt'))).toEqual({ code: 0, stdout: 'removed a.txt\n', stderr: '' });
    expect((await readdir(corpus)).sort()).toEqual(['b.txt', 'sources.csv']);
    expect(await readFile(path.join(corpus, 'sources.csv'), 'utf8')).toBe('file,region,year\nb.txt,仙桃市,2021\n');
    expect(await listSources()).toEqual(['b.txt']);
    expect((await run('index')).stdout).toMatch(/^0 added, 0 replaced, 0 removed, 1 unchanged, 0 skipped · g000002\n$/);
  });

  it('prints id and files with --json', async () => {
    const id = documentIdOf('b.txt');
    expect(JSON.parse((await run('remove', id, '--json')).stdout)).toEqual({ id, removed: ['b.txt'] });
  });

  it('ends with 2 for an unknown id, and for a row of a CSV file; nothing changes', async () => {
    await write('rows.csv', 'title,text\n第一篇,新建学校十二所。\n第二篇,改造小区四十个。\n');
    await run('index');
    const rows = (await listSources()).filter((source) => source.startsWith('rows.csv#'));
    expect(rows).toHaveLength(2);
    const before = await files();
    for (const [id, message] of [
      ['0123456789abcdef', /^wenju: No document has the id "0123456789abcdef"\. wenju documents lists the ids\.\n$/],
      ['../../etc/passwd', /^wenju: No document has the id [^\n]+\n$/],
      [documentIdOf(rows[0] ?? ''), /^wenju: rows\.csv#[^\n]+ is a row of rows\.csv\.[^\n]+\n$/],
    ] as const) {
      const { code, stdout, stderr } = await run('remove', id);
      expect({ code, stdout, stderr }).toEqual({ code: 2, stdout: '', stderr: expect.stringMatching(message) });
    }
    expect(await files()).toEqual(before);
  });

  it('ends with 2 where there is no index', async () => {
    await rm(index, { recursive: true });
    expect(await run('remove', documentIdOf('a.txt'))).toMatchObject({ code: 2, stdout: '' });
    expect(await readdir(corpus)).toContain('a.txt');
  });

  it('deletes nothing while another process writes the index', async () => {
    await writeFile(path.join(index, `writer-${process.pid}-${randomUUID()}.lock`), '');
    const { code, stderr } = await run('remove', documentIdOf('a.txt'));
    expect(code).toBe(1);
    expect(stderr).toMatch(new RegExp(`^wenju: .* process ${process.pid} `));
    expect(await readdir(corpus)).toContain('a.txt');
  });
});

/** Every file below the test's folder with what it holds. */
async function files(): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const names = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
  return Promise.all(names.sort().map(async (name) => `${name} ${await readFile(name, 'base64')}`));
}
