/** What lies below a folder, measured: for the manifest of a generation and for checking against it. */

import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { hashFile } from '../files.js';

/** Length and SHA-256 of every file below a folder, by path with `/`, sorted. */
export async function measureFiles(folder: string): Promise<{ path: string; bytes: number; sha256: string }[]> {
  const names = (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .sort();
  const files = [];
  for (const name of names) {
    const file = path.join(folder, name);
    files.push({ path: name, bytes: (await stat(file)).size, sha256: await hashFile(file) });
  }
  return files;
}
