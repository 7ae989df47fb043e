/**
 * Which places missed an aim, met it, lowered or raised it? The aim and what came of it in one year, or the aims of two years,
 * are held against each other for every place that gives both.
 */

import { isPlanned, readSigned } from '../annotate/comparable.js';
import type { Fact } from '../index/contract.js';
import type { GlossaryTerm } from '../lexicon/glossary.js';
import { chooseFact, listAskedTerms, listCandidates, readAskedLevel } from './asked-facts.js';
import type { Composing, Composition, LeadLine } from './contract.js';
import { introduce } from './verdict.js';
import { isMet } from './yes-no.js';

type Change = 'missed' | 'met' | 'lowered' | 'raised';

const AIM = /目标|计划|任务|预期|\b(?:target|goal|aim|plan)s?\b/i;
const CHANGES: readonly (readonly [Change, RegExp])[] = [
  [
    'missed',
    /(?:没有?|未)能?(?:完成|达到|实现|达成)|落空|\bmiss(?:ed)?\b|\bfell short\b|\b(?:didn['’]t|did not|failed to) (?:meet|reach|hit)\b/i,
  ],
  ['met', /(?:完成|达到|实现|达成|超额|兑现)|\b(?:met|reached|hit|exceeded|beat|achieved)\b/i],
  ['lowered', /下调|调低|降低|调减|\b(?:lower(?:ed|ing)?|cut|reduced?|scaled? back)\b/i],
  ['raised', /上调|调高|提高|调增|\b(?:rais(?:ed?|ing)|increased?|lifted)\b/i],
];
const MOST_NAMED = 6;
const QUOTED = 4;

/** Null unless it is asked of which of all places an aim was changed or missed. */
export function findAskedChange({ question, ranking }: Composing): Change | null {
  const { answerKind, comparison, regions } = ranking.understood;
  const isOverAll = regions.length === 0 && (comparison || answerKind === 'ranking');
  if (!isOverAll || !AIM.test(question)) return null;
  return CHANGES.find(([, words]) => words.test(question))?.[0] ?? null;
}

/** Two facts of one place that are held against each other. */
type Pair = readonly [before: Fact, after: Fact];

/** Null for another question, and where no place gives both. */
export function composeChanges(composing: Composing): Composition | null {
  const change = findAskedChange(composing);
  if (change === null) return null;
  const [term] = listAskedTerms(composing);
  const pairs = term === undefined ? [] : listPairsOf(term, change, composing);
  const told = pairs.flatMap((pair) => {
    const is = judge(pair, change);
    return is === null ? [] : [{ pair, is }];
  });
  if (told.length === 0 || term === undefined) return null;
  const found = told.filter(({ is }) => is).map(({ pair }) => pair);
  const shown = found.length > 0 ? found : told.map(({ pair }) => pair);
  const { writer } = composing;
  const columns = (shown[0] ?? []).map(
    (fact) => writer.years(fact.years) + (isPlanned(fact.kind) ? writer.say('目标', ' target') : ''),
  );
  const lead = say(found, told.length, change, told[0]?.pair ?? null, composing);
  return {
    kind: 'comparison',
    lead: [lead],
    facts: [],
    table: {
      caption: writer.term(term),
      columns,
      rows: shown.map((pair) => ({ head: pair[0].region === null ? '' : writer.place(pair[0].region), cells: pair })),
      notes: [],
    },
    quotes: lead.proof.slice(0, QUOTED).map(({ sentence, passage }) => ({ sentence, passage })),
  };
}

function listPairsOf(term: GlossaryTerm, change: Change, composing: Composing): Pair[] {
  const candidates = listCandidates(term.name, composing);
  const regions = [
    ...new Map(candidates.flatMap(({ region }) => (region === null ? [] : [[region.code, region] as const]))).values(),
  ]
    .filter(({ level }) => level === readAskedLevel(composing.question))
    .sort((a, b) => (a.code < b.code ? -1 : 1));
  const isOfAim = change === 'missed' || change === 'met';
  const aims = [...new Set(candidates.filter(({ kind }) => isPlanned(kind)).flatMap(({ years }) => years))].sort(
    (a, b) => a - b,
  );
  const results = new Set(candidates.filter(({ kind }) => !isPlanned(kind)).flatMap(({ years }) => years));
  const [from, to] = findYears(composing, isOfAim ? aims.filter((year) => results.has(year)) : aims, isOfAim);
  return (['growth', 'level'] as const)
    .map((measure) =>
      regions.flatMap((region): Pair[] => {
        const before = chooseFact(candidates, { region, year: from, planned: true, measure }, composing);
        const after = chooseFact(candidates, { region, year: to, planned: !isOfAim, measure }, composing);
        const isAlike = before?.figure.quantity.unit === after?.figure.quantity.unit;
        return before === null || after === null || !isAlike ? [] : [[before, after]];
      }),
    )
    .reduce((most, own) => (own.length > most.length ? own : most));
}

/** 比2025年下调: that year and the next; 2026年下调: that year and the one before. */
function findYears(
  { question, ranking }: Composing,
  known: readonly number[],
  isOfAim: boolean,
): readonly [number, number] {
  const { years } = ranking.understood;
  const newest = known.at(-1) ?? 0;
  const [first = newest, second] = years;
  if (isOfAim) return [first, first];
  if (second !== undefined) return [first, second];
  if (new RegExp(`(?:比|较|than(?: in)?|from|over)\\s?${first}`, 'i').test(question)) return [first, first + 1];
  return [first - 1, first];
}

function judge([before, after]: Pair, change: Change): boolean | null {
  if (change === 'missed' || change === 'met') {
    const met = isMet(after, before);
    return met === null ? null : met === (change === 'met');
  }
  const [own, next] = [readSigned(before), readSigned(after)];
  return change === 'lowered' ? next < own : next > own;
}

const NAMES: Readonly<Record<Change, readonly [chinese: string, english: string]>> = {
  missed: ['没有完成目标', 'missed their target'],
  met: ['完成了目标', 'met their target'],
  lowered: ['下调了目标', 'lowered their target'],
  raised: ['上调了目标', 'raised their target'],
};

function say(found: readonly Pair[], all: number, change: Change, any: Pair | null, composing: Composing): LeadLine {
  const { writer } = composing;
  const [name, english] = NAMES[change];
  const named = found.slice(0, MOST_NAMED);
  const list = named.map(([before, after]) => {
    const place = before.region === null ? '' : writer.place(before.region);
    const figures = `${writer.figure(before)} → ${writer.figure(after)}`;
    return writer.say(`${place}（${figures}）`, `${place} (${figures})`);
  });
  const left = found.length - named.length;
  const more = left > 0 ? writer.say('等，其余见表', ` and ${left} more in the table`) : '';
  const about = any === null ? '' : introduce([any[1]], composing);
  const text = writer.say(
    `${about}在两者都能确定的${all}个地方中，${name}的有${found.length}个${list.length > 0 ? `：${list.join('，')}${more}` : ''}`,
    `${about}of ${all} places where both are certain ${found.length} ${english}${list.length > 0 ? `: ${list.join(', ')}${more}` : ''}`,
  );
  return { text, proof: (named.length > 0 ? named : any === null ? [] : [any]).flat() };
}
