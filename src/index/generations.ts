/**
 * The index on disk: `<index>/<generation>/`, written whole, its manifest and the manifest's seal last; then `CURRENT`,
 * which holds the name of the generation and its manifest's SHA-256, is renamed over. A reader holds one generation; a
 * writer that stops midway leaves the old one serving.
 */

import { existsSync } from 'node:fs';
import { readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { WenjuError } from '../errors.js';
import { createFileMeasurer, createFolder, hashBytes, syncFolder, writeFileDurably } from '../files.js';
import { createTurns } from '../turns.js';
import { measureFiles } from './files.js';
import { MANIFEST_FILE, type Manifest, manifestSchema, SEAL_FILE } from './manifest.js';
import { createWholeFiles } from './whole-files.js';

/** What an error about a damaged index ends with. */
const REBUILD = 'Repair it with wenju doctor, or build it again. Run: wenju index';

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
  return readManifest(indexFolder, current.name, current.manifestHash);
}

/** A generation by its own seal: one that served once, or was about to. @throws WenjuError INDEX_DAMAGED */
export async function readSealedGeneration(indexFolder: string, name: string): Promise<Generation> {
  const seal = await readFile(path.join(indexFolder, name, SEAL_FILE), 'utf8').catch(() => '');
  return readManifest(indexFolder, name, seal.trim());
}

async function readManifest(indexFolder: string, name: string, manifestHash: string): Promise<Generation> {
  const folder = path.join(indexFolder, name);
  const manifestFile = path.join(folder, MANIFEST_FILE);
  let actual: string;
  try {
    const bytes = await readFile(manifestFile);
    actual = hashBytes(bytes);
    if (actual === manifestHash) {
      return { name, folder, manifest: manifestSchema.parse(JSON.parse(bytes.toString('utf8'))) };
    }
  } catch (cause) {
    if (!isDamage(cause)) throw cause;
    throw new WenjuError('INDEX_DAMAGED', `${manifestFile} is altered, gone or of another layout. ${REBUILD}`, {
      cause,
    });
  }
  throw new WenjuError(
    'INDEX_DAMAGED',
    `${manifestFile} is altered: its SHA-256 should be ${manifestHash || 'known'} and is ${actual}. ${REBUILD}`,
  );
}

/**
 * Opens the generation that serves. Writers keep the one before it and no more, so that a slow reader may find its
 * files gone: it begins again with what serves by then. Null when nothing has been indexed yet.
 * @throws WenjuError INDEX_DAMAGED, and what `open` throws, when the same generation still serves
 */
export async function openCurrentGeneration<Opened>(
  indexFolder: string,
  open: (generation: Generation) => Promise<Opened>,
): Promise<Opened | null> {
  let seen = await readCurrentName(indexFolder);
  for (;;) {
    try {
      const generation = await readCurrentGeneration(indexFolder);
      return generation && (await open(generation));
    } catch (error) {
      const now = await readCurrentName(indexFolder);
      if (now === seen) throw error;
      seen = now;
    }
  }
}

/**
 * Compares every file of a generation with its manifest, but for those that are known to be whole.
 * @throws WenjuError INDEX_DAMAGED naming the first that differs
 */
export async function verifyGeneration(generation: Generation, whole = createWholeFiles()): Promise<void> {
  for await (const damage of findDamage(generation, whole))
    throw new WenjuError('INDEX_DAMAGED', `${damage} ${REBUILD}`);
}

/** A sentence for each file of a generation that is not as its manifest says. */
export async function* findDamage(
  { folder, manifest }: Generation,
  whole = createWholeFiles(),
): AsyncGenerator<string> {
  const measure = createFileMeasurer();
  const letOthers = createTurns();
  for (const expected of manifest.files) {
    await letOthers();
    const file = path.join(folder, expected.path);
    const { isKnown, keep } = whole.look(file, expected.sha256);
    if (isKnown) continue;
    try {
      const { bytes, sha256 } = await measure(file, expected.bytes);
      if (bytes !== expected.bytes) yield `${file} was altered: it has ${bytes} bytes instead of ${expected.bytes}.`;
      else if (sha256 !== expected.sha256) yield `${file} was altered after it was written.`;
      else keep();
    } catch (error) {
      if (!isDamage(error)) throw error;
      const isGone = error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
      yield isGone ? `${file} is gone.` : `${file} cannot be read (${error instanceof Error ? error.message : error}).`;
    }
  }
}

