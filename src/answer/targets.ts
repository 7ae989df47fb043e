/**
 * Answers with what a place aims at in a year: who asks for its targets and names none wants each of them, from the part of
 * a report or the table of a plan that sets them.
 */

import { isPlanned } from '../annotate/comparable.js';
import type { Fact } from '../index/contract.js';
import { findResidue, isWhole, listAskedRegions } from './asked-facts.js';
import type { Composing, Composition } from './contract.js';
import { isPartOfWhole } from './measure.js';
import { uniqueSentences } from './unique-sentences.js';

const FEWEST_TARGETS = 3;
const MOST_TARGETS = 10;
const ASKS_TARGETS = /目标|\b(?:targets?|goals?|aims?)\b/i;
/** Words that say no more than that. */
const SAYS_NO_MORE =
  /^(?:主要|预期|经济|社会|发展|总体|具体|指标|什么|哪些|main|major|key|overall|economic|development)$/i;

/** Null for another question, and where no part of a document sets several. */
export function composeTargets(composing: Composing): Composition | null {
  const { ranking, question, snapshot, writer } = composing;
  const { years, terms, kind, answerKind } = ranking.understood;
  const [region, ...elsewhere] = listAskedRegions(composing);
  const [year, ...further] = years;
  if (kind !== 'target' || (answerKind !== 'figure' && answerKind !== 'list') || !ASKS_TARGETS.test(question))
    return null;
  if (region === undefined || elsewhere.length > 0 || year === undefined || further.length > 0 || terms.length > 0)
    return null;
  const residue = findResidue(composing).filter(({ variants }) => !variants.some((word) => SAYS_NO_MORE.test(word)));
  if (residue.length > 0) return null;
  const isAsked = (fact: Fact): boolean =>
    fact.term?.kind === 'indicator' &&
    fact.region?.code === region.code &&
    fact.years[0] === year &&
    isPlanned(fact.kind) &&
    isWhole(fact, question) &&
    !isPartOfWhole(fact);
  const parts = ranking.passages.map(({ passage }) =>
    firstOfEach(
      snapshot
        .sentencesOf(passage)
        .flatMap((sentence) => snapshot.facts.inSentence(sentence))
        .filter(isAsked),
    ),
  );
  const facts = parts.reduce<readonly Fact[]>((most, own) => (own.length > most.length ? own : most), []);
  if (facts.length < FEWEST_TARGETS) return null;
  const told = facts.slice(0, MOST_TARGETS);
  const [{ passage } = { passage: -1 }] = told;
  // What has no name here is aimed at as well.
  const others = snapshot
    .sentencesOf(passage)
    .filter((sentence) =>
      snapshot.facts.inSentence(sentence).some(({ years: own, kind: is }) => own[0] === year && isPlanned(is)),
    )
    .map((sentence) => ({ sentence, passage }));
  return {
    kind: answerKind,
    lead: told.map((fact) => ({ text: writer.line(fact), proof: [fact] })),
    facts: told,
    table: null,
    quotes: uniqueSentences([
      ...told.map((fact) => ({ sentence: fact.sentence, passage: fact.passage })),
      ...others,
    ]).slice(0, MOST_TARGETS),
  };
}

/** One figure an indicator: the first that is told of it. */
function firstOfEach(facts: readonly Fact[]): Fact[] {
  const names = facts.map(({ term }) => term?.name);
  return facts.filter((_, at) => names.indexOf(names[at]) === at);
}
