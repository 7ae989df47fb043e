/**
 * Annotate, figures: a sentence, paragraph or claim goes in; every figure of it comes out with
 * what it is about, how it measures that, and for when.
 */

import { foldWidth } from '../../lexicon/characters.js';
import type { Glossary } from '../../lexicon/glossary.js';
import { detectLanguage } from '../../lexicon/language.js';
import type { Bound } from '../../lexicon/quantities.js';
import { RELATIVE_UNITS } from '../../lexicon/units.js';
import { YEAR_DIGITS } from '../../lexicon/years.js';
import type { Span } from '../../types.js';
import { passOverAsides } from './asides.js';
import { readBoundBefore } from './bounds.js';
import type { Clause, Subject } from './clauses.js';
import type { Figure, Measure } from './contract.js';
import { findEnglishFigures } from './english.js';
import { type FoundQuantity, findQuantities } from './quantities.js';
import { createSubjectFinder } from './subjects.js';
import { createTimeline, type Time } from './times.js';

const NO_SUBJECT: Subject = { words: '', full: '', term: null, qualifier: '' };

/**
 * Every figure of a text, in order; spans are into `text`. Linear in its length.
 *
 * @param text Chinese or English, by what it has more of; one sentence or several.
 */
export function findFigures(text: string, glossary: Glossary): Figure[] {
  if (detectLanguage(text) === 'en') return findEnglishFigures(text, glossary);
  const { bare: plain, locate } = passOverAsides(foldWidth(text), glossary);
  const quantities = findQuantities(plain);
  const steps = findSteps(plain);
  const timeline = createTimeline(plain);
  const subjects = createSubjectFinder(plain, quantities, glossary);
  return quantities.flatMap((quantity) => {
    const isAim = AIM_BEHIND.test(plain.slice(quantity.end, quantity.end + AIM_WITHIN));
    const found = isAim ? withoutBound(quantity, plain) : quantity;
    // Those behind it go on from what it is about.
    const about = subjects.next(found);
    if (steps.some((span) => span.start <= found.numberStart && found.numberStart < span.end)) return [];
    const time = timeline.at(found.start);
    const subject = about.subject ?? NO_SUBJECT;
    const ranked = found.form === 'rank' ? about.clause.growthNoun : '';
    const { start, end } = locate(found.start, found.end);
    return {
      start,
      end,
      text: text.slice(start, end),
      ...weigh(PASSED.test(plain.slice(found.end, found.end + STEP_WITHIN)) ? passOver(found) : found, about.clause),
      term: subject.term,
      subject: subject.words,
      qualifier: about.addition + subject.qualifier + ranked,
      years: yearsOf(found, about.clause, time, plain),
      kind: isAim ? 'target' : time.kind,
      isComparison: about.clause.isComparison,
      isFormer: about.clause.isFormer,
    };
  });
}

const AMOUNT = '\\d[\\d.]{0,8}(?:[百千]?[万亿]{1,2}|千|%)[元斤吨人户级]{0,2}';
const STAIR = '(?:[一二两三四五六七八九十\\d]个)?[大新]?(?:台阶|大关|关口|门槛)';
/** 连续跨越7万亿、8万亿、9万亿三个大台阶: it went past all but the last on the way there. */
const STEPS = new RegExp(`(?<![\\d.])(?:${AMOUNT}[、,和到与]){1,8}(${AMOUNT})${STAIR}`, 'gu');

/** Steps are passed and not kept at: 迈上5000亿元台阶. */
const PASSED = new RegExp(`^${STAIR}`);
/** Longest words of it, in characters. */
const STEP_WITHIN = 6;

function passOver(found: FoundQuantity): FoundQuantity {
  const { quantity } = found;
  return quantity.bound === 'exact' ? { ...found, quantity: { ...quantity, bound: 'over' } } : found;
}

function findSteps(plain: string): Span[] {
  return Array.from(
    plain.matchAll(STEPS),
    (match): Span => ({ start: match.index, end: match.index + match[0].lastIndexOf(match[1] ?? '') }),
  );
}

/** 低于5%的计划目标: what the number is of was aimed at, and what fell short of it is something else. */
const AIM_BEHIND = /^的(?:年度|年初|全年|既定|原定)?(?:预期|计划|规划|增长|增速)*(?:目标|计划)/;
/** Longest words of it, in characters. */
const AIM_WITHIN = 12;

/** 不到 and 超过 in front say what came of it; 左右, 以上 and 不低于 are said of the aim. */
const FELL_OR_EXCEEDED: ReadonlySet<Bound | undefined> = new Set<Bound | undefined>(['under', 'over']);

function withoutBound(found: FoundQuantity, plain: string): FoundQuantity {
  const { numberStart, quantity, isNegative } = found;
  const start = isNegative ? numberStart - 1 : numberStart;
  const before = readBoundBefore(plain, start);
  return FELL_OR_EXCEEDED.has(before?.bound) ? { ...found, start, quantity: { ...quantity, bound: 'exact' } } : found;
}

/** 由2020年的336亿元增加到: the year of what it was before. */
const FORMER_YEAR = new RegExp(`[从由自](${YEAR_DIGITS})年(?:底|末)?的?$`);
const YEARLY = /年均[^,。;]{0,6}$/;
/** No farther in front of a figure its own year or 年均 stands, in characters. */
const NEAR = 12;

/** A yearly average is that of the period that was named. */
function yearsOf(found: FoundQuantity, clause: Clause, { years, period }: Time, plain: string): readonly number[] {
  const before = plain.slice(Math.max(0, found.start - NEAR), found.start);
  const former = clause.isFormer ? FORMER_YEAR.exec(before)?.[1] : undefined;
  if (former !== undefined) return [Number(former)];
  return period.length > 0 && YEARLY.test(before) ? period : years;
}

/** Places gained or lost: 提升6位. */
const PLACES = '位';

/** What the number and the words in front of it measure, together. */
function weigh(found: FoundQuantity, clause: Clause): Pick<Figure, 'quantity' | 'measure' | 'direction'> {
  const { form } = found;
  const isPlaces = found.writtenUnit === PLACES && form !== 'rank' && clause.measure === 'growth';
  const quantity = isPlaces ? { ...found.quantity, unit: PLACES } : found.quantity;
  const measure = decideMeasure(found, clause);
  const direction = directionOf(found, clause);
  return { quantity, measure, direction };
}

function directionOf({ isNegative, form, quantity }: FoundQuantity, clause: Clause): Figure['direction'] {
  if (isNegative) return 'down';
  if (form === 'rank' && clause.measure === 'growth') return null;
  if (!RELATIVE_UNITS.has(quantity.unit) && clause.measure === 'growth' && !clause.isMoved) return null;
  return clause.direction ?? (form === 'growth' ? 'up' : null);
}

function decideMeasure({ form, quantity }: FoundQuantity, clause: Clause): Measure {
  if (form === 'rank') return 'rank';
  if (form === 'growth') return 'growth';
  if (quantity.unit === '百分点') return 'change';
  if (quantity.unit === '%') return clause.measure ?? (form === 'fraction' ? 'share' : 'level');
  if (quantity.unit === '倍') return clause.measure === 'growth' ? 'growth' : 'level';
  return clause.isMoved ? 'change' : 'level';
}
