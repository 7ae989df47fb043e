/**
 * Judges one English sentence of a draft by the Chinese sentences that are nearest to it by meaning. Each of its figures has
 * to be a figure of one of them, of the same place, year and kind, of which its words speak and of no other; the orders,
 * places and numbers that it names beside them have to stand there too. Another value of what its words speak of in the
 * nearest sentence contradicts. What is neither is open: a dictionary's guesses alone decide nothing.
 */

import { isPlanned } from '../annotate/comparable.js';
import type { FigureVerdict } from '../api/check.js';
import type { Fact } from '../index/contract.js';
import { foldWidth } from '../lexicon/characters.js';
import { PLAN_IN_ENGLISH } from '../lexicon/plans.js';
import type { LetOthers } from '../turns.js';
import { isOfYears, removeYears } from './claim-guards.js';
import { evenWords } from './claim-units.js';
import { type FigureClaim, saysAim } from './claims.js';
import { splitClauses } from './clauses.js';
import { type ComparedClaim, findMissingPlaces, findOtherPlace, readCompared } from './differences.js';
import { blankFigures, namesNothing, prepareEnglish } from './english-words.js';
import type { EvidenceTools, SoughtSentence } from './evidence.js';
import { DISTINCTIVE_DIGITS } from './facets.js';
import { areOfOneYear, compareValues } from './figure-values.js';
import { type Judgement, judgeFigure, OPEN } from './judge.js';
import { readChineseOrders, readEnglishOrders } from './orders.js';
import type { SentenceJudgement } from './sentence-judge.js';
import { regionOf } from './statement-judge.js';
import { isOfThing } from './things.js';
import type { FoundTranslation, TranslatedEvidence } from './translated-evidence.js';
import { type HeldFigure, holdFigures, isOfTime, moves, saysSame } from './translated-figures.js';
import { isRight, isWrong } from './verdicts.js';

/** A sentence of a document and what it has of the claimed figures. */
interface Reading {
  readonly evidence: TranslatedEvidence;
  readonly held: readonly HeldFigure[];
}

/** Readings behind the best by more are of something else, unless a value is told by itself. */
const NEAR_BEST = 0.35;
/** Share of a figure's words that speak of it, where there are other values or its value tells little. */
const LEAST_VOTES = 0.1;
/** The sentence nearest by meaning, or nearly. */
const NEAREST = 0.9;
/** Share of the words that speak of another value, which contradicts; less where another figure of the claim is there. */
const SURE_VOTES = 0.5;
const SURE_VOTES_BESIDE = 0.3;
const LEAST_COVER = 0.3;
/** Of a sentence that is cited: how near it is by meaning to the nearest of all. */
const NEAR_CITED = 0.7;
const FAR_OFF = 4;
/** By how much more of the words speak of another figure where the claimed value stands beside it. */
const CLEAR_LEAD = 0.25;

/** @param isCited it is known of which sentences it is said: what they have is not asked to be told from others. */
export async function judgeTranslated(
  sought: SoughtSentence,
  found: FoundTranslation,
  tools: EvidenceTools,
  letOthers: LetOthers,
  isCited = false,
): Promise<SentenceJudgement> {
  const { gazetteer } = tools;
  const prepared = prepareEnglish(sought.figures, tools);
  await letOthers();
  const readings: Reading[] = [];
  for (const evidence of found.sentences) {
    readings.push({ evidence, held: holdFigures(prepared, evidence.facts, gazetteer, isCited) });
    await letOthers();
  }
  const best = readings[0]?.evidence;
  if (best === undefined) return { verdict: 'not_found', figures: prepared.map(() => OPEN), sentence: null };
  if (prepared.length === 0) return judgeWithoutFigures(sought, found, tools);
  const wholes = readings.filter((reading) => isWhole(reading, best.rank) || (isCited && isWholeOfCited(reading)));
  const whole = wholes.find(({ held }) => held.every(({ isOfTime }) => isOfTime)) ?? wholes[0];
  if (whole !== undefined) {
    const { sentence } = whole.evidence;
    const figures = whole.held.map(({ sought: { claim }, own }) => judgeHeld(claim, own?.fact ?? null));
    if (figures.some(isWrong)) return { verdict: 'contradicted', figures, sentence };
    if (figures.every(isRight)) {
      const beside = judgeBeside(sought, whole, tools);
      const isOpen = beside === 'not_found';
      return { verdict: beside, figures: isOpen ? figures.map(() => OPEN) : figures, sentence };
    }
  }
  const areNamesThere = (even: string): boolean =>
    found.units.every(({ name, forms }) => name === undefined || forms.some((form) => even.includes(form)));
  const figures: Judgement[] = [];
  for (const [index, { claim }] of prepared.entries()) {
    const differing = findDiffering(readings, index, areNamesThere);
    figures.push(differing ?? judgeExactly(claim, readings, tools));
    await letOthers();
  }
  const wrong = figures.find(isWrong);
  return {
    verdict: wrong === undefined ? 'not_found' : 'contradicted',
    figures,
    sentence: wrong?.fact?.sentence ?? best.sentence,
  };
}

