/**
 * Ingest: the one schema of what a document's maker states about it, in front matter or in a row of `sources.csv`.
 * An untrusted object goes in; checked metadata comes out. Fields are those of the HTTP contract's document.
 */

import { z } from 'zod';
import { DOCUMENT_TYPES } from '../document-kinds.js';
import { type ErrorCode, WenjuError } from '../errors.js';
import { findDate } from '../lexicon/dates.js';
import { dropInvisible, evenCharacters } from '../lexicon/spaces.js';
import { METADATA_FIELDS, mapMetadata } from '../metadata.js';
import type { DeclaredMetadata } from './contract.js';

/** Characters a stated title or name may have; the longest real title has 40. */
const MAX_STATED_LENGTH = 500;
const MAX_ADDRESS_LENGTH = 2_000;

const ISO_DATE = /^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/;

const statedText = z.string().transform(evenCharacters).pipe(z.string().trim().min(1).max(MAX_STATED_LENGTH));
/** A bare year may be written without quotation marks and then arrives as a number. */
const statedDate = z.coerce
  .string()
  // 2024/1/10 is what spreadsheets write, 2024年1月10日 what people do.
  .transform((text) => (ISO_DATE.test(text) ? text : (findDate(text) ?? text)))
  .refine((text) => ISO_DATE.test(text), 'expected a date like 2024-01-10, 2024-01 or 2024');
const YEAR = 'expected a year of four digits';
const statedYear = z.coerce
  .string()
  .regex(/^\s*\d{4}年?\s*$/, YEAR)
  .transform((text) => Number.parseInt(text, 10))
  .pipe(z.number().int().min(1900, YEAR).max(2200, YEAR));
const statedUrl = z.string().transform((text, context) => {
  const address = readSourceAddress(text);
  if (address !== null) return address;
  context.addIssue('expected an http or https address without spaces');
  return z.NEVER;
});

const statedOriginal = z.strictObject({
  title: statedText,
  publisher: statedText.nullable().default(null),
  url: statedUrl.nullable().default(null),
});

const declaredSchema = z.strictObject(
  mapMetadata({
    title: () => statedText.optional(),
    text: () => statedText.optional(),
    year: () => statedYear.optional(),
    type: () => z.enum(DOCUMENT_TYPES).optional(),
    date: () => statedDate.optional(),
    address: () => statedUrl.optional(),
    original: () => statedOriginal.optional(),
  }),
);

/**
 * The http or https address as its parser writes it, null for anything else. An address stands beside quotations: with
 * spaces it could hold a sentence, so it is not taken with them, and what else is no part of an address is encoded.
 */
export function readSourceAddress(text: string): string | null {
  const trimmed = dropInvisible(text).trim();
  if (trimmed.length > MAX_ADDRESS_LENGTH || /\s/.test(trimmed) || !/^https?:\/\//i.test(trimmed)) return null;
  return URL.canParse(trimmed) ? new URL(trimmed).href : null;
}

/**
 * Checks stated metadata; empty values (null, an empty cell) count as not stated.
 *
 * @param place the file and line that state it, for the message.
 * @param code FILE_UNREADABLE for what a file states, INPUT_INVALID for what a request does.
 * @throws WenjuError of that code, naming `place` and the key.
 */
export function checkDeclared(
  stated: Readonly<Record<string, unknown>>,
  place: string,
  code: ErrorCode = 'FILE_UNREADABLE',
): DeclaredMetadata {
  const present = Object.entries(stated).filter(([, value]) => value !== null && value !== undefined && value !== '');
  const result = declaredSchema.safeParse(Object.fromEntries(present));
  if (!result.success) {
    const issue = result.error.issues[0];
    const unknown = issue?.code === 'unrecognized_keys' ? issue.keys.join(', ') : null;
    const key = unknown ?? issue?.path.join('.') ?? '';
    const problem =
      unknown === null
        ? (issue?.message ?? 'not valid')
        : `no such field; known are ${METADATA_FIELDS.map(({ name }) => name).join(', ')}`;
    throw new WenjuError(code, `${place}: ${key}: ${problem}.`);
  }
  return dropUndefined(result.data);
}

/** `exactOptionalPropertyTypes` tells an absent field from one that is undefined; zod does not. */
function dropUndefined(data: z.infer<typeof declaredSchema>): DeclaredMetadata {
  return Object.fromEntries(Object.entries(data).filter(([, value]) => value !== undefined));
}
