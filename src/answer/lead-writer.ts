/**
 * How is a fact said in one line, in the reader's language? Place, time, what, reached or aimed at, and the figure as it
 * is written, with what it is in English units beside it.
 */

import type { FigureKind } from '../annotate/figures/contract.js';
import type { Fact } from '../index/contract.js';
import { writeQuantityInChinese } from '../lexicon/chinese-quantities.js';
import type { Gazetteer, Region } from '../lexicon/contract.js';
import { writeQuantityInEnglish } from '../lexicon/english-quantities.js';
import type { GlossaryTerm } from '../lexicon/glossary.js';
import type { Language } from '../lexicon/language.js';
import { isNation, NATION } from '../lexicon/nation.js';
import { shortNameOf } from '../lexicon/place-names.js';
import { planOfYear, yearsWithin } from '../lexicon/plans.js';
import { toTraditional } from '../lexicon/simplified.js';
import { measureOf } from './measure.js';

/** Writes what wenju says itself for one reader. */
export interface LeadWriter {
  readonly language: Language;
  /** 荆门市2024年地区生产总值目标：增长7%. */
  line(fact: Fact): string;
  /** The figure alone: 增长7%. */
  figure(fact: Fact): string;
  place(region: Region): string;
  /** The same for a place by its full name, as documents state it. */
  placeNamed(name: string): string;
  years(years: readonly number[]): string;
  /** What a fact is about: the glossary's term, else the document's words. */
  subject(fact: Fact): string;
  term(term: GlossaryTerm): string;
  /** One of two wordings, in the reader's script. */
  say(chinese: string, english: string): string;
}

export function createLeadWriter(language: Language, isTraditional: boolean, gazetteer: Gazetteer): LeadWriter {
  if (language === 'en') return createEnglishWriter(gazetteer);
  const inScript = isTraditional ? toTraditional : (text: string) => text;
  return createChineseWriter(inScript);
}

const KINDS: Readonly<Record<FigureKind, { readonly zh: string; readonly en: string }>> = {
  actual: { zh: '', en: '' },
  cumulative: { zh: '累计', en: ', cumulative' },
  target: { zh: '目标', en: ', target' },
  plan: { zh: '计划', en: ', plan' },
  estimate: { zh: '预计', en: ', estimate' },
};

/** Growth over a whole year is called cumulative where the months before it were told, too: that says nothing more. */
function nameKind({ kind, figure }: Fact, language: Language): string {
  const isSum = figure.measure === 'level' && figure.quantity.unit !== '%';
  if (kind === null || (kind === 'cumulative' && !isSum)) return '';
  return KINDS[kind][language];
}

function createChineseWriter(inScript: (text: string) => string): LeadWriter {
  const years = (own: readonly number[]): string => (own.length === 0 ? '' : `${writeSpan(own)}年`);
  const figure = (fact: Fact): string => {
    const { text, quantity } = fact.figure;
    const said =
      /[A-Za-z]{3}/.test(text) && !/\p{Script=Han}/u.test(text)
        ? `${writeQuantityInChinese(quantity)}（${text}）`
        : text;
    return `${fact.isAverage && isOverYears(fact) ? '年均' : ''}${directionInChinese(fact)}${said}`;
  };
  const subject = (fact: Fact): string => {
    const name = fact.term?.name ?? fact.core;
    // 日照港 leaves 港 in front of 港口货物吞吐量.
    const scope = name.startsWith(fact.scope) ? '' : restoreName(fact);
    return `${scope}${name}${fact.isRankOfGrowth ? '增速' : ''}`;
  };
  return {
    language: 'zh',
    line: (fact) => {
      const { region, period } = fact;
      const time = years(spanOf(fact));
      const what = `${region?.name ?? ''}${time}${period}${subject(fact)}${nameKind(fact, 'zh')}`;
      return inScript(`${what}：${figure(fact)}`);
    },
    figure: (fact) => inScript(figure(fact)),
    place: ({ name }) => inScript(name),
    placeNamed: inScript,
    years,
    subject: (fact) => inScript(subject(fact)),
    term: ({ name }) => inScript(name),
    say: (chinese) => inScript(chinese),
  };
}

