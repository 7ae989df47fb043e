/** For tests: a snapshot of documents without vectors and with pairs of characters for words, from files or from texts made in the test. */

import type { AnnotatedDocument } from '../../src/annotate/contract.js';
import { readCorpus } from '../../src/compose/corpus.js';
import type { IndexedDocument, Snapshot } from '../../src/index/contract.js';
import { createFacts } from '../../src/index/facts.js';
import { isMentioning } from '../../src/index/snapshot.js';
import { packFacts } from '../../src/index/stored-facts.js';
import { listPairs } from '../../src/lexicon/characters.js';
import { readKnowledge } from '../../src/lexicon/knowledge.js';
import { createTokenizer, normaliseForTerms } from '../../src/lexicon/tokenizer.js';
import { createLexicalIndex } from '../index/lexical-index.js';

/** Loaded once a file of tests: its dictionary takes most of a second. */
export const tokenizer = await createTokenizer();

/** Reads every document below a folder. */
export async function readLibrary(folder: string): Promise<Snapshot> {
  return createLibrary((await readCorpus([folder])).documents);
}

export function createLibrary(documents: readonly AnnotatedDocument[]): Snapshot {
  const indexed = documents.map(
    (document): IndexedDocument => ({ ...document, indexedAt: '2026-01-01T00:00:00.000Z' }),
  );
  const passages = indexed.flatMap((document, number) =>
    document.passages.map((passage) => ({ document, number, passage })),
  );
  const firsts = indexed.map((_, number) => passages.findIndex((each) => each.number === number));
  const sentences = indexed.flatMap((document, number) =>
    document.sentences.map((sentence) => ({ document, sentence, passage: (firsts[number] ?? 0) + sentence.passage })),
  );
  const sentencesOf = new Map<number, number[]>();
  for (const [index, { passage }] of sentences.entries()) {
    sentencesOf.set(passage, [...(sentencesOf.get(passage) ?? []), index]);
  }
  const passageAt = (number: number): (typeof passages)[number] => {
    const found = passages[number];
    if (found === undefined) throw new RangeError(`There is no passage ${number}.`);
    return found;
  };
  const sentenceAt = (number: number): (typeof sentences)[number] => {
    const found = sentences[number];
    if (found === undefined) throw new RangeError(`There is no sentence ${number}.`);
    return found;
  };
  const facts = documents.flatMap(({ annotations }, number) => {
    const document = indexed[number];
    const firstSentence = sentences.findIndex((each) => each.document === document);
    if (document === undefined) return [];
    return { document, facts: packFacts(annotations.facts), firstPassage: firsts[number] ?? 0, firstSentence };
  });
  return {
    version: 'test',
    modelId: 'none',
    dimensions: 0,
    documents: indexed,
    passageDocument: Int32Array.from(passages, ({ number }) => number),
    passageOrdinal: Int32Array.from(passages, ({ document, passage }) => document.passages.indexOf(passage)),
    firstPassage: Int32Array.from(firsts),
    sentencePassage: Int32Array.from(sentences, ({ passage }) => passage),
    sentenceOrdinal: Int32Array.from(sentences, ({ document, sentence }) => document.sentences.indexOf(sentence)),
    passageAnnotations: documents.flatMap(({ annotations }) => annotations.passages),
    sentenceKinds: documents.flatMap(({ annotations }) => annotations.sentences),
    facts: createFacts(readKnowledge(), facts),
    vectors: [],
    lexicalIndex: createLexicalIndex(
      passages.map(({ document, passage }) => [
        ...listPairs([...passage.headingPath, document.text.slice(passage.start, passage.end)].join('，')),
      ]),
    ),
    passageAt,
    sentenceAt,
    passageText: (number) => {
      const { document, passage } = passageAt(number);
      return document.text.slice(passage.start, passage.end);
    },
    documentsMentioning: (words, years) => indexed.filter((document) => isMentioning(document, words, years)),
    sentenceText: (number) => {
      const { document, sentence } = sentenceAt(number);
      return document.text.slice(sentence.start, sentence.end);
    },
    sentenceWords: (number) => {
      const { document, sentence } = sentenceAt(number);
      const plain = normaliseForTerms(document.text.slice(sentence.start, sentence.end));
      return { plain, has: (term) => plain.includes(term) };
    },
    sentencesOf: (number) => sentencesOf.get(number) ?? [],
  };
}