/** What is no damage may pass: a file that may not be read, or too many that are open. */
const PASSING = new Set(['EACCES', 'EPERM', 'EMFILE', 'ENFILE', 'ENOMEM', 'EAGAIN', 'EBUSY']);

function isDamage(error: unknown): boolean {
  return !(error instanceof Error && 'code' in error && typeof error.code === 'string' && PASSING.has(error.code));
}

/** A folder for the next generation; what interrupted writers left behind is cleared away. */
export async function beginGeneration(indexFolder: string): Promise<{ name: string; folder: string }> {
  await createFolder(indexFolder);
  for (const name of await listUnfinished(indexFolder)) await removeGeneration(indexFolder, name);
  const newest = (await listGenerations(indexFolder)).at(-1);
  const name = `g${String((newest ? numberOf(newest) : 0) + 1).padStart(6, '0')}`;
  const folder = path.join(indexFolder, name);
  await createFolder(folder);
  return { name, folder };
}

/**
 * Makes a written folder the generation that serves: measures its files but for those that are `shared` with a generation
 * that was found whole, writes the manifest, then `CURRENT`.
 */
export async function commitGeneration(
  indexFolder: string,
  started: { name: string; folder: string },
  contents: Omit<Manifest, 'files'>,
  shared: Manifest['files'] = [],
): Promise<Generation> {
  const manifest: Manifest = { ...contents, files: await measureFiles(started.folder, shared) };
  const written = JSON.stringify(manifest);
  await writeFileDurably(path.join(started.folder, MANIFEST_FILE), written);
  await writeFileDurably(path.join(started.folder, SEAL_FILE), `${hashBytes(written)}\n`);
  await syncFolder(indexFolder);
  await writeFileDurably(path.join(indexFolder, CURRENT_FILE), `${started.name} ${hashBytes(written)}\n`);
  return { ...started, manifest };
}

/**
 * Removes generations that neither serve nor may still be opened: all but the current one and the one before, and that
 * one too when `keepsOlder` is false, as it holds what was taken out.
 */
export async function collectGenerations(indexFolder: string, current: string, keepsOlder = true): Promise<void> {
  const names = await listGenerations(indexFolder);
  const older = names.filter((name) => numberOf(name) < numberOf(current)).reverse();
  const newer = names.filter((name) => numberOf(name) > numberOf(current));
  for (const name of [...older.slice(keepsOlder ? KEPT_GENERATIONS : 0), ...newer])
    await removeGeneration(indexFolder, name);
}

/** Removes a generation; the caller holds the writer's lock. The seal goes first: what is left is never whole. */
export async function removeGeneration(indexFolder: string, name: string): Promise<void> {
  await rm(path.join(indexFolder, name, SEAL_FILE), { force: true });
  await rm(path.join(indexFolder, name), { recursive: true, force: true });
}

/**
 * Generations that a writer began and did not finish. They are committed in order, so one above `CURRENT` is; without
 * a `CURRENT`, one without a seal. A damaged `CURRENT` says nothing, and then none is named.
 */
export async function listUnfinished(indexFolder: string): Promise<string[]> {
  const names = await listGenerations(indexFolder);
  let current: Generation | null;
  try {
    current = await readCurrentGeneration(indexFolder);
  } catch (error) {
    if (error instanceof WenjuError && error.code === 'INDEX_DAMAGED') return [];
    throw error;
  }
  if (current === null) return names.filter((name) => !existsSync(path.join(indexFolder, name, SEAL_FILE)));
  const { name: serving } = current;
  return names.filter((name) => numberOf(name) > numberOf(serving));
}

/** Names of generations, whole or not, oldest first. */
export async function listGenerations(indexFolder: string): Promise<string[]> {
  const names = (await readdir(indexFolder)).filter((name) => GENERATION.test(name));
  return names.sort((one, other) => numberOf(one) - numberOf(other));
}

function numberOf(name: string): number {
  return Number(GENERATION.exec(name)?.[1] ?? 0);
}
