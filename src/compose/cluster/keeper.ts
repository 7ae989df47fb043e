/**
 * Adds and removes documents of an index in a cluster, for whoever may over HTTP. A file is read and embedded here, which
 * needs nobody else; then, one writer at a time, its documents are written, what they are near-duplicates of with them, and
 * the file is kept for the next `wenju index`. Each document changes by its entry, at once; the notes tell all processes.
 */

import type { AnnotatedDocument } from '../../annotate/contract.js';
import type { ListedDocument } from '../../api/documents.js';
import type { DocumentUpload, UploadProgress } from '../../api/service.js';
import type { Embedder } from '../../embed/contract.js';
import { WenjuError } from '../../errors.js';
import type { DocumentVectors } from '../../index/contract.js';
import { documentToBytes, type StoredDocument, unpackDocument } from '../../index/document.js';
import { cutWords, embeddedTexts } from '../../index/indexed-text.js';
import { type FileChange, recordChange } from '../../index/opensearch/changes.js';
import type { StoreConnection } from '../../index/opensearch/connection.js';
import type { LoadedDocument, StoredGeneration } from '../../index/opensearch/contract.js';
import type { WrittenDocument } from '../../index/opensearch/entries.js';
import { holdStore, type StoreLock } from '../../index/opensearch/lock.js';
import { type DocumentFiles, openFiles, revisionOf } from '../../index/opensearch/packing.js';
import { wordsToBytes } from '../../index/words.js';
import { fileOfRow } from '../../ingest/csv.js';
import { checkDeclared } from '../../ingest/declared.js';
import { documentIdOf } from '../../ingest/files.js';
import { checkUploadName } from '../../ingest/keep.js';
import type { Gazetteer, Tokenizer } from '../../lexicon/contract.js';
import { findFamiliarPlaces } from '../../lexicon/familiar-places.js';
import { readKnowledge } from '../../lexicon/knowledge.js';
import type { Config } from '../../settings/config.js';
import { createTurns } from '../../turns.js';
import { prepareFile } from '../corpus.js';
import { mergeNearDuplicates } from '../duplicates.js';
import { changeStored, readStoredVectors } from './change.js';
import { openServed, type Served } from './served.js';
import { describeWritten } from './upload.js';

export interface Keeper {
  /** Returns the source of the file's (first) document. */
  add(upload: DocumentUpload, onProgress?: (progress: UploadProgress) => void): Promise<string>;
  remove(document: ListedDocument): Promise<void>;
}

export interface KeeperOptions {
  readonly config: Config;
  readonly connection: StoreConnection;
  readonly embedder: Embedder;
}

/** Texts given to the embedder at once; between two batches progress is told. */
const BATCH = 64;
/** Documents that a file may be, a row each. */
const MOST_OF_FILE = 5_000;
/** Documents of the place, year and type of a new one that it may be a copy of. */
const MOST_COMPARED = 300;

/** A document with its vectors, from wherever. */
interface Made {
  readonly document: AnnotatedDocument;
  readonly vectors: DocumentVectors;
}

export function createKeeper({ config, connection, embedder }: KeeperOptions): Keeper {
  const prefix = config.opensearchIndex;
  const hold = <Result>(work: (served: Served, lock: StoreLock) => Promise<Result>): Promise<Result> =>
    holdStore(connection, prefix, config.opensearchReplicas, async (lock) =>
      work(await openServed(connection, prefix, embedder), lock),
    );

  async function add(upload: DocumentUpload, onProgress?: (progress: UploadProgress) => void): Promise<string> {
    const source = checkUploadName(upload.name);
    const declared = upload.metadata === null ? null : checkDeclared(upload.metadata, 'metadata', 'INPUT_INVALID');
    const { documents } = await prepareFile({ source, path: source }, { bytes: upload.bytes, declared });
    const made = await embedAll(documents, embedder, onProgress);
    await hold(async (served, lock) => {
      const { generation } = served;
      const known = await openKnown(generation, source, documents);
      const replaced = new Set(known.filter(({ source: own }) => isOfFile(own, source)).map(({ id }) => id));
      const others = known.filter(({ id }) => !replaced.has(id)).map((document) => withoutSource(document, source));
      const { documents: wanted } = await mergeNearDuplicates([...others, ...documents]);
      const ids = new Set(wanted.map(({ id }) => id));
      const sourcesOf = new Map(known.map((document) => [document.id, nameSources(document)]));
      const changed = wanted.filter((each) => replaced.has(each.id) || sourcesOf.get(each.id) !== nameSources(each));
      const vectorsOf = new Map(made.map(({ document, vectors }) => [document.id, vectors]));
      const fresh = changed.map(async (document): Promise<Made> => {
        const vectors = vectorsOf.get(document.id) ?? (await readStoredVectors(generation, document.id));
        if (vectors !== null) return { document, vectors };
        throw new WenjuError(
          'INDEX_DAMAGED',
          `Vectors of ${document.source} are not in the cluster. Run: wenju doctor`,
        );
      });
      const gone = known.filter(({ id }) => !ids.has(id)).map(({ id }) => id);
      await change(served, lock, await Promise.all(fresh), gone, {
        source,
        file: { bytes: upload.bytes, declared: declared && { ...declared } },
      });
    });
    return documents[0]?.source ?? source;
  }

  async function remove({ id, source, sources }: ListedDocument): Promise<void> {
    const file = fileOfRow(source);
    if (file !== null) {
      throw new WenjuError('INPUT_INVALID', `${source} is a row of ${file}. Take the row out of that file instead.`);
    }
    const copies = sources.filter((each) => each.source !== source);
    if (copies.length > 0) {
      throw new WenjuError(
        'INPUT_INVALID',
        `Expected a document without copies: ${copies.map((each) => each.source).join(', ')} would take the place of ${source}, and the cluster does not have their texts. Remove it where the folders are: wenju remove ${id}`,
      );
    }
    await hold(async (served, lock) => {
      const [there] = await served.generation.loadDocuments([id]);
      if (there === undefined) throw new WenjuError('NOT_FOUND', `No document has the id "${id}" any more.`);
      await change(served, lock, [], [id], { source, file: null });
    });
  }

  /** What was given is kept first: whatever happens then, the next `wenju index` has it. */
  async function change(
    { generation, tokenizer }: Served,
    lock: StoreLock,
    made: readonly Made[],
    gone: readonly string[],
    file: FileChange,
  ): Promise<void> {
    const gazetteer = await openGazetteer(generation, made);
    const written: WrittenDocument[] = [];
    for (const each of made) written.push(await writeOut(each, tokenizer, gazetteer));
    lock.check();
    await recordChange(connection, prefix, documentIdOf(file.source), file);
    await changeStored(connection, prefix, generation, written, gone);
  }

  return { add, remove };
}

