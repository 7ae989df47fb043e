/**
 * Loads a generation into memory: documents as they are, vectors in a few arrays, words in a lexical index, figures by what
 * they are about.
 */

import { createHash } from 'node:crypto';
import type { Tokenizer } from '../lexicon/contract.js';
import type { Knowledge } from '../lexicon/knowledge.js';
import { createTurns } from '../turns.js';
import type { Passage, Sentence } from '../types.js';
import { createLexicalIndex } from './bm25.js';
import type { IndexedDocument, Snapshot, VectorStore } from './contract.js';
import { type PackedDocument, type ReadWritten, readPackedDocument } from './document.js';
import { createFacts, type DocumentFacts } from './facts.js';
import type { Generation } from './generations.js';
import { type HeldDocument, holdDocuments, identifyFiles, listHeld } from './held-documents.js';
import { cutWords } from './indexed-text.js';
import { loadVectors } from './load-vectors.js';
import { firstAtLeast } from './sorted.js';
import { createSentenceReader, type DocumentWords, readWords } from './words.js';

/** Digits of the content's hash in `version`: tells two indexes apart that count their generations alike. */
const VERSION_DIGITS = 8;

export interface LoadOptions {
  /** Give a file only when it is as the manifest says. */
  readonly written?: ReadWritten | null;
  /** Cuts passages anew, to see what other words are worth than those that are stored. */
  readonly tokenizer?: Tokenizer | null;
  /** The one that serves until this one does: what did not change is taken over from it. */
  readonly before?: Snapshot | null;
}

/**
 * Documents come in the order of their sources, so that the same documents always rank alike. Others have
 * their turn: a service loads the next generation while it answers from the last.
 */
export async function loadSnapshot(
  generation: Generation,
  vectorStore: VectorStore,
  knowledge: Knowledge,
  { written = null, tokenizer = null, before = null }: LoadOptions = {},
): Promise<Snapshot> {
  const { makers } = generation.manifest;
  const letOthers = createTurns();
  const files = identifyFiles(generation);
  const held = listHeld(before);
  const findHeld = (id: string): HeldDocument | null => held.get(files.get(id) ?? '') ?? null;
  const stored: PackedDocument[] = [];
  const entries = [...generation.manifest.documents].sort((a, b) => (a.source < b.source ? -1 : 1));
  for (const { id } of entries) {
    stored.push(findHeld(id)?.packed ?? (await readPackedDocument(generation.folder, id, written)));
    await letOthers();
  }
  const documents = stored.map(({ document }) => document);

  const passageCount = documents.reduce((sum, document) => sum + document.passages.length, 0);
  const sentenceCount = documents.reduce((sum, document) => sum + document.sentences.length, 0);
  const snapshot = {
    version: versionOf(generation),
    modelId: makers.model,
    dimensions: makers.dimensions,
    documents,
    passageDocument: new Int32Array(passageCount),
    passageOrdinal: new Int32Array(passageCount),
    firstPassage: new Int32Array(documents.length),
    sentencePassage: new Int32Array(sentenceCount),
    sentenceOrdinal: new Int32Array(sentenceCount),
  };
  const vectors = await loadVectors(documents, (id) => findHeld(id)?.vectors ?? null, vectorStore, makers.dimensions);
  const passageAnnotations = stored.flatMap(({ annotations }) => annotations.passages);
  const sentenceKinds = stored.flatMap(({ annotations }) => annotations.sentences);
  const facts: DocumentFacts[] = [];
  const words: DocumentWords[] = [];
  const holds = new Map<string, HeldDocument>();
  let [passage, sentence] = [0, 0];
  for (const [number, packed] of stored.entries()) {
    const { document } = packed;
    const known = findHeld(document.id);
    snapshot.firstPassage[number] = passage;
    facts.push({ document, facts: packed.facts, firstPassage: passage, firstSentence: sentence });
    const own =
      tokenizer === null
        ? (known?.words ?? (await readWords(generation.folder, document.id, written?.read)))
        : await cutWords(document, tokenizer, letOthers);
    words.push(own);
    for (const [ordinal, { passage: owner }] of document.sentences.entries()) {
      snapshot.sentencePassage[sentence + ordinal] = passage + owner;
      snapshot.sentenceOrdinal[sentence + ordinal] = ordinal;
    }
    for (const ordinal of document.passages.keys()) {
      snapshot.passageDocument[passage + ordinal] = number;
      snapshot.passageOrdinal[passage + ordinal] = ordinal;
    }
    const rows = vectors[number];
    if (rows) holds.set(files.get(document.id) ?? '', { packed, words: own, vectors: rows });
    passage += document.passages.length;
    sentence += document.sentences.length;
    await letOthers();
  }

  const loaded = lookUpIn(
    { ...snapshot, vectors, passageAnnotations, sentenceKinds, facts: createFacts(knowledge, facts) },
    words,
  );
  if (tokenizer === null) holdDocuments(loaded, holds);
  return loaded;
}

