/**
 * First step of checking: a sentence or draft of a writer goes in; every figure it claims comes out, with the place and
 * the year of its own sentence or, where that names none, of the sentences and headings in front.
 */

import { isPlanned, MOST_SINGLE_YEARS } from '../annotate/comparable.js';
import type { Statement, Wording } from '../annotate/contract.js';
import { createPlaceFinder } from '../annotate/figure-places.js';
import type { Figure, FigureKind } from '../annotate/figures/contract.js';
import { findFigures } from '../annotate/figures/extract.js';
import { describeWordings } from '../annotate/statement.js';
import { foldWidth } from '../lexicon/characters.js';
import { removePlacesAndYears } from '../lexicon/content-words.js';
import type { Gazetteer, Region, Translate } from '../lexicon/contract.js';
import type { Glossary } from '../lexicon/glossary.js';
import type { Knowledge } from '../lexicon/knowledge.js';
import { detectLanguage, type Language } from '../lexicon/language.js';
import { findNation } from '../lexicon/nation.js';
import { TERM_OF_OFFICE } from '../lexicon/plans.js';
import { splitSentences } from '../lexicon/sentences.js';
import { toSimplified } from '../lexicon/simplified.js';
import { NEAR_YEAR, RELATIVE_YEARS, writeYearsInDigits, YEAR_DIGITS } from '../lexicon/years.js';
import type { Span } from '../types.js';
import { clauseBefore, clauseBehind } from './clauses.js';

/** A figure that a text claims; its span is into the whole text. */
export interface FigureClaim extends Statement, Span {
  readonly language: Language;
  /** Chinese words for each English one of its sentence, when the glossary does not know what it is about. */
  readonly senses: readonly (readonly string[])[];
}

/** What claims are read with. */
export interface ClaimTools extends Knowledge {
  /** Finds Chinese words for English ones. */
  readonly translate: Translate;
  /** What 去年 is counted from. */
  readonly today: Date;
}

/** A sentence without mark-up and without spaces beside Chinese, and where its characters come from. */
export interface EvenSentence extends Span {
  readonly text: string;
  readonly language: Language;
  /** Offset into the whole text of each character, and of the end. */
  readonly offsets: readonly number[];
}

/** What a sentence without a place or year of its own is about. */
interface Context {
  readonly region: Region | null;
  readonly years: readonly number[];
}

/** A sentence of a text and what it claims, in order. */
export interface ReadSentence extends Span {
  /** Without mark-up. */
  readonly text: string;
  readonly language: Language;
  readonly claims: readonly FigureClaim[];
  /** The place that it is about, its own or that of the sentences in front. */
  readonly region: Region | null;
}

/** Every sentence of a text, read one at a time: whoever walks them may stop or let others work after each. Linear time. */
export function* readClaims(text: string, tools: ClaimTools): Generator<ReadSentence, void> {
  let context: Context = { region: null, years: [] };
  for (const sentence of splitDraft(text)) {
    const read = readSentence(sentence, context, tools);
    context = read.context;
    const { start, end, language } = sentence;
    yield { start, end, text: sentence.text, language, claims: read.claims, region: context.region };
  }
}

