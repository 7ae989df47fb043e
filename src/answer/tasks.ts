/**
 * Answers with the tasks of a year: who asks what is to be done first wants the headings of the part of a report that says
 * so, in their order, and not the sentences that announce them.
 */

import type { AnswerKind } from '../api/ask.js';
import type { IndexedDocument } from '../index/contract.js';
import { findContentTerms } from '../lexicon/content-words.js';
import type { Section } from '../types.js';
import { listAskedRegions } from './asked-facts.js';
import type { AnsweringSentence, Composing, Composition, LeadLine } from './contract.js';
import { firstPassageOf } from './first-passage.js';

/** Words for asking which, for telling, for what one means to do. */
const ASKS_TASKS = new RegExp(
  '(?:(?:重点|主要|中心|核心|首要)(?:的)?(?:工作|任务)|工作(?:重点|任务|安排|计划|部署|打算)|(?:目标)?任务|工作)(?:都|主要)?(?:是|有|包括)?(?:哪些|哪几[项个件条]|什么|啥)|' +
    '(?:哪些|哪几[项个件条]|什么|啥)(?:重点|主要|中心)?(?:工作|任务|打算)|' +
    '(?:列出|列一下|列举|说说|介绍|讲讲|梳理|归纳).{0,12}(?:重点|主要)?(?:工作|任务)|' +
    '(?:总结|概括|概述|简述).{0,16}(?:(?:重点|主要|中心)(?:的)?(?:工作|任务)|工作(?:重点|任务|安排|计划|部署|打算))|' +
    '(?:要|将|准备|打算|计划)(?:重点|主要)?(?:做|干|办|抓)(?:好|些)?(?:哪些|哪几[件项样]|什么|啥)(?:大|重点|主要)?(?:事情?|工作)?(?:[?？。]|$)|怎么(?:干|抓)(?:[?？。]|$)|' +
    '\\b(?:(?:key|main|major|top|priority|first) (?:tasks?|priorit(?:y|ies)|work)|tasks|priorities)\\b|' +
    "\\bwhat (?:[A-Z][\\w' ]+|it|the province|the city) (?:plans?|intends?|wants?|is going) (?:to do|for (?:\\d{4}|this year|next year))\\b",
  'i',
);
const ASKS_NUMBER = /多少|几(?![项个件条样])|\bhow (?:many|much)\b/i;
/** 工作重点是什么 and 有什么打算 are taken for a figure or reasons by their words alone. */
const KINDS: ReadonlySet<AnswerKind> = new Set(['list', 'summary', 'explanation', 'figure']);
const ASKING =
  /重点|主要|中心|核心|首要|目标|任务|工作|安排|部署|政府|报告|提出|确定|的|了|要|将|会|准备|打算|计划|抓好?|做好?|干|办好?|开展|推进|完成|有|是|包括|哪些|哪几[项个件条样]|什么|啥|大?事情?|列出|列一下|列举|说说|讲讲|怎么|介绍|总结|概括|概述|简述|梳理|归纳|一下|全年|今年|明年|新的?一年|省|市/g;
