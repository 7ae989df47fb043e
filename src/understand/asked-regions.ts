/**
 * Which places does a question ask about? Out of all that it names: a place that is only part of a name (武汉大学,
 * 上海进博会) counts when nothing else is named, one of a line, a union of places or a company (京沪高铁, 京津冀协同发展)
 * never does.
 */

import type { Gazetteer, Region, RegionMention } from '../lexicon/contract.js';
import { keepInnermost } from '../lexicon/innermost.js';
import type { Knowledge } from '../lexicon/knowledge.js';
import { findAskedNation, NATION } from '../lexicon/nation.js';
import { findGroups } from '../lexicon/place-groups.js';
import type { Span } from '../types.js';

/** A name in a question that stands for one place, or for a group of them. */
export interface AskedPlace extends Span {
  readonly regions: readonly Region[];
}

interface Place extends AskedPlace {
  readonly kind: 'asked' | 'part of a name' | 'in a topic';
}

/** What makes a row of places the name of a line between them or of a union of them: 京沪高铁, 粤港澳大湾区. */
const JOINED_NAME =
  /^\p{Script=Han}{0,2}(?:高铁|高速|铁路|城际|动车|公路|运河|大运河|大桥|航线|专线|管道|通道|特高压|直达|线(?![上下索]))|^(?:地区|区域)?(?:生态绿色|全面|全方位|更高质量|高质量)?(?:一体化|协同|大湾区|振兴|双城经济圈|经济圈|城市群|都市圈|科创走廊|(?:深度)?合作区|G60)/u;
const JOINED_NAME_IN_ENGLISH =
  /^\s+(?:(?:high-speed|inter-?city|express|economic|twin-city|national)\s+)*(?:rail|line|expressway|highway|motorway|bridge|canal|corridor|pipeline|greater bay|economic|circle|coordinated|integrat|cluster|trunk)/i;
