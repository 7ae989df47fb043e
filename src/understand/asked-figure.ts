/** Does the question ask for a figure, of what, and measured how? By its words; what they leave open stays open. */

import { findFigures } from '../annotate/figures/extract.js';
import { isBareMeasure } from '../lexicon/asked-number.js';
import type { Glossary, GlossaryTerm } from '../lexicon/glossary.js';
import type { Bound } from '../lexicon/quantities.js';
import type { AskedFigure } from './contract.js';

const ASKS_FIGURE =
  /多少|(?<!哪)几(?:[成个点万亿名元]|何)|百分之几|多[大高快]|how (?:much|many|fast|large|big|high|far)|what (?:was|is|were|are|will|did)\b|(?:rate|target|goal|figure|total|growth)\b.{0,80}\?|目标|增速|增幅|排[个名]|比较|对比|最[高低多少大小快慢强]|前[二三四五六七八九十\d]|\bcompare|\b(?:highest|lowest|largest|smallest|biggest|fastest|slowest)\b|\btop (?:two|three|four|five|ten|\d+)\b/i;
const GROWTH =
  /增长|增速|增幅|涨幅|降幅|涨了|下降|增减|grow|rise|rose|risen|increas|fell|fall|declin|drop|up by|how fast/i;
const LEVEL =
  /(?:谁|哪个?|更|最)大|(?<!增长|增速|增幅|[增涨降]幅|[增涨]了?)(?:是|有|达到?|为)?多少[，,].{0,12}(?:增|涨|降|同比|比上年)|多少(?:多|个|来)?[亿万元吨斤人辆套公台家件户千]|总量|规模有?多|多大|总共|一共|how many|how much (?!did|does|has|have|is|was|will|should|of)|\btotal\b|\bin yuan\b|\bamount\b|\bsize\b|how (?:large|big)|\bworth\b/i;

/** Population of Guizhou: a thing and nothing asked of it, as for a search engine. */
const IS_NOUN_IN_ENGLISH =
  /^(?!.*\b(?:what|how|why|who|when|where|which|do|does|did|is|are|was|were|will|has|have|can|should|list|describe|summari[sz]e|explain|tell|compare|name|give|show|policy|policies|measures?|plans?|development)\b)[a-z][\w\s'’.,%-]{2,80}\??$/i;

const ONE_SIDED: ReadonlySet<Bound> = new Set(['over', 'atLeast', 'under', 'atMost']);
const CLAUSE_END = /[，,。；;？?、]|\band\b/i;
/** 收入多少，比上年增长多少; what is asked of a target or an order is another thing. */
const ASKS_AMOUNT = /多少|是几|多大|\bhow (?:much|many|large|big)\b|\bwhat (?:was|were|is|are)\b/i;
const ASKS_OTHER = /目标|排|第几|占|哪|\btarget|\brank|\bshare\b/i;
/** 收入和增速各是多少. */
const AMOUNT_AND_GROWTH = /(?:和|及|与|、)(?:同比|其)?(?:增速|增幅|涨幅|增长率)(?:各|分别|是|[?？]?$)/;

const PASSING = /(?<![超通经])过(?=[千百万\d])([千百])?/g;
const ROUND: Readonly<Record<string, string>> = { 千: '1000', 百: '100' };

function writeOut(_passing: string, round: string | undefined): string {
  return `超过${ROUND[round ?? ''] ?? ''}`;
}

function asksAmount(question: string): boolean {
  const isAmount = (clause: string): boolean =>
    ASKS_AMOUNT.test(clause) && !GROWTH.test(clause) && !ASKS_OTHER.test(clause);
  return AMOUNT_AND_GROWTH.test(question) || question.split(CLAUSE_END).some(isAmount);
}

/** `terms`: those that the question names. `isOverAll`: which of all places have a figure is asked: 哪些省的目标是5%. */
export function findAskedFigure(
  question: string,
  terms: readonly GlossaryTerm[],
  glossary: Glossary,
  isOverAll: boolean,
): AskedFigure {
  const own = terms.filter(({ kind }) => kind === 'indicator');
  // 过千亿斤 is above 1000亿斤, as is 过1000亿斤.
  const stated = findFigures(question.replace(PASSING, writeOut), glossary);
  const claimed = stated.filter(({ term }) => term?.kind === 'indicator');
  const asksFigure = ASKS_FIGURE.test(question) || isBareMeasure(question) || IS_NOUN_IN_ENGLISH.test(question.trim());
  const grows = GROWTH.test(question);
  const hasLevel = LEVEL.test(question) || (grows && asksAmount(question));
  return {
    // What the question states of an indicator is looked up as well.
    indicators: asksFigure ? own : own.filter(({ name }) => claimed.some(({ term }) => term?.name === name)),
    measure: grows === hasLevel ? null : grows ? 'growth' : 'level',
    asksBoth: grows && hasLevel,
    claimed,
    limit: stated.find(({ quantity }) => isOverAll || ONE_SIDED.has(quantity.bound)) ?? null,
  };
}
