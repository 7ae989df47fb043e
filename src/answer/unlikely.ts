/**
 * Does a question ask for what reports seldom tell? What something costs in a shop, somebody's private life, why something
 * ended or failed, advice. Reports do tell some of it (最低工资, 关闭煤矿): then the passages found have the word, and nothing
 * is held against the question.
 */

import type { AnswerKind } from '../api/ask.js';
import type { QueryTerm } from '../index/contract.js';
import { toSimplified } from '../lexicon/simplified.js';

/** Each 1 when such a thing is asked for and no passage found has its word. */
export interface Unlikely {
  readonly priceAbsent: number;
  readonly privateAbsent: number;
  /** That something ended, failed or fell. */
  readonly endingAbsent: number;
  /** Advice, opinion or work to be done, in whatever words; the weather. */
  readonly asksAdvice: number;
}

const PRICE =
  /[票房菜油米肉车药时原]价|[均单售卖报标]价|门票|[车船机入]票|票钱|学费|房租|租金|月租|起步价|收费标准|多少钱?一[斤晚张平套份本度次]|[一每](?:斤|晚|张|平米?|套|份|公斤|度|学期)(?:要|得|卖|是|交)?多少|\b(?:tickets?|tolls?|fares?|entrance fees?|tuition|rent|(?<!consumer )prices?|costs?|expensive|cheap(?:er|est)?)\b/gi;
const PRIVATE =
  /出生(?!率|人口|缺陷|医学)|生日|籍贯|多大年纪|多大岁数|毕业于|学历|简历|配偶|妻子|丈夫|老婆|老公|结婚|彩礼|工资|月薪|年薪|薪水|薪资|起薪|待遇|电话|手机号|邮箱|微信|住址|地址|营业时间|几点[开关上下]|\b(?:born|birthday|birthplace|married|wife|husband|salary|salaries|wages?|earns? a|phone|e-?mail|address|opening hours)\b/gi;
const ENDING =
  /取消|废除|撤销|终止|中止|叫停|停[工运产办课]|放弃|推迟|延期|未能|没能|没有?完成|失败|减产|绝收|倒塌|垮塌|坍塌|溃[堤坝口]|决[堤口]|失守|失去|丢掉|跌出|反弹|恶化|退出|关闭|关停|倒闭|破产|亏损|裁员|下岗|烂尾|爆炸|坠毁|\b(?:abandon|abolish|cancel|scrap|terminat|suspend|halt|postpon|delay|withdr[ae]w|los[et]\b|losing|fail|collaps|shut|clos(?:e|es|ed|ing)\b|bankrupt|layoff|laid off|explo(?:de|sion)|crash)/gi;
const ADVICE =
  /划算|值得|值不值|靠谱吗|推荐(?!性)|你觉得|你认为|你怎么看|该不该|应不应该|要不要|好不好(?=[?？]|$)|适合(?:养老|居住|旅游|创业|投资|我)|便宜|哪家好|建议我|帮我(?:写|画|做|算|翻译|订|买)|写一?[首篇段个]|翻译[成一下]|代码|编程|菜谱|食谱|讲个笑话|\b(?:should (?:i|we)|recommend|worth (?:it|buying|visiting|moving|investing)|do you think|your opinion|advise|good idea|recipe|translate|write (?:me|a)|joke)\b|\bbetter (?:place|city|province) (?:to|for)\b|\bwho (?:will|is going to) win\b/i;
/** What a market will do nobody has written down. */
const FORECAST =
  /(?:[房股油金菜肉]价|股市|楼市|股票|基金|行情)[^，,。]{0,8}(?:会|还要|要)[不再继续会]*(?:[涨跌降升]|回暖)|\bwill\b.{0,60}\b(?:prices?|stocks?|shares|market|crash)\b.{0,40}\b(?:rise|fall|go (?:up|down)|drop|crash|increase|decrease|recover|soar)\b/i;
const WEATHER = /天气|下雨|下雪|气温|\b(?:weather|rain|snow|temperatures?)\b/gi;

/** `asked`: the question's words with what a dictionary says they mean; `texts`: the passages found. */
export function describeUnlikely(
  question: string,
  answerKind: AnswerKind,
  asked: readonly QueryTerm[],
  texts: readonly string[],
): Unlikely {
  const words = toSimplified(question.normalize('NFKC'));
  const stands = (word: string): boolean => texts.some((text) => text.includes(word));
  const isAbsent = (pattern: RegExp): number => {
    const found = [...words.matchAll(pattern)].map(([word]) => word.toLowerCase());
    return found.some((word) => !listMeanings(word, asked).some(stands)) ? 1 : 0;
  };
  return {
    priceAbsent: isAbsent(PRICE),
    privateAbsent: isAbsent(PRIVATE),
    // Who asks whether it happened presupposes nothing.
    endingAbsent: answerKind === 'yes_no' ? 0 : isAbsent(ENDING),
    asksAdvice: ADVICE.test(words) ? 1 : isAbsent(WEATHER),
  };
}

/** Which way prices or shares will go is asked. */
export function asksForecast(question: string): boolean {
  return FORECAST.test(toSimplified(question.normalize('NFKC')));
}

/** A single character stands in too many words to mean one. */
const SHORTEST_MEANING = 2;

/** The word, and for an English one what may stand for it in Chinese. */
function listMeanings(word: string, asked: readonly QueryTerm[]): string[] {
  const meanings = asked.filter(({ variants }) => variants[0]?.startsWith(word)).flatMap(({ variants }) => variants);
  return [word, ...meanings.filter((meaning) => meaning.length >= SHORTEST_MEANING)];
}
