/** Durable writing: the old or the new content, never a part, and nothing left over. */

import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { createFolder, hashFile, TEMPORARY_SUFFIX, writeFileDurably } from '../../src/files.js';
import { measureFiles } from '../../src/index/files.js';
import { temporaryFolder } from './documents.js';

describe('writeFileDurably', () => {
  it('writes text as UTF-8 and bytes as they are', async () => {
    const folder = temporaryFolder();
    await writeFileDurably(path.join(folder, 'text'), '荆门');
    await writeFileDurably(path.join(folder, 'bytes'), Uint8Array.of(0, 255));
    expect(readFileSync(path.join(folder, 'text'), 'utf8')).toBe('荆门');
    expect([...readFileSync(path.join(folder, 'bytes'))]).toEqual([0, 255]);
    expect(readdirSync(folder).sort()).toEqual(['bytes', 'text']);
  });

  it('replaces a longer file whole', async () => {
    const file = path.join(temporaryFolder(), 'file');
    await writeFileDurably(file, 'a much longer content');
    await writeFileDurably(file, 'short');
    expect(readFileSync(file, 'utf8')).toBe('short');
  });

  it('overwrites what an interrupted write left behind', async () => {
    const file = path.join(temporaryFolder(), 'file');
    writeFileSync(`${file}${TEMPORARY_SUFFIX}`, 'half a fi');
    await writeFileDurably(file, 'whole');
    expect(readFileSync(file, 'utf8')).toBe('whole');
    expect(existsSync(`${file}${TEMPORARY_SUFFIX}`)).toBe(false);
  });

  it('leaves the old file and no temporary one when it cannot replace it', async () => {
    const folder = temporaryFolder();
    const target = path.join(folder, 'target');
    mkdirSync(target);
    writeFileSync(path.join(target, 'inside'), 'old');
    await expect(writeFileDurably(target, 'new')).rejects.toThrow();
    expect(readFileSync(path.join(target, 'inside'), 'utf8')).toBe('old');
    expect(readdirSync(folder)).toEqual(['target']);
  });

  it.skipIf(process.platform === 'win32')('lets nobody but the user read what it writes', async () => {
    const folder = path.join(temporaryFolder(), 'index', 'documents');
    await createFolder(folder);
    await writeFileDurably(path.join(folder, 'new'), '荆门');
    writeFileSync(path.join(folder, 'old'), '荆门');
    chmodSync(path.join(folder, 'old'), 0o644);
    await writeFileDurably(path.join(folder, 'old'), '荆门');
    const modeOf = (file: string) => (statSync(file).mode & 0o777).toString(8);
    expect([path.dirname(folder), folder].map(modeOf)).toEqual(['700', '700']);
    expect(['new', 'old'].map((name) => modeOf(path.join(folder, name)))).toEqual(['600', '600']);
  });
});

describe('measureFiles', () => {
  it('lists files of all levels with /, sorted, with length and SHA-256', async () => {
    const folder = temporaryFolder();
    await createFolder(path.join(folder, 'b', 'c'));
    writeFileSync(path.join(folder, 'b', 'c', 'deep'), '荆门');
    writeFileSync(path.join(folder, 'a'), '');
    const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
    expect(await measureFiles(folder)).toEqual([
      { path: 'a', bytes: 0, sha256: sha256(''), untouched: null },
      { path: 'b/c/deep', bytes: 6, sha256: sha256('荆门'), untouched: null },
    ]);
    expect(await hashFile(path.join(folder, 'a'))).toBe(sha256(''));
  });
});
