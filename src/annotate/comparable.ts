/**
 * Beside facts: which statements say the same of the same, so that they can stand in one column? Statements go in; those
 * that measure one thing in one way come out, the one to go by first. For tables, answers and claims alike.
 */

import { tidy } from '../lexicon/numerals.js';
import { compareClaimed } from '../lexicon/quantities.js';
import { TIME_UNITS } from '../lexicon/units.js';
import type { Statement } from './contract.js';
import type { FigureKind } from './figures/contract.js';

/** How a figure measures its subject, and whether it was reached or is aimed at. */
export interface Column {
  readonly measure: 'level' | 'growth';
  readonly kind: 'actual' | 'target';
}

const PLANNED: ReadonlySet<FigureKind | null> = new Set<FigureKind | null>(['target', 'plan']);
/** Figures of more years than this are of a period. */
export const MOST_SINGLE_YEARS = 3;

const CONCENTRATION = '微克/立方米';

/** Not reached yet: aimed at or planned. */
export function isPlanned(kind: FigureKind | null): boolean {
  return PLANNED.has(kind);
}

/** What a plan comes to at its end: 经济总量突破6万亿元, not 新增就业450万人 over all its years. */
export function isAtEnd({ figure, isSum }: Statement): boolean {
  // Per cents are no sum, whatever was done 累计 in front of them.
  return (
    (!isSum || figure.quantity.unit === '%') &&
    (figure.measure === 'level' || figure.measure === 'share' || figure.measure === 'rank')
  );
}

/** Of one whole year, of the thing itself and not of a distance to another, by itself and not on average. */
export function isOfOneYear(statement: Statement): boolean {
  const { figure, period, isAverage, years, wholePlan } = statement;
  // A concentration is told as the mean of a year, and is of that one.
  const isOverYears = isAverage && figure.quantity.unit !== CONCENTRATION;
  if (figure.isComparison || figure.isFormer || period !== '' || isOverYears || statement.kind === null) return false;
  return years.length === 1 && (!wholePlan || isAtEnd(statement));
}

/** Of one year, measured and reached as the column asks. */
export function isInColumn(statement: Statement, { measure, kind }: Column): boolean {
  if (!isOfOneYear(statement) || isPlanned(statement.kind) !== (kind === 'target')) return false;
  const { figure } = statement;
  if (measure === 'growth') return figure.measure === 'growth';
  return figure.measure === 'level' && !TIME_UNITS.has(figure.quantity.unit);
}

/** The canonical unit that most of them have; '' for none. */
export function findCommonUnit(statements: readonly Statement[]): string {
  const counts = new Map<string, number>();
  for (const { figure } of statements) counts.set(figure.quantity.unit, (counts.get(figure.quantity.unit) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? '';
}

/** Of the year alone before a plan's end, reached before estimated, exact before bounded, more digits before fewer; else as the documents come. */
export function byExactness(a: Statement, b: Statement): number {
  return (
    Number(a.wholePlan) - Number(b.wholePlan) ||
    Number(a.kind === 'estimate') - Number(b.kind === 'estimate') ||
    Number(a.figure.quantity.bound !== 'exact') - Number(b.figure.quantity.bound !== 'exact') ||
    a.figure.quantity.step - b.figure.quantity.step
  );
}

/** Whether two statements of the same thing cannot both hold. A plan's 连续跨越7万亿、8万亿 is no other value of its last year. */
export function saysOtherwise(one: Statement, other: Statement): boolean {
  if (other.wholePlan) return false;
  if (
    one.figure.direction !== null &&
    other.figure.direction !== null &&
    one.figure.direction !== other.figure.direction
  ) {
    return one.figure.measure === 'growth';
  }
  const [own, theirs] = [one.figure.quantity, other.figure.quantity];
  return compareClaimed(own, theirs) === 'differs' && compareClaimed(theirs, own) === 'differs';
}

/** The value in its canonical unit, negative for a fall. */
export function readSigned(statement: Statement): number {
  const value = tidy(statement.figure.quantity.value);
  return isFall(statement) ? -value : value;
}

/** Growth that went down. */
export function isFall({ figure }: Statement): boolean {
  return figure.measure === 'growth' && figure.direction === 'down';
}
