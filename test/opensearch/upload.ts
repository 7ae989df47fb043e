/** Test support: an index in files is written into a cluster, nothing of which was changed over HTTP. */

import { connectionOf } from '../../src/compose/cluster/connection.js';
import { type UploadReport, writeIndexThere } from '../../src/compose/cluster/upload.js';
import { connectStore } from '../../src/index/opensearch/connection.js';
import type { Config } from '../../src/settings/config.js';

export async function uploadIndex(config: Config): Promise<UploadReport> {
  const connection = connectStore(connectionOf(config));
  try {
    return await writeIndexThere(config, connection);
  } finally {
    await connection.close();
  }
}
