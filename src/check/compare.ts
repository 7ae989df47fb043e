/**
 * Sets the figures of one indicator side by side: places and years go in; a table comes out, each cell with the fact it
 * goes by, empty where no document says it. comparetable.ts writes it down.
 */

import { byExactness, findCommonUnit, isInColumn, readSigned, saysOtherwise } from '../annotate/comparable.js';
import { WenjuError } from '../errors.js';
import type { Fact, Facts, Snapshot } from '../index/contract.js';
import type { Region } from '../lexicon/contract.js';
import type { GlossaryTerm } from '../lexicon/glossary.js';
import type { Knowledge } from '../lexicon/knowledge.js';

export interface ComparisonQuery {
  /** Any name of the indicator: GDP, 地区生产总值. */
  readonly indicator: string;
  /** Any known names; empty for every place that has a figure. */
  readonly regions: readonly string[];
  /** Years of the figures; empty for every year that has one. */
  readonly years: readonly number[];
  readonly measure: 'level' | 'growth';
  readonly kind: 'actual' | 'target';
}

/** One place in one year. */
export interface ComparedCell {
  readonly region: string;
  readonly year: number;
  /** In `unit` of the table, negative for a fall, the lower end of a range; null where no document says it. */
  readonly value: number | null;
  /** The figure as it is written, with the words that bound it: 5%左右; null where there is none. */
  readonly text: string | null;
  /** Whether words beside it or a second number make a bound of it. */
  readonly isBound: boolean;
  readonly fact: Fact | null;
  /** Facts of the same that say otherwise. */
  readonly conflicts: readonly Fact[];
  /** Facts of a part of it only (民营企业进出口), which do not count. */
  readonly otherScope: readonly Fact[];
}

export interface Comparison {
  /** The glossary's name, else as it was asked. */
  readonly indicator: string;
  readonly measure: ComparisonQuery['measure'];
  readonly kind: ComparisonQuery['kind'];
  /** Canonical: 元, %. The one that most of the facts have; '' when there is none. */
  readonly unit: string;
  readonly regions: readonly string[];
  /** Ascending. */
  readonly years: readonly number[];
  /** Row by row: every region with every year. */
  readonly cells: readonly ComparedCell[];
}

/** Places of one table; a province has some hundred. */
const MOST_REGIONS = 200;
const MOST_YEARS = 50;
/** Words that ask for a measure and are no part of the name: GDP增速. */
const MEASURING = /(?:的?(?:增速|增长率|增幅|涨幅|总量|规模|数值|目标))+$/;

/**
 * The table of one indicator. Throws WenjuError INPUT_INVALID for a blank indicator, a place that is not known, and more
 * places or years than a table holds.
 */
export function compareFigures(
  request: ComparisonQuery,
  tools: Knowledge & { readonly snapshot: Snapshot },
): Comparison {
  const name = request.indicator.trim().replace(MEASURING, '');
  if (name === '') throw new WenjuError('INPUT_INVALID', 'Expected an indicator, got a blank one. Name one: GDP.');
  const asked = request.regions.map((region) => resolveRegion(region, tools));
  const term = findIndicator(name, tools);
  const facts = listFacts(name, term, tools.snapshot.facts).filter((fact) => isInColumn(fact, request));
  const whole = facts.filter(({ scope }) => scope === '');
  const isAskedYear = (year: number): boolean => request.years.length === 0 || request.years.includes(year);
  const ofYears = whole.filter((fact) => fact.years.some(isAskedYear));
  const regions = asked.length > 0 ? unique(asked, ({ code }) => code) : listRegions(ofYears);
  const within = ofYears.filter(({ region }) => regions.some(({ code }) => code === region?.code));
  const years = [...new Set(request.years.length > 0 ? request.years : within.flatMap((fact) => fact.years))];
  if (regions.length > MOST_REGIONS || years.length > MOST_YEARS) {
    throw new WenjuError(
      'INPUT_INVALID',
      `Expected at most ${MOST_REGIONS} places and ${MOST_YEARS} years, got ${regions.length} and ${years.length}. Name fewer.`,
    );
  }
  years.sort((a, b) => a - b);
  const unit = findCommonUnit(within);
  return {
    indicator: term?.name ?? name,
    measure: request.measure,
    kind: request.kind,
    unit,
    regions: regions.map((region) => region.name),
    years,
    cells: regions.flatMap((region) => years.map((year) => fillCell(region, year, unit, facts))),
  };
}

function resolveRegion(name: string, { gazetteer }: Knowledge): Region {
  const region = gazetteer.resolve(name.trim());
  if (region !== null) return region;
  throw new WenjuError(
    'INPUT_INVALID',
    `Expected names of places in China, got "${name.slice(0, 40)}". Check its spelling.`,
  );
}

/** The term that the whole name means; null for what the glossary does not know. */
function findIndicator(name: string, { glossary }: Knowledge): GlossaryTerm | null {
  const [first] = glossary.findAsked(name);
  return first !== undefined && first.start === 0 && first.end === name.length ? first.term : null;
}

function listFacts(name: string, term: GlossaryTerm | null, facts: Facts): readonly Fact[] {
  return term === null
    ? facts.all.filter((fact) => fact.term === null && fact.core === name)
    : facts.aboutTerm(term.name);
}

function listRegions(facts: readonly Fact[]): Region[] {
  const regions = facts.map(({ region }) => region).filter((region) => region !== null);
  return unique(regions, ({ code }) => code).sort((a, b) => (a.code < b.code ? -1 : 1));
}

function unique<Item>(items: readonly Item[], keyOf: (item: Item) => string): Item[] {
  return [...new Map(items.map((item) => [keyOf(item), item])).values()];
}

function fillCell(region: Region, year: number, unit: string, facts: readonly Fact[]): ComparedCell {
  const own = facts.filter((fact) => fact.region?.code === region.code && fact.years.includes(year));
  const whole = own.filter(({ scope, figure }) => scope === '' && figure.quantity.unit === unit).sort(byExactness);
  const [fact = null] = whole;
  const quantity = fact?.figure.quantity;
  return {
    region: region.name,
    year,
    value: fact === null ? null : readSigned(fact),
    text: fact?.figure.text ?? null,
    isBound: quantity !== undefined && (quantity.bound !== 'exact' || quantity.to !== null),
    fact,
    conflicts: fact === null ? [] : whole.filter((other) => saysOtherwise(fact, other)),
    otherScope: own.filter(({ scope }) => scope !== ''),
  };
}
