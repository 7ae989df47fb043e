/** What a generation consists of: made by which model and versions, which documents, which files with which hashes. */

import { z } from 'zod';

export const MANIFEST_FILE = 'manifest.json';
/** Holds the manifest's SHA-256, and is written after it: a generation with a seal that fits is complete. */
export const SEAL_FILE = 'manifest.sha256';
/** Raised when the layout of a generation changes; an older one is then written anew. */
const LAYOUT_VERSION = 7;
/** The first whose vectors can be read: of the layouts before they are embedded again. */
const OLDEST_LAYOUT = 2;

/** Everything that decides what vectors and terms mean; a generation made by others is refused. */
const makersSchema = z.object({
  layout: z.int().min(OLDEST_LAYOUT).max(LAYOUT_VERSION),
  model: z.string(),
  dimensions: z.number().int().positive(),
  tokenizer: z.string(),
  cleaner: z.string(),
  chunker: z.string(),
  /** An index from before documents were annotated has none. */
  annotator: z.string().default('none'),
});
export type Makers = z.infer<typeof makersSchema>;

const documentEntrySchema = z.object({
  id: z.string(),
  source: z.string(),
  contentHash: z.string(),
  /** Hash over all that was embedded for it; the same hash under the same model means the same vectors. */
  embeddedHash: z.string(),
  indexedAt: z.string(),
  /** Hash over the file that it was made of and what was stated of that; null where it is not known, or made other documents too. */
  readKey: z.string().nullable().default(null),
});
export type DocumentEntry = z.infer<typeof documentEntrySchema>;

export const manifestSchema = z.object({
  makers: makersSchema,
  createdAt: z.string(),
  documents: z.array(documentEntrySchema),
  files: z.array(
    z.object({
      path: z.string(),
      bytes: z.number().int(),
      sha256: z.string(),
      /** What it was on its disk when it was measured: nobody has written to one that still is. Null where that cannot be told. */
      untouched: z.string().nullable().default(null),
    }),
  ),
});
export type Manifest = z.infer<typeof manifestSchema>;

/** The makers of this build of wenju with this model. */
export function makersOf(makers: Omit<Makers, 'layout'>): Makers {
  return { layout: LAYOUT_VERSION, ...makers };
}

/** What differs, as `model: a instead of b`; empty when nothing does. */
export function compareMakers(found: Makers, expected: Makers): string[] {
  const names = ['layout', 'model', 'dimensions', 'tokenizer', 'cleaner', 'chunker', 'annotator'] as const;
  return names
    .filter((name) => found[name] !== expected[name])
    .map((name) => `${name}: ${found[name]} instead of ${expected[name]}`);
}
