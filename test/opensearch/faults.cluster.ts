/** What nodes that die do to questions and writes: three real nodes, two replicas, `kill -9`. */

import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { AskRequest } from '../../src/api/request.js';
import type { Service } from '../../src/api/service.js';
import { openClusterService } from '../../src/compose/cluster/service.js';
import { openGenerationReader } from '../../src/compose/cluster/upload.js';
import { buildIndex } from '../../src/compose/indexing.js';
import { readEvaluationFolder } from '../../src/evaluate/folder.js';
import { openCurrentGeneration } from '../../src/index/generations.js';
import { connectStore, type StoreConnection } from '../../src/index/opensearch/connection.js';
import type { WrittenDocument } from '../../src/index/opensearch/entries.js';
import type { StoreNames } from '../../src/index/opensearch/layout.js';
import { resolveAliases } from '../../src/index/opensearch/names.js';
import { putDocuments } from '../../src/index/opensearch/update.js';
import { listStored } from '../../src/index/opensearch/write.js';
import { readKnowledge } from '../../src/lexicon/knowledge.js';
import { createApp } from '../../src/serve/app.js';
import type { Config } from '../../src/settings/config.js';
import { isMissing } from '../needs.js';
import { openTestService, root, TODAY, testConfig } from '../service.js';
import { startCluster, type TestCluster, type TestNode } from './cluster.js';
import { uploadIndex } from './upload.js';

const QUESTIONS = 200;
const WRITES = 200;
const today = () => TODAY;
const corpus = path.join(root, 'corpus');
const index = path.join(root, 'embeddings', 'cache', 'test-corpus');

