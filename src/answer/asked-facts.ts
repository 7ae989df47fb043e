/**
 * Which fact is the one that is asked for? Out of the figures of an indicator: of the place, the year, the kind and the
 * measure asked about, of the whole and not a part, and told alike by all documents; null where that is not certain.
 */

import { byExactness, isOfOneYear, isPlanned, saysOtherwise } from '../annotate/comparable.js';
import type { Measure } from '../annotate/figures/contract.js';
import type { Fact, QueryTerm } from '../index/contract.js';
import { replaceSpans } from '../lexicon/characters.js';
import { findContentTerms } from '../lexicon/content-words.js';
import type { Region } from '../lexicon/contract.js';
import type { GlossaryTerm } from '../lexicon/glossary.js';
import { isGlossaryTerm } from '../lexicon/glossary-terms.js';
import { keepInnermost } from '../lexicon/innermost.js';
import { readPeriod } from '../lexicon/periods.js';
import { PLAN } from '../lexicon/plans.js';
import { remember } from '../lexicon/remember.js';
import { RELATIVE_UNITS, TIME_UNITS } from '../lexicon/units.js';
import type { Composing } from './contract.js';
import { shareOfMass } from './evidence.js';
import { isPartOfWhole, measureOf } from './measure.js';

/** One cell of what is asked: null for what the question leaves open. */
export interface AskedCell {
  readonly region: Region | null;
  readonly year: number | null;
  readonly planned: boolean | null;
  readonly measure: Measure;
}

/** Places asked about: of 湖北荆门 the inner one, as the outer only says where it lies. */
export function listAskedRegions({ ranking, gazetteer }: Composing): Region[] {
  return keepInnermost(ranking.understood.regions, gazetteer);
}

/** Indicators that a figure is asked of; where none is known to be, whatever terms the question names. */
export function listAskedTerms(composing: Composing): readonly GlossaryTerm[] {
  const { askedFigure, terms } = composing.ranking.understood;
  const indicators =
    askedFigure.indicators.length > 0 ? askedFigure.indicators : terms.filter(({ kind }) => kind === 'indicator');
  const asked = indicators.length > 0 ? indicators : terms;
  // Where the share is of something that has no name here, its whole is no answer.
  return asked.filter(({ name }) => !isWholeOfShare(name, composing));
}

/** What something else is a share of: GDP of 研发投入占GDP比重. */
function isWholeOfShare(name: string, { question, glossary }: Composing): boolean {
  const mentions = glossary.findAsked(question).filter(({ term }) => term.name === name);
  return mentions.length > 0 && mentions.every(({ start }) => SHARE_OF.test(question.slice(0, start)));
}

const SHARE_OF = /(?:占|相当于|比上|\b(?:of|to)(?: (?:its|their|the|total|local))?\s?)(?:全[省市国]|地区)?$/i;

/** Facts about a term in the documents that may answer, of one year and of what the question's words narrow it to. */
export function listCandidates(term: string, composing: Composing): Fact[] {
  const { ranking, snapshot, question } = composing;
  const documents = new Set(ranking.aboutPlace);
  return snapshot.facts.aboutTerm(term).filter((fact) => documents.has(fact.document) && isWhole(fact, question));
}

/** The same, where the question makes another thing of the term only those that are of that. */
export function listNarrowed(term: GlossaryTerm, composing: Composing): Fact[] {
  const narrowed = findNarrowing(term, composing);
  const candidates = listCandidates(term.name, composing);
  return narrowed === null ? candidates : candidates.filter(({ text }) => narrowed.some((form) => text.includes(form)));
}

/** What came of a whole plan, added up over its years: 城镇新增就业24.8万人 of 2016 to 2020. Of the places asked about. */
export function listResultsOfSpans(term: string, composing: Composing): Fact[] {
  const { ranking, snapshot, question } = composing;
  const documents = new Set(ranking.aboutPlace);
  const places = listAskedRegions(composing);
  return snapshot.facts
    .aboutTerm(term)
    .filter(
      ({ document, wholePlan, isSum, isAverage, kind, scope, period, region, figure }) =>
        documents.has(document) &&
        wholePlan &&
        isSum &&
        !isAverage &&
        kind !== null &&
        !isPlanned(kind) &&
        figure.measure === 'level' &&
        period === '' &&
        (scope === '' || question.includes(scope)) &&
        places.length > 0 &&
        places.some(({ code }) => code === region?.code),
    );
}

