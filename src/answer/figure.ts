/**
 * Answers with a figure: a line for each figure that is asked for and can be told for certain, then the sentences that
 * prove them. Of things that the glossary does not know the words of the question decide, or no line is made.
 */

import { isPlanned } from '../annotate/comparable.js';
import type { Measure } from '../annotate/figures/contract.js';
import type { Fact } from '../index/contract.js';
import type { GlossaryTerm } from '../lexicon/glossary.js';
import { chooseFact, listAskedRegions, listCandidates, measureCoverage, rankPassages } from './asked-facts.js';
import type { AnsweringSentence, Composing, Composition } from './contract.js';
import { findUnnamedFacts } from './unnamed-facts.js';

/** Share of what is asked by words that the sentence of a fact must have. */
const NEEDED = { zh: 0.5, en: 0.3 };
/** Lines of a lead. */
const MAX_LINES = 6;

const RANK = /第几|老几|排名|排第|位次|居第|\brank/i;
const SHARE = /占比|比重|占.{0,8}(?:多少|几|多大)|份额|几成|\bshare\b|\bproportion\b|\bpercentage of\b/i;

/** `quotes`: the sentences that speak most to the question; those that prove a line come first. */
export function composeFigure(composing: Composing, quotes: readonly AnsweringSentence[]): Composition {
  const facts = findAskedFacts(composing);
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
  return [...new Map(all.map((each) => [each.sentence, each])).values()];
}

/** The figures that are asked for, as far as they are certain; in the order of the question. */
export function findAskedFacts(composing: Composing): Fact[] {
  const { ranking } = composing;
  const { askedFigure, terms } = ranking.understood;
  const asked =
    askedFigure.indicators.length > 0 ? askedFigure.indicators : terms.filter(({ kind }) => kind === 'indicator');
  const named = asked.flatMap((term) => findFactsOf(term, composing));
  const found = named.length > 0 ? named : findUnnamedFacts(composing);
  return [...new Set(found)].slice(0, MAX_LINES);
}

/** Growth and level where both are asked for; of what is not said the level, and the growth that stands beside it. */
function findFactsOf(term: GlossaryTerm, composing: Composing): Fact[] {
  const candidates = listCandidates(term.name, composing).filter((fact) => isCovered(fact, composing));
  const { measure } = composing.ranking.understood.askedFigure;
  const choose = (own: Measure): Fact[] => chooseOf(candidates, own, composing);
  const extra: Fact[] = [
    ...(RANK.test(composing.question) ? choose('rank') : []),
    ...(SHARE.test(composing.question) ? choose('share') : []),
  ];
  if (measure === 'level' || measure === 'growth') {
    const own = choose(measure);
    // 城镇化率增长多少 asks of a rate for its change, and 完成目标 of one is its level.
    return [...own, ...extra];
  }
  const levels = choose('level');
  const growths = choose('growth');
  if (levels.length === 0) return [...growths, ...extra];
  const beside = growths.filter(({ sentence }) => levels.some((fact) => fact.sentence === sentence));
  return [...levels, ...beside, ...extra];
}

function chooseOf(candidates: readonly Fact[], measure: Measure, composing: Composing): Fact[] {
  const { understood } = composing.ranking;
  const planned = understood.kind === 'target' ? true : understood.kind === 'result' ? false : null;
  const named = listAskedRegions(composing);
  const regions = named.length > 0 ? named : listBestPlace(candidates, composing);
  const years = understood.years.length > 0 && !understood.wholePlan ? understood.years : [null];
  return regions.flatMap((region) => {
    const found = years.flatMap((year) => chooseFact(candidates, { region, year, planned, measure }, composing) ?? []);
    // Two years of one report stand for its review and its plan: what is asked decides, and it is asked once.
    return understood.comparison ? found : found.slice(-1);
  });
}

/** Without a place in the question, that of the best passage which has a figure of it. */
function listBestPlace(candidates: readonly Fact[], composing: Composing) {
  const rankOf = rankPassages(composing);
  const shown = candidates.filter((fact) => rankOf(fact) < composing.shown);
  const [best] = [...shown].sort((a, b) => rankOf(a) - rankOf(b));
  return best?.region == null ? [] : [best.region];
}

function isCovered({ sentence }: Fact, composing: Composing): boolean {
  return measureCoverage(sentence, composing) >= NEEDED[composing.ranking.understood.language];
}

/** Whether what is asked is a plan: what the words leave open is not. */
export function asksPlan({ ranking }: Composing, fact: Fact): boolean {
  return ranking.understood.kind === 'target' && isPlanned(fact.kind);
}
