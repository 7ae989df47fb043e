/** Test support: the contracts of the index over a real cluster, through what writes and reads there. */

import { listDocument } from '../../src/cite/replies.js';
import { WenjuError } from '../../src/errors.js';
import type { DocumentVectors, VectorStore } from '../../src/index/contract.js';
import { documentToBytes } from '../../src/index/document.js';
import type { StoreConnection } from '../../src/index/opensearch/connection.js';
import type { Measures, PassageScope, StoredGeneration } from '../../src/index/opensearch/contract.js';
import type { WrittenDocument } from '../../src/index/opensearch/entries.js';
import { type GenerationNotes, STORE_LAYOUT, type StoreNames } from '../../src/index/opensearch/layout.js';
import { encodeVectors, openFiles, revisionOf } from '../../src/index/opensearch/packing.js';
import { openStoredGeneration } from '../../src/index/opensearch/read.js';
import { putDocuments, removeDocuments } from '../../src/index/opensearch/update.js';
import { listStored, writeGeneration } from '../../src/index/opensearch/write.js';
import { checkDocumentId, quantiseRows } from '../../src/index/vectors.js';
import { createWordCounter } from '../../src/index/word-counter.js';
import { type DocumentWords, wordsToBytes } from '../../src/index/words.js';
import { blankMetadata } from '../../src/metadata.js';
import { MAKERS } from '../index/made.js';
import {
  type Among,
  type Paper,
  type Sought,
  STORE_DIMENSIONS,
  type StoreUnderTest,
  vectorsOfPaper,
  wordsOfPaper,
} from '../index/store-contract.js';

let opened = 0;

/** A generation of its own that holds nothing. */
async function openEmpty(connection: StoreConnection, dimensions: number) {
  opened += 1;
  const prefix = `empty${opened}`;
  const zero = encodeVectors([new Float32Array(dimensions)]);
  const notes: GenerationNotes = {
    wenju: STORE_LAYOUT,
    version: 'g000001-00000000',
    createdAt: new Date().toISOString(),
    makers: { ...MAKERS, dimensions },
    documents: 0,
    passages: 0,
    sentences: 0,
    meanLength: 1,
    lengthKept: 1,
    language: 'zh',
    means: { passages: zero, sentences: zero },
    search: 'exact',
  };
  const never = () => Promise.reject(new Error('Expected nothing to be read.'));
  const { names } = await writeGeneration(connection, {
    prefix,
    shards: 1,
    replicas: 0,
    notes,
    revisions: new Map(),
    read: never,
  });
  return { names, generation: await openStoredGeneration(connection, prefix) };
}

/** Passages of one character each, which have the sentences. */
async function writeMade(
  about: Pick<Paper, 'id' | 'region' | 'year' | 'type'>,
  vectors: DocumentVectors,
  sentencesOf: readonly number[],
  words: DocumentWords,
): Promise<WrittenDocument> {
  const { id, region, year, type } = about;
  const places = Array.from(sentencesOf, (_, at) => ({ start: at, end: at + 1 }));
  const source = `${id}.txt`;
  const document = {
    id,
    source,
    sources: [{ source, url: null }],
    contentHash: '',
    indexedAt: '',
    metadata: { ...blankMetadata(id), region, year, type },
    origins: {},
    text: '字'.repeat(sentencesOf.length),
    sections: [],
    passages: places.map((span, at) => ({
      ...span,
      id: `${id}-${at + 1}`,
      headingPath: [],
      paragraph: at + 1,
      page: null,
      cut: false,
    })),
    sentences: sentencesOf.flatMap((count, passage) =>
      Array.from({ length: count }, () => ({ start: passage, end: passage + 1, passage })),
    ),
    pageStarts: [],
    tableRows: [],
    dropped: [],
    annotations: {
      passages: places.map(() => ({
        role: 'other' as const,
        years: [],
        plan: false,
        isTelling: true,
        isOpening: false,
        isEntry: false,
      })),
      sentences: sentencesOf.flatMap((count) => Array.from({ length: count }, () => 'statement' as const)),
      facts: [],
    },
  };
  const files = { ...documentToBytes(document), words: wordsToBytes(words) };
  // Vectors are not in the files: two texts that differ in them alone are told apart by them.
  const revision = `${revisionOf(files)}${encodeVectors([...vectors.passages, ...vectors.sentences]).slice(0, 16)}`;
  const { packed } = await openFiles(id, files);
  return {
    packed,
    words,
    vectors,
    listed: listDocument(packed.document),
    revision,
    kind: type,
    numbers: [],
    named: [],
    files,
  };
}

