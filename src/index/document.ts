/** A document as a file of the index: its schema, and how it is written and read. */

import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';

import type { AnnotatedDocument, Annotations } from '../annotate/contract.js';
import { metadataFields } from '../api/metadata.js';
import { WenjuError } from '../errors.js';
import { writeFileDurably } from '../files.js';
import { blankMetadata } from '../metadata.js';
import { annotationsSchema, factsSchema, NO_ANNOTATIONS } from './annotations.js';
import type { IndexedDocument } from './contract.js';
import type { ReadFile } from './files.js';
import { factsFromBytes, factsToBytes, type PackedFacts, packFacts, unpackFact } from './stored-facts.js';

const DOCUMENTS_FOLDER = 'documents';

const offset = z.number().int().nonnegative();
const nullableString = z.string().nullable();
const origin = z.enum(['front matter', 'sources.csv', 'file name', 'text', 'default']).optional();

// What a generation says nothing of, because the field is newer, is not known until the next indexing.
const { title: _title, type: _type, ...notKnown } = blankMetadata('');

const documentSchema = z.object({
  id: z.string(),
  source: z.string(),
  sources: z.array(z.object({ source: z.string(), url: nullableString })),
  contentHash: z.string(),
  indexedAt: z.string(),
  metadata: z
    .record(z.string(), z.unknown())
    .transform((stored) => ({ ...notKnown, ...stored }))
    .pipe(z.object(metadataFields)),
  origins: z.record(z.string(), origin),
  text: z.string(),
  sections: z.array(
    z.object({
      heading: z.string(),
      level: z.number().int().positive(),
      runIn: z.boolean(),
      start: offset,
      end: offset,
      contentEnd: offset,
    }),
  ),
  passages: z.array(
    z.object({
      id: z.string(),
      headingPath: z.array(z.string()),
      start: offset,
      end: offset,
      paragraph: z.number().int().positive(),
      page: z.number().int().positive().nullable(),
      cut: z.boolean(),
    }),
  ),
  sentences: z.array(z.object({ start: offset, end: offset, passage: offset })),
  pageStarts: z.array(z.object({ start: offset, page: z.number().int().positive() })),
  tableRows: z.array(
    z.object({ caption: nullableString, row: z.string(), columns: z.array(z.string()), start: offset, end: offset }),
  ),
  dropped: z.array(z.object({ text: z.string(), reason: z.string() })),
  annotations: annotationsSchema.default(NO_ANNOTATIONS),
});

/** A document with what was found in it when it was indexed. */
export interface StoredDocument extends IndexedDocument, AnnotatedDocument {}

/** A document with its figures as they lie in their file: what is opened when it is asked about. */
export interface PackedDocument {
  readonly document: IndexedDocument;
  readonly annotations: Omit<Annotations, 'facts'>;
  readonly facts: PackedFacts;
}

/** Folder of the documents of a generation. */
export function documentsFolder(generationFolder: string): string {
  return path.join(generationFolder, DOCUMENTS_FOLDER);
}

/** The files of a document in that folder. */
export function documentFiles(id: string): string[] {
  return [documentFile(id), factsFile(id)];
}

/** Writes a document below its generation's folder, which must exist. */
export async function writeDocument(generationFolder: string, document: StoredDocument): Promise<void> {
  const folder = documentsFolder(generationFolder);
  const bytes = documentToBytes(document);
  await writeFileDurably(path.join(folder, factsFile(document.id)), bytes.facts);
  await writeFileDurably(path.join(folder, documentFile(document.id)), bytes.document);
}

/** What stands in the files of a document. */
export function documentToBytes(document: StoredDocument): {
  readonly document: Uint8Array;
  readonly facts: Uint8Array;
} {
  const { facts, ...annotations } = document.annotations;
  return {
    document: Buffer.from(JSON.stringify({ ...document, annotations })),
    facts: factsToBytes(packFacts(facts)),
  };
}

/** How files are read that are as they were written, by this version: nobody looks at all of them again. */
export interface ReadWritten {
  readonly read: ReadFile;
  /** For what is parsed before the next file is read. */
  readonly readBriefly: ReadFile;
}

/**
 * @throws WenjuError INDEX_DAMAGED when a file is gone or not a document.
 */
export async function readPackedDocument(
  generationFolder: string,
  id: string,
  written: ReadWritten | null = null,
): Promise<PackedDocument> {
  const { annotations, ...document } = await readDocument(generationFolder, id, written?.readBriefly ?? null);
  const file = path.join(documentsFolder(generationFolder), factsFile(id));
  try {
    return { document, annotations, facts: factsFromBytes(await (written?.read ?? readFile)(file)) };
  } catch (cause) {
    throw new WenjuError('INDEX_DAMAGED', `${file} is gone or no figures. Run: wenju index`, { cause });
  }
}

/** From the bytes of its files, whoever has kept them. @throws Error when they are no document, or no figures */
export function parsePackedDocument(document: Uint8Array, facts: Uint8Array): PackedDocument {
  const { annotations, ...rest } = documentSchema.parse(parseBytes(document));
  return { document: rest, annotations, facts: factsFromBytes(facts) };
}

/** Also of an older layout. @throws WenjuError INDEX_DAMAGED when a file is gone or not a document. */
export async function readStoredDocument(generationFolder: string, id: string): Promise<StoredDocument> {
  const { annotations, ...document } = await readDocument(generationFolder, id, null);
  if (annotations.facts) return { ...document, annotations: { ...annotations, facts: annotations.facts } };
  return unpackDocument(await readPackedDocument(generationFolder, id));
}

/** The document as it was before its figures were packed. */
export function unpackDocument({ document, annotations, facts }: PackedDocument): StoredDocument {
  return { ...document, annotations: unpackWhenAsked(annotations, facts) };
}

/** Most of who reads all documents looks at the figures of few, and they are half of the work. */
function unpackWhenAsked(annotations: Omit<Annotations, 'facts'>, packed: PackedFacts): Annotations {
  let facts: Annotations['facts'] | null = null;
  return {
    ...annotations,
    get facts() {
      facts ??= factsSchema.parse(Array.from(packed.ends, (_, number) => unpackFact(packed, number)));
      return facts;
    },
  };
}

async function readDocument(generationFolder: string, id: string, readWritten: ReadFile | null) {
  const file = path.join(documentsFolder(generationFolder), documentFile(id));
  try {
    if (readWritten === null) return documentSchema.parse(parseBytes(await readFile(file)));
    const written: z.infer<typeof documentSchema> = parseBytes(await readWritten(file));
    const missing = Object.entries(notKnown).filter(([field]) => !(field in written.metadata));
    return { ...written, metadata: { ...written.metadata, ...Object.fromEntries(missing) } };
  } catch (cause) {
    throw new WenjuError('INDEX_DAMAGED', `${file} is gone or not a document. Run: wenju index`, { cause });
  }
}

function parseBytes(bytes: Uint8Array) {
  return JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString());
}

function documentFile(id: string): string {
  return `${id}.json`;
}

function factsFile(id: string): string {
  return `${id}.facts`;
}
