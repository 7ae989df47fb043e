/**
 * What writers ask and are told: where a quotation or claim stands, whether the figures of a draft are right, one
 * indicator over places and years. Schemas of requests and replies, beside documents.ts and ask.ts.
 */

import { z } from 'zod';
import { Citation } from './ask.js';
import { ContextPassage } from './documents.js';
import { EXAMPLES } from './examples.js';
import { exactly, Filters, Name, SEEN } from './request.js';

/** Styles of references: GB/T 7714 in two editions, three of the English-speaking world, three for programs. */
export const REFERENCE_STYLES = [
  'gb7714-2025-numeric',
  'gb7714-2025-author-date',
  'gb7714-2025-note',
  'gb7714-2015-numeric',
  'gb7714-2015-author-date',
  'gb7714-2015-note',
  'apa',
  'mla',
  'chicago',
  'bibtex',
  'ris',
  'csl-json',
] as const;
export type ReferenceStyle = (typeof REFERENCE_STYLES)[number];

/** What becomes of a figure that is checked; the first two are right. */
export const FIGURE_VERDICTS = [
  'match',
  'match_rounded',
  'value_differs',
  'unit_differs',
  'year_differs',
  'region_differs',
  'direction_differs',
  'target_not_actual',
  'conflicting_sources',
  'not_found',
] as const;
export type FigureVerdict = (typeof FIGURE_VERDICTS)[number];

/** UTF-16 code units of a quotation or claim: more than any that is cited by its words. */
export const MAX_CITED_LENGTH = 20_000;
/** UTF-16 code units of a draft: a long report. */
export const MAX_CHECKED_LENGTH = 200_000;
/** Figures and quotations of a draft: more than a long report has. */
export const MAX_CHECKED_ITEMS = 2_000;
/** Places one quotation is looked up at. */
const MAX_MATCHES = 20;
const DEFAULT_MATCHES = 3;

function textOf(longest: number) {
  const expected = `a text of 1 to ${longest} characters (UTF-16 code units) that is not blank`;
  return z
    .string(expected)
    .min(1, expected)
    .max(longest, expected)
    .refine(
      (text) => text.length <= longest && new RegExp(SEEN, 'u').test(text) && !/\p{Surrogate}/u.test(text),
      expected,
    )
    .meta({ pattern: SEEN });
}

const KINDS = ['auto', 'quote', 'claim'] as const;
const STYLE = `one of ${REFERENCE_STYLES.join(', ')}`;
const MATCHES = `a whole number from 1 to ${MAX_MATCHES}`;

export const CiteRequest = exactly({
  text: textOf(MAX_CITED_LENGTH).meta({ description: 'The quotation or claim, without its quotation marks or with.' }),
  kind: z
    .enum(KINDS, `one of ${KINDS.join(', ')}`)
    .default('auto')
    .meta({
      description: 'quote: words that stand somewhere; claim: what a document says in other words; auto: either.',
    }),
  styles: z
    .array(z.enum(REFERENCE_STYLES, STYLE), `a list of styles, each ${STYLE}`)
    .max(REFERENCE_STYLES.length, `at most ${REFERENCE_STYLES.length} styles`)
    .readonly()
    .default(['gb7714-2025-numeric'])
    .meta({ description: 'Styles in which each match is referenced.' }),
  topK: z
    .int(MATCHES)
    .min(1, MATCHES)
    .max(MAX_MATCHES, MATCHES)
    .default(DEFAULT_MATCHES)
    .meta({ description: 'How many places to name at most.' }),
  filters: Filters.prefault({}),
}).meta({ id: 'CiteRequest', description: 'A quotation or claim to find.', example: EXAMPLES.CiteRequest });
export type CiteRequest = z.output<typeof CiteRequest>;

const QUOTE_VERDICTS = ['exact', 'punctuation_differs', 'words_differ'] as const;
/** What is wrong with how a quotation is cut, though its words stand there. */
export const QUOTE_WARNINGS = ['parts_far_apart', 'figure_left_out', 'sense_turned'] as const;
export type QuoteWarning = (typeof QUOTE_WARNINGS)[number];
const warnings = z.array(z.enum(QUOTE_WARNINGS)).readonly().meta({
  description:
    'Why a quotation is words_differ though its words stand there: its parts are of different paragraphs; a figure was parted from what it is about; 不, 没有 or 不得 was left out. Else empty.',
});
const CLAIM_VERDICTS = ['supported', 'contradicted'] as const;

const offset = (what: string) => z.int().min(0).meta({ description: what });

