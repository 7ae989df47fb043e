/**
 * Does a record's metadata satisfy Dify's conditions? Takes the conditions, gives a function over metadata; nothing is
 * thrown. What a condition says is read once, as it is tried on every field it names of every document.
 */

import { z } from 'zod';
import { DifyMetadata } from './dify-metadata.js';

/** Conditions of a request: each is tried on every document. */
const MAX_CONDITIONS = 50;
/** Names of a condition, and values: each of the one is compared with each of the other. */
const MAX_LISTED = 20;

/** Fields and their values; null: not known. */
export type Metadata = Readonly<Record<string, string | number | null | undefined>>;

/** A value of a condition, as each operator needs it. */
interface Wanted {
  readonly text: string;
  /** NaN for what is none. */
  readonly number: number;
  readonly date: string | null;
}

type Compare = (own: string | null, wanted: readonly Wanted[]) => boolean;
type Matches = (own: string, wanted: Wanted) => boolean;

/** What is not known equals, contains and exceeds nothing. */
const any =
  (matches: Matches): Compare =>
  (own, wanted) =>
    own !== null && wanted.some((one) => matches(own, one));
const none =
  (matches: Matches): Compare =>
  (own, wanted) =>
    !any(matches)(own, wanted);

const includes: Matches = (own, { text }) => own.includes(text);
/** As numbers where both are: 2024 is "2024.0". */
const equals: Matches = (own, { text, number }) => own === text || readNumber(own) === number;
const isUnknown: Compare = (own) => own === null;
const isKnown: Compare = (own) => own !== null;

/** In Dify's words and signs, with what they take; `null` and `not null` are those of its older documents. */
export const OPERATORS = {
  contains: { takes: 'text', holds: any(includes) },
  'not contains': { takes: 'text', holds: none(includes) },
  'start with': { takes: 'text', holds: any((own, { text }) => own.startsWith(text)) },
  'end with': { takes: 'text', holds: any((own, { text }) => own.endsWith(text)) },
  is: { takes: 'text', holds: any(equals) },
  'is not': { takes: 'text', holds: none(equals) },
  in: { takes: 'list', holds: any(equals) },
  'not in': { takes: 'list', holds: none(equals) },
  empty: { takes: 'nothing', holds: isUnknown },
  'not empty': { takes: 'nothing', holds: isKnown },
  null: { takes: 'nothing', holds: isUnknown },
  'not null': { takes: 'nothing', holds: isKnown },
  '=': { takes: 'text', holds: any(equals) },
  '≠': { takes: 'text', holds: none(equals) },
  '>': { takes: 'number', holds: any((own, { number }) => Number(own) > number) },
  '<': { takes: 'number', holds: any((own, { number }) => Number(own) < number) },
  '≥': { takes: 'number', holds: any((own, { number }) => Number(own) >= number) },
  '≤': { takes: 'number', holds: any((own, { number }) => Number(own) <= number) },
  before: { takes: 'date', holds: any((own, { date }) => compareDates(own, date) < 0) },
  after: { takes: 'date', holds: any((own, { date }) => compareDates(own, date) > 0) },
} as const;
type Operator = keyof typeof OPERATORS;
// `keys` gives strings, as an object may have more than its type says; a constant has not.
const OPERATOR_NAMES = Object.keys(OPERATORS) as Operator[];

const FIELDS = DifyMetadata.keyof().options;
const NAME = `one of ${FIELDS.join(', ')}`;
const NAMES = `${NAME}, or a list of at most ${MAX_LISTED} of them`;
const name = z.enum(FIELDS, NAME);
const scalar = z.union([z.string(), z.number()]);
const VALUE = `a text, a number or a list of at most ${MAX_LISTED} of them`;
const LISTED = `at most ${MAX_LISTED} values, those between commas counted`;
const UNARY = OPERATOR_NAMES.filter((operator) => OPERATORS[operator].takes === 'nothing');

