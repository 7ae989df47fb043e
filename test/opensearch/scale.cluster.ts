/**
 * How large, how fast, how much memory: the documents of `WENJU_LOAD_INDEX` again and again with their vectors moved a
 * little, `WENJU_SCALE_COPIES` times, in one node. Prints a table; asked for by that variable alone.
 */

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AskRequest } from '../../src/api/request.js';
import { openClusterService } from '../../src/compose/cluster/service.js';
import { readWritten, surveyIndex } from '../../src/compose/cluster/upload.js';
import { openCurrentGeneration } from '../../src/index/generations.js';
import { connectStore } from '../../src/index/opensearch/connection.js';
import { type WrittenDocument, writeGeneration } from '../../src/index/opensearch/write.js';
import type { Config } from '../../src/settings/config.js';
import { normalise } from '../../src/vectors.js';
import { isMissing } from '../needs.js';
import { root, testConfig } from '../service.js';
import { startCluster, type TestCluster } from './cluster.js';

const copies = Number(process.env.WENJU_SCALE_COPIES ?? '0');
const index = process.env.WENJU_LOAD_INDEX ?? '';
const ROUNDS = 2;
const QUESTIONS = [
  '2024年荆门GDP增长目标是多少？',
  '湖北省2025年粮食产量是多少？',
  '哪些省提到低空经济？',
  '什么是新质生产力？',
  '广东省2026年有哪些重点任务？',
  '四川和重庆2025年的经济增长目标分别是多少？',
  'What is the GDP growth target of Zhejiang in 2025?',
  '江苏的研发投入占GDP比重',
];

describe.skipIf(copies === 0 || isMissing('opensearch'))(`${copies} copies of an index`, () => {
  let cluster: TestCluster;
  beforeAll(async () => {
    cluster = await startCluster({ heap: '2g' });
  });
  afterAll(async () => {
    await cluster?.stop();
  });

  it.each(['exact', 'hnsw'] as const)('are written and asked: %s', async (search) => {
    const own = {
      ...testConfig(path.join(root, 'corpus'), index),
      opensearchSearch: search,
      opensearchReplicas: 0,
      opensearchIndex: search,
    };
    const config: Config = { ...own, store: 'opensearch', opensearchUrl: [...cluster.urls] };
    const written = await write(config);
    const service = await openClusterService(config, { today: () => new Date('2026-06-01T12:00:00Z') });
    const times: number[] = [];
    try {
      await service.ask(AskRequest.parse({ question: QUESTIONS[0] }));
      for (let round = 0; round < ROUNDS; round += 1) {
        for (const question of QUESTIONS) {
          const startedAt = performance.now();
          const reply = await service.ask(AskRequest.parse({ question, mode: 'extractive' }));
          times.push(performance.now() - startedAt);
          expect(reply.passages.length + reply.nearest.length).toBeGreaterThan(0);
        }
      }
    } finally {
      await service.close();
    }
    times.sort((one, other) => one - other);
    console.log(
      `${search}: ${written.vectors} vectors of ${written.passages} passages in ${written.documents} documents, written in ` +
        `${Math.round(written.seconds)} s (${Math.round(written.vectors / written.seconds)}/s); a question p50 ` +
        `${Math.round(times[Math.floor(times.length / 2)] ?? 0)} ms, p95 ${Math.round(times.at(-1) ?? 0)} ms; ` +
        `node ${readMemory(cluster.nodes[0]?.pid ?? 0)} MB, wenju ${Math.round(process.memoryUsage().rss / 2 ** 20)} MB`,
    );
  });

  async function write(config: Config) {
    const connection = connectStore({ urls: cluster.urls });
    try {
      const written = await openCurrentGeneration(index, async (generation) => {
        const own = generation.manifest.documents.map(({ id }) => id);
        const { notes, gazetteer } = await surveyIndex(config, generation, own);
        const ids = Array.from({ length: copies }, (_, copy) => own.map((id) => `${id}${copy}`)).flat();
        const startedAt = performance.now();
        await writeGeneration(connection, {
          prefix: config.opensearchIndex,
          shards: 1,
          replicas: 0,
          notes: {
            ...notes,
            documents: ids.length,
            passages: notes.passages * copies,
            sentences: notes.sentences * copies,
          },
          ids,
          async read(id) {
            const original = own.find((each) => id.startsWith(each)) ?? '';
            return moveVectors(await readWritten(generation, original, id, gazetteer, notes.makers.dimensions), id);
          },
        });
        const { passages, sentences } = notes;
        const seconds = (performance.now() - startedAt) / 1000;
        return {
          documents: ids.length,
          passages: passages * copies,
          vectors: (passages + sentences) * copies,
          seconds,
        };
      });
      if (!written) throw new Error(`Expected an index at ${index}.`);
      return written;
    } finally {
      await connection.close();
    }
  }
});

/** Another document of the same text, whose vectors lie near the first one's. */
function moveVectors(written: WrittenDocument, id: string): WrittenDocument {
  const move = (vector: Float32Array): Float32Array =>
    normalise(vector.map((value) => value + (Math.random() - 0.5) * 0.01));
  const document = { ...written.packed.document, id, source: `${id} ${written.packed.document.source}` };
  const { passages, sentences } = written.vectors;
  return {
    ...written,
    packed: { ...written.packed, document },
    listed: { ...written.listed, id, source: document.source },
    files: { ...written.files, document: renamed(written.files.document, id, document.source) },
    vectors: { passages: passages.map(move), sentences: sentences.map(move) },
  };
}

function renamed(bytes: Uint8Array, id: string, source: string): Uint8Array {
  return Buffer.from(JSON.stringify({ ...JSON.parse(Buffer.from(bytes).toString()), id, source }));
}

/** Resident, in MB. */
function readMemory(pid: number): number {
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Math.round(Number(kilobytes ?? 0) / 1024);
}
