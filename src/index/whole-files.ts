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

/** What a file that nobody has written to since still is; null when it is not there, or may not be looked at. */
export function identify(file: string): string | null {
  return lookAt(file)?.identity ?? null;
}

/** Milliseconds after which a file cannot be written again within the same tick of the clock that its time is told by. */
const SETTLED_MS = 1_000;

/**
 * The same for a file that is so old that it can be told from one that is written now; else null, as Git holds for
 * "racily clean" entries of its index.
 */
export function identifySettled(file: string): string | null {
  const seen = lookAt(file);
  return seen !== null && Date.now() - seen.writtenAt > SETTLED_MS ? seen.identity : null;
}

function lookAt(file: string): { readonly identity: string; readonly writtenAt: number } | null {
  try {
    const { dev, ino, size, mtimeNs, mtimeMs } = statSync(file, { bigint: true });
    return { identity: [dev, ino, size, mtimeNs].join(' '), writtenAt: Number(mtimeMs) };
  } catch {
    return null;
  }
}
