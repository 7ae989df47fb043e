/** What is there to ask? Lists the indexed documents and shows one, or a passage with its neighbours. */

import type { DocumentReply, DocumentsReply, PassageContextReply } from '../api/documents.js';
import { describePassage, listDocument } from '../cite/replies.js';
import { WenjuError } from '../errors.js';
import type { IndexedDocument, Snapshot } from '../index/contract.js';
import { readKnowledge } from '../lexicon/knowledge.js';

export interface Library {
  documents(): DocumentsReply;
  /** Throws WenjuError NOT_FOUND when no document has this id. */
  document(id: string): DocumentReply;
  /** Throws WenjuError NOT_FOUND when no passage has this id. */
  passage(id: string): PassageContextReply;
}

/** Codes of provinces begin with two digits from 10 on. */
const PROVINCES = Array.from({ length: 90 }, (_, index) => `${index + 10}0000`);

/** Places by their names, also of provinces without documents, which are asked about as well; what is called nothing else is left out. */
function nameInEnglish(documents: readonly IndexedDocument[]): Record<string, string> {
  const { gazetteer } = readKnowledge();
  const provinces = PROVINCES.flatMap((code) => gazetteer.withCode(code)?.name ?? []);
  const names = new Set([...documents.flatMap(({ metadata }) => metadata.region ?? []), ...provinces]);
  return Object.fromEntries(
    [...names].flatMap((name) => {
      const region = gazetteer.resolve(name);
      const called = region === null ? name : gazetteer.nameInEnglish(region);
      return called === name ? [] : [[name, called]];
    }),
  );
}

/** Characters of an unknown id that an error repeats. */
const MAX_ECHO = 60;

export function createLibrary(snapshot: Snapshot): Library {
  // Who asks a question needs none of them.
  let english: Record<string, string> | null = null;
  const byId = new Map(snapshot.documents.map((document) => [document.id, document]));

  function find(id: string): IndexedDocument {
    const document = byId.get(id);
    if (document) return document;
    throw new WenjuError(
      'NOT_FOUND',
      `No document has the id "${id.slice(0, MAX_ECHO)}". GET /v1/documents lists the ids there are.`,
    );
  }

  return {
    documents() {
      english ??= nameInEnglish(snapshot.documents);
      return { documents: snapshot.documents.map(listDocument), english, indexVersion: snapshot.version };
    },
    document(id) {
      const document = find(id);
      return {
        document: listDocument(document),
        text: document.text,
        outline: document.sections.map(({ level, heading, start, end }) => ({ level, heading, start, end })),
        passages: document.passages.map(({ id: passageId, headingPath, start, end, paragraph, page }) => ({
          id: passageId,
          headingPath,
          start,
          end,
          paragraph,
          page,
        })),
        // What is deleted or hidden in a file was not meant for whoever may ask; the operator reads it by the file.
        dropped: document.dropped.map(({ text, reason }) => ({ text: '', length: text.length, reason })),
      };
    },
    passage(id) {
      const document = byId.get(id.slice(0, id.lastIndexOf('-')));
      const ordinal = document?.passages.findIndex((passage) => passage.id === id) ?? -1;
      const passage = document?.passages[ordinal];
      if (!document || !passage) {
        throw new WenjuError(
          'NOT_FOUND',
          `No passage has the id "${id.slice(0, MAX_ECHO)}". GET /v1/documents/{id} lists the passages of a document.`,
        );
      }
      const [previous, next] = [document.passages[ordinal - 1], document.passages[ordinal + 1]];
      return {
        passage: describePassage(document, passage),
        previous: previous ? describePassage(document, previous) : null,
        next: next ? describePassage(document, next) : null,
      };
    },
  };
}
