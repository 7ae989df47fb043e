/** `kill -9` at any moment of indexing: what was acknowledged is there, what serves is whole, the next run goes on. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readCurrentGeneration, verifyGeneration } from '../../src/index/generations.js';
import { lockForWriting } from '../../src/index/lock.js';
import { loadSnapshot } from '../../src/index/snapshot.js';
import { createSegmenterTokenizer } from '../../src/index/tokenizer.js';
import { createVectraVectorStore } from '../../src/index/vectra.js';
import { DIMENSIONS, makeDocument, temporaryFolder } from './documents.js';

const built = (name: string): string => JSON.stringify(pathToFileURL(path.resolve('dist/index', name)).href);
/** Indexes one document after the other, for ever, and prints each generation once it is acknowledged. */
const WRITER = `
  import { readFileSync } from 'node:fs';
  const { lockForWriting } = await import(${built('lock.js')});
  const { readCurrentGeneration } = await import(${built('generations.js')});
  const { makersOf } = await import(${built('manifest.js')});
  const { updateIndex } = await import(${built('update.js')});
  const { createVectraVectorStore } = await import(${built('vectra.js')});
  const [folder, file] = process.argv.slice(1);
  const dimensions = ${DIMENSIONS};
  const documents = JSON.parse(readFileSync(file, 'utf8'));
  const embedder = { embed: async (texts) => texts.map(() => ({ vector: new Float32Array(dimensions).fill(0.5), truncated: false })) };
  await lockForWriting(folder);
  for (let round = 0; ; round += 1) {
    const { generation } = await updateIndex({
      indexFolder: folder, embedder, documents: documents.filter((_, number) => number !== round % documents.length),
      makers: makersOf({ model: 'm', dimensions, tokenizer: 't', cleaner: '1', chunker: '1' }),
      previous: await readCurrentGeneration(folder),
      openVectorStore: (generationFolder) => createVectraVectorStore({ folder: generationFolder + '/vectors', dimensions }),
      vectorFolder: (generationFolder, id) => generationFolder + '/vectors/' + id,
      now: () => new Date(),
    });
    process.stdout.write(generation.name + '\\n');
  }`;

/** Runs the writer until `delay` milliseconds after its first generation; returns the last one it acknowledged. */
async function writeAndKill(folder: string, documents: string, delay: number): Promise<string> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', WRITER, folder, documents]);
  let output = '';
  let errors = '';
  child.stdout.on('data', (chunk) => {
    output += chunk;
  });
  child.stderr.on('data', (chunk) => {
    errors += chunk;
  });
  const closed = once(child, 'close');
  await Promise.race([once(child.stdout, 'data'), closed]);
  await pause(delay);
  child.kill('SIGKILL');
  await closed;
  expect(errors).toBe('');
  return output.trim().split('\n').at(-1) ?? '';
}

describe('updateIndex', () => {
  it('survives kill -9 at any moment', async () => {
    const folder = temporaryFolder();
    const index = path.join(folder, 'index');
    mkdirSync(index);
    const file = path.join(folder, 'documents.json');
    const documents = Array.from({ length: 4 }, (_, number) => makeDocument(`${number}.txt`, `第${number}。\n增长。`));
    writeFileSync(file, JSON.stringify(documents));
    for (let kill = 0; kill < 8; kill += 1) {
      const acknowledged = await writeAndKill(index, file, kill * 7);
      const current = await readCurrentGeneration(index);
      if (!current) throw new Error('no generation serves');
      expect(current.name >= acknowledged, `${current.name} serves, ${acknowledged} was acknowledged`).toBe(true);
      await verifyGeneration(current);
      const store = createVectraVectorStore({ folder: path.join(current.folder, 'vectors'), dimensions: DIMENSIONS });
      expect((await loadSnapshot(current, store, createSegmenterTokenizer())).documents).toHaveLength(3);
    }
    await (await lockForWriting(index))();
  });
});
