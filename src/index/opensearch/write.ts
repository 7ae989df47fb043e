/**
 * Writes a generation into a cluster: documents one by one, each with its passages first, so that one that is there is
 * whole. An upload that was ended goes on with what is missing; it serves when both aliases are turned to it at once.
 */

import { gzipSync } from 'node:zlib';
import { z } from 'zod';
import type { ListedDocument } from '../../api/documents.js';
import { WenjuError } from '../../errors.js';
import type { DocumentVectors } from '../contract.js';
import type { PackedDocument } from '../document.js';
import { unpackFact } from '../stored-facts.js';
import { type DocumentWords, hashTerm, joinCodeUnits } from '../words.js';
import type { StoreConnection } from './connection.js';
import {
  aliasesOf,
  CHANCES,
  documentsIndex,
  type GenerationNotes,
  type IndexShape,
  indicesOf,
  passagesIndex,
  type StoreNames,
  storedWord,
} from './layout.js';
import { isNotFound, resolveAliases } from './names.js';
import { encodeVectors, passageKey } from './read.js';

/** A document with all that is written of it. */
export interface WrittenDocument {
  readonly packed: PackedDocument;
  readonly words: DocumentWords;
  readonly vectors: DocumentVectors;
  readonly listed: ListedDocument;
  /** Tells this text and metadata from any other of the document. */
  readonly revision: string;
  /** What sort of document of which time, in words. */
  readonly kind: string;
  /** Numbers that it bears itself. */
  readonly numbers: readonly string[];
  /** For each passage the codes of places that it names, and of those around them. */
  readonly named: readonly (readonly string[])[];
  /** Its files as they lie on disk. */
  readonly files: { readonly document: Uint8Array; readonly facts: Uint8Array; readonly words: Uint8Array };
}

export interface WriteOptions {
  readonly prefix: string;
  readonly shards: number;
  readonly replicas: number;
  readonly notes: GenerationNotes;
  /** Ids of all documents of the generation, in order. */
  readonly ids: readonly string[];
  readonly read: (id: string) => Promise<WrittenDocument>;
  readonly onProgress?: (done: number, total: number) => void;
}

export interface WriteReport {
  readonly names: StoreNames;
  readonly written: number;
  /** Documents that lay there already. */
  readonly kept: number;
}

/** Bytes of a request: more waits in the memory of a node, less pays more often for the way. */
const BATCH_BYTES = 4 * 2 ** 20;
const BATCH_WITHIN_MS = 60_000;
const FIRST_PAUSE_MS = 200;
const MOST_TRIES = 8;

/** Writes what is missing and lets it serve. Generations before the one that served until now are deleted. */
export async function writeGeneration(connection: StoreConnection, options: WriteOptions): Promise<WriteReport> {
  const { prefix, notes, ids, read, onProgress } = options;
  const names = indicesOf(prefix, notes.version);
  await createIndices(connection, names, options);
  const there = await listStored(connection, names.documents);
  const missing = ids.filter((id) => !there.has(id));
  let [batch, entries]: [BulkOperation[], BulkOperation[]] = [[], []];
  let bytes = 0;
  const flush = async (): Promise<void> => {
    await bulk(connection, names.passages, batch);
    await bulk(connection, names.documents, entries);
    [batch, entries, bytes] = [[], [], 0];
  };
  for (const [done, id] of missing.entries()) {
    const document = await read(id);
    const passages = listPassages(document);
    batch.push(...passages);
    entries.push(documentEntry(document));
    bytes += passages.reduce((sum, { size }) => sum + size, 0);
    if (bytes >= BATCH_BYTES) await flush();
    onProgress?.(done + 1, missing.length);
  }
  await flush();
  await connection.send({
    method: 'POST',
    path: `/${names.documents},${names.passages}/_refresh`,
    withinMs: BATCH_WITHIN_MS,
  });
  await turnAliases(connection, prefix, names);
  return { names, written: missing.length, kept: ids.length - missing.length };
}

async function createIndices(connection: StoreConnection, names: StoreNames, options: WriteOptions): Promise<void> {
  const { notes, shards, replicas } = options;
  const shape: IndexShape = {
    dimensions: notes.makers.dimensions,
    shards,
    replicas,
    search: notes.search,
    lengthKept: notes.lengthKept,
  };
  for (const [index, body] of [
    [names.passages, passagesIndex(shape)],
    [names.documents, documentsIndex(shape, notes)],
  ] as const) {
    if (await exists(connection, index)) continue;
    await connection.send({ method: 'PUT', path: `/${index}`, body, withinMs: BATCH_WITHIN_MS });
  }
}

async function exists(connection: StoreConnection, index: string): Promise<boolean> {
  try {
    await connection.send({ method: 'GET', path: `/${index}/_mapping` });
    return true;
  } catch (error) {
    if (error instanceof WenjuError && isNotFound(error)) return false;
    throw error;
  }
}

