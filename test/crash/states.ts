/** A small index that changes three times, and what a reader gets of it: the states that every crash must lead to. */

import { createHash } from 'node:crypto';
import path from 'node:path';
import type { AnnotatedDocument } from '../../src/annotate/contract.js';
import { writeIndex } from '../../src/compose/indexing.js';
import { type Generation, openCurrentGeneration, verifyGeneration } from '../../src/index/generations.js';
import { loadSnapshot } from '../../src/index/snapshot.js';
import { createVectraVectorStore } from '../../src/index/vectra.js';
import { createHashEmbedder, DIMENSIONS, makeDocument, NO_KNOWLEDGE } from '../index/made.js';

const A = makeDocument('a.txt', '全年新建学校十二所。改造老旧小区四十个。\n财政收入增长。');
const B = makeDocument('b.txt', '全年新建公路三百公里。');
const C = makeDocument('c.txt', '森林覆盖率提高。');

/** What is done to the index, one after the other. The third removes the first one's folder: it collects. */
export const STEPS: readonly { readonly name: string; readonly documents: readonly AnnotatedDocument[] }[] = [
  { name: 'index', documents: [A, B] },
  { name: 'update', documents: [A, makeDocument('b.txt', '全年新建公路四百公里。惠及沿线村民。'), C] },
  { name: 'remove and collect', documents: [A, C] },
];

/** Does one step under the writer's lock, as `wenju index` does. */
export async function takeStep(indexFolder: string, step: number): Promise<void> {
  const documents = STEPS[step]?.documents ?? [];
  await writeIndex(indexFolder, { documents, unreadable: [] }, createHashEmbedder());
}

/**
 * All that a reader gets of the index, hashed; null when there is none.
 * @param checks false leaves out the comparison with the manifest, to see that a test notices
 * @throws WenjuError INDEX_DAMAGED
 */
export async function readState(indexFolder: string, checks = true): Promise<string | null> {
  return openCurrentGeneration(indexFolder, async (generation) => {
    if (checks) await verifyGeneration(generation);
    return hashGeneration(generation);
  });
}

async function hashGeneration({ folder, manifest, name }: Generation): Promise<string> {
  const store = createVectraVectorStore({ folder: path.join(folder, 'vectors'), dimensions: DIMENSIONS });
  const snapshot = await loadSnapshot({ folder, manifest, name }, store, NO_KNOWLEDGE);
  const hash = createHash('sha256');
  for (const { indexedAt, ...document } of snapshot.documents)
    hash.update(JSON.stringify([document, indexedAt !== '']));
  for (const { passages, sentences } of snapshot.vectors) hash.update(passages).update(sentences);
  return hash.digest('hex');
}