async function readAll(generation: StoredGeneration, id: string): Promise<DocumentVectors> {
  const [loaded] = await generation.loadDocuments([id]);
  if (loaded === undefined) throw new WenjuError('INDEX_DAMAGED', `No vectors are kept for document ${id}.`);
  const { revision, packed } = loaded;
  const places = packed.document.passages.map((_, ordinal) => ({ document: id, ordinal, revision }));
  const found = (await generation.readVectors(places)).filter((vectors) => vectors !== null);
  return { passages: found.map(({ passage }) => passage), sentences: found.flatMap(({ sentences }) => sentences) };
}

/** Each document by itself, its sentences those of its first passage. */
export function createStoredVectorStore(connection: StoreConnection, dimensions: number): VectorStore {
  let opening: ReturnType<typeof openEmpty> | null = null;
  const open = () => {
    opening ??= openEmpty(connection, dimensions);
    return opening;
  };
  const read = async (id: string): Promise<DocumentVectors> => {
    checkDocumentId(id);
    return readAll((await open()).generation, id);
  };
  return {
    dimensions,
    async write(id, vectors) {
      checkDocumentId(id);
      const { names } = await open();
      const counter = createWordCounter();
      const counts = vectors.passages.map((_, at) => (at === 0 ? vectors.sentences.length : 0));
      for (const _ of counts) counter.add(['字']);
      const written = await writeMade({ id, region: '', year: 0, type: 'report' }, vectors, counts, counter.finish());
      await putDocuments(connection, names, [written], dimensions);
    },
    read,
    async readInto(id, rows) {
      const { passages, sentences } = await read(id);
      quantiseRows(passages, rows.passages, dimensions, id);
      quantiseRows(sentences, rows.sentences, dimensions, id);
    },
  };
}

export async function openStoredPapers(connection: StoreConnection): Promise<StoreUnderTest> {
  const { names, generation } = await openEmpty(connection, STORE_DIMENSIONS);
  const measuresOf = ({ query = [], vector = [1, 0] }: Sought): Measures => ({
    query,
    vector: Float32Array.from(vector),
    centred: false,
  });
  return {
    hold: (papers) => holdPapers(connection, names, papers),
    async rank(sought, among, count) {
      const found = await generation.rank({
        ...measuresOf(sought),
        scope: scopeOf(among),
        worth: { words: 0, passages: 0, sentences: 0, [sought.by]: 1 },
        traits: [],
        count,
      });
      return found.map(({ document, ordinal }) => `${document}-${ordinal}`);
    },
    // Of a scope with one passage the mean is its score.
    scoreOf: async (sought, id) =>
      (await generation.measureSpreads(scopeOf({ documents: [id] }), measuresOf(sought)))[sought.by].mean,
    frequencyOf: async (term) => (await generation.countPassages([term])).get(term) ?? 0,
    vectorsOf: (id) => readAll(generation, id),
  };
}

async function holdPapers(connection: StoreConnection, names: StoreNames, papers: readonly Paper[]): Promise<void> {
  const held = new Set(papers.map(({ id }) => id));
  const gone = [...(await listStored(connection, names.documents)).keys()].filter((id) => !held.has(id));
  const written = papers.map((paper) => {
    const counts = paper.passages.map(({ sentences }) => sentences.length);
    return writeMade(paper, vectorsOfPaper(paper), counts, wordsOfPaper(paper));
  });
  await putDocuments(connection, names, await Promise.all(written), STORE_DIMENSIONS);
  await removeDocuments(connection, names, gone);
}

function scopeOf({ regions, years, types, documents }: Among): PassageScope {
  return {
    regions: regions ?? null,
    years: years ?? [],
    types: types ?? [],
    documents: documents ?? [],
    telling: false,
    naming: null,
  };
}