const storedIds = z.object({
  hits: z.object({
    hits: z.array(
      z.object({ _id: z.string(), _source: z.object({ revision: z.string() }), sort: z.array(z.unknown()) }),
    ),
  }),
});

/** Ids of the documents that are there with their revisions. */
export async function listStored(connection: StoreConnection, index: string): Promise<Map<string, string>> {
  await connection.send({ method: 'POST', path: `/${index}/_refresh` });
  const ids = new Map<string, string>();
  let after: unknown;
  for (;;) {
    const body = {
      size: 5_000,
      _source: ['revision'],
      sort: [{ id: 'asc' }],
      ...(after === undefined ? {} : { search_after: after }),
    };
    const { hits } = storedIds.parse(await connection.send({ method: 'POST', path: `/${index}/_search`, body })).hits;
    const page = hits;
    for (const { _id, _source } of page) ids.set(_id, _source.revision);
    if (page.length === 0) return ids;
    after = page.at(-1)?.sort;
  }
}

interface BulkOperation {
  readonly id: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly size: number;
}

const bulkAnswer = z.object({
  errors: z.boolean(),
  items: z.array(z.object({ index: z.object({ _id: z.string(), status: z.number(), error: z.unknown().optional() }) })),
});

/** What a busy node turns away is sent again after a pause that grows: the cluster says how fast it takes. */
export async function bulk(
  connection: StoreConnection,
  index: string,
  operations: readonly BulkOperation[],
): Promise<void> {
  let left = operations;
  for (let attempt = 0; left.length > 0; attempt += 1) {
    const answer = bulkAnswer.parse(
      await connection.send({
        method: 'POST',
        path: `/${index}/_bulk`,
        lines: left.flatMap(({ id, body }) => [{ index: { _id: id } }, body]),
        withinMs: BATCH_WITHIN_MS,
      }),
    );
    if (!answer.errors) return;
    const failed = answer.items.map(({ index: item }) => item).filter(({ status }) => status >= 300);
    const refused = failed.find(({ status }) => status !== 429 && status !== 503);
    if (refused || attempt >= MOST_TRIES) {
      const { _id, status, error } = refused ?? failed[0] ?? { _id: '', status: 0, error: null };
      throw new WenjuError(
        'STORE_REFUSED',
        `The OpenSearch cluster did not take ${_id} into ${index} (${status} ${JSON.stringify(error).slice(0, 300)}). Mend that and run again: wenju index --store opensearch`,
      );
    }
    const again = new Set(failed.map(({ _id }) => _id));
    left = left.filter(({ id }) => again.has(id));
    await new Promise((resolve) => setTimeout(resolve, FIRST_PAUSE_MS * 2 ** attempt * (0.5 + Math.random() / 2)));
  }
}

export function documentEntry({ packed, listed, revision, kind, numbers, files }: WrittenDocument): BulkOperation {
  const { id, source, metadata, passages, sentences } = packed.document;
  const pack = (bytes: Uint8Array): string => gzipSync(bytes).toString('base64');
  return {
    id,
    size: 0,
    body: {
      id,
      source,
      region: metadata.region,
      year: metadata.year,
      type: metadata.type,
      kind,
      numbers,
      revision,
      passages: passages.length,
      sentences: sentences.length,
      listed,
      packed: { document: pack(files.document), facts: pack(files.facts), words: pack(files.words) },
    },
  };
}

export function listPassages({ packed, words, vectors, revision, named }: WrittenDocument): BulkOperation[] {
  const { document, annotations } = packed;
  const { region, year, type } = document.metadata;
  const texts = writeWords(words);
  const facts = groupFacts(packed);
  const ofPassage = groupSentences(packed);
  return document.passages.map((_, ordinal) => {
    const { isTelling, isOpening, isEntry, role, years, plan } = annotations.passages[ordinal] ?? NOTHING_KNOWN;
    const own = (ofPassage[ordinal] ?? []).map((sentence) => vectors.sentences[sentence] ?? new Float32Array(0));
    const vector = vectors.passages[ordinal] ?? new Float32Array(0);
    const encoded = encodeVectors([vector, ...own]);
    const { terms, places, pairs, cores } = facts[ordinal] ?? NO_FACTS;
    return {
      id: passageKey(document.id, ordinal),
      // Numbers are written in some ten characters, and once more packed.
      size: encoded.length * 4,
      body: {
        document: document.id,
        revision,
        ordinal,
        chance: hashTerm(passageKey(document.id, ordinal)) % CHANCES,
        source: document.source,
        region,
        year,
        type,
        placeYear: placeYear(region, year),
        named: named[ordinal] ?? [],
        isTelling,
        isOpening,
        isEntry,
        role,
        years,
        plan,
        terms,
        places,
        pairs,
        cores,
        words: texts[ordinal] ?? '',
        vector: Array.from(vector),
        sentences: own.map((each, position) => ({ ordinal: position, vector: Array.from(each) })),
        vectors: encoded,
      },
    };
  });
}

