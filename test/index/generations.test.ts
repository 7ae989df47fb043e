/** Generations on disk: which one serves, and that damage is named. */

import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeFileDurably } from '../../src/files.js';
import {
  beginGeneration,
  collectGenerations,
  commitGeneration,
  type Generation,
  openCurrentGeneration,
  readCurrentGeneration,
  readSealedGeneration,
  verifyGeneration,
} from '../../src/index/generations.js';
import { compareMakers, makersOf } from '../../src/index/manifest.js';
import { watchDisk } from '../crash/disk.js';
import { temporaryFolder } from './documents.js';

const MAKERS = makersOf({ model: 'm@1', dimensions: 2, tokenizer: 't@1', cleaner: '1', chunker: '1', annotator: '1' });
const CONTENTS = { makers: MAKERS, createdAt: '2024-01-10T00:00:00.000Z', documents: [] };

async function commit(indexFolder: string, content: string): Promise<Generation> {
  const started = await beginGeneration(indexFolder);
  await writeFileDurably(path.join(started.folder, 'content'), content);
  return commitGeneration(indexFolder, started, CONTENTS);
}

describe('readCurrentGeneration', () => {
  it('finds nothing in a folder that is empty or not there', async () => {
    const folder = temporaryFolder();
    expect(await readCurrentGeneration(folder)).toBeNull();
    expect(await readCurrentGeneration(path.join(folder, 'missing'))).toBeNull();
  });

  it('finds what was committed last', async () => {
    const folder = temporaryFolder();
    const first = await commit(folder, 'one');
    expect(await readCurrentGeneration(folder)).toEqual(first);
    const second = await commit(folder, 'two');
    expect(await readCurrentGeneration(folder)).toEqual(second);
    expect([first.name, second.name]).toEqual(['g000001', 'g000002']);
    await verifyGeneration(first);
    await verifyGeneration(second);
  });

  it('does not see a generation that was begun and not committed', async () => {
    const folder = temporaryFolder();
    await beginGeneration(folder);
    expect(await readCurrentGeneration(folder)).toBeNull();
    const committed = await commit(folder, 'one');
    await writeFileDurably(path.join((await beginGeneration(folder)).folder, 'content'), 'torn');
    expect(await readCurrentGeneration(folder)).toEqual(committed);
  });

  it('does not see a whole generation that CURRENT does not name', async () => {
    const folder = temporaryFolder();
    const first = await commit(folder, 'one');
    const current = readFileSync(path.join(folder, 'CURRENT'));
    await commit(folder, 'two');
    writeFileSync(path.join(folder, 'CURRENT'), current);
    expect(await readCurrentGeneration(folder)).toEqual(first);
  });

  it.each(['', 'g000001', 'g000001\n', '../g000001\n', `g000001 ${'0'.repeat(64)}`, '{"name":"g000001"}', '\0'])(
    'calls a CURRENT of %j damaged and names it',
    async (content) => {
      const folder = temporaryFolder();
      await commit(folder, 'one');
      writeFileSync(path.join(folder, 'CURRENT'), content);
      await expect(readCurrentGeneration(folder)).rejects.toMatchObject({
        code: 'INDEX_DAMAGED',
        message: expect.stringContaining(path.join(folder, 'CURRENT')),
      });
    },
  );

  it('names the manifest when it is gone, torn, or of another layout', async () => {
    const folder = temporaryFolder();
    const { folder: generation } = await commit(folder, 'one');
    const file = path.join(generation, 'manifest.json');
    const content = readFileSync(file, 'utf8');
    for (const damage of [
      () => writeFileSync(file, content.slice(0, -1)),
      () => writeFileSync(file, content.replace(/"layout":\d+/, '"layout":0')),
      () => rmSync(file),
    ]) {
      damage();
      await expect(readCurrentGeneration(folder)).rejects.toMatchObject({
        code: 'INDEX_DAMAGED',
        message: expect.stringContaining(file),
      });
    }
  });
});

describe('verifyGeneration', () => {
  it('accepts a generation as it was committed', async () => {
    const generation = await commit(temporaryFolder(), 'one');
    await expect(verifyGeneration(generation)).resolves.toBeUndefined();
  });

  it.each([
    ['with a byte flipped', (file: string) => writeFileSync(file, 'cnntent')],
    ['cut short', (file: string) => writeFileSync(file, 'conten')],
    ['emptied', (file: string) => writeFileSync(file, '')],
    ['with a byte more', (file: string) => writeFileSync(file, 'content ')],
    ['that is gone', (file: string) => rmSync(file)],
    [
      'that became a folder',
      (file: string) => {
        rmSync(file);
        mkdirSync(file);
      },
    ],
  ])('names a file %s', async (_, damage) => {
    const generation = await commit(temporaryFolder(), 'content');
    const file = path.join(generation.folder, 'content');
    damage(file);
    await expect(verifyGeneration(generation)).rejects.toMatchObject({
      code: 'INDEX_DAMAGED',
      message: expect.stringContaining(file),
    });
  });

  it('finds any flipped bit of any file of the index', async () => {
    const folder = temporaryFolder();
    const { folder: generation } = await commit(folder, '荆门');
    for (const file of [
      path.join(folder, 'CURRENT'),
      path.join(generation, 'manifest.json'),
      path.join(generation, 'content'),
    ]) {
      const whole = readFileSync(file);
      for (let bit = 0; bit < whole.length * 8; bit += 1) {
        const flipped = Buffer.from(whole);
        flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        writeFileSync(file, flipped);
        const opened = readCurrentGeneration(folder).then((found) => found && verifyGeneration(found));
        await expect(opened, `${file} bit ${bit}`).rejects.toMatchObject({ code: 'INDEX_DAMAGED' });
      }
      writeFileSync(file, whole);
    }
    await expect(readCurrentGeneration(folder)).resolves.not.toBeNull();
  });
});