/** 40年间, 十多年来: what follows is of all these years together. */
const LONG_SPAN = /(?:\d{1,3}|[二三四五六七八九十]{1,3})(?:多|余)?年(?:以?来|间)/;

/** 扣除房地产开发投资后，固定资产投资: what is counted without a part of it. */
const WITHOUT_PART = /(?:扣除|剔除)[^，,；;。]{2,20}[，,]?[^，,；;。]{0,16}$/;

/** Not of a part that the question does not name, and not of a part of the year unless it names one. */
export function isWhole(fact: Fact, question: string): boolean {
  // What a plan aims at may have another year than its end where the sentence names none.
  if (fact.wholePlan && fact.figure.years.length === 0 && isPlanned(fact.kind)) return false;
  // 连续46年居首位 says how long.
  if (fact.figure.measure === 'level' && TIME_UNITS.has(fact.figure.quantity.unit)) return false;
  // 旅游总花费1.14万亿元，过境免签扩展到9个州: what is money is not counted.
  if (fact.figure.measure === 'level' && MONEY.test(fact.term?.name ?? '') && !isMoney(fact)) return false;
  if (WITHOUT_PART.test(fact.text.slice(0, fact.figure.start)) && !/扣除|剔除|不含/.test(question)) return false;
  if (LONG_SPAN.test(fact.text.slice(0, fact.figure.start))) return false;
  // What goes through the port of a place is what goes through its ports.
  const isOfPort = fact.scope === '港' && /吞吐量$/.test(fact.term?.name ?? '');
  if (fact.scope !== '' && !isOfPort && !question.includes(fact.scope)) return false;
  // 由2020年的336亿元增加到……: what it was before is the figure of the year that is named for it.
  const isDated = fact.figure.isFormer && fact.figure.years.length === 1;
  const figure = isDated ? { ...fact.figure, isFormer: false } : fact.figure;
  return isOfAskedPeriod(fact, question) && isOfOneYear({ ...fact, figure, period: '' });
}

/** Which places are meant where none is named: provinces, unless only cities are spoken of. */
export function readAskedLevel(question: string): 'city' | 'province' {
  return /市|\bcit(?:y|ies)\b/i.test(question) && !/省|provinc/i.test(question) ? 'city' : 'province';
}

const MONEY = /(?:收入|产值|增加值|投资|总值|花费|零售总额|支出|贷款|存款|利润)$/;

function isMoney({ figure: { quantity } }: Fact): boolean {
  return quantity.unit.includes('元') || RELATIVE_UNITS.has(quantity.unit);
}

/** 上半年 asks for 1-6月 and for nothing else; a bare month may also say when something was built. */
function isOfAskedPeriod({ period }: Fact, question: string): boolean {
  const { asked, ofSeries } = readAskedPeriods(question);
  return period === asked || (asked === '' && period === ofSeries);
}

/** A question is held against every figure near it. */
const readAskedPeriods = remember((question) => ({
  asked: readPeriod(question, false) ?? '',
  ofSeries: readPeriod(question, true),
}));

/**
 * Whether of a year what was aimed at or what came of it is asked for, where each clause says it of its own: 2025年目标是多少，
 * 2024年实际多少. Null where that is not told.
 */
export function kindOfYear(question: string, year: number): boolean | null {
  const clauses = question.split(/[，,；;。?？]|\band\b/);
  const dated = clauses.filter((clause) => clause.includes(String(year)));
  // Of a year that no clause has in digits it is the one that counts from today.
  const own =
    dated.length > 0 ? dated : clauses.filter((clause) => RELATIVE_YEAR.test(clause) && !/(?:19|20)\d\d/.test(clause));
  if (own.length !== 1 || /(?:19|20)\d\d.*(?:19|20)\d\d/.test(own[0] ?? '')) return null;
  const [clause = ''] = own;
  const [aim, result] = [AIM.test(clause), OUTCOME.test(clause)];
  if (aim !== result) return aim;
  // Beside a clause that asks for the aim of another year what is said of none is what came of it.
  const asksAim = clauses.some((other) => other !== clause && AIM.test(other));
  return !aim && asksAim ? false : null;
}

