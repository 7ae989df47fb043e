/**
 * How a document and its vectors are packed to lie in a cluster, and the hashes that tell them from any others: by them a
 * change is found, and what was altered there is noticed.
 */

import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { z } from 'zod';
import { WenjuError } from '../../errors.js';
import { parsePackedDocument } from '../document.js';
import { sortKeys } from '../update.js';
import { readWords } from '../words.js';
import type { LoadedDocument, PassageVectors } from './contract.js';

/** The files of a document as they lie on disk. */
export interface DocumentFiles {
  readonly document: Uint8Array;
  readonly facts: Uint8Array;
  readonly words: Uint8Array;
}

export const packedSchema = z.object({ document: z.string(), facts: z.string(), words: z.string() });
type Packed = z.infer<typeof packedSchema>;

/** Digits of a SHA-256 that tell one text of a document from another. */
const REVISION_DIGITS = 32;

/** Of all that is stored of a document but its vectors; when it was indexed, and in which order, is of no account. */
export function revisionOf({ document, facts, words }: DocumentFiles): string {
  const { indexedAt: _, ...rest }: Record<string, unknown> = JSON.parse(textOf(document));
  const hash = createHash('sha256').update(JSON.stringify(sortKeys(rest)));
  for (const bytes of [facts, words]) hash.update('\0').update(bytes);
  return hash.digest('hex').slice(0, REVISION_DIGITS);
}

/** Of the vectors of all passages of a document as they are encoded, in order. */
export function hashEncoded(encoded: readonly string[]): string {
  const hash = createHash('sha256');
  for (const each of encoded) hash.update(each).update('\0');
  return hash.digest('hex');
}

export function packContents({ document, facts, words }: DocumentFiles): Packed {
  const pack = (bytes: Uint8Array): string => gzipSync(bytes).toString('base64');
  return { document: pack(document), facts: pack(facts), words: pack(words) };
}

/** @throws Error when a part is not packed as we pack it */
export function unpackContents({ document, facts, words }: Packed): DocumentFiles {
  const open = (part: string): Uint8Array => Uint8Array.from(gunzipSync(Buffer.from(part, 'base64')));
  return { document: open(document), facts: open(facts), words: open(words) };
}

/** @throws WenjuError INDEX_DAMAGED when they are no document */
export async function openFiles(id: string, files: DocumentFiles): Promise<Omit<LoadedDocument, 'revision'>> {
  try {
    return {
      packed: parsePackedDocument(files.document, files.facts),
      words: await readWords('', id, async () => files.words),
    };
  } catch (cause) {
    throw damaged(id, cause);
  }
}

/** @throws WenjuError INDEX_DAMAGED when it is no document: nobody has held it against what was written */
export async function openPacked(id: string, packed: Packed): Promise<Omit<LoadedDocument, 'revision'>> {
  let files: DocumentFiles;
  try {
    files = unpackContents(packed);
  } catch (cause) {
    throw damaged(id, cause);
  }
  return openFiles(id, files);
}

function damaged(id: string, cause: unknown): WenjuError {
  return new WenjuError(
    'INDEX_DAMAGED',
    `Document ${id} in the cluster is not as it was written. Run wenju doctor, then: wenju index --store opensearch`,
    { cause },
  );
}

export function encodeVectors(vectors: readonly Float32Array[]): string {
  return Buffer.concat(
    vectors.map((vector) => Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength)),
  ).toString('base64');
}

export function decodeVector(encoded: string): Float32Array {
  const bytes = Uint8Array.from(Buffer.from(encoded, 'base64'));
  return new Float32Array(bytes.buffer);
}

/** The vector of a passage and those of its sentences; null when they are not of this length. */
export function cutVectors(encoded: string, dimensions: number): PassageVectors | null {
  const numbers = decodeVector(encoded);
  if (numbers.length === 0 || numbers.length % dimensions !== 0) return null;
  const rows = Array.from({ length: numbers.length / dimensions }, (_, row) =>
    numbers.subarray(row * dimensions, (row + 1) * dimensions),
  );
  const [passage = new Float32Array(dimensions), ...sentences] = rows;
  return { passage, sentences };
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString();
}
