/**
 * The part of a corpus that one question is answered from: documents that it needs, as many others as there are places,
 * years and kinds by their metadata alone, and what the words it asks for weigh over all passages. What the stages look up
 * and is not there is noted down; it is fetched, and they begin again, until nothing is missing: so they say what they
 * would say over the whole corpus, and none of them knows that they do not have it.
 */

import { kindOf } from '../../document-kinds.js';
import { WenjuError } from '../../errors.js';
import { createLexicalIndex } from '../../index/bm25.js';
import type { IndexedDocument, LexicalIndex, Snapshot } from '../../index/contract.js';
import { type HeldDocument, holdDocuments } from '../../index/held-documents.js';
import type {
  CatalogueEntry,
  FoundPassage,
  LookUp,
  PassagePlace,
  PassageVectors,
  StoredGeneration,
} from '../../index/opensearch/contract.js';
import { passageKey } from '../../index/opensearch/read.js';
import { loadSnapshot } from '../../index/snapshot.js';
import { packFacts } from '../../index/stored-facts.js';
import { createWordCounter } from '../../index/word-counter.js';
import { nameDocumentTime } from '../../lexicon/document-years.js';
import type { Knowledge } from '../../lexicon/knowledge.js';
import type { Held, Shelved } from './shelf.js';
import { type Stub, stubOf } from './stubs.js';

/** Documents that one question may need whole; a place of a province has some dozen. */
export const MOST_DOCUMENTS = 300;
/** Times that a question may begin again: each brings what the one before lacked. */
const MOST_ROUNDS = 12;

/**
 * What becomes of a look-up that more documents answer than may be taken: a check of a claim that has not seen all of them
 * is refused; a question is answered by those with its best passages, which are at hand.
 */
export type Beyond = 'refused' | 'left out';

/** How a workset is asked. */
export interface Answering {
  readonly beyond: Beyond;
  /** Of whoever asked, who may leave. */
  readonly signal?: AbortSignal | undefined;
}

/** Thrown by what cannot go on without that which was noted down. */
export class NotAtHand extends Error {
  override readonly name = 'NotAtHand';
}

/** What a workset is made over: one generation, opened. */
export interface WorksetSource {
  readonly generation: StoredGeneration;
  readonly catalogue: readonly CatalogueEntry[];
  readonly knowledge: Knowledge;
  readonly shelf: Held;
}

export interface Workset {
  /** Null when nothing is narrowed to places: regions of documents about, within or around those asked about. */
  regions: readonly string[] | null;
  /** Snapshot of what is at hand now. */
  readonly snapshot: Snapshot;
  /** Notes that these documents are needed; true when all are at hand. */
  need(ids: readonly string[]): boolean;
  /** Whether a passage is of the text that is at hand; where it is not, that is read again once. */
  isOfText(passage: FoundPassage): boolean;
  /** Vectors of passages, from before or from the cluster. */
  readVectors(passages: readonly PassagePlace[]): Promise<readonly PassageVectors[]>;
  /** What is asked of the cluster once for the same question, however often that begins again. */
  once<Answer>(key: string, ask: () => Promise<Answer>): Promise<Answer>;
  /** Documents of which all vectors are wanted: those that a ranking began with. */
  readonly leads: Set<string>;
  readonly isComplete: boolean;
}

/** Answers from a workset, again and again until nothing that was looked up is missing. */
export async function answerFromWorkset<Tools, Answer>(
  source: WorksetSource,
  open: (workset: Workset) => Tools,
  answer: (tools: Tools, workset: Workset) => Promise<Answer>,
  { beyond, signal }: Answering,
): Promise<Answer> {
  const needs = createNeeds();
  let workset = await assemble(source, needs);
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    signal?.throwIfAborted();
    try {
      const given = await answer(open(workset), workset);
      if (needs.isMet()) return given;
    } catch (error) {
      if (needs.isMet() && !(error instanceof NotAtHand)) throw error;
    }
    await fetchNeeded(source, needs, workset.regions, beyond);
    workset = await assemble(source, needs);
  }
  throw new WenjuError(
    'INPUT_INVALID',
    'Expected a question that a part of the index answers, and this one asks for ever more of it. Name a place and a year.',
  );
}

/** What was looked up. */
interface Needs {
  readonly documents: Map<string, Shelved>;
  readonly readAgain: Set<string>;
  /** Documents that were removed while they were found. */
  readonly absent: Set<string>;
  readonly wanted: Set<string>;
  readonly frequencies: Map<string, number>;
  readonly uncounted: Set<string>;
  /** Look-ups that were done, and those that are to be. */
  readonly done: Set<string>;
  readonly open: Map<string, LookUp>;
  readonly vectors: Map<string, PassageVectors>;
  readonly answers: Map<string, Promise<unknown>>;
  readonly leads: Set<string>;
  regions: readonly string[] | null;
  isMet(): boolean;
}

