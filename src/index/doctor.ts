/**
 * What is wrong with an index folder, in plain words, and the repair of what can be repaired without the documents it
 * was made of: leftovers are removed, and a damaged generation gives way to the newest whole one. For `wenju doctor`.
 */

import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { WenjuError } from '../errors.js';
import { TEMPORARY_SUFFIX } from '../files.js';
import { linkFiles } from './files.js';
import {
  beginGeneration,
  commitGeneration,
  findDamage,
  type Generation,
  listGenerations,
  listUnfinished,
  readCurrentGeneration,
  readSealedGeneration,
  removeGeneration,
} from './generations.js';
import { type Lock, listLocks } from './lock.js';

/** Files that are named one by one; of more than these only their number is told. */
const MAX_NAMED = 5;

/** One thing that is not as it should be, and what became of it. */
export interface Finding {
  /** `repairable`: would be repaired, was it not only looked at. `left`: someone has to do what `what` says. */
  readonly state: 'repaired' | 'repairable' | 'left' | 'note';
  readonly what: string;
}

interface Examination {
  /** The whole generation that serves, after the repair; null when there is none. */
  readonly generation: Generation | null;
  readonly findings: readonly Finding[];
}

/** Locks of an index folder: who holds it, and those of dead processes, which are removed when `repairs` is set. */
export async function examineLocks(
  indexFolder: string,
  repairs: boolean,
): Promise<{ holder: Lock | null; findings: Finding[] }> {
  const locks = await listLocks(indexFolder);
  const findings: Finding[] = [];
  for (const { file, pid } of locks.filter(({ isHeld }) => !isHeld)) {
    if (repairs) await rm(file, { force: true });
    findings.push(tellRepair(repairs, `${file} is the lock of process ${pid}, which has ended;`, 'removed'));
  }
  return { holder: locks.find(({ isHeld }) => isHeld) ?? null, findings };
}

/** Everything in an index folder, which must exist. With `repairs` the caller holds the writer's lock. */
export async function examineGenerations(indexFolder: string, repairs: boolean): Promise<Examination> {
  const findings: Finding[] = [];
  const remove = async (name: string, why: string): Promise<void> => {
    const place = path.join(indexFolder, name);
    if (repairs && name.endsWith(TEMPORARY_SUFFIX)) await rm(place, { recursive: true, force: true });
    else if (repairs) await removeGeneration(indexFolder, name);
    findings.push(tellRepair(repairs, `${place} ${why};`, 'removed'));
  };
  for (const name of await readdir(indexFolder)) {
    if (name.endsWith(TEMPORARY_SUFFIX)) await remove(name, 'is a file that was not finished');
  }
  const unfinished = await listUnfinished(indexFolder);
  for (const name of unfinished) await remove(name, 'is a generation that was not finished and never served');

  const { generation, damage } = await judge(() => readCurrentGeneration(indexFolder));
  const names = (await listGenerations(indexFolder)).filter((name) => !unfinished.includes(name));
  const others: { name: string; generation: Generation | null; damage: readonly string[] }[] = [];
  for (const name of names.filter((each) => each !== generation?.name)) {
    others.push({ name, ...(await judge(() => readSealedGeneration(indexFolder, name))) });
  }
  const isServing = generation !== null && damage.length === 0;
  if (isServing || (damage.length === 0 && others.length === 0)) {
    for (const other of others.filter((each) => each.damage.length > 0)) {
      await remove(other.name, `served before and is damaged, which harms nobody (${listSome(other.damage)})`);
    }
    if (generation === null) findings.push({ state: 'left', what: `There is no index at ${indexFolder}.` });
    return { generation, findings };
  }

  const what = damage.length > 0 ? listSome(damage) : `${path.join(indexFolder, 'CURRENT')} is gone.`;
  const wholes = others.filter((each) => each.damage.length === 0).flatMap(({ generation: each }) => each ?? []);
  const whole = wholes.findLast((each) => !holdsRemoved(each, generation)) ?? null;
  if (whole === null && wholes.length > 0) {
    const kept = 'The generations that are whole hold documents that were removed since, and are not brought back.';
    findings.push({ state: 'left', what: `${what} ${kept} It has to be built again.` });
    return { generation: null, findings };
  }
  if (whole === null) {
    findings.push({ state: 'left', what: `${what} No other generation is whole: it has to be built again.` });
    return { generation: null, findings };
  }
  const restored = repairs ? await restoreGeneration(indexFolder, whole) : whole;
  const { documents } = whole.manifest;
  const from = `${whole.name}, ${documents.length} documents as of ${whole.manifest.createdAt},`;
  findings.push(tellRepair(repairs, `${what} ${from}`, repairs ? `serves again as ${restored.name}` : 'brought back'), {
    state: 'note',
    what: describeLoss(generation, whole),
  });
  if (repairs) {
    const damaged = names.filter((name) => name !== whole.name && name !== restored.name);
    for (const name of damaged) await removeGeneration(indexFolder, name);
  }
  return { generation: restored, findings };
}

