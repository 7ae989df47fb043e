/**
 * Lexicon, the gazetteer: which places does a text name, and what lies in what? Built once from places.ts; new areas and
 * development zones are in no list and found by rule (areas.ts). Used for what a document says of itself and for what a
 * question asks about.
 */

import { areaOf, endOfArea, findAreas, isAreaName, shortenKind } from './areas.js';
import type { Gazetteer, Region, RegionMention } from './contract.js';
import { findDistrictsOfToday } from './districts-of-today.js';
import { isNation, NATION } from './nation.js';
import {
  ABBREVIATIONS,
  DISTINCT_ABBREVIATIONS,
  ENGLISH_NAMES,
  EVERYDAY_DISTRICTS,
  EVERYDAY_NAMES,
  EVERYDAY_SPELLINGS,
  LOOKALIKES,
  RUN_ABBREVIATIONS,
  SIDE_WORDS,
  STREET,
} from './place-names.js';
import { type Place, readPlaces, spellInEnglish } from './places.js';
import { beginsBehindYear, createWordFinder, type FindWordOver } from './word-edges.js';

/** Names by which places are known; a name that several places share has several, and LOOKALIKES have none. */
type NameTable = Map<string, Region[]>;

interface Names {
  /** Every name `resolve` takes. */
  readonly known: NameTable;
  /** The Chinese names that count when they stand in running text. */
  readonly inText: NameTable;
  /** Those that count only behind the place that they lie in: 宁波市江北区. */
  readonly behindPlace: NameTable;
  /** Lower-case Latin spellings. */
  readonly latin: NameTable;
  /** Length of the longest name in `inText` that begins with a character: bounds the search at each place. */
  readonly longest: ReadonlyMap<string, number>;
  readonly provinces: ReadonlyMap<string, Region>;
  readonly byCode: ReadonlyMap<string, Region>;
  /** By code; made when the first is asked for, as most who ask in Chinese need none. */
  readonly english: () => ReadonlyMap<string, string>;
}

const LEVELS = ['province', 'city', 'county'] as const;

/** UTF-16 code units; the longest official name has 15. */
const LONGEST_NAME = 60;

