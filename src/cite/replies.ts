/** Puts documents and passages into the words of the contract, for every reply that shows them. */

import type { ContextPassage, DocumentSummary, ListedDocument } from '../api/documents.js';
import type { IndexedDocument } from '../index/contract.js';
import type { Document, Passage } from '../types.js';

/** What a document says of itself. */
export function summariseDocument(document: Document): DocumentSummary {
  const { id, metadata, source, sources } = document;
  const { basedOn, ...stated } = metadata;
  return { id, ...stated, source, sources, basedOn };
}

/** The same with what the index holds of it. */
export function listDocument(document: IndexedDocument): ListedDocument {
  return {
    ...summariseDocument(document),
    characters: document.text.length,
    passages: document.passages.length,
    indexedAt: document.indexedAt,
  };
}

/** A passage with its document and place. */
export function describePassage(document: Document, passage: Passage): ContextPassage {
  return {
    id: passage.id,
    document: summariseDocument(document),
    headingPath: passage.headingPath,
    text: document.text.slice(passage.start, passage.end),
    start: passage.start,
    end: passage.end,
    paragraph: passage.paragraph,
    page: passage.page,
  };
}