const MARK_UP = /[*_`#>|~]/;
const BREAKABLE = /[\p{Script=Han}\d，。、；：（）“”％%.]/u;

/** UTF-16 code units of the longest sentence that is read as one: what is read of a figure is read in all of it. */
const LONGEST_SENTENCE = 1_000;

/** The sentences of a text, evened out; one that is longer than a sentence can be is cut, behind a comma if it has one. */
function* splitDraft(text: string): Generator<EvenSentence, void> {
  let start = 0;
  for (const line of text.split('\n')) {
    for (const sentence of joinRemarks(text, [...splitSentences(text, start, start + line.length)])) {
      for (const span of cutLong(text, sentence)) yield evenOut(text, span);
    }
    start += line.length + 1;
  }
}

/** A bracket behind a full stop says where the sentence in front is from: （据2025年报告）. */
const REMARK = /^[(（][^()（）]{1,30}[)）]。?$/;

function joinRemarks(text: string, sentences: readonly Span[]): Span[] {
  const joined: Span[] = [];
  for (const sentence of sentences) {
    const previous = joined.at(-1);
    if (previous !== undefined && REMARK.test(text.slice(sentence.start, sentence.end).trim())) {
      joined[joined.length - 1] = { start: previous.start, end: sentence.end };
    } else joined.push(sentence);
  }
  return joined;
}

function cutLong(text: string, { start, end }: Span): Span[] {
  const pieces: Span[] = [];
  let from = start;
  while (end - from > LONGEST_SENTENCE) {
    const piece = text.slice(from, from + LONGEST_SENTENCE);
    const comma = Math.max(...['，', '；', ', '].map((mark) => piece.lastIndexOf(mark)));
    const to = from + (comma > 0 ? comma + 1 : LONGEST_SENTENCE);
    pieces.push({ start: from, end: to });
    from = to;
  }
  return [...pieces, { start: from, end }];
}

/** What there was 到2025年初 is what 2024 had brought. */
const AT_START = new RegExp(`(?<=[到至止])${NEAR_YEAR}(?=年[初头])`, 'g');

function writeEndsOfYears(text: string): string {
  return text.replace(AT_START, (year) => String(Number(year) - 1)).replace(/(?<=[到至止]\d{4}年)[初头]/g, '末');
}

/** One code unit for one, or none: traditional characters whose simplified form has another length stay. */
function evenOut(text: string, { start, end }: Span): EvenSentence {
  const written = text.slice(start, end);
  const simplified = toSimplified(written);
  const source = writeEndsOfYears(writeYearsInDigits(simplified.length === written.length ? simplified : written));
  const language = detectLanguage(source);
  const offsets: number[] = [];
  let even = '';
  for (let at = 0; at < source.length; at += 1) {
    const character = source.charAt(at);
    const isMarkUp = MARK_UP.test(character) && !(character === '~' && /\d/.test(source.charAt(at - 1)));
    const isGap = /\s/.test(character) && language === 'zh' && isBeside(source, at);
    if (isMarkUp || isGap) continue;
    even += character;
    offsets.push(start + at);
  }
  return { start, end, text: even, language, offsets: [...offsets, end] };
}

function isBeside(text: string, at: number): boolean {
  return BREAKABLE.test(text.charAt(at - 1)) || BREAKABLE.test(text.charAt(at + 1));
}

function readSentence(
  sentence: EvenSentence,
  context: Context,
  tools: ClaimTools,
): { readonly claims: FigureClaim[]; readonly context: Context } {
  const { text, language, offsets } = sentence;
  const known = language === 'en' ? { ...tools, gazetteer: withoutAdjectives(tools.gazetteer) } : tools;
  const places = createPlaceFinder(text, known, findNation(text, tools.glossary));
  const times = readYears(text, tools.today);
  const next = { region: places.anywhere ?? context.region, years: times.last ?? context.years };
  const figures = findFigures(text, asWritersSay(tools.glossary));
  const placeOf = ({ start }: Figure): Region | null => places.at(start) ?? next.region;
  const wordings = describeWordings(text, figures, (figure) => places.namesAround(placeOf(figure)), tools.glossary);
  const isUnnamed = wordings.some(({ term }) => term === null);
  const senses = language === 'en' && isUnnamed ? readSenses(text, tools) : [];
  const claims = figures.map((figure, index): FigureClaim => {
    const wording = wordings[index];
    if (wording === undefined) throw new RangeError(`There is no wording ${index} among ${wordings.length}.`);
    const kind = kindOfClaim(figure, text);
    const economy =
      language === 'en' && isOfEconomy(wording, figure, tools.gazetteer)
        ? tools.glossary.terms.find(({ name }) => name === OUTPUT)
        : undefined;
    const own = figure.years.length > 0 && language === 'zh' ? figure.years : times.at(figure.start);
    const stated = times.report === null ? null : [isPlanned(kind) ? times.report : times.report - 1];
    const years =
      own ??
      (figure.years.length > 0 ? figure.years : null) ??
      stated ??
      times.anywhere ??
      (language === 'en' ? times.last : null) ??
      context.years;
    return {
      ...wording,
      ...(economy === undefined ? {} : { term: economy, scope: '' }),
      text,
      language,
      figure,
      start: offsets[figure.start] ?? sentence.start,
      end: (offsets[figure.end - 1] ?? sentence.end - 1) + 1,
      region: placeOf(figure),
      years,
      wholePlan:
        times.isSpan ||
        years.length > MOST_SINGLE_YEARS ||
        wording.isAverage ||
        TERM_OF_OFFICE.test(text.slice(0, figure.start)),
      kind,
      senses: wording.term === null && economy === undefined ? senses : [],
    };
  });
  return { claims, context: next };
}

/** Macao-funded firms and the Shenyang–Dalian line are in neither place. */
function withoutAdjectives(gazetteer: Gazetteer): Gazetteer {
  return {
    ...gazetteer,
    find: (text) =>
      gazetteer
        .find(text)
        .filter(
          ({ start, end }) =>
            !/^[-–—](?!based)\p{L}/u.test(text.slice(end, end + 6)) && !/[-–—]/.test(text.charAt(start - 1)),
        ),
  };
}

function readSenses(text: string, { translate, gazetteer }: ClaimTools): readonly (readonly string[])[] {
  return translate(removePlacesAndYears(text, gazetteer))
    .map(({ chinese }) => chinese.filter((word) => word.length > 1))
    .filter((words) => words.length > 0);
}

/** Writers call terms by everyday names, too. */
function asWritersSay(glossary: Glossary): Glossary {
  return { ...glossary, findWritten: (text) => glossary.findAsked(text) };
}

const AIMS =
  /目标|预期(?!寿命)|计划|力争|争取|拟(?!定|人|态|合)|将(?!军|近|士)|要(?=新|达|建|完|实)|要求|定在|设定|\b(?:target|aim|goal|intend|propos|pledg)\w*\b|(?<!\b(?:five-year|\d\d?th) )\bplan(?:s|ned|ning)?\b|\b(?:will|wants|expects|hopes|seeks)\b|\bset (?:at|to|for|a|an|its|the)\b/i;
/** Held against an aim: 完成目标的113%, 高于预期目标. */
const BEYOND_AIM = /完成|超额|好于|高于|超过|超出|优于|达成|如期|实现了|\b(?:exceed|surpass|beat|achiev|met)\w*\b/i;

function kindOfClaim(figure: Figure, text: string): FigureKind | null {
  if (figure.kind !== null && figure.kind !== 'actual' && !isBesideAim(figure, text)) return figure.kind;
  if (figure.kind === null && AIMS.test(text) && !BEYOND_AIM.test(text) && !isBesideAim(figure, text)) return 'target';
  return figure.kind === 'actual' ? figure.kind : null;
}

const OUTPUT = '地区生产总值';
/** Guangdong grew by 4.9%: what grows of a place itself is its economy. */
const GREW =
  /^(?:(?:in|last|this|that|year|during|over|for|the|has|had|have|will|province|city)\b|['’]s\b|[\s,])*(?:(?:economy|economic output)\b.*|(?:grew|grown|grows?|expanded|expands?|growth|economic growth)\b(?: (?:by|of|at|rate|to|was|is|only|just|about|around))*\s*)$/i;

function isOfEconomy({ term }: Wording, { measure, subject }: Figure, gazetteer: Gazetteer): boolean {
  return term === null && measure === 'growth' && GREW.test(removePlacesAndYears(subject, gazetteer).trim());
}

/** An aim that was missed: what came of it stands in another clause (没有达到5%的计划，只增长了1.8%). */
const MISSED_AIM =
  /(?:没有?|未)能?(?:完成|达到|实现|达成)|低于|不及|落后于|\b(?:miss(?:ed|ing)?|fell short|below|short of|(?:did|does) not (?:meet|reach|hit))\b/i;

function isBesideAim(figure: Figure, text: string): boolean {
  if (!MISSED_AIM.test(text)) return false;
  const clause = clauseBefore(text, figure.start) + clauseBehind(text, figure.start);
  return !AIMS.test(clause);
}

/** Words by which a writer says that something is to come, though they are said of much else, too. */
const MAY_AIM =
  /[到至]20\d\d年|目标|预期(?!寿命)|计划|力争|争取|拟|将|要|想|任务|安排|定为|定在|打算|准备|希望|确保|指标|锁定|瞄准|谋划|再(?:次)?(?:提高|上调|下调|涨|增加|降低)(?!了)|\b(?:target|aim|goal|plan|will|want|set|intend|propos|pledg|expect|hope|seek|schedul|due)\w*\b|\bto (?:be|reach|keep|build|add|grow|hold|create|exceed)\b/i;

/** True for a claim that may be about an aim; one without any such word says that it was reached. */
export function saysAim(text: string): boolean {
  return MAY_AIM.test(text);
}

const QUOTED = /“[^“”]{8,}”/g;

interface YearFinder {
  /** The year named last in front of an offset; null when none is. */
  at(offset: number): readonly number[] | null;
  /** The last one that the sentence names in digits. */
  readonly anywhere: readonly number[] | null;
  /** The last one in any words: what the next sentence goes on about. */
  readonly last: readonly number[] | null;
  /** The year of the report that the sentence speaks of: 2025年政府工作报告. */
  readonly report: number | null;
  /** True for 从1983年到2023年. */
  readonly isSpan: boolean;
}

const SPAN = new RegExp(
  `(${YEAR_DIGITS})年?[到至—–~-]{1,2}(${YEAR_DIGITS})年|\\b(?:from|between) (${YEAR_DIGITS}) (?:to|and) (${YEAR_DIGITS})\\b`,
);
/** Years apart from which on two years are a span. */
const SPAN_YEARS = 2;

const YEAR = new RegExp(
  String.raw`(?<![\d.比较])(?<!\b(?:as|than) in )(?<!than )${NEAR_YEAR}(?=年|\s|[,.、)全]|$)`,
  'g',
);
/** Behind 上年 where it is only compared with: 上年同期, 上年末. */
const COMPARED_PART = /^(?:同期|末|度)/;
const REPORT_AFTER = /^\d{4}年?\p{Script=Han}{0,8}(?:工作)?报告|^\d{4} (?:government )?(?:work )?report\b/u;

function readYears(text: string, today: Date): YearFinder {
  // 今年 in quoted words is the speaker's.
  const plain = foldWidth(text).replace(QUOTED, (quoted) => ' '.repeat(quoted.length));
  const found: { start: number; year: number; isRelative: boolean }[] = [];
  let report: number | null = null;
  for (const { 0: digits, index } of plain.matchAll(YEAR)) {
    if (REPORT_AFTER.test(plain.slice(index, index + 20))) report = Number(digits);
    else found.push({ start: index, year: Number(digits), isRelative: false });
  }
  // In a sentence that names its report 去年 is the year before that one.
  const present = report ?? today.getFullYear();
  for (const [pattern, distance] of RELATIVE_YEARS) {
    for (const { 0: words, index } of plain.matchAll(pattern)) {
      const end = index + words.length;
      if (words.startsWith('上') && COMPARED_PART.test(plain.slice(end, end + 2))) continue;
      found.push({ start: index, year: present + distance, isRelative: true });
    }
  }
  found.sort((one, other) => one.start - other.start);
  const at = (offset: number): readonly number[] | null => {
    const last = found.findLast(({ start }) => start < offset);
    return last === undefined ? null : [last.year];
  };
  const span = SPAN.exec(plain);
  const from = Number(span?.[1] ?? span?.[3]);
  const to = Number(span?.[2] ?? span?.[4]);
  const last = found.findLast(({ isRelative }) => !isRelative);
  return {
    at,
    anywhere: last === undefined ? null : [last.year],
    last: at(text.length),
    report,
    isSpan: to - from >= SPAN_YEARS,
  };
}
