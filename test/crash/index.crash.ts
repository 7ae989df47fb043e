/**
 * The promises of the index, in full: faults at every call, kills, altered files, several processes, full disks. Each
 * test that could pass by looking at nothing has one beside it that takes the protection out and must fail.
 */

import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../index/documents.js';
import { injectFaults } from './faults.js';
import { cutFiles, flipBits } from './flips.js';
import { fillDisk, hasBash, limitFiles, onSmallDisk } from './fulldisk.js';
import { type KillFigures, killAtEveryCall, killAtRandom, killAtTemporary } from './kills.js';
import { losePower } from './powerloss.js';
import { createRandom } from './random.js';
import { readWhileWriting, takeOverLocks, writeByTwo } from './sharing.js';

/** Another walk in every run with `WENJU_TEST_SEED=…`. */
const SEED = Number(process.env.WENJU_TEST_SEED ?? 1);
const KILLS = 200;
const AIMED_KILLS = 50;
const FLIPS = 1_000;
const CUTS = 200;
const LINES_BY_TWO = 200;
const LOCKS = 20;
const READING_MS = 60_000;

const figures: string[] = [];
afterAll(() => console.log(`\n${figures.join('\n')}\n`));

/** Prints a line of figures, now and in the table at the end. */
function tell(what: string, told: object): void {
  const words = Object.entries(told).filter(([, value]) => typeof value === 'number');
  const line = `${what.padEnd(44)} ${words.map(([name, value]) => `${value} ${name}`).join(', ')}`;
  figures.push(line);
  console.log(line);
}

/** Two lanes of processes, as there are two cores. */
function addUp(lanes: readonly KillFigures[]): KillFigures {
  const sum = (name: 'tried' | 'corrupt' | 'lost') => lanes.reduce((total, lane) => total + lane[name], 0);
  const examples = lanes.flatMap((lane) => lane.examples);
  return { tried: sum('tried'), corrupt: sum('corrupt'), lost: sum('lost'), examples };
}

describe('a fault at every call to the file system', () => {
  it.each(['EIO', 'ENOSPC', 'short', 'dead'] as const)(
    '%s: a committed state, a clear error, mended',
    async (fault) => {
      // Only a write can be short.
      const only = fault === 'short' ? ({ only: 'write' } as const) : {};
      const options = { folder: temporaryFolder(), faults: [fault], every: 1, ...only };
      const { tried, ...bad } = await injectFaults(options);
      tell(`fault ${fault} at every ${only.only ?? 'call'}`, { tried, ...bad });
      expect(bad).toEqual({ torn: 0, lost: 0, unclear: 0, unmended: 0, examples: [] });
      expect(tried).toBeGreaterThan(20);
    },
  );

  it('exit: what was acknowledged is there, whole', async () => {
    const lanes = await Promise.all([1, 2].map((from) => killAtEveryCall(temporaryFolder(), 2, from)));
    const { tried, ...bad } = addUp(lanes);
    tell('kill -9 of itself at every call', { tried, ...bad });
    expect(bad).toEqual({ corrupt: 0, lost: 0, examples: [] });
    expect(tried).toBeGreaterThan(100);
  });

  it('tears an index whose files are written in place', async () => {
    const { tried, torn } = await injectFaults({
      folder: temporaryFolder(),
      faults: ['dead'],
      every: 1,
      without: 'rename',
    });
    tell('  teeth: without rename, dead', { tried, torn });
    expect(torn).toBeGreaterThan(0);
  });
});

describe('power loss after every call', () => {
  it('leaves a committed state, and everything that was acknowledged', async () => {
    const { tried, ...bad } = await losePower({ folder: temporaryFolder(), every: 1, random: createRandom(SEED) });
    tell('power loss after every call', { tried, ...bad });
    expect(bad).toEqual({ torn: 0, lost: 0, examples: [] });
  });

  it('tears and loses an index without fsync', async () => {
    const random = createRandom(SEED);
    const { tried, torn, lost } = await losePower({ folder: temporaryFolder(), every: 1, random, without: 'fsync' });
    tell('  teeth: without fsync', { tried, torn, lost });
    expect(Math.min(torn, lost)).toBeGreaterThan(0);
  });
});

