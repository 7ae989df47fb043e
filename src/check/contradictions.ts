/**
 * Beside word claims: does a claim, in Chinese or English, say the opposite of a clause of a report? The two go in; the
 * words that stand against each other come out.
 */

/** What the claim has and what the report has instead. */
export interface Contradiction {
  readonly claimed: string;
  readonly found: string;
}

/** Words that say the opposite of each other; a claim may be in English, a report is in Chinese. */
const OPPOSITES: readonly (readonly [RegExp, RegExp])[] = [
  [
    /增长|增加|上升|提高|扩大|上涨|回升|\b(?:grew|grow(?:n|th)?|rose|risen|increas\w+|expand\w*)\b/i,
    /下降|减少|降低|缩小|下滑|回落|下跌|负增长|\b(?:fell|fallen|declin\w+|decreas\w+|shr[aiu]nk|dropp?(?:ed)?)\b/i,
  ],
  [/提前|超前|\bahead of\b/i, /推迟|延后|延迟|滞后|逾期|\bdelay\w*|\bbehind schedule\b/i],
  [/新建|开工|启动|恢复|投产|投用|通车/, /停建|缓建|停工|停产|停运|叫停|终止|\b(?:halt|suspend|cancel)\w*\b/i],
  [
    /新高|(?:刷新|再创|创下).{0,4}(?:纪录|历史)|历史性(?:超过|突破)|\brecord high\b/i,
    /新低|回落|[未没]能?(?:有)?超过|低于(?:上年|历史)|\d年来最[低少小]|\brecord low\b/i,
  ],
  [
    /最高|最大|最多|最快|最好|(?:第一|首)位|居首|榜首|第一(?!产业)|\b(?:highest|largest|biggest|fastest|best)\b/i,
    /最低|最小|最少|最慢|最差|末位|垫底|倒数|\b(?:lowest|smallest|fewest|slowest|worst)\b/i,
  ],
  [
    /高于|快于|好于|优于|超过|超越|赶超|反超|跑赢|多于|比[^，。；,;\d]{1,10}[还要都更](?:高|快|多|大|好)|\b(?:above|higher than|faster than|exceed\w*)\b/i,
    /低于|慢于|不及|少于|落后|跑输|比[^，。；,;\d]{1,10}[还要都更](?:低|慢|少|小|差)|\b(?:below|lower than|slower than)\b/i,
  ],
  // One of two parts of a whole is not the other.
  [/城镇|城市居民|城里/, /农村|乡村居民|农民/],
  [/(?<!进)出口/, /进口/],
  [/世界|全球|国际(?=领先|先进|一流)/, /国内(?=领先|先进|一流)/],
  [/扩建|扩容/, /缩减|压缩|裁撤/],
  [/提前|提早/, /推迟|延后|滞后|拖后|晚了/],
  [
    /取消|废止|停止|关闭|闭馆|撤销|关停|\b(?:abolish|scrap|clos)\w*\b/i,
    /设立|实施|推行|保留|开通|开放|开馆|开业|\b(?:establish|introduc)\w*\b/i,
  ],
  [/达标|合格|优良/, /超标|不合格/],
  [/全部|所有|全面|均已|都已|\ball\b/i, /部分|个别|少数|\b(?:some|several|part) of\b/i],
  [/[仍还均即都]可(?=[^能持靠观比见行])|可以(?!看)|允许|准许/, /不得|不准|不许|不可|禁止|严禁/],
  [/盈利|\bprofits?\b/i, /亏损|\bloss(?:es)?\b/i],
  [/首个|首次|首例|第一个|首家|首条|首座/, /第二个|第二次|第二家|第二条|第二座|再次|第三个|第三次/],
  [/国家级|\bnational-level\b/i, /省级|市级|\bprovincial-level\b/i],
];
/** Characters at the end of a kind's name: 新编|话剧. */
const NAMED_BY = 2;
/** Kinds of works, one of which is not another. */
const WORKS = ['电视剧', '纪录片', '动画片', '音乐剧', '电影', '话剧', '舞剧', '歌剧', '小说', '歌曲'];

