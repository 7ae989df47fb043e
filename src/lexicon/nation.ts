/**
 * Lexicon, the nation as a place: where does a text say something of all China? It stands beside the places of the
 * gazetteer and holds none of them: what is said of it is said of no part, and the reverse.
 */

import type { Span } from '../types.js';
import type { Region } from './contract.js';
import { PART_WORD } from './english-number-words.js';
import type { Glossary } from './glossary.js';

export const NATION: Region = { code: '000000', name: '全国', level: 'nation' };

const NAMES = new Set([
  '全国',
  '中国',
  '我国',
  '国家',
  '全中国',
  '中华人民共和国',
  'china',
  'prc',
  "people's republic of china",
]);

/** Whether a name by itself, as in a filter, means the nation. */
export function isNation(name: string): boolean {
  return NAMES.has(name.trim().toLowerCase().replaceAll('’', "'"));
}

/** 居全国第四 and 高于全国 only say among or against what. */
const NATION_NAMED = new RegExp(
  String.raw`(?<![居占列排在比于超快高低较与跟领])(?:全国(?!人大|人民代表|政协|两会)|我国|中国)|\b(?:(?<!(?:percent|%|${PART_WORD}|share)s? of )china(?:['’]s)?|nationwide|(?:the )?national|(?:the )?(?:whole )?country['’]s)\b`,
  'gi',
);
/** What may stand between the nation and what is said of it: 全国2024年的, 我国“十四五”时期累计. */
const BETWEEN =
  /^(?:的|\s|,|，|[“”]|\d{4}年?(?:[末底]|度|全年)?|[今去明]年|全年|上半年|前?[一二三四]个?季度|截[至止]\d{1,2}月底|十[一二三四五六七八九]五(?:时期|期间|末)?|累计|预计|完成|实现)+/;
/** UTF-16 code units in which what is said of it begins. */
const REACH = 60;

/** Where a text says something that the glossary knows of the nation: 全国粮食产量, 我国2024年GDP, China's grain output. Linear time. */
export function findNation(text: string, glossary: Glossary): Span[] {
  return [...text.matchAll(NATION_NAMED)]
    .map(({ 0: name, index }) => ({ start: index, end: index + name.length }))
    .filter(({ end }) => isSpokenOf(text, end, glossary));
}

/** The work report of the nation, by whoever gives it. */
const NATIONAL_REPORT =
  /(?:国务院(?:总理)?|(?<!前)总理|全国|国家|中央|我国|中国)(?:政府)?的?(?:(?:19|20)\d\d年度?的?)?(?:政府工作|工作|政府)?报告|\b(?:the )?(?:(?:state council|premier|central government)(?:['’]s)?|national|chin(?:a['’]s|ese))(?: (?:19|20)\d\d)?(?: annual)?(?: government)?(?: work)? reports?\b|\b(?:the )?(?:(?:government )?work )?reports? (?:of|by|from) (?:the )?(?:state council|premier|central government)\b/gi;
/** The government of the nation, as the one who says or sets something. */
const NATIONAL_SPEAKER =
  /国务院(?=(?:总理)?(?:在?(?:19|20)\d\d年)?(?:提出|设定|定|确定|说|要求|打算|计划|安排)|的?(?:《[^》]{2,40}》)?(?:意见|通知|文件|方案|规划|决定|办法))|\bthe state council(?=(?:['’]s)? (?:want|set|sets|aims?|plans?|expects?|targets?|wants?|says?|said|growth|gdp))/gi;

/** Where a question asks of all China, in words or by naming its government. Linear time. */
export function findAskedNation(text: string, glossary: Glossary): Span[] {
  const named = [NATIONAL_REPORT, NATIONAL_SPEAKER].flatMap((words) =>
    [...text.matchAll(words)].map(({ 0: name, index }) => ({ start: index, end: index + name.length })),
  );
  return named.length > 0 ? named.sort((one, other) => one.start - other.start) : findNation(text, glossary);
}

/** Whether what the glossary knows follows a name that ends at an offset, with nothing but times between. */
export function isSpokenOf(text: string, end: number, glossary: Glossary): boolean {
  const behind = text.slice(end, end + REACH);
  const after = behind.replace(BETWEEN, '');
  const [mention] = glossary.findAsked(after);
  // 全国文明城市 is a title of a city.
  return mention?.start === 0 && (mention.term.kind === 'indicator' || after !== behind);
}
