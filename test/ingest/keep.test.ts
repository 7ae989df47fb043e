/** Keeping files of a corpus folder: which names it takes, what it writes beside them, and how it goes back. */

import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkUploadName, deleteFiles, findFolder, storeUpload } from '../../src/ingest/keep.js';
import { readSidecar } from '../../src/ingest/sidecar.js';

/** Cells that need quotation marks, a comma in the text, an empty cell, a line break. */
const SIDECAR = `file,region,year,title,publisher
a.md,荆门市,2024,"荆门市政府工作报告, 2024","""荆门日报"""
b.txt,仙桃市,,仙桃市报告,"第一行
第二行"
`;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'wenju-keep-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** Every file below the folder and what it holds. */
async function listing(): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
  return Object.fromEntries(
    await Promise.all(
      files.sort().map(async (file) => [path.relative(folder, file), await readFile(file, 'utf8')] as const),
    ),
  );
}

function upload(name: string, text: string, declared: Record<string, string | number> | null = null) {
  return { name, bytes: Buffer.from(text), declared };
}

describe('checkUploadName', () => {
  it.each([
    ['报告.docx', '报告.docx'],
    [' a b (1).txt ', 'a b (1).txt'],
    ['C#.txt', 'C#.txt'],
    ['Cafe\u0301.txt', 'Caf\u00e9.txt'],
    [`${'x'.repeat(247)}.txt`, `${'x'.repeat(247)}.txt`],
  ])('takes %s', (name, kept) => {
    expect(checkUploadName(name)).toBe(kept);
  });

  it.each([
    '',
    ' ',
    '.',
    '..',
    '../x.txt',
    'a/b.txt',
    'a\\b.txt',
    '/etc/passwd',
    'C:x.txt',
    '.hidden',
    '~$lock.docx',
    'a\0.txt',
    'a\n.txt',
    '\u202Etxt.exe',
    'README.md',
    'readme.MD',
    'sources.csv',
    'Sources.CSV',
    ' sources.csv',
    'what?.txt',
    'b.csv#3.txt',
    'B.CSV#3',
    `${'x'.repeat(248)}.txt`,
    `${'报'.repeat(84)}.txt`,
  ])('refuses %j', (name) => {
    expect(() => checkUploadName(name)).toThrow(expect.objectContaining({ code: 'INPUT_INVALID' }));
  });
});

describe('storeUpload', () => {
  it('writes the file alone when nothing is stated of it', async () => {
    await storeUpload(folder, upload('c.txt', '丙'));
    expect(await listing()).toEqual({ 'c.txt': '丙' });
  });

  it('stores under the longest name that is taken', async () => {
    const name = `${'x'.repeat(247)}.txt`;
    await storeUpload(folder, upload(name, '丙'));
    expect(await listing()).toEqual({ [name]: '丙' });
  });

  it('makes the folder', async () => {
    await storeUpload(path.join(folder, 'new'), upload('c.txt', '丙'));
    expect(await listing()).toEqual({ [path.join('new', 'c.txt')]: '丙' });
  });

  it('states what its sender states in sources.csv, where it is read again', async () => {
    const declared = { region: '荆门市', year: 2024, title: '一，"二"', url: 'https://a.example/?q=1,2' };
    await storeUpload(folder, upload('c.txt', '丙', declared));
    expect((await readSidecar(folder)).get('c.txt')).toEqual(declared);
  });

  it('leaves the row of sources.csv when nothing new is stated', async () => {
    await writeFile(path.join(folder, 'sources.csv'), SIDECAR);
    await storeUpload(folder, upload('a.md', '甲'));
    expect(await listing()).toEqual({ 'a.md': '甲', 'sources.csv': SIDECAR });
  });

  it('replaces its own row and leaves what the others say', async () => {
    await writeFile(path.join(folder, 'sources.csv'), SIDECAR);
    const before = await readSidecar(folder);
    await storeUpload(folder, upload('b.txt', '乙', { year: 2023 }));
    await storeUpload(folder, upload('c.txt', '丙', { type: 'policy' }));
    const after = await readSidecar(folder);
    expect([...after.keys()]).toEqual(['a.md', 'b.txt', 'c.txt']);
    expect(after.get('a.md')).toEqual(before.get('a.md'));
    expect(after.get('b.txt')).toEqual({ year: 2023 });
    expect(after.get('c.txt')).toEqual({ type: 'policy' });
    expect((await listing())['sources.csv']).toContain('a.md,"荆门市政府工作报告, 2024",荆门市,2024');
  });

  it('puts file and sources.csv back as they were, to the byte', async () => {
    await writeFile(path.join(folder, 'sources.csv'), SIDECAR);
    await writeFile(path.join(folder, 'a.md'), '旧');
    const before = await listing();
    const undo = await storeUpload(folder, upload('a.md', '新', { year: 2020 }));
    expect(await listing()).not.toEqual(before);
    await undo();
    expect(await listing()).toEqual(before);
  });

  it('takes away what was not there before', async () => {
    const undo = await storeUpload(folder, upload('c.txt', '丙', { year: 2020 }));
    await undo();
    expect(await listing()).toEqual({});
  });

  it('changes nothing when the metadata fit no row, sources.csv cannot be read, or the name is no file name', async () => {
    const broken = { 'sources.csv': 'file,year\na.md,soon\n' };
    await writeFile(path.join(folder, 'sources.csv'), broken['sources.csv']);
    const basedOn = { title: '原文', publisher: null, url: null };
    await expect(storeUpload(folder, upload('c.txt', '丙', { year: 2020 }))).rejects.toThrow(
      'sources.csv (row 2): year',
    );
    await expect(storeUpload(folder, upload('../c.txt', '丙'))).rejects.toThrow('plain file name');
    expect(await listing()).toEqual(broken);
    await rm(path.join(folder, 'sources.csv'));
    await expect(storeUpload(folder, { ...upload('c.txt', '丙'), declared: { basedOn } })).rejects.toThrow('basedOn');
    expect(await listing()).toEqual({});
  });

  it('changes nothing when the place of the file is taken by a folder', async () => {
    await mkdir(path.join(folder, 'c.txt'));
    await writeFile(path.join(folder, 'sources.csv'), SIDECAR);
    await expect(storeUpload(folder, upload('c.txt', '丙', { year: 2020 }))).rejects.toThrow();
    expect(await listing()).toEqual({ 'sources.csv': SIDECAR });
  });
});

