/**
 * How long does indexing 62 real reports take, and indexing them again unchanged? Is the first check after a start as fast
 * as the next ones? Ten minutes; skipped without the reports.
 */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { expect, it } from 'vitest';
import { buildIndex } from '../../src/compose/indexing.js';
import { openService } from '../../src/compose/service.js';
import { type Config, readConfig } from '../../src/settings/config.js';
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
    await measureFirst(config);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

const DRAFT = '2024年，湖北省地区生产总值增长5.8%，一般公共预算收入增长6.9%，粮食产量557亿斤。';
const REPEATS = 10;

/** Milliseconds of the first and of the median later call, and the longest that others waited meanwhile. */
async function measureFirst(config: Config): Promise<void> {
  const service = await openService(config);
  try {
    const calls = {
      check: () => service.check({ text: DRAFT }),
      compare: () => service.compare({ indicator: 'GDP', regions: [], years: [], measure: 'growth', kind: 'actual' }),
    };
    for (const [name, call] of Object.entries(calls)) {
      const delay = monitorEventLoopDelay({ resolution: 1 });
      const took: number[] = [];
      delay.enable();
      for (let run = 0; run <= REPEATS; run += 1) {
        const startedAt = performance.now();
        await call();
        took.push(performance.now() - startedAt);
      }
      delay.disable();
      const [first = 0, ...later] = took;
      const warm = later.sort((a, b) => a - b)[Math.floor(REPEATS / 2)] ?? 0;
      console.log(
        `${name}: first ${first.toFixed(0)} ms, later ${warm.toFixed(0)} ms; others waited at most ${(delay.max / 1e6).toFixed(0)} ms`,
      );
    }
  } finally {
    await service.close();
  }
}
