/**
 * What is wrong with an index in a cluster, in plain words, and the repair of what can be repaired there: blocks on writing
 * are lifted, and passages of no document are removed. For `wenju doctor`.
 */

import { z } from 'zod';
import { WenjuError } from '../../errors.js';
import type { Finding } from '../doctor.js';
import { compareMakers, type Makers } from '../manifest.js';
import type { StoreConnection } from './connection.js';
import { findAltered, listOwners, type Owner } from './contents.js';
import type { GenerationNotes, StoreNames } from './layout.js';
import { readGenerationNotes, resolveAliases } from './names.js';
import { removeDocuments, removePassages } from './update.js';
import { listIndices, listStored } from './write.js';

export interface StoreExamination {
  readonly names: StoreNames | null;
  readonly documents: number;
  readonly findings: readonly Finding[];
}

const MAX_NAMED = 5;
const health = z.object({ status: z.string(), number_of_nodes: z.number(), unassigned_shards: z.number() });
const settings = z.record(
  z.string(),
  z.object({
    settings: z.object({ index: z.object({ blocks: z.record(z.string(), z.string()).optional() }) }).optional(),
  }),
);
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
  const altered = notes ? await examineContents(connection, names, repairs) : null;
  if (altered) findings.push(altered.finding);
  if (altered && repairs) for (const id of altered.ids) stored.delete(id);
  if (notes) findings.push(...compareWithNotes(notes, stored.size, makers));
  const kept = new Set([names.documents, names.passages]);
  const others = (await listIndices(connection, prefix)).filter((name) => !kept.has(name));
  if (others.length > 0) {
    findings.push({
      state: 'note',
      what: `${nameSome(others)} do not serve: the generation before, or one that is being written.`,
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

/** Every passage is of the text that its document has now. */
async function examineOwners(
  connection: StoreConnection,
  names: StoreNames,
  stored: ReadonlyMap<string, string>,
  repairs: boolean,
): Promise<Finding[]> {
  const orphaned: Owner[] = [];
  for await (const owner of listOwners(connection, names.passages)) {
    if (stored.get(owner.document) !== owner.revision) orphaned.push(owner);
  }
  if (orphaned.length === 0) return [];
  const which = nameSome([...new Set(orphaned.map(({ document }) => document))]);
  if (!repairs) return [{ state: 'repairable', what: `Passages lie there of texts that no document has: ${which}.` }];
  let removed = 0;
  for (const { document, revision } of orphaned) {
    const filter = [{ term: { document } }, { term: { revision } }];
    removed += await removePassages(connection, names, { bool: { filter } });
  }
  return [{ state: 'repaired', what: `${removed} passages of texts that no document has were removed: ${which}.` }];
}

/** What is not as it was written is taken out, so that it is written again. */
async function examineContents(
  connection: StoreConnection,
  names: StoreNames,
  repairs: boolean,
): Promise<{ readonly ids: readonly string[]; readonly finding: Finding } | null> {
  const ids = await findAltered(connection, names);
  if (ids.length === 0) return null;
  const which = `Documents are not as they were written: ${nameSome(ids)}.`;
  if (!repairs) return { ids, finding: { state: 'repairable', what: which } };
  await removeDocuments(connection, names, ids);
  return { ids, finding: { state: 'repaired', what: `${which} They were taken out.` } };
}

function nameSome(names: readonly string[]): string {
  return `${names.slice(0, MAX_NAMED).join(', ')}${names.length > MAX_NAMED ? ' and more' : ''}`;
}
