/**
 * Answers that set figures side by side: a table over all places and years asked for, one cell a fact; a line that says
 * what comes out where the figures can be compared, and notes that say what cannot and why.
 */

import { findCommonUnit, isPlanned } from '../annotate/comparable.js';
import type { Measure } from '../annotate/figures/contract.js';
import type { Fact } from '../index/contract.js';
import { removePlacesAndYears } from '../lexicon/content-words.js';
import type { Region } from '../lexicon/contract.js';
import type { GlossaryTerm } from '../lexicon/glossary.js';
import {
  type AskedCell,
  chooseFact,
  kindOfYear,
  listAskedRegions,
  listAskedTerms,
  listNarrowed,
} from './asked-facts.js';
import { findAskedChange } from './changes.js';
import type { AnsweringSentence, Composing, Composition, FactTable, Grid, GridTime, LeadLine } from './contract.js';
import { putFirst, SHARE } from './figure.js';
import { keepBeyond } from './limit.js';
import { measureOf } from './measure.js';
import { findVerdict } from './verdict.js';

/** Places of which one is called the first. */
const FEWEST_RANKED = 3;
/** Places of a table. */
const MOST_ROWS = 40;
/** Years of a table when none is asked for. */
const MOST_YEARS = 4;
/** Cells that are each said in a line of the lead. */
const MOST_LINES = 6;
/** Sentences quoted of a table; the others are cited by their cells. */
const MOST_QUOTED = 6;
/** Names listed in a note. */
const MOST_NAMED = 12;

const PLANS = /目标|计划|定[了在为的]|想|要|打算|力争|\b(?:target|aim|goal|plan|want)/i;
const RESULTS = /完成|实际|实现|实收|达到|[了收产]了?多少|\b(?:did|actual|was|were|achieved|estimate)/i;
const LEVEL = /多少|总量|规模|占|多大|\bhow (?:much|many|large|big)\b|\bsize\b|\bshare\b/i;
const COUNTIES =
  /(?:哪一?[个些几]{0,2}|各|所有|全部)(?:区县|县区|县市区?|县|区(?![域别间]))|\bcount(?:y|ies)\b|\bdistricts?\b/i;
const EACH_CITY = /各(?:地级)?市(?!场)|各州|各地市|\b(?:each|every|all) (?:its )?cit(?:y|ies)\b/i;
const CITIES = /哪[个些几]?市|各市|城市|地级市|\bcit(?:y|ies)\b/i;
const PROVINCES = /省|自治区|直辖市|\bprovinc/i;

/** Null where no figures can be set side by side. `quotes`: sentences that speak to each side. */
export function composeTable(composing: Composing, quotes: readonly AnsweringSentence[]): Composition | null {
  const { ranking } = composing;
  const { answerKind } = ranking.understood;
  const terms = listAskedTerms(composing);
  // Of what is no indicator each report counts another part: hospitals built here, and named there.
  if (answerKind === 'ranking' && terms.every(({ kind }) => kind !== 'indicator')) return null;
  const filled = terms.flatMap((term) => fillGrid(term, composing) ?? []);
  const { limit } = ranking.understood.askedFigure;
  const beyond =
    answerKind !== 'ranking' || limit === null ? [] : filled.flatMap((own) => keepBeyond(own, limit, composing) ?? []);
  const grids = beyond.length > 0 ? beyond.map((own) => own.grid) : filled;
  const [grid] = grids;
  if (grid === undefined) return null;
  const table = grids.length === 1 ? layOut(grid, composing) : joinGrids(grids, composing);
  const facts = grids.flatMap(({ cells }) => cells.flat().filter((fact) => fact !== null));
  const verdict =
    beyond.length > 0
      ? beyond.flatMap(({ lead }) => lead)
      : grids.flatMap((own) => findVerdict(own, answerKind === 'ranking', composing));
  // Which place is first is told by the line of all of them, and each by the table.
  const proved = new Set(verdict.flatMap(({ proof: own }) => own));
  const isToldByAll =
    facts.length > MOST_LINES ||
    (verdict.length > 0 && (answerKind === 'ranking' || grid.regions.length > FEWEST_RANKED));
  const told = isToldByAll ? [] : facts.filter((fact) => !proved.has(fact));
  // Of a change the figures of one side tell nothing.
  const lines: LeadLine[] =
    beyond.length === 0 && findAskedChange(composing) !== null
      ? []
      : [...verdict, ...told.map((fact) => ({ text: composing.writer.line(fact), proof: [fact] }))];
  // A table without a line is proved by its first figures.
  const proof = (lines.length > 0 ? lines.flatMap((line) => line.proof) : facts).slice(0, MOST_QUOTED);
  // A ranking is proved by its own figures.
  const names = new Set(grids.map(({ term }) => term.name));
  const isAbout = ({ sentence }: AnsweringSentence): boolean =>
    composing.snapshot.facts.inSentence(sentence).some(({ term }) => names.has(term?.name ?? ''));
  const rest =
    facts.length > MOST_LINES || (answerKind === 'ranking' && verdict.length > 0) ? [] : quotes.filter(isAbout);
  return {
    kind: answerKind === 'ranking' ? 'ranking' : 'comparison',
    lead: lines,
    facts: [],
    table,
    quotes: putFirst(
      [],
      [...proof, ...rest].map(({ sentence, passage }) => ({ sentence, passage })),
    ),
  };
}

