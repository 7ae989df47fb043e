/**
 * Base: what a document may say of itself, a row a field. Front matter, `sources.csv`, columns of CSV files, uploads, the
 * index, every reply and the pages take their fields from here; a new field is a row, and its label in
 * `serve/pages/zh.ts` and `en.ts`.
 */

import type { DocumentType } from './document-kinds.js';

/** The document that a digest sums up. */
export interface Original {
  readonly title: string;
  readonly publisher: string | null;
  readonly url: string | null;
}

/** What fields hold: null where a document does not say. */
export interface FieldValues {
  readonly title: string;
  readonly text: string | null;
  readonly year: number | null;
  readonly type: DocumentType;
  /** ISO 8601, as precise as is known: `2024-01-10`, `2024-01` or `2024`. */
  readonly date: string | null;
  readonly address: string | null;
  readonly original: Original | null;
}

export interface MetadataField {
  readonly holds: keyof FieldValues;
  /** What it is, for whoever reads the description of the API. */
  readonly description: string;
  readonly example: string | number | null;
  /** Its Chinese name as a column of a CSV file, besides its own; null for what fits no cell. */
  readonly column: string | null;
}

/** In the order in which they are replied. */
const FIELDS = {
  title: { holds: 'title', description: 'Its title.', example: '荆门市政府工作报告', column: '标题' },
  region: {
    holds: 'text',
    description: 'Full official name of the place it is about; null: none named.',
    example: '荆门市',
    column: '地区',
  },
  year: {
    holds: 'year',
    description: 'Year of the report: a report of 2024 reviews 2023.',
    example: 2024,
    column: '年份',
  },
  type: {
    holds: 'type',
    description: 'What it is; digest: a summary of another document.',
    example: 'report',
    column: '类型',
  },
  delivered: {
    holds: 'date',
    description: 'When it was delivered, ISO 8601, as precise as is known.',
    example: '2024-01-10',
    column: '报告日期',
  },
  published: {
    holds: 'date',
    description: 'When it was published, ISO 8601, as precise as is known.',
    example: '2024-03-19',
    column: '发布日期',
  },
  speaker: {
    holds: 'text',
    description: 'Who delivered it, was interviewed or signed it.',
    example: '陈家伟',
    column: '报告人',
  },
  publisher: { holds: 'text', description: 'Who published it.', example: '荆门日报', column: '来源' },
  url: { holds: 'address', description: 'Where it was published.', example: null, column: '网址' },
  basedOn: {
    holds: 'original',
    description: 'For a digest: the document it sums up.',
    example: null,
    column: null,
  },
} as const satisfies Readonly<Record<string, MetadataField>>;

type Fields = typeof FIELDS;
export type MetadataFieldName = keyof Fields;

export type DocumentMetadata = { readonly [Name in MetadataFieldName]: FieldValues[Fields[Name]['holds']] };

/** Where a metadata value was read, in order of trust. */
export type MetadataOrigin = 'front matter' | 'sources.csv' | 'file name' | 'text' | 'default';

export const METADATA_FIELDS: readonly (MetadataField & { readonly name: MetadataFieldName })[] = Object.entries(
  FIELDS,
  // Object.entries forgets which names the rows have.
).map(([name, field]) => ({ ...field, name: name as MetadataFieldName }));

/** Something for every field, made by what the field holds. */
export function mapMetadata<Made extends Readonly<Record<keyof FieldValues, (field: MetadataField) => unknown>>>(
  make: Made,
): { [Name in MetadataFieldName]: ReturnType<Made[Fields[Name]['holds']]> } {
  // Object.fromEntries forgets which names it was given, and what by each.
  return Object.fromEntries(METADATA_FIELDS.map((field) => [field.name, make[field.holds](field)])) as {
    [Name in MetadataFieldName]: ReturnType<Made[Fields[Name]['holds']]>;
  };
}

/** Of a document that states nothing but its title. */
export function blankMetadata(title: string): DocumentMetadata {
  const unknown = () => null;
  return mapMetadata({
    title: () => title,
    type: () => 'other' as const,
    text: unknown,
    year: unknown,
    date: unknown,
    address: unknown,
    original: unknown,
  });
}
