/** Files of generations: measured for the manifest, and shared by two generations where they are the same. */

import { link, readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { createFolder, hashFile, syncFolder, writeFileDurably } from '../files.js';

/** The bytes of a file. */
export type ReadFile = (file: string) => Promise<Uint8Array>;

interface MeasuredFile {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

/**
 * Length and SHA-256 of every file below a folder, by path with `/`, sorted. What is `shared` with a generation that was
 * found whole is not read again.
 */
export async function measureFiles(folder: string, shared: readonly MeasuredFile[] = []): Promise<MeasuredFile[]> {
  const known = new Map(shared.map((file) => [file.path, file]));
  const names = (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .sort();
  const files = [];
  for (const name of names) {
    const file = path.join(folder, name);
    const { size: bytes } = await stat(file);
    const before = known.get(name);
    files.push({ path: name, bytes, sha256: before?.bytes === bytes ? before.sha256 : await hashFile(file) });
  }
  return files;
}

/** Puts files of one folder into another, durably. Files of a generation are never changed in place, so two may share them. */
export async function linkFiles(from: string, to: string, names: readonly string[]): Promise<void> {
  await createFolder(to);
  for (const name of names) {
    const [source, target] = [path.join(from, name), path.join(to, name)];
    // Some file systems have no hard links.
    await link(source, target).catch(async () => writeFileDurably(target, await readFile(source)));
  }
  await syncFolder(to);
}
