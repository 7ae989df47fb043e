/** Base: which kinds of documents there are. */

/** What kind of text a document is. A `digest` is wenju's own summary of another document and is cited as such. */
export const DOCUMENT_TYPES = ['report', 'interview', 'interpretation', 'policy', 'digest', 'other'] as const;
export type DocumentType = (typeof DOCUMENT_TYPES)[number];