const NOTHING_KNOWN = { isTelling: true, isOpening: false, isEntry: false, role: 'other', years: [], plan: false };

/** A place with a year, by which the newest of each place are found. */
export function placeYear(region: string | null, year: number | null): string {
  return `${region ?? ''}|${year ?? ''}`;
}

/** The words of each passage, repeats kept: their order is of no account to BM25. */
function writeWords({ lengths, terms, termEnds, postingEnds, ordinals, frequencies }: DocumentWords): string[] {
  const texts: string[][] = Array.from(lengths, () => []);
  const written = joinCodeUnits(terms);
  let [start, at] = [0, 0];
  for (const [number, end] of termEnds.entries()) {
    const word = storedWord(written.slice(start, end));
    start = end;
    for (; at < (postingEnds[number] ?? 0); at += 1) {
      const own = texts[ordinals[at] ?? 0];
      for (let repeat = 0; repeat < (frequencies[at] ?? 0); repeat += 1) own?.push(word);
    }
  }
  return texts.map((own) => own.join(' '));
}

interface PassageFacts {
  readonly terms: readonly string[];
  readonly places: readonly string[];
  readonly pairs: readonly string[];
  readonly cores: readonly string[];
}
const NO_FACTS: PassageFacts = { terms: [], places: [], pairs: [], cores: [] };

/** What the figures of each passage are about. */
function groupFacts({ document, facts }: PackedDocument): PassageFacts[] {
  const groups = document.passages.map(() => ({
    terms: new Set<string>(),
    places: new Set<string>(),
    pairs: new Set<string>(),
    cores: new Set<string>(),
  }));
  for (const [number, sentence] of facts.sentences.entries()) {
    const group = groups[document.sentences[sentence]?.passage ?? -1];
    if (group === undefined) continue;
    const term = facts.termNames[facts.terms[number] ?? -1];
    const place = facts.regionCodes[facts.regions[number] ?? -1];
    if (term !== undefined) group.terms.add(term);
    else group.cores.add(unpackFact(facts, number).core.slice(0, 200));
    if (place !== undefined) group.places.add(place);
    const first = number === 0 ? 0 : (facts.pairEnds[number - 1] ?? 0);
    for (const pair of facts.pairs.subarray(first, facts.pairEnds[number])) {
      group.pairs.add(String.fromCharCode(pair >>> 16, pair & 0xffff));
    }
  }
  return groups.map(({ terms, places, pairs, cores }) => ({
    terms: [...terms],
    places: [...places],
    pairs: [...pairs],
    cores: [...cores],
  }));
}

function groupSentences({ document }: PackedDocument): number[][] {
  const groups: number[][] = document.passages.map(() => []);
  for (const [number, { passage }] of document.sentences.entries()) groups[passage]?.push(number);
  return groups;
}

/** Both at once. What served before stays for those who still ask it; what served before that goes. */
async function turnAliases(connection: StoreConnection, prefix: string, names: StoreNames): Promise<void> {
  const before = await resolveAliases(connection, prefix);
  const aliases = aliasesOf(prefix);
  if (before?.documents !== names.documents) {
    const turn = (index: string, old: string | undefined, alias: string) => [
      ...(old === undefined ? [] : [{ remove: { index: old, alias } }]),
      { add: { index, alias } },
    ];
    const actions = [
      ...turn(names.documents, before?.documents, aliases.documents),
      ...turn(names.passages, before?.passages, aliases.passages),
    ];
    await connection.send({ method: 'POST', path: '/_aliases', body: { actions } });
  }
  await deleteOlder(connection, prefix, [names, ...(before ? [before] : [])]);
}

async function deleteOlder(connection: StoreConnection, prefix: string, kept: readonly StoreNames[]): Promise<void> {
  const names = new Set(kept.flatMap(({ documents, passages }) => [documents, passages]));
  const older = (await listIndices(connection, prefix)).filter((name) => !names.has(name));
  for (const name of older) await connection.send({ method: 'DELETE', path: `/${name}` });
}

/** Indices of all generations of this prefix. */
export async function listIndices(connection: StoreConnection, prefix: string): Promise<string[]> {
  const answer = await connection.send({
    method: 'GET',
    path: `/_cat/indices/${prefix}-*`,
    query: { format: 'json', h: 'index' },
  });
  const own = new RegExp(`^${prefix}-g\\d{6,}-[0-9a-f]+\\.(?:documents|passages)$`);
  return z
    .array(z.object({ index: z.string() }))
    .parse(answer)
    .map(({ index }) => index)
    .filter((name) => own.test(name));
}
