/** From the settings of a cluster to a diagnosis of the index there, in the form of one of files. */

import { WenjuError } from '../../errors.js';
import { connectStore } from '../../index/opensearch/connection.js';
import { examineStore } from '../../index/opensearch/doctor.js';
import { createTokenizer } from '../../lexicon/tokenizer.js';
import type { Config } from '../../settings/config.js';
import type { Diagnosis } from '../doctor.js';
import { currentMakers, openEmbedder } from '../indexing.js';
import { connectionOf } from './connection.js';

/** Looks at the configured cluster and, with `repairs`, mends what can be mended without writing documents anew. */
export async function diagnoseCluster(config: Config, repairs: boolean): Promise<Diagnosis> {
  const connection = connectStore(connectionOf(config));
  const index = connection.urls.join(', ');
  try {
    const embedder = await openEmbedder(config);
    const makers = currentMakers(embedder, await createTokenizer());
    await embedder.close();
    const { names, documents, findings } = await examineStore(connection, config.opensearchIndex, makers, repairs);
    return { index, generation: names?.documents ?? null, documents, files: 0, findings };
  } catch (error) {
    if (!(error instanceof WenjuError)) throw error;
    return { index, generation: null, documents: 0, files: 0, findings: [{ state: 'left', what: error.message }] };
  } finally {
    await connection.close();
  }
}
