/** A real service over a real index, for tests. Its index is kept below `embeddings/cache`, so it is built once. */

import path from 'node:path';

import { buildIndex } from '../src/compose/indexing.js';
import { type LocalService, openService } from '../src/compose/service.js';
import { WenjuError } from '../src/errors.js';
import { type Config, readConfig } from '../src/settings/config.js';

export const root = path.resolve(import.meta.dirname, '..');

/** A configuration that takes nothing from the environment. */
export function testConfig(corpus: string, index: string): Config {
  return readConfig({ corpus: [corpus], index, port: 0 }, {}, root);
}

/** Milliseconds between looks whether another test file has built the same index. */
const LOOK_EVERY_MS = 200;

async function buildWhenFree(config: Config): Promise<void> {
  for (;;) {
    try {
      await buildIndex(config);
      return;
    } catch (error) {
      if (!(error instanceof WenjuError && error.code === 'INDEX_LOCKED')) throw error;
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
  }
}

/** For tests of relative years: what this year and last year are then does not change with the calendar. */
export const TODAY = new Date('2026-06-01T12:00:00Z');

/**
 * Indexes `corpus` unless that was done before, and opens a service over it. Pages make references on the day of the
 * computer, and so does the service unless another day is said.
 */
export async function openTestService(corpus = path.join(root, 'corpus'), today = new Date()): Promise<LocalService> {
  const config = testConfig(corpus, path.join(root, 'embeddings', 'cache', `test-${path.basename(corpus)}`));
  await buildWhenFree(config);
  return openService(config, { today: () => today });
}
