/** An index in rounds: what it holds in each, so that a reader can be told which round it sees, and whether only one. */

import path from 'node:path';
import type { AnnotatedDocument } from '../../src/annotate/contract.js';
import {
  type Generation,
  openCurrentGeneration,
  readCurrentGeneration,
  verifyGeneration,
} from '../../src/index/generations.js';
import { loadSnapshot } from '../../src/index/snapshot.js';
import { createVectraVectorStore } from '../../src/index/vectra.js';
import { DIMENSIONS, makeDocument, NO_KNOWLEDGE } from '../index/made.js';

/** Two documents that stay, two that say the round, and a fifth in every other round. */
export function documentsOfRound(round: number): AnnotatedDocument[] {
  const staying = ['a.txt', 'b.txt'].map((name) => makeDocument(name, `${name}全年新建学校十二所。财政收入增长。`));
  const changing = ['c.txt', 'd.txt', ...(round % 2 === 0 ? ['e.txt'] : [])].map((name) =>
    makeDocument(name, `第${round}轮：全年新建公路${round}公里。`),
  );
  return [...staying, ...changing];
}

/**
 * The rounds that the documents of the index are of: one, when a reader sees one generation. Empty without an index.
 * @param hasRetry false opens as if nobody removed old generations, to see that a test notices
 * @throws WenjuError INDEX_DAMAGED
 */
export async function readRound(indexFolder: string, hasRetry = true): Promise<number[]> {
  if (hasRetry) return (await openCurrentGeneration(indexFolder, loadRounds)) ?? [];
  const generation = await readCurrentGeneration(indexFolder);
  return generation === null ? [] : loadRounds(generation);
}

async function loadRounds(generation: Generation): Promise<number[]> {
  await verifyGeneration(generation);
  const store = createVectraVectorStore({ folder: path.join(generation.folder, 'vectors'), dimensions: DIMENSIONS });
  const { documents } = await loadSnapshot(generation, store, NO_KNOWLEDGE);
  const rounds = documents.flatMap(({ text }) => /^第(\d+)轮/.exec(text)?.[1] ?? []);
  // A fifth document that is missing or too many is of another round too.
  const hasFifth = documents.some(({ source }) => source === 'e.txt');
  const expected = documents.length === (hasFifth ? 5 : 4) && Number(rounds[0]) % 2 === (hasFifth ? 0 : 1);
  return [...new Set(rounds.map(Number)), ...(expected ? [] : [Number.NaN])];
}
