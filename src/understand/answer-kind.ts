/**
 * What sort of answer does a question want: a figure, a table, items, a name, a date, a meaning, a summary, reasons, yes or
 * no, or to know what can be asked at all? By its words, the more telling ones first.
 */

import type { AnswerKind } from '../api/ask.js';
import { isBareMeasure } from '../lexicon/asked-number.js';
import type { QuestionKind } from './contract.js';

/** What is known of the question besides. */
export interface KnownOfQuestion {
  readonly kind: QuestionKind | null;
  readonly comparison: boolean;
  /** A figure of an indicator of the glossary is asked for. */
  readonly hasIndicator: boolean;
}

/** A greeting or a question about the service, and nothing else. */
const HELP =
  /^(?:(?:你|您|大家)好|嗨|哈喽|在吗|早上好|下午好|晚上好|(?:非常|太)?(?:感谢|谢谢|多谢)(?:你|您|大家)?(?:了|啦)?|再见|拜拜|thanks?(?: you)?(?: (?:very much|so much|a lot))?|(?:good)?bye|hello|hi|hey|good (?:morning|afternoon|evening))(?:[啊呀吗,，\s]*(?:there|wenju|文据))?$|^(?:请问)?(?:你|您|文据|这个?(?:网站|系统|助手|工具)|这里|这儿)?(?:能|可以|会)(?:帮我|为我)?(?:做|干|回答|查|问)(?:些)?(?:什么|啥|哪些(?:问题|内容)?)(?:事情|事|问题)?$|^(?:怎么用|如何使用|使用说明|帮助|help)$|^(?:你|您)是(?:谁|什么)$|^(?:现在|目前|这里|这儿|库里|你们?)?(?:都|总共|一共)?(?:收录|收集|索引|包含|有)了?(?:哪些|什么|多少(?:份|个|篇)?)(?:文件|报告|文档|资料|材料|地方的(?:文件|报告)|(?:统计)?公报|(?:五年)?规划(?:纲要)?|(?:会议)?纪要|通知|解读|访谈|(?:政府)?工作报告)$|^what can (?:you|i|this)(?: \w+)? (?:do|answer|ask|help with)(?: here)?$|^(?:who|what) are you$|^(?:which|what) (?:documents|reports|files|sources)(?: and \w+)? (?:are (?:indexed|included|covered|there|here)|do you (?:have|cover|know))$|^how (?:do|can) i use (?:this|it|you)$/i;
/** UTF-16 code units. */
const LONGEST_HELP = 60;
const EDGES = /^[\s,，。.!！?？~～]+|[\s,，。.!！?？~～呢呀啊]+$/gu;

const RANKING =
  /哪一?[个些几]{0,2}(?:省份?|市|地区|城市|自治区|直辖市|地方).{0,30}最|最[高低多少大小快慢强](?:的是?)?(?:哪|谁)|最[高低多少大小快慢强]的?(?:[两三四五六七八九十\d]{1,2}个?)?(?:省(?!份?.{0,4}[长书])|市(?![场民])|城市|自治区|直辖市|地方)|前[二三四五六七八九十\d]{1,2}(?:名|位|个|大)?(?:的?(?:是|有)?(?:哪|谁)|$|[?？]|的?(?:省份?|市|城市|地区|自治区|地方)(?:$|[?？是有]|分别))|(?:省份?|城市|地区|自治区|地方)(?:里|中|当中)?.{0,8}最[快慢高低多少大小强](?:的(?:是|有)?)?[?？]?$|(?:哪[些几]个?|多少个?)(?:省份?|市|地区|城市|地方).{0,30}\d(?:\.\d+)?\s?(?:%|％|万|亿)|哪[些几]个?(?:省份?|市|地区|城市|地方).{0,30}(?:超过|高于|低于|不到|突破|达到|以上|以下|过(?=[千百万\d]))|(?:过(?=[千百万\d])|超过|高于|低于|不到|不足|突破|达到|以上|以下).{0,16}的(?:省份?|市|地区|城市|自治区|直辖市|地方)(?:有|是)?(?:哪|几|多少)|\b(?:fastest|slowest)[- ]growing (?:provinces?|cit(?:y|ies)|regions?)\b|\b(?:which|what) (?:provinces?|cit(?:y|ies)|regions?|municipalit\w+|places?)\b.{0,60}\b(?:most|highest|lowest|largest|smallest|biggest|fastest|slowest|top|more than|over|above|below)\b|\b(?:which|what|how many) (?:provinces?|cit(?:y|ies)|regions?|municipalit\w+|places?)\b.{0,60}\b\d+(?:\.\d+)?\s?(?:%|per ?cent)|\btop (?:two|three|four|five|ten|\d+)\b|哪一?[个些几]{0,2}(?:区县|县区|县市区?|县|区(?![域别间])).{0,30}最|(?:各|所有|全部)(?:省份?|市(?!场)|州|地区|区县|县区|县市区?|县|区(?![域别间])).{0,30}(?:排名|排行|排序|名次|[高低大小]到[高低大小])|\b(?:which|what) (?:count(?:y|ies)|districts?)\b.{0,60}\b(?:most|highest|lowest|largest|smallest|biggest|fastest|slowest|top|more than|over|above|below)\b|\brank(?:ing)?(?: of)? (?:the |all )?(?:provinces|cities|regions|counties|districts)\b/i;
