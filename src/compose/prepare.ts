/**
 * From what a file says to a document: clean, describe, chunk and annotate put together. A raw document goes in; an
 * annotated one comes out.
 */

import { annotateDocument } from '../annotate/annotate.js';
import type { AnnotatedDocument } from '../annotate/contract.js';
import { chunkText } from '../chunk/document.js';
import { cleanDocument } from '../clean/document.js';
import { describeDocument } from '../describe/metadata.js';
import { WenjuError } from '../errors.js';
import type { DeclaredMetadata, RawDocument } from '../ingest/contract.js';
import type { Knowledge } from '../lexicon/knowledge.js';
import type { Document, Paragraph } from '../types.js';

/** @throws WenjuError FILE_UNREADABLE naming the file when nothing of it is kept, or it holds more figures than are read */
export function prepareDocument(
  raw: RawDocument,
  sidecar: DeclaredMetadata | null,
  knowledge: Knowledge,
): AnnotatedDocument {
  const cleaned = cleanDocument(raw);
  if (cleaned.paragraphs.length === 0) {
    throw new WenjuError(
      'FILE_UNREADABLE',
      `${raw.source} holds nothing but navigation, notices and white space. Add the text, or remove the file.`,
    );
  }
  const { metadata, origins } = describeDocument(raw, cleaned, sidecar, knowledge.gazetteer);
  const document: Document = {
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
  return annotateDocument(document, knowledge);
}

function findPageStarts(paragraphs: readonly Paragraph[]): Document['pageStarts'] {
  return paragraphs.flatMap(({ start, page }, index) =>
    page === null || page === paragraphs[index - 1]?.page ? [] : [{ start, page }],
  );
}
