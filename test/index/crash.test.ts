/** `kill -9` at any moment of indexing; a few kills here, hundreds in `npm run test:crash`. */

import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { lockForWriting } from '../../src/index/lock.js';
import { killAtEveryCall, killAtRandom, killAtTemporary } from '../crash/kills.js';
import { createRandom } from '../crash/random.js';
import { temporaryFolder } from './documents.js';

const NOTHING_BAD = { corrupt: 0, lost: 0, examples: [] };

describe('a writer that is killed', () => {
  it('leaves what it acknowledged, whole, and the next one goes on', async () => {
    const folder = temporaryFolder();
    expect(await killAtRandom({ folder, count: 8, random: createRandom(1) })).toEqual({ tried: 8, ...NOTHING_BAD });
    await (await lockForWriting(path.join(folder, 'index')))();
  });

  it('leaves what it acknowledged when a temporary file lies there', async () => {
    const options = { folder: temporaryFolder(), count: 4, random: createRandom(1) };
    expect(await killAtTemporary(options)).toEqual({ tried: 4, ...NOTHING_BAD });
  });

  it('leaves what it acknowledged whichever call was its last', async () => {
    const { tried, ...bad } = await killAtEveryCall(temporaryFolder(), 60, 7);
    expect(bad).toEqual(NOTHING_BAD);
    expect(tried).toBeGreaterThan(2);
  });
});