const ASKING_IN_ENGLISH =
  /\b(?:what|which|are|is|an?|can|you|please|sum(?:marise|marize)|summary|overview|outline|describe|the|were|its|their|list|key|main|major|top|priority|priorities|tasks?|work|of|for|in|government|report|set|out|does|do|did|will|have|has|'s|plan(?:ned|s)?|to|this|next|year|name|give|me|provinc\w+|cit\w+)\b/gi;
/** Headings of the part that says what is to be done. */
const PART = /任务|工作(?:安排|建议|打算|部署|重点|思路|计划)|重点工作|主要工作|工作$/;
/** Headings of parts that are of other years. */
const OTHER_PART = /自身建设|政府建设|时期/;
const FEWEST_TASKS = 3;
const MOST_TASKS = 15;
/** Reports that are told of where no place is named. */
const MOST_REPORTS = 3;
const TASKS_OF_EACH = 8;

interface Report {
  readonly document: IndexedDocument;
  readonly tasks: readonly Section[];
}

/** Null for another question, and where no report has such a part. */
export function composeTasks(composing: Composing): Composition | null {
  const { question, ranking } = composing;
  if (!KINDS.has(ranking.understood.answerKind) || !ASKS_TASKS.test(question) || ASKS_NUMBER.test(question))
    return null;
  if (hasTopic(composing)) return null;
  const reports = listReports(composing);
  const isOne = reports.length === 1;
  const lead: LeadLine[] = [];
  const quotes: AnsweringSentence[] = [];
  for (const { document, tasks } of reports) {
    const told = tasks.slice(0, isOne ? MOST_TASKS : TASKS_OF_EACH).flatMap(({ heading, start }) => {
      const proof = sentenceFrom(start, document, composing);
      return proof === null ? [] : [{ heading, proof }];
    });
    const [first] = told;
    if (first === undefined) continue;
    if (isOne) {
      lead.push(
        ...told.map(({ heading, proof }) => ({ text: composing.writer.say(heading, heading), proof: [proof] })),
      );
    } else {
      const names = told.map(({ heading }) => heading.replace(NUMBERING, '')).join('；');
      lead.push({ text: nameTogether(document, names, composing), proof: [first.proof] });
      quotes.push(first.proof);
    }
  }
  if (lead.length === 0) return null;
  return { kind: 'list', lead, facts: [], table: null, quotes };
}

function hasTopic({ question, gazetteer, tokenizer }: Composing): boolean {
  const rest = question.replace(ASKING, ' ').replace(ASKING_IN_ENGLISH, ' ');
  return findContentTerms(rest, gazetteer, tokenizer).length > 0;
}

/** That of the place asked about; of none in particular those that come first. */
function listReports(composing: Composing): Report[] {
  const { ranking, snapshot, gazetteer } = composing;
  // What is to be done in a year says the report of that year.
  const { years } = ranking.understood;
  const isOfYear = ({ metadata: { year } }: IndexedDocument): boolean =>
    years.length === 0 || years.includes(year ?? 0);
  const places = listAskedRegions(composing);
  if (places.length > 1) return [];
  const ranked = ranking.passages.map(({ passage }) => snapshot.passageAt(passage).document);
  const isOwn = ({ metadata: { region } }: IndexedDocument): boolean =>
    region !== null && places.every(({ code }) => gazetteer.resolve(region)?.code === code);
  const reports = [...new Set(places.length === 1 ? ranking.aboutPlace : ranked)]
    .filter((document) => isOfYear(document) && isOwn(document))
    .filter(({ metadata: { type } }) => type === 'report' || type === 'digest')
    .map((document): Report => ({ document, tasks: listTasks(document, composing) }))
    .filter(({ tasks }) => tasks.length > 0);
  // Of one place the newest says what is to be done.
  if (new Set(reports.map(({ document }) => document.metadata.region)).size > 1) return reports.slice(0, MOST_REPORTS);
  const yearOf = ({ document }: Report): number => document.metadata.year ?? 0;
  return reports.sort((a, b) => yearOf(b) - yearOf(a)).slice(0, 1);
}

/** Sections right below the part of a year's work; where the report has several such parts, of that of the year. */
function listTasks(document: IndexedDocument, { ranking, snapshot }: Composing): Section[] {
  const { sections } = document;
  const first = firstPassageOf(document, snapshot);
  /** 一、2025年主要工作 may look back on them. */
  const looksAhead = ({ start, contentEnd }: Section): boolean => {
    const roles = [...document.passages.entries()]
      .filter(([, passage]) => passage.start >= start && passage.end <= contentEnd)
      .map(([ordinal]) => snapshot.passageAnnotations[first + ordinal]?.role);
    return roles.filter((role) => role === 'task' || role === 'target').length * 2 > roles.length;
  };
  const year = ranking.understood.years[0] ?? document.metadata.year;
  const parts = sections
    .map((section, at) => ({ section, tasks: listBelow(sections, at) }))
    .filter(
      ({ section, tasks }) =>
        !section.runIn &&
        tasks.length >= FEWEST_TASKS &&
        PART.test(section.heading) &&
        // “十五五”时期目标任务和2026年工作安排 is of the year as well.
        (!OTHER_PART.test(section.heading) || section.heading.includes(`${year}年`)) &&
        looksAhead(section),
    );
  const dated = parts.filter(({ section: { heading } }) => heading.includes(String(year)));
  return (dated[0] ?? parts.at(-1))?.tasks ?? [];
}

/** One level below and numbered in one way: behind the tasks others may be counted anew. */
function listBelow(sections: readonly Section[], at: number): Section[] {
  const outer = sections[at];
  if (outer === undefined) return [];
  const next = sections.findIndex(({ level }, other) => other > at && level <= outer.level);
  const below = sections
    .slice(at + 1, next < 0 ? sections.length : next)
    .filter(({ level }) => level === outer.level + 1);
  const [first] = below;
  return first === undefined ? [] : below.filter(({ heading }) => numberingOf(heading) === numberingOf(first.heading));
}

function numberingOf(heading: string): string {
  return (
    /^(?:[(（][一二三四五六七八九十]{1,3}[)）]|[一二三四五六七八九十]{1,3}[、是]|\d{1,2}[.．、]|[(（]\d{1,2}[)）]|——)?/
      .exec(heading)?.[0]
      .replace(/[一二三四五六七八九十\d]+/, '0')
      .normalize('NFKC') ?? ''
  );
}

const NUMBERING = /^(?:[(（][一二三四五六七八九十\d]{1,3}[)）]|[一二三四五六七八九十]{1,3}、|\d{1,2}[.．、]|——)\s*/;

/** 浙江省2025年：…；…. */
function nameTogether({ metadata: { region, year } }: IndexedDocument, tasks: string, { writer }: Composing): string {
  const place = region === null ? '' : writer.placeNamed(region);
  const time = year === null ? '' : writer.say(`${year}年`, `, ${year}`);
  return `${place}${time}${writer.say('：', ': ')}${writer.say(tasks, tasks)}`;
}

/** What a heading opens. */
function sentenceFrom(start: number, document: IndexedDocument, { snapshot }: Composing): AnsweringSentence | null {
  const first = firstPassageOf(document, snapshot);
  const ordinal = document.passages.findIndex(({ end }) => end > start);
  if (ordinal < 0) return null;
  const passage = first + ordinal;
  const sentence = snapshot.sentencesOf(passage).find((own) => snapshot.sentenceAt(own).sentence.end > start);
  return sentence === undefined ? null : { sentence, passage };
}
