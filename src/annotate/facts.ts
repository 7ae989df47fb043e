/**
 * Annotate, facts: a document goes in; every figure of it comes out with the place, the time and the kind it holds for,
 * and what it is about.
 */

import { kindOf as kindOfDocument } from '../document-kinds.js';
import { WenjuError } from '../errors.js';
import { listOwnNames } from '../lexicon/areas.js';
import type { Gazetteer, Region } from '../lexicon/contract.js';
import { type DocumentYears, readDocumentYears } from '../lexicon/document-years.js';
import type { Knowledge } from '../lexicon/knowledge.js';
import { findNation } from '../lexicon/nation.js';
import { readPeriod } from '../lexicon/periods.js';
import { NEXT_TERM, PLAN_LENGTH, TERM_OF_OFFICE } from '../lexicon/plans.js';
import { simplifyInPlace } from '../lexicon/simplified.js';
import { REVIEWED_YEAR, writeYearsInDigits } from '../lexicon/years.js';
import type { Document } from '../types.js';
import { MOST_SINGLE_YEARS } from './comparable.js';
import type { PassageTime, Statement, StoredFact } from './contract.js';
import { createPlaceFinder } from './figure-places.js';
import type { Figure, FigureKind } from './figures/contract.js';
import { findFigures } from './figures/extract.js';
import { describeWordings } from './statement.js';

/** No report has a twentieth of it; more would fill the memory of whoever reads the file. */
export const MAX_FIGURES = 50_000;

/**
 * In the order of the text. `times`: one a passage.
 * @throws WenjuError FILE_UNREADABLE naming the file for more than MAX_FIGURES
 */
export function findFacts(document: Document, times: readonly PassageTime[], tools: Knowledge): StoredFact[] {
  const { region, year } = document.metadata;
  const place = region === null ? null : tools.gazetteer.resolve(region);
  const home: Home = { place, names: listOwnNames(place?.name ?? '') };
  const dated: Dated = { ...readDocumentYears(document.metadata), own: year };
  // News of half a year is of that half throughout.
  const whole = kindOfDocument(document.metadata).onlyCounts ? (readPeriod(document.metadata.title, false) ?? '') : '';
  let period = whole;
  let last = 0;
  let count = 0;
  return document.sentences.flatMap(({ start, end, passage }, sentence) => {
    const time = times[passage] ?? UNTIMED;
    const text = writeYearsInDigits(simplifyInPlace(document.text.slice(start, end)));
    // Cells of tables are said behind the end of the document: no paragraph goes on from one.
    const goesOn = last <= start && PART_OF_BEFORE.test(text) && !document.text.slice(last, start).includes('\n');
    const facts = readSentence(text, sentence, time, dated, home, goesOn ? period : whole, tools);
    count += facts.length;
    if (count > MAX_FIGURES) {
      throw new WenjuError(
        'FILE_UNREADABLE',
        `${document.source}: expected at most ${MAX_FIGURES} figures, found more. Split the file.`,
      );
    }
    period = facts.at(-1)?.period ?? readPeriod(text, false) ?? (goesOn ? period : whole);
    last = end;
    return facts;
  });
}

/** A province speaks of its own cities, of areas that lie in them, and of the nation; the nation of all. */
function mayBeAbout(own: Region | null, named: Region, gazetteer: Gazetteer): boolean {
  if (own === null || own.level === 'nation') return true;
  return named.level === 'nation' || gazetteer.contains(own, named);
}

/** 全国GDP增长5%，我省增长6%; what a place is among all (全国重点实验室10家) is its own. */
function opensIndicator(text: string, end: number, figures: readonly Figure[]): boolean {
  const next = figures.find(({ start }) => start > end);
  return next?.term?.kind === 'indicator' && !CLAUSE_MARK.test(text.slice(end, next.start));
}

const CLAUSE_MARK = /[,，、；;]/;

/** Opens a sentence on parts of what the one before is about. */
const PART_OF_BEFORE = /^(?:其中|分.{1,8}看|按.{1,10}[分看])/;

/** The years of a document beside the one that it is named for, which is its 今年. */
interface Dated extends DocumentYears {
  readonly own: number | null;
}