describe('deleteFiles', () => {
  it('deletes nothing when sources.csv cannot be read', async () => {
    await writeFile(path.join(folder, 'a.md'), '甲');
    await writeFile(path.join(folder, 'sources.csv'), 'file,year\nb.txt,soon\n');
    const before = await listing();
    await expect(deleteFiles([{ folder, source: 'a.md' }])).rejects.toThrow(/sources\.csv \(row 2\): year/);
    expect(await listing()).toEqual(before);
  });

  it('deletes the file and its row; the others stay', async () => {
    await writeFile(path.join(folder, 'sources.csv'), SIDECAR);
    await writeFile(path.join(folder, 'a.md'), '甲');
    await writeFile(path.join(folder, 'b.txt'), '乙');
    const before = await readSidecar(folder);
    await deleteFiles([{ folder, source: 'a.md' }]);
    const after = await readSidecar(folder);
    expect(Object.keys(await listing())).toEqual(['b.txt', 'sources.csv']);
    expect([...after]).toEqual([...before].filter(([file]) => file !== 'a.md'));
  });

  it('does the same below the folder, with the sources.csv that lies there', async () => {
    await mkdir(path.join(folder, 'sub'));
    for (const place of ['', 'sub']) {
      await writeFile(path.join(folder, place, 'sources.csv'), SIDECAR);
      await writeFile(path.join(folder, place, 'a.md'), '甲');
    }
    await deleteFiles([{ folder, source: 'sub/a.md' }]);
    expect([...(await readSidecar(path.join(folder, 'sub'))).keys()]).toEqual(['b.txt']);
    expect(await listing()).toMatchObject({ 'a.md': '甲', 'sources.csv': SIDECAR });
  });

  it('writes no sources.csv that says the same, and minds no file that is gone', async () => {
    await deleteFiles([{ folder, source: 'gone.md' }]);
    expect(await listing()).toEqual({});
    await writeFile(path.join(folder, 'sources.csv'), SIDECAR);
    await deleteFiles([{ folder, source: 'gone.md' }]);
    expect(await listing()).toEqual({ 'sources.csv': SIDECAR });
  });
});

describe('findFolder', () => {
  it('finds the first folder that holds the file, and null for none or for a folder of that name', async () => {
    const [one, two] = [path.join(folder, 'one'), path.join(folder, 'two')];
    await mkdir(path.join(one, 'b.txt'), { recursive: true });
    await mkdir(two);
    await writeFile(path.join(two, 'b.txt'), '乙');
    expect(await findFolder([one, two], 'b.txt')).toBe(two);
    expect(await findFolder([one, two], 'c.txt')).toBeNull();
  });
});
