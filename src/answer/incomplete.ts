/**
 * Which parts of a question did an answer leave open? Who asks how much it is, by how much it grew and which rank that is,
 * and is told only one of them, has to know that the others are not there.
 */

import { isPlanned } from '../annotate/comparable.js';
import type { Measure } from '../annotate/figures/contract.js';
import type { NotFound } from '../api/ask.js';
import type { Fact } from '../index/contract.js';
import { listAskedRegions, listAskedTerms } from './asked-facts.js';
import { findAskedChange } from './changes.js';
import type { Composing, Composition, FactTable } from './contract.js';
import { ASKS_WHETHER_MET, RANK } from './figure.js';
import { measureOf } from './measure.js';

type Missing = NotFound['missing'][number];

/** Each asks once: 多少，增长多少. */
const ASKING = /多少|多[大高快]|几(?:个|成|何)|第几|\bhow (?:much|many|fast|large|big|high)\b|\bby how\b|\bwhat\b/gi;
/** Both are named: 总量和增速. */
const NAMES_BOTH = /(?:和|及|与|、)(?:同比|其)?(?:增速|增幅|涨幅|增长率)|\band (?:its |the |their )?growth\b/i;

/** Whether an aim was met is told by what was reached and by the aim: which of them is not there. */
function findUnmeasured(facts: readonly Fact[], { question, writer }: Composing): Missing[] {
  const [first] = facts;
  if (
    first === undefined ||
    !ASKS_WHETHER_MET.test(question) ||
    !/目标|计划|任务|预期|target|goal|aim|plan/i.test(question)
  ) {
    return [];
  }
  const aims = facts.filter(({ kind }) => isPlanned(kind)).length;
  if (aims > 0 && aims < facts.length) return [];
  const name = aims === 0 ? writer.say('（目标）', ' (target)') : writer.say('（实绩）', ' (result)');
  return [
    {
      kind: 'indicator',
      value: `${writer.years(first.years.slice(0, 1))}${writer.say('', ' ')}${writer.subject(first)}${name}`,
    },
  ];
}

/** Of places that are held against each other those without a figure. */
function findEmptySides(table: FactTable | null, composing: Composing): Missing[] {
  const { ranking, writer } = composing;
  const { years } = ranking.understood;
  const places = listAskedRegions(composing);
  const term = listAskedTerms(composing).find(({ kind }) => kind === 'indicator');
  if (term === undefined || places.length < 2) return [];
  const isFilled = (place: string): boolean =>
    table?.rows.some(({ head, cells }) => head === place && cells.some((cell) => cell !== null)) ?? false;
  const name = writer.say('', ' ') + (years.length === 0 ? '' : writer.years(years) + writer.say('', ' '));
  return places
    .filter(({ name: own }) => !ranking.uncoveredRegions.includes(own))
    .map(writer.place)
    .filter((place) => !isFilled(place))
    .map((place): Missing => ({ kind: 'indicator', value: `${place}${name}${writer.term(term)}` }));
}

/** Of years that are held against each other those without a figure, where another has one. */
function findEmptyYears(told: readonly Fact[], composing: Composing): Missing[] {
  const { ranking, writer } = composing;
  const { years, wholePlan } = ranking.understood;
  const [place, ...others] = listAskedRegions(composing);
  const [term] = listAskedTerms(composing).filter(({ kind }) => kind === 'indicator');
  if (term === undefined || place === undefined || others.length > 0 || years.length !== 2 || wholePlan) return [];
  const known = new Set(told.filter((fact) => fact.term?.name === term.name).flatMap((fact) => fact.years));
  if (known.size === 0) return [];
  // A figure in such a unit whose words name nothing (总量达5.3万亿元) may be the one.
  const units = new Set(told.map(({ figure }) => figure.quantity.unit));
  const { snapshot } = composing;
  const found = ranking.passages.flatMap(({ passage }) =>
    snapshot.sentencesOf(passage).flatMap((sentence) => snapshot.facts.inSentence(sentence)),
  );
  const mayBeSaid = (year: number): boolean =>
    found.some(
      (fact) =>
        (fact.term === null || fact.term.name === term.name) &&
        fact.years.includes(year) &&
        units.has(fact.figure.quantity.unit),
    );
  return years
    .filter((year) => !known.has(year) && !mayBeSaid(year))
    .map(
      (year): Missing => ({
        kind: 'indicator',
        value: `${writer.place(place)}${writer.say('', ' ')}${writer.years([year])}${writer.say('', ' ')}${writer.term(term)}`,
      }),
    );
}

/** What is asked for beside the figures of an answer that has some. */
export function findMissingParts({ kind, facts, table, lead }: Composition, composing: Composing): Missing[] {
  const { question, ranking, writer } = composing;
  // Which places missed or moved their aims is not told by their figures alone.
  const change = findAskedChange(composing);
  if (table !== null && lead.length === 0 && change !== null) {
    const [term] = listAskedTerms(composing);
    const name = `${writer.years(ranking.understood.years)}${writer.say('', ' ')}${term === undefined ? '' : writer.term(term)}`;
    const isMoved = change === 'lowered' || change === 'raised';
    const what = isMoved
      ? writer.say('（目标的变化）', ' (change of the target)')
      : writer.say('（目标是否完成）', ' (whether the target was met)');
    return [{ kind: 'indicator', value: name + what }];
  }
  if (kind === 'comparison') {
    const cells = table?.rows.flatMap((row) => row.cells.filter((cell) => cell !== null)) ?? [];
    return [...findEmptySides(table, composing), ...findEmptyYears([...facts, ...cells], composing)];
  }
  if (kind === 'yes_no') return findUnmeasured(facts, composing);
  if (kind !== 'figure' || facts.length === 0 || ranking.understood.comparison) return [];
  const asksSeveral = (question.match(ASKING)?.length ?? 0) > 1 || NAMES_BOTH.test(question);
  if (!asksSeveral) return [];
  const wanted: readonly Measure[] = [
    ...(ranking.understood.askedFigure.asksBoth ? (['level', 'growth'] as const) : []),
    ...(RANK.test(question) ? (['rank'] as const) : []),
  ];
  return listAskedTerms(composing).flatMap((term) => {
    const own = facts.filter((fact) => fact.term?.name === term.name);
    if (own.length === 0) return [];
    const told = new Set(own.map(measureOf));
    return wanted
      .filter((measure) => !told.has(measure))
      .map((measure): Missing => ({ kind: 'indicator', value: `${writer.term(term)}${nameMeasure(measure)}` }));
  });

  function nameMeasure(measure: Measure): string {
    if (measure === 'growth') return writer.say('（增速）', ' (growth)');
    return measure === 'rank' ? writer.say('（位次）', ' (rank)') : writer.say('（总量）', ' (amount)');
  }
}