export const CiteMatch = z
  .object({
    verdict: z.enum([...QUOTE_VERDICTS, ...CLAIM_VERDICTS]).meta({ description: 'How far this place agrees.' }),
    passage: ContextPassage,
    citation: Citation,
    diff: z
      .array(
        z.object({
          op: z.enum(['equal', 'insert', 'delete']).meta({ description: 'insert: only in the quotation.' }),
          text: z.string().meta({ description: 'The words.' }),
        }),
      )
      .readonly()
      .meta({ description: "From the document's words to the quoted ones; empty for a claim." }),
    elided: z.boolean().meta({ description: 'Whether the quotation leaves something out between its parts.' }),
    outOfContext: z
      .string()
      .nullable()
      .meta({ description: 'A word just outside the cut that turns the sense (不, 但), null for none.' }),
    warnings,
    sentence: z.string().meta({ description: 'The sentence or sentences around it.' }),
    selector: z
      .object({
        exact: z.string().meta({ description: 'The words.' }),
        prefix: z.string().meta({ description: 'What stands before them.' }),
        suffix: z.string().meta({ description: 'What stands behind them.' }),
        start: z.int().min(0).meta({ description: 'Where they begin in the text, in Unicode code points.' }),
        end: z.int().min(0).meta({ description: 'Where they end, exclusive, in Unicode code points.' }),
      })
      .meta({ description: 'W3C TextQuoteSelector and TextPositionSelector.' }),
    references: z.record(z.string(), z.string()).meta({ description: 'The reference in each style asked for.' }),
  })
  .meta({ id: 'CiteMatch', description: 'A place where it stands.', example: EXAMPLES.CiteMatch });
export type CiteMatch = z.output<typeof CiteMatch>;

export const CiteReply = z
  .object({
    verdict: z
      .enum([...QUOTE_VERDICTS, ...CLAIM_VERDICTS, 'not_found'])
      .meta({ description: 'Of a quotation how faithful it is, of a claim whether the documents say so.' }),
    matches: z.array(CiteMatch).readonly().meta({ description: 'Where it stands, best first.' }),
    indexVersion: z.string().meta({ description: 'The index it was looked up in.' }),
  })
  .meta({ id: 'CiteReply', description: 'Where a quotation or claim stands.', example: EXAMPLES.CiteReply });
export type CiteReply = z.output<typeof CiteReply>;

export const CheckRequest = exactly({
  text: textOf(MAX_CHECKED_LENGTH).meta({ description: 'A sentence or a whole draft.' }),
  opinions: z.boolean('true or false').optional().meta({
    description:
      'Whether a language model, where one is configured, is asked about sentences that stay open, at most 10 of them.',
  }),
}).meta({ id: 'CheckRequest', description: 'A text to check.', example: EXAMPLES.CheckRequest });
export type CheckRequest = z.output<typeof CheckRequest>;

const quantity = {
  value: z.number().meta({ description: 'The number; negative for a fall.' }),
  unit: z.string().meta({ description: 'Its unit, as the claim has it where it can be converted.' }),
};

export const CheckItem = z
  .object({
    kind: z
      .enum(['figure', 'quotation', 'statement'])
      .meta({ description: 'What was checked; a statement is a sentence that its words decide.' }),
    text: z.string().meta({ description: 'Its words in the text.' }),
    start: offset('Offset into the text, UTF-16 code units.'),
    end: offset('Where it ends, exclusive.'),
    claim: z
      .object({
        region: z.string().nullable().meta({ description: 'The place it is about.' }),
        year: z.int().nullable().meta({ description: 'The year it is about.' }),
        indicator: z.string().nullable().meta({ description: 'What it measures.' }),
        measure: z.enum(['level', 'growth', 'share', 'rank', 'change']).meta({ description: 'How.' }),
        ...quantity,
        valueKind: z
          .enum(['actual', 'target', 'estimate', 'plan', 'cumulative'])
          .meta({ description: 'Whether it was reached or is aimed at.' }),
      })
      .nullable()
      .meta({ description: 'The figure as it was understood; null for a quotation.' }),
    verdict: z.enum([...FIGURE_VERDICTS, ...QUOTE_VERDICTS, ...CLAIM_VERDICTS]).meta({
      description:
        'Of a figure which facet differs, of a quotation how faithful it is, of a statement whether the documents say so.',
    }),
    warnings: warnings.optional(),
    found: z.object(quantity).nullable().meta({ description: 'What the document says instead or as well.' }),
    citation: Citation.nullable().meta({ description: 'Where it says so; null when nothing was found.' }),
  })
  .meta({ id: 'CheckItem', description: 'A figure or quotation of the text.', example: EXAMPLES.CheckItem });
export type CheckItem = z.output<typeof CheckItem>;

export const Opinion = z
  .object({
    text: z.string().meta({ description: 'The sentence.' }),
    start: offset('Offset into the text, UTF-16 code units.'),
    end: offset('Where it ends, exclusive.'),
    verdict: z.enum(CLAIM_VERDICTS).meta({ description: 'What the language model holds of it.' }),
    model: z.string().meta({ description: 'The language model.' }),
    citation: Citation.meta({ description: 'The sentence that it goes by, which stands there word for word.' }),
  })
  .meta({
    id: 'Opinion',
    description:
      'What a language model holds of a sentence that checking left open. It counts for no verdict: rules found nothing ' +
      'against it and could not confirm it.',
    example: EXAMPLES.Opinion,
  });