const RELATIVE_YEAR = /[今去明]年|\b(?:this|last|next) year\b/i;
const AIM = /目标|计划|预期|打算|\b(?:target|goal|plan)/i;
const OUTCOME = /实际|实绩|完成|结果|\b(?:actual|achieved|result|outcome)/i;

/** The fact of a cell; null when none is there or documents differ. */
export function chooseFact(candidates: readonly Fact[], cell: AskedCell, composing: Composing): Fact | null {
  const fitting = candidates.filter((fact) => fits(fact, cell));
  // Without a year how much it is means what came of it, where that is known.
  const known = fitting.filter(({ kind }) => !isPlanned(kind));
  const year = cell.year ?? findNewestYear(cell.planned === null && known.length > 0 ? known : fitting);
  const ofYear = fitting.filter((fact) => fact.years[0] === year);
  // Who asks for the figure of a year means what came of it, where that is known.
  const reached = ofYear.filter(({ kind }) => !isPlanned(kind));
  const ofKind = cell.planned === null && reached.length > 0 ? reached : ofYear;
  const own = ofKind.filter((fact) => isOwnReport(fact));
  const counted = own.length > 0 ? own : ofKind;
  const rankOf = rankPassages(composing);
  const sorted = [...counted].sort((a, b) => byExactness(a, b) || rankOf(a) - rankOf(b));
  const [first = null] = sorted;
  if (first === null) return null;
  const unit = first.figure.quantity.unit;
  const rivals = sorted.filter((fact) => fact.figure.quantity.unit === unit && saysOtherwise(first, fact));
  return rivals.length > 0 ? null : first;
}

function fits(fact: Fact, { region, year, planned, measure }: AskedCell): boolean {
  if (fact.figure.measure === 'level' && isPartOfWhole(fact)) return false;
  if (region === null ? fact.region === null : fact.region?.code !== region.code) return false;
  if (year !== null && fact.years[0] !== year) return false;
  if (planned !== null && isPlanned(fact.kind) !== planned) return false;
  return measureOf(fact) === measure;
}

function findNewestYear(facts: readonly Fact[]): number {
  return Math.max(0, ...facts.map(({ years }) => years[0] ?? 0));
}

/** A report of year Y says what came of Y-1 and what is aimed at in Y; of other years it only recalls. */
function isOwnReport({ document, years, kind }: Fact): boolean {
  const { year, type } = document.metadata;
  if (year === null || type !== 'report') return true;
  return years[0] === (isPlanned(kind) ? year : year - 1);
}

/** Place of a fact's passage in the ranking; last for one that is not ranked. */
export function rankPassages({ ranking }: Composing): (fact: Fact) => number {
  const ranks = new Map(ranking.passages.map(({ passage }, rank) => [passage, rank]));
  return ({ passage }) => ranks.get(passage) ?? ranks.size;
}

/** What the words of a question are read with. */
type Wording = Pick<Composing, 'question' | 'ranking' | 'glossary' | 'gazetteer' | 'tokenizer'>;

/** What the question says besides its places, years, indicators and words of asking: what must be said of the figure, too. */
export function findResidue({ question, ranking, glossary, gazetteer, tokenizer }: Wording): QueryTerm[] {
  if (ranking.understood.language === 'en') {
    const named = glossary
      .findAsked(question)
      .map(({ start, end }) => ` ${question.slice(start, end).toLowerCase().replaceAll('-', ' ')} `);
    return ranking.query.content.filter(({ variants }) => {
      // The English word comes first, what it may mean behind it.
      const [word = ''] = variants;
      const isNamed = variants.some(isGlossaryTerm) || named.some((mention) => mention.includes(` ${word} `));
      return !isNamed && !word.split(' ').every((part) => ASKING_IN_ENGLISH.test(part));
    });
  }
  const unnamed = replaceSpans(question, glossary.findAsked(question), () => ' ');
  const words = unnamed.replace(STATED, ' ').replace(ASKING, ' ');
  return findContentTerms(words, gazetteer, tokenizer)
    .filter((term) => !isGlossaryTerm(term))
    .map((term) => ({ variants: [term], weight: 1 }));
}

/**
 * 医疗 of 医疗旅游人次: what stands right in front of a term makes another thing of it, which a fact's sentence has to name in one of
 * these forms. Null where nothing stands there.
 */
