/**
 * Beside snapshot.ts: the vectors of all documents in memory, in few arrays, as each takes room of its own (vector-kernel.ts).
 * Those of documents that the snapshot before holds stay where they are: at 670 documents to copy them takes as long as all
 * else that an upload needs, and twice the memory while it lasts. What was removed keeps its room until there is too much of it.
 */

import { createTurns } from '../turns.js';
import { allocateRows } from '../vector-kernel.js';
import type { IndexedDocument, VectorRows, VectorStore } from './contract.js';

const KINDS = ['passages', 'sentences'] as const;
/** Arrays that the documents of a snapshot may lie in; every upload adds two. */
const MOST_ARRAYS = 16;
/** How many times their own room those may take that stay where they are. */
const MOST_ROOM = 1.5;

/** `findHeld`: where a document lies already. Throws what reading the others throws. */
export async function loadVectors(
  documents: readonly IndexedDocument[],
  findHeld: (id: string) => VectorRows | null,
  store: VectorStore,
  dimensions: number,
): Promise<VectorRows[]> {
  const held = documents.map(({ id }) => findHeld(id));
  const stays = mayStay(held.flatMap((rows) => rows ?? []));
  const isPlaced = (number: number): boolean => stays && held[number] !== null;
  const countNew = (kind: (typeof KINDS)[number]): number =>
    documents.reduce((sum, document, number) => sum + (isPlaced(number) ? 0 : document[kind].length), 0);
  const room = {
    passages: allocateRows(countNew('passages'), dimensions),
    sentences: allocateRows(countNew('sentences'), dimensions),
  };
  const taken = { passages: 0, sentences: 0 };
  const take = (kind: (typeof KINDS)[number], count: number): Int16Array => {
    const start = taken[kind];
    taken[kind] += count * dimensions;
    return room[kind].subarray(start, taken[kind]);
  };
  const letOthers = createTurns();
  const vectors: VectorRows[] = [];
  for (const [number, { id, passages, sentences }] of documents.entries()) {
    await letOthers();
    const own = held[number] ?? null;
    if (own !== null && isPlaced(number)) {
      vectors.push(own);
      continue;
    }
    const rows = { passages: take('passages', passages.length), sentences: take('sentences', sentences.length) };
    if (own === null) await store.readInto(id, rows);
    else for (const kind of KINDS) rows[kind].set(own[kind]);
    vectors.push(rows);
  }
  return vectors;
}

/** False when they lie in too many arrays, or in such that hold too much else. */
function mayStay(held: readonly VectorRows[]): boolean {
  const arrays = new Set(held.flatMap((rows) => KINDS.map((kind) => rows[kind].buffer)));
  const whole = [...arrays].reduce((sum, { byteLength }) => sum + byteLength, 0);
  const used = held.reduce((sum, { passages, sentences }) => sum + passages.byteLength + sentences.byteLength, 0);
  return arrays.size <= MOST_ARRAYS && whole <= used * MOST_ROOM;
}
