/**
 * The VectorStore on vectra: one LocalIndex a document below one folder, in vectra's binary format. vectra truncates
 * files in place and takes vectors of any length, so every write goes through our own durable file writing and every
 * vector is checked before it is written. Vectors are searched from the Snapshot's arrays, not by vectra, and beside its
 * file lie the same quantised, as they are in memory: making an object of each vector takes ten times as long to read.
 */

import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { FileDetails, FileStorage, LocalIndex } from 'vectra';
import { WenjuError } from '../errors.js';
import { createFolder, writeFileDurably } from '../files.js';
import { packArrays, unpackArrays } from '../packed-arrays.js';
import type { DocumentVectors, VectorRows, VectorStore } from './contract.js';
import type { ReadFile } from './files.js';
import { checkDocumentId, checkRows, checkVector, quantiseRows } from './vectors.js';

/** Kinds of items; stored as metadata so that a document's two lists can be told apart. */
const PASSAGE = 'passage';
const SENTENCE = 'sentence';
const QUANTISED_FILE = 'quantised.bin';

/**
 * The two files of vectra that are used, when something is written: its entry brings tokenizers of many models, a server
 * and a browser's parser along, 90 MB and half a second in which nobody has a turn. It exports no less.
 */
function loadVectra(): Pick<typeof import('vectra'), 'LocalIndex' | 'ProtobufCodec'> {
  const require = createRequire(import.meta.url);
  const library = path.dirname(require.resolve('vectra'));
  return { ...require(path.join(library, 'LocalIndex.js')), ...require(path.join(library, 'codecs')) };
}

export interface VectraOptions {
  /** Created when first written to. */
  readonly folder: string;
  readonly dimensions: number;
  /** How a file is read, for whoever holds it against a manifest. */
  readonly read?: ReadFile;
}

/** Keeps vectors of `dimensions` numbers below `folder`. */
export function createVectraVectorStore({ folder, dimensions, read = readFile }: VectraOptions): VectorStore {
  async function openIndex(documentId: string, storage: FileStorage): Promise<LocalIndex> {
    checkDocumentId(documentId);
    const { LocalIndex, ProtobufCodec } = loadVectra();
    return new LocalIndex(path.join(folder, documentId), undefined, storage, new ProtobufCodec());
  }

  const quantisedFile = (documentId: string): string => path.join(folder, documentId, QUANTISED_FILE);

  /** Null where an older version wrote none. They were looked at number by number when they were written. */
  async function readQuantised(documentId: string): Promise<VectorRows | null> {
    const file = quantisedFile(documentId);
    try {
      const bytes = await read(file).catch(passMissing);
      if (bytes === null) return null;
      const { take, value } = unpackArrays(bytes);
      if (value !== dimensions) throw new Error(`Expected vectors of ${dimensions} numbers, got ${value}.`);
      return { passages: take('passages', 'Int16Array'), sentences: take('sentences', 'Int16Array') };
    } catch (cause) {
      throw new WenjuError('INDEX_DAMAGED', `${file} holds no vectors of document ${documentId}. Run: wenju index`, {
        cause,
      });
    }
  }

  return {
    dimensions,
    async write(documentId, vectors) {
      const refusal: Refusal = { error: null };
      const index = await openIndex(documentId, rememberRefusal(refusal));
      const items = [
        ...vectors.passages.map((vector, ordinal) => toItem(PASSAGE, ordinal, vector)),
        ...vectors.sentences.map((vector, ordinal) => toItem(SENTENCE, ordinal, vector)),
      ];
      for (const item of items) checkVector(item.vector, dimensions, documentId);
      await createFolder(folder);
      try {
        await index.createIndex({ version: 1, deleteIfExists: true });
        await index.batchInsertItems(items);
      } catch (error) {
        throw refusal.error ?? error;
      }
      await writeFileDurably(quantisedFile(documentId), packQuantised(vectors, dimensions, documentId));
    },
    async read(documentId) {
      checkDocumentId(documentId);
      return readItems(documentId);
    },
    async readInto(documentId, rows) {
      checkDocumentId(documentId);
      const quantised = await readQuantised(documentId);
      const own = quantised ? null : await readItems(documentId);
      for (const kind of ['passages', 'sentences'] as const) {
        if (own) quantiseRows(own[kind], rows[kind], dimensions, documentId);
        if (!quantised) continue;
        checkRows(quantised[kind].length, rows[kind], documentId);
        rows[kind].set(quantised[kind]);
      }
    },
  };

  /** From vectra's own file. */
  async function readItems(documentId: string): Promise<DocumentVectors> {
    const passages: Float32Array[] = [];
    const sentences: Float32Array[] = [];
    for (const item of await listItems(await openIndex(documentId, durableStorage), documentId)) {
      checkVector(item.vector, dimensions, documentId);
      const list = item.metadata.kind === PASSAGE ? passages : sentences;
      list[Number(item.metadata.ordinal)] = Float32Array.from(item.vector);
    }
    return { passages, sentences };
  }
}

function packQuantised(vectors: DocumentVectors, dimensions: number, documentId: string): Uint8Array {
  const join = (rows: readonly Float32Array[]): Int16Array => {
    const joined = new Int16Array(rows.length * dimensions);
    quantiseRows(rows, joined, dimensions, documentId);
    return joined;
  };
  return packArrays({ passages: join(vectors.passages), sentences: join(vectors.sentences) }, dimensions);
}

function passMissing(error: unknown): null {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
  throw error;
}

function toItem(kind: string, ordinal: number, vector: Float32Array) {
  return { id: `${kind}-${ordinal}`, vector: Array.from(vector), metadata: { kind, ordinal } };
}

async function listItems(index: LocalIndex, documentId: string) {
  try {
    return await index.listItems();
  } catch (cause) {
    throw new WenjuError(
      'INDEX_DAMAGED',
      `The vectors of document ${documentId} (${index.folderPath}) cannot be read. Run: wenju index`,
      { cause },
    );
  }
}

/** vectra's storage contract over durable writes. */
const durableStorage: FileStorage = {
  createFile: (file, content) => writeFileDurably(file, content),
  upsertFile: (file, content) => writeFileDurably(file, content),
  createFolder,
  deleteFile: (file) => rm(file, { force: true }),
  deleteFolder: (folder) => rm(folder, { recursive: true, force: true }),
  readFile: (file) => readFile(file),
  pathExists: (file) =>
    stat(file).then(
      () => true,
      () => false,
    ),
  async getDetails(file) {
    return toDetails(path.dirname(file), path.basename(file), (await stat(file)).isDirectory());
  },
  async listFiles(folder, filter = 'all') {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries
      .filter((entry) => filter === 'all' || entry.isDirectory() === (filter === 'folders'))
      .map((entry) => toDetails(folder, entry.name, entry.isDirectory()));
  },
};

/** What the system said when it refused to write. */
interface Refusal {
  error: unknown;
}

/** vectra says "Error creating index" for a full disk; what the system said is what helps. */
function rememberRefusal(refusal: Refusal): FileStorage {
  const remember = (error: unknown): never => {
    refusal.error ??= error;
    throw error;
  };
  return {
    ...durableStorage,
    createFolder: (folder) => createFolder(folder).catch(remember),
    upsertFile: (file, content) => writeFileDurably(file, content).catch(remember),
  };
}

function toDetails(folder: string, name: string, isFolder: boolean): FileDetails {
  return { name, path: path.join(folder, name), isFolder };
}
