/**
 * Answers that sum up: of a topic the sentences that speak to it, of a whole report the first statement with a figure of each section of
 * the part that is asked for; in the order of the text, and the shortcomings only for who asks for them.
 */

import type { PassageRole } from '../annotate/contract.js';
import type { Fact, IndexedDocument } from '../index/contract.js';
import { findContentTerms } from '../lexicon/content-words.js';
import { listAskedRegions } from './asked-facts.js';
import type { AnsweringSentence, Composing, Composition } from './contract.js';
import { putFirst } from './figure.js';
import { firstPassageOf } from './first-passage.js';
import { putOffTopicLast } from './off-topic.js';

const MOST_SENTENCES = 7;
/** Sections fewer than these make no outline: the part is not told apart. */
const FEWEST_SECTIONS = 3;
/** So many points of one level need none of a deeper one. */
const ENOUGH = 5;
const DEEPEST = 6;
/** UTF-16 code units: a shorter sentence announces, a longer one is no summary. */
const LENGTH = { shortest: 15, longest: 260 };

/** Words of asking for a summary and for its part: what is left is its topic. */
const ASKING =
  /有(?=哪些|什么)|总结|概括|概述|归纳|梳理|简要|简述|简单|介绍|说说|讲讲|聊聊|一下|一两?句话|要点|主要|重点|工作|报告|政府|成绩|成就|成效|亮点|进展|情况|表现|回顾|计划|安排|目标|打算|怎么样|怎样|咋样|如何|哪些|什么|有啥|取得|做了|的|了|吗|呢|请|给我|帮我|去年|今年|全年|那年|存在|困难|问题|不足/g;
const ASKING_IN_ENGLISH =
  /\b(?:sum(?:marise|marize)?|up|summary|overview|describe|outline|main|points|achieve(?:d|ments?)?|report|government|work|progress|plans?|review|what|did|the|of|in|for|its|please|give|me|an?|can|you|year|key|highlights?|brief(?:ly)?|nutshell|short)\b/gi;
const PLANNED_PART = /计划|安排|打算|目标|将|要|任务|今年(?!.*成绩)|\bplans?\b|\bwill\b|\baims?\b|\btasks?\b/i;

/** More than the year. */
const FIGURE = /\d(?!\d*年)(?:[.\d]*)(?:%|％|亿|万|个|家|项|位|公里|吨|户|人|件|座|条|倍)/;

const SHORTCOMING =
  /(?:清醒|深刻)地?(?:看到|认识到)|(?:存在|面临|还有|仍有).{0,16}(?:问题|困难|不足|短板|挑战)|对(?:于)?这些(?:问题|困难)|困难和问题|问题和不足/;
const ASKS_SHORTCOMINGS =
  /问题|困难|不足|短板|挑战|缺点|薄弱|\bshortcomings?\b|\bproblems?\b|\bchallenges?\b|\bdifficult|\bweak/i;

/** `found`: figures that are asked for. `quotes`: the sentences that speak most to the question. */
export function composeSummary(
  composing: Composing,
  found: readonly Fact[],
  quotes: readonly AnsweringSentence[],
): Composition {
  const isMeasured = composing.ranking.understood.terms.some(({ kind }) => kind === 'indicator');
  const facts = isMeasured ? found : [];

  const outline = hasTopic(composing) ? [] : outlinePart(composing);
  const chosen =
    outline.length > 0
      ? outline
      : keepOneDocument(keepOfKind(leaveOutShortcomings(quotes, composing), composing), composing);
  return {
    kind: 'summary',
    lead: facts.map((fact) => ({ text: composing.writer.line(fact), proof: [fact] })),
    facts,
    table: null,
    quotes: putFirst(facts, chosen.slice(0, MOST_SENTENCES)),
  };
}

/** Nothing but how a place did in a year is asked, and its report has sections that say so. */
export function summarisesReport(composing: Composing): boolean {
  return !hasTopic(composing) && outlinePart(composing).length > 0;
}

function hasTopic({ question, ranking, gazetteer, tokenizer }: Composing): boolean {
  if (ranking.understood.terms.length > 0) return true;
  const rest = question.replace(ASKING, ' ').replace(ASKING_IN_ENGLISH, ' ');
  return findContentTerms(rest, gazetteer, tokenizer).length > 0;
}

/** Unless they are asked for; all of them where nothing else would be left. */
function leaveOutShortcomings(quotes: readonly AnsweringSentence[], composing: Composing): AnsweringSentence[] {
  if (ASKS_SHORTCOMINGS.test(composing.question)) return [...quotes];
  const kept = quotes.filter(({ sentence }) => !SHORTCOMING.test(composing.snapshot.sentenceText(sentence)));
  return kept.length > 0 ? kept : [...quotes];
}

const HEADS_SHORTCOMINGS = /难题|问题|短板|不足|困难|挑战|瓶颈|薄弱/;