/** What the exact words say of an indicator; of a topic a report has many numbers. */
function judgeExactly(
  claim: FigureClaim,
  readings: readonly Reading[],
  { snapshot, gazetteer }: EvidenceTools,
): Judgement {
  if (claim.term?.kind !== 'indicator') return OPEN;
  const judged = judgeFigure(claim, snapshot.facts, gazetteer);
  const isAnywhere = readings.some(({ evidence: { facts } }) =>
    facts.some((fact) => isOfTime(claim, fact) && saysSame(claim, fact)),
  );
  return isRight(judged) || (isWrong(judged) && !isAnywhere) ? judged : OPEN;
}

/** Every figure is there, and each of them is told by its words or its value. */
function isWhole({ evidence, held }: Reading, best: number): boolean {
  const isTold = held.every(({ sought: { claim }, own, other }) => {
    if (own === null) return false;
    const isTelling = tellingDigits(own.fact) >= DISTINCTIVE_DIGITS && compareValues(claim, own.fact) === 'same';
    if (other !== null) {
      const isBeside = other.votes === 0 && (isTelling || isNearer(own.fact, other.fact, held));
      return isBeside || (own.votes >= LEAST_VOTES && own.votes > other.votes);
    }
    return own.votes >= LEAST_VOTES || isTelling || evidence.alike >= NEAREST;
  });
  const isTelling = held.some(({ own }) => own !== null && tellingDigits(own.fact) >= DISTINCTIVE_DIGITS);
  return isTold && (evidence.rank >= best - NEAR_BEST || isTelling);
}

/** Every figure is there, of its time, and where there is another of its kind, words or its digits tell which it is. */
function isWholeOfCited({ evidence, held }: Reading): boolean {
  const isHeld = held.every(({ own, other, isOfTime: isTimely }) => {
    if (own === null || !isTimely) return false;
    const lead = own.votes - (other?.votes ?? 0);
    return other === null || lead > 0 || (lead === 0 && tellingDigits(own.fact) >= DISTINCTIVE_DIGITS);
  });
  return isHeld && evidence.alike >= NEAR_CITED;
}

/** Without the noughts at its ends: 8000亿 tells less than 5686万. */
function tellingDigits({ figure }: Fact): number {
  return (/\d[\d.,]*/.exec(foldWidth(figure.text))?.[0] ?? '').replace(/\D/g, '').replace(/^0+|0+$/g, '').length;
}

/** Of two that no word speaks of, the one that is nearer to what another claimed figure is: 12部获奖，居全国第二. */
function isNearer(one: Fact, other: Fact, held: readonly HeldFigure[]): boolean {
  const distance = (fact: Fact): number =>
    Math.min(
      ...held.flatMap(({ own }) =>
        own === null || own.fact === one || own.fact === other
          ? []
          : [Math.abs(own.fact.figure.start - fact.figure.start)],
      ),
    );
  return distance(one) < distance(other);
}

