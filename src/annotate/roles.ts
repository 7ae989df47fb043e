/**
 * What part of a report does a passage stand in, and which years are its figures about? A report of year Y reviews Y-1
 * and sets targets and tasks for Y; at the turn of a five-year plan it also reviews the plan that ended and sets targets
 * for the next. Headings decide first, then the words that paragraphs begin with. A document goes in; a role and years
 * for each of its passages come out.
 */

import { type DocumentKind, kindOf } from '../document-kinds.js';
import { type DocumentYears, readDocumentYears } from '../lexicon/document-years.js';
import { NEXT_TERM, PAST_TERM, PLAN_LENGTH, planOfOrdinal, readPlanOrdinal } from '../lexicon/plans.js';
import { simplifyInPlace } from '../lexicon/simplified.js';
import { NEAR_YEAR, REVIEWED_YEAR, writeYearsInDigits } from '../lexicon/years.js';

import type { Document } from '../types.js';
import type { PassageRole, PassageTime } from './contract.js';

/** `both` reviews first and turns to plans where a paragraph says so. */
type Part = 'review' | 'plan' | 'both' | 'aside';

/** A time that a heading or the beginning of a paragraph names. */
interface Mention {
  /** Of a plan its last. */
  readonly year: number;
  readonly plan: boolean;
  readonly part: 'review' | 'plan';
}

/** Where reading has come to. */
interface Place {
  readonly path: readonly string[];
  /** What the headings say; null when nothing. */
  readonly headed: Part | null;
  /** What the paragraphs of this chapter have said; turns back to review only for a look at the plan that ended. */
  readonly spoken: 'review' | 'plan' | null;
  /** The time it is about, where headings or paragraphs named one. */
  readonly mention: Mention | null;
}

const GLOSSARY = /名词解释|名词注释|用语说明|注释$|\bglossary\b|\bexplanatory notes\b/i;
const ANNEX = /^(?:附件|附录|附表)/;
const REVIEWING =
  /回顾|总结|成就|成效|成绩|做了哪些|做成了什么|过去一年|(?:进展|执行|完成|开展|落实|推进|办理|实施|收支|债务)情况|(?:^|[章节、\s])(?:发展|工作)(?:基础|现状)(?:和.{2,8})?$|\b(?:review|achievements|looking back|past year)\b/i;
const PLANNING =
  /目标|任务|安排|重点工作|总体要求|主要考虑|重要要求|建议|思路|举措|自身建设|\b(?:targets?|tasks?|goals|requirements|priorities|plans?|arrangements|outlook|proposals)\b/i;
/** The last heading above passages of targets only; 2025年工作总体要求和主要目标 is above more. */
const TARGETS_ONLY = /(?:(?:预期|发展|主要|奋斗|总)目标|主要指标)$|\b(?:targets|goals)(?: (?:for|of|in) .{1,40})?$/i;
const NOT_TARGETS_ONLY = /要求|任务|工作|\b(?:requirements|tasks|work)\b/i;
/** Where the speaker addresses the assembly; its dates are not those of figures. */
const PREAMBLE =
  /请予?(?:大会)?审议|提出意见|我代表.{0,20}政府|\bon behalf of .{0,40}government\b|\bfor your deliberation\b/i;
/** The sentence that states the year's targets, wherever it stands: 今年经济社会发展主要预期目标是. */
const STATES_TARGETS =
  /预期\s*目标(?:建议|初步)?\s*[是为：:]|\b(?:main|major|key|projected|development|expected) (?:[a-z]{1,12} ){0,3}targets\b.{0,80}(?:\bare\b|\binclude\b|\bas follows\b|:)/i;
/** Other ways to state targets, which are such in a plan only. */
const STATES_PLAN_TARGETS =
  /(?:主要|发展|奋斗)目标(?:建议)?\s*(?:是|为|有|包括|[：:])|目标[，,]到20\d\d年|以下.{0,8}主要目标|[项个]主要指标|主要指标[：:]/;
/** Turns a review into a plan although no heading stands between. */
const TURN = /^(?:各位代表[！!，,：:]\s*)?(?:今年是|做好今年)|^(?:fellow deputies[,!:]?\s*)?this year (?:is|marks)\b/i;

/** A paragraph that is nothing but the name of a document. */
const TITLE = /^[^，。；：,;:]{2,50}(?:报告|公报|纲要|规划|总结|要点|计划|情况|实录|纪要)$/;

