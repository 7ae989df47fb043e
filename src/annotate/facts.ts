/**
 * Annotate, facts: the sentences of a snapshot go in; every figure of them comes out as a fact, with the place,
 * the time and the kind it holds for, found by what it is about.
 */

import type { IndexedDocument, Snapshot } from '../index/contract.js';
import type { Gazetteer, Region } from '../lexicon/contract.js';
import type { Glossary } from '../lexicon/glossary.js';
import { TERM_OF_OFFICE } from '../lexicon/plans.js';
import { REVIEWED_YEAR } from '../lexicon/years.js';
import type { PassageTime } from '../retrieve/contract.js';
import { createTurns } from '../turns.js';
import type { Span } from '../types.js';
import { createPlaceFinder } from './figure-places.js';
import type { Figure, FigureKind } from './figures/contract.js';
import { findFigures } from './figures/extract.js';
import { classifyPassages } from './roles.js';
import { describeWordings, type Statement } from './statement.js';

/** What figures are read with. */
export interface FactTools {
  readonly glossary: Glossary;
  readonly gazetteer: Gazetteer;
}

/** A figure of a document with what it holds for. Its span is into the document's text. */
export interface Fact extends Statement, Span {
  readonly document: IndexedDocument;
  /** Numbers of the snapshot. */
  readonly passage: number;
  readonly sentence: number;
}

/** All facts of a snapshot. */
export interface Facts {
  readonly all: readonly Fact[];
  /** Facts about a term of the glossary, by its name, in the order of the snapshot. */
  aboutTerm(name: string): readonly Fact[];
  /** Facts of a place, by its code. */
  ofRegion(code: string): readonly Fact[];
  /** Facts with this pair of characters in the words they are about. */
  aboutPair(pair: string): readonly Fact[];
}

const known = new WeakMap<Snapshot, Promise<Facts>>();

/**
 * Facts of a snapshot; read at the first call, in turns with others, and kept as long as the snapshot. Whoever asks
 * meanwhile waits for the same reading, so that nobody who leaves can end it.
 */
export function readFacts(snapshot: Snapshot, tools: FactTools): Promise<Facts> {
  const facts = known.get(snapshot) ?? createFacts(snapshot, tools);
  known.set(snapshot, facts);
  return facts;
}

async function createFacts(snapshot: Snapshot, tools: FactTools): Promise<Facts> {
  const all: Fact[] = [];
  const byTerm = new Map<string, Fact[]>();
  const byPair = new Map<string, Fact[]>();
  const byRegion = new Map<string, Fact[]>();
  const letOthers = createTurns();
  for (const [number, document] of snapshot.documents.entries()) {
    const own = document.metadata.region === null ? null : tools.gazetteer.resolve(document.metadata.region);
    const first = snapshot.firstPassage[number] ?? 0;
    for (const [ordinal, time] of classifyPassages(document).entries()) {
      for (const sentence of snapshot.sentencesOf(first + ordinal)) {
        for (const fact of readSentence(snapshot, first + ordinal, sentence, time, own, tools)) {
          all.push(fact);
          if (fact.term !== null) append(byTerm, fact.term.name, fact);
          if (fact.region !== null) append(byRegion, fact.region.code, fact);
          for (const pair of fact.pairs) append(byPair, pair, fact);
        }
        await letOthers();
      }
    }
  }
  return {
    all,
    ofRegion: (code) => byRegion.get(code) ?? [],
    aboutTerm: (name) => byTerm.get(name) ?? [],
    aboutPair: (pair) => byPair.get(pair) ?? [],
  };
}

function append(groups: Map<string, Fact[]>, key: string, fact: Fact): void {
  const group = groups.get(key);
  if (group === undefined) groups.set(key, [fact]);
  else group.push(fact);
}

function readSentence(
  snapshot: Snapshot,
  passage: number,
  number: number,
  time: PassageTime,
  own: Region | null,
  { glossary, gazetteer }: FactTools,
): Fact[] {
  const { document, sentence } = snapshot.sentenceAt(number);
  const text = snapshot.sentenceText(number);
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
  return wordings.flatMap((wording, index) => {
    const figure = figures[index];
    const region = regions[index] ?? null;
    if (figure === undefined) return [];
    return {
      ...wording,
      document,
      passage,
      sentence: number,
      text,
      figure,
      start: sentence.start + figure.start,
      end: sentence.start + figure.end,
      region,
      ...dateFigure(figure, text, time, document.metadata.year),
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