export type Opinion = z.output<typeof Opinion>;

export const CheckReply = z
  .object({
    verdict: z
      .enum(['supported', 'contradicted', 'partial', 'not_found'])
      .meta({ description: 'contradicted: something differs; partial: some is right and the rest not found.' }),
    items: z.array(CheckItem).max(MAX_CHECKED_ITEMS).readonly().meta({ description: 'In the order of the text.' }),
    omitted: z
      .int()
      .min(0)
      .meta({
        description: `UTF-16 code units at the end of the text that were not checked: it has more than ${MAX_CHECKED_ITEMS} items. Check them by themselves.`,
      }),
    opinions: z.array(Opinion).readonly().optional().meta({
      description: 'Of a language model, in the order of the text; only where they were asked for and can be had.',
    }),
    openSentences: z.int().min(0).optional().meta({
      description:
        'Sentences that stay open and can be put to a language model (`opinions`); only where one is configured.',
    }),
    indexVersion: z.string().meta({ description: 'The index it was checked against.' }),
  })
  .meta({ id: 'CheckReply', description: 'A verdict for every figure and quotation.', example: EXAMPLES.CheckReply });
export type CheckReply = z.output<typeof CheckReply>;

export const COMPARE_FORMATS = ['json', 'csv', 'md'] as const;
const years = z.array(z.int('a year of four digits').min(1000).max(9999), 'a list of years').max(50).readonly();

export const CompareRequest = exactly({
  indicator: Name.meta({ description: 'Any name of the indicator: GDP, 粮食产量.' }),
  regions: z.array(Name).max(100).readonly().default([]).meta({ description: 'Places; none: all that have a figure.' }),
  years: years.default([]).meta({ description: 'Years of the figures; none: all that have one.' }),
  measure: z
    .enum(['level', 'growth'], 'level or growth')
    .default('growth')
    .meta({ description: 'How it is measured.' }),
  kind: z
    .enum(['actual', 'target'], 'actual or target')
    .default('actual')
    .meta({ description: 'Reached or aimed at.' }),
}).meta({ id: 'CompareRequest', description: 'What to compare.', example: EXAMPLES.CompareRequest });
export type CompareRequest = z.output<typeof CompareRequest>;

export const CompareReply = z
  .object({
    indicator: z.string().meta({ description: 'Its full name.' }),
    measure: z.enum(['level', 'growth']).meta({ description: 'As asked.' }),
    kind: z.enum(['actual', 'target']).meta({ description: 'As asked.' }),
    unit: z.string().meta({ description: 'Unit of the values; empty when there is none.' }),
    regions: z.array(z.string()).readonly().meta({ description: 'Rows.' }),
    years: z.array(z.int()).readonly().meta({ description: 'Columns, ascending.' }),
    cells: z
      .array(
        z.object({
          region: z.string().meta({ description: 'The row.' }),
          year: z.int().meta({ description: 'The column.' }),
          value: z.number().nullable().meta({ description: 'Null where no document says it.' }),
          text: z.string().nullable().meta({ description: 'As it is written: 5%左右.' }),
          bounded: z
            .boolean()
            .meta({ description: 'Whether it is a bound (左右, 以上) or a range, and no exact figure.' }),
          citation: Citation.nullable().meta({ description: 'Where it is written.' }),
          conflicts: z.array(Citation).readonly().meta({ description: 'Where another figure is given for the same.' }),
          otherScope: z.array(Citation).readonly().meta({ description: 'Figures of a part of it, not counted.' }),
        }),
      )
      .readonly()
      .meta({ description: 'Row by row.' }),
    indexVersion: z.string().meta({ description: 'The index it was made from.' }),
  })
  .meta({ id: 'CompareReply', description: 'One indicator by place and year.', example: EXAMPLES.CompareReply });
export type CompareReply = z.output<typeof CompareReply>;

/** What a comparison looks like when it is written down. */
export interface WrittenComparison {
  readonly csv: string;
  readonly md: string;
}

/** For work that somebody waits for. */
export interface Abortable {
  /** Once it is aborted nobody waits for the reply: the work stops at its next step and the promise rejects. */
  readonly signal?: AbortSignal;
}

/** Answers writers over one generation of the index. */
export interface Checker {
  cite(request: CiteRequest, abortable?: Abortable): Promise<CiteReply>;
  /** Throws WenjuError INPUT_INVALID for a blank text and one that is too long. */
  check(request: CheckRequest, abortable?: Abortable): Promise<CheckReply>;
  /** Throws WenjuError INPUT_INVALID for an unknown place and for too many. */
  compare(request: CompareRequest): Promise<CompareReply>;
  /** The same as comma-separated rows and as a Markdown table. */
  writeComparison(request: CompareRequest): Promise<WrittenComparison>;
}