/** Who asks for shortcomings is told first what stands under such a heading, or says that it is one. */
export function putShortcomingsFirst(
  quotes: readonly AnsweringSentence[],
  { question, snapshot }: Composing,
): AnsweringSentence[] {
  if (!ASKS_SHORTCOMINGS.test(question)) return [...quotes];
  const isOne = ({ sentence, passage }: AnsweringSentence): boolean =>
    HEADS_SHORTCOMINGS.test(snapshot.passageAt(passage).passage.headingPath.at(-1) ?? '') ||
    SHORTCOMING.test(snapshot.sentenceText(sentence));
  return [...quotes.filter(isOne), ...quotes.filter((quote) => !isOne(quote))];
}

/** What was done for who asks how it went, what is to be done for who asks for plans; all where nothing else would be left. */
function keepOfKind(quotes: readonly AnsweringSentence[], { ranking, snapshot }: Composing): AnsweringSentence[] {
  const { kind } = ranking.understood;
  const others: ReadonlySet<PassageRole> = new Set(
    kind === 'result' ? ['target', 'task'] : kind === 'target' || kind === 'policy' ? ['review'] : [],
  );
  const kept = quotes.filter(({ passage }) => !others.has(snapshot.passageAnnotations[passage]?.role ?? 'other'));
  return kept.length > 0 ? kept : [...quotes];
}

/** In the order of the text; another document's sentences only where places or years are compared. */
function keepOneDocument(quotes: readonly AnsweringSentence[], composing: Composing): AnsweringSentence[] {
  const { ranking, snapshot } = composing;
  const cited = new Set(quotes.map(({ passage }) => passage));
  const best = ranking.passages.find(({ passage }) => cited.has(passage))?.passage;
  if (best === undefined || ranking.understood.comparison) return [...quotes];
  const { document } = snapshot.passageAt(best);
  const own = quotes.filter(({ passage }) => snapshot.passageAt(passage).document === document);
  const inOrder = (own.length > 0 ? own : [...quotes]).sort((a, b) => a.sentence - b.sentence);
  return putOffTopicLast(inOrder, composing);
}

/** The first statement with a figure of each section of the part asked for. */
function outlinePart(composing: Composing): AnsweringSentence[] {
  const { ranking, question, snapshot } = composing;
  const { kind } = ranking.understood;
  const document = findReport(composing);
  if (document === null) return [];
  const isPlanned = kind === 'target' || kind === 'policy' || (kind === null && PLANNED_PART.test(question));
  const roles: readonly (PassageRole | undefined)[] = isPlanned ? ['target', 'task'] : ['review'];
  const first = firstPassageOf(document, snapshot);
  const sections = new Map<string, AnsweringSentence>();
  for (const [ordinal, { headingPath }] of document.passages.entries()) {
    const passage = first + ordinal;
    if (!roles.includes(snapshot.passageAnnotations[passage]?.role)) continue;
    const section = headingPath.join(HEADING_END);
    if (sections.has(section)) continue;
    const sentence = snapshot
      .sentencesOf(passage)
      .find((each) => isTelling(each, composing) && FIGURE.test(snapshot.sentenceText(each)));
    if (sentence !== undefined) sections.set(section, { sentence, passage });
  }
  return sections.size < FEWEST_SECTIONS ? [] : thinOut(sections);
}

/** Headings stand on lines of their own: none has a line break in it. */
const HEADING_END = '\n';

/** One a section, of the deepest level that gives few enough; what is left over is of the last ones. */
function thinOut(sections: ReadonlyMap<string, AnsweringSentence>): AnsweringSentence[] {
  let chosen = [...sections.values()];
  for (let depth = 1; depth <= DEEPEST; depth += 1) {
    const firsts = new Map<string, AnsweringSentence>();
    for (const [path, sentence] of sections) {
      const key = path.split(HEADING_END).slice(0, depth).join(HEADING_END);
      if (!firsts.has(key)) firsts.set(key, sentence);
    }
    if (firsts.size < FEWEST_SECTIONS) continue;
    chosen = [...firsts.values()];
    if (firsts.size >= ENOUGH) break;
  }
  return chosen;
}

function isTelling(sentence: number, { snapshot }: Composing): boolean {
  const text = snapshot.sentenceText(sentence);
  if (snapshot.sentenceKinds[sentence] !== 'statement' || SHORTCOMING.test(text)) return false;
  return text.length >= LENGTH.shortest && text.length <= LENGTH.longest;
}

/** The report of the asked place that speaks of the asked year; without a year the newest. */
function findReport(composing: Composing): IndexedDocument | null {
  const { ranking, gazetteer } = composing;
  const { reportYears } = ranking.understood;
  const places = listAskedRegions(composing);
  if (places.length !== 1) return null;
  const own = ranking.aboutPlace.filter(({ metadata: { region } }) => {
    const resolved = region === null ? null : gazetteer.resolve(region);
    return resolved?.code === places[0]?.code;
  });
  const dated = reportYears.length === 0 ? own : own.filter(({ metadata }) => reportYears.includes(metadata.year ?? 0));
  const byAge = [...dated].sort((a, b) => (b.metadata.year ?? 0) - (a.metadata.year ?? 0));
  return byAge.find(({ metadata }) => metadata.type === 'report') ?? byAge[0] ?? null;
}
