/**
 * What may be asked, as zod schemas: they check what comes in over HTTP, set the defaults, and `/openapi.json` is
 * generated from them. The message of a field says what is expected there; whoever refuses a request adds the
 * field's path and what came, and replies with a `Problem`. Unknown fields are refused.
 */

import { z } from 'zod';
import { DOCUMENT_TYPES } from '../document-kinds.js';
import { EXAMPLES } from './examples.js';

/** UTF-16 code units of a question: a long paragraph; what is longer is a text to search with, not a question. */
export const MAX_QUESTION_LENGTH = 2_000;
/** Passages a reply holds at most: what a reader can look through, and a reply well below one megabyte. */
export const MAX_TOP_K = 50;
/** Passages a reply holds when nothing is said: what fits on a screen. */
export const DEFAULT_TOP_K = 5;
/** Values a filter takes at most, and UTF-16 code units of each: more than all provinces, longer than any name. */
const MAX_FILTER_VALUES = 100;
const MAX_NAME_LENGTH = 100;

/** An object of these fields and no others; an unknown one is told which are known. */
export function exactly<Shape extends z.ZodRawShape>(shape: Shape): z.ZodObject<Shape, z.core.$strict> {
  const fields = Object.keys(shape).join(', ') || 'none';
  return z.strictObject(shape, {
    error: (issue) => (issue.code === 'unrecognized_keys' ? fields : `an object of ${fields}`),
  });
}

/** Something that is seen: no white space, control or format character. For zod and for JSON Schema alike. */
export const SEEN =
  '[^\\s\\u0000-\\u001f\\u007f-\\u009f\\u00ad\\u061c\\u180e\\u200b-\\u200f\\u2028-\\u202f\\u2060-\\u206f\\ufeff]';

const QUESTION = `a question of 1 to ${MAX_QUESTION_LENGTH} characters (UTF-16 code units) that is not blank`;
/** The question of a request. Well-formed: no half of a surrogate pair; not blank: something that is seen. */
export const Question = z
  .string(QUESTION)
  .min(1, QUESTION)
  .max(MAX_QUESTION_LENGTH, QUESTION)
  // zod's own limit, like that of JSON Schema, counts code points.
  .refine((text) => text.length <= MAX_QUESTION_LENGTH, QUESTION)
  .refine((text) => new RegExp(SEEN, 'u').test(text) && !/\p{Surrogate}/u.test(text), QUESTION)
  .meta({
    description: `What is asked, in Chinese or English. Not blank; at most ${MAX_QUESTION_LENGTH} UTF-16 code units.`,
    example: EXAMPLES.AskRequest.question,
    pattern: SEEN,
  });

const TOP_K = `a whole number from 1 to ${MAX_TOP_K}`;
export const TopK = z
  .int(TOP_K)
  .min(1, TOP_K)
  .max(MAX_TOP_K, TOP_K)
  .meta({ description: 'How many passages to return at most.', example: DEFAULT_TOP_K });

const LANGUAGES = ['auto', 'zh', 'en'] as const;
export const ReplyLanguage = z
  .enum(LANGUAGES, `one of ${LANGUAGES.join(', ')}`)
  .meta({ description: 'Language of what is said around the quotations; auto: that of the question.' });

const MODES = ['auto', 'extractive', 'generated'] as const;
/** What is said to whoever wants an answer in a language model's words where none is configured. */
export const NO_LANGUAGE_MODEL =
  'mode: expected auto or extractive, as no language model is configured, came "generated". ' +
  'Whoever runs the service sets llmBaseUrl and llmModel.';

export const Mode = z.enum(MODES, `one of ${MODES.join(', ')}`).meta({
  description:
    'How the answer is made. extractive: the sentences themselves; generated: written by a language model from the ' +
    'passages, each sentence checked, refused while none is configured; auto: the best that is there. Where the model ' +
    'fails the answer is made of quotations, and `generation` says why.',
});

const EXPLAIN = 'true or false';
export const Explain = z.boolean(EXPLAIN).meta({ description: 'Whether passages come with their scores.' });

const NAME = `a name of 1 to ${MAX_NAME_LENGTH} characters`;
/** The name of a region, or the id of a document or passage. */
export const Name = z.string(NAME).min(1, NAME).max(MAX_NAME_LENGTH, NAME);
const YEAR = 'a year of four digits';
const year = z.int(YEAR).min(1000, YEAR).max(9999, YEAR);
const documentType = z.enum(DOCUMENT_TYPES, `one of ${DOCUMENT_TYPES.join(', ')}`);

