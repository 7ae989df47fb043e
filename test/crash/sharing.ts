/** Several processes over one index: two writers, locks of the dead, and readers while generations come and go. */

import { readdirSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { readStoredDocument } from '../../src/index/document.js';
import { readCurrentGeneration, verifyGeneration } from '../../src/index/generations.js';
import { lockForWriting } from '../../src/index/lock.js';
import { start } from './processes.js';

/** Two writers add lines to one document, `each` of them; how many that were acknowledged are not there. */
export async function writeByTwo(
  folder: string,
  each: number,
  isLocked = true,
): Promise<{ added: number; lost: number }> {
  const index = path.join(folder, 'index');
  const writers = ['甲', '乙'].map((name) => start('append', index, name, each, isLocked ? 'locked' : 'unlocked'));
  for (const writer of writers) {
    const code = await writer.ended;
    if (isLocked && code !== 0) throw new Error(`a writer ended with ${code}: ${writer.stderr()}`);
  }
  const acknowledged = writers.flatMap((writer) => writer.lines());
  const text = await readLedger(index).catch(() => '');
  return { added: acknowledged.length, lost: acknowledged.filter((line) => !text.includes(`${line}。`)).length };
}

async function readLedger(index: string): Promise<string> {
  const generation = await readCurrentGeneration(index);
  if (!generation) return '';
  await verifyGeneration(generation);
  return (await readStoredDocument(generation.folder, generation.manifest.documents[0]?.id ?? '')).text;
}

/** Processes that take the lock and are killed; how often the next one got it, and whether anything was left. */
export async function takeOverLocks(folder: string, count: number): Promise<{ tried: number; takenOver: number }> {
  const figures = { tried: 0, takenOver: 0 };
  for (; figures.tried < count; figures.tried += 1) {
    const holder = start('lock', folder);
    if ((await holder.sees(/^locked$/)) === null) throw new Error(holder.stderr());
    const refused = await lockForWriting(folder).catch((error: unknown) => error);
    if (!(refused instanceof Error && refused.message.includes(`process ${holder.child.pid} `))) continue;
    holder.child.kill('SIGKILL');
    await holder.ended;
    const release = await lockForWriting(folder).catch(() => null);
    if (release === null) continue;
    await release();
    if (readdirSync(folder).length === 0) figures.takenOver += 1;
  }
  return figures;
}

const readerFigures = z.object({
  opened: z.number(),
  errors: z.number(),
  mixed: z.number(),
  backwards: z.number(),
  rounds: z.number(),
  example: z.string(),
});

export interface ReadingOptions {
  readonly folder: string;
  readonly readers: number;
  readonly milliseconds: number;
  /** Between two generations; 0 writes one after the other without a pause. */
  readonly pauseMs: number;
  /** False: a reader whose generation is removed does not begin again, to see that a test notices. */
  readonly hasRetry?: boolean;
}

/** What readers saw in sum, while a writer replaced the index over and over. */
export async function readWhileWriting(
  options: ReadingOptions,
): Promise<z.output<typeof readerFigures> & { written: number }> {
  const { folder, readers, milliseconds, pauseMs, hasRetry = true } = options;
  const index = path.join(folder, 'index');
  const writer = start('write', index, 1, pauseMs);
  if ((await writer.sees(/^1$/)) === null) throw new Error(writer.stderr());
  const all = Array.from({ length: readers }, () => start('read', index, milliseconds, hasRetry ? 'again' : 'once'));
  const sum = { opened: 0, errors: 0, mixed: 0, backwards: 0, rounds: 0, example: '' };
  for (const reader of all) {
    await reader.ended;
    const figures = readerFigures.parse(JSON.parse(reader.lines()[0] ?? reader.stderr()));
    for (const name of ['opened', 'errors', 'mixed', 'backwards'] as const) sum[name] += figures[name];
    sum.rounds = Math.max(sum.rounds, figures.rounds);
    sum.example ||= figures.example;
  }
  writer.child.kill('SIGKILL');
  await writer.ended;
  return { ...sum, written: writer.lines().length - 1 };
}
