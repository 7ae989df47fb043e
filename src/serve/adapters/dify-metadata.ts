/**
 * What Dify is told of a record's document and passage: the fields of the documents' contract, one level deep, as
 * conditions name them. What is added to that contract is told, and can be asked for, here too.
 */

import { z } from 'zod';
import type { ReplyPassage } from '../../api/ask.js';
import { ContextPassage, DocumentSummary } from '../../api/documents.js';

/** Dify's metadata has no lists; what is sources[0] is source. */
const { id, sources: _sources, basedOn: _basedOn, ...documentFields } = DocumentSummary.shape;
const { paragraph, page } = ContextPassage.shape;

/** What is known only when a passage has been found; conditions on these choose among the best. */
const passageFields = {
  passageId: ContextPassage.shape.id,
  headings: z.string().meta({ description: 'Headings above it, outermost first, with › between them.' }),
  paragraph,
  page,
  readerUrl: z.string().meta({ description: 'Page of this service that opens at the passage.' }),
};
export const PASSAGE_FIELDS: readonly string[] = Object.keys(passageFields);

export const DifyMetadata = z.object({ documentId: id, ...documentFields, ...passageFields });
export type DifyMetadata = z.output<typeof DifyMetadata>;

/** `origin`: where this service's pages are. */
export function describePassageForDify(passage: ReplyPassage, origin: string): DifyMetadata {
  const { id: passageId, document, headingPath, paragraph, page, start, end } = passage;
  return {
    ...describeDocumentForDify(document),
    passageId,
    headings: headingPath.join(' › '),
    paragraph,
    page,
    readerUrl: `${origin}/documents/${document.id}?start=${start}&end=${end}#quote`,
  };
}

export function describeDocumentForDify({
  id: documentId,
  sources: _sources,
  basedOn: _basedOn,
  ...fields
}: DocumentSummary): Omit<DifyMetadata, keyof typeof passageFields> {
  return { documentId, ...fields };
}