const LATIN_WORD = /[A-Za-zÀ-ÿ]+(?:['’][A-Za-zÀ-ÿ]+)*/y;
const LATIN_DIVISION =
  /(?:\s(?:zhuang|hui|uygh?ur))?\s(?:sheng|shi|province|city|prefecture|county|district|municipality|autonomous\s.{1,20}|special\sadministrative\sregion|sar)$/;
/** What shows that an abbreviation by itself is a province: 鄂GDP, 粤省. */
const ABBREVIATION_FOLLOWED = /^(?:省|GDP)/i;
/** The same where no word ends before it: 鄂2025年目标, and each of 鄂、湘、赣三省; not 粗鲁的. */
const ABBREVIATION_APART =
  /^(?:\s?\d|[今去明]年|[的哪谁比]|[两三四五六][省市地个]|[、和与跟](?=[京津冀晋辽沪浙皖闽赣鲁豫鄂湘粤桂琼渝黔滇陕]))/;
const APART_BEFORE = /(?:[^\p{Script=Han}]|[和与跟年]|^)$/u;

/** Builds the gazetteer; some 20 ms, so once a process. */
export function createGazetteer(): Gazetteer {
  const names = collectNames(readPlaces());
  const find = (text: string) => addAreas(text, findMentions(text, names));
  const resolve = (name: string): Region | null => resolveName(name, names, find, contains);
  // Asked once a stored fact, of which many are about one area.
  const areas = new Map<string, Region>();
  return { resolve, withCode, nameInEnglish, parents, find, contains };

  function withCode(code: string): Region | null {
    const known = names.byCode.get(code) ?? areas.get(code);
    if (known !== undefined || !isAreaName(code)) return known ?? null;
    // The name tells the city that it lies in: 绵阳高新区.
    const named = resolve(code);
    const area = named?.code === code ? named : areaOf(code);
    areas.set(code, area);
    return area;
  }

  function contains(outer: Region, inner: Region): boolean {
    if (outer.code === inner.code || inner.level !== 'area') return containsCode(outer, inner);
    const around = names.byCode.get(inner.within ?? '');
    return around !== undefined && containsCode(outer, around);
  }

  function nameInEnglish({ code, name }: Region): string {
    return names.english().get(code) ?? name;
  }

  function parents(region: Region): Region[] {
    const code = region.within ?? region.code;
    const codes = new Set([`${code.slice(0, 2)}0000`, `${code.slice(0, 4)}00`, code]);
    return [...codes].flatMap((each) => (each === region.code ? [] : (names.byCode.get(each) ?? [])));
  }
}

function containsCode(outer: Region, inner: Region): boolean {
  if (outer.level === 'area') return outer.code === inner.code;
  if (outer.code.endsWith('0000')) return inner.code.startsWith(outer.code.slice(0, 2));
  if (outer.code.endsWith('00')) return inner.code.startsWith(outer.code.slice(0, 4));
  return outer.code === inner.code;
}

function collectNames(places: readonly Place[]): Names {
  const known: NameTable = new Map();
  const inText: NameTable = new Map();
  const behindPlace: NameTable = new Map();
  const latin: NameTable = new Map();
  const nameCounts = countNames(places.map(({ name }) => name));
  const officialNames = new Map(places.map(({ code, name }) => [code, name]));
  // Places are looked up by their code and level alone: what is handed on is the region without its other names.
  const regions = places.map(({ code, name, level }): Region => {
    const isShared = (nameCounts.get(name) ?? 0) > 1 && level === 'county';
    const around = officialNames.get(`${code.slice(0, 4)}00`) ?? officialNames.get(`${code.slice(0, 2)}0000`) ?? '';
    return { code, name: isShared ? around + name : name, level };
  });
  const byCode = new Map([NATION, ...regions].map((region) => [region.code, region]));
  for (const [code, district] of findDistrictsOfToday(regions)) byCode.set(code, district);
  const shortCounts = countNames(places.map(({ short }) => short));
  for (const { code, name, short, spellings } of places) {
    const region = byCode.get(code);
    if (region === undefined) continue;
    for (const each of new Set([name, region.name, short])) addName(known, each, region);
    addName(isEverydayDistrict({ ...region, name }) ? behindPlace : inText, name, region);
    if (isShortInText({ ...region, name }, short, shortCounts.get(short) ?? 0)) addName(inText, short, region);
    const zone = shortenKind(name);
    // 邯郸经开区 of 邯郸经济技术开发区, which has a code.
    for (const each of zone === name ? [] : [zone, zone.replace('市', '')])
      for (const table of [known, inText]) addName(table, each, region);
    // 恩施州, 内蒙古区: the word for the division without the peoples
    if (name.endsWith('自治州')) for (const table of [known, inText]) addName(table, `${short}州`, region);
    // 新平县: the same of a county
    if (/自治[县旗]$/.test(name)) for (const table of [known, inText]) addName(table, short + name.slice(-1), region);
    for (const spelling of spellings) {
      if (EVERYDAY_SPELLINGS.has(spelling)) continue;
      if (isSpelledByItself({ ...region, name })) addName(latin, spelling, region);
      else for (const division of divisionsInEnglish(name)) addName(latin, `${spelling} ${division}`, region);
    }
  }
  for (const word of LOOKALIKES) if (!inText.has(word)) inText.set(word, []);
  for (const [spelling, code] of ENGLISH_NAMES) {
    const region = byCode.get(code);
    if (region !== undefined) latin.set(spelling, [region]);
  }
  const provinces = new Map(
    regions.filter(({ level }) => level === 'province').map((region) => [region.code.slice(0, 2), region]),
  );
  const longest = new Map<string, number>();
  for (const name of [...inText.keys(), ...behindPlace.keys()])
    longest.set(name.charAt(0), Math.max(name.length, longest.get(name.charAt(0)) ?? 0));
  let spelled: ReadonlyMap<string, string> | null = null;
  const english = (): ReadonlyMap<string, string> => {
    spelled ??= spellInEnglish(places);
    return spelled;
  };
  return { known, inText, behindPlace, latin, longest, provinces, byCode, english };
}

function countNames(names: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

/** Of counties only cities are known by their bare names in Latin letters; Santai County needs its second word. */
function isSpelledByItself({ name, level }: Pick<Region, 'name' | 'level'>): boolean {
  return level !== 'county' || name.endsWith('市');
}

function divisionsInEnglish(name: string): readonly string[] {
  if (name.endsWith('区')) return ['district'];
  if (name.endsWith('旗')) return ['banner'];
  return ['county'];
}

function addName(table: NameTable, name: string, region: Region): void {
  const regions = table.get(name);
  if (regions === undefined) table.set(name, [region]);
  else if (!regions.includes(region)) regions.push(region);
}

function isEverydayDistrict({ name, level }: Region): boolean {
  return level === 'county' && (EVERYDAY_DISTRICTS.has(name) || (name.length === 2 && name.endsWith('区')));
}

/** Characters from which on the short name of a county is no other word: 达拉特, 石景山. */
const TELLING_LENGTH = 3;

/** Provinces and cities go by their short names in running text; of counties cities and long names that are theirs alone. */
function isShortInText({ name, level }: Region, short: string, count: number): boolean {
  if (EVERYDAY_NAMES.has(short) || short.length < 2) return false;
  if (level !== 'county') return true;
  return (
    count === 1 &&
    (name.endsWith('市') ||
      (short.length >= TELLING_LENGTH &&
        /[县旗区]$/.test(name) &&
        !/开发$|管理$|示范$|工业园$|[左右前后中矿]$/.test(short)))
  );
}

/** The one region that is meant: the highest level; at one level the one inside the place named just before. */
function choose(regions: readonly Region[], before: Region | null): Region | null {
  if (before !== null) {
    const inside = regions.filter((region) => region !== before && containsCode(before, region));
    if (inside.length === 1) return inside[0] ?? null;
  }
  for (const level of LEVELS) {
    const found = regions.filter((region) => region.level === level);
    if (found.length > 0) return found.length === 1 ? (found[0] ?? null) : null;
  }
  return null;
}

function resolveName(
  name: string,
  names: Names,
  find: Gazetteer['find'],
  contains: Gazetteer['contains'],
): Region | null {
  if (name.length > LONGEST_NAME) return null;
  const plain = name.normalize('NFKC').trim().replaceAll('’', "'");
  const joined = plain.replace(/\s+/g, '');
  if (isNation(plain)) return NATION;
  const known = names.known.get(joined);
  if (known !== undefined) return choose(known, null);
  const latin = plain.toLowerCase().replace(/\s+/g, ' ');
  const romanized = names.latin.get(latin) ?? names.latin.get(latin.replace(LATIN_DIVISION, ''));
  if (romanized !== undefined) return choose(romanized, null);
  const province = ABBREVIATIONS.get(joined.endsWith('省') ? joined.slice(0, -1) : joined);
  if (province !== undefined) return names.provinces.get(province) ?? null;
  // 湖北省荆门市: places from the outer to the inner, and nothing else
  const mentions = find(joined);
  const isWhole =
    mentions.every(({ start }, at) => start === (mentions[at - 1]?.end ?? 0)) && mentions.at(-1)?.end === joined.length;
  const isNested = mentions.every(({ region }, at) => at === 0 || contains(mentions[at - 1]?.region ?? region, region));
  if (isWhole && isNested) return mentions.at(-1)?.region ?? null;
  return isAreaName(joined) ? areaOf(joined) : isAreaName(plain) ? areaOf(plain) : null;
}

/** Puts areas among places: 绵阳高新区 and 绵阳市星湖新区 are one place each, and not 绵阳市. */
function addAreas(text: string, mentions: readonly RegionMention[]): RegionMention[] {
  const ends = new Map(mentions.map((mention) => [mention.end, mention]));
  const named = findAreas(text, (offset) => ends.has(offset)).map(({ name, start, end }): RegionMention => {
    const around = ends.get(start);
    return { region: areaOf(name, around?.region), start: around?.start ?? start, end };
  });
  const behind = mentions.flatMap((mention): RegionMention[] => {
    const { region, start, end } = mention;
    const areaEnd = region.level === 'city' || region.level === 'county' ? endOfArea(text, end) : null;
    if (areaEnd === null) return [];
    const name = text.slice(start, end).replace(/市$/, '') + text.slice(end, areaEnd);
    return [{ region: areaOf(name, region), start, end: areaEnd }];
  });
  const ofCities = new Set(behind.map(({ end }) => end));
  // A division that the list has by this name is that one: 浦东新区.
  const areas = [...behind, ...named.filter(({ end }) => !ofCities.has(end))]
    .filter(({ end }) => !ends.has(end))
    .sort(byStart);
  if (areas.length === 0) return [...mentions];
  let next = 0;
  const outside = mentions.filter(({ start, end }) => {
    while ((areas[next]?.end ?? Number.POSITIVE_INFINITY) <= start) next += 1;
    return (areas[next]?.start ?? Number.POSITIVE_INFINITY) >= end;
  });
  return [...outside, ...areas].sort(byStart);
}

function byStart(one: RegionMention, other: RegionMention): number {
  return one.start - other.start;
}

/** At each place the longest name that begins there; a name that could be two places is passed over. Linear. */
function findMentions(text: string, names: Names): RegionMention[] {
  const mentions: RegionMention[] = [];
  const findWordOver = createWordFinder(text);
  let position = 0;
  while (position < text.length) {
    const last = mentions.at(-1);
    const before = last?.end === position ? last.region : null;
    const end =
      matchChinese(text, position, names, before, mentions, findWordOver) ??
      matchLatin(text, position, names, mentions) ??
      matchAbbreviations(text, position, names, mentions);
    position = end ?? position + 1;
  }
  return mentions;
}

/** Each matcher returns where to go on, null when nothing begins here. */
function matchChinese(
  text: string,
  start: number,
  names: Names,
  before: Region | null,
  mentions: RegionMention[],
  findWordOver: FindWordOver,
): number | null {
  const longest = names.longest.get(text.charAt(start)) ?? 0;
  for (let length = Math.min(longest, text.length - start); length >= 2; length -= 1) {
    const end = start + length;
    const name = text.slice(start, end);
    const regions = names.inText.get(name) ?? (before === null ? undefined : names.behindPlace.get(name));
    if (regions === undefined) continue;
    const region = choose(regions, before);
    if (region?.level === 'county' && length === 2 && before === null && isInsideWord(text, start, end)) continue;
    if (region !== null && before === null && isMeetingOfWords(text, start, end, names, findWordOver)) continue;
    const isStreet = !DIVISION_WORD.test(text.slice(start, end)) && STREET.test(text.slice(end, end + 2));
    const isSide = length === 2 && SIDE_WORDS.has(text.charAt(end)) && /[东南西北]$/.test(text.slice(start, end));
    if (region !== null && !isSide && !isStreet) mentions.push({ region, start, end });
    return end;
  }
  return null;
}

/** Counties of two characters end many words (示范县, 提高县域): they count only where no Chinese character stands before. */
function isInsideWord(text: string, start: number, end: number): boolean {
  return text.charAt(end - 1) === '县' && (/\p{Script=Han}/u.test(text.charAt(start - 1)) || text.charAt(end) === '域');
}

const DIVISION_WORD = /[省市州县区]$/;

/**
 * Where two words meet, the end of one and the beginning of the next may spell a short name: 扩大连锁, 形成都市圈. A word
 * that runs over the beginning of a name shows it, unless it is a place itself (推广东营); one that runs over the end
 * alone shows only that the segmenter does not know the name (益阳信维), or that its 和 joins (和龙头企业). Names of three
 * characters and more are no accident: 年内 of 2025年内蒙古自治区 is.
 */
function isMeetingOfWords(text: string, start: number, end: number, names: Names, wordOver: FindWordOver): boolean {
  const stem = text.slice(start, end).replace(DIVISION_WORD, '');
  if (stem.length > 2) return false;
  if (text.charAt(start) === '和' && wordOver(end) !== null) return true;
  if (beginsBehindYear(text, start)) return false;
  const word = wordOver(start);
  return word !== null && (names.inText.get(word) ?? []).length === 0;
}

function matchLatin(text: string, start: number, names: Names, mentions: RegionMention[]): number | null {
  const first = wordAt(text, start);
  if (first === null) return null;
  const next = start + first.length;
  const second = text.charAt(next) === ' ' ? wordAt(text, next + 1) : null;
  const one = withoutPossessive(first);
  const two = second === null ? '' : `${first} ${withoutPossessive(second)}`;
  for (const words of [two, one]) {
    const regions = names.latin.get(words.toLowerCase().replaceAll('’', "'"));
    if (regions === undefined) continue;
    // Chaoyang District is one of several, and not the city of Chaoyang.
    const region = choose(regions, null);
    if (region !== null) mentions.push({ region, start, end: start + words.length });
    return Math.max(next, start + words.length);
  }
  return next;
}

/** Jingmen's, Inner Mongolia’s. */
function withoutPossessive(word: string): string {
  return /['’]s$/i.test(word) ? word.slice(0, -2) : word;
}

function wordAt(text: string, start: number): string | null {
  LATIN_WORD.lastIndex = start;
  return LATIN_WORD.exec(text)?.[0] ?? null;
}

/** 鄂GDP, 粤省, and rows of provinces: 京津冀, 粤港澳, 沪苏浙皖. One abbreviation alone is too often a word's part. */
function matchAbbreviations(text: string, start: number, names: Names, mentions: RegionMention[]): number | null {
  let end = start;
  let distinct = 0;
  for (; end < text.length; end += 1) {
    const character = text.charAt(end);
    if (DISTINCT_ABBREVIATIONS.has(character)) distinct += 1;
    else if (!RUN_ABBREVIATIONS.has(character)) break;
  }
  if (distinct === 0) return end > start ? end : null;
  if (end - start === 1 && !standsAlone(text, start)) return null;
  for (let position = start; position < end; position += 1) {
    const region = names.provinces.get(ABBREVIATIONS.get(text.charAt(position)) ?? '');
    if (region !== undefined) mentions.push({ region, start: position, end: position + 1 });
  }
  return end;
}

function standsAlone(text: string, at: number): boolean {
  const after = text.slice(at + 1, at + 4);
  if (ABBREVIATION_FOLLOWED.test(after)) return true;
  return ABBREVIATION_APART.test(after) && APART_BEFORE.test(text.slice(Math.max(0, at - 1), at));
}