/** Opens a stretch even in the middle of a paragraph. */
const OPENS = /^(?:过去的?[一五]年|五年来|一年来|这五年|这一年)/;

/** Looks back on a plan that ended, in a chapter that sets out the next. */
const OPENS_PLAN = new RegExp(`^(?:各位代表[！!，,：:]\\s*)?(?:[“"]?十.五|${PAST_TERM})`);

/** A plan that is no mere occasion (“十五五”良好开局), a year, and relative times. */
const MENTION = new RegExp(
  '(?<plan>十[一二三四五六七八九])(?:五[”"]?(?:时期|期间|以来|发展|规划纲要|的?主要|的?目标|经济社会|做成|准备)|个五年规划|(?<=标志着[“"]?十.)五)' +
    `|(?<year>${NEAR_YEAR})年|(?<lastYear>${REVIEWED_YEAR})|(?<thisYear>今年)|(?<lastTerm>${PAST_TERM})|(?<nextTerm>${NEXT_TERM})`,
);
/** The same in English. */
const MENTION_IN_ENGLISH = new RegExp(
  `\\b(?<year>${NEAR_YEAR})\\b|\\b(?<lastYear>last year|the past year)\\b|\\b(?<thisYear>this year|the (?:coming|current) year)\\b` +
    '|\\b(?<lastTerm>(?:past|last) five years)\\b|\\b(?<nextTerm>(?:next|coming) five years)\\b',
  'i',
);
/** In front of a year that an English paragraph is about, and behind it. */
const ENGLISH_TOPIC = /^(?:(?:in|during|over|the year|throughout) )?$/i;
/** What follows a year that a paragraph is about. */
const TOPIC = /^\d{4}年(?:[，,、是]|极|各项|主要|政府|工作|经济社会|.{0,8}实事)/;
/** In front of a year that a paragraph looks back on: 刚刚过去的2025年. */
const OVER = /(?:过去|走过|告别)的?$/;
/** What a sentence that a passage had to cut ends with. */
const UNFINISHED = /[；;，,、：:]/;
/** A figure as targets state it. */
const AIMED_AT = /增长.{0,8}(?:左右|以上|以内)|\b(?:around|about|over|more than|at least|no more than) \d/i;
const EXPLICIT_YEAR = new RegExp(
  String.raw`(?<!\d)${NEAR_YEAR}(?=年|[—–~至到-]{1,2}${NEAR_YEAR}年)|(?<=\b(?:in|by|of|for|during|year|since|through) )${NEAR_YEAR}\b`,
  'gi',
);
const HAN = /\p{Script=Han}/u;
/** Characters of a paragraph in which it says what time it is about; later ones name times in passing. */
const PARAGRAPH_HEAD = 40;

/** One a passage of the document, in order. */
export function classifyPassages(document: Document): PassageTime[] {
  const { text, metadata, passages } = document;
  const { title } = metadata;
  const kind = kindOf(metadata);
  const documentYears = readDocumentYears(metadata);
  const year = documentYears.report;
  let place: Place = { path: [], headed: null, spoken: null, mention: null };
  let role: PassageRole = 'other';
  return passages.map(({ start, end, headingPath }) => {
    const path = headingPath.filter((heading) => heading !== title);
    const words = writeYearsInDigits(simplifyInPlace(text.slice(start, end)));
    if (path.length === 0 && PREAMBLE.test(words)) return { role: 'other', years: [], plan: false };
    if (path.join('\n') !== place.path.join('\n')) place = readHeadings(path, place, year, kind.turnsToPlans);
    const beginsParagraph = start === 0 || text.charAt(start - 1) === '\n';
    const before = place;
    if (place.headed !== 'aside') place = readParagraphs(words, beginsParagraph, place, year);
    // A passage whose last lines only open the next part is still about the one before; before a report's first part is nothing.
    const isStill =
      !(kind.turnsToPlans && partOf(before) === null) &&
      opensLate(words, beginsParagraph, year) &&
      !STATES_TARGETS.test(words);
    const own = isStill ? before : place;
    const continues = role === 'target' && !beginsParagraph && continuesTargets(text.charAt(start - 1), words);
    role = continues ? 'target' : roleOf(words, own, kind);
    // What is to be done is of no year where only its kind says that it is: a measure of 2021 holds for years.
    const { period } = documentYears;
    const timed = role === 'task' && partOf(own) === null && period === null ? 'other' : role;
    const isOfPeriod = own.mention === null && period !== null;
    const plan = role !== 'other' && (own.mention?.plan ?? isOfPeriod);
    return { role, years: yearsOf(words, timed, own, documentYears), plan };
  });
}