function createNeeds(): Needs {
  const needs: Needs = {
    documents: new Map(),
    readAgain: new Set(),
    absent: new Set(),
    wanted: new Set(),
    frequencies: new Map(),
    uncounted: new Set(),
    done: new Set(),
    open: new Map(),
    vectors: new Map(),
    answers: new Map(),
    leads: new Set(),
    regions: null,
    isMet: () => needs.wanted.size === 0 && needs.uncounted.size === 0 && needs.open.size === 0,
  };
  return needs;
}

async function fetchNeeded(
  { generation, shelf }: WorksetSource,
  needs: Needs,
  regions: readonly string[] | null,
  beyond: Beyond,
): Promise<void> {
  const { wanted, uncounted, open } = needs;
  const counting = generation.countPassages([...uncounted]).then((counts) => {
    for (const term of uncounted) needs.frequencies.set(term, counts.get(term) ?? 0);
    uncounted.clear();
  });
  const sought = Array.from(open, async ([key, lookUp]) => {
    const found = await findDocuments(generation, lookUp, regions, beyond);
    for (const id of found) if (!needs.documents.has(id)) wanted.add(id);
    needs.done.add(key);
  });
  await Promise.all(sought);
  open.clear();
  if (needs.documents.size + wanted.size > 2 * MOST_DOCUMENTS) throw tooMany();
  const taken = await shelf.take([...wanted]);
  for (const id of wanted) {
    const shelved = taken.get(id);
    if (shelved) needs.documents.set(id, shelved);
    else needs.absent.add(id);
  }
  wanted.clear();
  await counting;
}

/**
 * Of all places where these are few, else of those asked about.
 * @throws WenjuError INPUT_INVALID when it is too much and may not be left out
 */
async function findDocuments(
  generation: StoredGeneration,
  lookUp: LookUp,
  regions: readonly string[] | null,
  beyond: Beyond,
): Promise<readonly string[]> {
  const everywhere = await generation.findDocuments(lookUp, null, MOST_DOCUMENTS);
  if (everywhere !== null) return everywhere;
  const near = regions === null ? null : await generation.findDocuments(lookUp, regions, MOST_DOCUMENTS);
  if (near === null && beyond === 'refused') throw tooMany();
  return near ?? [];
}

function tooMany(): WenjuError {
  return new WenjuError(
    'INPUT_INVALID',
    `Expected something that at most ${MOST_DOCUMENTS} documents of the index speak of, got more. Name a place or a year.`,
  );
}

async function assemble(source: WorksetSource, needs: Needs): Promise<Workset> {
  const { generation, shelf } = source;
  const local = await assembleSnapshot(
    source,
    Array.from(needs.documents.values(), ({ held }) => held),
  );
  const snapshot: Snapshot = {
    ...local.snapshot,
    version: generation.version,
    modelId: generation.makers.model,
    dimensions: generation.makers.dimensions,
    lexicalIndex: widenLexicalIndex(local, generation, needs),
    facts: widenFacts(local.snapshot, needs),
  };
  return {
    get regions() {
      return needs.regions;
    },
    set regions(regions) {
      needs.regions = regions;
    },
    snapshot,
    need(ids) {
      const missing = ids.filter((id) => !needs.documents.has(id) && !needs.absent.has(id));
      for (const id of missing) needs.wanted.add(id);
      return missing.length === 0;
    },
    isOfText({ document, ordinal, revision }) {
      const shelved = needs.documents.get(document);
      if (shelved?.revision === revision) return ordinal < shelved.held.packed.document.passages.length;
      if (shelved && !needs.readAgain.has(document)) {
        needs.readAgain.add(document);
        needs.documents.delete(document);
        shelf.forget(document);
        needs.wanted.add(document);
      }
      return false;
    },
    async readVectors(passages) {
      const keyOf = ({ document, ordinal }: (typeof passages)[number]): string => passageKey(document, ordinal);
      const missing = passages.filter((passage) => !needs.vectors.has(keyOf(passage)));
      const read = await shelf.readVectors(missing);
      for (const [at, passage] of missing.entries()) {
        const vectors = read[at];
        if (vectors) needs.vectors.set(keyOf(passage), vectors);
      }
      return passages.map((passage) => needs.vectors.get(keyOf(passage)) ?? NO_VECTORS);
    },
    once<Answer>(key: string, ask: () => Promise<Answer>): Promise<Answer> {
      const known = needs.answers.get(key);
      // Only what was asked under this key lies under it.
      if (known) return known as Promise<Answer>;
      const asked = ask();
      needs.answers.set(key, asked);
      return asked;
    },
    leads: needs.leads,
    get isComplete() {
      return needs.isMet();
    },
  };
}

