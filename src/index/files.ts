/** What lies below a folder, measured: for the manifest of a generation and for checking against it. */

import { createHash } from 'node:crypto';
import { open, readdir, stat } from 'node:fs/promises';
import path from 'node:path';

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

/** SHA-256 of a file, hex. Files of the index are a few MB at most, so they are read whole. */
export async function hashFile(file: string): Promise<string> {
  const handle = await open(file, 'r');
  try {
    return createHash('sha256')
      .update(await handle.readFile())
      .digest('hex');
  } finally {
    await handle.close();
  }
}