function filter<Value extends z.ZodType>(value: Value) {
  const expected = `a list of at most ${MAX_FILTER_VALUES} values`;
  return z.array(value, expected).max(MAX_FILTER_VALUES, expected).readonly();
}
export const RegionsFilter = filter(Name).meta({
  description: 'Only documents of these regions: any known name; a province includes the places in it.',
  example: ['荆门'],
});
export const YearsFilter = filter(year).meta({
  description: 'Only documents of these years; the year of a report is the one it was delivered in.',
  example: [2024],
});
export const TypesFilter = filter(documentType).meta({ description: 'Only these types.', example: ['report'] });
export const DocumentIdsFilter = filter(Name).meta({ description: 'Only these documents, by id.', example: [] });

/** Turns before a question: what a reader still has in mind. */
export const MAX_HISTORY = 10;
/** UTF-16 code units of an answer before: a long answer with its quotations. */
export const MAX_PAST_ANSWER_LENGTH = 8_000;
const PAST_ANSWER = `an answer of at most ${MAX_PAST_ANSWER_LENGTH} characters (UTF-16 code units)`;
const PAST_TURNS = `a list of at most ${MAX_HISTORY} turns`;

export const PastTurn = exactly({
  question: Question,
  answer: z
    .string(PAST_ANSWER)
    .max(MAX_PAST_ANSWER_LENGTH, PAST_ANSWER)
    .refine((text) => text.length <= MAX_PAST_ANSWER_LENGTH, PAST_ANSWER)
    .optional()
    .meta({ description: 'What was answered. Used for nothing but to understand the question; may be left out.' }),
}).meta({
  id: 'PastTurn',
  description: 'A question asked before and what was answered.',
  example: EXAMPLES.PastTurn,
});
export type PastTurn = z.output<typeof PastTurn>;

export const History = z
  .array(PastTurn, PAST_TURNS)
  .max(MAX_HISTORY, PAST_TURNS)
  .readonly()
  .meta({
    description:
      `The turns before, oldest first, at most ${MAX_HISTORY}: leave out older ones. What the question lacks (place, ` +
      'time, subject) is taken from them.',
    example: [],
  });

/** All filters must hold; one that is empty or not given holds for every document. */
export const Filters = exactly({
  regions: RegionsFilter.default([]),
  years: YearsFilter.default([]),
  types: TypesFilter.default([]),
  documentIds: DocumentIdsFilter.default([]),
}).meta({
  id: 'Filters',
  description: 'Which documents may answer. All filters must hold; one that is empty or left out always holds.',
  example: EXAMPLES.Filters,
});
export type Filters = z.output<typeof Filters>;

const searchFields = {
  question: Question,
  topK: TopK.default(DEFAULT_TOP_K),
  filters: Filters.prefault({}),
  language: ReplyLanguage.default('auto'),
  history: History.default([]),
  explain: Explain.default(false),
  stream: z
    .boolean('true or false')
    .refine((stream) => !stream, 'false, as passages come all at once')
    .default(false)
    .meta({ description: 'Passages are not streamed: true is refused.', enum: [false] }),
};
export const SearchRequest = exactly(searchFields).meta({
  id: 'SearchRequest',
  description: 'A question to find passages for.',
  example: EXAMPLES.SearchRequest,
});
export type SearchRequest = z.output<typeof SearchRequest>;

export const AskRequest = exactly({
  ...searchFields,
  stream: z
    .boolean('true or false')
    .default(false)
    .meta({ description: 'Whether the reply comes as server-sent events, as with Accept: text/event-stream.' }),
  mode: Mode.default('auto'),
}).meta({ id: 'AskRequest', description: 'A question to answer.', example: EXAMPLES.AskRequest });
export type AskRequest = z.output<typeof AskRequest>;

/** RFC 9457; the media type is `application/problem+json`. */
export const Problem = z
  .object({
    type: z.string().meta({ description: 'about:blank: the status says what kind of problem it is.' }),
    title: z.string().meta({ description: 'The name of the status.' }),
    status: z.int().meta({ description: 'The HTTP status.' }),
    detail: z.string().meta({ description: 'What was expected, what came, what to do.' }),
    instance: z.string().meta({ description: 'The path that was asked for.' }),
    errors: z
      .array(
        z.object({
          path: z.string().meta({ description: 'The field, as filters.years[0]; empty: the request as a whole.' }),
          message: z.string().meta({ description: 'What was expected there and what came.' }),
        }),
      )
      .readonly()
      .meta({ description: 'Field by field, at most 20; empty when no field is to blame.' }),
  })
  .meta({ id: 'Problem', description: 'Why a request was refused (RFC 9457).', example: EXAMPLES.Problem });
export type Problem = z.output<typeof Problem>;
