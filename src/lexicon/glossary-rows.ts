/** Lexicon, beside glossary.ts: the rows of its file, checked. */

import { CsvError, parse } from 'csv-parse/sync';
import { z } from 'zod';
import { unreadable } from '../errors.js';

const KINDS = ['indicator', 'policy', 'institution', 'topic'] as const;

/** What a term names. */
export type GlossaryKind = (typeof KINDS)[number];

/** A cell of forms: none, or several with | between them. */
const formsSchema = z.string().transform((cell) => (cell === '' ? [] : cell.split('|').map((form) => form.trim())));

const rowSchema = z.strictObject({
  name: z.string().min(2),
  kind: z.enum(KINDS),
  written: formsSchema,
  asked: formsSchema,
  english: formsSchema,
});
export type GlossaryRow = z.infer<typeof rowSchema>;

/** @throws WenjuError FILE_UNREADABLE naming the line of a row of another shape */
export function parseGlossary(content: string, place: string): GlossaryRow[] {
  let rows: unknown[];
  try {
    rows = parse(content, { columns: true, trim: true, skip_empty_lines: true });
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    throw unreadable(place, `expected comma-separated rows, ${cause.message}.`, cause);
  }
  return rows.map((row, index) => {
    const parsed = rowSchema.safeParse(row);
    if (parsed.success) return parsed.data;
    const issue = parsed.error.issues[0];
    throw unreadable(
      `${place} (line ${index + 2})`,
      `expected name,kind,written,asked,english, got ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}. Mend the row.`,
      parsed.error,
    );
  });
}
