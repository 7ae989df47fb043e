/** Annotate, figures: what the words around a sentence's figures say that each of them is about. */

import { foldWidth, keepLetters, listPairs } from '../lexicon/characters.js';
import type { Glossary, GlossaryTerm } from '../lexicon/glossary.js';
import { PERIOD, readPeriod, WHOLE_YEAR } from '../lexicon/periods.js';
import { PLAN_NAME } from '../lexicon/plans.js';
import { YEAR_DIGITS } from '../lexicon/years.js';
import type { Topic, Wording } from './contract.js';
import type { Figure, Measure } from './figures/contract.js';

/** 年均浓度 is the mean of one year. */
const AVERAGE =
  /(?:年(?:平)?均(?!.{0,6}浓度|气温|降[雨水])|两年平均|三年平均|平均每年|\bannual average|\baverage annual|\bper year on average)/i;
/** How far in front of a figure the words stand that make it an average or a sum, in characters. */
const NEAR = 14;
const SUM = /累计|新增|净增|完成|建成|新建|改造|升级|建设|实施|开展|共有?|年均|每年|总计|合计/;
const FIELD = /全国|全球|世界|全省|全市|全区|全州|全县|国内|省内|西部|中部|东部|西北|东北|西南|沿海|中西部/g;
const GROWTH_WORD = /增速|增幅|涨幅|增长率|\bgrowth\b/i;
const TOTAL_WORD = /总量|规模|总额|总产/;
/** The clause a rank is read from, in characters. */
const CLAUSE = 30;

/** Words that narrow nothing. */
const IDLE =
  /全省|全市|全国|全区|全县|全州|全社会|我省|我市|全年|实现|预计|完成|累计|年度|地区|达到|达|的|为|是|其中|中$|其(?![他它余])|规模以上|规上|规模|总量|总额|总值|[“”\s(),、]|增速|增幅|涨幅|降幅|增长率|奋力|推动|力争|确保|建议|五年|省|市/g;
const YEAR = new RegExp(`${YEAR_DIGITS}年?`, 'g');
/** “十三五”时期 says when. */
const PLAN_TIME = new RegExp(`[“"]?${PLAN_NAME}[”"]?(?:时期末?|期间|期末|末|以来)`, 'g');
/** Left of 前11个月, whose 前 is no word of a subject. */
const MONTHS_LEFT = /^(?:1[0-2]|[1-9])个月/;
/** Left at the end of a subject. */
const LAST_WORDS = /(?:约合|折合|合计|相当于|大约|高达|多达|已经?|到|至|由|从|在|的|了|共|约|将|仅|为|有|超|近|只)+$/;
/** Left at its beginning. */
const FIRST_WORDS = /^(?:将|要|拟|已|约|共|的|在|则|也|又|还|使|让|把|了|、)+/;
/** Among which places something is ranked is not what is ranked: 湖北各市州中排. */
const RANKING = /^(?:各|市|州|省|县|区|地|中|排|名|位|列|居|国|全|在|所|有|之|里|内|\d)+$/;
/** What came to be in a year is another figure than what there is; how it came to be (建设, 改造) is said or not. */
const ADDED = /新增|净增|新改扩建|新改建|新建|新认定|新培育|新登记|新设立?|新开工|新引进|新签约|新发展/g;
const DOING =
  /级以上|升级|改造|改建|扩建|建设|建成|完成|实施|治理|整治|计划|去年|今年|推进|开展|培育|引进|要|将|级(?!联)|财政/g;
/** The growth of something, or more than that, is another figure than the thing. */
const PART_OF_CHANGE = /增量|增加值率/;
const NARROWED_IN_ENGLISH =
  /\b(?:private|foreign|digital|rural|urban|state-owned|agricultural|new|high-tech|service|cross-border|online|strategic|emerging|non-\w+) (?:sector |enterprise |enterprises['’]? |companies['’]? )?$/i;

/**
 * Reads the words around each of a sentence's figures. One that has no words of its own is about what the one in front
 * is about, else the one behind: 粮食总产再创新高，连续16年居全国首位.
 *
 * @param namesOf what the sentence calls the place of a figure, longest first.
 * @param period the part of a year that figures are of whose sentence says none.
 */
export function describeWordings(
  text: string,
  figures: readonly Figure[],
  namesOf: (figure: Figure, index: number) => readonly string[],
  glossary: Glossary,
  period = '',
): Wording[] {
  let carried: Topic | null = null;
  const topics = figures.map((figure, index) => {
    carried = findTopic(figure, text, namesOf(figure, index), carried, glossary);
    return carried;
  });
  const letters = keepLetters(text);
  return figures.map((figure, index) => {
    const own = topics[index] ?? NO_TOPIC;
    const said = own.core === '' ? (topics.slice(index).find(({ core }) => core !== '') ?? own) : own;
    const topic =
      isOfLevel(text.slice(0, figure.start)) && !said.scope.includes(LEVEL)
        ? { ...said, scope: LEVEL + said.scope }
        : said;
    return { ...topic, ...readAround(text, figure, figures[index - 1], period), pairs: listPairs(topic.core), letters };
  });
}

const LEVEL = '本级';
const LEVELS = /[省市县区州]?本级|全[省市县区州]/g;

/** 市本级收入43.9亿元；支出126.8亿元: both are those of its own budget, up to where the whole place is spoken of. */
function isOfLevel(before: string): boolean {
  return before.match(LEVELS)?.at(-1)?.endsWith(LEVEL) ?? false;
}

const NO_TOPIC: Topic = { term: null, scope: '', core: '' };