describe('kill -9', () => {
  it(`${KILLS} times at random`, async () => {
    const lanes = [SEED, SEED + 1].map((seed) =>
      killAtRandom({ folder: temporaryFolder(), count: KILLS / 2, random: createRandom(seed) }),
    );
    const { tried, ...bad } = addUp(await Promise.all(lanes));
    tell('kill -9 at random', { tried, ...bad });
    expect({ tried, ...bad }).toEqual({ tried: KILLS, corrupt: 0, lost: 0, examples: [] });
  });

  it(`${AIMED_KILLS} times while a temporary file is there`, async () => {
    const options = { folder: temporaryFolder(), count: AIMED_KILLS, random: createRandom(SEED) };
    const { tried, ...bad } = await killAtTemporary(options);
    tell('kill -9 before a rename', { tried, ...bad });
    expect({ tried, ...bad }).toEqual({ tried: AIMED_KILLS, corrupt: 0, lost: 0, examples: [] });
  });
});

describe('altered files', () => {
  it.each([
    [`${FLIPS} flipped bits`, flipBits, FLIPS],
    [`${CUTS} cut files`, cutFiles, CUTS],
  ] as const)('%s: named or harmless', async (what, damage, count) => {
    const { examples, ...told } = await damage({ folder: temporaryFolder(), count, random: createRandom(SEED) });
    tell(what, told);
    expect({ tried: told.tried, silent: told.silent, examples }).toEqual({ tried: count, silent: 0, examples: [] });
  });

  it('are served without the comparison with the manifest', async () => {
    const options = { folder: temporaryFolder(), count: CUTS, random: createRandom(SEED), checks: false };
    const { examples, ...told } = await flipBits(options);
    tell('  teeth: without the manifest, flipped bits', told);
    expect(told.silent).toBeGreaterThan(0);
  });
});

describe('two writers', () => {
  it(`add ${LINES_BY_TWO} lines and lose none`, async () => {
    const told = await writeByTwo(temporaryFolder(), LINES_BY_TWO / 2);
    tell('two writers', told);
    expect(told).toEqual({ added: LINES_BY_TWO, lost: 0 });
  });

  it('lose some without the lock', async () => {
    const told = await writeByTwo(temporaryFolder(), LINES_BY_TWO / 4, false);
    tell('  teeth: two writers without the lock', told);
    expect(told.lost).toBeGreaterThan(0);
  });

  it(`take over ${LOCKS} locks of killed processes`, async () => {
    const told = await takeOverLocks(temporaryFolder(), LOCKS);
    tell('locks of killed processes', told);
    expect(told).toEqual({ tried: LOCKS, takenOver: LOCKS });
  });
});

describe('eight readers', () => {
  it.each([
    ['every 2 s', READING_MS, 2_000],
    ['without a pause', READING_MS / 4, 0],
  ])('see one generation each while they change %s', async (pace, milliseconds, pauseMs) => {
    const told = await readWhileWriting({ folder: temporaryFolder(), readers: 8, milliseconds, pauseMs });
    tell(`8 readers, ${milliseconds / 1000} s, generations ${pace}`, told);
    const { errors, mixed, backwards, example } = told;
    expect({ errors, mixed, backwards, example }).toEqual({ errors: 0, mixed: 0, backwards: 0, example: '' });
    expect(told.rounds).toBeGreaterThan(4);
  });

  it('fail when one whose generation was removed does not begin again', async () => {
    const options = {
      folder: temporaryFolder(),
      readers: 8,
      milliseconds: READING_MS / 4,
      pauseMs: 0,
      hasRetry: false,
    };
    const told = await readWhileWriting(options);
    tell('  teeth: readers that do not begin again', told);
    expect(told.errors).toBeGreaterThan(0);
  });
});

describe('a full disk', () => {
  it('tmpfs: says so, leaves the old index, goes on when there is room', async (context) => {
    const mounted = path.join(temporaryFolder(), 'small');
    const told = await onSmallDisk(mounted, () => fillDisk(mounted, [0, 4, 8, 16, 24, 32, 48, 64, 96, 128]));
    if (told === null) return context.skip('a tmpfs may not be mounted here');
    tell('full disk (tmpfs)', told);
    expect(told).toEqual({ tried: 10, clean: 10, mended: 10, examples: [] });
  });

  it.skipIf(!hasBash)('limit on the size of files: the same', async () => {
    const told = await limitFiles(temporaryFolder(), [1, 2, 4, 6, 8, 12, 16, 24, 32, 48]);
    tell('limit on the size of files (ulimit -f)', told);
    expect(told).toEqual({ tried: 10, clean: 10, mended: 10, examples: [] });
  });
});