/** The value is the document's; which way it went, for when and whether it was reached may still differ. */
function judgeHeld(claim: FigureClaim, fact: Fact | null): Judgement {
  if (fact === null) return OPEN;
  const named = (verdict: FigureVerdict): Judgement => ({ verdict, fact, other: null });
  const [own, other] = [claim.figure.direction, fact.figure.direction];
  if (own !== null && other !== null && own !== other && moves(claim)) return named('direction_differs');
  const isPlan = isPlanned(fact.kind) && !isPlanned(claim.kind);
  if (isPlan && !saysAim(claim.text)) return named('target_not_actual');
  const isOfYear = areOfOneYear(claim, fact) !== false;
  if (!isOfYear) return tellingDigits(fact) >= DISTINCTIVE_DIGITS ? named('year_differs') : OPEN;
  if (isPlanned(claim.kind) && fact.kind === 'actual') return OPEN;
  return named(compareValues(claim, fact) === 'same' ? 'match' : 'match_rounded');
}

/** Another value of the very thing in a sentence near by meaning that has all names, while none has the claimed one. */
function findDiffering(
  readings: readonly Reading[],
  index: number,
  areNamesThere: (even: string) => boolean,
): Judgement | null {
  const best = readings[0]?.evidence.rank ?? 0;
  for (const [place, { evidence, held }] of readings.entries()) {
    const own = held[index];
    if (own?.other == null || evidence.rank < best - NEAR_BEST || !areNamesThere(evidence.even)) continue;
    const { claim } = own.sought;
    const isBeside = held.some((each) => each !== own && each.own !== null && each.isOfTime && isClear(each));
    const least = isBeside || evidence.cover >= SURE_VOTES ? SURE_VOTES_BESIDE : SURE_VOTES;
    const { fact, votes } = own.other;
    if (isFarOff(claim, fact, FAR_OFF) || !isOfThing(own.sought, fact) || isOtherTerm(claim, fact)) continue;
    // What is aimed at is no other value of what was reached.
    if (isPlanned(fact.kind) && !isPlanned(claim.kind) && !saysAim(claim.text)) continue;
    if (own.own !== null && votes < own.own.votes + CLEAR_LEAD) continue;
    const isOnly = place === 0 && own.own === null && own.rivals === 1 && evidence.alike >= NEAREST;
    const isAltered =
      isOnly &&
      !isFarOff(claim, fact, FAR_OFF / 2) &&
      (evidence.cover >= LEAST_COVER || tellingDigits(fact) >= DISTINCTIVE_DIGITS);
    if (votes >= least || isAltered) return { verdict: 'value_differs', fact, other: null };
  }
  return null;
}

/** An indicator is no other one, though a word of it may be what the other is about: 机场 and 机场旅客吞吐量. */
function isOtherTerm({ term: own }: FigureClaim, { term: other }: Fact): boolean {
  if (own === null || other === null || (own.kind !== 'indicator' && other.kind !== 'indicator')) return false;
  const [name, otherName] = [evenWords(own.name), evenWords(other.name)];
  return !name.includes(otherName) && !otherName.includes(name);
}

function isClear({ own, other }: HeldFigure): boolean {
  return own !== null && (own.votes > 0 || other === null);
}

/** A number so many times another one is not that number altered, but one of something else. */
function isFarOff({ figure }: FigureClaim, fact: Fact, most: number): boolean {
  const [own, other] = [figure.quantity.value, fact.figure.quantity.value];
  return figure.measure !== 'rank' && (own > other * most || other > own * most);
}

/** The 100 strongest, by their name. */
const TOP_LISTS: readonly (readonly [RegExp, string])[] = [
  [/\btop[- ]10\b/gi, '十强'],
  [/\btop[- ]100\b/gi, '百强'],
  [/\btop[- ]1,?000\b/gi, '千强'],
];

