/**
 * What is replied about documents and passages, as zod schemas, from which `/openapi.json` is generated, and the fields
 * that other replies share with them. Every offset is in UTF-16 code units and half-open. Fields may be added, never
 * renamed.
 */

import { z } from 'zod';
import { EXAMPLES } from './examples.js';
import { metadataFields } from './metadata.js';

/** A list that is only read. */
export const list = <Item extends z.ZodType>(item: Item) => z.array(item).readonly();

/** `schema` or null. A union, as `nullable` of a named schema is described in OpenAPI as something nothing satisfies. */
export const orNull = <Schema extends z.ZodType>(schema: Schema) => z.union([schema, z.null()]);

const offset = (description: string) => z.int().min(0).meta({ description });
export const spanFields = (into: string) => ({
  start: offset(`Where it begins in ${into}, in UTF-16 code units.`),
  end: offset(`Where it ends in ${into}, exclusive.`),
});
const paragraph = z.int().min(1).meta({ description: 'Paragraph of the cleaned text it begins in, from 1.' });
const page = z.int().min(1).nullable().meta({ description: 'Page it begins on; null for formats without pages.' });
const headingPath = list(z.string()).meta({ description: 'Headings above it, outermost first.' });
export const indexVersion = z.string().meta({ description: 'Changes whenever what is indexed changes.' });

const { basedOn, ...ownFields } = metadataFields;

const documentFields = {
  id: z.string().meta({ description: 'From its path below the corpus folder: replacing the file keeps it.' }),
  ...ownFields,
  source: z.string().meta({ description: 'Path of its file below the corpus folder.' }),
  sources: list(
    z.object({
      source: z.string().meta({ description: 'Path of the file below its corpus folder.' }),
      url: z.string().nullable().meta({ description: 'Where it was published.' }),
    }),
  ).meta({ description: 'Its file and those of its near-duplicates.' }),
  basedOn,
};

export const DocumentSummary = z.object(documentFields).meta({
  id: 'DocumentSummary',
  description: 'What a document says of itself.',
  example: EXAMPLES.DocumentSummary,
});
export type DocumentSummary = z.output<typeof DocumentSummary>;

export const ListedDocument = z
  .object({
    ...documentFields,
    characters: z.int().min(0).meta({ description: 'Length of its cleaned text, in UTF-16 code units.' }),
    passages: z.int().min(0).meta({ description: 'How many passages it was split into.' }),
    indexedAt: z.string().meta({ description: 'When it was indexed, ISO 8601 with time zone.' }),
  })
  .meta({
    id: 'IndexedDocument',
    description: 'A document and what the index holds of it.',
    example: EXAMPLES.IndexedDocument,
  });
export type ListedDocument = z.output<typeof ListedDocument>;

const passageFields = {
  id: z.string().meta({ description: 'Document id, hyphen, ordinal: the same for the same document text.' }),
  document: DocumentSummary,
  headingPath,
  text: z.string().meta({ description: "The document's text from start to end." }),
  ...spanFields("the document's text"),
  paragraph,
  page,
};

export const ContextPassage = z.object(passageFields).meta({
  id: 'ContextPassage',
  description: 'A passage of a document, by itself.',
  example: EXAMPLES.ContextPassage,
});
export type ContextPassage = z.output<typeof ContextPassage>;

export const DocumentsReply = z
  .object({
    documents: list(ListedDocument).meta({ description: 'Every document.' }),
    english: z
      .record(z.string(), z.string())
      .optional()
      .meta({ description: 'What provinces and the places of the documents are called in English, by their names.' }),
    indexVersion,
  })
  .meta({
    id: 'DocumentsReply',
    description: 'What is indexed.',
    example: EXAMPLES.DocumentsReply,
  });
export type DocumentsReply = z.output<typeof DocumentsReply>;

export const DocumentReply = z
  .object({
    document: ListedDocument,
    text: z.string().meta({ description: 'Its cleaned text; every offset of the document is into it.' }),
    outline: list(
      z.object({
        level: z.int().min(1).meta({ description: '1 is the outermost.' }),
        heading: z.string().meta({ description: 'The heading: the text from start to end.' }),
        ...spanFields('the text'),
      }),
    ).meta({ description: 'Its headings, in their order.' }),
    passages: list(
      z.object({
        id: z.string().meta({ description: 'As /v1/passages/{id} takes it.' }),
        headingPath,
        ...spanFields('the text'),
        paragraph,
        page,
      }),
    ).meta({ description: 'Its passages, in their order.' }),
    dropped: list(
      z.object({
        text: z.literal('').meta({
          description: 'Always empty: what is deleted, hidden or a comment is told on the command line only.',
        }),
        length: z.int().min(0).meta({ description: 'UTF-16 code units of what was dropped, of its first 2,000.' }),
        reason: z.string().meta({ description: 'Why: navigation, copyright, repeated text…' }),
      }),
    ).meta({ description: 'What its file has and its text has not.' }),
  })
  .meta({
    id: 'DocumentReply',
    description: 'A document with its text and how it was split.',
    example: EXAMPLES.DocumentReply,
  });
export type DocumentReply = z.output<typeof DocumentReply>;

export const RemovedReply = z
  .object({
    id: z.string().meta({ description: 'The document that was removed.' }),
    sources: list(z.string()).meta({
      description: 'Its own file, deleted from the corpus folder. Those of copies merged into it stay.',
    }),
    indexVersion,
  })
  .meta({ id: 'RemovedReply', description: 'What was removed.', example: EXAMPLES.RemovedReply });
export type RemovedReply = z.output<typeof RemovedReply>;

export const PassageContextReply = z
  .object({
    passage: ContextPassage,
    previous: orNull(ContextPassage).meta({ description: 'The passage before it in the document; null: it is first.' }),
    next: orNull(ContextPassage).meta({ description: 'The passage after it in the document; null: it is last.' }),
  })
  .meta({
    id: 'PassageContextReply',
    description: 'A passage with its neighbours.',
    example: EXAMPLES.PassageContextReply,
  });
export type PassageContextReply = z.output<typeof PassageContextReply>;
