/**
 * Annotate, tables: a document's rows go in; of every cell with a number comes out a sentence that says the same
 * (2024年地区生产总值286.4亿元), so that its figure is read, dated and placed like any other. The indicator stands in
 * the row or the column, the unit in cell, column, row or caption, the year in column, row or caption.
 */

import { foldWidth } from '../lexicon/characters.js';
import type { Glossary } from '../lexicon/glossary.js';
import type { Knowledge } from '../lexicon/knowledge.js';
import { YEAR_DIGITS } from '../lexicon/years.js';
import type { Document, Sentence, TableRow } from '../types.js';
import { MOST_SINGLE_YEARS } from './comparable.js';
import type { StoredFact } from './contract.js';
import { type Cell, type SpokenCell, speakRow, type Table } from './spoken-cells.js';
import { type ColumnHead, countsRows, findPeriod, readColumnHead, wholeUnit } from './table-heads.js';
import { findLabelColumns, type LabelColumns, readRowLabel } from './table-labels.js';

/** Wider ones are no tables of indicators, and each cell is looked for among all heads. */
const MOST_COLUMNS = 60;
const SEPARATOR = '；';
const CAPTION_UNIT = /单位[:：]\s?([^)）]{1,24})/;
const YEARS = new RegExp(`(?<!\\d)${YEAR_DIGITS}(?=年)`, 'g');
const IS_PLAN = /预期性|约束性|属性/;

/** A document in which rows of tables are sentences. */
export interface SpokenTables {
  /** Has a sentence for each cell in the place of the row's own. */
  readonly document: Document;
  /** Puts what was found of it where it stands in the document itself. */
  restore(facts: readonly StoredFact[]): StoredFact[];
}

export function speakTables(document: Document, tools: Knowledge): SpokenTables {
  const rows = speakRows(document, tools);
  if (rows.size === 0) return { document, restore: (facts) => [...facts] };
  const words: string[] = [];
  const sentences: Sentence[] = [];
  const origins: { readonly sentence: number; readonly cell: SpokenCell | null }[] = [];
  let end = document.text.length + 1;
  for (const [number, sentence] of document.sentences.entries()) {
    const cells = rows.get(sentence.start);
    if (cells === undefined) {
      sentences.push(sentence);
      origins.push({ sentence: number, cell: null });
    }
    for (const cell of cells ?? []) {
      sentences.push({ start: end, end: end + cell.words.length, passage: sentence.passage });
      origins.push({ sentence: number, cell });
      words.push(cell.words);
      end += cell.words.length + 1;
    }
  }
  return {
    document: { ...document, text: [document.text, ...words].join('\n'), sentences },
    restore: (facts) =>
      facts.flatMap((fact) => {
        const { sentence, cell } = origins[fact.sentence] ?? { sentence: fact.sentence, cell: null };
        const { start = 0, end: last = 0 } = document.sentences[sentence] ?? {};
        return cell === null ? [{ ...fact, sentence }] : placeInRow({ ...fact, sentence }, cell, last - start);
      }),
  };
}

/** The cells of each row by the offset at which the row begins. Rows of other shapes are not in it. */
function speakRows(document: Document, tools: Knowledge): ReadonlyMap<number, readonly SpokenCell[]> {
  const spoken = new Map<number, readonly SpokenCell[]>();
  for (const rows of listTables(document)) {
    const heads = readHeads(rows, tools.glossary);
    if (heads === null) continue;
    const split = rows.flatMap((row) => {
      const cells = splitCells(document.text.slice(row.start, row.end), row.columns);
      return cells === null ? [] : { start: row.start, cells };
    });
    const labels = findLabelColumns(
      heads,
      split.map(({ cells }) => cells),
      tools,
    );
    const table = readTable(document, rows, withLabels(heads, labels));
    let whole = NO_WHOLE;
    for (const { start, cells } of split) {
      const label = readRowLabel(cells, labels, whole.name, tools.glossary);
      if (label === null) continue;
      const { name, isPart, isTotal } = label;
      const unit = label.unit === '' && isPart ? whole.unit : label.unit;
      if (!isPart && !isTotal) whole = { name, unit };
      // A sum over some rows is of no place.
      spoken.set(start, isTotal ? [] : speakRow(cells, name, unit, table, tools.glossary));
    }
  }
  return spoken;
}

