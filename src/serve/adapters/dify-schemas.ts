/**
 * What Dify asks an external knowledge and is told, as its External Knowledge API has it. Fields that are not named
 * here are let through: Dify adds to its requests from one version to the next, and a client cannot leave them out.
 */

import { z } from 'zod';
import { DocumentSummary } from '../../api/contract.js';
import { EXAMPLES } from '../../api/examples.js';
import { DEFAULT_TOP_K, MAX_TOP_K, Question } from '../../api/request.js';

/** The one knowledge there is: everything that is indexed. */
export const KNOWLEDGE_ID = 'wenju';
/** Conditions of a request: each is tried on every document. */
const MAX_CONDITIONS = 50;
/** Names of a condition, and values: each of the one is compared with each of the other. */
const MAX_LISTED = 20;

const { id: documentId, sources: _sources, basedOn: _basedOn, ...stated } = DocumentSummary.shape;
/** What is known of a record's document; conditions on these choose documents before anything is ranked. */
const documentFields = { documentId, ...stated };
/** What is known of the passage; conditions on these choose among the best passages. */
const passageFields = {
  passageId: z.string().meta({ description: 'Id of the passage.' }),
  headings: z.string().meta({ description: 'Headings above it, outermost first, with › between them.' }),
  paragraph: z.int().meta({ description: 'Paragraph of the document it begins in, from 1.' }),
  page: z.int().nullable().meta({ description: 'Page it begins on, for formats that have pages.' }),
  readerUrl: z.string().meta({ description: 'Page of this service that opens at the passage.' }),
};

export const PASSAGE_FIELDS: readonly string[] = Object.keys(passageFields);
const FIELDS = [...Object.keys(documentFields), ...PASSAGE_FIELDS];

/** In Dify's words and signs; `null` and `not null` are those of its older documents. */
export const OPERATORS = [
  'contains',
  'not contains',
  'start with',
  'end with',
  'is',
  'is not',
  'in',
  'not in',
  'empty',
  'not empty',
  'null',
  'not null',
  '=',
  '≠',
  '>',
  '<',
  '≥',
  '≤',
  'before',
  'after',
] as const;
export type Operator = (typeof OPERATORS)[number];

/** Take no value. */
const UNARY: readonly Operator[] = ['empty', 'not empty', 'null', 'not null'];
const NUMERIC: readonly Operator[] = ['>', '<', '≥', '≤'];
const DATED: readonly Operator[] = ['before', 'after'];
const LISTING: readonly Operator[] = ['in', 'not in'];

/** Seconds since 1970 are told from years by their size: this is March 1973. */
const LEAST_TIMESTAMP = 100_000_000;
const MS_PER_SECOND = 1_000;

/** The date of a condition, as precise as it is given: an ISO date, a year, or seconds since 1970. Null for others. */
export function readDate(value: unknown): string | null {
  const text = String(value);
  if (/^\d{9,11}$/.test(text) && Number(text) >= LEAST_TIMESTAMP) {
    return new Date(Number(text) * MS_PER_SECOND).toISOString().slice(0, 'yyyy-mm-dd'.length);
  }
  return /^\d{4}(?:-\d{2}(?:-\d{2})?)?(?=$|[T ])/.exec(text)?.[0] ?? null;
}

/** What is no list is one of one. */
export function listOf<Value>(value: Value | readonly Value[]): readonly Value[] {
  // What is no array is one value; Array.isArray forgets that a readonly list is one.
  return Array.isArray(value) ? value : [value as Value];
}

/** Dify writes a list as one, or with commas; a text with commas may also be meant whole. */
export function splitList(text: string): string[] {
  return [text, ...text.split(',').map((part) => part.trim())];
}

const isNumber = (value: unknown): boolean => String(value).trim() !== '' && Number.isFinite(Number(value));

/** Parts between commas of all values. */
function countListed(value: string | number | readonly (string | number)[]): number {
  return listOf(value).reduce<number>((sum, one) => sum + String(one).split(',').length, 0);
}

const NAME = `one of ${FIELDS.join(', ')}`;
const NAMES = `${NAME}, or a list of at most ${MAX_LISTED} of them`;
const name = z.enum(FIELDS, NAME);
const scalar = z.union([z.string(), z.number()]);
const VALUE = `a text, a number or a list of at most ${MAX_LISTED} of them`;
const LISTED = `at most ${MAX_LISTED} values, those between commas counted`;

const Condition = z
  .looseObject(
    {
      name: z
        .union([name, z.array(name).min(1, NAMES).max(MAX_LISTED, NAMES)], NAMES)
        .meta({ description: `Field of the metadata: ${NAME}. Of several any may hold.` }),
      comparison_operator: z
        .enum(OPERATORS, `one of ${OPERATORS.join(', ')}`)
        .meta({ description: 'How it is compared. is, =: the whole text, or the number; before, after: dates.' }),
      value: z
        .union([scalar, z.array(scalar).min(1, VALUE).max(MAX_LISTED, VALUE)], VALUE)
        .nullish()
        .meta({ description: 'What it is compared with. empty and not empty need none; of several any may hold.' }),
    },
    'a condition: name, comparison_operator, value',
  )
  .superRefine(({ comparison_operator: operator, value }, context) => {
    const refuse = (message: string) => context.addIssue({ code: 'custom', path: ['value'], message });
    if (UNARY.includes(operator)) return;
    if (value == null) refuse(`a value to compare with, which only ${UNARY.join(', ')} do without`);
    else if (NUMERIC.includes(operator) && !isNumber(value)) refuse('a number');
    else if (DATED.includes(operator) && readDate(value) === null) refuse('a date (2024-01-10) or seconds since 1970');
    else if (LISTING.includes(operator) && countListed(value) > MAX_LISTED) refuse(LISTED);
  });
