/**
 * Beside corpus.ts: which files were read before? All files of a folder are gone through at every upload, and reading 67
 * reports takes eight seconds of a core. The generation that serves has the documents that were made of them and the keys
 * of the files; the same file under the same key comes out as the document it became. `wenju index` reads every file all
 * the same: what is told of it may be found otherwise since.
 */

import { createHash } from 'node:crypto';
import type { AnnotatedDocument } from '../annotate/contract.js';
import type { Snapshot } from '../index/contract.js';
import { readStoredDocument, unpackDocument } from '../index/document.js';
import type { Generation } from '../index/generations.js';
import { identifyFiles, listHeld } from '../index/held-documents.js';
import type { Makers } from '../index/manifest.js';
import type { DeclaredMetadata } from '../ingest/contract.js';
import type { PreparedContent } from './isolate.js';
import { READER_VERSION } from './refusals.js';

/** All that decides what becomes of a file, whoever reads it. */
interface FileAsFound {
  readonly source: string;
  readonly bytes: Uint8Array;
  /** What its folder states of it; null for nothing. */
  readonly stated: DeclaredMetadata | null;
}

export interface KnownFiles {
  /** The one document that was made of the file; null when nobody has it, or one of another reader. */
  find(key: string): Promise<KnownDocument | null>;
}

interface KnownDocument {
  readonly document: AnnotatedDocument;
  /** False for one that was made a moment ago. */
  readonly isIndexed: boolean;
}

/** Documents that were made of files a moment ago, by the files' keys. */
export type JustRead = ReadonlyMap<string, AnnotatedDocument>;

/** The document of a file, if it is all that was made of it. */
export function findOnly({ documents, skipped, remarks }: PreparedContent): AnnotatedDocument | null {
  const [only = null, ...others] = [...documents];
  return others.length + skipped.length + remarks.length === 0 ? only : null;
}

export function keyOfFile({ source, bytes, stated }: FileAsFound): string {
  const told = JSON.stringify([READER_VERSION, source, stated && Object.entries(stated).sort(byName)]);
  return createHash('sha256').update(told).update('\0').update(bytes).digest('hex');
}

function byName([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number {
  return one < other ? -1 : 1;
}

export interface KnownOptions {
  /** The generation that serves, found whole. */
  readonly previous: Generation | null;
  readonly makers: Makers;
  readonly justRead?: JustRead | undefined;
  /** What is open of it, whose documents need not be read. */
  readonly opened?: Snapshot | null | undefined;
}

export function openKnownFiles({ previous, makers, justRead = new Map(), opened = null }: KnownOptions): KnownFiles {
  const { documents = [], makers: found } = previous?.manifest ?? {};
  const isMadeAlike =
    found?.layout === makers.layout &&
    found.cleaner === makers.cleaner &&
    found.chunker === makers.chunker &&
    found.annotator === makers.annotator;
  const ids = new Map(isMadeAlike ? documents.flatMap(({ readKey, id }) => (readKey ? [[readKey, id]] : [])) : []);
  const held = listHeld(opened);
  const files = previous && identifyFiles(previous);
  return {
    async find(key) {
      const fresh = justRead.get(key);
      if (fresh) return { document: fresh, isIndexed: false };
      const id = ids.get(key);
      if (previous === null || id === undefined) return null;
      const known = held.get(files?.get(id) ?? '');
      const { indexedAt: _, ...document } = known
        ? unpackDocument(known.packed)
        : await readStoredDocument(previous.folder, id);
      return { document, isIndexed: true };
    },
  };
}