/** A figure read from what a cell says, where it stands in the row. */
function placeInRow(fact: StoredFact, { from, number, at, years, kind }: SpokenCell, rowLength: number): StoredFact[] {
  const { figure } = fact;
  if (figure.end <= from) return [];
  const start = number?.start ?? at + figure.start - from;
  const end = number?.end ?? at + figure.end - from;
  if (start < at || end > rowLength) return [];
  return [
    {
      ...fact,
      figure: { ...figure, start, end },
      years: years ?? fact.years,
      wholePlan: years === null ? fact.wholePlan : years.length > MOST_SINGLE_YEARS,
      kind: kind ?? fact.kind,
    },
  ];
}

/** The row that those below it are parts of. */
const NO_WHOLE = { name: '', unit: '' };

function isSameTable(one: TableRow, other: TableRow): boolean {
  return (
    one.caption === other.caption &&
    one.columns.length === other.columns.length &&
    one.columns.every((head, at) => head === other.columns[at])
  );
}

/** Of one table. */
type Rows = [TableRow, ...TableRow[]];

/** Rows that stand in one table, in order. */
function listTables({ tableRows }: Document): Rows[] {
  const tables: Rows[] = [];
  for (const [index, row] of tableRows.entries()) {
    const previous = tableRows[index - 1];
    if (previous !== undefined && isSameTable(previous, row)) tables.at(-1)?.push(row);
    else tables.push([row]);
  }
  return tables;
}

function readHeads([row]: Rows, glossary: Glossary): readonly ColumnHead[] | null {
  if (row.columns.length < 2 || row.columns.length > MOST_COLUMNS) return null;
  const first = row.columns.findIndex((head) => !countsRows(head));
  return row.columns.map((head, column) => readColumnHead(head, column === first, glossary));
}

/** Columns that say what a row is about hold no values. */
function withLabels(heads: readonly ColumnHead[], { own, places, classes }: LabelColumns): readonly ColumnHead[] {
  return heads.map((head, column) =>
    column === own || places.includes(column) || classes.includes(column) ? { ...head, use: 'label' } : head,
  );
}

function readTable(document: Document, [row]: Rows, heads: readonly ColumnHead[]): Table {
  const caption = foldWidth(row.caption ?? '');
  const captionYears = [...new Set(Array.from(caption.matchAll(YEARS), ([year]) => Number(year)))];
  const years = heads.flatMap(({ year }) => year ?? []);
  const period = findPeriod(caption);
  const text = document.text.slice(row.start, row.end);
  const isPlan = years.length > 1 && IS_PLAN.test(text);
  return {
    heads,
    unit: (CAPTION_UNIT.exec(caption)?.[1] ?? '')
      .split(/[、,;\s]/)
      .map(wholeUnit)
      .filter((unit) => unit !== ''),
    period,
    yearPeriod: heads.some(({ time }) => findPeriod(time) !== '') ? '' : period,
    year: captionYears.length === 1 ? (captionYears[0] ?? null) : null,
    lastYear: years.length > 0 ? Math.max(...years) : null,
    plan: isPlan ? { first: Math.min(...years), last: Math.max(...years) } : null,
  };
}

/** The cells of a row as ingest wrote it; null when its heads are not found in it. */
function splitCells(text: string, columns: readonly string[]): readonly Cell[] | null {
  const cells: Cell[] = [];
  let at = 0;
  for (const [column, head] of columns.entries()) {
    const start = at >= text.length ? -1 : endOfHead(text, at, head);
    if (start === -1) continue;
    let end = text.indexOf(SEPARATOR, start);
    while (end !== -1 && !beginsCell(text, end + 1, columns, column)) end = text.indexOf(SEPARATOR, end + 1);
    if (end === -1) end = text.length;
    cells.push({ column, start, end, text: text.slice(start, end) });
    at = end + 1;
  }
  return at >= text.length ? cells : null;
}

/** Behind the head that stands in a row and its colon, whatever spaces were closed in it; -1 when another stands there. */
function endOfHead(text: string, at: number, head: string): number {
  if (head === '') return at;
  let position = at;
  for (let index = 0; index < head.length; index += 1) {
    const character = head.charAt(index);
    if (character === ' ') continue;
    while (text.charAt(position) === ' ') position += 1;
    if (text.charAt(position) !== character) return -1;
    position += 1;
  }
  return text.charAt(position) === '：' ? position + 1 : -1;
}

function beginsCell(text: string, at: number, columns: readonly string[], column: number): boolean {
  for (let next = column + 1; next < columns.length; next += 1) {
    const head = columns[next] ?? '';
    if (endOfHead(text, at, head) !== -1) return true;
  }
  return false;
}