/** Headings decide from the outermost in; an inner one overrides only where it names a time and what is done with it. */
function readHeadings(path: readonly string[], before: Place, year: number | null, turnsToPlans: boolean): Place {
  const firstNew = path.findIndex((heading, level) => heading !== before.path[level]);
  const sameChapter = firstNew !== 0;
  let headed: Part | null = null;
  let spoken = sameChapter ? before.spoken : null;
  let mention = sameChapter ? before.mention : null;
  for (const [level, whole] of path.entries()) {
    // An interviewer sums up before asking.
    const heading = whole.slice(whole.lastIndexOf('。', whole.length - 2) + 1);
    const named = findMention(heading, year);
    const part = readHeading(heading, named);
    const open = headed === null || headed === 'both';
    const decides = part !== null && headed !== 'aside' && (open || named?.part === part);
    // A chapter of both parts may turn to the plan even below an inner heading of its review.
    if (part === 'aside' || (decides && !(headed === 'both' && part === 'review'))) headed = part;
    if (firstNew < 0 || level < firstNew || named === null) continue;
    mention = named;
    if (named.part === 'review') spoken = null;
  }
  // A report's chapter that says nothing, after one that did, is what comes after the review.
  if (headed === null && turnsToPlans && partOf(before) !== null && !ANNEX.test(path[0] ?? '')) {
    headed = sameChapter ? before.headed : 'plan';
  }
  // A look back within a chapter that plans ends with its stretch.
  if (headed === 'plan') spoken = null;
  return { path, headed, spoken, mention };
}

function readHeading(heading: string, named: Mention | null): Part | null {
  if (GLOSSARY.test(heading)) return 'aside';
  const reviews = REVIEWING.test(heading);
  const plans = PLANNING.test(heading);
  if (reviews && plans) return 'both';
  if (reviews) return 'review';
  if (plans) return 'plan';
  return named?.part ?? null;
}

/** What the paragraphs of a passage begin with moves on the time and, where headings left it open, the part. */
function readParagraphs(words: string, beginsParagraph: boolean, place: Place, year: number | null): Place {
  const heads = headsOf(words, beginsParagraph);
  const mentions = heads.map(({ head }) => mentionAt(head, year)).filter((mention) => mention !== null);
  let { spoken, mention } = place;
  if (STATES_TARGETS.test(words) || heads.some(({ head }) => TURN.test(head))) spoken = 'plan';
  else if (place.headed === null || place.headed === 'both') {
    if (mentions.some(({ part }) => part === 'plan')) spoken = 'plan';
    else if (mentions.length > 0) spoken ??= 'review';
  } else if (place.headed === 'plan') {
    const last = heads.map(({ head }) => ({ head, mention: mentionAt(head, year) })).findLast((each) => each.mention);
    if (last?.mention?.part === 'plan') spoken = 'plan';
    else if (last?.mention?.plan === true && OPENS_PLAN.test(last.head)) spoken = 'review';
  }
  const moved: Place = { ...place, spoken };
  const part = partOf(moved);
  mention = mentions.find((each) => each.part === part) ?? mention;
  return { ...moved, mention: mention?.part === part ? mention : null };
}

/** The beginnings of a passage's paragraphs, with their offsets in it; not of one that began before it. */
function headsOf(words: string, beginsParagraph: boolean): { readonly head: string; readonly offset: number }[] {
  let offset = 0;
  const heads = words.split('\n').map((paragraph) => {
    // The year of a title is the document's, and not what its first passage is about.
    const head = { head: TITLE.test(paragraph) ? '' : paragraph.slice(0, PARAGRAPH_HEAD), offset };
    offset += paragraph.length + 1;
    return head;
  });
  return beginsParagraph || OPENS.test(words) ? heads : heads.slice(1);
}

/** 2025年主要目标任务如期完成，标志着“十四五”顺利收官 is about the plan. */
function mentionAt(head: string, year: number | null): Mention | null {
  return findMention(head.slice(Math.max(0, head.indexOf('标志着'))), year, true);
}

/** Whether the first paragraph that names a time begins in the passage's second half. */
function opensLate(words: string, beginsParagraph: boolean, year: number | null): boolean {
  const heads = headsOf(words, beginsParagraph);
  const first = heads.find(({ head }) => TURN.test(head) || mentionAt(head, year) !== null);
  return first !== undefined && first.offset > words.length / 2;
}

