/**
 * Beside table-figures: which columns say what the rows of a table are about, and what does each row say there? Mostly it
 * is the first; where more columns are of words (类别|指标, 市州|县区, 县区|项目), the one that names indicators or tells
 * most rows apart, with the places that others name and what else makes an indicator of it.
 */

import { foldWidth } from '../lexicon/characters.js';
import { endsInIndicator, type Glossary, namesIndicator } from '../lexicon/glossary.js';
import type { Knowledge } from '../lexicon/knowledge.js';
import { dropNoteMarks } from '../lexicon/note-marks.js';
import type { Cell } from './spoken-cells.js';
import { type ColumnHead, countsRows, saysMeasureOnly, splitUnit } from './table-heads.js';

/** What a row is about. */
export interface RowLabel {
  readonly name: string;
  /** '' when it names none. */
  readonly unit: string;
  /** 其中：城镇 */
  readonly isPart: boolean;
  /** 合计 */
  readonly isTotal: boolean;
}

/** The columns of a table that say what its rows are about. */
export interface LabelColumns {
  /** -1 when there is none. */
  readonly own: number;
  /** Those that name places, in front of the label. */
  readonly places: readonly number[];
  /** Those that sort the rows: 类别. */
  readonly classes: readonly number[];
}

const NUMBERING =
  /^(?:[一二三四五六七八九十]{1,3}[、.]|\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}[.、](?!\d)|[①-⑳]|[\s·•○●])+/;
const PART = /^(?:其中\s?[:,]?|[#*]|[-—]{1,2})\s?/;
const TOTAL = /^(?:合\s?计|总\s?计|小\s?计|总\s?数)$/;
/** Marks of notes of tables alone, or behind a space. */
const MARK = /\s*(?:\[\d{1,3}\]|〔\d{1,3}〕|[①-⑳*#]+$)/g;
/** A cell that begins so has a number, or nothing. */
const NUMBER = /^[\s≥≧>≤≦<+\-−–—…/.〔[(（]*(?:\d|$)/;

/** @param rows the cells of each row of the table. */
export function findLabelColumns(
  heads: readonly ColumnHead[],
  rows: readonly (readonly Cell[])[],
  { glossary, gazetteer }: Knowledge,
): LabelColumns {
  const first = heads.findIndex(({ use }) => use === 'label');
  const columns: { column: number; cells: readonly string[] }[] = [];
  for (let column = first; column >= 0 && column < heads.length; column += 1) {
    const head = heads[column];
    if (countsRows(head?.words ?? '')) continue;
    const cells = rows
      .map((row) => row.find((cell) => cell.column === column)?.text.trim() ?? '')
      .filter((cell) => cell !== '');
    const isOfWords = cells.filter((cell) => !NUMBER.test(cell.replace(NUMBERING, ''))).length > cells.length / 2;
    if (column > first && (head?.use !== 'value' || head.time !== '' || head.unit !== '' || !isOfWords)) break;
    columns.push({ column, cells });
  }
  const isOfMost = (cells: readonly string[], holds: (cell: string) => boolean): boolean =>
    cells.filter(holds).length > cells.length / 2;
  const places = columns.filter(({ cells }) => isOfMost(cells, (cell) => gazetteer.resolve(cell) !== null));
  const others = columns.filter((each) => !places.includes(each));
  const worth = ({ cells }: (typeof columns)[number]): number =>
    new Set(cells).size + rows.length * cells.filter((cell) => endsInIndicator(splitBare(cell).words, glossary)).length;
  const own = others.reduce<(typeof columns)[number] | undefined>(
    (best, next) => (best !== undefined && worth(best) >= worth(next) ? best : next),
    undefined,
  );
  const label = own ?? places.at(-1);
  const isOther = ({ column }: { column: number }): boolean => column !== label?.column;
  return {
    own: label?.column ?? -1,
    places: places.filter(isOther).map(({ column }) => column),
    classes: others.filter(isOther).map(({ column }) => column),
  };
}

/**
 * What a row is about, with the row that it is a part of: 城镇 below 居民人均可支配收入. Null when nothing says.
 *
 * @param whole the name of the row that those below it are parts of, '' for none.
 */
export function readRowLabel(
  cells: readonly Cell[],
  { own, places, classes }: LabelColumns,
  whole: string,
  glossary: Glossary,
): RowLabel | null {
  const textOf = (wanted: number): string => cells.find(({ column }) => column === wanted)?.text.trim() ?? '';
  const written = textOf(own);
  if (written === '' || written.length > LONGEST_LABEL) return null;
  const label = completeLabel(readLabel(written, whole, glossary), classes.map(textOf), glossary);
  const name = places.map(textOf).join('') + label.name;
  return name.length > LONGEST_LABEL ? null : { ...label, name };
}

/** 增加值 in the class 第一产业, or 第一产业 in the class 增加值, names an indicator. */
function completeLabel(label: RowLabel, classes: readonly string[], glossary: Glossary): RowLabel {
  const isWhole = endsInIndicator(label.name, glossary);
  for (const { words, unit } of classes.map(splitBare)) {
    if (isWhole && (label.unit !== '' || unit === '')) continue;
    const name = [words + label.name, label.name + words].find((joined) => namesIndicator(joined, glossary));
    if (words !== '' && name !== undefined) return { ...label, name, unit: label.unit || unit };
  }
  return label;
}

/** Longer ones are sentences, and a label is said again with each cell. */
const LONGEST_LABEL = 60;

/** Without marks of notes and numbering. */
function bare(label: string): string {
  return dropNoteMarks(foldWidth(label)).replace(MARK, '').replace(NUMBERING, '');
}

function splitBare(label: string): ReturnType<typeof splitUnit> {
  return splitUnit(bare(label));
}

function readLabel(label: string, whole: string, glossary: Glossary): RowLabel {
  const plain = bare(label);
  const isPart = PART.test(plain);
  const { words, unit } = splitUnit(plain.replace(PART, '').replace(NUMBERING, ''));
  const isTotal = TOTAL.test(words);
  // 增速 below 地区生产总值 is that of it.
  if (whole !== '' && saysMeasureOnly(words)) return { name: whole + words, unit: unit || '%', isPart: true, isTotal };
  if (!isPart || isTotal || whole === '' || endsInIndicator(words, glossary))
    return { name: words, unit, isPart, isTotal };
  const joined = [words, words.replace(/居民$/, '')]
    .map((part) => part + whole)
    .find((name) => namesIndicator(name, glossary));
  return { name: joined ?? words + whole, unit, isPart, isTotal };
}
