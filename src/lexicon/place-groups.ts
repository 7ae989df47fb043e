/**
 * Which groups of places does a question name (东北三省, 四个直辖市, the Yangtze River Delta), and which places are in them?
 * Only groups whose members are fixed: by the state's own division of the country, or known to everybody.
 */

import type { Span } from '../types.js';
import type { Gazetteer, Region } from './contract.js';

/** A group named in a text. */
interface GroupMention extends Span {
  readonly regions: readonly Region[];
  /** True for words that also describe one place (直辖市): they mean the group only when no place is named. */
  readonly isVague: boolean;
}

interface Group {
  readonly name: RegExp;
  readonly members: string;
  readonly isVague?: boolean;
}

/** What follows the bare name of a part of the country when its places are meant: not 东北部, 华东师范大学, 西北风. */
const PLACES_FOLLOW = '(?=的|哪|各|几|谁|[、，,和与比]|\\s|[?？。!]|$)';
/** What stands before it: not 湖北东北, 向西北. */
const NO_WORD_BEFORE = '(?<![\\p{Script=Han}])|(?<=[和与跟、及比在])';

function partOfChina(name: string, count: string, members: string): Group {
  const counted = `${name}(?:地区)?(?:${count})?个?省[区市份]{0,2}|${name}(?:地区|区域)|${name}各[省地]`;
  return { name: new RegExp(`${counted}|(?:${NO_WORD_BEFORE})${name}${PLACES_FOLLOW}`, 'gu'), members };
}

const NORTHEAST = '辽宁 吉林 黑龙江';
const NORTHWEST = '陕西 甘肃 青海 宁夏 新疆';
const SOUTHWEST = '重庆 四川 贵州 云南 西藏';
const NORTH = '北京 天津 河北 山西 内蒙古';
const EAST = '上海 江苏 浙江 安徽 福建 江西 山东';
const DELTA = '上海 江苏 浙江 安徽';
const MUNICIPALITIES = '北京 天津 上海 重庆';
const AUTONOMOUS_REGIONS = '内蒙古 广西 西藏 宁夏 新疆';
const CENTRAL_SIX = '山西 安徽 江西 河南 湖北 湖南';

/** “Northeast China” and “the northeastern provinces”; not the Northeast China Plain or the East China Sea. */
function partInEnglish(direction: string, members: string): Group {
  const name = `\\b(?:${direction} china\\b(?!\\s+(?:sea|plain|university|normal|tiger))|${direction}(?:ern)?(?: chinese)? provinces\\b)`;
  return { name: new RegExp(name, 'gi'), members };
}

const GROUPS: readonly Group[] = [
  { name: /东三省/g, members: NORTHEAST },
  partOfChina('东北', '[三3]', NORTHEAST),
  partOfChina('西北', '[五5]', NORTHWEST),
  partOfChina('西南', '[五5]', SOUTHWEST),
  partOfChina('华北', '[五5]', NORTH),
  partOfChina('华东', '[六七67]', EAST),
  partOfChina('华中', '[三3]', '河南 湖北 湖南'),
  partOfChina('华南', '[三3]', '广东 广西 海南'),
  partInEnglish('(?:three )?north-?east', NORTHEAST),
  partInEnglish('(?:five )?north-?west', NORTHWEST),
  partInEnglish('(?:five )?south-?west', SOUTHWEST),
  partInEnglish('north', NORTH),
  partInEnglish('east', EAST),
  partInEnglish('south', '广东 广西 海南'),
  { name: /中部(?:地区)?[六6]省|\bsix central(?: chinese)? provinces\b/gi, members: CENTRAL_SIX },
  {
    name: /西部(?:地区)?(?:十二|12)个?省(?:区市|份|市区)?/g,
    members: `${NORTHWEST} ${SOUTHWEST} 内蒙古 广西`,
  },
  {
    name: /沿海(?:十一|11)?(?:个|各)?省(?:区市|份|市|区)?|\bcoastal provinces\b/gi,
    members: '天津 河北 辽宁 上海 江苏 浙江 福建 山东 广东 广西 海南',
  },
  { name: /(?:长三角|长江三角洲)(?:地区|区域|三省一市)?|\byangtze(?: river)? delta\b/gi, members: DELTA },
  { name: /京津冀(?:三地|地区|三省市)?/g, members: '北京 天津 河北' },
  { name: /(?:珠三角|珠江三角洲)(?:地区)?|\bpearl river delta\b/gi, members: '广东' },
  { name: /成渝(?:地区|两地)?/g, members: '四川 重庆' },
  { name: /江浙沪/g, members: '江苏 浙江 上海' },
  { name: /江浙(?!沪|菜)/g, members: '江苏 浙江' },
  { name: /云贵川(?!渝)/g, members: '云南 贵州 四川' },
  { name: /云贵(?![川高])/g, members: '云南 贵州' },
  { name: /两广/g, members: '广东 广西' },
  { name: /两湖(?!平原)/g, members: '湖北 湖南' },
  { name: /北上广深/g, members: '北京 上海 广州 深圳' },
  { name: /北上广(?!深)/g, members: '北京 上海 广州' },
  { name: /计划单列市/g, members: '大连 青岛 宁波 厦门 深圳', isVague: true },
  {
    name: /(?:四个|四大|四|4个|各|哪个|哪些|几个|哪几个|所有)直辖市|\bthe four municipalities\b|\bfour (?:centrally.administered |direct.controlled )?municipalities\b|\bmunicipalities directly under\b/gi,
    members: MUNICIPALITIES,
  },
  { name: /(?<![四大个各哪些有])直辖市|\bmunicipalities\b(?! directly)/gi, members: MUNICIPALITIES, isVague: true },
  {
    name: /(?:五个|五大|五|5个|各|哪个|哪些|几个|哪几个|所有)(?:民族|少数民族)?自治区|\bautonomous regions\b|\bwhich autonomous region\b/gi,
    members: AUTONOMOUS_REGIONS,
  },
];

/** Every group named in the text, in the order of the text; those that begin inside another are left out. Linear time. */
export function findGroups(text: string, gazetteer: Gazetteer): GroupMention[] {
  const found = GROUPS.flatMap(({ name, members, isVague = false }) =>
    Array.from(text.matchAll(name), (match) => ({
      members,
      isVague,
      start: match.index,
      end: match.index + match[0].length,
    })),
  ).sort((a, b) => a.start - b.start || b.end - a.end);
  let end = 0;
  return found
    .filter((group) => {
      if (group.start < end) return false;
      end = group.end;
      return true;
    })
    .map(({ members, ...mention }) => ({
      ...mention,
      regions: members.split(' ').flatMap((member) => gazetteer.resolve(member) ?? []),
    }));
}