/** True when figures can be ranked, or one of the best passages says itself who is first. */
export function tellsRank(composing: Composing): boolean {
  const { ranking, snapshot } = composing;
  return (
    composeTable(composing, []) !== null ||
    ranking.passages
      .slice(0, RANKED_BY)
      .flatMap(({ sentences }) => sentences)
      .some(({ sentence, coverage }) => coverage >= SAID && FIRST.test(snapshot.sentenceText(sentence)))
  );
}

/** Passages that may say who is first, and the share of what is asked that a sentence must have for it. */
const RANKED_BY = 5;
const SAID = 0.5;
const FIRST =
  /最(?!低(?:工资|生活)|新|终|后|近|小化)|第[一二三四五六七八九十\d]+[位名]?|首[位个家]|[居列位]全|前[列茅\d一二三四五六七八九十]|领[先跑]|\d+强|率先|唯一/;

function fillGrid(term: GlossaryTerm, composing: Composing): Grid | null {
  const { ranking } = composing;
  const { measure } = ranking.understood.askedFigure;
  const candidates = listNarrowed(term, composing);
  const regions = listRows(candidates, composing);
  const measures: readonly Measure[] = SHARE.test(composing.question)
    ? ['share', 'level']
    : measure === null
      ? ['level', 'growth']
      : [measure];
  const grids = measures.map((own): Grid => {
    const ofMeasure = candidates.filter((fact) => measureOf(fact) === own);
    const unit = findCommonUnit(ofMeasure);
    const ofUnit = ofMeasure.filter(({ figure }) => figure.quantity.unit === unit);
    const times = listTimes(ofUnit, regions, composing);
    const cells = regions.map((region) =>
      times.map((time) => chooseFact(ofUnit, { region, measure: own, ...time } satisfies AskedCell, composing)),
    );
    return { term, regions, times, cells };
  });
  // Of places that are named one with a figure and one without are told; a table over all places needs two.
  const needed = listAskedRegions(composing).length > 1 ? 1 : 2;
  const filled = grids.map(countFilled);
  // Where as many have a growth as a level the growth compares them, unless how much it is was asked.
  const asksLevel = LEVEL.test(composing.question) || isOfParts(composing);
  const order = asksLevel ? filled : [...filled].reverse();
  const most = order.indexOf(Math.max(...filled));
  const [levels = 0] = filled;
  // The first by GDP is the largest, where some say how large theirs is; aims are set as growth.
  const isLargest =
    ranking.understood.answerKind === 'ranking' &&
    measures[0] === 'level' &&
    !PLANS.test(composing.question) &&
    levels >= FEWEST_RANKED;
  const best = grids[isLargest ? 0 : asksLevel ? most : grids.length - 1 - most];
  if (best === undefined || countFilled(best) < needed) return null;
  return dropEmpty(best, composing);
}

function countFilled({ cells }: Grid): number {
  return cells.flat().filter((fact) => fact !== null).length;
}

/** Places asked for, else all that the documents speak of, of the level that the question names. */
function listRows(candidates: readonly Fact[], composing: Composing): Region[] {
  const asked = listAskedRegions(composing);
  const { question } = composing;
  if (asked.length > 1) return asked.slice(0, MOST_ROWS);
  const words = removePlacesAndYears(question, composing.gazetteer);
  if (asked.length === 1 && composing.ranking.understood.answerKind !== 'ranking' && !isOfParts(composing))
    return asked;
  const level = COUNTIES.test(words)
    ? 'county'
    : CITIES.test(question)
      ? 'city'
      : PROVINCES.test(question)
        ? 'province'
        : null;
  const inside = candidates
    .flatMap(({ region }) => region ?? [])
    .filter((region) => asked.every((outer) => region !== outer && composing.gazetteer.contains(outer, region)));
  // Of 各地 without more those of one level are held against each other: provinces, where there are several.
  const own = level ?? (isOfSeveral(inside, 'province') ? 'province' : isOfSeveral(inside, 'city') ? 'city' : null);
  const alike = inside.filter((region) => own === null || region.level === own);
  return [...new Map(alike.map((region) => [region.code, region])).values()]
    .sort((a, b) => (a.code < b.code ? -1 : 1))
    .slice(0, MOST_ROWS);
}

/** 玉溪各县区: what lies in a place is asked about, and not the place. */
function isOfParts({ question, gazetteer }: Composing): boolean {
  const words = removePlacesAndYears(question, gazetteer);
  return COUNTIES.test(words) || EACH_CITY.test(words);
}

function isOfSeveral(regions: readonly Region[], level: Region['level']): boolean {
  return new Set(regions.filter((region) => region.level === level).map(({ code }) => code)).size >= FEWEST_RANKED;
}

