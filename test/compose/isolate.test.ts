/** Readers in a process of their own: what it does with files that never end, grow without end or take it down. */

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createReaderPool, type ReaderPool } from '../../src/compose/isolate.js';
import { openRefusals } from '../../src/compose/refusals.js';

/** A parser that does what the file's name says, and tells its process in `skipped`. */
const SCRIPT = `
process.on('message', async ({ file: { source }, bytes, stated }) => {
  if (source === 'loop') for (;;);
  if (source === 'crash') process.exit(7);
  if (source === 'full') process.kill(process.pid, 'SIGKILL');
  if (source === 'full with others' && process.told) process.kill(process.pid, 'SIGKILL');
  process.told = true;
  if (source === 'refuse') return process.send({ failure: { message: 'refuse: expected a report.', meant: true }, converted: false });
  if (source === 'bug') return process.send({ failure: { message: 'x is undefined', meant: false }, converted: false });
  const skipped = [{ source: String(process.pid), reason: stated?.title ?? '' }, { source, reason: bytes.join() }];
  process.send({ prepared: { documents: [], skipped }, converted: false });
});
`;

let folder: string;
let script: string;
let pool: ReaderPool;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'wenju-isolate-'));
  script = path.join(folder, 'parser.mjs');
  await writeFile(script, SCRIPT);
});
afterEach(() => pool.close());
afterAll(() => rm(folder, { recursive: true }));

function readNothing(source: string) {
  return pool.prepare({ source, path: source, documentId: source }, null, new Uint8Array());
}

async function processFor(source: string): Promise<number> {
  return Number((await readNothing(source)).skipped[0]?.source);
}

function isRunning(processId: number): boolean {
  try {
    return process.kill(processId, 0);
  } catch {
    return false;
  }
}

describe('createReaderPool', () => {
  it('sends bytes, name and what is stated to another process, and keeps that process', async () => {
    pool = createReaderPool({ entry: script });
    const file = { source: 'a.pdf', path: 'a.pdf', documentId: 'a' };
    const { skipped } = await pool.prepare(file, { title: '报告' }, Uint8Array.of(1, 2, 255));
    expect(skipped[0]?.reason).toBe('报告');
    expect(skipped[1]).toEqual({ source: 'a.pdf', reason: '1,2,255' });
    expect(Number(skipped[0]?.source)).not.toBe(process.pid);
    expect(await processFor('b.docx')).toBe(Number(skipped[0]?.source));
  });

  it('gives the process only the environment it is told to, not the keys of this one', async () => {
    process.env.WENJU_ADMIN_KEY = 'secret-of-the-test';
    pool = createReaderPool({ entry: script, environment: { LANG: 'C.UTF-8' } });
    const processId = await processFor('a.docx').finally(() => {
      delete process.env.WENJU_ADMIN_KEY;
    });
    const given = await readFile(`/proc/${processId}/environ`, 'utf8').catch(() => null);
    if (given === null) return; // a system without /proc
    expect(given).toContain('LANG=C.UTF-8');
    expect(given).not.toMatch(/secret-of-the-test|WENJU/);
  });

  it('passes on what a reader says, and names the file of one that failed', async () => {
    pool = createReaderPool({ entry: script });
    const processId = await processFor('a.docx');
    await expect(readNothing('refuse')).rejects.toMatchObject({
      name: 'WenjuError',
      code: 'FILE_UNREADABLE',
      message: 'refuse: expected a report.',
    });
    await expect(readNothing('bug')).rejects.toThrow(/^bug: its reader failed \(x is undefined\)/);
    expect(await processFor('b.docx')).toBe(processId);
  });

  it('stops a file that takes too long, and reads the next in another process', async () => {
    pool = createReaderPool({ entry: script, secondsAFile: 0.5 });
    const processId = await processFor('a.docx');
    const [loop, next] = await Promise.allSettled([readNothing('loop'), processFor('b.docx')]);
    expect(loop).toMatchObject({ reason: { code: 'FILE_UNREADABLE' } });
    expect(String(loop.status === 'rejected' && loop.reason)).toContain('loop: reading it took longer than 0.5 s');
    expect(next.status === 'fulfilled' && next.value).not.toBe(processId);
    expect(isRunning(processId)).toBe(false);
  });

  it('refuses a file that takes its process down, with the reason', async () => {
    pool = createReaderPool({ entry: script });
    await expect(readNothing('crash')).rejects.toThrow('crash: its reader ended unexpectedly (7)');
    await expect(readNothing('full')).rejects.toThrow('full: reading it took more than 0.5 GB of memory');
    expect(await processFor('a.docx')).toBeGreaterThan(0);
  });

  it('gives a file a second chance when the process had read others before', async () => {
    pool = createReaderPool({ entry: script });
    const processId = await processFor('a.docx');
    expect(await processFor('full with others')).not.toBe(processId);
  });

  it.each([
    ['loop', 'longer than 0.5 s', true],
    ['crash', 'ended unexpectedly (7)', true],
    ['bug', 'x is undefined', true],
    ['refuse', 'expected a report', false],
  ])('refuses unread what it refused before: %s', async (source, reason, isTriedAgain) => {
    const index = await mkdtemp(path.join(folder, 'index-'));
    const refusals = await openRefusals(index);
    pool = createReaderPool({ entry: script, secondsAFile: 0.5, refusals });
    await expect(readNothing(source)).rejects.toThrow(reason);
    await pool.close();
    await refusals.save();

    // Nothing can be read here: what is refused with the reason was not.
    const nowhere = { entry: path.join(folder, 'gone.mjs'), secondsAFile: 0.5 };
    pool = createReaderPool({ ...nowhere, refusals: await openRefusals(index) });
    await expect(readNothing(source)).rejects.toThrow(reason);
    await expect(readNothing('other')).rejects.toThrow('other: its reader ended unexpectedly');
    await pool.close();
    pool = createReaderPool({ ...nowhere, refusals: await openRefusals(index, ({ mayPass }) => mayPass) });
    await expect(readNothing(source)).rejects.toThrow(isTriedAgain ? 'ended unexpectedly (1)' : reason);
  });

  it('starts another process after one that died between two files', async () => {
    pool = createReaderPool({ entry: script });
    const processId = await processFor('a.docx');
    process.kill(processId, 'SIGKILL');
    expect(await processFor('b.docx')).not.toBe(processId);
  });

  it('ends its process when closed, also in the middle of a file, and reads no more', async () => {
    pool = createReaderPool({ entry: script });
    const processId = await processFor('a.docx');
    const waiting = Promise.allSettled([readNothing('loop'), readNothing('b.docx')]);
    await new Promise((resolve) => setTimeout(resolve, 50));
    await pool.close();
    expect(isRunning(processId)).toBe(false);
    for (const outcome of await waiting)
      expect(outcome).toMatchObject({ reason: { message: 'The reader pool was closed.' } });
  });
});
