/**
 * The index on disk: `<index>/<generation>/`, written whole, its manifest last; then `CURRENT`, which holds the name
 * of the generation and its manifest's SHA-256, is renamed over. A reader holds one generation; a writer that stops
 * midway leaves the old one serving.
 */

import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { WenjuError } from '../errors.js';
import { createFolder, hashFile, syncFolder, writeFileDurably } from '../files.js';
import { measureFiles } from './files.js';
import { MANIFEST_FILE, type Manifest, manifestSchema } from './manifest.js';

const CURRENT_FILE = 'CURRENT';
const CURRENT = /^(g\d{6,}) ([0-9a-f]{64})\n$/;
const GENERATION = /^g(\d{6,})$/;
/** Generations kept besides the current one, for readers that still hold them. */
const KEPT_GENERATIONS = 1;

/** A complete generation. */
export interface Generation {
  readonly name: string;
  readonly folder: string;
  readonly manifest: Manifest;
}

/** Name of the generation that serves and the hash of its manifest; null when nothing has been indexed yet. */
async function readCurrent(indexFolder: string): Promise<{ name: string; manifestHash: string } | null> {
  const currentFile = path.join(indexFolder, CURRENT_FILE);
  if (!existsSync(currentFile)) return null;
  const content = await readFile(currentFile, 'utf8');
  const [, name, manifestHash] = CURRENT.exec(content) ?? [];
  if (name === undefined || manifestHash === undefined) {
    throw new WenjuError(
      'INDEX_DAMAGED',
      `${currentFile} should name a generation and its manifest's SHA-256, got ${JSON.stringify(content.slice(0, 40))}. ${REBUILD}`,
    );
  }
  return { name, manifestHash };
}

/** Name of the generation that serves, without a look at it: a service asks every second. */
export async function readCurrentName(indexFolder: string): Promise<string | null> {
  return (await readCurrent(indexFolder))?.name ?? null;
}

/**
 * The generation that serves; null when nothing has been indexed yet.
 * @throws WenjuError INDEX_DAMAGED naming the file that is torn or gone.
 */
export async function readCurrentGeneration(indexFolder: string): Promise<Generation | null> {
  const current = await readCurrent(indexFolder);
  if (current === null) return null;
  const { name, manifestHash } = current;
  const folder = path.join(indexFolder, name);
  const manifestFile = path.join(folder, MANIFEST_FILE);
  try {
    const bytes = await readFile(manifestFile);
    const actual = createHash('sha256').update(bytes).digest('hex');
    if (actual !== manifestHash)
      throw new Error(`${CURRENT_FILE} says SHA-256 ${manifestHash}, the file has ${actual}`);
    return { name, folder, manifest: manifestSchema.parse(JSON.parse(bytes.toString('utf8'))) };
  } catch (cause) {
    throw new WenjuError('INDEX_DAMAGED', `${manifestFile} is altered, gone or of another layout. ${REBUILD}`, {
      cause,
    });
  }
}

const REBUILD = 'Run: wenju index';

/** Compares every file of a generation with its manifest. @throws WenjuError INDEX_DAMAGED naming the first that differs. */
export async function verifyGeneration(generation: Generation): Promise<void> {
  for (const expected of generation.manifest.files) {
    const file = path.join(generation.folder, expected.path);
    const bytes = await stat(file).then(
      (details) => details.size,
      () => null,
    );
    if (bytes === null) throw new WenjuError('INDEX_DAMAGED', `${file} is gone. ${REBUILD}`);
    if (bytes !== expected.bytes || (await hashFile(file)) !== expected.sha256) {
      throw new WenjuError('INDEX_DAMAGED', `${file} was altered after it was written. ${REBUILD}`);
    }
  }
}

/** A folder for the next generation; what interrupted writers left behind is cleared away. */
export async function beginGeneration(indexFolder: string): Promise<{ name: string; folder: string }> {
  await createFolder(indexFolder);
  await clearInterrupted(indexFolder);
  const numbers = (await listGenerations(indexFolder)).map((name) => Number(GENERATION.exec(name)?.[1] ?? 0));
  const name = `g${String(Math.max(0, ...numbers) + 1).padStart(6, '0')}`;
  const folder = path.join(indexFolder, name);
  await createFolder(folder);
  return { name, folder };
}

/** Makes a written folder the generation that serves: measures its files, writes the manifest, then `CURRENT`. */
export async function commitGeneration(
  indexFolder: string,
  started: { name: string; folder: string },
  contents: Omit<Manifest, 'files'>,
): Promise<Generation> {
  const manifest: Manifest = { ...contents, files: await measureFiles(started.folder) };
  const manifestFile = path.join(started.folder, MANIFEST_FILE);
  await writeFileDurably(manifestFile, JSON.stringify(manifest));
  await syncFolder(indexFolder);
  await writeFileDurably(path.join(indexFolder, CURRENT_FILE), `${started.name} ${await hashFile(manifestFile)}\n`);
  return { ...started, manifest };
}

/** Removes generations that neither serve nor may still be read: all but the current one and the one before. */
export async function collectGenerations(indexFolder: string, current: string): Promise<void> {
  const older = (await listGenerations(indexFolder)).filter((name) => name < current).reverse();
  const newer = (await listGenerations(indexFolder)).filter((name) => name > current);
  for (const name of [...older.slice(KEPT_GENERATIONS), ...newer]) {
    await rm(path.join(indexFolder, name), { recursive: true, force: true });
  }
}

/** Generations are committed in order, so one above `CURRENT` was never finished. A torn `CURRENT` says nothing. */
async function clearInterrupted(indexFolder: string): Promise<void> {
  const currentFile = path.join(indexFolder, CURRENT_FILE);
  const current = existsSync(currentFile) ? CURRENT.exec(await readFile(currentFile, 'utf8'))?.[1] : '';
  if (current === undefined) return;
  for (const name of (await listGenerations(indexFolder)).filter((each) => each > current)) {
    await rm(path.join(indexFolder, name), { recursive: true, force: true });
  }
}

/** Names of generations, whole or not, oldest first. */
async function listGenerations(indexFolder: string): Promise<string[]> {
  return (await readdir(indexFolder)).filter((name) => GENERATION.test(name)).sort();
}
