/**
 * The contract between whoever asks (HTTP, command line, pages) and the service that answers: the replies as zod
 * schemas, from which `/openapi.json` is generated, and the `Service` itself; the requests are in `request.ts`. Every
 * offset is in UTF-16 code units and half-open. Fields may be added, never renamed.
 */

import { z } from 'zod';
import { EXAMPLES } from './examples.js';
import { metadataFields } from './metadata.js';

export type { AskRequest, Filters, SearchRequest } from './request.js';

/** A list that is only read. */
const list = <Item extends z.ZodType>(item: Item) => z.array(item).readonly();

/** `schema` or null. A union, as `nullable` of a named schema is described in OpenAPI as something nothing satisfies. */
const orNull = <Schema extends z.ZodType>(schema: Schema) => z.union([schema, z.null()]);

const offset = (description: string) => z.int().min(0).meta({ description });
const spanFields = (into: string) => ({
  start: offset(`Where it begins in ${into}, in UTF-16 code units.`),
  end: offset(`Where it ends in ${into}, exclusive.`),
});
const paragraph = z.int().min(1).meta({ description: 'Paragraph of the cleaned text it begins in, from 1.' });
const page = z.int().min(1).nullable().meta({ description: 'Page it begins on; null for formats without pages.' });
const headingPath = list(z.string()).meta({ description: 'Headings above it, outermost first.' });
const address = z.string().nullable();
const indexVersion = z.string().meta({ description: 'Changes whenever what is indexed changes.' });

// Documents and passages

const { basedOn, ...ownFields } = metadataFields;

