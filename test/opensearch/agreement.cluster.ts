/**
 * The same answers: every question and claim of the shared sets, or every `WENJU_AGREEMENT_EVERY`th, asked of the index in
 * files and of the same in a real cluster, by looking at all vectors and by graphs. Prints what it finds.
 */

import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Service } from '../../src/api/service.js';
import { openClusterService } from '../../src/compose/cluster/service.js';
import { buildIndex } from '../../src/compose/indexing.js';
import { openService } from '../../src/compose/service.js';
import { readClaimSet } from '../../src/evaluate/claims.js';
import { readEvaluationFolder } from '../../src/evaluate/folder.js';
import type { Config } from '../../src/settings/config.js';
import { isMissing, shared } from '../needs.js';
import { root, testConfig } from '../service.js';
import { type AskedQuestion, compareAnswers, compareVerdicts, describeAgreement } from './agreement.js';
import { startCluster, type TestCluster } from './cluster.js';
import { uploadIndex } from './upload.js';

const today = new Date('2026-06-01T12:00:00Z');
const every = Number(process.env.WENJU_AGREEMENT_EVERY ?? '1');
const corpus = ['hubei', 'provincial-2025', 'provincial-2026'].map((name) => path.join(shared, 'corpus', name));
const index = process.env.WENJU_LOAD_INDEX ?? path.join(root, 'embeddings', 'cache', 'test-shared');
/** Of all questions the first five are to be the same in so many. */
const LEAST = { exact: 0.99, hnsw: 0.97 } as const;
const LEAST_VERDICTS = 0.99;
/** By so much of the questions with a known answer the share that has it among the first five may differ. */
const MOST_HITS_APART = 0.01;

describe.skipIf(isMissing('shared') || isMissing('opensearch'))('an index in a cluster and the same in files', () => {
  let cluster: TestCluster;
  let here: Service;
  let questions: readonly AskedQuestion[];
  let claims: readonly string[];

  beforeAll(async () => {
    await buildIndex(configFor('exact'));
    cluster = await startCluster();
    here = await openService(configFor('exact'), { today: () => today });
    const folders = readdirSync(path.join(shared, 'eval'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && entry.name !== 'public')
      .map(({ name }) => path.join(shared, 'eval', name));
    const sets = await Promise.all(folders.map((folder) => readEvaluationFolder(folder)));
    questions = sets
      .flatMap((set) => (set.kind === 'questions' ? [set.questions] : []))
      .flatMap(({ answerable, unanswerable }): AskedQuestion[] => [
        ...answerable,
        ...unanswerable.map(({ question }) => ({ question, parts: [] })),
      ])
      .filter((_, at) => at % every === 0);
    const claimed = await Promise.all(
      folders.filter((folder) => existsSync(path.join(folder, 'claims.jsonl'))).map((folder) => readClaimSet(folder)),
    );
    claims = claimed
      .flat()
      .map(({ claim }) => claim)
      .filter((_, at) => at % every === 0);
  });
  afterAll(async () => {
    await here?.close();
    await cluster?.stop();
  });

  function configFor(search: Config['opensearchSearch']): Config {
    return {
      ...testConfig(path.join(root, 'corpus'), index),
      corpus,
      store: 'opensearch',
      opensearchUrl: [...(cluster?.urls ?? ['http://127.0.0.1:9'])],
      opensearchReplicas: 0,
      opensearchSearch: search,
      opensearchIndex: search,
    };
  }

  async function withCluster(
    search: Config['opensearchSearch'],
    use: (there: Service) => Promise<void>,
  ): Promise<void> {
    const config = configFor(search);
    await uploadIndex(config);
    const there = await openClusterService(config, { today: () => today });
    try {
      await use(there);
    } finally {
      await there.close();
    }
  }

  it.each(['exact', 'hnsw'] as const)('give the same first five, status and answer: %s', (search) =>
    withCluster(search, async (there) => {
      const agreement = await compareAnswers(here, there, questions);
      console.log(describeAgreement(search, agreement), `\n${agreement.differing.join('\n')}`);
      expect(agreement.count).toBeGreaterThan(50);
      expect(agreement.sameFive / agreement.count).toBeGreaterThanOrEqual(LEAST[search]);
      const [inFiles = 0, inCluster = 0] = agreement.hits;
      expect(Math.abs(inFiles - inCluster) / agreement.known).toBeLessThanOrEqual(MOST_HITS_APART);
      expect(agreement.sameStatus / agreement.count).toBeGreaterThanOrEqual(LEAST[search]);
    }),
  );

  it('give the same verdicts on claims', () =>
    withCluster('exact', async (there) => {
      const { count, same, differing } = await compareVerdicts(here, there, claims);
      console.log(`claims: the same verdict on ${same} of ${count}\n${differing.join('\n')}`);
      expect(count).toBeGreaterThan(50);
      expect(same / count).toBeGreaterThanOrEqual(LEAST_VERDICTS);
    }));
});
