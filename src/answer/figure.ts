/**
 * Answers with a figure: a line for each figure that is asked for and can be told for certain, then the sentences that
 * prove them. Of things that the glossary does not know the words of the question decide, or no line is made.
 */

import { isPlanned } from '../annotate/comparable.js';
import type { Measure } from '../annotate/figures/contract.js';
import type { Fact, QueryTerm } from '../index/contract.js';
import type { GlossaryTerm } from '../lexicon/glossary.js';
import {
  chooseFact,
  findResidue,
  kindOfYear,
  listAskedRegions,
  listAskedTerms,
  listCandidates,
  listNarrowed,
  listResultsOfSpans,
  measureResidue,
  rankPassages,
} from './asked-facts.js';
import type { AnsweringSentence, Composing, Composition } from './contract.js';
import { isPartOfWhole } from './measure.js';
import { uniqueSentences } from './unique-sentences.js';
import { findUnnamedFacts } from './unnamed-facts.js';

/** Share of what the question says besides indicator, place and year that the sentence of a fact must have. */
const NEEDED = { zh: 0.7, en: 0.3 };
/** Lines of a lead. */
const MAX_LINES = 6;

/** Was what had been aimed at reached? */
export const ASKS_WHETHER_MET =
  /(?:完成|实现|达到|达成|达标|兑现|做到|超额).{0,8}(?:了?[吗没]|没有)|(?:是否|有没有|是不是).{0,8}(?:完成|实现|达到|达成|达标|兑现|做到)|(?:完成|实现|达到|达成|兑现)(?:没|了没)|\b(?:meet|met|reach(?:ed)?|miss(?:ed)?|hit|exceed(?:ed)?|achieved?|fulfil(?:led)?)\b.{0,40}\b(?:target|goal|aim)|\b(?:target|goal|aim)s?\b.{0,40}\b(?:met|reached|missed|hit|achieved|fulfilled)\b/i;
export const RANK = /第几|老几|排名|排第|位次|居第|\brank/i;
export const SHARE = /占比|比重|占.{0,8}(?:多少|几|多大)|份额|几成|\bshare\b|\bproportion\b|\bpercentage of\b/i;

/** `facts`: what is asked for. `quotes`: the sentences that speak most to the question; those that prove a line come first. */
export function composeFigure(
  composing: Composing,
  facts: readonly Fact[],
  quotes: readonly AnsweringSentence[],
): Composition {
  return {
    kind: 'figure',
    lead: facts.map((fact) => ({ text: composing.writer.line(fact), proof: [fact] })),
    facts,
    table: null,
    quotes: putFirst(facts, quotes),
  };
}

/** The sentences of the facts, then the others. */
export function putFirst(facts: readonly Fact[], quotes: readonly AnsweringSentence[]): AnsweringSentence[] {
  const all = [...facts.map(({ sentence, passage }) => ({ sentence, passage })), ...quotes];
  return uniqueSentences(all);
}

/** The figures that are asked for, as far as they are certain; in the order of the question. */
export function findAskedFacts(composing: Composing): readonly Fact[] {
  const known = askedFacts.get(composing);
  if (known) return known;
  const found = seekAskedFacts(composing);
  askedFacts.set(composing, found);
  return found;
}

/** Whether to refuse, and what to say, both ask for them. */
const askedFacts = new WeakMap<Composing, readonly Fact[]>();

function seekAskedFacts(composing: Composing): Fact[] {
  const residue = findResidue(composing);
  const named = listAskedTerms(composing).flatMap((term) => findFactsOf(term, residue, composing));
  const isAsked = (fact: Fact): boolean => SHARE.test(composing.question) || !isPartOfWhole(fact);
  const found = named.length > 0 ? named : findUnnamedFacts(composing).filter(isAsked);
  return [...new Set(found)].slice(0, MAX_LINES);
}

/** The very figure is there: of an indicator, a place and a year that are all named. */
export function tellsFigure(composing: Composing): boolean {
  const { passages, understood } = composing.ranking;
  const { answerKind, years, regions, askedFigure } = understood;
  if (passages.length === 0) return false;
  if (answerKind !== 'figure' || years.length !== 1 || regions.length !== 1 || askedFigure.indicators.length !== 1) {
    return false;
  }
  const facts = findAskedFacts(composing);
  return facts.some(({ term }) => term === askedFigure.indicators[0]);
}

