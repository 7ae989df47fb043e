/**
 * What the processes do that tests start and kill: `node child.mjs TASK INDEX …`. Bundled by `processes.ts`; works on
 * the index as its stages do, without a model. Says on its standard output what it has acknowledged.
 */

import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { AnnotatedDocument } from '../../src/annotate/contract.js';
import { WenjuError } from '../../src/errors.js';
import { createFolder } from '../../src/files.js';
import { readStoredDocument } from '../../src/index/document.js';
import { readCurrentGeneration, verifyGeneration } from '../../src/index/generations.js';
import { lockForWriting } from '../../src/index/lock.js';
import { updateIndex } from '../../src/index/update.js';
import { createVectraVectorStore } from '../../src/index/vectra.js';
import { createSegmenterTokenizer } from '../../src/lexicon/tokenizer.js';
import { createHashEmbedder, DIMENSIONS, MAKERS, makeDocument } from '../index/made.js';
import { type Fault, watchDisk } from './disk.js';
import { documentsOfRound, readRound } from './rounds.js';

const [task = '', index = '', ...rest] = process.argv.slice(2);

/** Makes the index hold what `change` gives; under the writer's lock unless a test wants to see what it is good for. */
async function commit(
  change: (previous: AnnotatedDocument | null) => readonly AnnotatedDocument[],
  isLocked = true,
): Promise<string> {
  await createFolder(index);
  const release = isLocked ? await lockForWriting(index) : async () => {};
  try {
    const previous = await readCurrentGeneration(index);
    if (previous) await verifyGeneration(previous);
    const first = previous?.manifest.documents[0];
    const { generation } = await updateIndex({
      indexFolder: index,
      documents: change(previous && first ? await readStoredDocument(previous.folder, first.id) : null),
      makers: MAKERS,
      tokenizer: createSegmenterTokenizer(),
      previous,
      embedder: createHashEmbedder(),
      openVectorStore: (folder) =>
        createVectraVectorStore({ folder: path.join(folder, 'vectors'), dimensions: DIMENSIONS }),
      vectorsFolder: (folder) => path.join(folder, 'vectors'),
      now: () => new Date(),
    });
    return generation.name;
  } finally {
    await release();
  }
}

const say = (line: string | number): void => void process.stdout.write(`${line}\n`);

/** Writes round after round and says each that is done. */
async function writeRounds(first: number, pauseMs: number): Promise<void> {
  say('begins');
  for (let round = first; ; round += 1) {
    await commit(() => documentsOfRound(round));
    say(round);
    await pause(pauseMs);
  }
}

/** Adds lines to the one document of an index, each by reading what is there and writing it anew. */
async function appendLines(writer: string, count: number, isLocked: boolean): Promise<void> {
  for (let line = 0; line < count; ) {
    try {
      await commit((before) => [makeDocument('ledger.txt', `${before?.text ?? '账。'}\n${writer}${line}。`)], isLocked);
      say(`${writer}${line}`);
      line += 1;
    } catch (error) {
      if (!isLocked) line += 1;
      else if (!(error instanceof WenjuError && error.code === 'INDEX_LOCKED')) throw error;
    }
  }
}

/** Opens the index again and again, and says how often it failed or was of two rounds. */
async function readRounds(milliseconds: number, hasRetry: boolean): Promise<void> {
  const figures = { opened: 0, errors: 0, mixed: 0, backwards: 0, rounds: 0, example: '' };
  const until = performance.now() + milliseconds;
  for (let last = 0; performance.now() < until; ) {
    try {
      const rounds = await readRound(index, hasRetry);
      const round = Math.max(...rounds);
      figures.opened += 1;
      if (rounds.length !== 1) figures.mixed += 1;
      if (round < last) figures.backwards += 1;
      if (round > last) figures.rounds += 1;
      last = round;
    } catch (error) {
      figures.errors += 1;
      figures.example = String(error);
    }
  }
  say(JSON.stringify(figures));
}

async function run(): Promise<void> {
  const [one = '', other = ''] = rest;
  if (task === 'write') await writeRounds(Number(one), Number(other));
  else if (task === 'fail') {
    // Round `one`, with a fault at a call: `kill -9` by itself, or standing still at a rename to be killed.
    const [, failAt = '', fault = ''] = rest;
    const only = fault === 'hang' ? ({ only: 'rename' } as const) : {};
    const watch = { folder: path.dirname(index), failAt: Number(failAt), fault: fault as Fault, ...only };
    const { error, count } = await watchDisk(watch, () => commit(() => documentsOfRound(Number(one))));
    if (error) throw error;
    say(`done ${count}`);
  } else if (task === 'append') await appendLines(one, Number(other), rest[2] !== 'unlocked');
  else if (task === 'read') await readRounds(Number(one), other !== 'once');
  else if (task === 'large') {
    await commit(() => [makeDocument('large.txt', '全年新建学校十二所。'.repeat(Number(one)))]);
    say('done');
  } else if (task === 'lock') {
    await lockForWriting(index);
    say('locked');
    await pause(60_000);
  } else throw new Error(`no task ${task}`);
}

await run().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
});
