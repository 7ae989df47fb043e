/** `wenju doctor` as a user meets it: what it says of each damage, what it repairs, and that documents stay as they are. */

import { randomUUID } from 'node:crypto';
import { appendFileSync, existsSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { documentIdOf } from '../../src/ingest/files.js';
import { type Ended, runCommand } from './command.js';

/** Above every number that Linux gives to a process. */
const NOBODY = 4_999_999;

let folder: string;
let corpus: string;
let index: string;
/** A corpus and its index of two generations, made once; every test has a copy. */
let original: string;

function use(other: string): void {
  folder = other;
  [corpus, index] = [path.join(folder, 'corpus'), path.join(folder, 'index')];
}

const run = (...args: readonly string[]): Promise<Ended> =>
  runCommand([...args, '--corpus', corpus, '--index', index], { folder });

/** What the doctor says, without the line that says what serves. */
async function consult(...args: readonly string[]): Promise<{ code: number | null; first: string; rest: string }> {
  const { code, stdout, stderr } = await run('doctor', ...args);
  expect(stderr).toBe('');
  const [first = '', ...rest] = stdout.trimEnd().split('\n');
  return { code, first, rest: rest.join('\n') };
}

const inIndex = (...names: string[]): string => path.join(index, ...names);

beforeAll(async () => {
  original = await mkdtemp(path.join(tmpdir(), 'wenju-doctor-'));
  use(original);
  await mkdir(corpus);
  await writeFile(path.join(corpus, 'a.txt'), '全年新建学校十二所，改造老旧小区四十个。');
  expect((await run('index')).code).toBe(0);
  await writeFile(path.join(corpus, 'b.txt'), '全年新建公路三百公里，惠及沿线村民。');
  expect((await run('index')).stdout).toContain('g000002');
});
afterAll(() => rm(original, { recursive: true, force: true }));
let documents: string[];
beforeEach(async () => {
  use(await mkdtemp(path.join(tmpdir(), 'wenju-doctor-')));
  await cp(original, folder, { recursive: true });
  documents = await readCorpusFiles();
});
afterEach(async () => {
  expect(await readCorpusFiles()).toEqual(documents);
  await rm(folder, { recursive: true, force: true });
});

async function readCorpusFiles(): Promise<string[]> {
  const names = (await readdir(corpus)).sort();
  return Promise.all(names.map(async (name) => `${name} ${await readFile(path.join(corpus, name), 'base64')}`));
}

async function listIndex(): Promise<string[]> {
  return (await readdir(index, { recursive: true })).sort();
}

describe('wenju doctor', () => {
  it('says that nothing is wrong, and ends with 0', async () => {
    expect(await consult()).toEqual({
      code: 0,
      first: expect.stringMatching(/index · g000002 serves: 2 documents, \d+ files$/),
      rest: 'nothing is wrong',
    });
  });

  it('says what to run where there is no index', async () => {
    await rm(index, { recursive: true });
    expect(await consult()).toEqual({
      code: 1,
      first: expect.stringMatching(/ · nothing serves$/),
      rest: `to do: There is no index at ${index}. Run: wenju index ${corpus} --index ${index}`,
    });
    expect(existsSync(index)).toBe(false);
  });

  it('removes what interrupted writers and dead processes left', async () => {
    const lock = `writer-${NOBODY}-${randomUUID()}.lock`;
    writeFileSync(inIndex(lock), '');
    writeFileSync(inIndex('CURRENT.tmp'), 'g0000');
    await mkdir(inIndex('g000003', 'documents'), { recursive: true });
    const before = await listIndex();

    const looked = await consult('--dry-run');
    expect(looked.code).toBe(1);
    expect(looked.rest.split('\n').every((line) => line.startsWith('to repair: '))).toBe(true);
    expect(await listIndex()).toEqual(before);

    const { code, rest } = await consult();
    expect(code).toBe(0);
    expect(rest.split('\n')).toEqual([
      `repaired: ${inIndex(lock)} is the lock of process ${NOBODY}, which has ended; removed.`,
      `repaired: ${inIndex('CURRENT.tmp')} is a file that was not finished; removed.`,
      `repaired: ${inIndex('g000003')} is a generation that was not finished and never served; removed.`,
    ]);
    expect((await readdir(index)).sort()).toEqual(['CURRENT', 'g000001', 'g000002']);
    expect((await consult()).rest).toBe('nothing is wrong');
  });

  it('brings back the generation before when the one that serves is damaged, and says what is missing', async () => {
    const file = inIndex('g000002', 'documents', `${documentIdOf('b.txt')}.json`);
    appendFileSync(file, ' ');
    expect((await run('documents')).stderr).toContain(file);

    const looked = await consult('--dry-run');
    expect(looked).toMatchObject({ code: 1, rest: expect.stringMatching(/^to repair: .*can be brought back\.$/m) });
    expect(readFileSync(inIndex('CURRENT'), 'utf8')).toMatch(/^g000002 /);

    const { code, first, rest } = await consult();
    expect(code).toBe(1);
    expect(first).toContain('g000003 serves: 1 documents');
    expect(rest).toMatch(
      /^repaired: .* was altered: it has \d+ bytes .* g000001, 1 documents .* serves again as g000003\.$/m,
    );
    expect(rest).toMatch(/^note: Missing, or as it was before .*: b\.txt\.$/m);
    expect(rest).toContain(`b.txt is new. If that is the corpus of this index, bring it in line. Run: wenju index`);
    expect((await run('documents')).stdout).toContain('a.txt');

    expect((await run('index')).stdout).toMatch(/^1 added, 0 replaced, 0 removed, 1 unchanged, 0 skipped · g000004/);
    expect(await consult()).toMatchObject({ code: 0, rest: 'nothing is wrong' });
  });

  it.each([
    ['gone', () => rm(inIndex('CURRENT')), /CURRENT is gone\. g000002/],
    ['torn', async () => truncateSync(inIndex('CURRENT'), 4), /CURRENT should name a generation .* g000002/],
  ])('finds the newest whole generation when CURRENT is %s, and nothing is missing', async (_, damage, told) => {
    await damage();
    const { code, first, rest } = await consult();
    expect({ code, rest }).toEqual({ code: 0, rest: expect.stringMatching(told) });
    expect(first).toContain('g000003 serves: 2 documents');
    expect((await consult()).rest).toBe('nothing is wrong');
  });

  it('says that it must be built again when no generation is whole', async () => {
    for (const name of ['g000001', 'g000002']) truncateSync(inIndex(name, 'manifest.json'), 10);
    const before = await listIndex();
    const { code, first, rest } = await consult();
    expect({ code, first }).toEqual({ code: 1, first: expect.stringMatching(/ · nothing serves$/) });
    expect(rest).toMatch(/^to do: .*manifest\.json is altered.* No other generation is whole: .* Run: wenju index /);
    expect(await listIndex()).toEqual(before);
    expect((await run('index')).code).toBe(0);
    expect((await consult()).code).toBe(0);
    expect((await consult()).rest).toBe('nothing is wrong');
  });

  it('removes a generation that served before and is damaged', async () => {
    appendFileSync(inIndex('g000001', 'manifest.json'), ' ');
    const { code, rest } = await consult();
    expect({ code, rest }).toEqual({
      code: 0,
      rest: expect.stringMatching(/g000001 served before and is damaged, .*removed\.$/),
    });
    expect((await readdir(index)).sort()).toEqual(['CURRENT', 'g000002']);
  });

  it('names a living writer and repairs nothing meanwhile', async () => {
    writeFileSync(inIndex(`writer-${process.pid}-${randomUUID()}.lock`), '');
    await mkdir(inIndex('g000003'));
    const before = await listIndex();
    const { code, rest } = await consult();
    expect({ code, rest }).toEqual({
      code: 0,
      rest: `note: Process ${process.pid} is writing the index; nothing is repaired meanwhile.`,
    });
    expect(await listIndex()).toEqual(before);
  });

  it('says which documents differ from the corpus folders', async () => {
    const other = path.join(folder, 'other');
    await mkdir(other);
    const { code, stdout } = await run('doctor', '--corpus', other);
    expect(code).toBe(0);
    expect(stdout).toContain('nothing is wrong');
    await writeFile(path.join(other, 'c.txt'), '全年新建水库两座。');
    const told = await run('doctor', '--corpus', other, '--json');
    expect(told.code).toBe(1);
    expect(JSON.parse(told.stdout)).toMatchObject({
      generation: 'g000002',
      documents: 2,
      findings: [{ state: 'left', what: expect.stringContaining('c.txt is new') }],
    });
  });
});
