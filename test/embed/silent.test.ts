/** The model's process stands still, as one that hangs does: what waits for it, and what is told of it. */

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Embedder } from '../../src/embed/contract.js';
import { resolveModel } from '../../src/embed/model.js';
import { readPrefixes } from '../../src/embed/prefix.js';
import { createTransformersEmbedder } from '../../src/embed/transformers.js';
import { childProcesses } from './processes.js';

const MODEL = path.resolve('embeddings/models/multilingual-e5-small');
/** Seconds and not minutes, as nobody waits so long for a test. */
const LIMITS = { loading: 60_000, text: 4_000, silence: 1_000, success: 60_000 };

let embedder: Embedder;
let others: ReadonlySet<number>;
beforeEach(async () => {
  others = new Set(childProcesses());
  embedder = createTransformersEmbedder(await resolveModel(MODEL, false), readPrefixes(), LIMITS);
});
afterEach(() => embedder.close());

function ownProcesses(): number[] {
  return childProcesses().filter((pid) => !others.has(pid));
}

/** Runs a module that has the built embedder and what it needs at hand; gives its exit code. */
async function runModule(lines: readonly string[]): Promise<number | null> {
  const load = (file: string) => JSON.stringify(pathToFileURL(path.resolve('dist/embed', file)).href);
  const source = [
    `import { readFileSync } from 'node:fs';`,
    `import { resolveModel } from ${load('model.js')};`,
    `import { readPrefixes } from ${load('prefix.js')};`,
    `import { createTransformersEmbedder } from ${load('transformers.js')};`,
    `const embedder = createTransformersEmbedder(await resolveModel(${JSON.stringify(MODEL)}, false), readPrefixes());`,
    ...lines,
  ].join('\n');
  const child = spawn(process.execPath, ['--input-type=module', '-e', source], { stdio: 'ignore' });
  return new Promise((resolve) => child.once('exit', resolve));
}

describe.skipIf(!existsSync('/proc'))('a process of the model that stands still', () => {
  it.each(['query', 'passage'] as const)('is ended after the limit; the next %s gets another', async (kind) => {
    const [before] = await embedder.embed(['增长'], kind);
    const [stopped = 0] = ownProcesses();
    process.kill(stopped, 'SIGSTOP');
    const waiting = [embedder.embed(['粮食'], kind), embedder.embed(['就业', '教育'], kind)];
    for (const embedding of waiting) {
      await expect(embedding).rejects.toMatchObject({
        code: 'MODEL_SILENT',
        message: expect.stringContaining('within 4 s'),
      });
    }
    expect((await embedder.embed(['增长'], kind))[0]).toEqual(before);
    await vi.waitFor(() => expect(ownProcesses()).not.toContain(stopped), { timeout: 30_000 });
  });

  it('is told as not answering while a question waits, until one is answered again', async () => {
    expect(embedder.isAnswering()).toBe(true);
    await embedder.embed([''], 'query');
    expect(embedder.isAnswering()).toBe(true);
    for (const pid of ownProcesses()) process.kill(pid, 'SIGSTOP');
    const waiting = embedder.embed(['粮食'], 'query');
    waiting.catch(() => undefined);
    await vi.waitFor(() => expect(embedder.isAnswering()).toBe(false), { timeout: 30_000 });
    await expect(waiting).rejects.toMatchObject({ code: 'MODEL_SILENT' });
    // Nobody asks a question: that it answers again it finds out because it is asked whether it does.
    expect(embedder.isAnswering()).toBe(false);
    await vi.waitFor(() => expect(embedder.isAnswering()).toBe(true), { timeout: 60_000 });
  });

  it('is found out without a question, once the last success is old', async () => {
    await embedder.close();
    embedder = createTransformersEmbedder(await resolveModel(MODEL, false), readPrefixes(), { ...LIMITS, success: 0 });
    await embedder.embed([''], 'query');
    for (const pid of ownProcesses()) process.kill(pid, 'SIGSTOP');
    await vi.waitFor(() => expect(embedder.isAnswering()).toBe(false), { timeout: 30_000 });
  });

  it('keeps whoever closes it alive until it is gone', async () => {
    const code = await runModule([
      "await embedder.embed([''], 'query');",
      "const children = readFileSync('/proc/self/task/' + process.pid + '/children', 'utf8').trim().split(' ');",
      "for (const pid of children) process.kill(Number(pid), 'SIGSTOP');",
      'await embedder.close();',
    ]);
    expect(code).toBe(0);
  });
});
