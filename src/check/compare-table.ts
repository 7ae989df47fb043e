/** After compare: a comparison goes in; the same as comma-separated rows or as a Markdown table comes out. */

import { stringify } from 'csv-stringify/sync';
import type { Fact } from '../index/contract.js';
import type { ComparedCell, Comparison } from './compare.js';

/**
 * One row a cell below a head, lines ended as RFC 4180 has it. What a spreadsheet would take for a formula is made plain
 * text.
 */
export function writeCsv({ cells, indicator, measure, kind, unit }: Comparison): string {
  const rows = cells.map(({ region, year, value, text, fact, conflicts, otherScope }) => ({
    indicator,
    measure,
    kind,
    region,
    year,
    value: value ?? '',
    unit: value === null ? '' : unit,
    text: text ?? '',
    quote: fact?.text ?? '',
    title: fact?.document.metadata.title ?? '',
    url: fact?.document.metadata.url ?? '',
    start: fact?.start ?? '',
    end: fact?.end ?? '',
    conflicts: conflicts.map(describe).join('; '),
    otherScope: otherScope.map(describeScope).join('; '),
  }));
  return stringify(rows, {
    header: true,
    columns: HEAD,
    record_delimiter: 'windows',
    escape_formulas: true,
    cast: { number: String },
  });
}

const HEAD = [
  'indicator',
  'measure',
  'kind',
  'region',
  'year',
  'value',
  'unit',
  'text',
  'quote',
  'title',
  'url',
  'start',
  'end',
  'conflicts',
  'otherScope',
] as const;

function describe({ figure, document }: Fact): string {
  return `${figure.text} (${document.metadata.title})`;
}

function describeScope({ scope, figure }: Fact): string {
  return `${scope} ${figure.text}`;
}

/** Places down, years across, each figure with the number of its source below. An empty cell is one no document fills. */
export function writeMarkdown({ cells, indicator, regions, years }: Comparison): string {
  const sources = new Map<string, number>();
  const cite = (fact: Fact): string => {
    const quote = `${fact.document.metadata.title}: ${fact.text}`;
    const number = sources.get(quote) ?? sources.size + 1;
    sources.set(quote, number);
    return `[${number}]`;
  };
  const write = ({ text, fact, conflicts }: ComparedCell): string =>
    fact === null || text === null
      ? ''
      : [`${text} ${cite(fact)}`, ...conflicts.map((other) => `≠ ${other.figure.text} ${cite(other)}`)].join('; ');
  const rows = regions.map((region, row) => [
    region,
    ...cells.slice(row * years.length, (row + 1) * years.length).map(write),
  ]);
  const lines = [[indicator, ...years.map(String)], ['---', ...years.map(() => '---')], ...rows].map(
    (columns) => `| ${columns.map(escapeMarkdown).join(' | ')} |`,
  );
  const notes = [...sources].map(([quote, number]) => `[${number}] ${escapeMarkdown(quote)}`);
  return `${[...lines, ...(notes.length > 0 ? ['', notes.join('\n\n')] : [])].join('\n')}\n`;
}

/** Signs that Markdown or HTML would read as more than text. */
function escapeMarkdown(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\\|<>*_`]/g, (sign) => `\\${sign}`);
}