/** A single character is what is left of a longer name of which the place was taken: 港 of 上海港. */
function restoreName({ scope, region, text }: Fact): string {
  const short = region === null ? '' : shortNameOf(region.name);
  return scope.length === 1 && short !== '' && text.includes(short + scope) ? short + scope : scope;
}

function directionInChinese(fact: Fact): string {
  const { figure, rankedIn } = fact;
  switch (measureOf(fact)) {
    case 'growth':
      return figure.direction === 'down' ? '下降' : '增长';
    case 'change':
      return figure.direction === 'down' ? '减少' : '增加';
    case 'share':
      return '占比';
    case 'rank':
      return `居${rankedIn}`;
    case 'level':
      return '';
  }
}

function createEnglishWriter(gazetteer: Gazetteer): LeadWriter {
  const place = (region: Region): string => (region.level === 'nation' ? 'China' : gazetteer.nameInEnglish(region));
  const term = ({ english, name }: GlossaryTerm): string => (english === null ? name : writeCapitals(english));
  const subject = (fact: Fact): string => {
    const name = `${fact.term === null ? `“${fact.core}”` : term(fact.term)}${fact.isRankOfGrowth ? ' growth' : ''}`;
    return fact.scope === '' ? name : `${name} (${fact.scope})`;
  };
  const figure = (fact: Fact): string => {
    const { quantity, text } = fact.figure;
    const english = writeQuantityInEnglish(quantity);
    const beside = english === null || english === text ? text : `${english} (${text})`;
    return `${fact.isAverage && isOverYears(fact) ? 'annual average ' : ''}${directionInEnglish(fact)}${beside}`;
  };
  return {
    language: 'en',
    line: (fact) => {
      const { region, period } = fact;
      const time = [writeSpan(spanOf(fact)), period].filter((part) => part !== '').join(' ');
      const where = [region === null ? '' : place(region), time].filter((part) => part !== '').join(', ');
      return `${where}: ${subject(fact)}${nameKind(fact, 'en')}: ${figure(fact)}`;
    },
    figure,
    place,
    placeNamed: (name) => {
      const region = isNation(name) ? NATION : gazetteer.resolve(name);
      return region === null ? name : place(region);
    },
    years: writeSpan,
    subject,
    term,
    say: (_chinese, english) => english,
  };
}

function directionInEnglish(fact: Fact): string {
  const { figure, rankedIn } = fact;
  switch (measureOf(fact)) {
    case 'growth':
      return figure.direction === 'down' ? 'down ' : 'growth of ';
    case 'change':
      return figure.direction === 'down' ? 'down by ' : 'up by ';
    case 'share':
      return 'a share of ';
    case 'rank':
      return rankedIn === '' ? 'ranked ' : `ranked in ${rankedIn}: `;
    case 'level':
      return '';
  }
}

/** Abbreviations that the glossary, which is searched without regard to case, has in small letters. */
const ABBREVIATION = /\b(?:gdp|r&d|pm2\.5|nev|cppcc|smes|5g)\b/g;

function writeCapitals(english: string): string {
  return english.replace(ABBREVIATION, (word) => (word === 'smes' ? 'SMEs' : word.toUpperCase()));
}

/** The mean of the years of a plan, and not that of one year. */
function isOverYears({ wholePlan, figure }: Fact): boolean {
  return wholePlan && figure.measure === 'growth';
}

/** What is added up over a plan, or averaged, is of all its years. */
function spanOf(fact: Fact): readonly number[] {
  const { years, wholePlan, isSum, isAverage, figure } = fact;
  const [year] = years;
  if (isAverage && isOverYears(fact) && year !== undefined && years.length === 1) return yearsWithin(planOfYear(year));
  if (!wholePlan || !isSum || year === undefined || years.length > 1 || figure.measure !== 'level') return years;
  return figure.quantity.unit === '%' ? years : yearsWithin(planOfYear(year));
}

/** 2024, or 2021—2025 for a span. */
function writeSpan(years: readonly number[]): string {
  const [first, last] = [years[0], years.at(-1)];
  if (first === undefined || last === undefined) return '';
  return first === last ? String(first) : `${first}—${last}`;
}