/** 杂技剧《先声》: of which kind a work is called, in front of its title. */
const TITLED = /(\p{Script=Han}{0,2}(?:[剧片影戏诗画舞]|歌曲|小说|文学|杂技))《([^《》]{1,30})》/gu;

/** The claim calls a work what the clause does not, and the clause calls it what the claim does not. */
export function isOtherWork(claim: string, clause: string): boolean {
  const kinds = new Map(Array.from(clause.matchAll(TITLED), ([, kind = '', title = '']) => [title, kind] as const));
  for (const [, kind = '', title = ''] of claim.matchAll(TITLED)) {
    const other = kinds.get(title) ?? kind;
    if (!other.endsWith(kind.slice(-NAMED_BY)) && !kind.endsWith(other.slice(-NAMED_BY))) return true;
  }
  const [own, other] = [claim, clause].map((text) => WORKS.filter((kind) => text.includes(kind)));
  return own?.length === 1 && other !== undefined && other.length > 0 && !other.includes(own[0] ?? '');
}

const NEGATION =
  /没有(?!.{0,2}[最更])|尚未|未能|未获|落选|无缘|落空|并未|未曾|从未|未(?=[^来必成满免]{1,2})|没(?=能|再|完)|并不|不再|不是|无法|不得|不准|不许|禁止|严禁|拒绝|停止|停运|中止|\b(?:not|never|without|refus\w+|fail(?:ed)? to)\b|n['’]t\b/i;
/** Says that a negative thing did not happen, or that there are none. */
const NONE = /“?零”?(?=感染|事故|伤亡|死亡|投诉|增长|新增|发生)|无一|未发生|\b(?:no|none|nobody|zero)\b/i;

/** 没有突破1043亿元 and 不低于80% bound a number, and deny nothing. */
const DENIED_BOUND =
  /(?:不[得能应要可许]?|没有?|[并从]?未能?)(?:超过|超出|突破|高于|大于|多于|低于|少于|小于|跌破|[跌低下]过)(?=了?[约近]?[\d一二两三四五六七八九十])/g;

/** 没有达到5%的计划 is 低于5%的计划目标. */
const MISSED = /(?:没有?能?|未能?)(?:达到|达成|完成)(?=[^，。；,;]{0,8}(?:\d|目标|计划|预期))/g;

/** 没躲过事故: it happened. */
const NOT_AVOIDED = /(?:没有?能?|未能?|难以?)(?:躲过|躲开|避开|避免|逃过|逃脱|幸免于|防住|挡住)/g;
/** Says not, and denies nothing of what is said: 一个不落, 不断. */
const IDIOM =
  /没有?(?:对手|敌手)|没有?(?:哪|任何|一)[^，。]{0,8}(?:超过|超得过|比得上|比得过|能比)|都?没有?落下|无人能及|无出其右|不说(?=，)|一个(?:也|都)?不[落少差](?:地|下)?|一[项条件]不[落少差](?:地|下)?|无一例外|无不|无论|不论|不管|不折不扣|毫不.{2}|不断|不少|不仅|不但|不光|不只|不同|不久|不止|不愧|不遗余力|不懈|不容易|不得了|了不起|用不着说/g;

/** What says the same by a denial and by a word is written the same. */
function evenDenials(text: string): string {
  return text.replace(DENIED_BOUND, '').replace(MISSED, '低于').replace(NOT_AVOIDED, '发生').replace(IDIOM, '');
}

/**
 * Holds a claim against one clause after the other; the claim's own words are looked for once. Null when nothing stands
 * against anything. Neither says anything of what the other does not speak of.
 */
export function createContradictionFinder(written: string): (clause: string) => Contradiction | null {
  const claim = evenDenials(written);
  const pairs = OPPOSITES.flatMap(([one, other]) => {
    const ones = one.exec(claim)?.[0];
    const others = other.exec(claim)?.[0];
    if (ones !== undefined && others === undefined) return [{ claimed: ones, own: one, opposite: other }];
    return ones === undefined && others !== undefined ? [{ claimed: others, own: other, opposite: one }] : [];
  });
  const negated = (NEGATION.exec(claim) ?? NONE.exec(claim))?.[0];
  return (stated) => {
    const clause = evenDenials(stated);
    for (const { claimed, own, opposite } of pairs) {
      const found = opposite.exec(clause)?.[0];
      if (found !== undefined && !own.test(clause)) return { claimed, found };
    }
    const theirs = (NEGATION.exec(clause) ?? NONE.exec(clause))?.[0];
    if ((negated === undefined) === (theirs === undefined)) return null;
    return { claimed: negated ?? '', found: theirs ?? '' };
  };
}

/** What was not, said of what did not come about; 没有一丝懈怠 and 未来 deny nothing that happened. */
const DENIAL =
  /没有?(?!.{0,2}[最更])|未(?![来必免满知曾央]|成年)|落选|无缘|落空|并不|不再|不是|无法|不得|不准|不许|不可|禁止|严禁|停止|停运|中止|终止|叫停/;
/** Any sign that something is not, or was kept from being: 无重大事故, 零感染, 杜绝. */
const SIGN_OF_DENIAL = /[无未没不零非免败禁止防弱难失]|杜绝|取消|落空|停/;

/** A claim in Chinese denies what the sentence says plainly, or the reverse. */
export function isDenied(claim: string, sentence: string): boolean {
  const [own, other] = [evenDenials(claim), evenDenials(sentence)];
  const isAlone = (one: string, two: string): boolean => DENIAL.test(one) && !SIGN_OF_DENIAL.test(two);
  return isAlone(own, other) || isAlone(other, own) || missesWhatIsReached(claim, sentence);
}

/** What is only ever said of what did not come about, and of what nothing else denies: 尚未建成, 没能拿到. */
const NOT_YET = /尚未|[还仍]未|[还仍]没|没能|未能|从未|并未|未曾|并没|未(?=[获被])|没有?[建设通开获完批得拿取招落上]/;

/** A claim says that something has not come about, in a sentence that says so of nothing. */
export function deniesAlone(claim: string, sentence: string): boolean {
  return NOT_YET.test(evenDenials(claim)) && !/[未没]/.test(sentence);
}

const INSTEAD = /(\p{Script=Han}{2,10})[，,]?(?:而非|而不是|并非|不是)(\p{Script=Han}{2})/u;

/** 设在城区而非农村 of what is said of 农村: what the claim puts aside stands in the sentence, and not what it puts there. */
export function saysInstead(claim: string, sentence: string): boolean {
  const [, own = '', other = ''] = INSTEAD.exec(claim) ?? [];
  return own !== '' && sentence.includes(other) && !sentence.includes(own.slice(-other.length));
}

/** 未完成年度目标 of 全面完成年度目标. */
function missesWhatIsReached(claim: string, sentence: string): boolean {
  return claim.search(MISSED) !== -1 && REACHED_AIM.test(sentence) && !SIGN_OF_DENIAL.test(sentence);
}

const REACHED_AIM = /(?:达到|达成|完成|实现)[^，。；,;]{0,8}(?:目标|计划|预期|任务)/;

const PLANS =
  /力争|争取|确保|计划|拟(?!定|人|态|合)|谋划|推动|加快|推进|支持|开工|开展|将(?!军|近|士)|要(?=新|达|建|完|实)|\b(?:plan|aim|will|intend|propos|target)\w*\b/i;
const REACHED =
  /建成|落成|完成|实现|获评|获得|荣获|成为|投产|投用|通车|运营|达成|\b(?:complet|built|achiev|open|put into|becam|won)\w*/i;

/** True when the claim says that something is done which the clause only sets out to do or has begun. */
export function isOnlyPlanned(claim: string, clause: string): boolean {
  return REACHED.test(claim) && !PLANS.test(claim) && PLANS.test(clause) && !REACHED.test(clause);
}