function findNarrowing(
  { name }: GlossaryTerm,
  { question, glossary, gazetteer, tokenizer }: Wording,
): readonly string[] | null {
  const mentions = glossary.findAsked(question);
  const mention = mentions.find(({ term }) => term.name === name);
  if (mention === undefined || /[a-z]/i.test(question.slice(mention.start, mention.end))) return null;
  const beside = mentions.find(({ end, term }) => end === mention.start && term.kind === 'topic');
  if (beside !== undefined) return [question.slice(beside.start, beside.end), ...beside.term.written];
  // Of which plan is no other thing.
  const before = question.slice(0, mention.start).replace(PLAN, ' ');
  const near = /\p{Script=Han}+$/u.exec(before)?.[0] ?? '';
  const word = findContentTerms(near, gazetteer, tokenizer).find(
    (term) => /^\p{Script=Han}{2,4}$/u.test(term) && near.endsWith(term) && term.replace(ASKING, '') === term,
  );
  return word === undefined ? null : [word];
}

/** Words of asking for a figure and of how it is measured: they stand in no sentence that answers. */
const ASKING =
  /(?:多少|几|哪[些几])个?(?:省份?|市|城市|地区|地方)|(?:排名?)?前[二三四五六七八九十\d]{1,2}(?:名|位|个|强)?|[两三四五六七八九十\d]{1,2}个(?=[省市])|的?(?:省份?|自治区|城市|地区|地方)(?=[是有哪?？]|$)|国务院(?:总理)?|(?:里面?|中)?(?:提出|设定)|[哪谁].{0,3}?更?[高低多少大小快慢好强长短](?=[?？，,]|$)|[更最][高低多少大小快慢好强长短]|谁|哪一?[个家座些]?[省市县区]?|比较|对比|相比|差距|一样|是不是|定得|多[大高长快]|多少|第几|几[个家条座项万亿成]|百分之几|增速|增幅|涨幅|降幅|增长率|年均|期间|时期|增长|增加|涨|下降|目标|预期|预计|计划|打算|(?<![主需重只首摘纪概必简提])要(?![求闻点素塞件])|有没有|是否|没有|了没|[吗么]|完成|实现|达到|达成|兑现|做到|定[了在的为]|总量|规模|占比|比重|排名|排第|实际|结果|成绩|情况|数据|数字|大概|分别|用?[一两三几]句话|讲讲|说说|[讲说](?=[?？。]?$)|概括|总结|归纳|简单|介绍一?下|各是|各|去年|今年|明年|全年|年度|全国|全省|全市|我省|我市|比上年|同比|请问|查一下|告诉我|政府工作报告|报告/g;

/** A figure that the question itself states: 突破1100亿斤了吗. */
const STATED =
  /(?:超过|高于|突破|低于|不到|不足|大于|小于|超)?\d+(?:\.\d+)?(?:%|％|个百分点|[万亿千百]{1,2}(?![元人斤吨亩公平千个家户件辆台套])|[万亿千百]{0,2}(?:元|人次|人|斤|吨|亩|公里|平方米|千瓦|[个家户件辆台套]))(?:以上|以下|左右)?/g;

const ASKING_IN_ENGLISH =
  /^(?:which|province|city|region|place|most|least|top|two|three|four|five|ten|(?:fast|slow|high|low|larg|small|bigg?)(?:er|est)|in|by|to|up|of|create|produce|harvest|make|see|have|set|state|council(?:['’]s)?|premier(?:['’]s)?|national|china|country|meet|met|miss|hit|exceed|surpass|pass|above|below|over|under|growth|grow|grew|rise|increase|fall|decline|change|rate|target|goal|aim|plan|expect|total|value|amount|level|figure|number|size|reach|achieve|record|report|year|last|next|annual|end|compare|versus|vs|than|with|against|between|differ|difference)(?:s|d|ed|ing|['’]s)?$/;

/** Share of the residue that a fact's sentence has, 0 to 1; 1 when nothing is left. */
export function measureResidue(fact: Fact, residue: readonly QueryTerm[], { snapshot }: Composing): number {
  if (residue.length === 0) return 1;
  return shareOfMass(residue, snapshot.sentenceWords(fact.sentence).has, snapshot.lexicalIndex);
}
