/** One writer an index, also after a crash and when several come at once. */

import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { lockForWriting } from '../../src/index/lock.js';
import { watchDisk } from '../crash/disk.js';
import { temporaryFolder } from './documents.js';

const BUILT_LOCK = pathToFileURL(path.resolve('dist/index/lock.js')).href;
/** Takes the lock in a process of its own. */
const TAKE_LOCK = `const { lockForWriting } = await import(${JSON.stringify(BUILT_LOCK)}); await lockForWriting(process.argv[1]);`;

/** Leaves the lock of a process that has ended; returns the lock's file name. */
function leaveDeadLock(folder: string): string {
  execFileSync(process.execPath, ['--input-type=module', '-e', TAKE_LOCK, folder]);
  const [lock] = readdirSync(folder);
  if (lock === undefined) throw new Error('the process left no lock');
  return lock;
}

describe('lockForWriting', () => {
  it('tells the second writer which process holds the lock and what to do', async () => {
    const folder = temporaryFolder();
    const release = await lockForWriting(folder);
    await expect(lockForWriting(folder)).rejects.toMatchObject({
      code: 'INDEX_LOCKED',
      message: expect.stringMatching(new RegExp(`process ${process.pid} since \\d{4}-.*Wait until it ends`)),
    });
    await release();
  });

  it('refuses a writer in another process', async () => {
    const folder = temporaryFolder();
    const release = await lockForWriting(folder);
    const child = spawnSync(process.execPath, ['--input-type=module', '-e', TAKE_LOCK, folder], { encoding: 'utf8' });
    expect(child.status).not.toBe(0);
    expect(child.stderr).toContain(`written by process ${process.pid}`);
    await release();
  });

  it('is free again when released, and leaves no file', async () => {
    const folder = temporaryFolder();
    await (await lockForWriting(folder))();
    await (await lockForWriting(folder))();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('takes over the lock of a process that died', async () => {
    const folder = temporaryFolder();
    const dead = leaveDeadLock(folder);
    const release = await lockForWriting(folder);
    expect(readdirSync(folder)).not.toContain(dead);
    await release();
  });

  it('takes over a lock left by an earlier process of the same number, as in a container', async () => {
    const folder = temporaryFolder();
    const dead = leaveDeadLock(folder);
    renameSync(path.join(folder, dead), path.join(folder, dead.replace(/\d+/, String(process.pid))));
    const release = await lockForWriting(folder);
    expect(readdirSync(folder)).toHaveLength(1);
    await release();
  });

  it('takes over a lock whose number belongs to a process that began later', async (context) => {
    const folder = temporaryFolder();
    const dead = leaveDeadLock(folder);
    // Where nothing tells when a process began its number is all there is.
    if (!/-b\d+-/.test(dead)) return context.skip('no /proc here');
    renameSync(path.join(folder, dead), path.join(folder, dead.replace(/\d+/, String(process.ppid))));
    await (await lockForWriting(folder))();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('takes over the lock of a process that ended and that nobody waited for', async (context) => {
    const folder = temporaryFolder();
    // The shell starts a writer and becomes a program that never asks how it ended: a zombie.
    const command = '"$0" --input-type=module -e "$1" "$2" & exec sleep 60';
    const parent = spawn('sh', ['-c', command, process.execPath, TAKE_LOCK, folder], { stdio: 'ignore' });
    try {
      for (let waited = 0; readdirSync(folder).length === 0 && waited < 10_000; waited += 50) await pause(50);
      const [lock = ''] = readdirSync(folder);
      const status = `/proc/${/\d+/.exec(lock)?.[0]}/status`;
      if (!existsSync(status)) return context.skip('no /proc here');
      for (let waited = 0; !/State:\s+Z/.test(readFileSync(status, 'utf8')) && waited < 10_000; waited += 50)
        await pause(50);
      await (await lockForWriting(folder))();
      expect(readdirSync(folder)).toEqual([]);
    } finally {
      parent.kill();
    }
  });

  it('is free within the process although its file could not be removed', async () => {
    const folder = temporaryFolder();
    const release = await lockForWriting(folder);
    const { error } = await watchDisk({ folder, only: 'rm', failAt: 1, fault: 'EIO' }, release);
    expect(error).toBeNull();
    expect(readdirSync(folder)).toHaveLength(1);
    await (await lockForWriting(folder))();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('lets at most one of many writers have a dead lock', async () => {
    for (let round = 0; round < 5; round += 1) {
      const folder = temporaryFolder();
      if (round === 0) leaveDeadLock(folder);
      const results = await Promise.allSettled(Array.from({ length: 8 }, () => lockForWriting(folder)));
      const holders = results.filter((result) => result.status === 'fulfilled');
      expect(holders.length).toBeLessThanOrEqual(1);
      expect(readdirSync(folder)).toHaveLength(holders.length);
      for (const { value: release } of holders) await release();
    }
  });

  it('keeps indexes in other folders apart', async () => {
    const releases = [await lockForWriting(temporaryFolder()), await lockForWriting(temporaryFolder())];
    for (const release of releases) await release();
  });

  it('says when the folder is not there', async () => {
    await expect(lockForWriting(path.join(temporaryFolder(), 'missing'))).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
