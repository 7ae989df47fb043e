/**
 * How large, how fast, how much memory: the documents of `WENJU_LOAD_INDEX` again and again with their vectors moved a
 * little, `WENJU_SCALE_COPIES` times, or as often as `WENJU_SCALE_MINUTES` of loading allow, in one node; beside the same
 * in files, and a service over a single document. Prints what it finds; asked for by the first variable alone.
 */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openGenerationReader, surveyIndex } from '../../src/compose/cluster/upload.js';
import { type Generation, openCurrentGeneration } from '../../src/index/generations.js';
import { connectStore, type StoreConnection } from '../../src/index/opensearch/connection.js';
import { indicesOf } from '../../src/index/opensearch/layout.js';
import { readTotals, type StoreTotals, writeNotes } from '../../src/index/opensearch/update.js';
import { listStored, writeGeneration } from '../../src/index/opensearch/write.js';
import type { Config } from '../../src/settings/config.js';
import { isMissing } from '../needs.js';
import { root, testConfig } from '../service.js';
import { startCluster, type TestCluster } from './cluster.js';
import { copyIds, copyIndex, describeServed, measureServing, moveDocument, originalOf, readMemory } from './scaling.js';

const copies = Number(process.env.WENJU_SCALE_COPIES ?? '0');
const minutes = Number(process.env.WENJU_SCALE_MINUTES ?? '600');
const index = process.env.WENJU_LOAD_INDEX ?? '';
const HEAP = '4g';
const MS_PER_MINUTE = 60_000;

describe.skipIf(copies === 0 || isMissing('opensearch'))(`at most ${copies} copies of an index`, () => {
  let cluster: TestCluster;
  let connection: StoreConnection;
  beforeAll(async () => {
    cluster = await startCluster({ heap: HEAP });
    connection = connectStore({ urls: cluster.urls });
  });
  afterAll(async () => {
    await connection?.close();
    await cluster?.stop();
  });

  it.each(['exact', 'hnsw'] as const)('are written and asked: %s', async (search) => {
    const config = configFor(search, search);
    await openCurrentGeneration(index, (generation) => write(configFor(search, 'single'), generation, 1, 1));
    const single = await measureServing(index, environmentOf('single'));
    const written = await openCurrentGeneration(index, (generation) => write(config, generation, copies, null));
    if (!written) throw new Error(`Expected an index at ${index}.`);
    const { totals, seconds } = written;
    const vectors = totals.passages + totals.sentences;
    const loaded = readMemory(cluster.nodes[0]?.pid ?? 0);
    console.log(`${search}: ${vectors} vectors in ${Math.round(seconds)} s`);
    const served = await measureServing(index, environmentOf(search));
    console.log(
      `${search}: ${vectors} vectors of ${totals.passages} passages in ${totals.documents} documents, written in ` +
        `${Math.round(seconds)} s (${Math.round(vectors / seconds)}/s), node ${loaded} MB then and ` +
        `${readMemory(cluster.nodes[0]?.pid ?? 0)} MB asked; ${describeServed(served)}; over one document ${describeServed(single)}`,
    );
    const folder = mkdtempSync(path.join(tmpdir(), 'wenju-copied-'));
    try {
      const ids = [...(await listStored(connection, indicesOf(search, written.version).documents)).keys()];
      await openCurrentGeneration(index, (generation) => copyIndex(generation, ids, folder));
      console.log(`in files, the same ${vectors} vectors: ${describeServed(await measureServing(folder, {}))}`);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
    expect(vectors).toBeGreaterThan(0);
    expect(served.memory / single.memory).toBeLessThan(1.1);
  });

  function configFor(search: Config['opensearchSearch'], prefix: string): Config {
    return {
      ...testConfig(path.join(root, 'corpus'), index),
      store: 'opensearch',
      opensearchUrl: [...cluster.urls],
      opensearchSearch: search,
      opensearchReplicas: 0,
      opensearchIndex: prefix,
    };
  }

  function environmentOf(prefix: string): Record<string, string> {
    return {
      WENJU_STORE: 'opensearch',
      WENJU_OPENSEARCH_URL: cluster.urls.join(','),
      WENJU_OPENSEARCH_INDEX: prefix,
    };
  }

  /** @param most documents; null for all copies, or those that there is time for */
  async function write(
    config: Config,
    generation: Generation,
    times: number,
    most: number | null,
  ): Promise<{ readonly totals: StoreTotals; readonly seconds: number; readonly version: string }> {
    const { notes, gazetteer, revisions } = await surveyIndex(config, generation);
    const ids = copyIds([...revisions.keys()], times).slice(0, most ?? undefined);
    const read = openGenerationReader(generation, revisions, gazetteer);
    const startedAt = performance.now();
    const options = {
      prefix: config.opensearchIndex,
      shards: 1,
      replicas: 0,
      notes,
      read: async (id: string) => {
        if (performance.now() - startedAt > minutes * MS_PER_MINUTE) throw new OutOfTime();
        return moveDocument(await read(originalOf(id)), id);
      },
    };
    const { documents } = indicesOf(config.opensearchIndex, notes.version);
    await writeGeneration(connection, { ...options, revisions: new Map(ids.map((id) => [id, id])) }).catch(
      (error: unknown) => {
        if (!(error instanceof OutOfTime)) throw error;
      },
    );
    const seconds = (performance.now() - startedAt) / 1_000;
    // What there was time for is all that there is.
    const { names } = await writeGeneration(connection, {
      ...options,
      revisions: await listStored(connection, documents),
    });
    const totals = await readTotals(connection, names.documents);
    await writeNotes(connection, names, {
      ...notes,
      documents: totals.documents,
      passages: totals.passages,
      sentences: totals.sentences,
      meanLength: totals.length / totals.passages,
    });
    return { totals, seconds, version: notes.version };
  }
});

class OutOfTime extends Error {}
