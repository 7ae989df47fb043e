/** Power loss after a call to the file system: every fifth here, every one in `npm run test:crash`. */

import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { createFolder, writeFileDurably } from '../../src/files.js';
import { watchDisk } from '../crash/disk.js';
import { losePower } from '../crash/powerloss.js';
import { createRandom } from '../crash/random.js';
import { temporaryFolder } from './documents.js';

/** Calls as `name path`, paths below the folder. */
async function trace(folder: string, run: () => Promise<void>): Promise<string[]> {
  const { calls, error } = await watchDisk({ folder }, run);
  expect(error).toBeNull();
  return calls.map(({ name, path: place, to }) =>
    [name, path.relative(folder, place) || '.', ...(to ? [path.relative(folder, to)] : [])].join(' '),
  );
}

describe('writeFileDurably', () => {
  it('syncs the file, renames it, then syncs the folder', async () => {
    const folder = temporaryFolder();
    expect(await trace(folder, () => writeFileDurably(path.join(folder, 'a'), 'text'))).toEqual([
      'open a.tmp',
      'write a.tmp',
      'stat a.tmp',
      'fsync a.tmp',
      'close a.tmp',
      'rename a.tmp a',
      'open .',
      'fsync .',
      'close .',
    ]);
  });

  it('names the file when the disk is full, keeps the old content and leaves nothing else', async () => {
    const folder = temporaryFolder();
    const file = path.join(folder, 'a');
    await writeFileDurably(file, 'old');
    for (const name of ['open', 'write', 'fsync', 'close', 'rename'] as const) {
      const watch = { folder, only: name, failAt: 1, fault: 'ENOSPC' } as const;
      const { error } = await watchDisk(watch, () => writeFileDurably(file, 'new and longer'));
      expect(error, name).toMatchObject({ code: 'ENOSPC', message: expect.stringContaining(file) });
      expect(readdirSync(folder), name).toEqual(['a']);
    }
  });

  it('says so when the disk takes half of the bytes without a word', async () => {
    const folder = temporaryFolder();
    const file = path.join(folder, 'a');
    const { error } = await watchDisk({ folder, failAt: 2, fault: 'short' }, () => writeFileDurably(file, '12345678'));
    expect(error).toMatchObject({ code: 'EIO', message: expect.stringMatching(/4 of 8 bytes were written.*a'/) });
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('createFolder', () => {
  it('syncs every folder that has a new entry', async () => {
    const folder = temporaryFolder();
    const calls = await trace(folder, () => createFolder(path.join(folder, 'a', 'b', 'c')));
    expect(calls.filter((call) => call.startsWith('fsync'))).toEqual(['fsync a/b', 'fsync a', 'fsync .']);
  });
});

describe('an index whose power goes', () => {
  it('is a committed one, whatever was not synced is lost, and nothing acknowledged is', async () => {
    const { tried, ...bad } = await losePower({ folder: temporaryFolder(), every: 5, random: createRandom(1) });
    expect(bad).toEqual({ torn: 0, lost: 0, examples: [] });
    expect(tried).toBeGreaterThan(100);
  });

  it('is torn or lost without fsync: the test notices', async () => {
    const folder = temporaryFolder();
    const { torn, lost } = await losePower({ folder, every: 20, random: createRandom(1), without: 'fsync' });
    expect(torn).toBeGreaterThan(0);
    expect(lost).toBeGreaterThan(0);
  });
});
