/** Several processes, altered files and full disks, in small; in full in `npm run test:crash`. */

import { describe, expect, it } from 'vitest';
import { cutFiles, flipBits } from '../crash/flips.js';
import { hasBash, limitFiles } from '../crash/fulldisk.js';
import { createRandom } from '../crash/random.js';
import { readWhileWriting, takeOverLocks, writeByTwo } from '../crash/sharing.js';
import { temporaryFolder } from './documents.js';

describe('an index with two writers', () => {
  it('loses nothing of either', async () => {
    expect(await writeByTwo(temporaryFolder(), 8)).toEqual({ added: 16, lost: 0 });
  });

  it('is free again when a writer was killed', async () => {
    expect(await takeOverLocks(temporaryFolder(), 2)).toEqual({ tried: 2, takenOver: 2 });
  });
});

describe('readers of an index that is replaced without a pause', () => {
  it('see one generation each, never an older one, and no error', async () => {
    const options = { folder: temporaryFolder(), readers: 2, milliseconds: 3_000, pauseMs: 0 };
    const { errors, mixed, backwards, rounds, example } = await readWhileWriting(options);
    expect({ errors, mixed, backwards, example }).toEqual({ errors: 0, mixed: 0, backwards: 0, example: '' });
    expect(rounds).toBeGreaterThan(2);
  });
});

describe('an index that was altered', () => {
  it.each([
    ['by a bit', flipBits],
    ['by its end', cutFiles],
  ])('%s says so or is none the worse', async (_, damage) => {
    const { named, harmless, ...bad } = await damage({
      folder: temporaryFolder(),
      count: 100,
      random: createRandom(1),
    });
    expect(bad).toEqual({ tried: 100, silent: 0, examples: [] });
    expect(Math.min(named, harmless)).toBeGreaterThan(10);
  });

  it('is served silently without the manifest: the test notices', async () => {
    const options = { folder: temporaryFolder(), count: 50, random: createRandom(1), checks: false };
    expect((await flipBits(options)).silent).toBeGreaterThan(0);
  });
});

describe('an index whose files may not grow', () => {
  it.skipIf(!hasBash)('stays as it was and says why', async () => {
    expect(await limitFiles(temporaryFolder(), [8])).toEqual({ tried: 1, clean: 1, mended: 1, examples: [] });
  });
});