const Condition = z
  .looseObject(
    {
      name: z
        .union([name, z.array(name).min(1, NAMES).max(MAX_LISTED, NAMES)], NAMES)
        .meta({ description: `Field of the metadata: ${NAME}. Of several any may hold.` }),
      comparison_operator: z
        .enum(OPERATOR_NAMES, `one of ${OPERATOR_NAMES.join(', ')}`)
        .meta({ description: 'How it is compared. is, =: the whole text, or the number; before, after: dates.' }),
      value: z
        .union([scalar, z.array(scalar).min(1, VALUE).max(MAX_LISTED, VALUE)], VALUE)
        .nullish()
        .meta({ description: 'What it is compared with. empty and not empty need none; of several any may hold.' }),
    },
    'a condition: name, comparison_operator, value',
  )
  .superRefine(({ comparison_operator, value }, context) => {
    const refuse = (message: string) => context.addIssue({ code: 'custom', path: ['value'], message });
    const { takes } = OPERATORS[comparison_operator];
    if (takes === 'nothing') return;
    if (value == null) refuse(`a value to compare with, which only ${UNARY.join(', ')} do without`);
    else if (takes === 'number' && !Number.isFinite(readNumber(String(value)))) refuse('a number');
    else if (takes === 'date' && readDate(value) === null) refuse('a date (2024-01-10) or seconds since 1970');
    else if (takes === 'list' && countListed(value) > MAX_LISTED) refuse(LISTED);
  });
type Condition = z.output<typeof Condition>;

const LOGIC = 'and or or';
const CONDITIONS = `a list of at most ${MAX_CONDITIONS} conditions`;
export const MetadataCondition = z.looseObject(
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

/**
 * Whether the conditions hold. A condition on a field of `open` may still hold and counts as holding: so documents are
 * chosen before it is known which of their passages are found.
 */
export type Satisfies = (metadata: Metadata, open?: readonly string[]) => boolean;

export function readCondition(condition: MetadataCondition): Satisfies {
  const conditions = (condition.conditions ?? []).map(({ name, comparison_operator, value }) => {
    const fields = [...new Set(listOf(name))];
    const { takes, holds } = OPERATORS[comparison_operator];
    const wanted = readWanted(value, takes === 'list');
    return (metadata: Metadata, open: readonly string[]): boolean =>
      fields.some((field) => {
        const own = metadata[field] ?? null;
        return open.includes(field) || holds(own === null ? null : String(own), wanted);
      });
  });
  if (conditions.length === 0) return () => true;
  return (metadata, open = []) =>
    condition.logical_operator === 'or'
      ? conditions.some((holds) => holds(metadata, open))
      : conditions.every((holds) => holds(metadata, open));
}

/** Fields a condition speaks of. */
export function listFields(condition: MetadataCondition): string[] {
  return (condition.conditions ?? []).flatMap(({ name }) => listOf(name));
}

/** What is no list is one of one. */
function listOf<Value>(value: Value | readonly Value[]): readonly Value[] {
  // What is no array is one value; Array.isArray forgets that a readonly list is one.
  return Array.isArray(value) ? value : [value as Value];
}

/** Parts between commas of all values. */
function countListed(value: string | number | readonly (string | number)[]): number {
  return listOf(value).reduce<number>((sum, one) => sum + String(one).split(',').length, 0);
}

/** Dify writes a list as one, or with commas; a text with commas may also be meant whole. */
function readWanted(value: Condition['value'], isList: boolean): Wanted[] {
  const values = value == null ? [] : listOf(value).map(String);
  const texts = isList ? values.flatMap((text) => [text, ...text.split(',').map((part) => part.trim())]) : values;
  return texts.map((text) => ({ text, number: readNumber(text), date: readDate(text) }));
}

function readNumber(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text);
}

/** Seconds since 1970 are told from years by their size: this is March 1973. */
const LEAST_TIMESTAMP = 100_000_000;
const MS_PER_SECOND = 1_000;

/** The date of a condition, as precise as it is given: an ISO date, a year, or seconds since 1970. Null for others. */
function readDate(value: unknown): string | null {
  const text = String(value);
  if (/^\d{9,11}$/.test(text) && Number(text) >= LEAST_TIMESTAMP) {
    return new Date(Number(text) * MS_PER_SECOND).toISOString().slice(0, 'yyyy-mm-dd'.length);
  }
  return /^\d{4}(?:-\d{2}(?:-\d{2})?)?(?=$|[T ])/.exec(text)?.[0] ?? null;
}

/** As precise as the less precise of the two: 2024-01-10 is neither before nor after 2024. NaN for what is no date. */
function compareDates(own: string, right: string | null): number {
  const left = readDate(own);
  if (left === null || right === null) return Number.NaN;
  const length = Math.min(left.length, right.length);
  const [a, b] = [left.slice(0, length), right.slice(0, length)];
  return a < b ? -1 : a > b ? 1 : 0;
}
