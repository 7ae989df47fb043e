/**
 * Which files of generations has this process found whole, and are they untouched since? To hash all of 670 documents at
 * every upload takes a second. A file is told by where it lies on the disk, its length and when it was last written, as Git
 * tells it: two generations that share a file by a hard link share that, too. What a disk changes by itself is found when
 * the index is opened the next time.
 */

import { statSync } from 'node:fs';

export interface WholeFiles {
  /** Looks at a file before it is read. Throws nothing: what cannot be looked at is not known. */
  look(file: string, sha256: string): LookedAt;
  /** Forgets all but the files with these hashes. */
  keepOnly(hashes: ReadonlySet<string>): void;
}

interface LookedAt {
  /** True when a file with this hash was found whole, and this is it. */
  readonly isKnown: boolean;
  /** To be called once it was found whole as it was when it was looked at. */
  keep(): void;
}

export function createWholeFiles(): WholeFiles {
  const found = new Map<string, string>();
  return {
    look(file, sha256) {
      const seen = identify(file);
      return {
        isKnown: seen !== null && found.get(sha256) === seen,
        keep() {
          if (seen !== null) found.set(sha256, seen);
        },
      };
    },
    keepOnly(hashes) {
      for (const sha256 of found.keys()) if (!hashes.has(sha256)) found.delete(sha256);
    },
  };
}

/** Null when it is not there, or may not be looked at. */
function identify(file: string): string | null {
  try {
    const { dev, ino, size, mtimeNs } = statSync(file, { bigint: true });
    return [dev, ino, size, mtimeNs].join(' ');
  } catch {
    return null;
  }
}