export type Condition = z.output<typeof Condition>;

const LOGIC = 'and or or';
const CONDITIONS = `a list of at most ${MAX_CONDITIONS} conditions`;
const MetadataCondition = z.looseObject(
  {
    logical_operator: z
      .enum(['and', 'or'], LOGIC)
      .nullish()
      .meta({ description: 'Whether all conditions must hold, or one; and when not given.' }),
    conditions: z
      .array(Condition, CONDITIONS)
      .max(MAX_CONDITIONS, CONDITIONS)
      .nullish()
      .meta({ description: 'What must hold; none: everything does.' }),
  },
  'an object with conditions',
);
export type MetadataCondition = z.output<typeof MetadataCondition>;

const TOP_K = 'a whole number of at least 1';
const THRESHOLD = 'a number from 0 to 1';

export const DifyRequest = z
  .looseObject({
    knowledge_id: z
      .string('the id of a knowledge')
      .meta({ description: `External knowledge id: ${KNOWLEDGE_ID}, everything that is indexed.` }),
    query: Question,
    retrieval_setting: z
      .looseObject(
        {
          top_k: z
            .int(TOP_K)
            .min(1, TOP_K)
            .nullish()
            .meta({ description: `Records at most; ${DEFAULT_TOP_K} when not given, never more than ${MAX_TOP_K}.` }),
          score_threshold: z
            .number(THRESHOLD)
            .min(0, THRESHOLD)
            .max(1, THRESHOLD)
            .nullish()
            .meta({ description: 'Score a record must reach; 0 when not given.' }),
        },
        'an object with top_k and score_threshold',
      )
      .meta({ description: 'How much is wanted.' }),
    metadata_condition: MetadataCondition.nullish().meta({ description: 'What the metadata of a record must be.' }),
  })
  .meta({
    id: 'DifyRequest',
    description: 'A question of Dify. Fields not named here are ignored.',
    example: {
      knowledge_id: KNOWLEDGE_ID,
      query: EXAMPLES.AskRequest.question,
      retrieval_setting: { top_k: 5, score_threshold: 0.1 },
      metadata_condition: {
        logical_operator: 'and',
        conditions: [{ name: 'region', comparison_operator: 'is', value: '荆门市' }],
      },
    },
  });
export type DifyRequest = z.output<typeof DifyRequest>;

/** A document in Dify's fields: those that hold one value, the id by another name. */
export function describeDocument<Summary extends { readonly id: string; sources: unknown; basedOn: unknown }>(
  summary: Summary,
) {
  const { id, sources: _sources, basedOn: _basedOn, ...stated } = summary;
  return { documentId: id, ...stated };
}

export const DifyMetadata = z.object({ ...documentFields, ...passageFields });
export type DifyMetadata = z.output<typeof DifyMetadata>;

const { document, headingPath, paragraph, page, start, end, id: passageId, text } = EXAMPLES.ReplyPassage;

export const DifyReply = z
  .object({
    records: z
      .array(
        z.object({
          content: z.string().meta({ description: 'The passage: words of the document, not of this service.' }),
          score: z
            .number()
            .min(0)
            .max(1)
            .meta({
              description:
                'Never rising from one record to the next. From 0.7: highly relevant; from 0.4: fairly; from 0.1: ' +
                'hardly; below 0.1: the nearest to a question that the documents do not answer.',
            }),
          title: z.string().meta({ description: 'Title of the document.' }),
          metadata: DifyMetadata.meta({ description: 'What is known of document and passage; null: not known.' }),
        }),
      )
      .meta({ description: 'Passages, best first.' }),
  })
  .meta({
    id: 'DifyReply',
    description: 'What was found for Dify.',
    example: {
      records: [
        {
          content: text,
          score: 1,
          title: document.title,
          metadata: {
            ...describeDocument(document),
            ...{ passageId, headings: headingPath.join(' › '), paragraph, page },
            readerUrl: `http://127.0.0.1:8787/documents/${document.id}?start=${start}&end=${end}#quote`,
          },
        },
      ],
    },
  });
export type DifyReply = z.output<typeof DifyReply>;

export const DifyError = z
  .object({
    error_code: z.int().meta({
      description:
        '1001: the Authorization header is not "Bearer" and a key; 1002: the key is refused; 2001: there is no such ' +
        'knowledge; otherwise the HTTP status.',
    }),
    error_msg: z.string().meta({ description: 'What was expected, what came, what to do.' }),
  })
  .meta({
    id: 'DifyError',
    description: 'Why a request of Dify was refused.',
    example: { error_code: 2001, error_msg: 'Expected the knowledge id wenju, came "other".' },
  });
export type DifyError = z.output<typeof DifyError>;