describe('beginGeneration', () => {
  it('clears away what interrupted writers left, however often they were', async () => {
    const folder = temporaryFolder();
    await commit(folder, 'one');
    for (let attempt = 0; attempt < 3; attempt += 1) {
      const { folder: started } = await beginGeneration(folder);
      await writeFileDurably(path.join(started, 'torn'), 'to');
    }
    const { name, folder: started } = await beginGeneration(folder);
    expect(name).toBe('g000002');
    expect(readdirSync(started)).toEqual([]);
    expect(readdirSync(folder).sort()).toEqual(['CURRENT', 'g000001', 'g000002']);
  });

  it('keeps whole generations while CURRENT is gone, and clears away what was never whole', async () => {
    const folder = temporaryFolder();
    const first = await commit(folder, 'one');
    await beginGeneration(folder);
    rmSync(path.join(folder, 'CURRENT'));
    expect((await beginGeneration(folder)).name).toBe('g000002');
    expect(existsSync(first.folder)).toBe(true);
  });

  it('clears nothing away while CURRENT is garbage', async () => {
    const folder = temporaryFolder();
    const first = await commit(folder, 'one');
    writeFileSync(path.join(folder, 'CURRENT'), 'garbage');
    expect((await beginGeneration(folder)).name).toBe('g000002');
    expect(existsSync(first.folder)).toBe(true);
  });
});

describe('collectGenerations', () => {
  it('keeps the current generation and the one that served before it', async () => {
    const folder = temporaryFolder();
    await commit(folder, 'one');
    await commit(folder, 'two');
    await beginGeneration(folder);
    const last = await commit(folder, 'three');
    await collectGenerations(folder, last.name);
    expect(readdirSync(folder).sort()).toEqual(['CURRENT', 'g000002', 'g000003']);
    expect(readFileSync(path.join(folder, 'g000002', 'content'), 'utf8')).toBe('two');
  });
});

describe('collectGenerations', () => {
  it('counts on past the digits of a name', async () => {
    const folder = temporaryFolder();
    const before = await commit(folder, 'one');
    renameSync(before.folder, path.join(folder, 'g999999'));
    const current = path.join(folder, 'CURRENT');
    writeFileSync(current, readFileSync(current, 'utf8').replace('g000001', 'g999999'));
    expect((await commit(folder, 'two')).name).toBe('g1000000');
    const last = await commit(folder, 'three');
    expect(last.name).toBe('g1000001');
    await collectGenerations(folder, last.name);
    expect(readdirSync(folder).sort()).toEqual(['CURRENT', 'g1000000', 'g1000001']);
    expect(await readCurrentGeneration(folder)).toEqual(last);
  });
});

describe('openCurrentGeneration', () => {
  it('begins again with what serves by then when its generation was collected meanwhile', async () => {
    const folder = temporaryFolder();
    await commit(folder, 'one');
    const opened: string[] = [];
    const content = await openCurrentGeneration(folder, async (generation) => {
      opened.push(generation.name);
      for (const text of opened.length === 1 ? ['two', 'three'] : []) {
        await collectGenerations(folder, (await commit(folder, text)).name);
      }
      await verifyGeneration(generation);
      return readFileSync(path.join(generation.folder, 'content'), 'utf8');
    });
    expect({ content, opened }).toEqual({ content: 'three', opened: ['g000001', 'g000003'] });
  });

  it('does not begin again when the generation that serves is damaged', async () => {
    const folder = temporaryFolder();
    const { folder: generation } = await commit(folder, 'one');
    writeFileSync(path.join(generation, 'content'), 'two');
    let count = 0;
    const opened = openCurrentGeneration(folder, async (current) => {
      count += 1;
      await verifyGeneration(current);
    });
    await expect(opened).rejects.toMatchObject({ code: 'INDEX_DAMAGED' });
    expect(count).toBe(1);
    expect(await openCurrentGeneration(temporaryFolder(), async () => 'opened')).toBeNull();
  });

  it('says in the words of the system that a file may not be read, as it is not damaged', async () => {
    const folder = temporaryFolder();
    const generation = await commit(folder, 'one');
    const { error } = await watchDisk({ folder, only: 'read', failAt: 1, fault: 'EACCES' }, () =>
      verifyGeneration(generation),
    );
    expect(error).toMatchObject({ code: 'EACCES' });
  });
});

describe('readSealedGeneration', () => {
  it('reads a generation that served before, and names one whose manifest was altered', async () => {
    const folder = temporaryFolder();
    const first = await commit(folder, 'one');
    await commit(folder, 'two');
    expect(await readSealedGeneration(folder, first.name)).toEqual(first);
    const file = path.join(first.folder, 'manifest.json');
    writeFileSync(file, readFileSync(file, 'utf8').replace('2024', '2025'));
    await expect(readSealedGeneration(folder, first.name)).rejects.toMatchObject({
      code: 'INDEX_DAMAGED',
      message: expect.stringContaining(file),
    });
  });
});

describe('compareMakers', () => {
  it('finds no difference between equals and names every other one', () => {
    expect(compareMakers(MAKERS, { ...MAKERS })).toEqual([]);
    expect(compareMakers(MAKERS, { ...MAKERS, model: 'm@2', chunker: '2' })).toEqual([
      'model: m@1 instead of m@2',
      'chunker: 1 instead of 2',
    ]);
  });
});
