/**
 * What is wrong with an index in a cluster, in plain words, and the repair of what can be repaired there: blocks on writing
 * are lifted, and passages of no document are removed. For `wenju doctor`.
 */

import { z } from 'zod';
import { WenjuError } from '../../errors.js';
import type { Finding } from '../doctor.js';
import { compareMakers, type Makers } from '../manifest.js';
import type { StoreConnection } from './connection.js';
import type { GenerationNotes, StoreNames } from './layout.js';
import { readGenerationNotes, resolveAliases } from './names.js';
import { removePassages } from './update.js';
import { listIndices, listStored } from './write.js';

export interface StoreExamination {
  readonly names: StoreNames | null;
  readonly documents: number;
  readonly findings: readonly Finding[];
}

const MAX_NAMED = 5;
const PAGE = 1_000;
const health = z.object({ status: z.string(), number_of_nodes: z.number(), unassigned_shards: z.number() });
const counted = z.object({ count: z.number() });
const settings = z.record(
  z.string(),
  z.object({
    settings: z.object({ index: z.object({ blocks: z.record(z.string(), z.string()).optional() }) }).optional(),
  }),
);
const owners = z.object({
  aggregations: z.object({
    documents: z.object({
      after_key: z.unknown().optional(),
      buckets: z.array(z.object({ key: z.object({ document: z.string() }) })),
    }),
  }),
});

/** @throws WenjuError STORE_UNREACHABLE or STORE_REFUSED when there is no asking */
export async function examineStore(
  connection: StoreConnection,
  prefix: string,
  makers: Makers,
  repairs: boolean,
): Promise<StoreExamination> {
  const findings = await examineHealth(connection);
  const names = await resolveAliases(connection, prefix);
  if (names === null) {
    findings.push({ state: 'left', what: `The cluster has no index "${prefix}". Run: wenju index --store opensearch` });
    return { names, documents: 0, findings };
  }
  findings.push(...(await examineBlocks(connection, names, repairs)));
  const notes = await readNotesOrFinding(connection, names, findings);
  const stored = await listStored(connection, names.documents);
  findings.push(...(await examineOwners(connection, names, stored, repairs)));
  if (notes) findings.push(...compareWithNotes(notes, stored.size, makers));
  const kept = new Set([names.documents, names.passages]);
  const others = (await listIndices(connection, prefix)).filter((name) => !kept.has(name));
  if (others.length > 0) {
    findings.push({
      state: 'note',
      what: `${others.slice(0, MAX_NAMED).join(', ')} do not serve: the generation before, or one that is being written.`,
    });
  }
  return { names, documents: stored.size, findings };
}

async function examineHealth(connection: StoreConnection): Promise<Finding[]> {
  const { status, number_of_nodes, unassigned_shards } = health.parse(
    await connection.send({ method: 'GET', path: '/_cluster/health' }),
  );
  if (status === 'green') return [];
  const state = status === 'red' ? 'left' : 'note';
  const lacks = status === 'red' ? 'Parts of indices are missing' : 'Copies of parts of indices are missing';
  return [
    {
      state,
      what: `${lacks} (${status}: ${number_of_nodes} nodes, ${unassigned_shards} parts without a node). Start further nodes.`,
    },
  ];
}

async function examineBlocks(connection: StoreConnection, names: StoreNames, repairs: boolean): Promise<Finding[]> {
  const path = `/${names.documents},${names.passages}/_settings`;
  const found = settings.parse(
    await connection.send({ method: 'GET', path, query: { filter_path: '*.settings.index.blocks' } }),
  );
  const blocked = Object.entries(found).filter(([, { settings: own }]) =>
    Object.values(own?.index.blocks ?? {}).includes('true'),
  );
  if (blocked.length === 0) return [];
  const which = blocked.map(([name]) => name).join(', ');
  if (!repairs) return [{ state: 'repairable', what: `Writing to ${which} is blocked, as after a full disk.` }];
  for (const [name, { settings: own }] of blocked) {
    const blocks = Object.entries(own?.index.blocks ?? {}).filter(([, value]) => value === 'true');
    // A blocked index takes a change of one of its blocks and of nothing beside it.
    for (const [block] of blocks) {
      await connection.send({ method: 'PUT', path: `/${name}/_settings`, body: { [`index.blocks.${block}`]: null } });
    }
  }
  return [
    {
      state: 'repaired',
      what: `Writing to ${which} was blocked, as after a full disk, and is not any more. It is again as long as the disk is full.`,
    },
  ];
}

async function readNotesOrFinding(
  connection: StoreConnection,
  names: StoreNames,
  findings: Finding[],
): Promise<GenerationNotes | null> {
  try {
    return await readGenerationNotes(connection, names.documents);
  } catch (error) {
    if (!(error instanceof WenjuError)) throw error;
    findings.push({ state: 'left', what: error.message });
    return null;
  }
}

function compareWithNotes(notes: GenerationNotes, documents: number, makers: Makers): Finding[] {
  const findings: Finding[] = [];
  const differences = compareMakers(notes.makers, makers);
  const again = 'Run: wenju index --store opensearch';
  if (differences.length > 0) {
    findings.push({ state: 'left', what: `The index was made by others (${differences.join('; ')}). ${again}` });
  }
  if (documents !== notes.documents) {
    findings.push({
      state: 'left',
      what: `${notes.documents} documents should be there, and ${documents} are. ${again}`,
    });
  }
  return findings;
}

/** Every passage belongs to a document, and every document has all of its own. */
async function examineOwners(
  connection: StoreConnection,
  { documents, passages }: StoreNames,
  stored: ReadonlyMap<string, string>,
  repairs: boolean,
): Promise<Finding[]> {
  const { count } = counted.parse(await connection.send({ method: 'GET', path: `/${passages}/_count` }));
  const expected = await sumPassages(connection, documents);
  if (count === expected) return [];
  const orphaned = (await listOwners(connection, passages)).filter((id) => !stored.has(id));
  if (orphaned.length === 0) {
    return [
      {
        state: 'left',
        what: `${expected} passages should be there, and ${count} are. Run: wenju index --store opensearch`,
      },
    ];
  }
  const which = `${orphaned.slice(0, MAX_NAMED).join(', ')}${orphaned.length > MAX_NAMED ? ' and more' : ''}`;
  if (!repairs) return [{ state: 'repairable', what: `Passages lie there of documents that do not: ${which}.` }];
  const removed = await removePassages(connection, { documents, passages }, { terms: { document: orphaned } });
  return [{ state: 'repaired', what: `${removed} passages of documents that are not there were removed: ${which}.` }];
}

async function sumPassages(connection: StoreConnection, index: string): Promise<number> {
  const body = { size: 0, aggs: { all: { sum: { field: 'passages' } } } };
  const answer = await connection.send({ method: 'POST', path: `/${index}/_search`, body });
  return z.object({ aggregations: z.object({ all: z.object({ value: z.number() }) }) }).parse(answer).aggregations.all
    .value;
}

async function listOwners(connection: StoreConnection, index: string): Promise<string[]> {
  const ids: string[] = [];
  let after: unknown;
  do {
    const composite = {
      size: PAGE,
      sources: [{ document: { terms: { field: 'document' } } }],
      ...(after === undefined ? {} : { after }),
    };
    const body = { size: 0, aggs: { documents: { composite } } };
    const { documents } = owners.parse(
      await connection.send({ method: 'POST', path: `/${index}/_search`, body }),
    ).aggregations;
    ids.push(...documents.buckets.map(({ key }) => key.document));
    after = documents.after_key;
  } while (after !== undefined);
  return ids;
}
