/** Files of generations: measured for the manifest, and shared by two generations where they are the same. */

import { linkSync, readdirSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { createFolder, createFolders, hashFile, syncFolder, writeFileDurably } from '../files.js';
import { createTurns } from '../turns.js';
import type { Manifest } from './manifest.js';
import { identifySettled } from './whole-files.js';

/** The bytes of a file. */
export type ReadFile = (file: string) => Promise<Uint8Array>;

/**
 * Length and SHA-256 of every file below a folder, by path with `/`, sorted. What is `shared` with a generation that was
 * found whole is not looked at again.
 */
export async function measureFiles(folder: string, shared: Manifest['files'] = []): Promise<Manifest['files']> {
  const known = new Map(shared.map((file) => [file.path, file]));
  const names = (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .sort();
  const files: Manifest['files'] = [];
  for (const name of names) {
    const file = path.join(folder, name);
    // Before it is read: what is written meanwhile is not what was measured.
    const untouched = identifySettled(file);
    const measured = known.get(name) ?? { path: name, bytes: (await stat(file)).size, sha256: await hashFile(file) };
    files.push({ ...measured, untouched });
  }
  return files;
}

/**
 * Puts files of one folder into another, durably; gives them. Files of a generation are never changed in place, so two may
 * share them.
 */
export async function linkFiles(from: string, to: string, names: readonly string[]): Promise<string[]> {
  await createFolder(to);
  await link(from, to, names);
  await syncFolder(to);
  return names.map((name) => path.join(to, name));
}

/**
 * Puts folders of files, which lie in one, into another, durably; gives the files. One after the other each would wait for
 * the disk twice.
 */
export async function linkFolders(from: string, to: string, names: readonly string[]): Promise<string[]> {
  await createFolder(to);
  await createFolders(to, names);
  const files: string[] = [];
  const letOthers = createTurns();
  for (const folder of names) {
    await letOthers();
    const own = readdirSync(path.join(from, folder));
    await link(path.join(from, folder), path.join(to, folder), own);
    files.push(...own.map((name) => path.join(to, folder, name)));
  }
  await Promise.all(names.map((folder) => syncFolder(path.join(to, folder))));
  return files;
}

/** In this thread, as files are read (files.ts): of thousands each would wait for its turn. */
async function link(from: string, to: string, names: readonly string[]): Promise<void> {
  const letOthers = createTurns();
  for (const name of names) {
    await letOthers();
    const [source, target] = [path.join(from, name), path.join(to, name)];
    try {
      linkSync(source, target);
    } catch {
      // Some file systems have no hard links.
      await writeFileDurably(target, await readFile(source));
    }
  }
}