/** Growth and level where both are asked for; of what is not said the level, and the growth that stands beside it. */
function findFactsOf(term: GlossaryTerm, residue: readonly QueryTerm[], composing: Composing): Fact[] {
  const needed = NEEDED[composing.ranking.understood.language];
  const candidates = listNarrowed(term, composing).filter((fact) => measureResidue(fact, residue, composing) >= needed);
  const averages = listAverages(term, residue, needed, composing);
  if (averages.length > 0) return averages;
  const { measure, asksBoth } = composing.ranking.understood.askedFigure;
  const { kind } = composing.ranking.understood;
  const planned = kind === 'target' ? true : kind === 'result' ? false : null;
  const choose = (own: Measure): Fact[] => chooseOf(candidates, own, planned, composing);
  const sums = listSums(term, residue, needed, composing);
  const shares = SHARE.test(composing.question) ? choose('share') : [];
  if (shares.length > 0) return shares;
  const extra = RANK.test(composing.question) ? choose('rank') : [];
  if (measure === 'growth' || (measure === 'level' && sums.length === 0)) {
    const own = choose(measure);
    return [...own, ...extra];
  }
  const levels = sums.length === 0 ? choose('level') : [...sums, ...chooseOf(candidates, 'level', null, composing)];
  const growths = choose('growth');
  if (levels.length === 0) return [...growths, ...extra];
  if (asksBoth) return [...levels, ...growths, ...extra];
  const beside = growths.filter(({ sentence }) => levels.some((fact) => fact.sentence === sentence));
  return [...levels, ...beside, ...extra];
}

const AVERAGE = /年均|年平均|平均每年|\b(?:annual average|average annual|annually|per year|a year)\b/i;

/** By how much something grows a year over a plan: the first that its documents say. */
function listAverages(term: GlossaryTerm, residue: readonly QueryTerm[], needed: number, composing: Composing): Fact[] {
  const { wholePlan, years, kind } = composing.ranking.understood;
  if (!wholePlan || !AVERAGE.test(composing.question)) return [];
  const places = new Set(listAskedRegions(composing).map(({ code }) => code));
  const documents = new Set(composing.ranking.aboutPlace);
  const rankOf = rankPassages(composing);
  return composing.snapshot.facts
    .aboutTerm(term.name)
    .filter(
      (fact) =>
        documents.has(fact.document) &&
        fact.isAverage &&
        fact.figure.measure === 'growth' &&
        fact.scope === '' &&
        places.has(fact.region?.code ?? '') &&
        years.includes(fact.years.at(-1) ?? 0) &&
        (kind === null || isPlanned(fact.kind) === (kind === 'target')) &&
        measureResidue(fact, residue, composing) >= needed,
    )
    .sort((a, b) => rankOf(a) - rankOf(b))
    .slice(0, 1);
}

/**
 * Without a year in the question what came of several years together comes first, where no result of a single year is
 * known: 248,000 jobs in five years were created, and 37,000 in the next are only planned.
 */
function listSums(term: GlossaryTerm, residue: readonly QueryTerm[], needed: number, composing: Composing): Fact[] {
  const { years, kind } = composing.ranking.understood;
  if (years.length > 0 || kind === 'target') return [];
  const places = new Set(listAskedRegions(composing).map(({ code }) => code));
  const isResult = ({ kind: own, region }: Fact): boolean => !isPlanned(own) && places.has(region?.code ?? '');
  if (listCandidates(term.name, composing).some(isResult)) return [];
  return listResultsOfSpans(term.name, composing)
    .filter((fact) => measureResidue(fact, residue, composing) >= needed)
    .slice(0, 1);
}

/** `planned`: null for what was reached, and where that is not known what is aimed at. */
function chooseOf(
  candidates: readonly Fact[],
  measure: Measure,
  planned: boolean | null,
  composing: Composing,
): Fact[] {
  const { understood } = composing.ranking;
  const named = listAskedRegions(composing);
  const regions = named.length > 0 ? named : listBestPlace(candidates, composing);
  const years = understood.years.length > 0 && !understood.wholePlan ? understood.years : [null];
  return regions.flatMap((region) => {
    // Where the words leave open whether of a named year the result or the aim is meant, both are told.
    // Whether an aim was reached is told by both, too.
    const wantsBoth = planned === null || ASKS_WHETHER_MET.test(composing.question);
    const kinds = wantsBoth && years[0] !== null ? [false, true] : [planned];
    const found = years.flatMap((year) =>
      kindsOf(year, kinds, composing).flatMap(
        (kind) => chooseFact(candidates, { region, year, planned: kind, measure }, composing) ?? [],
      ),
    );
    // Two years of one report stand for its review and its plan: what is asked decides, and it is asked once.
    const last = found.at(-1)?.years[0];
    return understood.comparison ? found : found.filter((fact) => fact.years[0] === last);
  });
}

/** Of several years each as its clause says, where it says it. */
function kindsOf(
  year: number | null,
  kinds: readonly (boolean | null)[],
  { question, ranking }: Composing,
): readonly (boolean | null)[] {
  const own = year === null || !ranking.understood.comparison ? null : kindOfYear(question, year);
  return own === null ? kinds : [own];
}

/** Without a place in the question, that of the best passage which has a figure of it. */
function listBestPlace(candidates: readonly Fact[], composing: Composing) {
  const rankOf = rankPassages(composing);
  const shown = candidates.filter((fact) => rankOf(fact) < composing.shown);
  const [best] = [...shown].sort((a, b) => rankOf(a) - rankOf(b));
  return best?.region == null ? [] : [best.region];
}