/** The years asked for, each as reached, as aimed at or both, as the words say; without any the newest that most have. */
function listTimes(facts: readonly Fact[], regions: readonly Region[], composing: Composing): GridTime[] {
  const { understood } = composing.ranking;
  const [plans, results] = [PLANS.test(composing.question), RESULTS.test(composing.question)];
  const both = plans && results;
  const planned = both ? null : understood.kind === 'target' ? true : understood.kind === 'result' ? false : null;
  const years = understood.years.length > 0 ? understood.years : listCommonYears(facts, regions, planned);
  return years.flatMap((year): GridTime[] => {
    const asked = years.length > 1 ? kindOfYear(composing.question, year) : null;
    if (asked !== null) return [{ year, planned: asked }];
    const own = facts.filter(
      (fact) => fact.years[0] === year && regions.some(({ code }) => code === fact.region?.code),
    );
    const has = (isPlan: boolean): boolean => own.some(({ kind }) => isPlanned(kind) === isPlan);
    if (both && has(true) && has(false)) {
      return [
        { year, planned: true },
        { year, planned: false },
      ];
    }
    // Which place is first is told of what most have: results and aims are not held against each other.
    if (planned === null && understood.answerKind === 'ranking' && has(true) && has(false)) {
      const places = (isPlan: boolean): number =>
        new Set(own.filter(({ kind }) => isPlanned(kind) === isPlan).map(({ region }) => region?.code)).size;
      return [{ year, planned: places(false) * 2 < places(true) }];
    }
    // Of a year without what is asked for the other is shown, as what it is.
    return [{ year, planned: planned !== null && !has(planned) ? null : planned }];
  });
}

/** The newest years of which there is a figure; of what is aimed at only when that is asked. */
function listCommonYears(facts: readonly Fact[], regions: readonly Region[], planned: boolean | null): number[] {
  const years = facts
    .filter(
      ({ kind, region }) => isPlanned(kind) === (planned ?? false) && regions.some(({ code }) => code === region?.code),
    )
    .flatMap((fact) => fact.years);
  return [...new Set(years)].sort((a, b) => a - b).slice(-MOST_YEARS);
}

/** Rows without a figure go out of a table over all places; of those asked for they stay, empty. */
function dropEmpty(grid: Grid, composing: Composing): Grid {
  if (listAskedRegions(composing).length > 1) return grid;
  const kept = grid.cells.map((row) => row.some((fact) => fact !== null));
  return {
    ...grid,
    regions: grid.regions.filter((_, row) => kept[row]),
    cells: grid.cells.filter((_, row) => kept[row]),
  };
}

function layOut(grid: Grid, composing: Composing): FactTable {
  const { writer } = composing;
  return {
    caption: writer.term(grid.term) + nameMeasure(grid, composing),
    columns: grid.times.map((time, column) => nameTime(time, grid, column, composing)),
    rows: grid.regions.map((region, row) => ({ head: writer.place(region), cells: grid.cells[row] ?? [] })),
    notes: listNotes(grid, composing),
  };
}

/** Several indicators of the same places stand beside each other. */
function joinGrids(grids: readonly Grid[], composing: Composing): FactTable {
  const { writer } = composing;
  const regions = [...new Map(grids.flatMap((grid) => grid.regions.map((own) => [own.code, own] as const))).values()];
  return {
    caption: grids.map(({ term }) => writer.term(term)).join(writer.say('、', ', ')),
    columns: grids.flatMap((grid) =>
      grid.times.map((time, column) => `${writer.term(grid.term)} ${nameTime(time, grid, column, composing)}`),
    ),
    rows: regions.map((region) => ({
      head: writer.place(region),
      cells: grids.flatMap((grid) => {
        const row = grid.regions.findIndex(({ code }) => code === region.code);
        return grid.times.map((_, column) => grid.cells[row]?.[column] ?? null);
      }),
    })),
    notes: grids.flatMap((grid) => listNotes(grid, composing)),
  };
}

function nameMeasure({ cells }: Grid, { writer }: Composing): string {
  const isGrowth = cells.flat().some((fact) => fact?.figure.measure === 'growth');
  return isGrowth ? writer.say('增速', ' growth') : '';
}

function nameTime({ year }: GridTime, { cells }: Grid, column: number, { writer }: Composing): string {
  const own = cells.flatMap((row) => row[column] ?? []);
  const isAim = own.length > 0 && own.every(({ kind }) => isPlanned(kind));
  return writer.years([year]) + (isAim ? writer.say('目标', ' target') : '');
}

function listNotes({ regions, times, cells }: Grid, { writer }: Composing): string[] {
  const empty = regions.filter((_, row) => cells[row]?.every((fact) => fact === null));
  const names = empty.slice(0, MOST_NAMED).map(writer.place);
  const kinds = times.map(
    (_, column) => new Set(cells.flatMap((row) => row[column] ?? []).map(({ kind }) => isPlanned(kind))),
  );
  return [
    ...(names.length > 0
      ? [writer.say(`没有查到：${names.join('、')}`, `No figure found for ${names.join(', ')}`)]
      : []),
    ...(kinds.some(({ size }) => size > 1)
      ? [
          writer.say(
            '有的是目标，有的是实绩，不能直接比较',
            'Some are targets and some results: they cannot be compared directly',
          ),
        ]
      : []),
  ];
}
