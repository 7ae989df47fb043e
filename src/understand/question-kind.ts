/** What kind of answer does a question want? A result, a target, a measure, a person, a date or a meaning, by its words. */

import type { QuestionKind } from './contract.js';

/** Offices that one person holds. */
const OFFICE = '省长|市长|县长|区长|州长|盟长|主席|书记|行政长官';
/** Who holds an office or gave a speech; not 谁的产量多, 谁能领补贴, who can apply. */
const PERSON = new RegExp(
  '(?:是|由|为|请问)谁|谁(?:是|作|做|当|任|担任|来|在|主持|负责|代表|给|向)|谁[?？]?$|哪位|' +
    `(?:${OFFICE})(?:叫|的?姓名|的?名字|[?？]|$)|(?:${OFFICE})是?(?:不是|否)?(?:同一|一)个?人|` +
    '\\bwho(?:m|se)?\\b(?! (?:can|could|may|benefits?|qualif|gets?|is eligible|has (?:the )?(?:more|most|higher)))|' +
    '\\bname of .{0,30}(?:governor|mayor|chair)',
  'i',
);
const DATE =
  /何时|什么时[候间]|啥时候|哪一?[天月日]|哪一?年(?![多少高低更快])|几时|几月|几号|(?:开[通工放幕业]|竣工|完工|投产|启动|封关|召开|举[办行]|通车)的?时间[?？]?$|\bwhen (?:is|was|were|are|will|did|does|do|has|have|would|can|should|must)\b|\bby when\b|\b(?:what|which) (?:date|day|year|month)\b(?!-)|\bhow soon\b/i;
/** A number is asked for: then 政策 or 计划 only says of what. */
const QUANTITY = /多少|几[个家条座项万亿成]|多[高大长快]|百分之几|\bhow (?:much|many|high|fast|large|big|far|long)\b/i;
/** How something is done. 怎么样, 情况如何 ask how it went. */
const POLICY =
  /措施|举措|办法|政策|做法|怎么(?!样[?？了啊呢]?|[说提讲写谈])|怎样(?!了|[?？]|$)|如何(?![?？]|$)|哪些.{0,6}(?:工作|项目|工程|行动|举动)|做(?:些)?什么|干什么|\bmeasures?\b|\bpolic(?:y|ies)\b|\bsteps\b|\binitiatives?\b|\b(?:what|which) .{0,20}projects\b|\bhow (?:will|does|do|is|are|can|could|should|would|to|has|have|did)\b(?!.{0,60}\b(?:perform|compare|fare|grow|rise|change|doing)\b)|\bwhat (?:is|are|will) .{0,60}\b(?:doing|do)\b/i;
/** Whether a target was met asks for a result though it says 目标. */
const TARGET_MET =
  /超额|是否.{0,6}(?:完成|实现|达到|达成|达标)|有没有.{0,4}(?:完成|实现|达到|达成|达标)|(?:完成|实现|达到|达成)(?:了|情况|得)|(?:完成|实现|达到|达成|超过).{0,12}(?:目标|计划|任务|预期).{0,2}[吗没]|目标.{0,6}(?:完成|实现|达到|达成)(?:了|吗|没|情况)|目标.{0,4}(?:没有?|未)能?(?:完成|实现|达到|达成)|(?:没有?|未)能?(?:完成|实现|达到|达成)的?.{0,4}目标|\b(?:did|has|have|was|were)\b.{0,60}\b(?:meet|met|reach|reached|miss|missed|hit|exceed|exceeded|achieved?|fulfil|fulfilled|than planned|as planned)\b/i;
