/** Beside subjects: the thing a number counts when it stands behind it. 50个养老服务中心 and 76.1%的财政支出 go in. */

import { COUNTERS } from '../../lexicon/units.js';
import type { Subject } from './clauses.js';
import type { MentionIndex } from './mentions.js';
import type { FoundQuantity } from './quantities.js';
import { HARMLESS_TAIL } from './wording.js';

/** What a number counts; counted things go before the words in front. */
export interface CountedObject {
  readonly subject: Subject;
  readonly isCounted: boolean;
}

/** No words behind a number are looked at beyond this, in characters. */
const LONGEST_OBJECT = 24;

const OBJECT_END = /[,。;:、!?\n()●]/;
/** Words behind a number that go on about what stands in front of it. */
const NO_OBJECT =
  /^(?:以|用于|增|居|为|和|及|与|占|同比|环比|投|获|入选|被|均|全(?![省市国区县])|等|的|其中|比|较|高于|低于|位|列|排|由|在|至|到|提|降|升|达|已|将|纳入|实现|完成|建成|用|通过|是|上(?![市云])|实施|开工|落户|落地|参加|进入|稳|保持|大关|台阶|关口|规模(?!以上|化)|水平|目标|需|可|惠及|覆盖|带动|分别|都|之|了|并|从|向|对|按|经|继续|连续|成为|得到|享受|受益|就|有|起|内|外|年(?!度)|新增|后|前|时|减|下|超|突破|左右|给|让|转|不|未(?=能|出|发|达)|全面|整体|全部|基本|集中|成功|首次|荣|评|跻|挂牌|竣|交付|参|来|到|免|能|不|”|》|\s|\d|-|\/|\+|·)/;
/** 连跨4个千亿台阶 goes on about what stands in front. */
const STAIRS = /台阶|大关|关口/;
/** 5%的增速 is no part of anything. */
const OF_ITSELF = /^(?:增|涨|降|速度|幅度|目标|水平|比例|比重|份额|年均|预期|以上)/;
/** Where a counted thing ends and something is said of it. */
const SAID_OF =
  /(?:用于|增长|达到|实现|完成|建成|纳入|入选|获批|获评|获得|进入|投入|落地|开工|投产|投运|通车|覆盖|提升|挂牌|上市|惠及|参加|成为|全部|顺利|享受|落户|运营|投用|竣工|集聚|获|擦亮|均|被|参与|享|分别|都|占|达|共|高质量发展$|晋级|上榜|荣|得到|受到|到|跻身|迈入|集中)/;
/** Of 重点产业链和产业集群 the second is not all that is counted. */
const LISTED = /(?<![共中])和(?![美谐])|(?<!参)与|(?<![普涉危])及/;
const TAIL = new RegExp(`^”?(?:${HARMLESS_TAIL})?”?$`);
const COUNTED: ReadonlySet<string> = new Set<string>([...COUNTERS, '人', '人次', '']);

export function readObject(
  plain: string,
  found: FoundQuantity,
  next: FoundQuantity | undefined,
  mentions: MentionIndex,
): CountedObject | null {
  const isPart = plain.charAt(found.end) === '的';
  const isCounted = COUNTED.has(found.quantity.unit);
  if (found.quantity.unit === '%' && !isPart) return null;
  const start = found.end + (isPart || plain.charAt(found.end) === '”' ? 1 : 0);
  const limit = Math.min(start + LONGEST_OBJECT, next?.start ?? plain.length);
  const words = plain.slice(start, limit).split(OBJECT_END, 1)[0] ?? '';
  if (words === '' || NO_OBJECT.test(words) || (isPart && OF_ITSELF.test(words)) || STAIRS.test(words)) return null;
  const said = SAID_OF.exec(words);
  const name = said === null || said.index === 0 ? words : words.slice(0, said.index);
  const named = mentions.within(start, start + words.length);
  const mention =
    named.findLast(({ end }) => end <= name.length && TAIL.test(name.slice(end))) ??
    (name === words ? undefined : named.find(({ start: first, end }) => first < name.length && end > name.length));
  const qualifier = mention === undefined ? '' : words.slice(0, mention.start);
  const term = LISTED.test(qualifier) ? null : (mention?.term ?? null);
  const full = mention === undefined ? name : words.slice(0, Math.max(name.length, mention.end));
  return {
    subject: { words: full, full, term, qualifier: term === null ? '' : qualifier },
    isCounted: isCounted || isPart,
  };
}
