/**
 * Figures of things that the glossary does not know: which of those in the best passages has the words that the question
 * asks about in front of it, the unit it asks for, and its place, year and kind? Only what fits in all of them counts.
 */

import type { Fact } from '../index/contract.js';
import { listPairs } from '../lexicon/characters.js';
import { findResidue, isWhole, listAskedRegions, measureResidue, rankPassages } from './asked-facts.js';
import type { Composing } from './contract.js';
import { isOfAskedTime } from './fitting-facts.js';

/** Passages that are looked at. */
const READ = 3;
/** Share of the words a figure is about that the question must have. */
const NEEDED_OF_SUBJECT = 0.6;
/** Share of what is asked that the sentence must have. */
const NEEDED_OF_QUESTION = 0.5;

/** 多少公里, 几座: the words of the unit that is asked for. */
const ASKED_UNIT = /(?:多少|几)(亿|万|百|千)?(\p{Script=Han}{1,3})/gu;

/** In the order of the text; empty where the question is in English, whose words a document's cannot be held against. */
export function findUnnamedFacts(composing: Composing): Fact[] {
  const { ranking, question, snapshot } = composing;
  const { understood } = ranking;
  if (understood.language === 'en') return [];
  const rankOf = rankPassages(composing);
  const places = listAskedRegions(composing);
  const asked = new Set(listPairs(question));
  const units = [...question.matchAll(ASKED_UNIT)].map(({ 2: unit = '' }) => unit);
  // 新能源汽车限上零售额 is no 新能源汽车产量, and what is asked for by its name was looked for before.
  const isOfOther = ({ term }: Fact): boolean => term?.kind === 'indicator' && understood.terms.length > 0;
  // 支出 of the whole budget is no 社会保障支出.
  const topics = understood.terms.filter(({ kind }) => kind === 'topic');
  const namesTopics = ({ term, text }: Fact): boolean =>
    topics.every(({ name, written }) => name === term?.name || written.some((form) => text.includes(form)));
  const isAsked = (fact: Fact): boolean => {
    const { figure, region, core } = fact;
    if (rankOf(fact) >= READ || region === null || core.length < 2) return false;
    if (places.length > 0 && !places.some(({ code }) => code === region.code)) return false;
    if (!isOfAskedTime(fact, ranking) || isOfOther(fact) || !namesTopics(fact)) return false;
    if (units.length > 0 && !units.some((unit) => hasUnit(figure.text, unit))) return false;
    const pairs = listPairs(core);
    const shared = pairs.filter((pair) => asked.has(pair)).length;
    return pairs.length > 0 && shared / pairs.length >= NEEDED_OF_SUBJECT && isWhole(fact, question);
  };
  const shown = ranking.passages.slice(0, READ).map(({ passage }) => passage);
  const sentences = shown.sort((one, other) => one - other).flatMap((passage) => snapshot.sentencesOf(passage));
  const found = sentences.flatMap((sentence) => snapshot.facts.inSentence(sentence)).filter(isAsked);
  const residue = findResidue(composing);
  const fitting = found.filter((fact) => measureResidue(fact, residue, composing) >= NEEDED_OF_QUESTION);
  // 制造业企业法人单位 is asked for, and not 采矿业企业法人单位: what the question says all of goes first.
  const whole = fitting.filter(({ core }) => listPairs(core).every((pair) => asked.has(pair)));
  const longest = Math.max(0, ...whole.map(({ core }) => core.length));
  return whole.length > 0 ? whole.filter(({ core }) => core.length === longest) : fitting;
}

function hasUnit(figure: string, unit: string): boolean {
  return Array.from({ length: unit.length }, (_, at) => unit.slice(0, at + 1)).some((own) => figure.includes(own));
}
