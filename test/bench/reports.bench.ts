/** How long does indexing 62 real reports take, and indexing them again unchanged? Ten minutes; skipped without them. */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { buildIndex } from '../../src/compose/indexing.js';
import { readConfig } from '../../src/settings/config.js';
import { isMissing, shared } from '../needs.js';
import { root } from '../service.js';

const CORPUS = ['provincial-2025', 'provincial-2026'].map((folder) => path.join(shared, 'corpus', folder));

it.skipIf(isMissing('shared'))('indexes 62 reports, and again unchanged', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'wenju-bench-'));
  try {
    const config = readConfig({ corpus: CORPUS, index: path.join(folder, 'index') }, {}, root);
    const startedAt = performance.now();
    const first = await buildIndex(config);
    const indexedAt = performance.now();
    const again = await buildIndex(config);
    const [took, tookAgain] = [indexedAt - startedAt, performance.now() - indexedAt];
    console.log(`\nindex ${first.added.length} reports              ${(took / 1000).toFixed(0)} s`);
    console.log(
      `index them again, unchanged   ${(tookAgain / 1000).toFixed(1)} s   ${((100 * tookAgain) / took).toFixed(2)} % of that\n`,
    );
    expect(again.unchanged).toHaveLength(first.added.length);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
