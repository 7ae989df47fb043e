/**
 * What is replied to a question: the passages that were found, the answer with its citations, or what is missing. As zod
 * schemas; the requests are in `request.ts`. Fields may be added, never renamed.
 */

import { z } from 'zod';
import { ContextPassage, indexVersion, list, orNull, spanFields } from './documents.js';
import { EXAMPLES } from './examples.js';
import { generationFields } from './generation.js';

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
    ...ContextPassage.shape,
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

const { headingPath, paragraph, page } = ContextPassage.shape;
const address = z.string().nullable();

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

/** What sort of answer a question wants. */
export const ANSWER_KINDS = [
  'figure',
  'comparison',
  'ranking',
  'list',
  'person',
  'time',
  'definition',
  'summary',
  'explanation',
  'yes_no',
  'help',
] as const;
export type AnswerKind = (typeof ANSWER_KINDS)[number];

const markers = list(z.int().min(1));

export const AnswerFact = z
  .object({
    region: z.string().nullable().meta({ description: 'The place it is about, by its full name.' }),
    years: list(z.int()).meta({ description: 'The years it is about.' }),
    period: z.string().nullable().meta({ description: 'A part of the year (上半年); null for the whole.' }),
    indicator: z.string().meta({ description: "The glossary's name of what it is about, else the document's words." }),
    measure: z.enum(['level', 'growth', 'share', 'rank', 'change']).meta({ description: 'How it is measured.' }),
    kind: z
      .enum(['actual', 'target', 'estimate', 'plan', 'cumulative'])
      .nullable()
      .meta({ description: 'Reached or aimed at; null when the document does not say.' }),
    value: z.number().meta({ description: 'In the unit it is written in; negative for a fall.' }),
    to: z.number().nullable().meta({ description: 'Upper end of a range.' }),
    unit: z.string().meta({ description: 'The unit it is written in.' }),
    bound: z
      .enum(['about', 'atLeast', 'atMost', 'over', 'under', 'nearly'])
      .nullable()
      .meta({ description: 'What the words around the number make of it; null when it is exact.' }),
    text: z.string().meta({ description: 'The figure as it is written.' }),
    citation: z.int().min(1).meta({ description: 'Marker of the citation it stands in.' }),
  })
  .meta({ id: 'AnswerFact', description: 'A figure that the answer states, as data.', example: EXAMPLES.AnswerFact });
export type AnswerFact = z.output<typeof AnswerFact>;

export const AnswerTable = z
  .object({
    caption: z.string().meta({ description: 'What is set side by side.' }),
    columns: list(z.string()).meta({ description: 'Heads of the columns behind the first.' }),
    rows: list(
      z.object({
        head: z.string().meta({ description: 'The first cell.' }),
        cells: list(
          orNull(
            z.object({
              text: z.string().meta({ description: 'The figure as it is written.' }),
              fact: z.int().min(0).meta({ description: "Position in the answer's facts." }),
            }),
          ),
        ).meta({ description: 'One a column; null where no document says it.' }),
      }),
    ).meta({ description: 'The rows.' }),
    notes: list(z.string()).meta({ description: 'What cannot be compared and why; which places have no figure.' }),
  })
  .meta({ id: 'AnswerTable', description: 'Figures side by side.', example: EXAMPLES.AnswerTable });
export type AnswerTable = z.output<typeof AnswerTable>;

export const Answer = z
  .object({
    text: z.string().meta({ description: 'The whole answer: lead lines, then the quoted sentences, with markers.' }),
    kind: z.enum(ANSWER_KINDS).meta({ description: 'What sort of answer it is.' }),
    lead: list(
      z.object({
        text: z
          .string()
          .meta({ description: 'A line made by rule of annotated facts, in the language of the answer.' }),
        citations: markers.meta({ description: 'Markers of the citations that prove it.' }),
      }),
    ).meta({ description: 'What the answer comes to; empty where nothing can be said for certain.' }),
    facts: list(AnswerFact).meta({ description: 'The figures of lead and table, as data.' }),
    table: orNull(AnswerTable).meta({ description: 'For a comparison or ranking.' }),
    sentences: list(
      z.object({
        text: z.string().meta({ description: 'The sentence, without markers; extractive: the quote it cites.' }),
        citations: markers.meta({ description: 'Markers of the citations that prove it.' }),
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
    question: z.string().meta({
      description: 'The question as it was understood, in full: with what the turns before supply.',
    }),
  })
  .meta({
    id: 'Understood',
    description: 'What was understood of the question.',
    example: EXAMPLES.Understood,
  });
export type Understood = z.output<typeof Understood>;

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

export const GenerationReport = z
  .object({
    ...generationFields,
    composed: orNull(
      z.object({
        answer: orNull(Answer).meta({ description: 'As it would be without a language model.' }),
        citations: list(Citation).meta({ description: 'Its citations, by marker.' }),
      }),
    ).meta({
      description: 'The answer made of quotations, in whose place the written one stands; null where it stands itself.',
    }),
  })
  .meta({
    id: 'GenerationReport',
    description: 'What became of an answer in a language model’s words. Only where one was asked.',
    example: EXAMPLES.GenerationReport,
  });
export type GenerationReport = z.output<typeof GenerationReport>;

export const AskReply = z
  .object({
    status: z.enum(['answered', 'partial', 'not_found', 'conflicting']).meta({
      description: 'partial: a part of what was asked is not there; conflicting: the documents contradict each other.',
    }),
    mode: z.enum(['extractive', 'generated']).meta({
      description:
        'How the answer was made: of quotations, or in the words of a language model, each sentence checked.',
    }),
    answer: orNull(Answer).meta({ description: 'Null when nothing was found.' }),
    citations: list(Citation).meta({ description: 'Where the words of the answer stand, by marker.' }),
    passages: list(ReplyPassage).meta({ description: 'The evidence, best first; empty when nothing was found.' }),
    nearest: list(ReplyPassage).meta({
      description: 'When nothing was found: up to 3 passages that come nearest and are not evidence.',
    }),
    notFound: orNull(NotFound).meta({ description: 'What is missing, when status is not_found or partial.' }),
    understood: Understood,
    generation: GenerationReport.optional(),
    explain: z
      .object({
        evidence: z.number().meta({ description: 'How sure it is, 0 to 1; 0 when a rule refused.' }),
        threshold: z.number().meta({ description: 'Below it a question is refused.' }),
        prompt: z.string().optional().meta({ description: 'Version of the prompt, where a language model was asked.' }),
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
