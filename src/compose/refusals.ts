/**
 * Beside isolate.ts: which files were refused before? All files of a folder are read at every change of the index, and one that
 * its reader gives up after 20 s would cost them each time. Refusals go in and come out again for the same bytes under
 * the same name; they are kept in a small file beside the generations, as a change that only adds a refusal writes
 * none. Whoever writes it holds the index. Losing it costs time and nothing else: a file that cannot be read or written
 * is as good as none.
 */

import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { CLEANER_VERSION } from '../clean/document.js';
import { writeFileDurably } from '../files.js';

/** Raised whenever a reader, or a library of it, may read what it refused: what others refused is forgotten. What the
 * cleaner leaves nothing of is refused too, and forgotten with its version. */
export const READER_VERSION = '4';

const REFUSALS_FILE = 'refused.json';
/** Characters of a reason that are kept; readers' own are shorter, libraries' may be anything. */
const LONGEST_REASON = 1_000;

const refusalSchema = z.object({
  reason: z.string().max(LONGEST_REASON),
  /**
   * True when it may be due to the machine and not to the file: a busy one that took too long, a process that ended, a
   * program that is not installed. Such a file is tried again when someone asks for it (`wenju index`), which is also
   * what its message leads to, but not at every upload: it is the file itself more often than not, and 20 s of a core.
   */
  mayPass: z.boolean(),
});
export type FileRefusal = z.infer<typeof refusalSchema>;

const refusalsSchema = z.object({
  reader: z.literal(READER_VERSION),
  cleaner: z.literal(CLEANER_VERSION),
  /** By the SHA-256 of name and bytes: the name decides the format and stands in the reason. */
  refused: z.record(z.string(), refusalSchema),
});

/** What a reader is given. */
interface File {
  readonly source: string;
  readonly bytes: Uint8Array;
}

export interface FileRefusals {
  /** Null for a file that was not refused, or is to be tried again. */
  find(file: File): FileRefusal | null;
  add(file: File, refusal: FileRefusal): void;
  /** Keeps those that were found or added since they were opened: other files are gone, or have other bytes. */
  save(): Promise<void>;
}

/** Which of the refused files are read all the same. */
export type TriesAgain = (refusal: FileRefusal, source: string) => boolean;

/** @param triesAgain none unless stated */
export async function openRefusals(indexFolder: string, triesAgain: TriesAgain = () => false): Promise<FileRefusals> {
  const file = path.join(indexFolder, REFUSALS_FILE);
  const before = await readRefusals(file);
  const seen = new Map<string, FileRefusal>();
  return {
    find({ source, bytes }) {
      if (before.size === 0) return null;
      const key = keyOf({ source, bytes });
      const refusal = before.get(key);
      if (refusal === undefined || triesAgain(refusal, source)) return null;
      seen.set(key, refusal);
      return refusal;
    },
    add(refused, { reason, mayPass }) {
      seen.set(keyOf(refused), { reason: reason.slice(0, LONGEST_REASON), mayPass });
    },
    async save() {
      if (JSON.stringify([...seen].sort()) === JSON.stringify([...before].sort())) return;
      const kept = { reader: READER_VERSION, cleaner: CLEANER_VERSION, refused: Object.fromEntries(seen) };
      await writeFileDurably(file, `${JSON.stringify(kept)}\n`).catch(() => undefined);
    },
  };
}

async function readRefusals(file: string): Promise<ReadonlyMap<string, FileRefusal>> {
  try {
    const { refused } = refusalsSchema.parse(JSON.parse(await readFile(file, 'utf8')));
    return new Map(Object.entries(refused));
  } catch {
    return new Map();
  }
}

function keyOf({ source, bytes }: File): string {
  return createHash('sha256').update(source).update('\0').update(bytes).digest('hex');
}
