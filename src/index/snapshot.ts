/**
 * Loads a generation into memory: documents as they are, vectors in two arrays, words in a lexical index, figures by what
 * they are about.
 */

import { createHash } from 'node:crypto';
import type { Tokenizer } from '../lexicon/contract.js';
import type { Knowledge } from '../lexicon/knowledge.js';
import { createTurns } from '../turns.js';
import type { Passage, Sentence } from '../types.js';
import { allocateRows } from '../vector-kernel.js';
import { createLexicalIndex } from './bm25.js';
import type { IndexedDocument, Snapshot, VectorStore } from './contract.js';
import { type PackedDocument, readPackedDocument } from './document.js';
import { createFacts, type DocumentFacts } from './facts.js';
import type { ReadFile } from './files.js';
import type { Generation } from './generations.js';
import { cutWords } from './indexed-text.js';
import { firstAtLeast } from './sorted.js';
import { checkVector } from './vectors.js';
import { type DocumentWords, readWords } from './words.js';

/** Digits of the content's hash in `version`: tells two indexes apart that count their generations alike. */
const VERSION_DIGITS = 8;

export interface LoadOptions {
  /** How a file is read, for whoever holds it against the manifest. */
  readonly read?: ReadFile;
  /** Cuts passages anew, to see what other words are worth than those that are stored. */
  readonly tokenizer?: Tokenizer | null;
}

/**
 * Documents come in the order of their sources, so that the same documents always rank alike. Others have
 * their turn: a service loads the next generation while it answers from the last.
 */
export async function loadSnapshot(
  generation: Generation,
  vectorStore: VectorStore,
  knowledge: Knowledge,
  { read, tokenizer = null }: LoadOptions = {},
): Promise<Snapshot> {
  const { makers } = generation.manifest;
  const letOthers = createTurns();
  const stored: PackedDocument[] = [];
  const entries = [...generation.manifest.documents].sort((a, b) => (a.source < b.source ? -1 : 1));
  for (const { id } of entries) {
    stored.push(await readPackedDocument(generation.folder, id, read));
    await letOthers();
  }
  const documents = stored.map(({ document }) => document);

  const passageCount = documents.reduce((sum, document) => sum + document.passages.length, 0);
  const sentenceCount = documents.reduce((sum, document) => sum + document.sentences.length, 0);
  const snapshot = {
    version: `${generation.name}-${hashContents(generation)}`,
    modelId: makers.model,
    dimensions: makers.dimensions,
    documents,
    passageDocument: new Int32Array(passageCount),
    passageOrdinal: new Int32Array(passageCount),
    firstPassage: new Int32Array(documents.length),
    sentencePassage: new Int32Array(sentenceCount),
    sentenceOrdinal: new Int32Array(sentenceCount),
    passageVectors: allocateRows(passageCount, makers.dimensions),
    sentenceVectors: allocateRows(sentenceCount, makers.dimensions),
  };
  const passageAnnotations = stored.flatMap(({ annotations }) => annotations.passages);
  const sentenceKinds = stored.flatMap(({ annotations }) => annotations.sentences);
  const facts: DocumentFacts[] = [];
  const words: DocumentWords[] = [];
  let passage = 0;
  let sentence = 0;
  for (const [number, { document, facts: own }] of stored.entries()) {
    snapshot.firstPassage[number] = passage;
    facts.push({ document, facts: own, firstPassage: passage, firstSentence: sentence });
    words.push(
      tokenizer === null
        ? await readWords(generation.folder, document.id, read)
        : await cutWords(document, tokenizer, letOthers),
    );
    const vectors = await vectorStore.read(document.id);
    for (const [ordinal, { passage: owner }] of document.sentences.entries()) {
      const vector = vectors.sentences[ordinal] ?? new Float32Array(0);
      checkVector(vector, makers.dimensions, document.id);
      snapshot.sentencePassage[sentence] = passage + owner;
      snapshot.sentenceOrdinal[sentence] = ordinal;
      snapshot.sentenceVectors.set(vector, sentence * makers.dimensions);
      sentence += 1;
    }
    await letOthers();
    for (const ordinal of document.passages.keys()) {
      const vector = vectors.passages[ordinal] ?? new Float32Array(0);
      checkVector(vector, makers.dimensions, document.id);
      snapshot.passageDocument[passage] = number;
      snapshot.passageOrdinal[passage] = ordinal;
      snapshot.passageVectors.set(vector, passage * makers.dimensions);
      passage += 1;
    }
    await letOthers();
  }

  function passageAt(number: number): { document: IndexedDocument; passage: Passage } {
    const document = documents[snapshot.passageDocument[number] ?? -1];
    const found = document?.passages[snapshot.passageOrdinal[number] ?? -1];
    if (!document || !found)
      throw new RangeError(`The index has ${passageCount} passages, none with number ${number}.`);
    return { document, passage: found };
  }
  function sentenceAt(number: number): { document: IndexedDocument; sentence: Sentence } {
    const document = documents[snapshot.passageDocument[snapshot.sentencePassage[number] ?? -1] ?? -1];
    const found = document?.sentences[snapshot.sentenceOrdinal[number] ?? -1];
    if (!document || !found)
      throw new RangeError(`The index has ${sentenceCount} sentences, none with number ${number}.`);
    return { document, sentence: found };
  }
  return {
    ...snapshot,
    passageAnnotations,
    sentenceKinds,
    facts: createFacts(knowledge, facts),
    lexicalIndex: createLexicalIndex(words),
    passageAt,
    sentenceAt,
    passageText(number) {
      const found = passageAt(number);
      return found.document.text.slice(found.passage.start, found.passage.end);
    },
    sentenceText(number) {
      const found = sentenceAt(number);
      return found.document.text.slice(found.sentence.start, found.sentence.end);
    },
    sentencesOf(number) {
      const sentences: number[] = [];
      let next = firstAtLeast(snapshot.sentencePassage, number);
      for (; snapshot.sentencePassage[next] === number; next += 1) sentences.push(next);
      return sentences;
    },
  };
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