describe.skipIf(isMissing('opensearch'))('three nodes with two copies beside each part', () => {
  let cluster: TestCluster;
  let connection: StoreConnection;
  let config: Config;
  let service: Service;
  let questions: readonly string[];
  let sample: WrittenDocument;
  let dimensions: number;
  const acknowledged = new Set<string>();
  const names = async (prefix: string): Promise<StoreNames> => {
    const found = await resolveAliases(connection, prefix);
    if (found === null) throw new Error(`Expected indices of ${prefix}.`);
    return found;
  };

  beforeAll(async () => {
    cluster = await startCluster({ nodes: 3, heap: '768m' });
    await (await openTestService()).close();
    connection = connectStore({ urls: cluster.urls });
    config = {
      ...testConfig(corpus, index),
      store: 'opensearch',
      opensearchUrl: [...cluster.urls],
      opensearchReplicas: 2,
      opensearchShards: 2,
    };
    await uploadIndex(config);
    await uploadIndex({ ...config, opensearchIndex: 'written' });
    service = await openClusterService(config, { today });
    const read = await readEvaluationFolder(path.join(root, 'test', 'eval', 'digests'));
    if (read.kind !== 'questions') throw new Error('Expected questions.');
    questions = [...read.questions.answerable, ...read.questions.unanswerable].map(({ question }) => question);
    sample = await readSample();
    await waitForGreen();
  });
  afterAll(async () => {
    await Promise.all([service?.close(), connection?.close()]);
    await cluster?.stop();
  });

  async function readSample(): Promise<WrittenDocument> {
    const found = await openCurrentGeneration(index, async (generation) => {
      const { id = '' } = generation.manifest.documents[0] ?? {};
      dimensions = generation.manifest.makers.dimensions;
      return openGenerationReader(generation, new Map([[id, 'r']]), readKnowledge().gazetteer)(id);
    });
    if (!found) throw new Error('Expected an index.');
    return found;
  }

  async function waitForGreen(): Promise<void> {
    await connection.send({
      method: 'GET',
      path: '/_cluster/health',
      query: { wait_for_nodes: 3, wait_for_status: 'green', timeout: '120s' },
      withinMs: 150_000,
    });
    const { status } = z
      .object({ status: z.string() })
      .parse(await connection.send({ method: 'GET', path: '/_cluster/health' }));
    expect(status).toBe('green');
  }

  async function findManager(): Promise<TestNode> {
    const answer = await connection.send({ method: 'GET', path: '/_cat/cluster_manager', query: { format: 'json' } });
    const [manager] = z.array(z.object({ node: z.string() })).parse(answer);
    const node = cluster.nodes.find(({ name }) => name === manager?.node);
    if (!node) throw new Error('Expected a manager among the nodes.');
    return node;
  }

  async function ask(number: number) {
    return service.ask(AskRequest.parse({ question: questions[number % questions.length] ?? '', mode: 'extractive' }));
  }

  async function write(number: number): Promise<void> {
    const id = `written-${number}`;
    const document = { ...sample.packed.document, id, source: `${id}.txt` };
    const written = { ...sample, packed: { ...sample.packed, document } };
    await putDocuments(connection, await names('written'), [written], dimensions);
    acknowledged.add(id);
  }

  async function expectNothingLost(): Promise<void> {
    const { documents, passages } = await names('written');
    const stored = await listStored(connection, documents);
    expect([...acknowledged].filter((id) => !stored.has(id))).toEqual([]);
    await connection.send({ method: 'POST', path: `/${passages}/_refresh` });
    const body = { query: { term: { revision: 'r' } } };
    const { count } = z
      .object({ count: z.number() })
      .parse(await connection.send({ method: 'POST', path: `/${passages}/_count`, body }));
    expect(count).toBe(acknowledged.size * sample.packed.document.passages.length);
  }

  it('lose no question and no acknowledged write when the manager is killed among 200 of each', async () => {
    const manager = await findManager();
    const failures: string[] = [];
    const note = (error: unknown): void => {
      failures.push(error instanceof Error ? error.message : String(error));
    };
    let [asked, written] = [0, 0];
    let longest = 0;
    const asking = async (): Promise<void> => {
      for (; asked < QUESTIONS; ) {
        asked += 1;
        const startedAt = performance.now();
        await ask(asked).catch(note);
        longest = Math.max(longest, performance.now() - startedAt);
      }
    };
    const writing = async (): Promise<void> => {
      for (; written < WRITES; ) {
        written += 1;
        await write(written).catch(note);
      }
    };
    const killing = async (): Promise<void> => {
      while (asked < QUESTIONS / 4 || written < WRITES / 4) await pause(50);
      await manager.stop('SIGKILL');
    };
    await Promise.all([asking(), asking(), writing(), killing()]);
    console.log(
      `killed ${manager.name}: ${asked} questions, ${written} writes, ${failures.length} failed, longest question ${Math.round(longest)} ms`,
    );
    expect(failures).toEqual([]);
    expect(acknowledged.size).toBe(WRITES);
    const startedAt = performance.now();
    await manager.start();
    await waitForGreen();
    console.log(`green again ${Math.round((performance.now() - startedAt) / 1000)} s after its start`);
    await expectNothingLost();
  });

  it('answer or say that they cannot while two are down, refuse writes clearly, and have lost nothing', async () => {
    const [, ...others] = cluster.nodes;
    await Promise.all(others.map((node) => node.stop('SIGKILL')));
    const outcomes: string[] = [];
    for (let number = 0; number < 10; number += 1) {
      outcomes.push(
        await ask(number).then(
          ({ status }) => status,
          (error: { code?: string }) => error.code ?? 'bug',
        ),
      );
    }
    console.log(`two of three down: ${outcomes.join(', ')}`);
    expect(
      outcomes.filter((outcome) => !/^(answered|partial|conflicting|not_found|STORE_UNREACHABLE)$/.test(outcome)),
    ).toEqual([]);
    await expect(write(WRITES + 1)).rejects.toMatchObject({ code: 'STORE_UNREACHABLE' });
    await Promise.all(others.map((node) => node.start()));
    await waitForGreen();
    const stored = await listStored(connection, (await names('written')).documents);
    expect([...acknowledged].filter((id) => !stored.has(id))).toEqual([]);
  });

  it('lead to 503 with Retry-After over HTTP while all are down, and to answers again without a restart of wenju', async () => {
    const app = createApp(service);
    await Promise.all(cluster.nodes.map((node) => node.stop('SIGKILL')));
    const address = `/v1/ask?q=${encodeURIComponent(questions[0] ?? '')}`;
    const down = await app.request(address);
    expect({ status: down.status, after: down.headers.get('Retry-After') }).toEqual({ status: 503, after: '5' });
    const ready = await untilStatus(() => app.request('/readyz'), 503);
    expect(await ready.json()).toMatchObject({ detail: expect.stringMatching(/did not answer in time/) });
    await Promise.all(cluster.nodes.map((node) => node.start()));
    await waitForGreen();
    await untilStatus(() => app.request('/readyz'), 200);
    expect((await app.request(address)).status).toBe(200);
  });

  it('go over to another generation under load: no error, and no answer of two', async () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'wenju-switch-'));
    try {
      const smaller = await makeSmaller(folder);
      const before = service.readiness().indexVersion;
      const versions = new Map<string, Set<string>>();
      const failures: unknown[] = [];
      let isDone = false;
      const asking = async (): Promise<void> => {
        for (let number = 0; !isDone; number += 1) {
          const question = questions[number % 10] ?? '';
          const reply = await service
            .ask(AskRequest.parse({ question, mode: 'extractive' }))
            .catch((error: unknown) => failures.push(error));
          if (typeof reply === 'number') continue;
          const { indexVersion, passages, nearest, answer } = reply;
          const key = `${indexVersion} ${question}`;
          const told = JSON.stringify([[...passages, ...nearest].map(({ id }) => id), answer?.text]);
          versions.set(key, (versions.get(key) ?? new Set()).add(told));
        }
      };
      const switching = async (): Promise<void> => {
        await pause(3_000);
        await uploadIndex(smaller);
        while (service.readiness().indexVersion === before) await pause(100);
        await pause(5_000);
        isDone = true;
      };
      await Promise.all([asking(), asking(), switching()]);
      expect(failures).toEqual([]);
      expect(new Set([...versions.keys()].map((key) => key.split(' ')[0])).size).toBe(2);
      // Of each version every question has one answer.
      expect([...versions].filter(([, told]) => told.size > 1)).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  /** The same index less two of its documents, so that it is written as a generation of its own. */
  async function makeSmaller(folder: string): Promise<Config> {
    cpSync(index, path.join(folder, 'index'), { recursive: true });
    cpSync(corpus, path.join(folder, 'corpus'), { recursive: true });
    const { documents } = await service.documents();
    for (const { source } of documents.slice(0, 2)) rmSync(path.join(folder, 'corpus', source));
    const smaller = { ...config, corpus: [path.join(folder, 'corpus')], index: path.join(folder, 'index') };
    await buildIndex(smaller);
    return smaller;
  }
});

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

async function untilStatus(send: () => Response | Promise<Response>, status: number): Promise<Response> {
  for (let left = 300; ; left -= 1) {
    const response = await send();
    if (response.status === status) return response;
    if (left === 0) throw new Error(`Expected ${status}, got ${response.status}.`);
    await pause(100);
  }
}
