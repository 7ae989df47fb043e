/** From what a file says to a document: clean, describe and chunk put together. A raw document goes in; a document comes out. */

import { chunkText } from '../chunk/document.js';
import { cleanDocument } from '../clean/document.js';
import { describeDocument } from '../describe/metadata.js';
import { WenjuError } from '../errors.js';
import type { DeclaredMetadata, RawDocument } from '../ingest/contract.js';
import type { Gazetteer } from '../lexicon/contract.js';
import type { Document, Paragraph } from '../types.js';

/** @throws WenjuError FILE_UNREADABLE naming the file when nothing of it is kept */
export function prepareDocument(raw: RawDocument, sidecar: DeclaredMetadata | null, gazetteer: Gazetteer): Document {
  const cleaned = cleanDocument(raw);
  if (cleaned.paragraphs.length === 0) {
    throw new WenjuError(
      'FILE_UNREADABLE',
      `${raw.source} holds nothing but navigation, notices and white space. Add the text, or remove the file.`,
    );
  }
  const { metadata, origins } = describeDocument(raw, cleaned, sidecar, gazetteer);
  return {
    id: raw.documentId,
    source: raw.source,
    sources: [{ source: raw.source, url: metadata.url }],
    contentHash: raw.contentHash,
    metadata,
    origins,
    text: cleaned.text,
    ...chunkText(raw.documentId, cleaned.text, cleaned.paragraphs),
    pageStarts: findPageStarts(cleaned.paragraphs),
    tableRows: cleaned.tableRows,
    dropped: cleaned.dropped,
  };
}

function findPageStarts(paragraphs: readonly Paragraph[]): Document['pageStarts'] {
  return paragraphs.flatMap(({ start, page }, index) =>
    page === null || page === paragraphs[index - 1]?.page ? [] : [{ start, page }],
  );
}
