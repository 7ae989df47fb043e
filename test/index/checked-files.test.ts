/** The files of a generation as it is opened: what differs from the manifest is never handed on, and what was read is not read again. */

import { rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { openChecked } from '../../src/index/checked-files.js';
import { beginGeneration, commitGeneration, verifyGeneration } from '../../src/index/generations.js';
import { MAKERS, temporaryFolder } from './documents.js';

/** Seconds since 1970. */
const A_WHILE_AGO = 1_000_000_000;

async function commit(writtenAt?: number) {
  const indexFolder = temporaryFolder();
  const started = await beginGeneration(indexFolder);
  const files = ['one', 'other'].map((name) => path.join(started.folder, name));
  for (const file of files) {
    writeFileSync(file, path.basename(file));
    if (writtenAt !== undefined) utimesSync(file, writtenAt, writtenAt);
  }
  const contents = { makers: MAKERS, createdAt: '2024-01-01T00:00:00.000Z', documents: [] };
  const generation = await commitGeneration(indexFolder, started, contents);
  const [one = '', other = ''] = files;
  return { generation, one, other };
}

describe('files that are checked as they are read', () => {
  it('are read as they were written', async () => {
    const { generation, one } = await commit();
    const { read, checkRest } = openChecked(generation);
    expect(Buffer.from(await read(one)).toString()).toBe('one');
    await expect(checkRest()).resolves.toBeUndefined();
  });

  it('are refused when a bit differs, or when the manifest knows nothing of them', async () => {
    const { generation, one } = await commit();
    writeFileSync(one, 'onf');
    const stranger = path.join(generation.folder, 'stranger');
    writeFileSync(stranger, 'one');
    const { read } = openChecked(generation);
    for (const file of [one, stranger]) {
      await expect(read(file)).rejects.toMatchObject({
        code: 'INDEX_DAMAGED',
        message: expect.stringContaining(file),
      });
    }
  });

  it('are looked at once: those that were not read are named when they differ', async () => {
    const { generation, one, other } = await commit();
    const { read, checkRest } = openChecked(generation);
    await read(one);
    rmSync(one);
    await expect(checkRest()).resolves.toBeUndefined();
    writeFileSync(other, 'OTHER');
    await expect(checkRest()).rejects.toMatchObject({ code: 'INDEX_DAMAGED', message: expect.stringContaining(other) });
  });

  it('are not looked at where nobody has written to them since they were measured', async () => {
    const { generation, other } = await commit(A_WHILE_AGO);
    const { checkRest } = openChecked(generation);
    writeFileSync(other, 'OTHER');
    utimesSync(other, A_WHILE_AGO, A_WHILE_AGO);
    await expect(checkRest()).resolves.toBeUndefined();
    // Reading looks all the same, and so does whoever looks at a whole generation.
    await expect(openChecked(generation).read(other)).rejects.toMatchObject({ code: 'INDEX_DAMAGED' });
    await expect(verifyGeneration(generation)).rejects.toMatchObject({ code: 'INDEX_DAMAGED' });
    writeFileSync(other, 'OTHER');
    await expect(openChecked(generation).checkRest()).rejects.toMatchObject({ code: 'INDEX_DAMAGED' });
  });

  it('are looked at where they were written so shortly before that a later change would look the same', async () => {
    const { generation, other } = await commit();
    const { mtime } = statSync(other);
    writeFileSync(other, 'OTHER');
    utimesSync(other, mtime, mtime);
    await expect(openChecked(generation).checkRest()).rejects.toMatchObject({ code: 'INDEX_DAMAGED' });
  });
});