/** What the claim says beside its figures: orders, places, numbers of names. */
function judgeBeside(
  sought: SoughtSentence,
  { evidence, held }: Pick<Reading, 'evidence' | 'held'>,
  { snapshot, gazetteer }: EvidenceTools,
): SentenceJudgement['verdict'] {
  const { sentence } = evidence;
  const passage = snapshot.passageText(snapshot.sentencePassage[sentence] ?? 0);
  const stated = snapshot.sentenceText(sentence);
  const { document } = snapshot.sentenceAt(sentence);
  const own = regionOf({ document }, gazetteer);
  const rest = foldWidth(blankFigures(sought));
  const orders = readEnglishOrders(rest);
  const near = clausesOf(stated, held);
  const statedOrders = readChineseOrders(near);
  const lacking = orders.filter((order) => !statedOrders.includes(order));
  if (lacking.length > 0) {
    const others = statedOrders.filter((order) => !orders.includes(order));
    const isTaken = held.some(({ sought: { claim } }) => claim.figure.measure === 'rank');
    return others.length === 1 && lacking.length === 1 && !isTaken && evidence.alike >= NEAREST
      ? 'contradicted'
      : 'not_found';
  }
  const claim = readCompared(foldWidth(sought.text), gazetteer);
  if (held.some(({ own: each }) => each !== null && isTurned(claim, clauseOf(each.fact)))) return 'not_found';
  const [missing] = findMissingPlaces(claim, passage, own, gazetteer);
  if (missing !== undefined) {
    return findOtherPlace(claim, missing, stated, own, gazetteer) === null ? 'not_found' : 'contradicted';
  }
  const plain = TOP_LISTS.reduce(
    (left, [list, name]) => (passage.includes(name) ? left.replace(list, ' ') : left),
    rest,
  );
  const numbers =
    removeYears(plain.replace(PLAN_IN_ENGLISH, ' ')).match(/(?<![\w.])\d+(?:\.\d+)?(?![\w.]*\d)(?!th|st|nd|rd)/g) ?? [];
  const statedNumbers = new Set(foldWidth(passage).match(/\d+(?:\.\d+)?/g) ?? []);
  if (!numbers.every((number) => statedNumbers.has(number))) return 'not_found';
  return isOfYears(rest, snapshot, sentence) || held.length > 0 ? 'supported' : 'not_found';
}

/** A word that says the opposite; what a negation denies is in both languages another word. */
function isTurned({ contradict }: ComparedClaim, clause: string): boolean {
  const found = contradict(clause);
  return found !== null && found.claimed !== '' && found.found !== '';
}

function clauseOf({ text, figure }: Fact): string {
  const before = splitClauses(text.slice(0, figure.start)).at(-1) ?? '';
  return before + (splitClauses(text.slice(figure.start))[0] ?? '');
}

/** The clauses of the claimed figures and those behind them, which go on about them; all of a sentence without any. */
function clausesOf(stated: string, held: readonly HeldFigure[]): string {
  const facts = held.flatMap(({ own }) => (own === null ? [] : [own.fact]));
  if (facts.length === 0) return stated;
  let start = 0;
  const clauses = splitClauses(stated).map((text) => {
    const clause = { text, start, end: start + text.length };
    start = clause.end;
    return clause;
  });
  const isOwn = clauses.map(({ start: from, end }) =>
    facts.some(({ figure }) => figure.start >= from && figure.start < end),
  );
  return clauses
    .filter((_, at) => isOwn[at] || isOwn[at - 1])
    .map(({ text }) => text)
    .join('');
}

function judgeWithoutFigures(
  sought: SoughtSentence,
  { units, sentences }: FoundTranslation,
  tools: EvidenceTools,
): SentenceJudgement {
  const [best] = sentences;
  const open: SentenceJudgement = { verdict: 'not_found', figures: [], sentence: best?.sentence ?? null };
  if (best === undefined || best.alike < NEAREST) return open;
  if (sought.region === null && namesNothing(sought.text)) return open;
  const verdict = judgeBeside(sought, { evidence: best, held: [] }, tools);
  if (verdict === 'contradicted') return { ...open, verdict };
  const next = sentences.find(({ cover }) => cover < best.cover);
  const isNearer = best.rank - (next?.rank ?? 0) >= NEAR_BEST / 2;
  const areNamesThere = units.every(
    ({ name, forms }) => name === undefined || forms.some((form) => best.even.includes(form)),
  );
  const isSaid = verdict === 'supported' && best.cover >= LEAST_COVER && isNearer && areNamesThere;
  return isSaid ? { ...open, verdict: 'supported' } : open;
}
