/** A fault at a call to the file system: every fifteenth here, every one in `npm run test:crash`. */

import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { watchDisk } from '../crash/disk.js';
import { injectFaults } from '../crash/faults.js';
import { takeStep } from '../crash/states.js';
import { temporaryFolder } from './documents.js';

describe('an index whose disk fails', () => {
  it('is the old or the new one, says why, and goes on', async () => {
    const faults = ['EIO', 'ENOSPC', 'short', 'dead'] as const;
    const { tried, ...bad } = await injectFaults({ folder: temporaryFolder(), faults, every: 15 });
    expect(bad).toEqual({ torn: 0, lost: 0, unclear: 0, unmended: 0, examples: [] });
    expect(tried).toBeGreaterThan(50);
  });

  it('is torn when files are written in place: the test notices', async () => {
    const folder = temporaryFolder();
    const { torn } = await injectFaults({ folder, faults: ['dead'], only: 'write', every: 1, without: 'rename' });
    expect(torn).toBeGreaterThan(0);
  });
});

describe('an update that takes a document out', () => {
  it('leaves no older generation, as that holds the document', async () => {
    const index = path.join(temporaryFolder(), 'index');
    for (const step of [0, 1, 2]) await takeStep(index, step);
    expect(readdirSync(index).sort()).toEqual(['CURRENT', 'g000003']);
  });
});

describe('an update that cannot remove an old generation', () => {
  it('is done all the same, and the next one removes it', async () => {
    const folder = temporaryFolder();
    const index = path.join(folder, 'index');
    await takeStep(index, 0);
    await takeStep(index, 1);
    const watch = { folder: index, only: 'rm', failAt: 1, fault: 'EIO' } as const;
    expect((await watchDisk(watch, () => takeStep(index, 2))).error).toBeNull();
    expect(readdirSync(index).sort()).toEqual(['CURRENT', 'g000001', 'g000002', 'g000003']);
    // A document changes and none goes: one generation is kept besides the current one.
    await takeStep(index, 1);
    expect(readdirSync(index).sort()).toEqual(['CURRENT', 'g000003', 'g000004']);
  });
});
