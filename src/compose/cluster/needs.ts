/** Beside workset.ts: what was looked up and is not at hand, and how it is fetched, bounded. */

import { WenjuError } from '../../errors.js';
import type { LookUp, PassageVectors, StoredGeneration } from '../../index/opensearch/contract.js';
import type { Held, Shelved } from './shelf.js';
import type { WholeRead } from './stubs.js';

/** Documents that one question may need whole; a place of a province has some dozen. */
export const MOST_DOCUMENTS = 300;

/**
 * What becomes of a look-up that more documents answer than may be taken: a check of a claim that has not seen all of them
 * is refused; a question is answered by those with its best passages, which are at hand.
 */
export type Beyond = 'refused' | 'left out';

/** A look-up that is to be done. */
interface OpenLookUp {
  readonly lookUp: LookUp;
  /** Of this one alone; null where that is as the question has it. */
  readonly beyond: Beyond | null;
}

/** What was looked up. */
export interface Needs {
  readonly documents: Map<string, Shelved>;
  readonly readAgain: Set<string>;
  /** Documents that were removed while they were found. */
  readonly absent: Set<string>;
  readonly wanted: Set<string>;
  readonly frequencies: Map<string, number>;
  readonly uncounted: Set<string>;
  /** Look-ups that were done, and those that are to be. */
  readonly done: Set<string>;
  readonly open: Map<string, OpenLookUp>;
  readonly vectors: Map<string, PassageVectors>;
  readonly answers: Map<string, Promise<unknown>>;
  readonly leads: Set<string>;
  regions: readonly string[] | null;
  isMet(): boolean;
  /** Notes a look-up that was not done yet. */
  lookUp(lookUp: LookUp): void;
  /** Notes that documents of a sort were read whole. */
  readWhole(sort: string, read: WholeRead): void;
}

export function createNeeds(): Needs {
  const note = (lookUp: LookUp, beyond: Beyond | null): void => {
    const key = `${lookUp.by} ${beyond ?? ''} ${lookUp.value}`;
    if (!needs.done.has(key)) needs.open.set(key, { lookUp, beyond });
  };
  const needs: Needs = {
    documents: new Map(),
    readAgain: new Set(),
    absent: new Set(),
    wanted: new Set(),
    frequencies: new Map(),
    uncounted: new Set(),
    done: new Set(),
    open: new Map(),
    vectors: new Map(),
    answers: new Map(),
    leads: new Set(),
    regions: null,
    isMet: () => needs.wanted.size === 0 && needs.uncounted.size === 0 && needs.open.size === 0,
    lookUp: (lookUp) => note(lookUp, null),
    // What is counted has to be there whole; where something is looked for the best of it is at hand.
    readWhole: (sort, read) => note({ by: 'sort', value: sort }, read === 'counted' ? 'refused' : 'left out'),
  };
  return needs;
}

export async function fetchNeeded(
  { generation, shelf }: { readonly generation: StoredGeneration; readonly shelf: Held },
  needs: Needs,
  regions: readonly string[] | null,
  beyond: Beyond,
): Promise<void> {
  const { wanted, uncounted, open } = needs;
  const count = async (): Promise<void> => {
    const counts = await generation.countPassages([...uncounted]);
    for (const term of uncounted) needs.frequencies.set(term, counts.get(term) ?? 0);
    uncounted.clear();
  };
  const spare: (readonly string[])[] = [];
  const seek = async ([key, own]: readonly [string, OpenLookUp]): Promise<void> => {
    const found = await findDocuments(generation, own.lookUp, regions, own.beyond ?? beyond);
    const missing = found.filter((id) => !needs.documents.has(id));
    if ((own.beyond ?? beyond) === 'left out') spare.push(missing);
    else for (const id of missing) wanted.add(id);
    needs.done.add(key);
  };
  await Promise.all([count(), ...Array.from(open, seek)]);
  open.clear();
  const room = (): number => 2 * MOST_DOCUMENTS - needs.documents.size - wanted.size;
  if (room() < 0) throw tooMany();
  // Each alone is little enough; together they may be more than is taken.
  for (const ids of spare.sort((one, other) => one.length - other.length)) {
    if (ids.length <= room()) for (const id of ids) wanted.add(id);
  }
  const taken = await shelf.take([...wanted]);
  for (const id of wanted) {
    const shelved = taken.get(id);
    if (shelved) needs.documents.set(id, shelved);
    else needs.absent.add(id);
  }
  wanted.clear();
}

/**
 * Of all places where these are few, else of those asked about.
 * @throws WenjuError INPUT_INVALID when it is too much and may not be left out
 */
async function findDocuments(
  generation: StoredGeneration,
  lookUp: LookUp,
  regions: readonly string[] | null,
  beyond: Beyond,
): Promise<readonly string[]> {
  const everywhere = await generation.findDocuments(lookUp, null, MOST_DOCUMENTS);
  if (everywhere !== null) return everywhere;
  const near = regions === null ? null : await generation.findDocuments(lookUp, regions, MOST_DOCUMENTS);
  if (near === null && beyond === 'refused') throw tooMany();
  return near ?? [];
}

function tooMany(): WenjuError {
  return new WenjuError(
    'INPUT_INVALID',
    `Expected something that at most ${MOST_DOCUMENTS} documents of the index speak of, got more. Name a place or a year.`,
  );
}