/** What a word in quotation marks or a name that the report made stands for. */
const MEANING =
  /[“"「『‘][^”"」』’]{1,20}[”"」』’][^，,。？?]{0,8}(?:是|指|叫|说的是)[^，,。？?]{0,6}(?:什么|啥|哪|谁)|(?:是啥|指啥|是个啥|啥意思|究竟是|到底是什么)|\bwhat (?:is|are) (?:the |a )?["“”'‘’]/i;
const SUMMARY =
  /总结|概括|概述|归纳|梳理|简要|简述|简单(?:说|讲|介绍|两句)|[一两二三几]句话|成绩单|讲讲|说说|介绍一?下|聊聊|综述|要点|(?:报告|主要|核心|重点)的?(?:主要)?内容(?:是什么|有哪些|是啥)?[?？。]?$|工作(?:安排|打算|部署|思路)[?？。]?$|\bwhat (?:did|has|have) [\w\s]{1,40} (?:achieved?|accomplish(?:ed)?)(?: (?:in|during|over)\b[\w\s]*)?[?.]?$|(?:哪些|什么|啥)(?:主要|突出|重大|新)?的?(?:亮点|成绩|成就|成效)(?:[?？。]|$)|\bsum(?:marise|marize| up)\b|\bsummary\b|\boverview\b|\bin (?:a nutshell|brief|short)\b|\bdescribe\b|\bmain points\b|\boutline\b/i;
/** How it went, without a number asked for. */
const STATE =
  /(?:怎么样|怎样|咋样|如何|情况|成绩|成就|成效|进展|表现|亮点|变化)(?:了|啊|呢|吗|如何|怎么样|咋样|有哪些|是什么)?[?？。]?$/;
const YES_NO =
  /(?:吗|么|没有?|了没|不)[?？。]?$|是不是|有没有|是否|能不能|会不会|对不对|(?<![什怎那这])吗[?？,，]|^(?:did|does|do|is|are|was|were|has|have|had|will|can|could)\b/i;
const ASKS_MORE_THAN_YES =
  /多少|多[高大长快]|几[个家条座项万亿成%]|哪|谁|什么|\b(?:how|what|which|who|when|where|why)\b/i;
const QUANTITY =
  /多少|(?<!哪)几[个家条座项万亿成天所名户辆趟部次人倍份种处分]|第几|老几|百分之几|多[高大长快宽重远](?!质)|增幅|增速|涨幅|降幅|\bhow (?:much|many|high|fast|large|big|far|long|low)\b|\bwhat (?:share|percentage|proportion|rate|level|number|amount)\b|\bby how\b/i;
const REASON =
  /为什么|为何|为啥|怎么(?!样)|怎样|如何|咋(?!样)|原因|凭什么|措施|举措|办法|做法|出啥招|什么安排|\bwhy\b|\bhow (?:will|does|do|is|are|was|were|can|could|should|would|to|has|have|did)\b|\bwhat (?:measures|steps)\b|\bwhat (?:did|does|do|will|is|are|has|have) .{1,60}\b(?:plan|planning|planned|do|doing|done) (?:to|for|about|in)\b|\breasons?\b/i;
const ITEMS =
  /哪[些几两三四五六七八九十]|哪\d|都有(?:谁|什么|啥)|有(?:些)?(?:什么|啥)(?:$|[?？])|是(?:谁|哪几)|列(?:出|一下|举|个)|分别(?:是|叫|为|在)|叫啥|几(?:个|条|家|大).{0,12}(?:叫|是)(?:什么|啥)|\bwhich\b|\blist\b|\bname (?:the|all|some|three|two)\b|\bwhat are (?:the|its)\b|\bwhat (?:\w+ ){0,2}(?:things|projects|tasks|measures|actions|steps|initiatives) (?:will|does|do|did|has|have|is|are)\b|\bwhat are\b.{1,40}\b(?:tasks|priorities|projects|measures|industries)\b/i;

/** What a report says of a thing, whatever it is. */
const SAYS =
  /\bwhat (?:did|does|do|has|have|is) .{1,60}\b(?:say|said|saying|mention(?:ed)?|reported?|tell)\b.{0,12}\b(?:about|on|of|regarding)\b|对.{1,20}(?:有何|有什么)(?:说法|表述|提法|论述)/i;

export function findAnswerKind(question: string, { kind, comparison, hasIndicator }: KnownOfQuestion): AnswerKind {
  const text = question.trim();
  if (text.length <= LONGEST_HELP && HELP.test(text.replace(EDGES, ''))) return 'help';
  if (kind === 'meaning' || MEANING.test(text)) return 'definition';
  if (RANKING.test(text)) return 'ranking';
  if (kind === 'person' && !(comparison && hasIndicator)) return 'person';
  if (comparison && (hasIndicator || QUANTITY.test(text))) return 'comparison';
  if (SUMMARY.test(text)) return 'summary';
  const isYesNo = YES_NO.test(text) && !ASKS_MORE_THAN_YES.test(text);
  // 增速超过6%了吗 wants no figure first.
  if (isYesNo && hasIndicator && !comparison) return 'yes_no';
  if (QUANTITY.test(text)) return 'figure';
  if (kind === 'date') return 'time';
  if (comparison) return 'comparison';
  if (isYesNo) return 'yes_no';
  // 怎么防，效果怎么样 wants the way first.
  if (!hasIndicator && STATE.test(text) && !REASON.test(text.replace(STATE, ''))) return 'summary';
  if (ITEMS.test(text)) return 'list';
  if (REASON.test(text)) return 'explanation';
  if (SAYS.test(text)) return 'explanation';
  // Words beside each other, as for a search engine: 山西 2025 研发投入 增幅.
  return hasIndicator || kind === 'target' || isBareMeasure(text) || /(?:19|20)\d\d/.test(text)
    ? 'figure'
    : 'explanation';
}