function readAround(
  text: string,
  figure: Figure,
  previous: Figure | undefined,
  period: string,
): Omit<Wording, keyof Topic | 'pairs' | 'letters'> {
  const before = text.slice(0, figure.start);
  const near = before.slice(-NEAR);
  const clause = before.slice(-CLAUSE);
  const isRank = figure.measure === 'rank';
  return {
    period: readPeriod(before, figure.term?.kind === 'indicator') ?? period,
    isAverage: AVERAGE.test(near),
    rankedIn: isRank ? ([...clause.matchAll(FIELD)].at(-1)?.[0] ?? rankedInEnglish(text)) : '',
    isRankOfGrowth: isRank && ranksGrowth(figure, previous, clause),
    isSum: SUM.test(near) || figure.kind === 'cumulative',
  };
}

function rankedInEnglish(text: string): string {
  if (/\bnation(?:wide|ally)\b|\bin (?:the country|china)\b/i.test(text)) return '全国';
  return /\bin the province\b|\bprovince-?wide\b/i.test(text) ? '全省' : '';
}

/** The glossary's term for what a figure is about, where findFigures left words around it that narrow nothing. */
function findTopic(
  figure: Figure,
  text: string,
  names: readonly string[],
  carried: Topic | null,
  glossary: Glossary,
): Topic {
  const place = (words: string): string =>
    names
      .reduce((rest, name) => rest.replace(name, ''), foldWidth(words))
      .replace(PERIOD, '')
      .replace(WHOLE_YEAR, '')
      .replace(YEAR, '')
      .replace(PLAN_TIME, '')
      .replace(MONTHS_LEFT, '')
      .replace(FIRST_WORDS, '')
      .replace(LAST_WORDS, '');
  const strip = (words: string): string => place(words).replace(IDLE, '').replace(LAST_WORDS, '').replace(RANKING, '');
  const narrow = (words: string): string => strip(words).replace(ADDED, '新').replace(DOING, '');
  const piece =
    text
      .slice(0, figure.start)
      .slice(-CLAUSE)
      .split(/[,，;；、。]/)
      .at(-1) ?? '';
  const part = PART_OF_CHANGE.exec(piece)?.[0] ?? '';
  const core = strip(figure.subject);
  if (figure.term !== null) {
    const narrowed = NARROWED_IN_ENGLISH.exec(text.slice(0, text.indexOf(figure.subject)))?.[0] ?? '';
    const scope = dropOwnRank(narrow(figure.qualifier), figure.term);
    // 湖北省政协提案 is that of 湖北.
    const isPlace = scope.length > 1 && names.some((name) => name.startsWith(scope));
    return { term: figure.term, scope: (isPlace ? '' : scope) + narrowed + part, core };
  }
  if (core === '')
    return { term: carried?.term ?? null, scope: (carried?.scope ?? '') + part, core: carried?.core ?? '' };
  const own =
    nameTerm(place(figure.subject), figure.measure, glossary) ??
    nameTerm(core, figure.measure, glossary) ??
    completeTerm(core, text.slice(0, figure.start), glossary);
  return own === null ? { term: null, scope: part, core } : { ...own, scope: narrow(own.scope) + part, core };
}

const NATIONAL = /国家级?/g;

/** 小巨人 are national whether it is said or not. */
function dropOwnRank(scope: string, term: GlossaryTerm): string {
  return term.written.some((form) => form.startsWith('国家级')) ? scope.replace(NATIONAL, '') : scope;
}

/** A subject so short may be the end of a name that the clauses in front begin with. */
const LONGEST_END = 4;
const NAME_BEGINNINGS = [2, 3, 4] as const;
/** Clauses in front that are looked at. */
const CLAUSES_IN_FRONT = 3;

/** 粮食产量 of 粮食稳产增收，总产达到58.7亿斤. */
function completeTerm(core: string, before: string, glossary: Glossary): Omit<Topic, 'core'> | null {
  if (core.length > LONGEST_END) return null;
  for (const clause of before.split(/[,，;；、。]/).slice(-1 - CLAUSES_IN_FRONT, -1)) {
    for (const length of NAME_BEGINNINGS) {
      const name = clause.slice(0, length) + core;
      const [mention] = glossary.findWritten(name);
      if (mention?.start === 0 && mention.end === name.length) return { term: mention.term, scope: '' };
    }
  }
  return null;
}

/** What may follow a term that a clause begins with and goes on about: 粮食总产再创历史新高. */
const PREDICATE = /^(?:再|又|继续|持续|稳|实现|创|保持|连续|突破|逆势|已|也|还|均|都|排|位|居|由|从)/;
/** Behind a term: 经济增长目标, 地区生产总值最终核实数. */
const TAIL = /(?:增长|增速|目标|预期|最终核实数|初步核算数|核算数)+$/;

function nameTerm(core: string, measure: Measure, glossary: Glossary): Omit<Topic, 'core'> | null {
  const words = core.replace(TAIL, '');
  const mentions = glossary.findAsked(words);
  const last = mentions.at(-1);
  if (last !== undefined && last.end === words.length) return { term: last.term, scope: words.slice(0, last.start) };
  const first = mentions[0];
  if (first?.start === 0 && PREDICATE.test(words.slice(first.end))) return { term: first.term, scope: '' };
  if (measure !== 'growth') return null;
  const grown = `${words}增长`;
  const named = glossary.findAsked(grown).at(-1);
  const isWhole = named !== undefined && named.end === grown.length && named.start < words.length;
  return isWhole ? { term: named.term, scope: words.slice(0, named.start) } : null;
}

function ranksGrowth(figure: Figure, previous: Figure | undefined, clause: string): boolean {
  if (GROWTH_WORD.test(figure.qualifier)) return true;
  const since = clause.slice(-(figure.start - (previous?.end ?? 0)));
  if (TOTAL_WORD.test(since)) return false;
  return GROWTH_WORD.test(since) || previous?.measure === 'growth';
}