const TARGET =
  /目标|预期(?!寿命)|计划(?!单列|生育)|力争|争取|打算|准备|预计|任务|想(?![知问了找请法象开办])|[将要拟](?:再|新|实施)?(?:达到|实现|完成|新增|增长|增加|新建|建成|建设|开工|投产|培育|改造|引进|投资|收|过|让|涨|再)|(?:将|要)(?:达|增|建|做到)|(?<![主需重只首摘纪概必不])要(?![求闻点素花交付缴等走多])[^，,；;。?？]{1,8}?(?:多[少长大高]|几(?=[个家条座项万亿成所]))|\d年?底?前(?:完成|建成|实现|达到|投产|开工)|\btargets?\b|\baim(?:s|ed|ing)?\b|\bgoals?\b|\bobjectives?\b|\bplan(?:s|ned|ning)?\b|\bset for\b|\bexpect(?:s|ed|ation|ations)?\b|\bintends?\b|\bwants? (?:its|their|to)\b|\bhop(?:es?|ing) to\b|\bshould\b|\bwill\b|\bprojected\b|\bforecast\b/i;
/** Beside a word for a target: the two are held against each other. */
const OUTCOME = /实际|实绩|结果|[好完成]了(?:多少|几)|\bactual|\boutcomes?\b|\bresults?\b/i;
const RESULT =
  /完成|实现|达到|突破|了(?:多少|几|吗)|增长了|下降了|同比|比上年|较上年|已[经建有]|排(?:名|第几)|回顾|成[就效绩果]|进展|战绩|亮点|\bdid\b(?!.{0,60}\b(?:say|mention|propose|promise|pledge|announce|report)\b)|\bwere\b|\bwas\b|\bgrew\b|\brose\b|\bfell\b|\bachieved?\b|\bachievements?\b|\breached\b|\bcompleted\b|\battained\b/i;
/** What a word of a report stands for. */
const MEANING =
  /什么是|什么叫|是什么意思|什么意思|什么含义|指的?(?:是)?(?:什么|哪)|(?:含义|定义)是|\bwhat (?:is|are) meant\b|\bwhat does .{1,60}\b(?:mean|stand for|refer to)\b|\bmeaning of\b|\bdefinition of\b/i;
/** 目标是多少 beside another question, or beside what came of it: both are asked for. */
const AND_TARGET =
  /和(?:其|它的?)?(?:年初|年度|预期|计划)?的?(?:目标|计划|预期|预算)(?:各|分别|都)|\b(?:and|versus|vs\.?|against) (?:(?:what|how \w+) (?:is|was|were|are) )?(?:the|its|their|this year['’]s|next year['’]s) (?:\w+ ){0,2}(?:target|goal)s?\b/i;
const CLAUSE = /[,，;；。?？]|\band\b/i;
/** 今年的目标呢 asks what the clause in front did. */
const LEANING = /(?<!^.{0,2})呢$/;
/** Names that hold a word of the lists above. */
const PLAN_NAME = /(?:five[-\s]year|\bfyp) plans?|life expectancy|五年计划/gi;

/** Null when the words do not say. */
export function findKind(question: string): QuestionKind | null {
  const text = question.replace(PLAN_NAME, ' ');
  const asksQuantity = QUANTITY.test(text);
  if (PERSON.test(text)) return 'person';
  if (MEANING.test(text)) return 'meaning';
  if (DATE.test(text)) return 'date';
  if (asksForBoth(text)) return null;
  if (TARGET_MET.test(text)) return 'result';
  if (!asksQuantity && POLICY.test(text)) return 'policy';
  if (TARGET.test(text)) return OUTCOME.test(text) ? null : 'target';
  return RESULT.test(text) || OUTCOME.test(text) ? 'result' : null;
}

/** 出栏多少，目标是多少: a number is asked for in one clause with a word for a target, and in another without. */
function asksForBoth(text: string): boolean {
  if (AND_TARGET.test(text)) return true;
  const clauses = text.split(CLAUSE).map((clause) => clause.trim());
  const leansOnResult =
    clauses.some((clause) => LEANING.test(clause) && TARGET.test(clause)) &&
    clauses.some((clause) => clause !== '' && !TARGET.test(clause));
  if (leansOnResult) return true;
  const asking = clauses.filter((clause) => QUANTITY.test(clause));
  return asking.some((clause) => TARGET.test(clause)) && asking.some((clause) => !TARGET.test(clause));
}
