/**
 * Measures the finding of quotations: `quotes.jsonl` of a folder and something that cites go in; how often the document,
 * the passage and the verdict were right comes out, by what had been done to the words.
 */

import { join } from 'node:path';
import { z } from 'zod';
import { type CitedReply, type Citer, readOptionalLines } from './claims.js';
import type { EvaluationOptions } from './contract.js';
import { normaliseForComparison } from './metrics.js';
import { isOfFile } from './right-answers.js';
import { alignColumns, formatShare } from './table.js';

const QUOTES_FILE = 'quotes.jsonl';
/** The verdict that each damage deserves. */
const EXPECTED = {
  exact: 'exact',
  width: 'exact',
  traditional: 'exact',
  split_word: 'exact',
  elision: 'exact',
  missing_punct: 'punctuation_differs',
  typo: 'words_differ',
} as const;
type Damage = keyof typeof EXPECTED;
const DAMAGES: readonly Damage[] = ['exact', 'width', 'traditional', 'split_word', 'elision', 'missing_punct', 'typo'];

/** UTF-16 code units of an id, a file name and a text: far above real files, low enough to stay fast. */
const LONGEST_NAME = 300;
const LONGEST_TEXT = 10_000;

export interface Quote {
  readonly id: string;
  readonly quote: string;
  readonly damage: Damage;
  /** Base name of the file it is from. */
  readonly doc: string;
  /** The words as they stand there. */
  readonly span: string;
}

/** Of `count` quotations, how many first matches are from the document, at the place, and called what they are. */
export interface QuoteFigures {
  readonly name: string;
  readonly count: number;
  readonly document: number;
  readonly passage: number;
  readonly verdict: number;
}

const textSchema = z.string().trim().min(1).max(LONGEST_TEXT);
const nameSchema = z.string().trim().min(1).max(LONGEST_NAME);
const quoteSchema = z.object({
  id: nameSchema,
  quote: textSchema,
  damage: z.enum(DAMAGES),
  doc: nameSchema,
  span: textSchema,
});

/** The quotations of a folder; none without `quotes.jsonl`. Throws FILE_UNREADABLE with file and line. */
export async function readQuotes(folder: string): Promise<readonly Quote[]> {
  return readOptionalLines(join(folder, QUOTES_FILE), quoteSchema);
}

/** Looks every quotation up, one after the other: all of them first, then by damage. Throws whatever `cite` throws. */
export async function evaluateQuotes(
  quotes: readonly Quote[],
  cite: Citer,
  { onProgress }: EvaluationOptions = {},
): Promise<readonly QuoteFigures[]> {
  const judged: (ReturnType<typeof judge> & { readonly damage: Damage })[] = [];
  for (const quote of quotes) {
    judged.push({ damage: quote.damage, ...judge(quote, await cite(quote.quote, 'quote')) });
    onProgress?.(judged.length, quotes.length);
  }
  const sum = (name: string, own: typeof judged): QuoteFigures => ({
    name,
    count: own.length,
    document: own.filter(({ document }) => document).length,
    passage: own.filter(({ passage }) => passage).length,
    verdict: own.filter(({ verdict }) => verdict).length,
  });
  const groups = DAMAGES.map((damage) =>
    sum(
      damage,
      judged.filter((each) => each.damage === damage),
    ),
  );
  return [sum('all', judged), ...groups.filter(({ count }) => count > 0)];
}

function judge({ damage, doc, span }: Quote, { verdict, matches }: CitedReply) {
  const [first] = matches;
  const isDocument = isOfFile(first?.source ?? '', doc);
  const words = normaliseForComparison(span);
  const cited = normaliseForComparison(first?.quote ?? '');
  // A span may run over the end of a passage: then what is cited is part of it, or has it as a part.
  const isPlace =
    normaliseForComparison(first?.text ?? '').includes(words) ||
    (cited !== '' && (words.includes(cited) || cited.includes(words)));
  return { document: isDocument, passage: isDocument && isPlace, verdict: verdict === EXPECTED[damage] };
}

export function formatQuotes(figures: readonly QuoteFigures[]): string {
  const rows = figures.map(({ name, count, document, passage, verdict }) => [
    name,
    String(count),
    ...[document, passage, verdict].map((right) => formatShare(count === 0 ? 0 : right / count)),
  ]);
  return `${alignColumns([['quotations', 'count', 'document', 'passage', 'verdict'], ...rows])}\n`;
}
