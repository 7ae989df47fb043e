/**
 * Annotate, facts: a document goes in; every figure of it comes out with the place, the time and the kind it holds for,
 * and what it is about.
 */

import type { Region } from '../lexicon/contract.js';
import type { Knowledge } from '../lexicon/knowledge.js';
import { TERM_OF_OFFICE } from '../lexicon/plans.js';
import { REVIEWED_YEAR } from '../lexicon/years.js';
import type { Document } from '../types.js';
import type { PassageTime, Statement, StoredFact } from './contract.js';
import { createPlaceFinder } from './figure-places.js';
import type { Figure, FigureKind } from './figures/contract.js';
import { findFigures } from './figures/extract.js';
import { describeWordings } from './statement.js';

/** In the order of the text. `times`: one a passage. */
export function findFacts(document: Document, times: readonly PassageTime[], tools: Knowledge): StoredFact[] {
  const { region, year } = document.metadata;
  const own = region === null ? null : tools.gazetteer.resolve(region);
  return document.sentences.flatMap(({ start, end, passage }, sentence) => {
    const time = times[passage] ?? UNTIMED;
    return readSentence(document.text.slice(start, end), sentence, time, year, own, tools);
  });
}

const UNTIMED: PassageTime = { role: 'other', years: [], plan: false };

function readSentence(
  text: string,
  sentence: number,
  time: PassageTime,
  reportYear: number | null,
  own: Region | null,
  { glossary, gazetteer }: Knowledge,
): StoredFact[] {
  const figures = findFigures(text, glossary);
  if (figures.length === 0) return [];
  const places = createPlaceFinder(text, gazetteer);
  const regions = figures.map(({ start }) => {
    const named = places.at(start);
    return named !== null && (own === null || gazetteer.contains(own, named)) ? named : own;
  });
  const wordings = describeWordings(
    text,
    figures,
    (figure) => places.namesAround(regions[figures.indexOf(figure)] ?? null),
    glossary,
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
      ...dateFigure(figure, text, time, reportYear),
    };
  });
}

/** 40年来: since long ago. */
const SINCE_LONG_AGO = /(?<![一二三四五六七八九十\d])(?!一年)(?:\d{1,3}|[一二三四五六七八九十]{1,3})(?:多|余)?年来/;
const THIS_YEAR = /今年/;
const LAST_YEAR = new RegExp(REVIEWED_YEAR);
/** Figures of more years than this are of a period. */
const MOST_SINGLE_YEARS = 3;

/** The time and kind of a figure: its sentence's own, else those of its passage. */
function dateFigure(
  figure: Figure,
  text: string,
  time: PassageTime,
  reportYear: number | null,
): Pick<Statement, 'years' | 'wholePlan' | 'kind'> {
  const before = text.slice(0, figure.start);
  const isPlanned = time.role === 'target' || time.role === 'task';
  let { years } = figure;
  let wholePlan = years.length > MOST_SINGLE_YEARS;
  if (years.length === 0) {
    if (TERM_OF_OFFICE.test(before) || SINCE_LONG_AGO.test(before)) wholePlan = true;
    if (reportYear !== null && THIS_YEAR.test(before)) years = [reportYear];
    else if (reportYear !== null && LAST_YEAR.test(before)) years = [reportYear - 1];
    else {
      years = defaultYears(time, reportYear);
      wholePlan ||= time.plan;
    }
  }
  const isPast = reportYear !== null && figure.years.length > 0 && figure.years.every((year) => year < reportYear);
  return { years, wholePlan, kind: kindOf(figure.kind, time, isPlanned && !isPast) };
}

/** A passage's years hold those that it names in passing, too; its own is the report's or the one before. */
function defaultYears({ role, years }: PassageTime, reportYear: number | null): readonly number[] {
  const last = years.at(-1);
  if (last === undefined || role === 'other') return [];
  const usual = reportYear === null ? last : role === 'review' ? reportYear - 1 : reportYear;
  return [years.includes(usual) ? usual : last];
}

function kindOf(said: FigureKind | null, { role }: PassageTime, isPlanned: boolean): FigureKind | null {
  if (isPlanned) return said === null || said === 'cumulative' ? (role === 'target' ? 'target' : 'plan') : said;
  if (role === 'review') return said ?? 'actual';
  return said;
}