/** The same behind a group that has a name of its own: the Yangtze River Delta integration, Northeast China's revitalisation. */
const TOPIC_OF_GROUP_IN_ENGLISH =
  /^(?:['’]s)?\s+(?:(?:full|overall|comprehensive|regional)\s+)?(?:integrat|revitali|coordinated|rejuvenat|economic belt)/i;

/** What makes the place before it part of the name of a school, an event, a company or a bridge. */
const NAME =
  /^(?:国际|师范|理工|工业|科技|交通|财经|农业|医科|中医药|政法|民族|外国语|体育|长江|黄河|跨海|汽车|钢铁|建工|能源){0,2}(?:大学(?![生毕数入在城])|大桥|集团|股份|公司|进博会|进口博览会|世博会|园博会|博览会|冬奥|奥运|亚运|大运会|全运会|马拉松|茅台|啤酒|精神|宣言|共识)/;
const NAME_IN_ENGLISH =
  /^(?:\s+(?:normal|medical|jiaotong|agricultural|international|import|world|winter|summer|asian|automotive|motor|yangtze|river))*\s+(?:university|expo|exposition|olympics?|games|marathon|group|co\.|corporation|bridge|declaration)\b/i;
/** Shanghai Cooperation Organisation, Xinjiang Production and Construction Corps: bodies that are not the place. */
const BODY = /^(?:生产建设)?兵团|^\s+(?:cooperation organi|production and construction corps)/i;
/** Before a place that another one turns to: 承接广东产业转移, 融入长三角. */
const TURNED_TO =
  /(?:融入|对接|承接|接轨|支援|帮扶|援助|\b(?:integrat|align|connect|link)\w* (?:into|with|to) (?:the )?)$/i;
/** UTF-16 code units. */
const LONGEST_TURNING = 30;

/** How far a name may reach behind its place, in UTF-16 code units: bounds each look. */
const LONGEST_NAME = 60;
const JOINT = /^(?:[-–—~至到/]|——)?$/;

/** Places that a question asks about, where it names them; groups stand as their places. Linear time. */
export function findAskedPlaces(text: string, { gazetteer, glossary }: Knowledge): readonly AskedPlace[] {
  const places = findPlaces(text, gazetteer);
  // Beside a place the nation is what it is held against: 湖北GDP占全国多少.
  return places.length > 0
    ? keepAsked(places)
    : findAskedNation(text, glossary).map((span) => ({ ...span, regions: [NATION] }));
}

function keepAsked(places: readonly Place[]): readonly Place[] {
  const asked = places.filter(({ kind }) => kind === 'asked');
  return asked.length > 0 ? asked : places.filter(({ kind }) => kind === 'part of a name');
}

/** In the order of the text, repeats removed. Linear time. */
export function findAskedRegions(text: string, knowledge: Knowledge): Region[] {
  const places = findAskedPlaces(text, knowledge);
  return [...new Map(places.flatMap(({ regions }) => regions.map((region) => [region.code, region]))).values()];
}

/** True when two of the places are beside each other; 湖北荆门 is one place and where it lies. */
export function standSideBySide(regions: readonly Region[], gazetteer: Gazetteer): boolean {
  return keepInnermost(regions, gazetteer).length > 1;
}

function findPlaces(text: string, gazetteer: Gazetteer): Place[] {
  const mentions = gazetteer.find(text);
  // 山东三省 is no 东三省.
  const beginsInName = (at: number): boolean => mentions.some(({ start, end }) => start < at && at < end);
  const named = findGroups(text, gazetteer).filter(({ start }) => !beginsInName(start));
  const groups = named.map(({ isVague, ...mention }): Place => {
    const after = text.slice(mention.end, mention.end + LONGEST_NAME);
    if (isJoinedName(after) || TOPIC_OF_GROUP_IN_ENGLISH.test(after) || NAME.test(after)) {
      return { ...mention, kind: 'in a topic' };
    }
    return { ...mention, kind: isVague || isTurnedTo(text, mention.start) ? 'part of a name' : 'asked' };
  });
  return [...groups, ...findSinglePlaces(text, mentions, groups, gazetteer)].sort((a, b) => a.start - b.start);
}

/** Places outside the groups; a row of places without a word between them is one name or none. */
function findSinglePlaces(
  text: string,
  named: readonly RegionMention[],
  groups: readonly Place[],
  gazetteer: Gazetteer,
): Place[] {
  let group = 0;
  const mentions = named.filter(({ start, end }) => {
    while ((groups[group]?.end ?? Number.POSITIVE_INFINITY) <= start) group += 1;
    return (groups[group]?.start ?? Number.POSITIVE_INFINITY) >= end;
  });
  const places: Place[] = [];
  for (let first = 0; first < mentions.length; ) {
    let last = first;
    for (; ; last += 1) {
      const [own, next] = [mentions[last], mentions[last + 1]];
      if (own === undefined || next === undefined || !JOINT.test(text.slice(own.end, next.start))) break;
      if (gazetteer.contains(own.region, next.region)) break;
    }
    const row = mentions.slice(first, last + 1);
    const start = row[0]?.start ?? 0;
    const end = row.at(-1)?.end ?? start;
    const kind = classify(text, start, end, row.length > 1 || end - start === 1);
    places.push(...row.map(({ region, ...span }): Place => ({ regions: [region], ...span, kind })));
    first = last + 1;
  }
  return places;
}

function classify(text: string, start: number, end: number, isRow: boolean): Place['kind'] {
  const after = text.slice(end, end + LONGEST_NAME);
  if ((isRow && isJoinedName(after)) || BODY.test(after)) return 'in a topic';
  return NAME.test(after) || NAME_IN_ENGLISH.test(after) || isTurnedTo(text, start) ? 'part of a name' : 'asked';
}

function isJoinedName(after: string): boolean {
  return JOINED_NAME.test(after) || JOINED_NAME_IN_ENGLISH.test(after);
}

function isTurnedTo(text: string, start: number): boolean {
  return TURNED_TO.test(text.slice(Math.max(0, start - LONGEST_TURNING), start));
}
