/**
 * From an index that may be damaged to a diagnosis: its files, its makers and its corpus folders are looked at together.
 * A configuration goes in; what is wrong, what was repaired and what is left to do come out. Documents are never touched.
 */

import { existsSync } from 'node:fs';
import path from 'node:path';
import { WenjuError } from '../errors.js';
import { examineGenerations, examineLocks, type Finding } from '../index/doctor.js';
import type { Generation } from '../index/generations.js';
import { lockForWriting } from '../index/lock.js';
import { compareMakers } from '../index/manifest.js';
import { createTokenizer } from '../lexicon/tokenizer.js';
import type { Config } from '../settings/config.js';
import { compareIndex, currentMakers, openEmbedder } from './indexing.js';

/** Documents that are named one by one; of more than these only their number is told. */
const MAX_NAMED = 5;

/** What is known of an index after it was looked at. */
export interface Diagnosis {
  readonly index: string;
  /** Name of the whole generation that serves; null when there is none. */
  readonly generation: string | null;
  readonly documents: number;
  readonly files: number;
  readonly findings: readonly Finding[];
}

/**
 * Looks at the configured index and, with `repairs`, mends what can be mended without embedding anything. While another
 * process writes the index it is only looked at.
 */
export async function diagnoseIndex(config: Config, repairs: boolean): Promise<Diagnosis> {
  const index = path.resolve(config.index);
  const command = `Run: wenju index ${config.corpus.join(' ')} --index ${config.index}`;
  const toDo = (what: string): Finding => ({ state: 'left', what: `${what} ${command}` });
  if (!existsSync(index)) {
    return { index, generation: null, documents: 0, files: 0, findings: [toDo(`There is no index at ${index}.`)] };
  }
  const { generation, findings } = await examineFiles(index, repairs);
  const told = findings.map((finding) => (finding.state === 'left' ? toDo(finding.what) : finding));
  if (generation !== null) told.push(...(await compareWithConfig(config, generation, toDo)));
  const { documents = [], files = [] } = generation?.manifest ?? {};
  return {
    index,
    generation: generation?.name ?? null,
    documents: documents.length,
    files: files.length,
    findings: told,
  };
}

async function examineFiles(
  index: string,
  repairs: boolean,
): Promise<{ generation: Generation | null; findings: Finding[] }> {
  const { holder, findings } = await examineLocks(index, repairs);
  if (holder !== null) {
    findings.push({
      state: 'note',
      what: `Process ${holder.pid} is writing the index; nothing is repaired meanwhile.`,
    });
  }
  const mayRepair = repairs && holder === null;
  const unlock = mayRepair ? await lockForWriting(index) : async () => {};
  try {
    const examined = await examineGenerations(index, mayRepair);
    // What lies there unfinished is what that process is writing.
    const own = examined.findings.filter(({ state }) => holder === null || state === 'left');
    return { generation: examined.generation, findings: [...findings, ...own] };
  } finally {
    await unlock();
  }
}

/** Whether the model and the corpus folders that are configured are those of the index. */
async function compareWithConfig(
  config: Config,
  { manifest }: Generation,
  toDo: (what: string) => Finding,
): Promise<Finding[]> {
  try {
    const embedder = await openEmbedder(config);
    const makers = currentMakers(embedder, await createTokenizer());
    await embedder.close();
    const differences = compareMakers(manifest.makers, makers);
    if (differences.length > 0) return [toDo(`The index was made by others (${differences.join('; ')}).`)];
    return await compareDocuments(config, toDo);
  } catch (error) {
    if (!(error instanceof WenjuError)) throw error;
    return [{ state: 'left', what: error.message }];
  }
}

/** What `wenju index` would change, as things to do. */
async function compareDocuments(config: Config, toDo: (what: string) => Finding): Promise<Finding[]> {
  const { added, replaced, removed, skipped } = await compareIndex(config);
  const findings: Finding[] = skipped.map(({ source, reason }) => ({
    state: 'note',
    what: `The index cannot have what ${source} says now. ${reason}`,
  }));
  const changes = [
    ...added.map((source) => `${source} is new`),
    ...replaced.map((source) => `${source} has changed`),
    ...removed.map((source) => `${source} is in the index only`),
  ];
  if (changes.length === 0) return findings;
  const more = changes.length > MAX_NAMED ? `; and ${changes.length - MAX_NAMED} more` : '';
  const named = `${changes.slice(0, MAX_NAMED).join('; ')}${more}`;
  const folders = config.corpus.join(', ');
  findings.push(
    toDo(`The corpus (${folders}) says otherwise: ${named}. If that is the corpus of this index, bring it in line.`),
  );
  return findings;
}