/** Makes a whole generation serve again under a new name: what serves only ever goes forward, so services notice. */
async function restoreGeneration(indexFolder: string, whole: Generation): Promise<Generation> {
  const started = await beginGeneration(indexFolder);
  const { files, ...contents } = whole.manifest;
  for (const place of new Set(files.map((file) => path.posix.dirname(file.path)))) {
    const names = files
      .filter((file) => path.posix.dirname(file.path) === place)
      .map(({ path: file }) => path.posix.basename(file));
    await linkFiles(path.join(whole.folder, place), path.join(started.folder, place), names);
  }
  return commitGeneration(indexFolder, started, contents);
}

/** A generation and what is wrong with its files; null when its manifest cannot be trusted. */
async function judge(
  read: () => Promise<Generation | null>,
): Promise<{ generation: Generation | null; damage: readonly string[] }> {
  try {
    const generation = await read();
    const damage: string[] = [];
    if (generation) for await (const each of findDamage(generation)) damage.push(each);
    return { generation, damage };
  } catch (error) {
    if (!(error instanceof WenjuError && error.code === 'INDEX_DAMAGED')) throw error;
    // Its last sentences say what to run, which is what is being run.
    return { generation: null, damage: [`${error.message.split('. Repair')[0]}.`] };
  }
}

/** True when a document of the older generation is not in the one after it: whoever removed it wants it gone. */
function holdsRemoved(older: Generation, damaged: Generation | null): boolean {
  if (damaged === null) return false;
  const kept = new Set(damaged.manifest.documents.map(({ id }) => id));
  return older.manifest.documents.some(({ id }) => !kept.has(id));
}

/** What the damaged generation had and the whole one has not. */
function describeLoss(damaged: Generation | null, whole: Generation): string {
  const { createdAt } = whole.manifest;
  if (damaged === null) return `What was indexed after ${createdAt}, if anything was, is missing.`;
  const kept = new Map(whole.manifest.documents.map(({ id, contentHash }) => [id, contentHash]));
  const lost = damaged.manifest.documents.filter(({ id, contentHash }) => kept.get(id) !== contentHash);
  const sources = lost.map(({ source }) => source);
  return lost.length === 0
    ? `What was changed after ${createdAt} is missing, none of it the text of a document.`
    : `Missing, or as it was before ${createdAt}: ${listSome(sources, ', ')}.`;
}

function listSome(items: readonly string[], separator = ' '): string {
  const more = items.length - MAX_NAMED;
  return items.slice(0, MAX_NAMED).join(separator) + (more > 0 ? `${separator}and ${more} more` : '');
}

function tellRepair(repairs: boolean, what: string, done: string): Finding {
  return repairs
    ? { state: 'repaired', what: `${what} ${done}.` }
    : { state: 'repairable', what: `${what} can be ${done}.` };
}