/** Documents of the file, those that it is a copy of, and those that its new ones may be copies of. */
async function openKnown(
  generation: StoredGeneration,
  source: string,
  documents: readonly AnnotatedDocument[],
): Promise<StoredDocument[]> {
  const own = await generation.findDocuments({ by: 'file', value: source }, null, MOST_OF_FILE);
  if (own === null || documents.length > MOST_OF_FILE) {
    throw new WenjuError(
      'INPUT_INVALID',
      `Expected a file of at most ${MOST_OF_FILE} documents, and ${source} has or had more. Put it into a corpus folder and run: wenju index --store opensearch`,
    );
  }
  const ids = new Set(own);
  for (const { metadata } of documents) {
    const alike = await generation.findDocuments({ by: 'sort', value: nameAlike(metadata) }, null, MOST_COMPARED);
    for (const id of alike ?? []) ids.add(id);
  }
  return (await generation.loadDocuments([...ids])).map(({ packed }) => unpackDocument(packed));
}

/** Of all kinds of documents of the type. */
function nameAlike({ region, year, type }: AnnotatedDocument['metadata']): string {
  return JSON.stringify([region, year, type]);
}

function isOfFile(source: string, file: string): boolean {
  return source === file || fileOfRow(source) === file;
}

/** A new file of the name may be no copy any more. */
function withoutSource(document: StoredDocument, source: string): StoredDocument {
  const sources = document.sources.filter((each) => !isOfFile(each.source, source));
  return sources.length === document.sources.length ? document : { ...document, sources };
}

function nameSources({ sources }: AnnotatedDocument): string {
  return JSON.stringify(sources.map(({ source }) => source));
}

async function embedAll(
  documents: readonly AnnotatedDocument[],
  embedder: Embedder,
  onProgress?: (progress: UploadProgress) => void,
): Promise<Made[]> {
  const texts = documents.map(embeddedTexts);
  const lengthOf = (list: readonly string[]): number => list.reduce((sum, text) => sum + text.length, 0);
  const total = texts.reduce((sum, own) => sum + lengthOf(own.passages) + lengthOf(own.sentences), 0);
  let done = 0;
  const embed = async (list: readonly string[]): Promise<Float32Array[]> => {
    const vectors: Float32Array[] = [];
    for (let at = 0; at < list.length; at += BATCH) {
      const batch = list.slice(at, at + BATCH);
      for (const { vector } of await embedder.embed(batch, 'passage')) vectors.push(vector);
      done += lengthOf(batch);
      onProgress?.({ done, total });
    }
    return vectors;
  };
  const made: Made[] = [];
  for (const [at, document] of documents.entries()) {
    const { passages = [], sentences = [] } = texts[at] ?? {};
    made.push({ document, vectors: { passages: await embed(passages), sentences: await embed(sentences) } });
  }
  return made;
}

async function writeOut(
  { document, vectors }: Made,
  tokenizer: Tokenizer,
  gazetteer: Gazetteer,
): Promise<WrittenDocument> {
  const indexedAt = new Date().toISOString();
  const words = await cutWords(document, tokenizer, createTurns());
  const files: DocumentFiles = { ...documentToBytes({ indexedAt, ...document }), words: wordsToBytes(words) };
  const opened = await openFiles(document.id, files);
  const loaded: LoadedDocument = { ...opened, revision: revisionOf(files) };
  return describeWritten(loaded, vectors, files, gazetteer);
}

/** Knows the places that documents are about, these among them. */
async function openGazetteer(generation: StoredGeneration, made: readonly Made[]): Promise<Gazetteer> {
  const { gazetteer } = readKnowledge();
  const catalogue = await generation.readCatalogue();
  const names = [
    ...catalogue.map(({ listed }) => listed.region),
    ...made.map(({ document }) => document.metadata.region),
  ];
  return findFamiliarPlaces(
    gazetteer,
    names.flatMap((name) => (name === null ? [] : (gazetteer.resolve(name) ?? []))),
  );
}