/** What is looked up in a snapshot by its numbers. */
type LookedUp =
  | 'lexicalIndex'
  | 'passageAt'
  | 'sentenceAt'
  | 'passageText'
  | 'sentenceText'
  | 'sentenceWords'
  | 'documentsMentioning'
  | 'sentencesOf';

/** Apart from loading: what is asked as long as a snapshot serves would hold all that was at hand there, the snapshot before too. */
function lookUpIn(snapshot: Omit<Snapshot, LookedUp>, words: readonly DocumentWords[]): Snapshot {
  function passageAt(number: number): { document: IndexedDocument; passage: Passage } {
    const document = snapshot.documents[snapshot.passageDocument[number] ?? -1];
    const found = document?.passages[snapshot.passageOrdinal[number] ?? -1];
    if (!document || !found)
      throw new RangeError(`The index has ${snapshot.passageOrdinal.length} passages, none with number ${number}.`);
    return { document, passage: found };
  }
  function sentenceAt(number: number): { document: IndexedDocument; sentence: Sentence } {
    const document = snapshot.documents[snapshot.passageDocument[snapshot.sentencePassage[number] ?? -1] ?? -1];
    const found = document?.sentences[snapshot.sentenceOrdinal[number] ?? -1];
    if (!document || !found)
      throw new RangeError(`The index has ${snapshot.sentenceOrdinal.length} sentences, none with number ${number}.`);
    return { document, sentence: found };
  }
  const readers = words.map(createSentenceReader);
  return {
    ...snapshot,
    lexicalIndex: createLexicalIndex(words),
    passageAt,
    sentenceAt,
    documentsMentioning: (sought, years) =>
      snapshot.documents.filter((document) => isMentioning(document, sought, years)),
    passageText(number) {
      const found = passageAt(number);
      return found.document.text.slice(found.passage.start, found.passage.end);
    },
    sentenceText(number) {
      const found = sentenceAt(number);
      return found.document.text.slice(found.sentence.start, found.sentence.end);
    },
    sentenceWords(number) {
      const read = readers[snapshot.passageDocument[snapshot.sentencePassage[number] ?? -1] ?? -1];
      if (!read)
        throw new RangeError(`The index has ${snapshot.sentenceOrdinal.length} sentences, none with number ${number}.`);
      return read(snapshot.sentenceOrdinal[number] ?? 0);
    },
    sentencesOf(number) {
      const sentences: number[] = [];
      let next = firstAtLeast(snapshot.sentencePassage, number);
      for (; snapshot.sentencePassage[next] === number; next += 1) sentences.push(next);
      return sentences;
    },
  };
}

/** One of the words stands in its text; `years`: it is of one of these, of any when empty. */
export function isMentioning(
  { text, metadata: { year } }: IndexedDocument,
  words: readonly string[],
  years: readonly number[],
): boolean {
  return (years.length === 0 || years.includes(year ?? 0)) && words.some((word) => text.includes(word));
}

/** As replies state it. */
export function versionOf(generation: Generation): string {
  return `${generation.name}-${hashContents(generation)}`;
}

function hashContents(generation: Generation): string {
  const contents = generation.manifest.documents
    .map((entry) => [entry.id, entry.contentHash, entry.embeddedHash])
    .sort();
  return createHash('sha256')
    .update(JSON.stringify([generation.manifest.makers, contents]))
    .digest('hex')
    .slice(0, VERSION_DIGITS);
}