/** Whether a passage goes on with the targets of the one before: in its sentence, or with more figures aimed at. */
function continuesTargets(lastCharacter: string, words: string): boolean {
  const end = words.indexOf('。');
  return UNFINISHED.test(lastCharacter) || AIMED_AT.test(end < 0 ? words : words.slice(0, end));
}

/** Where a passage stands, as far as read; null when nothing says. */
function partOf({ headed, spoken }: Place): 'review' | 'plan' | null {
  if (headed === 'aside') return null;
  if (headed === null || spoken === 'plan') return spoken;
  if (headed === 'plan' && spoken === 'review') return spoken;
  return headed === 'both' ? 'review' : headed;
}

/** 第三条: what a by-law lays down holds, and is no plan. */
const ARTICLE = /^第[一二三四五六七八九十百\d]{1,4}条(?=[\s\u3000]|$)/;

function roleOf(words: string, place: Place, { unsaid, onlyCounts }: DocumentKind): PassageRole {
  const isAside = place.headed === 'aside';
  const goesWithoutSaying = isAside || ARTICLE.test(words) ? null : unsaid;
  const part = onlyCounts && !isAside ? 'review' : (partOf(place) ?? goesWithoutSaying);
  if (part !== 'plan') return part ?? 'other';
  const heading = place.path.at(-1) ?? '';
  const headed = TARGETS_ONLY.test(heading) && !NOT_TARGETS_ONLY.test(heading);
  return headed || STATES_TARGETS.test(words) || STATES_PLAN_TARGETS.test(words) ? 'target' : 'task';
}

function yearsOf(
  words: string,
  role: PassageRole,
  { mention }: Place,
  { report: year, planned }: DocumentYears,
): number[] {
  const years = new Set(Array.from(words.matchAll(EXPLICIT_YEAR), ([digits]) => Number(digits)));
  if (year !== null) {
    if (role !== 'other') years.add(mention?.year ?? (role === 'review' ? year - 1 : (planned ?? year)));
    if (role !== 'review' && words.includes('今年')) years.add(year);
    if (role === 'other' && words.includes('去年')) years.add(year - 1);
  }
  return [...years].sort((one, other) => one - other);
}

/**
 * The first time that a heading or the beginning of a paragraph names. A year counts in a paragraph only as what it is
 * about (2025年，… 2025年是…), not as the date of a figure (2025年四大主导产业…).
 */
function findMention(words: string, reportYear: number | null, inParagraph = false): Mention | null {
  if (reportYear === null) return null;
  const found = MENTION.exec(writeYearsInDigits(words));
  const groups = found?.groups ?? findInEnglish(words, inParagraph)?.groups;
  if (!groups) return null;
  if (groups.plan) {
    const { last } = planOfOrdinal(readPlanOrdinal(groups.plan));
    // “十四五”以来 looks back on as much of it as is over.
    if (found?.[0].endsWith('以来') && last >= reportYear) return { year: reportYear - 1, plan: false, part: 'review' };
    return { year: last, plan: true, part: last < reportYear ? 'review' : 'plan' };
  }
  if (groups.year) {
    const named = Number(groups.year);
    const part = named < reportYear ? 'review' : 'plan';
    const at = words.indexOf(groups.year);
    const isTopic =
      TOPIC.test(words.slice(at)) ||
      OVER.test(words.slice(0, at)) ||
      (!HAN.test(words) && ENGLISH_TOPIC.test(words.slice(0, at)));
    if (inParagraph && !isTopic) return null;
    return { year: named, plan: named > reportYear, part };
  }
  if (groups.thisYear) return { year: reportYear, plan: false, part: 'plan' };
  if (groups.lastYear) return { year: reportYear - 1, plan: false, part: 'review' };
  if (groups.lastTerm) return { year: reportYear - 1, plan: true, part: 'review' };
  return { year: reportYear + PLAN_LENGTH - 1, plan: true, part: 'plan' };
}

/** Relative times only open a paragraph: growth in the past five years tells nothing of it. */
function findInEnglish(words: string, inParagraph: boolean): RegExpExecArray | null {
  if (HAN.test(words)) return null;
  const found = MENTION_IN_ENGLISH.exec(words);
  return found === null || (inParagraph && !ENGLISH_TOPIC.test(words.slice(0, found.index))) ? null : found;
}
