/**
 * Used when all figures of a claim were found: may it be called right? Figures that were put together, turned round, or
 * said of something else are no support, though each value stands in the documents. A doubt is no contradiction.
 */

import type { Snapshot } from '../index/contract.js';
import { foldWidth } from '../lexicon/characters.js';
import { readDocumentYears } from '../lexicon/document-years.js';
import { PERIOD } from '../lexicon/periods.js';
import { compareClaimed } from '../lexicon/quantities.js';
import { comparedIn } from '../lexicon/units.js';
import { writeYearsInDigits } from '../lexicon/years.js';
import { coverOf } from './claim-units.js';
import type { ComparedClaim } from './differences.js';
import type { SoughtSentence } from './evidence.js';
import { nearWordsOf, type SoughtFigure } from './figure-likeness.js';
import type { Judgement } from './judge.js';
import { alignWords } from './substitutions.js';

/** Share of the words near a claimed figure that stand near the document's; found on the claims that thresholds are learnt on. */
const NEAR_WORDS = 0.6;
const FAR_WORDS = 0.1;
const PARTLY_VERBATIM = 0.3;

/** 2000亿元 is an amount. */
const YEAR =
  /(?<!\d)(?:19|20)\d\d(?!\d|(?:\.\d+)?\s?(?:[亿万千百元吨亩]|[个家户套座辆件人](?!大)|公里|million|billion|trillion))/g;

/** Where a claim is from: （据2025年报告）. */
const REMARK = /[(（][^()（）]{0,14}(?:19|20)\d\d[^()（）]{0,14}[)）]/g;

/** Offsets stay, as numbers are held against the spans of figures. */
export function coverRemarks(text: string): string {
  return text.replace(REMARK, (remark) => '，'.repeat(remark.length));
}

export function removeYears(text: string): string {
  return text.replace(YEAR, '');
}

/** Two figures that differ cannot both be the same one of a document. */
export function isTwiceClaimed({ figures: claims }: SoughtSentence, figures: readonly Judgement[]): boolean {
  const facts = figures.map(({ fact }) => fact);
  return facts.some((fact, index) => {
    const first = facts.indexOf(fact);
    const [one, other] = [claims[first], claims[index]];
    if (first === index || one === undefined || other === undefined) return false;
    return compareClaimed(one.figure.quantity, other.figure.quantity) === 'differs';
  });
}

const ONLY_LISTED = /^[、和及,，]$/;

/** Values in a row (分别增长4.1%、6%) are told apart by their order alone. */
export function isTurnedList(figures: readonly Pick<Judgement, 'fact'>[]): boolean {
  return figures.some(({ fact }, index) => {
    const next = figures[index + 1]?.fact;
    if (fact === null || next == null || fact.sentence !== next.sentence || next.figure.end > fact.figure.start)
      return false;
    // 全国第四、突破1万公里 are no values of one kind.
    if (comparedIn(fact.figure.quantity.unit).name !== comparedIn(next.figure.quantity.unit).name) return false;
    return ONLY_LISTED.test(fact.text.slice(next.figure.end, fact.figure.start));
  });
}

/** 12号线 is not 17号线: numbers that are no figures stand in the document too. */
export function hasNumbersOfNames({ text, figures }: SoughtSentence, around: string): boolean {
  let rest = foldWidth(text);
  for (const { figure } of figures) {
    rest = rest.slice(0, figure.start) + ' '.repeat(figure.end - figure.start) + rest.slice(figure.end);
  }
  // Of which part of a year it is was compared as such: 1—10月 is 截至10月底.
  const numbers =
    removeYears(rest)
      .replace(PERIOD, ' ')
      .match(/\d+(?:\.\d+)?/g) ?? [];
  const stated = new Set(around.match(/\d+(?:\.\d+)?/g) ?? []);
  return numbers.every((number) => stated.has(number));
}

/**
 * A claim partly in a document's words, whose only figure stands there beside other words, may have put that figure to
 * another thing; so may several figures that are all less exact and stand beside other words.
 */
export function isDoubtful(
  claim: ComparedClaim,
  prepared: readonly SoughtFigure[],
  figures: readonly Judgement[],
  snapshot: Snapshot,
): boolean {
  const nears = prepared.map(({ near }, index) => {
    const fact = figures[index]?.fact;
    const around = fact == null ? [] : snapshot.facts.inSentence(fact.sentence);
    return fact == null ? 0 : coverOf(near, nearWordsOf(fact, around));
  });
  const least = Math.min(...nears);
  const [first] = figures;
  if (figures.length > 1) return least < FAR_WORDS && figures.every(({ verdict }) => verdict === 'match_rounded');
  return least < NEAR_WORDS && alignWords(claim.text, first?.fact?.text ?? '').share > PARTLY_VERBATIM;
}

/** Figures of one clause stand in one sentence. */
export function isPutTogether(sought: SoughtSentence, figures: readonly Judgement[]): boolean {
  return figures.some(({ fact }, index) => {
    const [own, next] = [sought.figures[index]?.figure, sought.figures[index + 1]?.figure];
    const other = figures[index + 1]?.fact;
    if (own === undefined || next === undefined || fact === null || other == null) return false;
    const between = sought.figures[index]?.text.slice(own.end, next.start) ?? '';
    return fact.sentence !== other.sentence && !/[，,；;。、(（]/.test(between);
  });
}

/** Every year of the claim is named in the sentence, or is one that its part of the report is about. */
export function isOfYears(claim: string, snapshot: Snapshot, ...sentences: readonly number[]): boolean {
  return Array.from(claim.matchAll(YEAR)).every(({ 0: digits }) =>
    sentences.some((sentence) => isOfYear(digits, snapshot, sentence)),
  );
}

/** The year is named in the sentence, or is one that its part of a document of its kind is about. */
export function isOfYear(digits: string, snapshot: Snapshot, sentence: number): boolean {
  const { document } = snapshot.sentenceAt(sentence);
  const text = writeYearsInDigits(snapshot.sentenceText(sentence));
  const { year } = document.metadata;
  const { results, plans } = readDocumentYears(document.metadata);
  const time = snapshot.passageAnnotations[snapshot.sentencePassage[sentence] ?? 0];
  const isAbout = (own: number): boolean => {
    if (year === null || time === undefined || time.role === 'other') return own === year || own + 1 === year;
    return (time.role === 'review' ? results : plans).includes(own) || (time.plan && time.years.includes(own));
  };
  return text.includes(digits) || isAbout(Number(digits));
}