const NO_VECTORS: PassageVectors = { passage: new Float32Array(0), sentences: [] };

interface Assembled {
  readonly snapshot: Snapshot;
  readonly words: readonly HeldDocument['words'][];
}

/** Documents that are held and stubs for all others, in the order of their sources; without vectors. */
async function assembleSnapshot(
  { generation, catalogue, knowledge }: WorksetSource,
  held: readonly HeldDocument[],
): Promise<Assembled> {
  const sorts = new Set(held.map(({ packed }) => keyOfSort(packed.document)));
  const stubs = catalogue.map(stubOf).filter((stub) => !sorts.has(keyOfSort(stub)));
  const all = [...held, ...stubs.map(holdStub)];
  const documents = all.map(({ packed: { document } }) => document);
  const before = await emptySnapshot(generation, knowledge);
  holdDocuments(before, new Map(all.map((own) => [`${own.packed.document.id} stored`, own])));
  const snapshot = await loadSnapshot(
    {
      name: generation.name,
      folder: '',
      manifest: {
        makers: { ...generation.makers, dimensions: 0 },
        createdAt: '',
        documents: documents.map(({ id, source, contentHash, indexedAt }) => ({
          id,
          source,
          contentHash,
          indexedAt,
          embeddedHash: '',
          readKey: null,
        })),
        files: documents.map(({ id }) => ({ path: id, bytes: 0, sha256: 'stored' })),
      },
    },
    NO_STORE,
    knowledge,
    { before },
  );
  const byId = new Map(all.map((own) => [own.packed.document.id, own]));
  return { snapshot, words: snapshot.documents.map(({ id }) => byId.get(id)?.words ?? NO_WORDS) };
}

function emptySnapshot(generation: StoredGeneration, knowledge: Knowledge): Promise<Snapshot> {
  const manifest = { makers: { ...generation.makers, dimensions: 0 }, createdAt: '', documents: [], files: [] };
  return loadSnapshot({ name: generation.name, folder: '', manifest }, NO_STORE, knowledge);
}

const NO_STORE = {
  dimensions: 0,
  write: () => Promise.resolve(),
  read: () => Promise.resolve({ passages: [], sentences: [] }),
  readInto: () => Promise.resolve(),
};
const NO_WORDS = createWordCounter().finish();

function holdStub(document: Stub): HeldDocument {
  return {
    packed: { document, annotations: { passages: [], sentences: [] }, facts: packFacts([]) },
    words: NO_WORDS,
    vectors: { passages: new Float32Array(0), sentences: new Float32Array(0) },
  };
}

/** Place, year and kind, which are all that is asked of a document that is not read. */
function keyOfSort({ metadata: { region, year, type, title } }: Pick<IndexedDocument, 'metadata'>): string {
  return JSON.stringify([region, year, type, kindOf({ type, title }).label, nameDocumentTime({ type, title, year })]);
}

/** Weighs words by all passages there are; which of those at hand have them is looked up here. */
function widenLexicalIndex({ words }: Assembled, generation: StoredGeneration, needs: Needs): LexicalIndex {
  const frequencyOf = (term: string): number => {
    const known = needs.frequencies.get(term);
    if (known === undefined) needs.uncounted.add(term);
    return known ?? 0;
  };
  return createLexicalIndex(words, {
    size: generation.passages,
    meanLength: generation.meanLength,
    frequencyOf,
  });
}

/** Facts by what they are about: all documents that have any of it are needed. */
function widenFacts({ facts }: Snapshot, needs: Needs): Snapshot['facts'] {
  const note = (by: 'terms' | 'places' | 'pairs', value: string): void => {
    const key = `${by} ${value}`;
    if (!needs.done.has(key)) needs.open.set(key, { by, value });
  };
  return {
    get all() {
      return facts.all;
    },
    ofDocument: (document) => facts.ofDocument(document),
    inSentence: (sentence) => facts.inSentence(sentence),
    aboutTerm(name) {
      note('terms', name);
      return facts.aboutTerm(name);
    },
    ofRegion(code) {
      note('places', code);
      return facts.ofRegion(code);
    },
    aboutPair(pair) {
      note('pairs', pair);
      return facts.aboutPair(pair);
    },
  };
}
