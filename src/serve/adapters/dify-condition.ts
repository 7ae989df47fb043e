/**
 * Does a record's metadata satisfy Dify's conditions? Takes the conditions, gives a function over metadata; nothing is
 * thrown. What a condition says is read once, as it is tried on every field it names of every document.
 */

import type { Condition, MetadataCondition, Operator } from './dify-schemas.js';
import { listOf, readDate, splitList } from './dify-schemas.js';

/** Fields and their values; null: not known. */
export type Metadata = Readonly<Record<string, string | number | null | undefined>>;

/**
 * Whether the conditions hold. A condition on a field of `open` may still hold and counts as holding: so documents are
 * chosen before it is known which of their passages are found.
 */
export type Satisfies = (metadata: Metadata, open?: readonly string[]) => boolean;

/** A value of a condition, as each operator needs it. */
interface Wanted {
  readonly text: string;
  /** NaN for what is none. */
  readonly number: number;
  readonly date: string | null;
}

export function readCondition(condition: MetadataCondition): Satisfies {
  const conditions = (condition.conditions ?? []).map(({ name, comparison_operator: operator, value }) => {
    const fields = [...new Set(listOf(name))];
    const wanted = readWanted(operator, value);
    return (metadata: Metadata, open: readonly string[]): boolean =>
      fields.some((field) => open.includes(field) || compare(metadata[field] ?? null, operator, wanted));
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

function readWanted(operator: Operator, value: Condition['value']): Wanted[] {
  const values = value == null ? [] : listOf(value).map(String);
  const texts = operator === 'in' || operator === 'not in' ? values.flatMap(splitList) : values;
  return texts.map((text) => ({ text, number: readNumber(text), date: readDate(text) }));
}

/** What is not known equals, contains and exceeds nothing. */
function compare(own: string | number | null, operator: Operator, wanted: readonly Wanted[]): boolean {
  const any = (matches: (own: string, one: Wanted) => boolean): boolean =>
    own !== null && wanted.some((one) => matches(String(own), one));
  switch (operator) {
    case 'empty':
    case 'null':
      return own === null;
    case 'not empty':
    case 'not null':
      return own !== null;
    case 'contains':
      return any((text, part) => text.includes(part.text));
    case 'not contains':
      return !any((text, part) => text.includes(part.text));
    case 'start with':
      return any((text, part) => text.startsWith(part.text));
    case 'end with':
      return any((text, part) => text.endsWith(part.text));
    case 'is':
    case '=':
    case 'in':
      return any(equals);
    case 'is not':
    case '≠':
    case 'not in':
      return !any(equals);
    case '>':
      return any((text, one) => Number(text) > one.number);
    case '<':
      return any((text, one) => Number(text) < one.number);
    case '≥':
      return any((text, one) => Number(text) >= one.number);
    case '≤':
      return any((text, one) => Number(text) <= one.number);
    case 'before':
      return any((text, one) => compareDates(text, one.date) < 0);
    case 'after':
      return any((text, one) => compareDates(text, one.date) > 0);
  }
}

/** As numbers where both are: 2024 is "2024.0". */
function equals(own: string, one: Wanted): boolean {
  return own === one.text || readNumber(own) === one.number;
}

function readNumber(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text);
}

/** As precise as the less precise of the two: 2024-01-10 is neither before nor after 2024. NaN for what is no date. */
function compareDates(own: string, right: string | null): number {
  const left = readDate(own);
  if (left === null || right === null) return Number.NaN;
  const length = Math.min(left.length, right.length);
  const [a, b] = [left.slice(0, length), right.slice(0, length)];
  return a < b ? -1 : a > b ? 1 : 0;
}
