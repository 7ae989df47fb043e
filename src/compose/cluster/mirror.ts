/**
 * `wenju index` where a cluster answers: what was added and removed over HTTP is brought into the corpus folders first, then
 * these are indexed here, and what is new or changed is written there. One writer a cluster, from the first to the last.
 */

import path from 'node:path';
import { WenjuError } from '../../errors.js';
import { forgetChanges, listChanges, type StoredChange } from '../../index/opensearch/changes.js';
import { connectStore, type StoreConnection } from '../../index/opensearch/connection.js';
import { holdStore } from '../../index/opensearch/lock.js';
import { checkDeclared } from '../../ingest/declared.js';
import { deleteFiles, findFolder, storeUpload } from '../../ingest/keep.js';
import type { Config } from '../../settings/config.js';
import { connectionOf } from './connection.js';
import { type UploadReport, writeIndexThere } from './upload.js';

export interface ClusterProgress {
  readonly onDocument?: (done: number, total: number) => void;
  /** Hears of each file that was changed over HTTP. */
  readonly onChange?: (source: string, became: 'added' | 'removed') => void;
}

/**
 * @param build indexes the folders; called when they have what was changed over HTTP
 * @throws WenjuError INDEX_LOCKED while another process writes there or here
 */
export async function mirrorIntoCluster<Report>(
  config: Config,
  build: () => Promise<Report>,
  { onDocument, onChange }: ClusterProgress = {},
): Promise<{ readonly built: Report; readonly uploaded: UploadReport }> {
  const connection = connectStore(connectionOf(config));
  try {
    return await holdStore(connection, config.opensearchIndex, config.opensearchReplicas, async (lock) => {
      const brought = await bringChanges(config, connection, onChange);
      const built = await build();
      lock.check();
      const uploaded = await writeIndexThere(config, connection, onDocument);
      await forgetChanges(connection, config.opensearchIndex, brought);
      return { built, uploaded };
    });
  } finally {
    await connection.close();
  }
}

/** Into the first corpus folder, as an upload; deleted from whichever has it. */
async function bringChanges(
  config: Config,
  connection: StoreConnection,
  onChange: ClusterProgress['onChange'],
): Promise<Pick<StoredChange, 'id' | 'state'>[]> {
  const brought: Pick<StoredChange, 'id' | 'state'>[] = [];
  const [first] = config.corpus;
  for await (const { id, state, source, file } of listChanges(connection, config.opensearchIndex)) {
    const folder = await findFolder(config.corpus, source);
    if (file === null) {
      if (folder !== null) await deleteFiles([{ folder, source }]);
    } else {
      if (first === undefined) throw new WenjuError('INPUT_INVALID', 'Expected a corpus folder, got none.');
      const declared = file.declared === null ? null : checkDeclared(file.declared, source, 'INPUT_INVALID');
      await storeUpload(path.resolve(first), { name: source, bytes: file.bytes, declared });
    }
    onChange?.(source, file === null ? 'removed' : 'added');
    brought.push({ id, state });
  }
  return brought;
}
