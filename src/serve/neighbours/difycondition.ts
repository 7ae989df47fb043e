/** Does a record's metadata satisfy Dify's conditions? Takes the conditions and metadata; nothing is thrown. */

import type { Condition, MetadataCondition, Operator } from './difyschemas.js';
import { readDate } from './difyschemas.js';

/** Fields and their values; null: not known. */
export type Metadata = Readonly<Record<string, string | number | null | undefined>>;

/**
 * Whether `condition` holds. A condition on a field of `open` may still hold and counts as holding: so documents are
 * chosen before it is known which of their passages are found.
 */
export function satisfies(condition: MetadataCondition, metadata: Metadata, open: readonly string[] = []): boolean {
  const conditions = condition.conditions ?? [];
  if (conditions.length === 0) return true;
  const holds = ({ name, comparison_operator, value }: Condition): boolean =>
    listOf(name).some((field) => open.includes(field) || compare(metadata[field] ?? null, comparison_operator, value));
  return condition.logical_operator === 'or' ? conditions.some(holds) : conditions.every(holds);
}

/** Fields a condition speaks of. */
export function listFields(condition: MetadataCondition): string[] {
  return (condition.conditions ?? []).flatMap(({ name }) => listOf(name));
}

/** What is not known equals, contains and exceeds nothing. */
function compare(own: string | number | null, operator: Operator, value: Condition['value']): boolean {
  const wanted = value == null ? [] : listOf(value);
  const any = (matches: (own: string, one: string) => boolean): boolean =>
    own !== null && wanted.some((one) => matches(String(own), String(one)));
  switch (operator) {
    case 'empty':
    case 'null':
      return own === null;
    case 'not empty':
    case 'not null':
      return own !== null;
    case 'contains':
      return any((text, part) => text.includes(part));
    case 'not contains':
      return !any((text, part) => text.includes(part));
    case 'start with':
      return any((text, part) => text.startsWith(part));
    case 'end with':
      return any((text, part) => text.endsWith(part));
    case 'is':
    case '=':
      return any(equals);
    case 'is not':
    case '≠':
      return !any(equals);
    case 'in':
      return any((text, list) => splitList(list).some((one) => equals(text, one)));
    case 'not in':
      return !any((text, list) => splitList(list).some((one) => equals(text, one)));
    case '>':
      return any((text, one) => Number(text) > Number(one));
    case '<':
      return any((text, one) => Number(text) < Number(one));
    case '≥':
      return any((text, one) => Number(text) >= Number(one));
    case '≤':
      return any((text, one) => Number(text) <= Number(one));
    case 'before':
      return any((text, one) => compareDates(text, one) < 0);
    case 'after':
      return any((text, one) => compareDates(text, one) > 0);
  }
}

/** As numbers where both are: 2024 is "2024.0". */
function equals(own: string, one: string): boolean {
  if (own === one) return true;
  return own.trim() !== '' && one.trim() !== '' && Number(own) === Number(one);
}

/** Dify writes a list as one, or with commas. */
function splitList(text: string): string[] {
  return [text, ...text.split(',').map((part) => part.trim())];
}

/** As precise as the less precise of the two: 2024-01-10 is neither before nor after 2024. NaN for what is no date. */
function compareDates(own: string, one: string): number {
  const [left, right] = [readDate(own), readDate(one)];
  if (left === null || right === null) return Number.NaN;
  const length = Math.min(left.length, right.length);
  const [a, b] = [left.slice(0, length), right.slice(0, length)];
  return a < b ? -1 : a > b ? 1 : 0;
}

function listOf<Value>(value: Value | readonly Value[]): readonly Value[] {
  // What is no array is one value; Array.isArray forgets that a readonly list is one.
  return Array.isArray(value) ? value : [value as Value];
}
