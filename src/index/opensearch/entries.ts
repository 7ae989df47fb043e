/**
 * What is written of a document into a cluster: an entry that has all of it packed, and for each passage what it is found
 * by. A document goes in; lines of `_bulk` come out.
 */

import type { ListedDocument } from '../../api/documents.js';
import type { DocumentVectors } from '../contract.js';
import type { PackedDocument } from '../document.js';
import { unpackFact } from '../stored-facts.js';
import { checkDocumentId, checkVector } from '../vectors.js';
import { type DocumentWords, hashTerm, joinCodeUnits } from '../words.js';
import { CHANCES, passageKey, placeYear, storedWord } from './layout.js';
import { type DocumentFiles, encodeVectors, hashEncoded, packContents } from './packing.js';

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
  readonly files: DocumentFiles;
}

/** A document of an index, and its line. */
export interface BulkOperation {
  readonly id: string;
  readonly line: string;
}

/** What is written of one document. */
export interface DocumentOperations {
  readonly id: string;
  readonly revision: string;
  readonly entry: BulkOperation;
  readonly passages: readonly BulkOperation[];
  /** Characters of all. */
  readonly size: number;
}

/** @throws WenjuError INDEX_DAMAGED for vectors of another length, or not finite; INPUT_INVALID for an id that could be a path */
export function operationsOf(document: WrittenDocument, dimensions: number): DocumentOperations {
  const { id } = document.packed.document;
  const { revision } = document;
  checkDocumentId(id);
  for (const vector of [...document.vectors.passages, ...document.vectors.sentences])
    checkVector(vector, dimensions, id);
  const own = listPassages(document);
  const passages = own.map(({ body }) => ({
    id: passageKey({ document: id, ordinal: body.ordinal, revision }),
    line: JSON.stringify(body),
  }));
  const entry = { id, line: JSON.stringify(entryOf(document, hashEncoded(own.map(({ body }) => body.vectors)))) };
  const size = [entry, ...passages].reduce((sum, { line }) => sum + line.length, 0);
  return { id, revision, entry, passages, size };
}

function entryOf({ packed, words, listed, revision, kind, numbers, files }: WrittenDocument, vectors: string) {
  const { id, source, metadata, passages, sentences } = packed.document;
  return {
    id,
    source,
    sources: listed.sources.map((each) => each.source),
    region: metadata.region,
    year: metadata.year,
    type: metadata.type,
    kind,
    numbers,
    revision,
    vectors,
    passages: passages.length,
    sentences: sentences.length,
    // Words of all passages together.
    length: words.lengths.reduce((sum, length) => sum + length, 0),
    listed,
    packed: packContents(files),
  };
}

function listPassages({ packed, words, vectors, revision, named }: WrittenDocument) {
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
      body: {
        document: document.id,
        revision,
        ordinal,
        chance: hashTerm(`${document.id}-${ordinal}`) % CHANCES,
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