/** Whose document it is, and what it calls itself besides its name. */
interface Home {
  readonly place: Region | null;
  readonly names: readonly string[];
}

const UNTIMED: PassageTime = { role: 'other', years: [], plan: false };

function readSentence(
  text: string,
  sentence: number,
  time: PassageTime,
  dated: Dated,
  { place: own, names }: Home,
  period: string,
  tools: Knowledge,
): StoredFact[] {
  const { glossary, gazetteer } = tools;
  const figures = findFigures(text, glossary);
  if (figures.length === 0) return [];
  const nation =
    own?.level === 'nation' ? [] : findNation(text, glossary).filter(({ end }) => opensIndicator(text, end, figures));
  const places = createPlaceFinder(text, tools, nation);
  const regions = figures.map(({ start }) => {
    const named = places.at(start);
    return named !== null && mayBeAbout(own, named, gazetteer) ? named : own;
  });
  const wordings = describeWordings(
    text,
    figures,
    (_, index) => [...places.namesAround(regions[index] ?? null), ...names],
    glossary,
    period,
  );
  return wordings.flatMap(({ letters: _letters, pairs: _pairs, term, ...wording }, index) => {
    const figure = figures[index];
    if (figure === undefined) return [];
    return {
      ...wording,
      sentence,
      term: term?.name ?? null,
      figure: { ...figure, term: figure.term?.name ?? null },
      region: regions[index]?.code ?? null,
      ...dateFigure(figure, wording.isAverage, text, time, dated),
    };
  });
}

/** 40年来: since long ago. */
const SINCE_LONG_AGO = /(?<![一二三四五六七八九十\d])(?!一年)(?:\d{1,3}|[一二三四五六七八九十]{1,3})(?:多|余)?年来/;
/** 今后五年的主要目标 are for the last of them. */
const IN_NEXT_TERM = new RegExp(NEXT_TERM);
const THIS_YEAR = /今年/;
const LAST_YEAR = new RegExp(REVIEWED_YEAR);
/** The time and kind of a figure: its sentence's own, else those of its passage. */
function dateFigure(
  figure: Figure,
  isAverage: boolean,
  text: string,
  time: PassageTime,
  dated: Dated,
): Pick<Statement, 'years' | 'wholePlan' | 'kind'> {
  const before = text.slice(0, figure.start);
  const isPlanned = time.role === 'target' || time.role === 'task';
  let { years } = figure;
  // An average is one of all the years, whichever is named: 到2025年……年均增长7%.
  let wholePlan = isAverage || years.length > MOST_SINGLE_YEARS;
  if (years.length === 0) {
    if (TERM_OF_OFFICE.test(before) || SINCE_LONG_AGO.test(before)) wholePlan = true;
    if (dated.own !== null && THIS_YEAR.test(before)) years = [dated.own];
    else if (dated.own !== null && IN_NEXT_TERM.test(before)) years = [dated.own + PLAN_LENGTH - 1];
    else if (dated.own !== null && LAST_YEAR.test(before)) years = [dated.own - 1];
    else {
      years = defaultYears(time, dated);
      wholePlan ||= time.plan;
    }
  }
  const present = dated.report ?? Number.NEGATIVE_INFINITY;
  const isPast = figure.years.length > 0 && figure.years.every((year) => year < present);
  return { years, wholePlan, kind: kindOf(figure.kind, time, isPlanned && !isPast) };
}

/** A passage's years hold those that it names in passing, too; its own is the document's or the one before. */
function defaultYears({ role, years }: PassageTime, { report, planned }: Dated): readonly number[] {
  const last = years.at(-1);
  if (last === undefined || role === 'other') return [];
  const usual = report === null ? last : role === 'review' ? report - 1 : (planned ?? report);
  return [years.includes(usual) ? usual : last];
}

function kindOf(said: FigureKind | null, { role }: PassageTime, isPlanned: boolean): FigureKind | null {
  if (isPlanned) return said === null || said === 'cumulative' ? (role === 'target' ? 'target' : 'plan') : said;
  if (role === 'review') return said ?? 'actual';
  return said;
}
