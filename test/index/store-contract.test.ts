/** Passages in memory, as a snapshot has them, over vectors that are kept in memory and on disk. */

import { WenjuError } from '../../src/errors.js';
import { createLexicalIndex } from '../../src/index/bm25.js';
import type { VectorStore } from '../../src/index/contract.js';
import { createVectraVectorStore } from '../../src/index/vectra.js';
import { createRowComparison } from '../../src/retrieve/similarity.js';
import { temporaryFolder } from './documents.js';
import { createMemoryVectorStore } from './memory.js';
import {
  type Among,
  describeStore,
  type Paper,
  type Sought,
  STORE_DIMENSIONS,
  type StoreUnderTest,
  vectorsOfPaper,
  wordsOfPaper,
} from './store-contract.js';

describeStore('memory', async () => openOver(createMemoryVectorStore({ dimensions: STORE_DIMENSIONS })));
describeStore('vectra', async () =>
  openOver(createVectraVectorStore({ dimensions: STORE_DIMENSIONS, folder: temporaryFolder() })),
);

/** Documents as a generation has them: those that are listed, whatever else lies in the folder. */
function openOver(vectors: VectorStore): StoreUnderTest {
  let held: readonly Paper[] = [];
  const lexicalIndex = () => createLexicalIndex(held.map(wordsOfPaper));
  const places = () => held.flatMap((paper) => paper.passages.map((_, ordinal) => ({ paper, ordinal })));

  async function scores({ by, query = [], vector = [] }: Sought): Promise<readonly number[]> {
    if (by === 'words') return [...lexicalIndex().search(query).scores];
    const found: number[] = [];
    for (const paper of held) {
      const own = await vectors.read(paper.id);
      const compare = createRowComparison(Float32Array.from(vector), null);
      let next = 0;
      for (const [ordinal, { sentences }] of paper.passages.entries()) {
        const rows = own.sentences.slice(next, next + sentences.length);
        next += sentences.length;
        const passage = own.passages[ordinal] ?? new Float32Array(STORE_DIMENSIONS);
        found.push(by === 'passages' ? compare(passage) : Math.max(...rows.map(compare)));
      }
    }
    return found;
  }

  return {
    async hold(papers) {
      held = [...papers].sort((one, other) => (one.id < other.id ? -1 : 1));
      for (const paper of held) await vectors.write(paper.id, vectorsOfPaper(paper));
    },
    async rank(sought, among, count) {
      const scored = await scores(sought);
      return places()
        .map((place, at) => ({ ...place, score: scored[at] ?? 0 }))
        .filter(({ paper }) => passes(paper, among))
        .sort((one, other) => other.score - one.score)
        .slice(0, count)
        .map(({ paper, ordinal }) => `${paper.id}-${ordinal}`);
    },
    async scoreOf(sought, id) {
      return (await scores(sought))[places().findIndex(({ paper }) => paper.id === id)] ?? Number.NaN;
    },
    frequencyOf: async (term) => lexicalIndex().frequencyOf(term),
    async vectorsOf(id) {
      if (held.some((paper) => paper.id === id)) return vectors.read(id);
      throw new WenjuError('INDEX_DAMAGED', `No document ${id} is held.`);
    },
  };
}

function passes({ id, region, year, type }: Paper, { regions, years, types, documents }: Among): boolean {
  return (
    (regions?.includes(region) ?? true) &&
    (years?.includes(year) ?? true) &&
    (types?.includes(type) ?? true) &&
    (documents?.includes(id) ?? true)
  );
}
