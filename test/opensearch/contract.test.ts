/** A real cluster keeps to the contracts of the index as what keeps passages here does. */

import { afterAll, beforeAll, describe } from 'vitest';
import { connectStore, type StoreConnection } from '../../src/index/opensearch/connection.js';
import { describeStore } from '../index/store-contract.js';
import { describeVectorStore } from '../index/vector-store.js';
import { isMissing } from '../needs.js';
import { startCluster, type TestCluster } from './cluster.js';
import { createStoredVectorStore, openStoredPapers } from './stored.js';

/** Each writes documents and waits for them: random vectors are tried a few times. */
const RUNS = 3;

describe.skipIf(isMissing('opensearch'))('in a cluster', () => {
  let cluster: TestCluster;
  let connection: StoreConnection;
  beforeAll(async () => {
    cluster = await startCluster();
    connection = connectStore({ urls: cluster.urls });
  });
  afterAll(async () => {
    await connection?.close();
    await cluster?.stop();
  });

  describeStore('OpenSearch', () => openStoredPapers(connection));
  describeVectorStore('OpenSearch', (dimensions) => createStoredVectorStore(connection, dimensions), RUNS);
});
