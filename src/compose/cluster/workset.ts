/**
 * The part of a corpus that one question is answered from: documents that it needs, as many others as there are places,
 * years and kinds by their metadata alone, and what the words it asks for weigh over all passages. What the stages look up
 * and is not there is noted down; it is fetched, and they begin again, until nothing is missing: so they say what they
 * would say over the whole corpus, and none of them knows that they do not have it.
 */

import { WenjuError } from '../../errors.js';
import { createLexicalIndex } from '../../index/bm25.js';
import type { IndexedDocument, LexicalIndex, Snapshot } from '../../index/contract.js';
import { type HeldDocument, holdDocuments } from '../../index/held-documents.js';
import { nameSort } from '../../index/opensearch/catalogue.js';
import type {
  CatalogueEntry,
  FoundPassage,
  PassageVectors,
  StoredGeneration,
} from '../../index/opensearch/contract.js';
import { passageKey } from '../../index/opensearch/layout.js';
import { nameMention } from '../../index/opensearch/mention.js';
import { isMentioning, loadSnapshot } from '../../index/snapshot.js';
import { packFacts } from '../../index/stored-facts.js';
import { createWordCounter } from '../../index/word-counter.js';
import type { Knowledge } from '../../lexicon/knowledge.js';
import { type Beyond, createNeeds, fetchNeeded, type Needs } from './needs.js';
import type { Held } from './shelf.js';
import { createStub, type Stub } from './stubs.js';
import { nameKind } from './upload.js';

/** Times that a question may begin again: each brings what the one before lacked. */
const MOST_ROUNDS = 12;

/** How a workset is asked. */
export interface Answering {
  readonly beyond: Beyond;
  /** Whether documents that are read whole are fetched though nobody named them. */
  readonly readsWhole?: boolean;
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
  /** From now on who reads a document whole that is not at hand is noted. */
  watchStubs(): void;
  /** Notes that these documents are needed; true when all are at hand. */
  need(ids: readonly string[]): boolean;
  /** Whether a passage is of the text that is at hand; where it is not, that is read again once. */
  isOfText(passage: FoundPassage): boolean;
  /** Vectors of passages, from before or from the cluster. */
  readVectors(passages: readonly FoundPassage[]): Promise<readonly PassageVectors[]>;
  /** All passages of a document that is at hand. */
  passagesOf(id: string): readonly FoundPassage[];
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
  { beyond, signal, readsWhole = false }: Answering,
): Promise<Answer> {
  const needs = createNeeds();
  let workset = await assemble(source, needs);
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    signal?.throwIfAborted();
    try {
      const tools = open(workset);
      if (readsWhole) workset.watchStubs();
      const given = await answer(tools, workset);
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

async function assemble(source: WorksetSource, needs: Needs): Promise<Workset> {
  const { generation, shelf } = source;
  const held = Array.from(needs.documents.values(), (shelved) => shelved.held);
  const local = await assembleSnapshot(source, held);
  const snapshot: Snapshot = {
    ...local.snapshot,
    version: generation.version,
    modelId: generation.makers.model,
    dimensions: generation.makers.dimensions,
    lexicalIndex: widenLexicalIndex(local, generation, needs),
    facts: widenFacts(local.snapshot, needs),
    documentsMentioning(words, years) {
      needs.lookUp({ by: 'mention', value: nameMention({ words: [...words], years: [...years] }) });
      return local.snapshot.documents.filter(
        (document) => needs.documents.has(document.id) && isMentioning(document, words, years),
      );
    },
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
    watchStubs() {
      for (const stub of local.stubs) stub.watch(needs.readWhole);
    },
    async readVectors(passages) {
      const missing = passages.filter((passage) => !needs.vectors.has(passageKey(passage)));
      const read = await shelf.readVectors(missing);
      for (const [at, passage] of missing.entries()) {
        const vectors = read[at];
        if (vectors) needs.vectors.set(passageKey(passage), vectors);
      }
      return passages.map((passage) => needs.vectors.get(passageKey(passage)) ?? NO_VECTORS);
    },
    passagesOf(id) {
      const shelved = needs.documents.get(id);
      if (shelved === undefined) return [];
      const { revision } = shelved;
      return shelved.held.packed.document.passages.map((_, ordinal) => ({ document: id, ordinal, revision }));
    },
    once<Answer>(key: string, ask: () => Promise<Answer>): Promise<Answer> {
      const known = needs.answers.get(key);
      // Only what was asked under this key lies under it.
      if (known) return known as Promise<Answer>;
      const asked = ask();
      needs.answers.set(key, asked);
      asked.catch(() => needs.answers.delete(key));
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
  readonly stubs: readonly Stub[];
}

/** Documents that are held and stubs for all others, in the order of their sources; without vectors. */
async function assembleSnapshot(
  { generation, catalogue, knowledge }: WorksetSource,
  held: readonly HeldDocument[],
): Promise<Assembled> {
  const ids = new Set(held.map(({ packed }) => packed.document.id));
  const counts = new Map<string, number>();
  for (const { packed } of held) {
    const sort = sortOf(packed.document);
    counts.set(sort, (counts.get(sort) ?? 0) + 1);
  }
  // As long as one of a sort is not at hand its stub stands for it.
  const stubs = catalogue
    .filter(({ sort, documents }) => (counts.get(sort) ?? 0) < documents)
    .map((entry) => createStub(entry, ids.has(entry.listed.id)));
  const all = [...held, ...stubs.map(({ document }) => holdStub(document))];
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
        files: documents.map(({ id }) => ({ path: id, bytes: 0, sha256: 'stored', untouched: null })),
      },
    },
    NO_STORE,
    knowledge,
    { before },
  );
  const byId = new Map(all.map((own) => [own.packed.document.id, own]));
  return { snapshot, stubs, words: snapshot.documents.map(({ id }) => byId.get(id)?.words ?? NO_WORDS) };
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

function holdStub(document: IndexedDocument): HeldDocument {
  return {
    packed: { document, annotations: { passages: [], sentences: [] }, facts: packFacts([]) },
    words: NO_WORDS,
    vectors: { passages: new Int16Array(0), sentences: new Int16Array(0) },
  };
}

/** As the catalogue names it. */
function sortOf(document: IndexedDocument): string {
  const { region, year, type } = document.metadata;
  return nameSort({ region, year, type, kind: nameKind(document) });
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
  const note = (by: 'terms' | 'places' | 'pairs', value: string): void => needs.lookUp({ by, value });
  return {
    get all() {
      return facts.all;
    },
    ofDocument: (document) => facts.ofDocument(document),
    inSentence: (sentence) => facts.inSentence(sentence),
    unitsIn: (sentence) => facts.unitsIn(sentence),
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