const documentFields = {
  id: z.string().meta({ description: 'From its path below the corpus folder: replacing the file keeps it.' }),
  ...ownFields,
  source: z.string().meta({ description: 'Path of its file below the corpus folder.' }),
  sources: list(
    z.object({
      source: z.string().meta({ description: 'Path of the file below its corpus folder.' }),
      url: address.meta({ description: 'Where it was published.' }),
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

export const IndexedDocument = z
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
export type IndexedDocument = z.output<typeof IndexedDocument>;

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

const Span = z
  .object(spanFields("the passage's text"))
  .meta({ id: 'Span', description: 'A half-open range.', example: EXAMPLES.Span });

const Explanation = z
  .object({
    bm25: z.number().meta({ description: 'BM25 of the question over the words of title, headings and passage.' }),
    passage: z.number().meta({ description: "Cosine of question and passage, less the language's mean vectors." }),
    sentence: z.number().meta({ description: 'The same for the best sentence of the passage.' }),
    fused: z.number().meta({ description: 'The score passages are ranked by.' }),
    matched: list(z.string()).meta({ description: 'Words of the question that stand in the passage.' }),
  })
  .meta({
    id: 'Explanation',
    description: 'The numbers behind a rank. They compare passages of one reply, not of two.',
    example: EXAMPLES.Explanation,
  });

export const ReplyPassage = z
  .object({
    ...passageFields,
    rank: z.int().min(1).meta({ description: 'Place in the reply, from 1, best first.' }),
    relevance: z.enum(['high', 'medium', 'low']).meta({ description: 'How well it speaks to the question.' }),
    highlights: list(Span).meta({ description: "The sentences that speak to the question, in the passage's text." }),
    explain: Explanation.optional(),
  })
  .meta({
    id: 'ReplyPassage',
    description: 'A passage found for a question. explain is there only when it was asked for.',
    example: EXAMPLES.ReplyPassage,
  });
export type ReplyPassage = z.output<typeof ReplyPassage>;

// Answers

export const Citation = z
  .object({
    marker: z.int().min(1).meta({ description: 'The number it has in the answer: [1].' }),
    passageId: z.string().meta({ description: 'The passage it stands in.' }),
    documentId: z.string().meta({ description: 'The document it stands in.' }),
    title: z.string().meta({ description: 'Title of the document.' }),
    headingPath,
    quote: z.string().meta({ description: "The words cited: the document's text from start to end." }),
    ...spanFields("the document's text"),
    paragraph,
    page,
    table: orNull(
      z.object({
        caption: z.string().nullable().meta({ description: 'Caption of the table, with its unit.' }),
        row: z.string().meta({ description: 'First cell of the row.' }),
        columns: list(z.string()).meta({ description: 'Heads of the columns, in order.' }),
      }),
    ).meta({ description: 'For words that stand in a table: where in it.' }),
    url: address.meta({ description: 'Where the document was published.' }),
    deepLink: address.meta({ description: 'The same with a text fragment that opens at the quote.' }),
    readerUrl: z.string().meta({ description: "Path of this service's page of the document, opening at the quote." }),
  })
  .meta({
    id: 'Citation',
    description: 'Where the words of an answer stand.',
    example: EXAMPLES.Citation,
  });
export type Citation = z.output<typeof Citation>;

export const Answer = z
  .object({
    text: z.string().meta({ description: 'The whole answer, with markers.' }),
    sentences: list(
      z.object({
        text: z.string().meta({ description: 'The sentence, without markers; extractive: the quote it cites.' }),
        citations: list(z.int().min(1)).meta({ description: 'Markers of the citations that prove it.' }),
      }),
    ).meta({ description: 'The answer sentence by sentence.' }),
    note: z.string().nullable().meta({ description: 'For an English reader: what the Chinese sentences are.' }),
  })
  .meta({
    id: 'Answer',
    description: 'What the documents say, sentence by sentence, each with its place.',
    example: EXAMPLES.Answer,
  });
export type Answer = z.output<typeof Answer>;

export const NotFound = z
  .object({
    missing: list(
      z.object({
        kind: z.enum(['region', 'year', 'indicator', 'topic']).meta({ description: 'What sort of thing is missing.' }),
        value: z.string().meta({ description: 'The thing itself.' }),
      }),
    ).meta({ description: 'What the documents do not have.' }),
    message: z.string().meta({ description: 'The same as a sentence.' }),
    coverage: z
      .object({
        regions: list(z.string()).meta({ description: 'Regions that are covered.' }),
        years: list(z.int()).meta({ description: 'Years of the reports that are covered.' }),
      })
      .meta({ description: 'What the documents do have.' }),
  })
  .meta({
    id: 'NotFound',
    description: 'What was asked for and is not in the documents.',
    example: EXAMPLES.NotFound,
  });
export type NotFound = z.output<typeof NotFound>;

export const Understood = z
  .object({
    regions: list(z.string()).meta({ description: 'Regions asked about, by their full names.' }),
    years: list(z.int()).meta({ description: 'Years of the figures asked for.' }),
    reportYears: list(z.int()).meta({ description: 'Years of the reports that can have them.' }),
    indicators: list(z.string()).meta({ description: 'Indicators asked for, by their official names.' }),
    comparison: z.boolean().meta({ description: 'Whether several things are compared.' }),
  })
  .meta({
    id: 'Understood',
    description: 'What was understood of the question.',
    example: EXAMPLES.Understood,
  });
export type Understood = z.output<typeof Understood>;

// Replies

const tookMs = z.number().min(0).meta({ description: 'How long it took, in milliseconds.' });

export const SearchReply = z
  .object({
    passages: list(ReplyPassage).meta({ description: 'What was found, best first.' }),
    understood: Understood,
    indexVersion,
    tookMs,
  })
  .meta({
    id: 'SearchReply',
    description: 'The passages that speak to a question.',
    example: EXAMPLES.SearchReply,
  });
export type SearchReply = z.output<typeof SearchReply>;

export const AskReply = z
  .object({
    status: z.enum(['answered', 'partial', 'not_found', 'conflicting']).meta({
      description: 'partial: a part of what was asked is not there; conflicting: the documents contradict each other.',
    }),
    mode: z.enum(['extractive', 'generated']).meta({ description: 'How the answer was made.' }),
    answer: orNull(Answer).meta({ description: 'Null when nothing was found.' }),
    citations: list(Citation).meta({ description: 'Where the words of the answer stand, by marker.' }),
    passages: list(ReplyPassage).meta({ description: 'The evidence, best first; empty when nothing was found.' }),
    nearest: list(ReplyPassage).meta({
      description: 'When nothing was found: up to 3 passages that come nearest and are not evidence.',
    }),
    notFound: orNull(NotFound).meta({ description: 'What is missing, when status is not_found or partial.' }),
    understood: Understood,
    explain: z
      .object({
        evidence: z.number().meta({ description: 'How sure it is, 0 to 1; 0 when a rule refused.' }),
        threshold: z.number().meta({ description: 'Below it a question is refused.' }),
      })
      .optional()
      .meta({ description: 'With explain only.' }),
    indexVersion,
    tookMs,
  })
  .meta({
    id: 'AskReply',
    description: 'The answer to a question, with the words that prove it.',
    example: EXAMPLES.AskReply,
  });
export type AskReply = z.output<typeof AskReply>;

export const DocumentsReply = z
  .object({ documents: list(IndexedDocument).meta({ description: 'Every document.' }), indexVersion })
  .meta({
    id: 'DocumentsReply',
    description: 'What is indexed.',
    example: EXAMPLES.DocumentsReply,
  });
export type DocumentsReply = z.output<typeof DocumentsReply>;

export const DocumentReply = z
  .object({
    document: IndexedDocument,
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

/** RFC 9457; the media type is `application/problem+json`. */
export const Problem = z
  .object({
    type: z.string().meta({ description: 'about:blank: the status says what kind of problem it is.' }),
    title: z.string().meta({ description: 'The name of the status.' }),
    status: z.int().meta({ description: 'The HTTP status.' }),
    detail: z.string().meta({ description: 'What was expected, what came, what to do.' }),
    instance: z.string().meta({ description: 'The path that was asked for.' }),
    errors: list(
      z.object({
        path: z.string().meta({ description: 'The field, as filters.years[0]; empty: the request as a whole.' }),
        message: z.string().meta({ description: 'What was expected there and what came.' }),
      }),
    ).meta({ description: 'Field by field, at most 20; empty when no field is to blame.' }),
  })
  .meta({ id: 'Problem', description: 'Why a request was refused (RFC 9457).', example: EXAMPLES.Problem });
export type Problem = z.output<typeof Problem>;

export const Readiness = z
  .object({
    ready: z.boolean().meta({ description: 'Whether questions are answered.' }),
    indexVersion: z.string().nullable().meta({ description: 'The index that answers; null while none is open.' }),
    documents: z.int().min(0).meta({ description: 'How many documents it holds.' }),
    passages: z.int().min(0).meta({ description: 'How many passages it holds.' }),
    model: z.string().meta({ description: 'The embedding model.' }),
  })
  .meta({
    id: 'Readiness',
    description: 'Whether the index is open and the model loaded.',
    example: EXAMPLES.Readiness,
  });
export type Readiness = z.output<typeof Readiness>;
