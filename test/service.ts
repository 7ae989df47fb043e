/** A real service over a real index, for tests. Its index is kept below `embeddings/cache`, so it is built once. */

import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Service } from '../src/api/service.js';
import { buildIndex } from '../src/compose/indexing.js';
import { openService } from '../src/compose/service.js';
import { WenjuError } from '../src/errors.js';
import { type Config, readConfig } from '../src/settings/config.js';

export const root = path.resolve(import.meta.dirname, '..');
/** Real reports and questions that are not part of the project; tests over them are skipped where they are missing. */
export const shared = path.resolve(root, '..', 'shared');
export const hasShared = existsSync(path.join(shared, 'corpus'));
export const hubei = path.join(shared, 'corpus', 'hubei');

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

/** Indexes `corpus` unless that was done before, and opens a service over it. */
export async function openTestService(corpus: string = path.join(root, 'corpus')): Promise<Service> {
  const config = testConfig(corpus, path.join(root, 'embeddings', 'cache', `test-${path.basename(corpus)}`));
  await buildWhenFree(config);
  return openService(config);
}
